"""Linking: the cases of linking/cases.tsv, and the tables of the gazetteer."""

import re
import time
from pathlib import Path

import pytest
from spacy.language import Language

from sayso.annotate import gazetteer
from sayso.annotate.annotator import load_pipeline
from sayso.annotate.lexicon_files import LEXICONS, rows
from sayso.annotate.linking.cities import city_of
from sayso.annotate.linking.surroundings import Surroundings
from sayso.annotate.linking.teams import is_team
from sayso.model import Entity, EntityType, Mention, MentionKind, Span

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


def surroundings(count: int) -> Surroundings:
    """Return an article that names one city and one person over and over."""
    text = "Kingston and Ana Ruiz. " * count
    entities = [Entity("Kingston", EntityType.PLACE), Entity("Ana Ruiz", EntityType.PERSON)]
    mentions = []
    for n in range(count):
        for entity, (start, end) in enumerate(((0, 8), (13, 21))):
            span = Span(23 * n + start, 23 * n + end)
            mentions.append(Mention(span, span, MentionKind.NAME, entity, name=span))
    return Surroundings(text, entities, mentions)


def test_the_time_grows_with_the_mentions_and_not_with_their_square() -> None:
    def seconds(count: int) -> float:
        # The least of three: on a busy machine the others count what the machine does besides.
        taken = []
        for _ in range(3):
            began = time.process_time()
            around = surroundings(count)
            for number, entity in enumerate(around.entities):
                city_of(around, number)
                is_team(entity, number, around)
            taken.append(time.process_time() - began)
        return min(taken)

    city_of(surroundings(1), 0)  # reads the tables
    # Four times as many take four times as long; their square would be sixteen.
    assert seconds(8_000) < 10 * max(seconds(2_000), 0.01)


@pytest.mark.parametrize("name", ["K" * 10_000, "Kingston " * 2_000, "東京", "Москва", "\x00"])
def test_names_of_any_length_and_script_are_no_city(name: str) -> None:
    text = f"{name}, Texas"
    span = Span(0, len(name))
    mention = Mention(span, span, MentionKind.NAME, 0, name=span)
    assert city_of(Surroundings(text, [Entity(name, EntityType.PLACE)], [mention]), 0) is None


def test_an_item_is_given_to_one_city() -> None:
    given = [row[6] for row in rows("cities.tsv") if row[6:] and row[6]]
    assert len(given) == len(set(given)) > 3500
    assert all(re.fullmatch(r"Q[1-9]\d*", item) for item in given)


def test_every_item_by_hand_is_in_the_table_of_cities() -> None:
    given = {row[6] for row in rows("cities.tsv") if row[6:]}
    assert {row[2] for row in rows("city_items.tsv")} <= given


def test_every_item_of_an_organization_names_its_source() -> None:
    for row in rows("organizations.tsv"):
        assert len(row) < 5 or (row[4] == "") == (row[5:] in ([], [""])), row
