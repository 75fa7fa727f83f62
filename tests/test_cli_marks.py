"""Marking a text for the terminal loses no character and shows every mark over its own words."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sayso.cli.marks import Mark, marked, nested
from sayso.model import Span

TEXT = "Mayor Ann Lee called the plan a disgrace, she said."


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, len(TEXT) - 1))
    return Span(start, draw(st.integers(start + 1, len(TEXT))))


def marks_for(found: list[Span]) -> list[Mark]:
    return [Mark(span, f"m{number}", "") for number, span in enumerate(found)]


def test_marks_stand_around_their_words() -> None:
    found = [
        Mark(Span(0, 13), "source 1", "bold"),
        Mark(Span(21, 40), "content 1", ""),
        Mark(Span(30, 40), "as a", ""),
    ]
    assert marked(TEXT, found).plain == (
        "[source 1 Mayor Ann Lee] called [content 1 the plan [as a a disgrace]], she said."
    )


def test_crossing_marks_are_cut_and_both_parts_keep_the_label() -> None:
    found = [Mark(Span(0, 13), "x", ""), Mark(Span(6, 20), "y", "")]
    assert marked(TEXT, found).plain.startswith("[x Mayor [y Ann Lee]][y  called] the plan")


@given(st.lists(spans(), max_size=8))
def test_nothing_of_the_text_is_lost(found: list[Span]) -> None:
    shown = marked(TEXT, marks_for(found)).plain
    assert re.sub(r"\[m\d+ |\]", "", shown) == TEXT
    assert shown.count("[") == shown.count("]")


@given(st.lists(spans(), max_size=8))
def test_nested_marks_never_cross_and_cover_what_they_covered(found: list[Span]) -> None:
    pieces = list(nested(marks_for(found)))
    for one in pieces:
        for other in pieces:
            apart = not one.span.overlaps(other.span)
            assert apart or one.span.contains(other.span) or other.span.contains(one.span)
    for mark in marks_for(found):
        covered = {
            i for p in pieces if p.label == mark.label for i in range(p.span.start, p.span.end)
        }
        assert covered == set(range(mark.span.start, mark.span.end))
