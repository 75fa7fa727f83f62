"""Coreference: the cases of coreference/cases.jsonl, and what holds of every document."""

import json
import re
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate import coreference
from sayso.annotate.annotator import load_pipeline

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "coreference" / "cases.jsonl")
    .read_text("utf-8")
    .splitlines()
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def entity_at(doc: Doc, words: str) -> int | None:
    """Return the entity of the mention that begins with `words`; "Ruiz#2" is the second Ruiz."""
    bare, _, number = words.partition("#")
    starts = [m.start() for m in re.finditer(rf"\b{re.escape(bare)}(?!\w)", doc.text)]
    start = starts[int(number or 1) - 1]
    fitting = [m for m in doc._.sayso_mentions if m.span.start == start]
    exact = [m for m in fitting if m.span.of(doc.text) == bare]
    named = [m for m in fitting if m.name and m.name.of(doc.text) == bare]
    chosen = exact or named or fitting
    return chosen[0].entity if chosen else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_case(nlp: Language, case: dict[str, list[list[str]]]) -> None:
    doc = nlp(str(case["text"]))
    for words in case.get("together", []):
        entities = [entity_at(doc, w) for w in words]
        assert None not in entities
        assert len(set(entities)) == 1, dict(zip(words, entities, strict=True))
    for first, second in case.get("apart", []):
        one, other = entity_at(doc, first), entity_at(doc, second)
        assert one is None or one != other


def test_every_entity_has_a_mention_and_every_mention_an_entity(nlp: Language) -> None:
    doc = nlp(" ".join(str(case["text"]) for case in CASES))
    used = {m.entity for m in doc._.sayso_mentions}
    assert used == set(range(len(doc._.sayso_entities)))


def test_clusters_are_the_mentions_with_one_entity(nlp: Language) -> None:
    doc = nlp("Ana Ruiz, who is new, spoke. She left.")
    (cluster,) = coreference.clusters(doc)
    assert [span.of(doc.text) for span in cluster] == ["Ana Ruiz, who is new", "She"]


def test_the_entity_of_a_cluster_has_the_fullest_name_and_the_gender(nlp: Language) -> None:
    doc = nlp("Ruiz smiled. Ana Ruiz had won, and she knew it.")
    (person,) = {m.entity for m in doc._.sayso_mentions if m.name}
    entity = doc._.sayso_entities[person]
    assert (entity.name, entity.gender, entity.shared) == ("Ana Ruiz", "f", True)


def test_without_mentions_nothing_is_joined() -> None:
    nlp = load_pipeline()
    doc = nlp.make_doc("Ana Ruiz left.")
    assert coreference.annotate(doc)._.sayso_entities == []
    assert coreference.clusters(doc) == []
