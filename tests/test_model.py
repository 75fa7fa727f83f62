"""The model between the stages: spans, and extractions as plain data."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import (
    Article,
    Entity,
    EntityType,
    Extraction,
    Mention,
    MentionKind,
    Provenance,
    QuoteForm,
    Span,
    Statement,
)

TEXT = "Ruiz said no."


def extraction() -> Extraction:
    article = Article(text=TEXT, digest="0" * 64, blocks=(Span(0, 13),), title_span=Span(0, 4))
    return Extraction(
        article=article,
        provenance=Provenance("0.1.0", "fast", "en_core_web_sm", "3.8.0"),
        mentions=(Mention(Span(0, 4), Span(0, 4), MentionKind.NAME, 0),),
        entities=(Entity("Ruiz", EntityType.PERSON),),
        statements=(Statement((Span(0, 4),), (Span(5, 9),), (Span(10, 12),), QuoteForm.INDIRECT),),
    )


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 2), (-1, 2)])
def test_a_span_is_never_empty_or_backward(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="start < end"):
        Span(start, end)


@given(st.text(min_size=1), st.data())
def test_a_span_gives_the_code_points_it_covers(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Span(start, end).of(text) == "".join(list(text)[start:end])


def test_overlap_and_containment() -> None:
    assert Span(0, 4).overlaps(Span(3, 5)) and not Span(0, 4).overlaps(Span(4, 5))
    assert Span(0, 4).contains(Span(1, 4)) and not Span(1, 4).contains(Span(0, 4))


def test_an_extraction_is_plain_data_and_survives_json() -> None:
    plain = extraction().as_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["statements"][0]["source"] == [[0, 4]]
    assert plain["entities"][0]["type"] == "Person"


def test_every_span_is_yielded() -> None:
    spans = list(extraction().spans())
    assert spans.count(Span(0, 4)) == 4
    assert {Span(5, 9), Span(10, 12), Span(0, 13)} <= set(spans)
