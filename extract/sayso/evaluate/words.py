"""The words of a text, in which spans are compared: punctuation and quotation marks are none."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

WORD = re.compile(r"\w+(?:[’'.,\-]\w+)*")

Offsets = Sequence[int]
"""The start and the end of a span, in code points, end-exclusive."""

Words = frozenset[int]
"""Positions of words in their text."""


class WordIndex:
    """Finds the words that spans of one text touch."""

    def __init__(self, text: str) -> None:
        found = [match.span() for match in WORD.finditer(text)]
        self.text = text
        self.starts = [start for start, _ in found]
        self.ends = [end for _, end in found]

    def __len__(self) -> int:
        return len(self.starts)

    def words(self, spans: Iterable[Offsets]) -> Words:
        """Return the words that share a character with one of the spans."""
        found: set[int] = set()
        for start, end in spans:
            found.update(range(bisect_right(self.ends, start), bisect_left(self.starts, end)))
        return frozenset(found)


def overlap(one: Words, other: Words) -> float:
    """Return the share of the words of both that they have in common; 1 where both are empty."""
    together = len(one | other)
    return len(one & other) / together if together else 1.0


def count_words(text: str) -> int:
    """Return the number of words in the text."""
    return sum(1 for _ in WORD.finditer(text))
