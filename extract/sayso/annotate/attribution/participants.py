"""Who takes part in a statement: the speakers, whom they address, and whom it is directed at."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from sayso.annotate.attribution.clauses import RELATIVES
from sayso.annotate.attribution.drafts import Draft
from sayso.annotate.parse_tree import child
from sayso.annotate.referents import entity_of
from sayso.model import Ref, RefKind

# Acts whose object is whom or what they are directed at, and no part of what is said.
_TARGET_ACTS = frozenset(
    "praise criticize condemn accuse mock defend endorse thank congratulate dismiss reject deny "
    "dispute doubt describe call compare frame warn threaten".split()
)
# Verbs whose object is addressed, and verbs that address by "to".
_ADDRESSING = frozenset(
    "tell urge ask warn inform remind assure advise order instruct beg implore press notify "
    "invite encourage challenge convince persuade command thank congratulate promise".split()
)
_SPEAKING_TO = frozenset(
    "say speak talk explain write announce complain suggest admit confess".split()
)


def speakers(doc: Doc, draft: Draft) -> tuple[int, ...]:
    """Return the entities that the source's words refer to, those coordinated with it included."""
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


def addressees(doc: Doc, draft: Draft) -> tuple[int, ...]:
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


def _is_actor_word(token: Token) -> bool:
    return token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or token.pos_ in (
        "NOUN",
        "PROPN",
        "PRON",
    )


def targets(doc: Doc, draft: Draft, acts: tuple[str, ...]) -> tuple[Ref, ...]:
    """Return whom or what the statement is directed at: "praised the nurses", "denied the plan"."""
    if not _TARGET_ACTS & set(acts) or draft.cue.pos_ != "VERB":
        return ()
    target = child(draft.cue, "dobj")
    if target is None:
        return ()
    index = _entity_of(doc, target)
    return (Ref(RefKind.ENTITY, index),) if index is not None else ()
