"""How statements hang together: which lies inside which, and which answers which."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from spacy.tokens import Doc

from sayso.annotate.attribution.drafts import Draft
from sayso.annotate.attribution.lexicon import statement_nouns
from sayso.annotate.parse_tree import child
from sayso.model import Statement

# Nouns that with "the" already point at something said before.
_UTTERED = frozenset(
    "claim allegation accusation charge criticism warning statement remark comment assertion "
    "suggestion proposal report rumor rumour threat offer denial".split()
)
_CONTESTING = frozenset({"deny", "dismiss", "reject", "doubt", "dispute", "refuse", "condemn"})


def nested(found: list[Statement]) -> list[Statement]:
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


def answering(doc: Doc, drafts: list[Draft], found: list[Statement]) -> list[Statement]:
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
