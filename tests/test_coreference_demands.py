"""What the words beside a pronoun ask of it, and what it never means."""

import pytest
from spacy.language import Language

from sayso.annotate.annotator import load_pipeline
from sayso.annotate.coreference import clusters
from sayso.annotate.coreference.demands import takes_place
from sayso.annotate.mentions.candidate import found_in


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("It happened on Monday.", "It", True),
        ("The mayor saw what happened to it.", "it", False),
        ("It fell.", "It", False),
    ],
)
def test_what_takes_place(nlp: Language, text: str, word: str, expected: bool) -> None:
    doc = nlp(text)
    found = found_in(doc)
    assert found is not None
    (root,) = (t.i for t in doc if t.text == word)
    assert takes_place(found.columns, root) is expected


@pytest.mark.parametrize(
    ("text", "pronoun", "others"),
    [
        ("Ana Ruiz left the bank, and it thanked Ana Ruiz.", "it", {"Ana Ruiz"}),
        ("The mosque was full. Had it happened later, nobody had died.", "it", {"The mosque"}),
        ("Orbex, its main rival, grew.", "its", {"Orbex, its main rival"}),
        ("The company met its chairman. He praised it.", "He", {"The company"}),
    ],
)
def test_what_a_pronoun_never_means(
    nlp: Language, text: str, pronoun: str, others: set[str]
) -> None:
    for chain in clusters(nlp(text)):
        words = {span.of(text) for span in chain}
        assert pronoun not in words or not words & others


def test_a_pronoun_in_a_relative_clause_may_mean_the_whole_phrase(nlp: Language) -> None:
    text = "Jan Kos, who said that he was ill, left the meeting on Monday."
    chains = [{span.of(text) for span in chain} for chain in clusters(nlp(text))]
    assert {"Jan Kos, who said that he was ill", "he"} in chains
