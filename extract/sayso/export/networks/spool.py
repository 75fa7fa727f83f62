"""Evidence kept on disk and given back in order, so that a network of any size fits in memory.

A temporary database of SQLite sorts what does not fit; it has no name and is gone when it is
closed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sayso.errors import SaysoError
from sayso.export.networks.model import Link

_COLUMNS = (
    "source, target, article, begins, ends, iri, words, day, title, polarity, type, status, "
    "negated, confidence, sentence"
)
# Undated evidence comes after what has a date, so that examples have one where there is any.
_ORDER = "source, target, day = '', day, article, begins, ends, iri, type"
_MANY = 1000


@dataclass(frozen=True, slots=True)
class Totals:
    """What is counted of a node; `dated` says that all of its evidence has a day."""

    iri: str
    given: int
    received: int
    articles: int
    first: str
    last: str
    dated: bool


class Spool:
    """Takes links in any order and gives them back sorted; closing it frees the disk."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", check_same_thread=False)
        self._base.execute("PRAGMA cache_size = -16000")
        # No index, so that putting in costs nothing; what is asked for is sorted then.
        self._base.execute(f"CREATE TABLE link ({_COLUMNS})")

    def extend(self, links: Iterable[Link]) -> None:
        """Take in links.

        Raises:
            SaysoError: the disk for temporary files is full.
        """
        marks = ", ".join("?" * (_COLUMNS.count(",") + 1))
        rows = iter(map(_row, links))
        while several := list(islice(rows, _MANY)):
            try:
                self._base.executemany(f"INSERT INTO link VALUES ({marks})", several)
            except sqlite3.OperationalError as error:
                raise SaysoError(
                    f"The network could not be put in order on disk: {error}. Free some space in "
                    "the folder for temporary files, or set TMPDIR to another."
                ) from error

    def keep_from(self, sources: Collection[str]) -> None:
        """Forget the links from other nodes than these."""
        self._select("wanted", sources)
        self._base.execute("DELETE FROM link WHERE source NOT IN (SELECT iri FROM wanted)")

    def keep_touching(self, nodes: Collection[str]) -> None:
        """Forget the links neither end of which is one of these."""
        self._select("wanted", nodes)
        self._base.execute(
            "DELETE FROM link WHERE source NOT IN (SELECT iri FROM wanted) "
            "AND target NOT IN (SELECT iri FROM wanted)"
        )

    def nodes(self) -> Iterator[Totals]:
        """Yield what is counted of each node, in the order of their IRIs."""
        both = (
            "SELECT source AS iri, 1 AS given, 0 AS received, article, day FROM link UNION ALL "
            "SELECT target, 0, 1, article, day FROM link"
        )
        rows = self._base.execute(
            "SELECT iri, SUM(given), SUM(received), COUNT(DISTINCT article), "
            "COALESCE(MIN(NULLIF(day, '')), ''), MAX(day), MIN(day) <> '' "
            f"FROM ({both}) GROUP BY iri ORDER BY iri"
        )
        for iri, given, received, articles, first, last, dated in rows:
            yield Totals(iri, given, received, articles, first, last, bool(dated))

    def pairs(self) -> int:
        """Return how many pairs of nodes have a link."""
        found = self._base.execute(
            "SELECT COUNT(*) FROM (SELECT DISTINCT source, target FROM link)"
        )
        return int(found.fetchone()[0])

    def count(self) -> int:
        """Return how many links there are."""
        return int(self._base.execute("SELECT COUNT(*) FROM link").fetchone()[0])

    def articles(self) -> int:
        """Return in how many articles the links stand."""
        found = self._base.execute("SELECT COUNT(DISTINCT article) FROM link")
        return int(found.fetchone()[0])

    def links(self, among: Collection[str] | None = None) -> Iterator[Link]:
        """Yield the links sorted by source, target, day and place; only `among` these nodes."""
        where = ""
        if among is not None:
            self._select("among", among)
            where = "WHERE source IN (SELECT iri FROM among) AND target IN (SELECT iri FROM among) "
        rows = self._base.execute(f"SELECT {_COLUMNS} FROM link {where}ORDER BY {_ORDER}")
        yield from map(_link, rows)

    def _select(self, table: str, iris: Iterable[str]) -> None:
        self._base.execute(f"DROP TABLE IF EXISTS {table}")
        self._base.execute(f"CREATE TABLE {table} (iri PRIMARY KEY)")
        self._base.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?)", ((i,) for i in iris))

    def close(self) -> None:
        """Free the disk; doing it twice does no harm."""
        self._base.close()


def _row(link: Link) -> tuple[object, ...]:
    return (
        link.source,
        link.target,
        link.article,
        link.begin,
        link.end,
        link.iri,
        link.words,
        link.day,
        link.title,
        link.polarity,
        link.type,
        link.status,
        link.negated,
        link.confidence,
        link.sentence,
    )


def _link(row: tuple[object, ...]) -> Link:
    *most, negated, confidence, sentence = row
    return Link(*most, bool(negated), confidence, sentence)  # type: ignore[call-arg, arg-type]
