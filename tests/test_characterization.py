"""Characterizations and stances against cases in files, and what must hold of them in any text."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate.annotator import load_pipeline
from sayso.annotate.characterization import lexicon, to_record
from sayso.annotate.characterization.polarity import stance_of
from sayso.assets import folder
from sayso.model import Characterization, Polarity, QuoteForm, RefKind, Span

FOLDER = Path(__file__).parent / "characterization"


def cases(*names: str) -> list[tuple[str, str, set[str]]]:
    """Return title, text and expected lines of each case in the files."""
    found = []
    for name in names:
        for block in re.split(r"(?m)^## ", (FOLDER / name).read_text("utf-8"))[1:]:
            title, *lines = [line for line in block.splitlines() if line]
            text = " ".join(line for line in lines if not line.startswith("= "))
            expected = {line[2:] for line in lines if line.startswith("= ")}
            found.append((f"{name}: {title}", text, expected - {"nothing"}))
    return found


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.fixture(scope="module")
def rules() -> Language:
    return load_pipeline(profile="fast")


def line_of(text: str, item: Characterization) -> str:
    assert item.holder is not None
    words = [item.holder.of(text), item.target.of(text), item.attribute.of(text)]
    words += [str(item.form), str(item.polarity)]
    words += ["negated"] * item.negated + ["self"] * item.self_directed
    return " | ".join(words)


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    cases("frames.txt", "content.txt", "caution.txt"),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_finds_who_presents_whom_as_what(
    nlp: Language, title: str, text: str, expected: set[str]
) -> None:
    doc = nlp(text)
    assert {line_of(text, item) for item in doc._.sayso_characterizations} == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    cases("frames.txt", "content.txt", "caution.txt", "nested.txt"),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_rules_alone_find_it_too(
    rules: Language, title: str, text: str, expected: set[str]
) -> None:
    doc = rules(text)
    assert {line_of(text, item) for item in doc._.sayso_characterizations} == expected


def added(doc: Doc) -> list[str]:
    own = (s for s in doc._.sayso_statements if s.rule.startswith("characterization."))
    return [statement.cue[0].of(doc.text) for statement in own]


def test_adds_what_others_call_somebody_inside_a_statement(nlp: Language, rules: Language) -> None:
    text = "“They called me a coward,” Maria Ruiz said."
    assert added(rules(text)) == ["called"]
    assert added(nlp(text)) == ["called"]


def test_adds_attitudes_outside_other_statements_only(nlp: Language, rules: Language) -> None:
    outside = "The residents support the council."
    inside = "Maria Ruiz said that the residents support the council."
    assert added(rules(outside)) == ["support"]
    assert added(rules(inside)) == added(nlp(inside)) == []


def test_tells_of_thinking_in_the_statement_around_it(nlp: Language) -> None:
    text = "“I think she is the finest coach in the league,” Ode said."
    doc = nlp(text)
    (item,) = doc._.sayso_characterizations
    assert item.cue is not None
    assert item.cue.of(text) == "think"
    statement = doc._.sayso_statements[item.statement]
    assert [cue.of(text) for cue in statement.cue] == ["said"]
    assert item.evaluator == statement.speakers[0]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    cases("stances.txt"),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_finds_attitudes_without_a_label(
    nlp: Language, title: str, text: str, expected: set[str]
) -> None:
    doc = nlp(text)
    found = {f"{stance.evidence.of(text)} | {stance.polarity}" for stance in doc._.sayso_stances}
    assert found == expected


def consistent(doc: Doc) -> None:
    """Check what the later stages rely on: positions, spans, and one statement for a cue."""
    statements, entities = doc._.sayso_statements, doc._.sayso_entities
    for item in (*doc._.sayso_characterizations, *doc._.sayso_stances):
        assert 0 <= item.statement < len(statements)
        ref = item.characterized if isinstance(item, Characterization) else item.target
        assert ref is None or (ref.kind is RefKind.ENTITY and ref.index < len(entities))
        assert item.ultimate is None or item.ultimate < len(entities)
        assert item.evaluator is None or item.evaluator < len(entities)
        assert 0 <= item.confidence <= 1
    for item in doc._.sayso_characterizations:
        for span in (item.target, item.attribute, item.holder, item.cue):
            assert span is None or span.end <= len(doc.text)
        assert item.attribute.of(doc.text).strip() == item.attribute.of(doc.text)
        record = to_record(doc, item)
        words = record["attribute"]
        assert doc.text[words["start"] : words["end"]] == words["text"]
    for index, statement in enumerate(statements):
        assert statement.parent is None or statement.parent != index
        if statement.rule.startswith("characterization."):
            others = (s for s in statements if s is not statement)
            assert not any(cue.overlaps(statement.cue[0]) for s in others for cue in s.cue)


def test_holds_together_in_the_example_articles(nlp: Language) -> None:
    total = 0
    for path in sorted((folder("examples") / "articles").glob("*.txt")):
        doc = nlp(path.read_text("utf-8").replace("\n", " "))
        consistent(doc)
        total += len(doc._.sayso_characterizations)
    assert total


WORDS = st.sampled_from(
    (FOLDER / "words.txt").read_text("utf-8").split()  # the words that the rules look at
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=30))
def test_no_text_breaks_it(nlp: Language, words: list[str]) -> None:
    consistent(nlp(" ".join(words)))


def test_twice_the_same(nlp: Language) -> None:
    text = "Critics called the treaty a disgrace. “It is a disaster,” Ortega said."
    first, second = nlp(text), nlp(text)
    assert first._.sayso_characterizations == second._.sayso_characterizations
    assert first._.sayso_statements == second._.sayso_statements


def test_a_cue_makes_a_statement_with_its_own_spans(nlp: Language) -> None:
    text = "Critics branded the ferry “unsafe”."
    doc = nlp(text)
    (item,) = doc._.sayso_characterizations
    statement = doc._.sayso_statements[item.statement]
    assert statement.source == (Span(0, 7),)
    assert [cue.of(text) for cue in statement.cue] == ["branded"]
    assert statement.form is QuoteForm.MIXED


@pytest.mark.parametrize(
    ("value", "negated", "verb", "expected"),
    [
        (2.0, False, 0, Polarity.POSITIVE),
        (2.0, True, 0, Polarity.NEGATIVE),
        (0.0, True, 0, Polarity.NEUTRAL),
        (0.0, False, -1, Polarity.NEGATIVE),
        (0.5, False, 0, Polarity.NEUTRAL),
    ],
)
def test_negation_turns_the_attitude(
    value: float, negated: bool, verb: int, expected: Polarity
) -> None:
    assert stance_of(value, negated, verb) is expected


def test_speech_acts_are_of_the_ontology() -> None:
    ontology = (folder("ontology") / "core.ttl").read_text("utf-8")
    acts = {frame.act for frames in lexicon.verb_frames().values() for frame in frames}
    for word_class in ("verbs", "nouns"):
        acts |= {word.act for word in lexicon.stance_words(word_class).values()}
    assert acts
    for act in acts:
        assert re.search(rf"(?m)^:{act} a :SpeechActType", ontology), act


def test_lexicons_say_whose_they_are() -> None:
    lexicons = Path(lexicon.__file__).parent.parent / "lexicons"
    for name in ("characterizing_verbs", "evaluative_words", "stance_verbs", "valence_vader"):
        head = (lexicons / f"{name}.tsv").read_text("utf-8").split("\n\n")[0]
        assert "MIT" in head


def test_is_less_sure_where_a_pronoun_names_nobody(nlp: Language) -> None:
    named = nlp("Critics called the treaty a disgrace.")._.sayso_characterizations
    unnamed = nlp("Critics called that a disgrace.")._.sayso_characterizations
    assert [item.rule for item in named] == [item.rule for item in unnamed]
    assert unnamed[0].confidence < 0.4 < named[0].confidence


def test_a_record_tells_whether_the_words_are_quoted(nlp: Language) -> None:
    text = "Critics branded the ferry “unsafe”. Critics called the treaty a disgrace."
    doc = nlp(text)
    records = [to_record(doc, item) for item in doc._.sayso_characterizations]
    assert [(r["attribute"]["text"], r["quoted"]) for r in records] == [
        ("unsafe", True),
        ("disgrace", False),
    ]


def test_an_act_goes_by_its_own_words(nlp: Language) -> None:
    text = "The bishop said it is outrageous to close the shelter."
    (item,) = nlp(text)._.sayso_characterizations
    assert item.characterized is None  # so that the graph names it by the words of the target
    assert item.target.of(text) == "to close the shelter"


def test_another_tells_of_the_speaker_of_a_quotation(rules: Language) -> None:
    doc = rules("“They called me a coward,” Maria Ruiz said.")
    (item,) = doc._.sayso_characterizations
    assert item.characterized is not None
    assert doc._.sayso_entities[item.characterized.index].name == "Maria Ruiz"
    assert item.characterized.index != item.evaluator
