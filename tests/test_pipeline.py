"""From articles to checked graphs, in order, with every reject in its place."""

import hashlib
from collections.abc import Iterator

import pytest

from sayso.mapping import map_extraction
from sayso.model import Article, Reject, Span
from sayso.pipeline import Annotating, Processed, process
from sayso.validate import Validator


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator()


def article(text: str, origin: str = "") -> Article:
    return Article(text, hashlib.sha256(text.encode()).hexdigest(), (Span(0, len(text)),), origin)


def origins(outcomes: Iterator[Processed | Reject]) -> list[str]:
    return [
        outcome.origin if isinstance(outcome, Reject) else outcome.article.origin
        for outcome in outcomes
    ]


def test_an_article_comes_back_with_its_graph(
    handmade: Annotating, validator: Validator, sample_text: str
) -> None:
    (outcome,) = process([article(sample_text, "a")], handmade, validator)
    assert isinstance(outcome, Processed)
    assert outcome.findings == ()
    assert outcome.graph == map_extraction(outcome.extraction)


def test_base_and_text_are_passed_on(
    handmade: Annotating, validator: Validator, sample_text: str
) -> None:
    base = "https://news.example/"
    (outcome,) = process([article(sample_text)], handmade, validator, base, with_text=False)
    assert isinstance(outcome, Processed)
    assert outcome.graph == map_extraction(outcome.extraction, base, with_text=False)


def test_a_graph_that_does_not_conform_comes_with_findings(
    handmade: Annotating, validator: Validator, sample_text: str
) -> None:
    (outcome,) = process([article(sample_text + "UNSOUND")], handmade, validator)
    assert isinstance(outcome, Processed)
    assert len(outcome.findings) == 1
    assert "quot" in outcome.findings[0].message.lower()


def test_everything_keeps_its_place(
    handmade: Annotating, validator: Validator, sample_text: str
) -> None:
    refused = sample_text + "REFUSED"
    items: list[Article | Reject] = [
        Reject("1", "empty"),
        article(sample_text, "2"),
        Reject("3", "binary"),
        Reject("4", "empty"),
        article(refused, "5"),
        article(sample_text + "x", "6"),
        Reject("7", "empty"),
    ]
    assert origins(process(items, handmade, validator)) == ["1", "2", "3", "4", "5", "6", "7"]
    only = [Reject("1", "empty"), Reject("2", "empty")]
    assert origins(process(only, handmade, validator)) == ["1", "2"]
    assert origins(process([], handmade, validator)) == []
