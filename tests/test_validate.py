"""The validator: the screen agrees with pySHACL, and findings say what is wrong in which words."""

import dataclasses
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from sayso import assets
from sayso.errors import InputError, UsageError
from sayso.mapping import map_extraction
from sayso.model import Article, Extraction, Span
from sayso.validate import Finding, Validator
from sayso.validate.index import Index
from sayso.validate.judge import Judge
from sayso.validate.screen import Screen
from sayso.validate.shapes import ShapesGraph, read_ontology
from sayso.vocabulary import nif, sayso

CASES = Path(__file__).parent / "shapes"
COMMON = CASES / "common.ttl"
CASE = "https://example.org/case/"


@cache
def parts() -> tuple[ShapesGraph, Screen, Judge]:
    shapes = ShapesGraph(assets.folder("shapes"))
    ontology = read_ontology(assets.folder("ontology"))
    return shapes, Screen(shapes, ontology), Judge(shapes, ontology)


@cache
def validator() -> Validator:
    return Validator()


@cache
def common() -> tuple[Quad, ...]:
    return tuple(parse(path=COMMON, format=RdfFormat.TURTLE))


def index_of(quads: list[Quad]) -> Index:
    return Index(quads, read_ontology(assets.folder("ontology")).hierarchy)


def assert_agreement(quads: list[Quad]) -> None:
    """Compare what pySHACL alone finds in all that the shapes aim at with what is left to it."""
    shapes, screen, judge = parts()
    index = index_of(quads)
    alone = set(judge.faults(index, dict.fromkeys(shape.value for shape in shapes.shapes)))
    assert set(judge.faults(index, screen.doubts(index))) == alone


