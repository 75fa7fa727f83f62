"""Which rows of the competency questions are found, missed and wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.evaluate.founding.alignment import Alignment
from sayso.evaluate.founding.gold import FoundingGold, Item, Place
from sayso.evaluate.names import normalized, same_name
from sayso.evaluate.scores import best_pairs
from sayso.evaluate.words import WordIndex, overlap
from sayso.query import Answering, Table, Value, ask

_HALF = 0.5
_LITERAL = re.compile(r'"([^"]*)"')
_ABOUT_SOURCE = re.compile(r"sayso:(?:evaluator|source)/sayso:name\s*$")
_OFFSETS = re.compile(r"(\d+)-(\d+)")
_PAIRED_COLUMNS = {"a1": "a2", "v1": "v2", "a2": "a1", "v2": "v1"}
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Answered:
    """One question: how many of the gold's rows were found, how many not, and rows too many."""

    id: str
    question: str
    found: int
    missed: int
    wrong: int

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON types."""
        return {"id": self.id, "found": self.found, "missed": self.missed, "wrong": self.wrong}


def answers(gold: FoundingGold, alignment: Alignment, store: Answering) -> Iterator[Answered]:
    """Ask the store every question of the gold and compare the rows, one to one.

    A question that the gold narrows to a name is narrowed to it here too. Rows agree when all of
    the gold's columns do, but for identifiers of statements, which only tell rows apart: see
    `_Comparison`.
    """
    comparison = _Comparison(gold, alignment)
    for question in gold.questions:
        columns = question["columns"]
        rows = question["rows"]
        found = _rows(question, store)
        weights = [[float(comparison.agree(row, other)) for other in found] for row in rows]
        pairs = len(best_pairs(weights))
        distinct = {tuple(row.get(column) for column in columns) for row in found}
        yield Answered(
            question["id"],
            question["question"],
            found=pairs,
            missed=len(rows) - pairs,
            wrong=max(0, len(distinct) - pairs),
        )


def _rows(question: Item, store: Answering) -> list[Row]:
    tables = [ask(question["id"], store, **narrowed) for narrowed in _narrowed(question["sparql"])]
    rows: dict[tuple[Value, ...], Row] = {}
    for table in tables:
        for row in _as_mappings(table):
            rows.setdefault(tuple(row.get(column) for column in question["columns"]), row)
    return list(rows.values())


def _as_mappings(table: Table) -> Iterator[Row]:
    for row in table.rows:
        yield dict(zip(table.columns, row, strict=True))


def _narrowed(sparql: str) -> list[dict[str, str]]:
    """Return the parameters that narrow our question as the gold's names narrow its own.

    A name of an evaluator or source is `by`, any other `of`; of several, each is asked once. A
    name that is excluded narrows nothing.
    """
    by: dict[str, str] = {}
    of: list[str] = []
    for literal in _LITERAL.finditer(sparql):
        name, before = literal[1], sparql[: literal.start()].rstrip()
        if not name[:1].isalpha() or before.endswith("!="):
            continue
        if _ABOUT_SOURCE.search(before):
            by = {"by": f"={name}"}
        elif f"={name}" not in of:
            of.append(f"={name}")
    return [{**by, "of": name} for name in of] or [by]


class _Comparison:
    """Compares a row of the gold with a row of an answer.

    - Where the gold has an identifier of an event, the answer's must lead to words of that event.
    - Names agree loosely, or when the name is that of an entity whose words are the gold's.
    - Other texts agree when they share at least half of their words; numbers when they are equal.
    - Offsets agree when the words between them do, or when a beginning is at most a word away.
    - Nothing agrees with nothing only.
    """

    def __init__(self, gold: FoundingGold, alignment: Alignment) -> None:
        self._gold = gold
        self._alignment = alignment
        self._index = WordIndex(gold.text)

    def agree(self, row: Row, other: Row) -> bool:
        """Tell whether the rows agree, in either order where the columns are a pair of pairs."""
        if self._agree(row, other):
            return True
        if not _PAIRED_COLUMNS.keys() <= row.keys():
            return False
        swapped = {_PAIRED_COLUMNS.get(name, name): value for name, value in row.items()}
        return self._agree(swapped, other)

    def _agree(self, row: Row, other: Row) -> bool:
        if {"b", "e"} <= row.keys() and not self._same_words(_place(row), _place(other)):
            return False
        compared = [
            name for name in row if name != "st" and not (name in ("b", "e") and "e" in row)
        ]
        return all(self._same(name, row[name], other.get(name)) for name in compared)

    def _same_words(self, mine: Place | None, theirs: Place | None) -> bool:
        if mine is None or theirs is None:
            return mine is theirs
        return overlap(self._index.words([mine]), self._index.words([theirs])) >= _HALF

    def _same(self, column: str, wanted: Value, found: Value) -> bool:
        if column == "b" and isinstance(wanted, int) and isinstance(found, int):
            first, second = sorted((wanted, found))
            return len(self._index.words([(first, second)])) <= 1
        if not isinstance(wanted, str) or not isinstance(found, str):
            return wanted == found
        places = self._gold.events.get(wanted) or self._gold.statements.get(wanted)
        if places:
            return self._leads_to(found, places)
        if wanted.casefold() == found.casefold() or same_name(wanted, found, loosely=True):
            return True
        if any(same_name(wanted, name) for name in self._alignment.gold_names(found)):
            return True
        mine, theirs = set(normalized(wanted)), set(normalized(found))
        return bool(mine and theirs) and len(mine & theirs) / len(mine | theirs) >= _HALF

    def _leads_to(self, found: str, places: Sequence[Place]) -> bool:
        """Tell whether an identifier with offsets, or the words given instead, meet the places."""
        offsets = [(int(start), int(end)) for start, end in _OFFSETS.findall(found)]
        if offsets:
            return bool(self._index.words(offsets) & self._index.words(places))
        words = {word for start, end in places for word in normalized(self._gold.text[start:end])}
        return bool(words & set(normalized(found)))


def _place(row: Row) -> Place | None:
    start, end = row.get("b"), row.get("e")
    if isinstance(start, int) and isinstance(end, int):
        return start, end
    return None
