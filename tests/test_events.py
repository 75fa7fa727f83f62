"""Events: the cases of events/, what statements have to do with them, and what always holds."""

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate import extensions
from sayso.annotate.annotator import load_pipeline
from sayso.annotate.events import annotate_events
from sayso.annotate.events.dyads import root_of
from sayso.annotate.events.lexicon import NounEntry, VerbEntry, nouns, verbs
from sayso.assets import folder
from sayso.model import Event, QuoteForm, Span, Statement

FOLDER = Path(__file__).parent / "events"
CASES = [json.loads(line) for line in (FOLDER / "cases.jsonl").read_text("utf-8").splitlines()]
ROOTS = [
    line.split("\t")
    for line in (FOLDER / "roots.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
EXAMPLES = sorted((Path(__file__).parents[1] / "examples" / "articles").glob("*.txt"))
TYPES = frozenset(
    {
        *("Agree", "Consult", "Support", "Concede", "Cooperate", "Aid", "Retreat", "Request"),
        *("Accuse", "Reject", "Threaten", "Protest", "Sanction", "Mobilize", "Coerce", "Assault"),
        *("War", "Speak", "State", "Other"),
    }
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def names(doc: Doc, entities: tuple[int, ...]) -> list[str]:
    return [doc._.sayso_entities[entity].name for entity in entities]


def event_at(doc: Doc, words: str) -> Event:
    """Return the event that the words name, alone or with the noun or verb that goes with them."""
    found: list[Event] = [
        event
        for event in doc._.sayso_events
        if words in [trigger.of(doc.text) for trigger in event.triggers]
    ]
    triggers = [[t.of(doc.text) for t in event.triggers] for event in doc._.sayso_events]
    assert len(found) == 1, f"not one event at {words!r} but {triggers}"
    return found[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_case(nlp: Language, case: dict[str, Any]) -> None:
    doc = nlp(case["text"])
    event = event_at(doc, case["trigger"])
    assert event.type == case["type"]
    assert event.actuality == case["actuality"]
    if "mode" in case:
        assert event.mode == case["mode"]
    for role in ("agents", "recipients"):
        if role in case:
            assert names(doc, getattr(event, role)) == case[role]
    if "place" in case:
        assert event.place is not None
        assert doc._.sayso_entities[event.place].name == case["place"]
    if "time" in case:
        assert event.time is not None
        assert doc._.sayso_times[event.time].value == case["time"]
    told = [n for n in event.statements if doc._.sayso_statements[n].form != QuoteForm.AUTHORIAL]
    assert bool(told) == case.get("told", False)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_only_claimed_planned_or_possible_events_need_a_statement(
    nlp: Language, case: dict[str, Any]
) -> None:
    doc = nlp(case["text"])
    for event in doc._.sayso_events:
        if event.actuality in {"claimed", "planned", "hypothetical"}:
            assert event.statements
        for number in event.statements:
            contents = doc._.sayso_statements[number].content
            assert any(c.contains(t) for c in contents for t in event.triggers)


@pytest.mark.parametrize(("source", "target", "root", "sentence"), ROOTS)
def test_root(nlp: Language, source: str, target: str, root: str, sentence: str) -> None:
    assert root_of(nlp(sentence), source, target) == root


def test_root_of_a_sentence_without_events_is_still_a_root(nlp: Language) -> None:
    assert root_of(nlp("Norway is north of Chad."), "Norway", "Chad").lower().title() in TYPES


def test_cue_that_is_a_verbal_event_is_realized(nlp: Language) -> None:
    doc = nlp("The mayor urged the council to build the bridge.")
    statement = next(s for s in doc._.sayso_statements if s.cue_lemma == "urge")
    assert statement.realizes is not None
    assert doc._.sayso_events[statement.realizes].type == "Request"


def test_speech_is_the_occasion_of_what_is_said_in_it(nlp: Language) -> None:
    doc = nlp("In a speech in Oslo, Ann Lee said the bridge was a gift. Lee said it would last.")
    attributed = [s for s in doc._.sayso_statements if s.cue]
    assert attributed
    occasions = {statement.occasion for statement in attributed}
    assert len(occasions) == 1
    (occasion,) = occasions
    assert occasion is not None
    event = doc._.sayso_events[occasion]
    assert event.type == "Speak"
    assert names(doc, event.agents) == ["Ann Lee"]


def test_another_speaker_is_not_on_the_same_occasion(nlp: Language) -> None:
    doc = nlp("In a speech, Ann Lee said the bridge was a gift. Bob Roy said it would fall.")
    by_speaker = {
        name: statement.occasion
        for statement in doc._.sayso_statements
        for name in names(doc, statement.speakers)
    }
    assert by_speaker["Ann Lee"] is not None
    assert by_speaker["Bob Roy"] is None


def test_network_is_an_occasion(nlp: Language) -> None:
    doc = nlp("“The bridge is a gift,” Ann Lee wrote on Twitter.")
    (statement,) = [s for s in doc._.sayso_statements if s.cue]
    assert statement.occasion is not None
    assert doc._.sayso_events[statement.occasion].triggers[0].of(doc.text) == "Twitter"


def test_events_without_mentions_or_statements(nlp: Language) -> None:
    bare = spacy.blank("en").make_doc("Russia attacked Ukraine.")
    extensions.register()
    annotate_events(bare)
    assert bare._.sayso_events == []
    doc = nlp("Russia attacked Ukraine.")
    doc._.sayso_mentions, doc._.sayso_entities, doc._.sayso_events = [], [], []
    annotate_events(doc)
    (event,) = doc._.sayso_events
    assert event.agents == ()
    assert [span.of(doc.text) for span in event.participants] == ["Russia", "Ukraine"]


def test_event_dated_after_publication_is_planned(nlp: Language) -> None:
    text = "Norway holds an election on June 5, 2021."
    assert event_at(nlp(text), "election").actuality == "actual"
    doc = nlp.make_doc(text)
    doc.user_data["sayso_published"] = "2021-03-13"
    for _, component in nlp.pipeline:
        doc = component(doc)
    event = event_at(doc, "election")
    assert (event.actuality, event.orientation) == ("planned", "future")


def test_presupposed_target_of_a_label_is_actual(nlp: Language) -> None:
    doc = nlp("Norway described its attack on the port as a defensive measure.")
    assert event_at(doc, "attack").actuality == "actual"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_article_is_read_the_same_twice_and_points_nowhere_outside(
    nlp: Language, path: Path
) -> None:
    text = path.read_text("utf-8")
    doc = nlp(text)
    assert doc._.sayso_events == nlp(text)._.sayso_events
    assert doc._.sayso_assessments == nlp(text)._.sayso_assessments
    entities, statements = len(doc._.sayso_entities), len(doc._.sayso_statements)
    assert len(doc._.sayso_events) >= 5
    for event in doc._.sayso_events:
        places = () if event.place is None else (event.place,)
        for number in (*event.agents, *event.recipients, *event.themes, *places):
            assert 0 <= number < entities
        assert all(0 <= number < statements for number in event.statements)
        assert event.time is None or 0 <= event.time < len(doc._.sayso_times)
        assert all(span.end <= len(text) for span in (*event.triggers, *event.participants))
    for statement in doc._.sayso_statements:
        for event_number in (statement.realizes, statement.occasion):
            assert event_number is None or 0 <= event_number < len(doc._.sayso_events)
    for one in doc._.sayso_propositions:
        assert one.evidence.end <= len(text)
        assert one.event is None or 0 <= one.event < len(doc._.sayso_events)


def test_definite_noun_refers_back_to_an_event(nlp: Language) -> None:
    doc = nlp("Norway held talks with Chad. The talks ended in Oslo.")
    event = event_at(doc, "talks")
    assert [trigger.of(doc.text) for trigger in event.triggers].count("talks") == 2


def test_noun_with_another_participant_is_another_event(nlp: Language) -> None:
    doc = nlp("The attack on Norway failed. The attack on Chad failed too.")
    attacks = [event for event in doc._.sayso_events if event.type == "Assault"]
    assert [names(doc, event.recipients) for event in attacks] == [["Norway"], ["Chad"]]


def test_statement_given_by_another_component_is_used(nlp: Language) -> None:
    doc = nlp("Norway attacked Chad.")
    content = Span(0, len(doc.text))
    doc._.sayso_statements = [Statement((), (), (content,), QuoteForm.INDIRECT)]
    annotate_events(doc)
    (event,) = doc._.sayso_events
    assert (event.actuality, event.statements) == ("claimed", (0,))


def _entries() -> list[VerbEntry | NounEntry]:
    found: list[VerbEntry | NounEntry] = []
    for some in verbs().values():
        found.extend(some)
    for others in nouns().values():
        found.extend(others)
    return found


def test_lexicon_is_large_and_names_only_known_types() -> None:
    assert {entry.type for entry in _entries()} <= TYPES
    assert sum(map(len, verbs().values())) >= 700
    assert sum(map(len, nouns().values())) >= 350


def test_modes_of_the_lexicon_are_in_the_ontology() -> None:
    ontology = (folder("ontology") / "events.ttl").read_text("utf-8")
    for mode in sorted({entry.mode for entry in _entries() if entry.mode}):
        assert f"mode:{mode} a :EventMode" in ontology, mode
