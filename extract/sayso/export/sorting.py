"""Sorts any number of triples by subject: what does not fit into memory waits in files."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from itertools import groupby
from tempfile import TemporaryFile
from typing import BinaryIO, Self

from pyoxigraph import RdfFormat, parse

from sayso.errors import SaysoError
from sayso.export.order import Key, TwoTerms, key
from sayso.export.turtle import in_ntriples
from sayso.store import Subject

Told = tuple[Subject, set[TwoTerms]]

MOST = 100_000
"""Triples that are held in memory at a time; one takes about half a kilobyte."""


class Sorter:
    """Takes triples in any order and gives them back by subject, sorted; a context manager.

    At most about `most` triples are in memory, besides what is told of one subject. Temporary files
    hold the rest; they have no names, and go when the block ends.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held: dict[Subject, set[TwoTerms]] = {}
        self._count = 0
        self._runs: list[BinaryIO] = []
        self._files = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        # What a file still had to write when its disk was full fails once more as it is closed.
        with suppress(OSError):
            self._files.close()

    def add(self, subject: Subject, pairs: Iterable[TwoTerms]) -> None:
        """Take what is told of a subject, as pairs of predicate and object.

        Raises:
            SaysoError: the folder for temporary files is full, or cannot be written to.
        """
        told = self._held.setdefault(subject, set())
        before = len(told)
        told.update(pairs)
        self._count += len(told) - before
        if self._count >= self._most:
            self._put_away()

    def in_order(self) -> Iterator[Told]:
        """Yield each subject, in order, with all that was told of it."""
        ordered = sorted(self._held.items(), key=_place)
        if not self._runs:
            yield from ordered
            return
        merged = heapq.merge(*map(_read, self._runs), ordered, key=_place)
        for _, parts in groupby(merged, _place):
            same = list(parts)
            yield same[0][0], set().union(*(told for _, told in same))

    def _put_away(self) -> None:
        """Write what is held, in order, as N-Triples into a file."""
        try:
            file = self._files.enter_context(TemporaryFile(prefix="sayso-export-"))  # noqa: SIM115
            for subject, told in sorted(self._held.items(), key=_place):
                lines = (f"{subject} {name} {in_ntriples(value)} .\n" for name, value in told)
                file.write("".join(lines).encode())
            file.seek(0)
        except OSError as error:
            raise _full(error) from error
        self._runs.append(file)
        self._held, self._count = {}, 0


def _full(error: OSError) -> SaysoError:
    return SaysoError(
        f"The graph could not be put in order on disk: {error.strerror or error}. Free some space "
        "in the folder for temporary files, or set TMPDIR to another."
    )


def _place(told: Told) -> Key:
    return key(told[0])


def _read(file: BinaryIO) -> Iterator[Told]:
    """Yield what was put away; blank nodes keep their labels."""
    quads = parse(file, format=RdfFormat.N_TRIPLES, lenient=True)
    for subject, found in groupby(quads, lambda quad: quad.subject):
        yield subject, {(quad.predicate, quad.object) for quad in found}
