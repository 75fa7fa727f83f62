"""Answers as tables of plain values, which print as JSON and CSV."""

from __future__ import annotations

import csv
import importlib
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count
from typing import Any

from pyoxigraph import Literal, NamedNode

from sayso.errors import MissingPartError, UsageError
from sayso.vocabulary import XSD

Value = str | int | float | bool | None

_MOST_ROWS = 200
"""More rows than these are not drawn in a notebook; `to_dataframe` has all of them."""


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: named columns and rows of plain values; `shown` are the columns to show first."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    shown: tuple[str, ...] = ()

    def only(self, columns: Iterable[str]) -> Table:
        """Return the table with these columns alone, in this order; rows are kept as they are.

        Raises:
            UsageError: a column does not exist.
        """
        chosen = tuple(columns)
        for name in chosen:
            if name not in self.columns:
                raise UsageError(
                    f"The table has no column '{name}'; it has {', '.join(self.columns)}."
                )
        places = [self.columns.index(name) for name in chosen]
        return Table(chosen, tuple(tuple(row[place] for place in places) for row in self.rows))

    def as_matrix(self, columns: Sequence[str]) -> Table:
        """Return the table turned into rows by columns: its `columns` are row, column, cell, ids.

        Rows and columns stand in the order in which they first come, the strongest first where the
        table is so ordered. Of several with one name and different identifiers, all but the first
        get a number: two groups that two articles call "critics" are not one.

        Raises:
            UsageError: a column does not exist.
        """
        down: dict[Value, str] = {}
        across: dict[Value, str] = {}
        cells: dict[tuple[Value, Value], Value] = {}
        for row, column, cell, row_id, column_id in self.only(columns).rows:
            _enter(down, row_id, row)
            _enter(across, column_id, column)
            cells[row_id, column_id] = cell
        rows = tuple((name, *(cells.get((one, at)) for at in across)) for one, name in down.items())
        return Table((columns[0], *_apart(columns[0], across)), rows)

    def to_json(self) -> str:
        """Return a JSON list with an object a row, ending in a line break."""
        objects = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"

    def to_csv(self) -> str:
        """Return the table as CSV with a header; a missing value is an empty field."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.columns)
        for row in self.rows:
            writer.writerow(str(v).lower() if isinstance(v, bool) else v for v in row)
        return text.getvalue()

    def to_dataframe(self) -> Any:
        """Return the table as a DataFrame of pandas, all columns with their names.

        Raises:
            MissingPartError: pandas is not installed.
        """
        try:
            pandas: Any = importlib.import_module("pandas")
        except ModuleNotFoundError as error:
            raise MissingPartError(
                "A DataFrame needs the package 'pandas', which is not installed. Install it with "
                "`pip install 'sayso[notebook]'`, or take `to_csv()` or `to_json()`."
            ) from error
        return pandas.DataFrame(list(self.rows), columns=list(self.columns))

    def _repr_html_(self) -> str:
        """Return the columns to show first as HTML, which notebooks draw; all text is escaped."""
        shown = self.only(self.shown) if self.shown else self
        head = "".join(f"<th>{escape(name)}</th>" for name in shown.columns)
        rows = (
            "".join(f"<td>{escape(_in_cell(value))}</td>" for value in row)
            for row in shown.rows[:_MOST_ROWS]
        )
        body = "".join(f"<tr>{cells}</tr>" for cells in rows)
        left = len(self.rows) - _MOST_ROWS
        more = f"<p>… and {left:,} more rows</p>" if left > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _in_cell(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _enter(named: dict[Value, str], key: Value, name: Value) -> None:
    """Give a key its name, with a number behind it where another key has the same."""
    if key not in named:
        taken = set(named.values())
        tries = (str(name) if n == 1 else f"{name} ({n})" for n in count(1))
        named[key] = next(one for one in tries if one not in taken)


def _apart(first: str, across: Mapping[Value, str]) -> Iterator[str]:
    """Return the names of the columns, none of which is that of the first."""
    return (f"{name} (2)" if name == first else name for name in across.values())


def plain(term: object) -> Value:
    """Return an RDF term as a plain value; numbers that are not finite stay text."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return term.value
    if not isinstance(term, Literal):
        return str(term)
    kind = term.datatype.value.removeprefix(XSD)
    if kind == "integer":
        return int(term.value)
    if kind == "boolean":
        return term.value in ("true", "1")
    if kind in ("decimal", "double", "float") and math.isfinite(float(term.value)):
        return float(term.value)
    return term.value
