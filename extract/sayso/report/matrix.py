"""Who sees whom how: a row for each evaluator, a column for each target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.report.entry import Entry

MOST_COLUMNS = 5
"""More would not fit on a sheet of paper; those that are left, and those named once, share one."""
UNNAMED = "(nobody is named)"


@dataclass(frozen=True, slots=True)
class Row:
    """What one evaluator says of each target, and of the targets that have no column, by name."""

    who: str
    cells: tuple[tuple[Entry, ...], ...]
    others: tuple[tuple[str, tuple[Entry, ...]], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Evaluators by targets, most first; `others` tells that some targets have no column."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    others: bool


def matrix_of(entries: Iterable[Entry]) -> Matrix:
    """Return the matrix of characterizations and stances.

    A target is the actor behind what is evaluated, where there is one. People of one name share a
    row, or a column.
    """
    cells: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        place = entry.who or UNNAMED, entry.behind or entry.whom
        cells.setdefault(place, []).append(entry)
    given: Counter[str] = Counter()
    received: Counter[str] = Counter()
    for (who, whom), found in cells.items():
        given[who] += len(found)
        received[whom] += len(found)
    columns = _ranked(received)
    shown = columns
    if len(columns) > MOST_COLUMNS + 1:
        shown = [name for name in columns[:MOST_COLUMNS] if received[name] > 1]
    rows = [
        Row(
            who,
            tuple(tuple(cells.get((who, whom), ())) for whom in shown),
            tuple(
                (whom, tuple(cells[who, whom]))
                for whom in columns[len(shown) :]
                if (who, whom) in cells
            ),
        )
        for who in _ranked(given)
    ]
    # Those who speak of the targets with a column come first, so that the matrix is no staircase.
    rows.sort(key=lambda row: -sum(map(len, row.cells)))
    return Matrix(tuple(shown), tuple(rows), len(shown) < len(columns))


def _ranked(counted: Counter[str]) -> list[str]:
    return sorted(counted, key=lambda name: (-counted[name], name))
