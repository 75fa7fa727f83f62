"""Certainty: how events are presented, what speakers make of them, and what statements say."""

from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate.annotator import load_pipeline
from sayso.annotate.certainty import cue_class
from sayso.annotate.factuality import FactualityReader
from sayso.model import Assessment, Proposition, QuoteForm, RefKind, Statement

READINGS = [
    line.split("\t")
    for line in (Path(__file__).parent / "certainty" / "readings.tsv")
    .read_text("utf-8")
    .split("\n")
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.mark.parametrize(
    ("word", "certainty", "polarity", "orientation", "unreal", "sentence"), READINGS
)
def test_reading(
    nlp: Language,
    word: str,
    certainty: str,
    polarity: str,
    orientation: str,
    unreal: str,
    sentence: str,
) -> None:
    doc = nlp(sentence)
    token = next(token for token in doc if token.text == word)
    reading = FactualityReader(doc).of(token)
    assert (reading.certainty, reading.polarity, reading.orientation) == (
        certainty,
        polarity,
        orientation,
    )
    assert reading.unreal == ("" if unreal == "-" else unreal)


def assessments_of(doc: Doc, words: str) -> dict[str, Assessment]:
    """Return the assessments of the event that the words name, by the assessor's name."""
    found = {}
    for assessment in doc._.sayso_assessments:
        event = doc._.sayso_events[assessment.assesses.index]
        if words in [trigger.of(doc.text) for trigger in event.triggers]:
            assessor = assessment.assessor
            name = "" if assessor is None else doc._.sayso_entities[assessor].name
            found[name] = assessment
    return found


def test_speaker_is_sure_of_what_is_plainly_said(nlp: Language) -> None:
    doc = nlp("Ann Lee said the rebels attacked the town.")
    found = assessments_of(doc, "attacked")
    assert list(found) == ["Ann Lee"]
    assert (found["Ann Lee"].certainty, found["Ann Lee"].polarity) == ("certain", "positive")


def test_denial_turns_the_polarity(nlp: Language) -> None:
    doc = nlp("Ann Lee denied that the rebels attacked the town.")
    assert assessments_of(doc, "attacked")["Ann Lee"].polarity == "negative"


def test_prediction_is_probable(nlp: Language) -> None:
    doc = nlp("Ann Lee predicted that the rebels would attack the town.")
    assert assessments_of(doc, "attack")["Ann Lee"].certainty == "probable"


def test_reporter_of_another_is_not_committed(nlp: Language) -> None:
    doc = nlp("Ann Lee said that Bob Roy claimed that the rebels attacked the town.")
    found = assessments_of(doc, "attacked")
    assert found["Bob Roy"].certainty == "certain"
    assert found["Ann Lee"].certainty == "underspecified"


def test_article_keeps_its_distance_by_a_hedge(nlp: Language) -> None:
    doc = nlp("The alleged attack alarmed the town.")
    assert assessments_of(doc, "attack")[""].certainty == "underspecified"


def test_article_says_nothing_more_of_a_plain_event(nlp: Language) -> None:
    doc = nlp("The rebels attacked the town.")
    assert doc._.sayso_events
    assert doc._.sayso_assessments == []


def test_assessor_is_a_speaker_of_the_statement(nlp: Language) -> None:
    doc = nlp(
        "Ann Lee said the rebels will attack. Bob Roy doubts that they attacked. The army may flee."
    )
    assert doc._.sayso_assessments
    for assessment in doc._.sayso_assessments:
        if assessment.assessor is not None:
            assert assessment.assessor in doc._.sayso_statements[assessment.statement].speakers
        elif assessment.statement is not None:
            assert doc._.sayso_statements[assessment.statement].form is QuoteForm.AUTHORIAL


def test_cue_of_several_words_is_read_by_the_one_that_counts() -> None:
    statement = Statement((), (), (), QuoteForm.INDIRECT, cue_lemma="hint at")
    assert cue_class(statement) == "possible"


def said(doc: Doc, one: Proposition) -> tuple[str, str, str]:
    """Return subject, predicate and object or value as words."""

    def name(kind: RefKind, index: int) -> str:
        if kind is RefKind.ENTITY:
            return str(doc._.sayso_entities[index].name)
        return str(doc._.sayso_events[index].triggers[0].of(doc.text))

    object_ = name(one.object.kind, one.object.index) if one.object else one.value or ""
    return name(one.subject.kind, one.subject.index), one.predicate, object_


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ann Lee said Norway attacked Chad.", ("Norway", "attack", "Chad")),
        ("Ann Lee said Norway seeks to protect Chad.", ("Norway", "seek to protect", "Chad")),
        (
            "Ann Lee said Norway wants to protect Chad and defend Peru.",
            ("Norway", "want to defend", "Peru"),
        ),
        ("Ann Lee said Chad was attacked by Norway.", ("Chad", "be attacked by", "Norway")),
        ("Ann Lee said Norway had broken off the talks.", ("Norway", "break off", "the talks")),
        ("Ann Lee urged Norway to help Chad.", ("Norway", "help", "Chad")),
        (
            "Ann Lee said the attack would be fatal for Norway.",
            ("attack", "be fatal for", "Norway"),
        ),
    ],
)
def test_proposition(nlp: Language, sentence: str, expected: tuple[str, str, str]) -> None:
    doc = nlp(sentence)
    assert expected in [said(doc, one) for one in doc._.sayso_propositions]


def test_negated_proposition(nlp: Language) -> None:
    doc = nlp("Ann Lee said Norway did not attack Chad.")
    (one,) = doc._.sayso_propositions
    assert one.negated
    assert one.evidence.of(doc.text) == "Norway did not attack Chad"


def test_evidence_lies_in_the_content_of_the_statement(nlp: Language) -> None:
    doc = nlp(
        "“Norway attacked Chad, and Chad answered,” Ann Lee said. Bob Roy said the port, which was "
        "closed, would open again while the road stayed shut."
    )
    assert len(doc._.sayso_propositions) >= 3
    for one in doc._.sayso_propositions:
        contents = doc._.sayso_statements[one.statement].content
        assert any(content.contains(one.evidence) for content in contents)


def test_article_puts_forward_no_proposition_of_its_own(nlp: Language) -> None:
    assert nlp("Norway may attack Chad.")._.sayso_propositions == []
