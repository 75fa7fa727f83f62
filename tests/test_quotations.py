"""Quotation marks of all kinds, apostrophes, nesting and paragraphs."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.quotations import quotations
from sayso.annotate.sentences import paragraphs

CASES = json.loads((Path(__file__).parent / "quotations.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_finds_the_quotations(case: dict[str, object]) -> None:
    text = str(case["text"])
    found = quotations(text, paragraphs(text))
    assert [[q.span.of(text), q.depth, q.continues] for q in found] == case["quotations"]


@given(st.text(alphabet="ab ’‘“”\"'«»`.,\n", max_size=80))
def test_quotations_are_ordered_nested_and_inside_the_text(text: str) -> None:
    found = quotations(text, paragraphs(text))
    for quotation in found:
        assert quotation.span.contains(quotation.inner)
        assert quotation.span.end <= len(text)
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            assert one.span.start <= other.span.start
            crosses = one.span.overlaps(other.span) and not one.span.contains(other.span)
            assert not crosses or one.span.end <= other.span.end


@given(
    st.lists(st.sampled_from(["He left", "No one came", "It’s late", "the boys’ club"]), min_size=1)
)
def test_curly_quotations_come_back_exactly(words: list[str]) -> None:
    text = " and ".join(f"“{w}”" for w in words)
    found = [q.inner.of(text) for q in quotations(text, paragraphs(text)) if q.depth == 0]
    assert found == words
