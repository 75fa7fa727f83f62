"""Time expressions: the cases of times/cases.tsv, and what holds of any text and day."""

from datetime import date, datetime
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from sayso.annotate import extensions
from sayso.annotate.annotator import load_pipeline
from sayso.annotate.times import find_times

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "times" / "cases.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
EXPRESSIONS = [row[2] for row in ROWS if row[2] != "-"]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.mark.parametrize(("text", "published", "words", "value", "begins"), ROWS)
def test_case(
    nlp: Language, text: str, published: str, words: str, value: str, begins: str
) -> None:
    doc = nlp.make_doc(text)
    doc.user_data["sayso_published"] = None if published == "-" else published
    for _, component in nlp.pipeline:
        doc = component(doc)
    found = doc._.sayso_times
    if words == "-":
        assert found == []
        return
    assert [time.span.of(text) for time in found] == [words]
    assert found[0].value == value
    assert found[0].begins == (None if begins == "-" else begins)


BLANK = spacy.blank("en")


@settings(deadline=None)
@given(
    pieces=st.lists(st.one_of(st.sampled_from(EXPRESSIONS), st.text(max_size=12)), max_size=6),
    published=st.one_of(st.none(), st.dates().map(date.isoformat), st.text(max_size=10)),
)
def test_spans_lie_in_the_text_and_do_not_overlap(pieces: list[str], published: str | None) -> None:
    extensions.register()
    doc = BLANK.make_doc(" on ".join(pieces))
    doc.user_data["sayso_published"] = published
    end = 0
    for time in find_times(doc):
        assert end <= time.span.start < time.span.end <= len(doc.text)
        end = time.span.end
        if time.begins is not None and time.ends is not None:
            begins, ends = (datetime.fromisoformat(t) for t in (time.begins, time.ends))
            assert begins < ends


def test_publication_with_a_time_of_day_counts_as_its_day() -> None:
    doc = BLANK.make_doc("They met yesterday.")
    doc.user_data["sayso_published"] = "2021-03-13T23:30:00+01:00"
    assert [time.value for time in find_times(doc)] == ["2021-03-12"]


def test_month_and_year_are_no_day() -> None:
    doc = BLANK.make_doc("They met yesterday.")
    doc.user_data["sayso_published"] = "2021-03"
    assert [time.value for time in find_times(doc)] == ["PAST_REF"]
