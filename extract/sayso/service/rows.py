"""Counts the rows of an answer in the bytes that it is written in, as they go by.

Oxigraph writes an answer to its end or not at all, four times as fast as Python could row by row;
so a limit on rows has to look at what it writes. Each format has a mark of a row that cannot stand
in a value, or not outside of quotation marks.
"""

from __future__ import annotations

from collections.abc import Callable


class TooMuchError(Exception):
    """The answer is larger than an answer may be."""


def row_counter(media: str) -> Callable[[bytes], int]:
    """Return a function that takes the pieces of an answer and returns the rows begun so far.

    Other formats are of triples, which are counted before they are written; for them the function
    returns 0.
    """
    if media == "text/csv":
        return _CsvRows().count
    if media == "application/sparql-results+json":
        return _JsonRows().count
    marks = {
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


class _JsonRows:
    """Counts objects that begin a list or follow in one, outside quotation marks.

    An object that is a value follows a colon.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._quoted = False
        self._rows = 0

    def count(self, piece: bytes) -> int:
        """Take a piece and return the rows up to its end."""
        text = self._rest + piece
        # What an escape or the beginning of a row may go on with waits for the next piece.
        held = (len(text) - len(text.rstrip(b"\\"))) % 2 or int(text.endswith((b",", b"[")))
        self._rest = text[len(text) - held :]
        text = text[: len(text) - held]
        parts = text.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')
        outside = b'"'.join(parts[1::2] if self._quoted else parts[::2])
        self._rows += outside.count(b",{") + outside.count(b"[{")
        self._quoted ^= len(parts) % 2 == 0
        return self._rows
