"""From drafts to statements: forms, speech acts, speakers, nesting, addressees, answers."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from sayso.annotate.attribution.clauses import RELATIVES, Stretch
from sayso.annotate.attribution.drafts import Draft
from sayso.annotate.attribution.lexicon import acts_of, hedge_words, statement_nouns
from sayso.annotate.parse_tree import child, span_of
from sayso.annotate.referents import entity_of, known_entity_of
from sayso.model import Quotation, QuoteForm, Ref, RefKind, Span, Statement

# Acts that tell a topic and not what was said of it.
_TOPIC_ACTS = frozenset({"outline", "highlight", "report", "announce", "quote", "reveal"})
_PHRASE_FRAMES = frozenset({"obj", "obj-prep", "prep", "pass-obj", "pass-prep", "n-prep"})
_TARGET_ACTS = frozenset(
    [
        "praise",
        "criticize",
        "condemn",
        "accuse",
        "mock",
        "defend",
        "endorse",
        "thank",
        "congratulate",
        "dismiss",
        "reject",
        "deny",
        "dispute",
        "doubt",
        "describe",
        "call",
        "compare",
        "frame",
        "warn",
        "threaten",
    ]
)
# Nouns that with "the" already point at something said before.
_UTTERED = frozenset(
    "claim allegation accusation charge criticism warning statement remark comment assertion "
    "suggestion proposal report rumor rumour threat offer denial".split()
)
_CONTESTING = frozenset({"deny", "dismiss", "reject", "doubt", "dispute", "refuse", "condemn"})


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
    linked = _nested([m.statement for m in made])
    return _answers(doc, [m.draft for m in made], linked)


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
    quoted, form = _form(doc, draft, content)
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
        speakers=_speakers(doc, draft),
        quoted=quoted,
        negated=_negated(draft),
        hedges=tuple(_hedges(doc, draft)),
        addressees=_addressees(doc, draft),
        targets=_targets(doc, draft, acts),
        confidence=round(draft.trust, 2),
        rule=f"attribution.{draft.frame}",
    )


def _form(doc: Doc, draft: Draft, content: tuple[Span, ...]) -> tuple[tuple[Span, ...], QuoteForm]:
    """Return the quotations in the contents and the form: all, some or none of the words quoted."""
    quotations: list[Quotation] = doc._.sayso_quotations
    around = draft.quote.number if draft.quote is not None else None
    outer = [q for q in quotations if any(q.span.overlaps(c) for c in content)]
    if around is not None:
        outer = [q for q in outer if not any(q.inner.contains(c) for c in content)]
    outer = [q for q in outer if not any(o is not q and o.inner.contains(q.span) for o in outer)]
    if not outer:
        return (), QuoteForm.INDIRECT
    words = total = 0
    for a, b in draft.content:
        for token in doc[a:b]:
            if token.is_alpha or token.like_num:
                total += 1
                words += any(q.span.start <= token.idx < q.span.end for q in outer)
    form = QuoteForm.DIRECT if words == total else QuoteForm.MIXED
    return tuple(q.span for q in outer), form


def _speakers(doc: Doc, draft: Draft) -> tuple[int, ...]:
    head = draft.source_head
    if head is None:
        return ()
    if head.lower_ in RELATIVES and head.dep_ in ("nsubj", "nsubjpass"):
        verb = head.head
        while verb.dep_ in ("xcomp", "conj", "ccomp") and verb.head != verb:
            verb = verb.head
        if verb.dep_ == "relcl":
            head = verb.head
    found: list[int] = []
    for part in (head, *head.conjuncts):
        index = _entity_of(doc, part)
        if index is not None and index not in found:
            found.append(index)
    return tuple(found)


def _entity_of(doc: Doc, head: Token) -> int | None:
    """Return the entity that the phrase of `head` refers to, made when it is new."""
    if head.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X"):
        return None
    return entity_of(doc, doc[head.left_edge.i : head.right_edge.i + 1])


def _negated(draft: Draft) -> bool:
    return any(c.dep_ == "neg" for c in draft.cue.children)


def _hedges(doc: Doc, draft: Draft) -> list[Span]:
    hedges = hedge_words()
    found = [t for a, b in draft.content for t in doc[a:b] if t.lower_ in hedges]
    return [span_of(doc[t.i : t.i + 1]) for t in found]


def _addressees(doc: Doc, draft: Draft) -> tuple[int, ...]:
    """Return whom the speaker addresses: "told reporters", "urged the minister to"."""
    cue = draft.cue
    if cue.pos_ != "VERB":
        return ()
    heads: list[Token] = []
    for part in cue.children:
        if part.dep_ in ("dative", "dobj") and cue.lemma_ in _ADDRESSING:
            heads.append(
                part if part.dep_ == "dobj" or part.pos_ != "ADP" else child(part, "pobj") or part
            )
        elif part.dep_ == "prep" and part.lower_ == "to" and cue.lemma_ in _SPEAKING_TO:
            thing = child(part, "pobj")
            if thing is not None:
                heads.append(thing)
    if draft.frame in ("to", "subj-to", "obj-to") and cue.lemma_ in _ADDRESSING:
        clause = child(cue, "ccomp", "xcomp")
        subject = child(clause, "nsubj") if clause is not None else None
        if subject is not None:
            heads.append(subject)
    indexes = [_entity_of(doc, h) for h in heads if _is_actor_word(h)]
    return tuple(dict.fromkeys(i for i in indexes if i is not None))


_ADDRESSING = frozenset(
    [
        "tell",
        "urge",
        "ask",
        "warn",
        "inform",
        "remind",
        "assure",
        "advise",
        "order",
        "instruct",
        "beg",
        "implore",
        "press",
        "notify",
        "invite",
        "encourage",
        "challenge",
        "convince",
        "persuade",
        "command",
        "thank",
        "congratulate",
        "promise",
    ]
)
_SPEAKING_TO = frozenset(
    [
        "say",
        "speak",
        "talk",
        "explain",
        "write",
        "announce",
        "complain",
        "suggest",
        "admit",
        "confess",
    ]
)


def _is_actor_word(token: Token) -> bool:
    return token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or token.pos_ in (
        "NOUN",
        "PROPN",
        "PRON",
    )


def _targets(doc: Doc, draft: Draft, acts: tuple[str, ...]) -> tuple[Ref, ...]:
    if not _TARGET_ACTS & set(acts) or draft.cue.pos_ != "VERB":
        return ()
    target = child(draft.cue, "dobj")
    if target is None:
        return ()
    index = _entity_of(doc, target)
    return (Ref(RefKind.ENTITY, index),) if index is not None else ()


def _nested(found: list[Statement]) -> list[Statement]:
    """Set each statement's parent: the smallest one whose contents hold its cue and contents."""
    sizes = [sum(c.end - c.start for c in s.content) for s in found]
    parents: list[int | None] = []
    for i, inner in enumerate(found):
        best: int | None = None
        for k, outer in enumerate(found):
            if k == i or sizes[k] <= sizes[i] or not _holds(outer, inner):
                continue
            if best is None or sizes[k] < sizes[best]:
                best = k
        parents.append(best)
    out: list[Statement] = []
    for i, statement in enumerate(found):
        level, above = 0, parents[i]
        while above is not None:
            level, above = level + 1, parents[above]
        out.append(replace(statement, parent=parents[i], level=level))
    return out


