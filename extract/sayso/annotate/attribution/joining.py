"""Joining the trained tagger and the rules: it finds the words, they type and complete them.

The tagger tells which words report and which are source and content. The rules know the frame and
the key of a cue from the parse, hold quotations together over paragraphs, and find the forms that
hardly occur in what the tagger learned from, such as signatures and lines of a transcript.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from sayso.annotate.attribution.build import completed, kept, likelihood
from sayso.annotate.attribution.candidates import Candidate, candidates
from sayso.annotate.attribution.clauses import Stretch
from sayso.annotate.attribution.drafts import Draft, Quoted, quoted_stretches
from sayso.annotate.attribution.lexicon import lemma_of
from sayso.annotate.parse_tree import child
from sayso.annotate.tagger.relations import AFTER, BEFORE
from sayso.annotate.tagger.runtime import Tagged, Tagger
from sayso.annotate.tagger.table import table

_TAGGED = "tagged"


def joint_drafts(doc: Doc, tagger: Tagger) -> list[Draft]:
    """Return the attributions of the document, in the order of their cues."""
    proposed = list(candidates(doc))
    quotes = quoted_stretches(doc)
    ruled = completed(doc, quotes, kept(quotes, proposed))
    seen = table(doc, quotes, proposed, ruled)
    tagged = tagger.tag([token.text for token in doc], seen)
    return joined(doc, proposed, ruled, tagged)


def joined(
    doc: Doc, proposed: list[Candidate], ruled: list[Draft], tagged: list[Tagged]
) -> list[Draft]:
    """Return the drafts of what the tagger found, and those of the rules that it has overlooked."""
    quotes = quoted_stretches(doc)
    found = [_draft(doc, one, proposed, ruled, quotes) for one in _apart(doc, tagged)]
    for draft in found:
        _own_quotations(draft, quotes)
    return completed(doc, quotes, found)


def _own_quotations(draft: Draft, quotes: list[Quoted]) -> None:
    """Let the draft own the quotations that its contents hold most of, and take the rest of them.

    The tagger looks at a few dozen words around a cue; a long quotation goes on beyond them.
    """
    for quoted in quotes:
        if quoted.owner is not None or quoted.holds(draft.cue.i):
            continue
        shared = sum(
            max(0, min(end, quoted.end) - max(start, quoted.start)) for start, end in draft.content
        )
        seen_from = max(quoted.start, draft.cue.i - BEFORE)
        seen_to = min(quoted.end, draft.cue.i + AFTER + 1)
        if shared == 0 or shared * 2 <= seen_to - seen_from:
            continue
        if (seen_from, seen_to) != (quoted.start, quoted.end):
            draft.claim(quoted)
        else:
            quoted.owner = draft
            draft.taken.append(quoted)


# How sure the tagger must be: of what is said in a clause or a quotation, of what is said in an
# infinitive, and of a mere phrase, which may be talked about without being said.
_SURE = {"clause": 0.5, "infinitive": 0.7, "phrase": 0.8}
_FINITE = frozenset({"MD", "VBD", "VBP", "VBZ"})
_MARKS = frozenset('"“”‘«»') | {"''", "``"}


def _kind(doc: Doc, one: Tagged) -> str:
    """Tell contents with a finite verb or a quotation from infinitives and phrases."""
    words = [doc[i] for start, end in one.content for i in range(start, end)]
    edges = [doc[i] for a, b in one.content for i in (a - 1, b) if 0 <= i < len(doc)]
    if any(w.tag_ in _FINITE or w.text in _MARKS for w in words + edges):
        return "clause"
    return "infinitive" if any(w.tag_ in ("TO", "VB", "VBG") for w in words) else "phrase"


def _apart(doc: Doc, tagged: list[Tagged]) -> list[Tagged]:
    """Return the sure ones, the surest of those whose cues share a word."""
    taken: set[int] = set()
    found: list[Tagged] = []
    for one in sorted(tagged, key=lambda t: (-t.valid, t.anchor)):
        words = {one.anchor, *(i for start, end in one.cue for i in range(start, end))}
        if one.content and one.valid >= _SURE[_kind(doc, one)] and not words & taken:
            taken |= words
            found.append(one)
    return sorted(found, key=lambda t: t.anchor)


def _draft(
    doc: Doc, one: Tagged, proposed: list[Candidate], ruled: list[Draft], quotes: list[Quoted]
) -> Draft:
    cue = doc[one.anchor]
    key, frame = _type(cue, proposed, ruled)
    source = one.source[0] if one.source else None
    around = next((q for q in quotes if q.holds(one.anchor)), None)
    return Draft(
        cue=cue,
        cue_tokens=sorted({one.anchor, *(i for a, b in one.cue for i in range(a, b))}),
        key=key,
        frame=frame,
        trust=one.valid,
        source=source,
        source_head=_head(doc, source) if source is not None else None,
        content=list(one.content),
        quote=around,
        tagged=True,
    )


def _type(cue: Token, proposed: list[Candidate], ruled: list[Draft]) -> tuple[str, str]:
    """Return the key and the frame of a cue, from the rules where they know it."""
    for draft in ruled:
        if draft.cue.i == cue.i:
            return draft.key, draft.frame
    known = [candidate for candidate in proposed if candidate.cue.i == cue.i]
    if known:
        best = max(known, key=likelihood)
        return best.key, best.frame
    lemma = lemma_of(cue.lower_, cue.lemma_)
    particle = child(cue, "prt")
    key = f"{lemma} {particle.lower_}" if particle is not None else lemma
    if cue.pos_ in ("NOUN", "PROPN"):
        return key, f"n-{_TAGGED}"
    return key, f"a-{_TAGGED}" if cue.pos_ == "ADJ" else _TAGGED


def _head(doc: Doc, source: Stretch) -> Token:
    return doc[source[0] : source[1]].root
