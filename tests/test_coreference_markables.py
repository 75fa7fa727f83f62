"""The phrases that coreference chooses among: which there are, and their words."""

import pytest
from spacy.language import Language

from sayso.annotate.annotator import load_pipeline
from sayso.annotate.coreference.markables import Markable, markables
from sayso.annotate.mentions.candidate import found_in

CASES = [
    ("They met on Tuesday. On Tuesday it rained.", "date", ["Tuesday", "Tuesday"]),
    ("Prices rose. This worried the bank, and that man resigned.", "demonstrative", ["This"]),
    ("Ana Ruiz and her brother left.", "several", ["Ana Ruiz and her brother"]),
    ("The union met the banks.", "several", []),
    ("She studied at the University of Texas.", "adjective", ["Texas"]),
    ("He bought 200 of the shares.", "quantity", ["200 of the shares"]),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def phrases(nlp: Language, text: str) -> list[tuple[str, Markable]]:
    doc = nlp(text)
    found = found_in(doc)
    assert found is not None
    return [(str(doc[one.start : one.end].text), one) for one in markables(found)]


@pytest.mark.parametrize(("text", "form", "expected"), CASES)
def test_the_phrases_of_a_form(nlp: Language, text: str, form: str, expected: list[str]) -> None:
    assert [words for words, one in phrases(nlp, text) if one.form == form] == expected


def test_every_candidate_is_a_phrase_and_no_two_have_the_same_words(nlp: Language) -> None:
    doc = nlp(" ".join(text for text, _, _ in CASES))
    found = found_in(doc)
    assert found is not None
    made = markables(found)
    numbers = {one.candidate for one in made if one.candidate >= 0}
    assert numbers == set(range(len(found.candidates)))
    assert len({(one.start, one.end) for one in made}) == len(made)
    assert [(one.start, -one.end) for one in made] == sorted((one.start, -one.end) for one in made)


def test_a_bracket_that_a_phrase_opens_is_closed_in_it(nlp: Language) -> None:
    made = phrases(nlp, "The Harbour Workers Union (HWU) went on strike.")
    for words, _ in made:
        assert words.count("(") <= words.count(")")
