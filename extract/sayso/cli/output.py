"""Prints results on standard output: as a table for people, as JSON or CSV for programs."""

from __future__ import annotations

import csv
import io
import json
import os
import string
import sys
import textwrap
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as RichTable

Cell = str | int | float | bool | None
F = TypeVar("F", bound=Callable[..., Any])

WIDTH_WITHOUT_TERMINAL = 120
"""Columns of a table that goes to a file or another program; wide enough for quoted words."""


def console(stderr: bool = False) -> Console:
    """Return where to print: standard output, or standard error for what is not the result."""
    # Imported where it is used, for rich takes half the time of `sayso --help`.
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    asked = os.environ.get("COLUMNS", "")
    width = int(asked) if asked.isdecimal() else WIDTH_WITHOUT_TERMINAL
    return Console(file=stream, width=None if stream.isatty() else width, highlight=False)


def table_options(command: F) -> F:
    """Add `--json` and `--csv`, the two ways in which programs read a table."""
    command = click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a header.")(
        command
    )
    return click.option("--json", "as_json", is_flag=True, help="Print JSON: a list of objects.")(
        command
    )


def print_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    as_json: bool = False,
    as_csv: bool = False,
    compact: bool = False,
) -> None:
    """Print `rows` under `columns` on standard output, in the form asked for.

    Raises:
        click.UsageError: both JSON and CSV are asked for.
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other; give one of them.")
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif as_csv:
        click.echo(csv_text(columns, rows), nl=False)
    else:
        out = console()
        out.print(drawn(columns, rows, out.width, compact=compact))


def print_records(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Print each row as a block with a line a column, for more columns than a screen is wide."""
    from rich.table import Table as RichTable
    from rich.text import Text

    out = console()
    for row in rows:
        block = RichTable.grid(padding=(0, 2))
        for column, cell in zip(columns, row, strict=True):
            if cell is not None:
                block.add_row(Text(column, style="bold"), Text(in_cell(cell)))
        out.print(block)
        out.print()


def print_json(value: Any) -> None:
    """Print `value` as indented JSON in UTF-8, keys in the order given."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def csv_text(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return the rows as CSV; lines end in a line feed, and a missing value is empty."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    return buffer.getvalue()


def drawn(
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    width: int,
    *,
    title: str | None = None,
    compact: bool = False,
) -> RichTable:
    """Return the table as rich draws it in `width` characters, numbers to the right.

    A row takes as many lines as its words need, or with `compact` about two, cut where it must.
    """
    from rich.table import Table as RichTable
    from rich.text import Text

    table = RichTable(title=title, title_justify="left", header_style="bold")
    cells = [[name, *(in_cell(row[place]) for row in rows)] for place, name in enumerate(columns)]
    rooms = shared_room(cells, width - _FRAME * len(columns) - 1)
    for place, room in enumerate(rooms):
        justify: Literal["left", "right"] = "left"
        if _numeric([row[place] for row in rows]):
            justify = "right"
        table.add_column(columns[place], justify=justify, overflow="fold", width=room)
    for row in rows:
        texts = [in_cell(cell) for cell in row]
        if compact:
            texts = [clipped(texts, place, room) for place, room in enumerate(rooms)]
        table.add_row(*map(Text, texts))
    return table


def clipped(texts: Sequence[str], place: int, room: int) -> str:
    """Return the cell at `place`, cut to what goes on `COMPACT_LINES` lines of `room` characters.

    What stays is the beginning, or what surrounds the words of the nearest other cell that the
    cell has in it: a sentence is cut around the words that it is shown for.
    """
    words = texts[place].split()
    if _fits(words, 0, len(words), room):
        return " ".join(words)
    held = [text.split() for other, text in enumerate(texts) if other != place]
    found = (_find(words, one) for one in reversed(held) if one)
    first = last = next((at for at in found if at is not None), 0)
    growing = True
    while growing:
        # A word before for every two after, as long as there is room.
        growing = False
        for step_back, step_on in ((0, 1), (0, 1), (1, 0)):
            start, stop = first - step_back, last + step_on
            if start >= 0 and stop < len(words) and _fits(words, start, stop + 1, room):
                first, last, growing = start, stop, True
    return _with_dots(words, first, last + 1)


def _fits(words: Sequence[str], start: int, stop: int, room: int) -> bool:
    shown = _with_dots(words, start, stop)
    return len(textwrap.wrap(shown, room, break_on_hyphens=False)) <= COMPACT_LINES


def _with_dots(words: Sequence[str], start: int, stop: int) -> str:
    before = ["…"] if start else []
    after = ["…"] if stop < len(words) else []
    return " ".join([*before, *words[start:stop], *after])


def _find(words: Sequence[str], wanted: Sequence[str]) -> int | None:
    """Return where `wanted` stands among `words`, marks around the words put aside."""
    bare = [word.strip(string.punctuation + "“”‘’") for word in words]
    for start in range(len(bare) - len(wanted) + 1):
        if bare[start : start + len(wanted)] == list(wanted):
            return start
    return None


COMPACT_LINES = 2
_FRAME = 3
"""What a column adds to its cells: a line and a space on either side."""
_WORD = 12
"""No column is made narrower than a word of this length in it."""


def shared_room(cells: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return how wide each column is drawn when all of them have `room` characters together.

    What is left when each has room for its words is shared out by the root of how much the cells
    hold, so that sentences get more than names but do not crowd them out.
    """
    longest = [max(map(len, held)) for held in cells]
    words = [
        max((len(word) for cell in held for word in cell.split()), default=1) for held in cells
    ]
    weights = [(1 + sum(map(len, held)) / len(held)) ** 0.5 for held in cells]
    widths = [min(_WORD, word) for word in words]
    while sum(widths) < room:
        growing = [place for place, width in enumerate(widths) if width < longest[place]]
        if not growing:
            break
        widths[min(growing, key=lambda place: widths[place] / weights[place])] += 1
    return widths


def _numeric(cells: Sequence[Cell]) -> bool:
    numbers = [isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells]
    return bool(numbers) and all(numbers)


def in_cell(cell: Cell) -> str:
    """Return what a person reads in a cell."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(cell)