def _holds(outer: Statement, inner: Statement) -> bool:
    spans = (*inner.cue, *inner.content)
    return all(any(piece.contains(span) for piece in outer.content) for span in spans)


def _answers(doc: Doc, drafts: list[Draft], found: list[Statement]) -> list[Statement]:
    """Link statements that contest "this statement" or "the claim" to those they answer."""
    sentence_starts = [sentence.start for sentence in doc.sents]
    sentence_of = [bisect_left(sentence_starts, d.cue.i + 1) for d in drafts]
    out = list(found)
    for i, draft in enumerate(drafts):
        if not _CONTESTING & set(found[i].speech_acts) or not _names_statement(draft):
            continue
        earlier = [
            k
            for k in range(len(found))
            if sentence_of[k] in (sentence_of[i] - 1,)
            and found[k].level == 0
            and not set(found[k].speakers) & set(found[i].speakers)
        ]
        out[i] = replace(found[i], responds_to=tuple(earlier))
    return out


def _names_statement(draft: Draft) -> bool:
    thing = child(draft.cue, "dobj", "nsubjpass")
    if thing is None or thing.lemma_.lower() not in statement_nouns():
        return False
    pointing = {"this", "that", "these", "those"}
    if thing.lemma_.lower() in _UTTERED:
        pointing.add("the")
    return any(c.dep_ == "poss" or c.lower_ in pointing for c in thing.children)
