"""Joining the trained tagger and the rules: it finds the words, they type and complete them.

The tagger tells which words report and which are source and content. The rules know the frame and
the key of a cue from the parse, hold quotations together over paragraphs, and find the forms that
hardly occur in what the tagger learned from, such as signatures and lines of a transcript.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from spacy.tokens import Doc, Token

from sayso.annotate.attribution.build import completed, kept, likelihood
from sayso.annotate.attribution.candidates import Candidate, candidates
from sayso.annotate.attribution.clauses import Stretch
from sayso.annotate.attribution.contents import Kind, kind_of_content
from sayso.annotate.attribution.drafts import Draft, Quoted, quoted_stretches
from sayso.annotate.attribution.lexicon import acts_of, lemma_of, speech_acts
from sayso.annotate.lexicon_files import rows
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
    known = {draft.cue.i: draft for draft in reversed(ruled)}
    found = [
        _draft(doc, one, known.get(one.anchor), proposed, quotes) for one in _apart(doc, tagged)
    ]
    found = [draft for draft in found if not _is_deed(doc, draft)]
    for draft in found:
        _own_quotations(draft, quotes)
    found += _overlooked(ruled, found)
    return completed(doc, quotes, found)


@cache
def _deeds() -> frozenset[str]:
    """Return the verbs of events that report nothing: "impose", "sign"."""
    verbs = {row[0].split()[0] for row in (*rows("event_verbs.tsv"), *rows("event_support.tsv"))}
    return frozenset(verb for verb in verbs if (verb, "verb") not in speech_acts())


def _is_deed(doc: Doc, draft: Draft) -> bool:
    """Tell a deed from a statement with a phrase for a content: "imposed sanctions on Iran".

    The corpus of political news marks decrees; here they are events, which happen and are not said.
    """
    if draft.key.split()[0] not in _deeds() or acts_of(draft.key, draft.frame) != ("say",):
        return False
    return kind_of_content(doc, draft.content) == "phrase"


# What may lie within another's words: ascriptions, and clauses whose cue is trusted so far.
_ASCRIPTIONS = frozenset({"as", "name"})
_CLAUSES = frozenset({"that", "after", "inside", "according"})
_TRUSTED = 0.55


def _overlooked(ruled: list[Draft], found: list[Draft]) -> list[Draft]:
    """Return what the rules see and the tagger does not, of two kinds that it has hardly met.

    These are reactions ("was met with doubt"), and reports within another's words ("what they
    describe as a war"), which the political corpus that it learned from does not mark.
    """
    taken = {i for draft in found for i in draft.cue_tokens}
    told = {i for draft in found for start, end in draft.content for i in range(start, end)}

    def is_nested(draft: Draft) -> bool:
        sure = draft.frame in _CLAUSES and draft.trust >= _TRUSTED
        inside = draft.cue.i in told
        return draft.quote is None and inside and (sure or draft.frame in _ASCRIPTIONS)

    return [
        draft
        for draft in ruled
        if not taken & set(draft.cue_tokens) and (draft.frame == "reaction" or is_nested(draft))
    ]


def _own_quotations(draft: Draft, quotes: list[Quoted]) -> None:
    """Let the draft own the quotations that its contents hold most of, and take the rest of them.

    The tagger looks at a few dozen words around a cue; a long quotation goes on beyond them.
    """
    first, last = draft.content[0][0], draft.content[-1][1]
    for quoted in quotes[bisect_right(quotes, first, key=lambda q: q.end) :]:
        if quoted.start >= last:
            break
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


# How sure the tagger must be: of a quotation or clause, of an infinitive, and of a mere phrase,
# which may be talked about without being said.
_SURE: dict[Kind, float] = {"quotation": 0.6, "clause": 0.6, "infinitive": 0.9, "phrase": 0.9}


def _apart(doc: Doc, tagged: list[Tagged]) -> list[Tagged]:
    """Return the sure ones, the surest of those whose cues share a word."""
    taken: set[int] = set()
    found: list[Tagged] = []
    for one in sorted(tagged, key=lambda t: (-t.valid, t.anchor)):
        words = {one.anchor, *(i for start, end in one.cue for i in range(start, end))}
        sure = one.content and one.valid >= _SURE[kind_of_content(doc, one.content)]
        if sure and not words & taken:
            taken |= words
            found.append(one)
    return sorted(found, key=lambda t: t.anchor)


def _draft(
    doc: Doc,
    one: Tagged,
    known: Draft | None,
    proposed: list[Candidate],
    quotes: list[Quoted],
) -> Draft:
    cue = doc[one.anchor]
    key, frame = (known.key, known.frame) if known is not None else _type(cue, proposed)
    source = one.source[0] if one.source else None
    after = bisect_right(quotes, one.anchor, key=lambda q: q.end)
    around = quotes[after] if after < len(quotes) and quotes[after].holds(one.anchor) else None
    return Draft(
        cue=cue,
        cue_tokens=_cue_tokens(one, known),
        key=key,
        frame=frame,
        trust=_trust(kind_of_content(doc, one.content), one.valid),
        source=source,
        source_head=_head(doc, source) if source is not None else None,
        content=_over_spaces(doc, one.content),
        quote=around,
        tagged=True,
        valid=one.valid,
    )


@cache
def _shares() -> dict[str, list[tuple[float, float]]]:
    shares: dict[str, list[tuple[float, float]]] = {}
    for kind, least, share in rows("tagger_confidence.tsv"):
        shares.setdefault(kind, []).append((float(least), float(share)))
    return shares


def _trust(kind: Kind, valid: float) -> float:
    """Return how often what the tagger is so sure of is right, as measured."""
    steps = _shares()[kind]
    return next(share for least, share in reversed(steps) if valid >= least or least == steps[0][0])


def _over_spaces(doc: Doc, content: list[Stretch]) -> list[Stretch]:
    """Join stretches that only spaces within a paragraph part."""
    found: list[Stretch] = []
    for start, end in content:
        between = doc[found[-1][1] : start] if found else ()
        if found and all(t.is_space and "\n" not in t.text for t in between):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


# So far from its head, words of a cue that the rules know and the tagger leaves out are taken in.
_NEAR = 3


def _cue_tokens(one: Tagged, known: Draft | None) -> list[int]:
    """Return the words of the cue, with those near it that the rules know: insisted *on*."""
    found = {one.anchor, *(i for start, end in one.cue for i in range(start, end))}
    if known is not None:
        parts = [*one.source, *one.content]
        found.update(
            i
            for i in known.cue_tokens
            if abs(i - one.anchor) <= _NEAR and not any(a <= i < b for a, b in parts)
        )
    return sorted(found)


def _type(cue: Token, proposed: list[Candidate]) -> tuple[str, str]:
    """Return the key and the frame of a cue that the rules have not kept."""
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
