"""Mentions: the cases of mentions/cases.jsonl, and what holds of any text."""

import json
import re
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from sayso.annotate import mentions
from sayso.annotate.annotator import load_pipeline
from sayso.annotate.mentions import ensure_mention, mention_of
from sayso.model import EntityType

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "mentions" / "cases.jsonl").read_text("utf-8").splitlines()
]
WORDS = ["Ana Ruiz", "Russian officials", "she", "the company", "in", "said", "Paris", "and", "its"]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def place(text: str, words: str) -> int:
    """Return where `words` begin; "Ruiz#2" is the second occurrence."""
    words, _, number = words.partition("#")
    found = [m.start() for m in re.finditer(rf"\b{re.escape(words)}", text)]
    return found[int(number or 1) - 1]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_case(nlp: Language, case: dict[str, object]) -> None:
    text = str(case["text"])
    doc = nlp(text)
    found = {(m.span.start, m.span.of(text)): m for m in doc._.sayso_mentions}
    for expected in case.get("mentions", []):  # type: ignore[attr-defined]
        words = expected["words"].partition("#")[0]
        assert (place(text, expected["words"]), words) in found
        mention = found[place(text, expected["words"]), words]
        entity = doc._.sayso_entities[mention.entity]
        assert mention.kind == expected["kind"]
        assert entity.type == expected["type"]
        if "entity" in expected:
            assert entity.name == expected["entity"]
        if "role" in expected:
            assert mention.role is not None and mention.role.of(text) == expected["role"]
        if "member" in expected:
            assert doc._.sayso_entities[entity.member_of].name == expected["member"]
        if "organization" in expected:
            (role,) = (r for r in doc._.sayso_roles if r.holder == mention.entity)
            assert doc._.sayso_entities[role.organization].name == expected["organization"]
        if "flags" in expected:
            flags = (
                "A" * entity.anonymous
                + "C" * entity.collective
                + "S" * (entity.shared and "S" in expected["flags"])
                + "M" * mention.metonym
            )
            assert flags == expected["flags"]
    for words in case.get("absent", []):  # type: ignore[attr-defined]
        assert words not in {key[1] for key in found}


def test_a_surname_is_the_person_of_the_full_name(nlp: Language) -> None:
    doc = nlp("Valeria Montalvo left the church. Montalvo sued. The church says Montalvo lied.")
    types = {
        doc._.sayso_entities[m.entity].type
        for m in doc._.sayso_mentions
        if m.name is not None and m.name.of(doc.text).endswith("Montalvo")
    }
    assert types == {EntityType.PERSON}


@pytest.mark.parametrize(
    "text",
    [
        "She says Jan Kos became the director of Velmont Bank.",
        "Jan Kos was never the director of Velmont Bank.",
        "Jan Kos could become director of Velmont Bank.",
        "“Jan Kos is the director of Velmont Bank,” she said.",
    ],
)
def test_no_office_is_held_where_it_is_only_said_denied_or_possible(
    nlp: Language, text: str
) -> None:
    doc = nlp(text)
    (kos,) = {m.entity for m in doc._.sayso_mentions if m.name and "Kos" in m.name.of(text)}
    assert kos not in {role.holder for role in doc._.sayso_roles}


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Ana Ruiz was mayor of Lippen from 2010 to 2014.", "from 2010 to 2014"),
        ("Jan Kos, director of Velmont Bank since March 2019, resigned.", "since March 2019"),
        ("Ana Ruiz served as foreign minister between 2001 and 2005.", "between 2001 and 2005"),
        ("President Ana Ruiz left in 2014.", None),
    ],
)
def test_an_office_has_the_time_that_the_text_gives_it(
    nlp: Language, text: str, when: str | None
) -> None:
    (role,) = nlp(text)._.sayso_roles
    assert (role.time and role.time.of(text)) == when


def test_words_in_a_headline_with_capitals_are_no_names(nlp: Language) -> None:
    doc = nlp("Brave Engineers Open New Homes\n\nThe brave engineers opened homes in Tarnby.")
    named = {m.name.of(doc.text) for m in doc._.sayso_mentions if m.name}
    assert named == {"Tarnby"}


def test_a_relative_pronoun_refers_to_the_noun_of_its_clause(nlp: Language) -> None:
    doc = nlp("Ana Ruiz, who won the prize, left.")
    (who,) = (token.i for token in doc if token.text == "who")
    mention = doc._.sayso_mentions[ensure_mention(doc, doc[who : who + 1])]
    assert doc._.sayso_entities[mention.entity].name == "Ana Ruiz"


def test_mention_of_finds_the_head_of_any_span_around_it(nlp: Language) -> None:
    doc = nlp("Russian officials in Geneva who were tired said nothing.")
    assert doc._.sayso_mentions[mention_of(doc, doc[0:7])].span.of(doc.text).startswith("Russian")
    assert mention_of(doc, doc[7:8]) is None


def test_ensure_mention_adds_one_mention_and_entity(nlp: Language) -> None:
    doc = nlp("The sudden silence, which was long, surprised everyone.")
    count = len(doc._.sayso_entities)
    number = ensure_mention(doc, doc[0:7])
    mention = doc._.sayso_mentions[number]
    assert mention.span.of(doc.text) == "The sudden silence"
    assert mention.entity == count == len(doc._.sayso_entities) - 1
    assert ensure_mention(doc, doc[2:3]) == number


def test_ensure_mention_needs_the_component() -> None:
    doc = spacy.blank("en")("Nothing here.")
    with pytest.raises(ValueError, match="sayso_mentions"):
        ensure_mention(doc, doc[0:1])


@pytest.mark.parametrize("name", ["Ruiz" + "o" * 10_000, "Ruiz " * 2_000, "Мария 阮氏 رويز"])
def test_a_name_however_long_or_written_keeps_its_words(nlp: Language, name: str) -> None:
    text = f"Ms. {name} spoke in Oslo. She left."
    doc = nlp(text)
    assert any(m.span.of(text) == "Oslo" for m in doc._.sayso_mentions)
    for m in doc._.sayso_mentions:
        assert text[m.span.start : m.span.end].strip() == m.span.of(text)


def test_running_twice_changes_nothing(nlp: Language) -> None:
    doc = nlp("The senator met French officials. Senator Ana Ruiz thanked them.")
    mentions.annotate(doc)
    first = list(doc._.sayso_mentions), list(doc._.sayso_entities), list(doc._.sayso_roles)
    mentions.annotate(doc)
    assert first == (doc._.sayso_mentions, doc._.sayso_entities, doc._.sayso_roles)


@settings(deadline=None, max_examples=40)
@given(words=st.lists(st.sampled_from([*WORDS, ".", ",", "“", "”", "\n\n"]), max_size=25))
def test_any_text_keeps_its_offsets(nlp: Language, words: list[str]) -> None:
    text = " ".join(words)
    doc = nlp(text)
    for mention in doc._.sayso_mentions:
        assert text[mention.span.start : mention.span.end].strip()
        assert mention.span.contains(mention.head) or mention.head.overlaps(mention.span)
        assert mention.name is None or mention.span.contains(mention.name)
        assert mention.role is None or mention.span.contains(mention.role)
        assert 0 <= mention.entity < len(doc._.sayso_entities)
    for entity in doc._.sayso_entities:
        assert entity.member_of is None or 0 <= entity.member_of < len(doc._.sayso_entities)
