"""Web pages: cases under read/pages, encodings, dates, and pages that are no articles."""

import json
import logging
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Article, Reject
from sayso.read import read_html

PAGES = sorted((Path(__file__).parent / "read" / "pages").glob("*.html"))
PARAGRAPHS = (
    "<p>The mayor said on Friday that the bridge was closed, and that nobody would open it.</p>"
    "<p>She called the bridge a beautiful liability, and its engineers a patient people.</p>"
    "<p>The council, which had not been asked, described the closure as an insult to the town.</p>"
)


def page(head: str = "", body: str = PARAGRAPHS, attributes: str = "") -> str:
    return (
        f"<!DOCTYPE html><html{attributes}><head><title>Bridge closed</title>{head}</head>"
        f"<body><article><h1>Bridge closed</h1>{body}</article></body></html>"
    )


def article(source: str | bytes) -> Article:
    found = read_html(source, "page.html")
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_pages(file: Path) -> None:
    expected: dict[str, Any] = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    found = article(file.read_bytes())
    assert found.text == "\n\n".join(expected.pop("text"))
    for name, value in expected.items():
        known = getattr(found, name)
        assert (list(known) if isinstance(known, tuple) else known) == value, name
    assert [span.of(found.text) for span in found.blocks] == found.text.split("\n\n")


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2024-03-12T09:30:00Z">',
         "2024-03-12T09:30:00+00:00"),
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2024-03-12"}]}'
         "</script>", "2024-03-12"),
        ('<script type="application/ld+json">{broken</script>'
         '<meta itemprop="datePublished" content="2024-03-12">', "2024-03-12"),
        ('<meta name="date" content="2024-03-12">', "2024-03-12"),
        ("", None),
    ],
)  # fmt: skip
def test_dates(head: str, published: str | None) -> None:
    assert article(page(head)).published == published


def test_a_year_in_the_imprint_and_a_relative_date_are_no_date_of_publication() -> None:
    body = PARAGRAPHS + "<p>Yesterday it rained.</p><footer>Copyright 2019, all rights</footer>"
    assert article(page(body=body)).published is None


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ('<meta charset="iso-8859-15">', "iso-8859-15"),
        ("", "cp1252"),
        ("", "utf-8"),
        ('<meta charset="no-such-thing">', "utf-8"),
    ],
)
def test_encodings(declaration: str, encoding: str) -> None:
    source = page(declaration, PARAGRAPHS.replace("nobody", "José"))
    assert "José would open it" in article(source.encode(encoding)).text


def test_a_declared_encoding_that_is_wrong_is_a_reject() -> None:
    found = read_html(page('<meta charset="utf-8">').encode() + b"\xff", "page.html")
    assert isinstance(found, Reject)
    assert found.reason == "not valid UTF-8"


def test_an_xml_declaration_does_no_harm() -> None:
    source = '<?xml version="1.0" encoding="utf-8"?>\n' + page()
    assert article(source).title == article(source.encode()).title == "Bridge closed"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "empty"),
        ("<html><body></body></html>", "no article found"),
        ("<!-- nothing -->", "no article found"),
        ("<html>\0</html>", "binary"),
        (page(body="<p>Die Brücke ist nicht offen, und sie wird es auch nicht sein.</p>" * 3),
         "not in English"),
    ],
)  # fmt: skip
def test_pages_without_an_english_article(source: str, reason: str) -> None:
    found = read_html(source, "page.html")
    assert isinstance(found, Reject)
    assert found.reason == reason


def test_a_page_with_far_too_much_text_is_rejected_before_it_is_analysed() -> None:
    started = time.process_time()
    found = read_html(page(body="<p>The mayor said so and left it at that.</p>" * 60_000), "x")
    assert isinstance(found, Reject)
    assert found.reason == "too long"
    assert time.process_time() - started < 3


def test_an_appeal_for_money_within_the_article_is_left_out() -> None:
    appeal = '<div class="donation-box"><p>Readers like you pay for this. Please give.</p></div>'
    assert article(page(body=PARAGRAPHS + appeal)).text == article(page()).text


def test_the_declared_language_is_kept_and_the_text_decides() -> None:
    assert article(page(attributes=' lang="en-GB"')).language == "en-gb"
    assert article(page(attributes=' lang="de"')).language == "en"


def test_the_libraries_say_nothing(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        read_html("<html><body><p>x</p></body></html>", "page.html")
        read_html(page(), "page.html")
    assert [r for r in caplog.records if not r.name.startswith("sayso")] == []
    assert capfd.readouterr() == ("", "")


@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(
            st.sampled_from(
                ["<p>", "</p>", "<div>", "<table><tr><td>", "<ul><li>", "<br>", "<script>", "&#0;",
                 "The mayor said so. ", "<article>", "</article>", "<!--", "]]>", "\ud7ff", "<b>"]
            ),
            max_size=60,
        ).map(lambda pieces: "".join(pieces).encode()),
    )
)  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_no_page_stops_the_run(raw: bytes) -> None:
    found = read_html(raw, "page.html")
    if isinstance(found, Article):
        assert all(span.of(found.text).strip() for span in found.blocks)
    else:
        assert found.reason
