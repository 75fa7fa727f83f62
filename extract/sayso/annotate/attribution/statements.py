"""From drafts to statements: their words, forms and speech acts, and what the parts have found."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from sayso.annotate.attribution.clauses import RELATIVES, Stretch
from sayso.annotate.attribution.drafts import Draft
from sayso.annotate.attribution.lexicon import acts_of, confidence, hedge_words
from sayso.annotate.attribution.links import answering, nested
from sayso.annotate.attribution.participants import addressees, speakers, targets
from sayso.annotate.parse_tree import span_of
from sayso.annotate.quote_form import quote_form
from sayso.annotate.referents import known_entity_of
from sayso.model import QuoteForm, Span, Statement

# Acts that tell a topic and not what was said of it.
_TOPIC_ACTS = frozenset({"outline", "highlight", "report", "announce", "quote", "reveal"})
_PHRASE_FRAMES = frozenset({"obj", "obj-prep", "prep", "pass-obj", "pass-prep", "n-prep"})


@dataclass(frozen=True, slots=True)
class _Made:
    """A draft with the statement made of it."""

    draft: Draft
    statement: Statement


def _chars(doc: Doc, stretch: Stretch) -> Span:
    return span_of(doc[stretch[0] : stretch[1]])


def _runs(tokens: list[int]) -> list[Stretch]:
    runs: list[Stretch] = []
    for i in sorted(set(tokens)):
        if runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def statements(doc: Doc, drafts: list[Draft]) -> list[Statement]:
    """Return the statements of the drafts, linked to each other and to the entities."""
    made = [_Made(d, _statement(doc, d)) for d in drafts if _can_intend(doc, d)]
    made.sort(key=lambda m: _place(m.statement))
    linked = nested([m.statement for m in made])
    return answering(doc, [m.draft for m in made], linked)


# Frames of intention, of which only an actor is capable: not "the war aims to destabilize".
_INTENTIONS = frozenset({"to", "subj-to", "obj-to", "n-to", "l-to", "a-to"})


def _can_intend(doc: Doc, draft: Draft) -> bool:
    head = draft.source_head
    if draft.frame not in _INTENTIONS or head is None or head.lower_ in RELATIVES:
        return True
    entity = known_entity_of(doc, doc[head.left_edge.i : head.right_edge.i + 1])
    return entity is not None and doc._.sayso_entities[entity].type.can_act


def _place(statement: Statement) -> tuple[Span, ...]:
    return (*statement.cue[:1], *statement.content)


def _statement(doc: Doc, draft: Draft) -> Statement:
    content = tuple(_chars(doc, stretch) for stretch in draft.content)
    quoted, form = quote_form(doc, draft.content, inside=draft.quote is not None)
    acts = acts_of(draft.key, draft.frame)
    if form is QuoteForm.INDIRECT and (
        not content or (draft.frame in _PHRASE_FRAMES and acts[0] in _TOPIC_ACTS)
    ):
        form = QuoteForm.NARRATED
    return Statement(
        source=(_chars(doc, draft.source),) if draft.source is not None else (),
        cue=tuple(_chars(doc, run) for run in _runs(draft.cue_tokens)),
        content=content,
        form=form,
        cue_lemma=draft.key,
        speech_acts=acts,
        speakers=speakers(doc, draft),
        quoted=quoted,
        negated=_negated(draft),
        hedges=tuple(_hedges(doc, draft)),
        addressees=addressees(doc, draft),
        targets=targets(doc, draft, acts),
        confidence=round(draft.trust, 2)
        if draft.tagged
        else confidence(draft.frame, bool(draft.taken), draft.trust),
        rule=f"attribution.{draft.frame}",
    )


def _negated(draft: Draft) -> bool:
    return any(c.dep_ == "neg" for c in draft.cue.children)


def _hedges(doc: Doc, draft: Draft) -> list[Span]:
    hedges = hedge_words()
    found = [t for a, b in draft.content for t in doc[a:b] if t.lower_ in hedges]
    return [span_of(doc[t.i : t.i + 1]) for t in found]
