"""Linking: the cases of linking/cases.tsv, and the tables of the gazetteer."""

import re
from pathlib import Path

import pytest
from spacy.language import Language

from sayso.annotate import gazetteer
from sayso.annotate.annotator import load_pipeline
from sayso.annotate.lexicon_files import LEXICONS, rows

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "linking" / "cases.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.mark.parametrize(("text", "name", "item", "shared"), ROWS)
def test_case(nlp: Language, text: str, name: str, item: str, shared: str) -> None:
    (entity,) = (e for e in nlp(text)._.sayso_entities if e.name == name)
    assert entity.wikidata == (None if item == "-" else item)
    assert entity.shared == (shared == "yes")


@pytest.mark.parametrize("file", sorted(p.name for p in LEXICONS.iterdir()))
def test_every_lexicon_names_its_licence(file: str) -> None:
    head = [
        line
        for line in (LEXICONS / file).read_text("utf-8").splitlines()[:12]
        if line.startswith("#")
    ]
    assert re.search("licen[cs]e|MIT|CC0|CC BY", " ".join(head), re.IGNORECASE)


def test_items_look_like_items() -> None:
    for known in gazetteer.names().values():
        assert known.wikidata is None or re.fullmatch(r"Q[1-9]\d*", known.wikidata)


def test_a_name_of_two_territories_is_linked_to_neither_by_the_table_of_territories() -> None:
    twice = gazetteer._shared_territory_names()
    listed = {name for _, names, _ in gazetteer._state_rows() for name in names}
    assert not (twice - listed) & set(gazetteer.names())


def test_every_owner_is_known() -> None:
    everything = (*gazetteer.names().values(), *gazetteer.adjectives().values())
    keys = {known.key for known in everything}
    for known in gazetteer.names().values():
        assert known.part_of is None or known.part_of in keys


def test_no_noun_is_read_in_two_ways() -> None:
    seen: dict[str, str] = {}
    for kind, _, gender, _, words in rows("nouns.tsv"):
        for word in words.split():
            assert seen.setdefault(word, kind + gender) == kind + gender
