"""Tables keep every word, fit the terminal, and are read back by programs as they were."""

from __future__ import annotations

import csv
import io
import json
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from sayso.cli.output import (
    Cell,
    clipped,
    csv_text,
    drawn,
    print_records,
    print_table,
    shared_room,
)

SENTENCE = (
    "The mayor, who has held the post since 2019, called the whole plan a costly mistake today."
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)
CELLS = st.one_of(TEXTS, st.integers(), st.booleans(), st.none())


def as_drawn(rows: list[tuple[Cell, ...]], width: int, *, compact: bool = False) -> str:
    console = Console(width=width, file=io.StringIO())
    columns = tuple(f"c{number}" for number in range(len(rows[0])))
    with console.capture() as captured:
        console.print(drawn(columns, rows, width, compact=compact))
    return captured.get()


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_csv_is_read_back_as_it_was(rows: list[tuple[Cell, ...]]) -> None:
    read = list(csv.reader(io.StringIO(csv_text(("a", "b"), rows), newline="")))
    assert read[0] == ["a", "b"]
    assert read[1:] == [["" if cell is None else str(cell) for cell in row] for row in rows]


def test_json_keeps_the_types(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("n", "x", "y"), [(1, None, "é")], as_json=True)
    assert json.loads(capsys.readouterr().out) == [{"n": 1, "x": None, "y": "é"}]


def test_a_crowded_table_fits_and_loses_no_word() -> None:
    shown = as_drawn([("Ana Ruiz", "the plan", "costly mistake", SENTENCE)], 80)
    assert max(map(len, shown.splitlines())) <= 80
    cells = [line.split("│")[4] for line in shown.splitlines() if "│" in line]
    assert " ".join(" ".join(cells).split()) == SENTENCE


def test_a_table_with_room_is_no_wider_than_its_words() -> None:
    assert max(map(len, as_drawn([("a", "b")], 80).splitlines())) < 20


def test_markup_in_a_cell_is_text() -> None:
    assert "[bold]x[/bold]" in as_drawn([("[bold]x[/bold]",)], 80)


@given(
    st.lists(st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=6), st.integers(10, 200)
)
def test_no_column_gets_more_room_than_it_needs(cells: list[list[str]], room: int) -> None:
    widths = shared_room(cells, room)
    assert all(width <= max(1, *map(len, held)) for width, held in zip(widths, cells, strict=True))


def test_compact_cuts_a_sentence_around_the_words_it_is_shown_for() -> None:
    texts = ["Ana Ruiz", "costly mistake", SENTENCE]
    cut = clipped(texts, 2, 20)
    assert "costly mistake" in cut
    assert cut.startswith("… ")
    assert len(textwrap.wrap(cut, 20)) == 2


def test_compact_leaves_alone_what_fits() -> None:
    assert clipped(["a  b"], 0, 10) == "a b"


@given(st.lists(TEXTS, min_size=1, max_size=4), st.integers(10, 40))
def test_compact_keeps_words_whole_and_in_order(texts: list[str], size: int) -> None:
    cut = clipped(texts, 0, size)
    kept = cut.removeprefix("… ").removesuffix(" …")
    assert kept in " ".join(texts[0].split())


def test_records_print_a_line_for_each_column(capsys: pytest.CaptureFixture[str]) -> None:
    print_records(("who", "sentence", "nothing"), [("Ana", "She said so.", None)])
    assert capsys.readouterr().out.split() == ["who", "Ana", "sentence", "She", "said", "so."]
