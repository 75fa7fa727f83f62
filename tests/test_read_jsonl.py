"""JSON lines: good lines, bad lines, and lines of any length."""

import io
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Article, Reject
from sayso.read import read_jsonl
from sayso.read.jsonl import MAX_LINE_BYTES

MIXED = Path(__file__).parent / "read" / "lines" / "mixed.jsonl"


def test_bad_lines_are_rejected_in_their_place_and_the_rest_is_read() -> None:
    with MIXED.open("rb") as stream:
        items = list(read_jsonl(stream, "mixed.jsonl"))
    assert [
        (item.origin.removeprefix("mixed.jsonl:"), getattr(item, "reason", "")) for item in items
    ] == [
        ("1", ""),
        ("2", ""),
        ("3", "bad line"),
        ("5", "bad line"),
        ("6", "bad line"),
        ("7", "empty"),
        ("8", "not in English"),
        ("9", "bad line"),
        ("10", "bad line"),
        ("11", "bad line"),
        ("12", "bad line"),
        ("13", "not valid Unicode"),
        ("14", ""),
    ]


def test_every_known_key_is_taken() -> None:
    with MIXED.open("rb") as stream:
        first, second, *_, last = read_jsonl(stream, "mixed.jsonl")
    assert isinstance(first, Article)
    assert first.identifier == "a-1"
    assert first.title == "Bridge closed"
    assert first.title_span is None
    assert first.published == "2024-03-12"
    assert first.authors == ("Jane Doe",)
    assert first.publisher == "The Vale Herald"
    assert first.url == "https://vale-herald.example.com/a"
    assert first.language == "en-gb"
    assert isinstance(second, Article)
    assert second.identifier == "7"
    assert second.title_span is not None
    assert second.title_span.of(second.text) == "Bridge closed"
    assert second.published == "2024-03-12T09:30:00+00:00"
    assert second.authors == ("Jane Doe", "Tom Arkwright")
    assert isinstance(last, Article)
    assert (last.published, last.authors) == ("2024-03-12", ("Jane Doe",))


def test_a_line_beyond_the_limit_is_skipped_and_the_next_is_read() -> None:
    good = b'{"text": "The mayor said that the bridge was closed."}\n'
    long = b'{"text": "' + b"x" * (2 * MAX_LINE_BYTES) + b'"}\n'
    first, second, third = read_jsonl(io.BytesIO(good + long + good), "x")
    assert isinstance(first, Article)
    assert isinstance(second, Reject)
    assert second.reason == "too long"
    assert f"{len(long):,} bytes" in second.detail
    assert isinstance(third, Article)
    assert third.origin == "x:3"


def test_a_byte_order_mark_and_a_missing_last_line_break_do_no_harm() -> None:
    (found,) = read_jsonl(io.BytesIO(b'\xef\xbb\xbf{"text": "The mayor said so."}'), "x")
    assert isinstance(found, Article)


def test_nesting_without_end_is_a_bad_line() -> None:
    (found,) = read_jsonl(io.BytesIO(b"[" * 100_000), "x")
    assert isinstance(found, Reject)


def test_bytes_that_are_no_utf_8_are_a_bad_line() -> None:
    (found,) = read_jsonl(io.BytesIO(b'{"text": "The mayor said \xff."}'), "x")
    assert isinstance(found, Reject)
    assert "byte 25" in found.detail


@given(st.text(max_size=200), st.booleans())
def test_a_text_comes_back_as_it_was_written(text: str, ascii_only: bool) -> None:
    line = json.dumps({"text": text}, ensure_ascii=ascii_only)
    (found,) = read_jsonl(io.BytesIO(line.encode("utf-8", "surrogatepass")), "x")
    if isinstance(found, Article):
        assert found.text == text
