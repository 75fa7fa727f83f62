"""Paragraphs and furniture of plain text: cases under read/texts, and what holds for any text."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Article, Span
from sayso.read import blocks, read_text
from sayso.read.dates import iso_date
from sayso.read.furniture import furniture

TEXTS = sorted((Path(__file__).parent / "read" / "texts").glob("*.txt"))


def test_there_are_cases() -> None:
    assert len(TEXTS) >= 9


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_furniture_and_paragraphs(file: Path) -> None:
    expected: dict[str, Any] = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    text = file.read_text(encoding="utf-8")
    found = read_text(text, file.name)
    assert isinstance(found, Article)
    assert found.title == expected["title"]
    assert list(found.authors) == expected["authors"]
    assert found.published == expected["published"]
    for name in ("title", "byline", "dateline", "date"):
        span: Span | None = getattr(found, f"{name}_span")
        assert (span.of(text) if span else None) == expected[name], name
    assert len(found.blocks) == len(expected["blocks"])
    for span, ends in zip(found.blocks, expected["blocks"], strict=True):
        begin, _, end = ends.partition(" … ")
        assert span.of(text).startswith(begin)
        assert span.of(text).endswith(end)


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028", "\x85"])
def test_line_breaks_of_any_kind_mean_the_same(newline: str) -> None:
    for file in TEXTS:
        text = file.read_text(encoding="utf-8")
        other = text.replace("\n", newline)
        assert [span.of(other).replace(newline, "\n") for span in blocks(other)] == [
            span.of(text) for span in blocks(text)
        ]


@pytest.mark.parametrize("width", [50, 60, 72, 100])
def test_wrapping_at_any_width_keeps_the_paragraphs(width: int) -> None:
    sentence = "The council of the town has met again, and again it has agreed on very little. "
    paragraphs = [(sentence * count).strip() for count in (5, 1, 3, 2, 4, 1)]
    text = "\n\n".join(_wrapped(paragraph, width) for paragraph in paragraphs)
    assert [" ".join(span.of(text).split()) for span in blocks(text)] == paragraphs


def _wrapped(paragraph: str, width: int) -> str:
    lines = [""]
    for word in paragraph.split():
        if len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


PIECES = st.sampled_from(
    ["The mayor", " said", ".", "\n", "\n\n", "\r\n", "\r", "\t", "    ", "U.S.", "“no”", "- ",
     "By Jane Doe", "LONDON (Reuters) - ", "12 March 2024", "09:15", "é", "\u2028", "\x85", "# ",
     "Of", ",", "\x1c"]
)  # fmt: skip
TEXT = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))


@given(TEXT)
@settings(max_examples=300)
def test_blocks_cover_everything_but_white_space_in_order(text: str) -> None:
    covered = 0
    for span in blocks(text):
        assert text[covered : span.start].strip() == ""
        assert span.of(text) == span.of(text).strip()
        assert "\n\n" not in span.of(text)
        covered = span.end
    assert text[covered:].strip() == ""


@given(TEXT)
@settings(max_examples=300)
def test_furniture_lies_in_the_text_and_in_one_block_each(text: str) -> None:
    paragraphs = blocks(text)
    found = furniture(text, paragraphs)
    for span in (found.title, found.byline, found.dateline, found.date):
        assert span is None or any(block.contains(span) for block in paragraphs)
    if found.published is not None:
        assert found.date is not None


@given(TEXT)
def test_a_text_is_never_changed(text: str) -> None:
    found = read_text(text, "hypothesis")
    if isinstance(found, Article):
        assert found.text == text
    else:
        assert found.reason


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-03-12", "2024-03-12"),
        ("2024-03-12T09:30:00Z", "2024-03-12T09:30:00+00:00"),
        ("2024-03-12 09:30", "2024-03-12T09:30:00"),
        ("Tue, 12 Mar 2024 09:30:00 +0100", "2024-03-12T09:30:00+01:00"),
        ("Friday, July 21, 2017", "2017-07-21"),
        ("12th March 2024", "2024-03-12"),
        ("Sept. 3, 2019", "2019-09-03"),
        ("June 05 , 2009", "2009-06-05"),
        ("12 March", None),
        ("31 February 2024", None),
        ("03/04/2024", None),
        ("20240312", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(written: str, iso: str | None) -> None:
    assert iso_date(written) == iso


def test_what_the_caller_knows_goes_first() -> None:
    text = "Bridge closed\n\nBy Jane Doe\n\n12 March 2024\n\nThe mayor said that it was closed."
    found = read_text(
        text, "x", title="Bridge closed.", authors=("Tom Arkwright",), published="2024-03-13"
    )
    assert isinstance(found, Article)
    assert (found.title, found.authors, found.published) == (
        "Bridge closed.",
        ("Tom Arkwright",),
        "2024-03-13",
    )
    assert found.title_span == Span(0, 13)
    assert found.byline_span is not None


def test_a_title_that_the_text_does_not_have_has_no_span() -> None:
    found = read_text("The mayor said that it was closed.", "x", title="Bridge closed")
    assert isinstance(found, Article)
    assert found.title == "Bridge closed"
    assert found.title_span is None
