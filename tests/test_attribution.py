"""Attribution against marked texts, and what must hold of statements in any text."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import Annotator
from sayso.annotate.attribution import lexicon
from sayso.assets import folder
from sayso.model import Extraction, QuoteForm
from sayso.read import read_text

sys.path.insert(0, str(Path(__file__).parent))
import attribution_cases

CASES = attribution_cases.load(Path(__file__).parent / "attribution")
TRAPS = attribution_cases.load(Path(__file__).parent / "attribution_traps")


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator()


@pytest.fixture(scope="module")
def rules() -> Annotator:
    return Annotator(profile="fast")


def extract(annotator: Annotator, text: str) -> Extraction:
    article = read_text(text, "test")
    (extraction,) = annotator.annotate([article])  # type: ignore[list-item]
    assert isinstance(extraction, Extraction), extraction
    return extraction


def found(extraction: Extraction) -> set[tuple[frozenset[int], ...]]:
    text = extraction.article.text
    return {
        tuple(
            attribution_cases.words_in(text, [(s.start, s.end) for s in spans])
            for spans in (statement.source, statement.cue, statement.content)
        )
        for statement in extraction.statements
        if statement.rule.startswith("attribution.")
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_the_rules_find_what_is_marked(rules: Annotator, case: attribution_cases.Case) -> None:
    assert found(extract(rules, case.text)) == case.expected()


@pytest.mark.parametrize("case", TRAPS, ids=lambda case: case.title)
def test_tagger_and_rules_together_fall_into_no_trap(
    annotator: Annotator, case: attribution_cases.Case
) -> None:
    assert found(extract(annotator, case.text)) == case.expected()


def test_every_span_is_in_the_text_and_nesting_is_a_tree(annotator: Annotator) -> None:
    for path in sorted((folder("examples") / "articles").glob("*.txt")):
        extraction = extract(annotator, path.read_text("utf-8"))
        assert extraction.statements, path.name
        for span in extraction.spans():
            assert span.end <= len(extraction.article.text)
        for index, statement in enumerate(extraction.statements):
            if statement.parent is None:
                assert statement.level == 0
            else:
                outer = extraction.statements[statement.parent]
                assert statement.parent != index and statement.level == outer.level + 1
                assert any(o.contains(c) for o in outer.content for c in statement.content)


def test_direct_and_mixed_statements_carry_their_quotation(annotator: Annotator) -> None:
    extraction = extract(
        annotator, 'Ruiz said: "We lost." Hill said the plan was "dead" on arrival.'
    )
    forms = [
        (s.form, [q.of(extraction.article.text) for q in s.quoted]) for s in extraction.statements
    ]
    assert forms[:2] == [(QuoteForm.DIRECT, ['"We lost."']), (QuoteForm.MIXED, ['"dead"'])]


def test_answers_point_at_what_is_answered(annotator: Annotator) -> None:
    extraction = extract(
        annotator,
        "The mayor said that the audit was late. "
        "This claim was met with skepticism by the council.",
    )
    answer = next(s for s in extraction.statements if s.rule == "attribution.reaction")
    assert [extraction.statements[i].cue_lemma for i in answer.responds_to] == ["say"]
    assert answer.speech_acts == ("doubt",) and answer.form is QuoteForm.NARRATED


def test_a_negated_cue_is_marked(annotator: Annotator) -> None:
    extraction = extract(annotator, "The minister did not say that the factory would close.")
    assert [s.negated for s in extraction.statements] == [True]


def test_pronouns_resolve_to_the_speaker(annotator: Annotator) -> None:
    extraction = extract(
        annotator, "Maria Keller won the race. She said that the course had been too short."
    )
    (statement,) = extraction.statements
    assert [extraction.entities[i].name for i in statement.speakers] == ["Maria Keller"]


def test_the_lexicon_is_large_and_its_acts_are_known() -> None:
    acts = lexicon.speech_acts()
    assert len(acts) >= 600
    assert lexicon.acts_of("warn of", "prep") == ("warn",)
    assert lexicon.trust("say", "that") > lexicon.trust("say", "obj")


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="Ab “”‘’\"'.,:!?\n—saidhe", max_size=120))
def test_any_text_gets_through(annotator: Annotator, text: str) -> None:
    article = read_text("The mayor said that it was the end. " + text, "test")
    for extraction in annotator.annotate([article] if not hasattr(article, "reason") else []):
        assert isinstance(extraction, Extraction)
        for span in extraction.spans():
            assert 0 <= span.start < span.end <= len(extraction.article.text)


def test_first_persons_refer_to_who_speaks(annotator: Annotator) -> None:
    extraction = extract(
        annotator,
        'Anna Ruiz said: "I will not resign, and my lawyer knows it." The mayor laughed.',
    )
    text = extraction.article.text
    first = {
        m.span.of(text): m.entity for m in extraction.mentions if m.span.of(text) in ("I", "my")
    }
    assert {extraction.entities[i].name for i in first.values()} == {"Anna Ruiz"}
    assert "I" not in {entity.name for entity in extraction.entities}


def test_a_pronoun_is_not_whom_it_speaks_of(annotator: Annotator) -> None:
    extraction = extract(
        annotator,
        "Stefan Dragomir attacked the treaty. Dragomir said that it was a gift. "
        "Tomas Reinholt signed it. Reinholt, he added, was a bully.",
    )
    last = extraction.statements[-1]
    assert [extraction.entities[i].name for i in last.speakers] == ["Stefan Dragomir"]


@given(st.sampled_from(["that", "after", "obj", "quote", "no-such-frame"]), st.floats(0, 1))
def test_confidence_is_a_share_and_grows_with_trust(frame: str, sure: float) -> None:
    for quoted in (True, False):
        low, high = (lexicon.confidence(frame, quoted, value) for value in (sure / 2, sure))
        assert 0 < low <= high < 1


def test_a_quotation_beside_its_clause_is_surer_than_its_cue() -> None:
    assert lexicon.confidence("after", True, 0.58) > lexicon.confidence("after", False, 0.58) > 0.58