@pytest.mark.parametrize(
    "path", sorted(CASES.glob("*/*.ttl")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_screen_and_pyshacl_agree_on_the_cases(path: Path) -> None:
    assert_agreement([*common(), *parse(path=path, format=RdfFormat.TURTLE)])


def mutated(quads: list[Quad], draw: st.DataObject) -> list[Quad]:
    """Take away, redirect or swap a few triples, so that anything may be wrong."""
    subjects = [quad.subject for quad in quads]
    objects = [quad.object for quad in quads] + [
        Literal("x"),
        Literal(-1),
        Literal("1.5", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
        BlankNode("somebody"),
    ]
    for _ in range(draw.draw(st.integers(1, 4))):
        place = draw.draw(st.integers(0, len(quads) - 1))
        quad = quads[place]
        change = draw.draw(st.sampled_from(("drop", "object", "subject", "add")))
        if change == "drop":
            del quads[place]
        elif change == "subject":
            quads[place] = Quad(draw.draw(st.sampled_from(subjects)), quad.predicate, quad.object)
        else:
            other = Quad(quad.subject, quad.predicate, draw.draw(st.sampled_from(objects)))
            if change == "object":
                quads[place] = other
            else:
                quads.append(other)
    return quads


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_screen_and_pyshacl_agree_on_whatever_is_wrong(data: st.DataObject) -> None:
    assert_agreement(mutated(list(common()), data))


@cache
def handmade() -> tuple[Quad, ...]:
    """Return a hand-made graph of 2,600 triples, which is not a part of the project."""
    path = Path(__file__).parents[2] / "shared" / "founding" / "gold.trig"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    text = path.read_text(encoding="utf-8").replace("nonNegativeInteger", "integer")
    return tuple(parse(text, format=RdfFormat.TRIG))


def test_a_large_handmade_graph_conforms() -> None:
    assert validator().validate_graph(handmade()) == ()


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_screen_and_pyshacl_agree_on_a_large_graph_with_faults(data: st.DataObject) -> None:
    assert_agreement(mutated(list(handmade()), data))


def test_a_shape_that_the_screen_does_not_know_is_left_to_pyshacl(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <urn:own#> .\n"
        "@prefix sayso: <https://w3id.org/sayso/ns#> .\n"
        ":Unique a sh:NodeShape ; sh:targetClass sayso:Person ; sh:property [\n"
        '  sh:path sayso:name ; sh:uniqueLang true ; sh:message "One name a language." ] .\n'
        ":Short a sh:NodeShape ; sh:targetClass sayso:Person ; sh:property [\n"
        '  sh:path sayso:name ; sh:maxLength 3 ; sh:message "A short name." ] .\n'
    )
    own = Validator(shapes=tmp_path)
    assert len(own.screen.opaque) == 2
    assert [finding.message for finding in own.validate_graph(common())] == ["A short name."]


def test_a_value_that_pyshacl_cannot_compare_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <urn:own#> .\n"
        "@prefix sayso: <https://w3id.org/sayso/ns#> .\n"
        ":Before a sh:NodeShape ; sh:targetSubjectsOf sayso:begins ; sh:property [\n"
        '  sh:path sayso:begins ; sh:lessThan sayso:ends ; sh:message "Begins first." ] .\n'
    )
    day = NamedNode(CASE + "day")
    quads = [
        Quad(day, NamedNode(sayso.begins), BlankNode("monday")),
        Quad(day, NamedNode(sayso.ends), Literal(2)),
    ]
    (finding,) = Validator(shapes=tmp_path).validate_graph(quads)
    assert finding.message.startswith("This cannot be checked")


def article() -> Article:
    text = next(q.object for q in common() if q.predicate.value == nif.isString)
    assert isinstance(text, Literal)
    return Article(text.value, "d" * 64, (Span(0, len(text.value)),), title="The bridge")


def without(predicate: str, subject: str) -> list[Quad]:
    gone = (NamedNode(CASE + subject), NamedNode(predicate))
    return [quad for quad in common() if (quad.subject, quad.predicate) != gone]


def test_a_finding_says_what_is_wrong_where_and_in_which_words() -> None:
    (finding,) = validator().validate(without(sayso.polarity, "view"), article())
    assert finding == Finding(
        article="d" * 64,
        title="The bridge",
        message="A characterization or stance must be positive, negative, neutral or mixed.",
        severity="violation",
        focus=CASE + "view",
        shape="https://w3id.org/sayso/shapes#Evaluation",
        words="a gift",
        span=Span(55, 61),
    )


def test_without_an_article_the_graph_names_it() -> None:
    (finding,) = validator().validate_graph(without(sayso.polarity, "view"))
    assert (finding.title, finding.words, len(finding.article)) == ("The bridge", "a gift", 64)


def test_words_are_found_over_two_steps() -> None:
    (finding,) = validator().validate_graph(without(sayso.predicateLemma, "safety"))
    assert finding.message == "A proposition must have a predicate."
    assert finding.words == "the bridge is safe"


def test_offsets_are_checked_against_the_article_when_the_graph_withholds_its_text() -> None:
    quads = [quad for quad in common() if quad.predicate.value != nif.isString]
    assert validator().validate(quads, article()) == ()
    moved = dataclasses.replace(article(), text=" " + article().text)
    findings = validator().validate(quads, moved)
    spans = {quad.subject for quad in quads if quad.predicate.value == nif.beginIndex}
    assert len(findings) == len(spans)
    assert {finding.message for finding in findings} == {
        "The offsets of a span must lead to its words in the article's text."
    }


def test_findings_come_in_the_order_of_the_text_and_are_the_same_each_time() -> None:
    quads = [quad for quad in common() if quad.predicate.value != nif.referenceContext]
    first = validator().validate(quads, article())
    assert first == validator().validate(list(reversed(quads)), article())
    starts = [finding.span.start for finding in first if finding.span]
    assert starts == sorted(starts) and len(starts) > 5


def test_a_graph_made_by_the_mapping_conforms(extraction: Extraction) -> None:
    graph = map_extraction(extraction)
    assert validator().validate((*graph.quads, *graph.provenance), extraction.article) == ()


def test_files_that_are_no_graphs_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("this is no Turtle")
    with pytest.raises(InputError, match=r"broken\.ttl"):
        validator().validate_file(broken)
    with pytest.raises(InputError, match="ending"):
        validator().validate_file(tmp_path / "graph.docx")
    with pytest.raises(UsageError, match="no shapes"):
        Validator(shapes=tmp_path / "nothing")


def renamed(iri: str, number: int) -> NamedNode:
    return NamedNode(iri.replace(CASE, f"{CASE}{number}/"))


def large(copies: int) -> list[Quad]:
    """Return the common graph so many times, each with its own names."""
    found: list[Quad] = []
    for number in range(copies):
        for quad in common():
            assert isinstance(quad.subject, NamedNode)
            value = quad.object
            if isinstance(value, NamedNode):
                value = renamed(value.value, number)
            found.append(Quad(renamed(quad.subject.value, number), quad.predicate, value))
    return found


def test_an_article_of_4000_triples_takes_a_tenth_of_a_second() -> None:
    quads = large(4000 // len(common()) + 1)
    assert len(quads) > 4000
    used = []
    for _ in range(3):
        start = time.process_time()
        assert validator().validate_graph(quads) == ()
        used.append(time.process_time() - start)
    assert min(used) < 0.10
