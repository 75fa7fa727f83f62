"""What the words beside a phrase ask of it, and which links of pronouns that rules out."""

import pytest
from spacy.language import Language

from sayso.annotate.annotator import load_pipeline
from sayso.annotate.coreference import clusters
from sayso.annotate.coreference.demands import DEMANDS, acts, demand, happens
from sayso.annotate.coreference.markables import markables
from sayso.annotate.mentions.candidate import found_in


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("They estimated the cost.", "They", "actor"),
        ("It fell.", "It", ""),
        ("The police arrested them.", "them", "person"),
        ("They were rescued at night.", "They", "person"),
        ("She opened it.", "it", ""),
        ("It happened on Monday.", "It", "event"),
        ("Their lawyers left.", "Their", "actor"),
        ("Their house fell.", "Their", ""),
    ],
)
def test_what_the_words_beside_ask(nlp: Language, text: str, word: str, expected: str) -> None:
    doc = nlp(text)
    found = found_in(doc)
    assert found is not None
    (root,) = (t.i for t in doc if t.text == word)
    assert DEMANDS[demand(found.columns, root)] == expected


def test_who_acts_and_what_happens(nlp: Language) -> None:
    doc = nlp("The engineers told the mayor of Oslo that the attack had damaged a bridge.")
    found = found_in(doc)
    assert found is not None
    made = {doc[one.root].text: (acts(one), happens(one)) for one in markables(found)}
    assert made["engineers"] == made["mayor"] == (True, False)
    assert made["attack"] == (False, True)
    assert made["bridge"] == (False, False)


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
    text = "Jan Kos, who said he was ill, left."
    chains = [{span.of(text) for span in chain} for chain in clusters(nlp(text))]
    assert {"Jan Kos, who said he was ill", "he"} in chains
