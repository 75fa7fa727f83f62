"""A construction in which a word may report, as token positions, and what frames have in common."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from sayso.annotate.attribution.clauses import RAISING, Stretch


@dataclass(slots=True)
class Candidate:
    """A possible attribution, as token positions.

    `key` is the cue's lemma with its particle or preposition; `frame` names the construction.
    """

    cue: Token
    frame: str
    key: str
    source: Token | None
    content: list[Stretch]
    cue_tokens: list[int]


def minus(whole: Stretch, hole: Stretch) -> list[Stretch]:
    """Return what is left of `whole` without `hole`."""
    parts = [(whole[0], min(whole[1], hole[0])), (max(whole[0], hole[1]), whole[1])]
    return [(a, b) for a, b in parts if a < b]


def clause_around(verb: Token) -> Stretch:
    """Return the reporting clause: the verb with its subject, auxiliaries and modifiers."""
    low, high = verb.i, verb.i + 1
    for part in verb.children:
        if part.dep_ in ("ccomp", "parataxis", "conj", "cc", "punct") or part.is_space:
            continue
        if part.dep_ == "advcl" and part.i < verb.i:
            continue
        low, high = min(low, part.left_edge.i), max(high, part.right_edge.i + 1)
    return low, high


def cue_group(cue: Token, *extra: Token) -> list[int]:
    """Return the cue word with particles, auxiliaries and negation, and the verbs that raise it."""
    taken = {cue.i, *(t.i for t in extra)}
    for part in cue.children:
        if part.dep_ in ("aux", "auxpass", "neg", "prt") and part.tag_ != "TO":
            taken.add(part.i)
    token = cue
    while token.dep_ == "xcomp" and token.head.lemma_ in RAISING and token.head.i < token.i:
        taken.update(t.i for t in token.children if t.tag_ == "TO")
        token = token.head
        taken.add(token.i)
        taken.update(c.i for c in token.children if c.dep_ in ("aux", "neg", "prt"))
    return sorted(taken)
