"""Finds the words of a judgement again, in the text it was made on or in a corrected one."""

from __future__ import annotations

from sayso.judgements.record import Words
from sayso.model import Span

CONTEXT = 32
"""So many code points before and after the words are kept with a judgement."""


def words_at(role: str, span: Span, text: str) -> Words:
    """Return the words that the span covers in `text`, with what stands around them."""
    return Words(
        role,
        span.of(text),
        span.start,
        span.end,
        text[max(0, span.start - CONTEXT) : span.start],
        text[span.end : span.end + CONTEXT],
    )


def find(words: Words, text: str) -> Span | str:
    """Return where the words stand in `text`, or say why that cannot be told.

    At their offsets, they are found at once. Elsewhere they must stand only once, or only once
    with the same text around them on both sides, or on one side.
    """
    if words.exact and text[words.start : words.end] == words.exact:
        return Span(words.start, words.end)
    places = _places(words.exact, text)
    if not places:
        return f"the words “{words.exact}” are no longer in its text"
    if len(places) == 1:
        return places[0]
    for told in (_both, _either):
        fitting = [place for place in places if told(words, place, text)]
        if len(fitting) == 1:
            return fitting[0]
    return f"the words “{words.exact}” stand {len(places)} times in its text, and none is the one"


def _places(exact: str, text: str) -> list[Span]:
    found: list[Span] = []
    at = text.find(exact) if exact else -1
    while at >= 0:
        found.append(Span(at, at + len(exact)))
        at = text.find(exact, at + 1)
    return found


def _before(words: Words, place: Span, text: str) -> bool:
    return bool(words.before) and text[: place.start].endswith(words.before)


def _after(words: Words, place: Span, text: str) -> bool:
    return bool(words.after) and text[place.end :].startswith(words.after)


def _both(words: Words, place: Span, text: str) -> bool:
    return _before(words, place, text) and _after(words, place, text)


def _either(words: Words, place: Span, text: str) -> bool:
    return _before(words, place, text) or _after(words, place, text)
