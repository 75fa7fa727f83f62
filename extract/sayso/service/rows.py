"""Counts the rows of an answer in the bytes that it is written in, as they go by.

Oxigraph writes an answer to its end or not at all, four times as fast as Python could row by row;
so a limit on rows has to look at what it writes. Each format has a mark of a row that its escapes
keep out of the values.
"""

from __future__ import annotations

from collections.abc import Callable


class TooMuchError(Exception):
    """The answer is larger than an answer may be."""


def row_counter(media: str) -> Callable[[bytes], int]:
    """Return a function that takes the pieces of an answer and returns the rows begun so far.

    JSON rows without any value are not counted. Other formats are of triples, which are counted
    before they are written; for them the function returns 0.
    """
    if media == "text/csv":
        return _CsvRows().count
    # A quotation mark in a value is `\\"`, so that `{"` can only begin an object; and the first row
    # has no row before it.
    marks = {
        "application/sparql-results+json": (b'},{"', 1),
        "application/sparql-results+xml": (b"<result>", 0),
        "text/tab-separated-values": (b"\n", -1),
    }
    return _Marks(*marks[media]).count if media in marks else lambda _: 0


class _Marks:
    """Counts a mark from `first` on, also where a piece ends in the middle of one."""

    def __init__(self, mark: bytes, first: int) -> None:
        self._mark = mark
        self._tail = b""
        self._rows = first

    def count(self, piece: bytes) -> int:
        """Take a piece and return the rows up to its end."""
        together = self._tail + piece
        self._rows += together.count(self._mark)
        kept = len(self._mark) - 1
        self._tail = together[-kept:] if kept else b""
        return self._rows


class _CsvRows:
    """Counts line breaks outside quotation marks."""

    def __init__(self) -> None:
        self._quoted = False
        self._rows = -1  # The first line has the names of the columns.

    def count(self, piece: bytes) -> int:
        """Take a piece and return the rows up to its end."""
        for place, part in enumerate(piece.split(b'"')):
            if place:
                self._quoted = not self._quoted
            if not self._quoted:
                self._rows += part.count(b"\n")
        return self._rows
