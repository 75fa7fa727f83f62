"""From extractions to graphs: everything arrives, every span is exact, nothing is asserted."""

import dataclasses
import hashlib
import time
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from sayso import vocabulary
from sayso.mapping import map_extraction
from sayso.mapping.names import Names
from sayso.model import (
    Article,
    Certainty,
    Entity,
    EntityType,
    Extraction,
    Mention,
    MentionKind,
    Provenance,
    QuoteForm,
    Ref,
    RefKind,
    Span,
    Statement,
    TimeOrientation,
)
from sayso.vocabulary import nif, prov, sayso, schema

GOLDEN = Path(__file__).parent / "golden" / "bridge.trig"
TYPE = NamedNode(vocabulary.rdf.type)
MADE_BY = Provenance("0.1.0", "fast", "en_core_web_sm", "3.8.0")


def nodes(quads: tuple[Quad, ...], class_iri: str) -> list[NamedNode]:
    found = [q.subject for q in quads if q.predicate == TYPE and q.object == NamedNode(class_iri)]
    assert all(isinstance(node, NamedNode) for node in found)
    return found  # type: ignore[return-value]


def values(quads: tuple[Quad, ...], subject: object, predicate: str) -> list[str]:
    return [
        q.object.value  # type: ignore[union-attr]
        for q in quads
        if q.subject == subject and q.predicate == NamedNode(predicate)
    ]


def canonical(quads: tuple[Quad, ...]) -> list[str]:
    return sorted(str(quad) for quad in quads)


# ---------- the sample article, whole


def test_the_sample_article_has_the_golden_graph(extraction: Extraction) -> None:
    graph = map_extraction(extraction)
    expected = tuple(pyoxigraph.parse(path=str(GOLDEN), format=RdfFormat.TRIG))
    assert canonical((*graph.quads, *graph.provenance)) == canonical(expected)


def test_all_quads_lie_in_the_two_graphs(extraction: Extraction) -> None:
    graph = map_extraction(extraction)
    assert {quad.graph_name for quad in graph.quads} == {graph.iri}
    assert {quad.graph_name for quad in graph.provenance} == {graph.provenance_iri}
    assert graph.iri.value == (
        f"https://example.org/sayso/article/{extraction.article.digest[:16]}/graph"
    )


def test_only_terms_of_the_ontology_are_used(extraction: Extraction) -> None:
    graph = map_extraction(extraction)
    known = {
        term
        for namespace in vars(vocabulary).values()
        if isinstance(namespace, type)
        for term in vars(namespace).values()
        if isinstance(term, str)
    }
    predicates = {quad.predicate.value for quad in (*graph.quads, *graph.provenance)}
    classes = {q.object.value for q in (*graph.quads, *graph.provenance) if q.predicate == TYPE}  # type: ignore[union-attr]
    assert predicates <= known
    assert classes <= known


def test_nothing_relates_entities_but_membership(extraction: Extraction) -> None:
    """What a source says never becomes a triple between those it speaks of."""
    names = Names(extraction, "https://example.org/sayso/")
    entities = set(names.entities)
    between = {
        quad.predicate.value
        for quad in map_extraction(extraction).quads
        if quad.subject in entities and quad.object in entities
    }
    assert between == {sayso.memberOf}


# ---------- nothing of the model is lost

# What does not reach the graph on purpose, with the reason.
LEFT_OUT = {
    ("Article", "blocks"): "derived from the text",
    ("Article", "origin"): "kept beside the graphs, as it may name folders of a machine",
    ("Mention", "head"): "grammar, which the JSON lines keep",
    ("Mention", "role"): "the words of a RoleHolding",
    ("Quotation", "inner"): "the quoted words without their marks",
    ("Statement", "level"): "counted from the parents",
}


def changed(value: object, field: str) -> Iterator[object]:
    """Yield other values that could stand in the place of `value`."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, Enum):
        yield next(member for member in type(value) if member is not value)
    elif isinstance(value, float):
        yield 0.1234
    elif isinstance(value, Span):
        yield Span(value.start, value.end + 1)
        yield Span(value.start + 1, value.end + 1)
    elif isinstance(value, Ref):
        yield Ref(value.kind, 2 if value.index != 2 and value.kind is RefKind.ENTITY else 1)
    elif isinstance(value, str):
        yield "2020-01-01" if field in {"begins", "ends", "published"} else value + "x"
    elif isinstance(value, int):
        yield value + 1 if value == 0 else value - 1
    elif isinstance(value, tuple):
        yield value[:-1]
        yield tuple(next(changed(item, field)) for item in value)


def alternatives(extraction: Extraction) -> Iterator[tuple[str, str, Extraction]]:
    for part in dataclasses.fields(extraction):
        whole = getattr(extraction, part.name)
        items = whole if isinstance(whole, tuple) else (whole,)
        for position, item in enumerate(items):
            if isinstance(item, Span):
                continue
            for field in dataclasses.fields(item):
                value = getattr(item, field.name)
                if value is None or value == ():
                    continue
                for other in changed(value, field.name):
                    new = dataclasses.replace(item, **{field.name: other})
                    replaced = (
                        (*items[:position], new, *items[position + 1 :])
                        if isinstance(whole, tuple)
                        else new
                    )
                    yield (
                        type(item).__name__,
                        field.name,
                        dataclasses.replace(extraction, **{part.name: replaced}),  # type: ignore[arg-type]
                    )


def test_every_field_makes_a_difference_to_the_graph(extraction: Extraction) -> None:
    graph = map_extraction(extraction)
    before = canonical((*graph.quads, *graph.provenance))
    tried, with_effect = set(), set()
    for owner, field, other in alternatives(extraction):
        tried.add((owner, field))
        graph = map_extraction(other)
        if canonical((*graph.quads, *graph.provenance)) != before:
            with_effect.add((owner, field))
    assert tried - with_effect == set(LEFT_OUT)
    # The sample leaves no field of the model empty, so that none escapes this test.
    everything = {
        (type(item).__name__, field.name)
        for item in parts(extraction)
        for field in dataclasses.fields(item)
    }
    assert everything == tried


def parts(extraction: Extraction) -> Iterator[Any]:
    for field in dataclasses.fields(extraction):
        value = getattr(extraction, field.name)
        yield from (
            (item for item in value if not isinstance(item, Span))
            if isinstance(value, tuple)
            else (value,)
        )


# ---------- sources


def statement_graph(statement: Statement, *entities: Entity, **more: object) -> tuple[Quad, ...]:
    text = "The report says so. They say no."
    extraction = Extraction(
        article_of(text),
        MADE_BY,
        statements=(statement,),
        entities=entities,
        **more,  # type: ignore[arg-type]
    )
    return map_extraction(extraction).quads


def article_of(text: str) -> Article:
    return Article(text, hashlib.sha256(text.encode()).hexdigest(), (Span(0, len(text)),))


SAYS = Statement((Span(0, 10),), (Span(11, 15),), (Span(16, 18),), QuoteForm.INDIRECT)


def source_of(quads: tuple[Quad, ...]) -> NamedNode:
    (statement,) = nodes(quads, sayso.Statement)
    (source,) = values(quads, statement, sayso.source)
    return NamedNode(source)


def test_an_unnamed_source_is_an_actor_of_that_statement_alone() -> None:
    quads = statement_graph(SAYS)
    source = source_of(quads)
    assert nodes(quads, sayso.AnonymousActor) == [source]
    assert values(quads, source, sayso.name) == ["The report"]
    without_words = statement_graph(dataclasses.replace(SAYS, source=()))
    source = source_of(without_words)
    assert values(without_words, source, sayso.name) == ["an unnamed source"]
    (evidence,) = values(without_words, source, sayso.evidence)
    assert evidence.endswith("/span/11-15-cue")


def test_a_work_that_speaks_has_an_actor_behind_it() -> None:
    quads = statement_graph(
        dataclasses.replace(SAYS, speakers=(0,)),
        Entity("The report", EntityType.WORK),
        mentions=(Mention(Span(0, 10), Span(4, 10), MentionKind.NOMINAL, 0),),
    )
    source = source_of(quads)
    assert nodes(quads, sayso.Actor) == [source]
    (work,) = nodes(quads, sayso.Work)
    assert source != work
    # The words refer to the work, so they are no mention of the source.
    (statement,) = nodes(quads, sayso.Statement)
    assert values(quads, statement, sayso.sourceMention) == []
    assert len(values(quads, statement, sayso.sourceSpan)) == 1


def test_a_place_that_speaks_is_a_state() -> None:
    quads = statement_graph(
        dataclasses.replace(SAYS, speakers=(0,)), Entity("Gaza", EntityType.PLACE)
    )
    assert nodes(quads, sayso.GeopoliticalEntity) == [source_of(quads)]


def test_what_the_article_says_itself_comes_from_its_voice() -> None:
    quads = statement_graph(dataclasses.replace(SAYS, form=QuoteForm.AUTHORIAL))
    assert nodes(quads, sayso.ArticleVoice) == [source_of(quads)]


def test_words_that_are_a_mention_name_the_source() -> None:
    quads = statement_graph(
        SAYS,
        Entity("The report", EntityType.ORGANIZATION),
        mentions=(Mention(Span(0, 10), Span(4, 10), MentionKind.NOMINAL, 0),),
    )
    assert nodes(quads, sayso.Organization) == [source_of(quads)]


@pytest.mark.parametrize(
    ("entity", "classes"),
    [
        (Entity("officials", EntityType.PERSON, collective=True), {"CollectiveActor"}),
        (
            Entity("officials", EntityType.PERSON, collective=True, anonymous=True),
            {"CollectiveActor", "AnonymousActor"},
        ),
        (Entity("an aide", EntityType.PERSON, anonymous=True), {"Person", "AnonymousActor"}),
        (Entity("the coast", EntityType.PLACE, anonymous=True, collective=True), {"Place"}),
        (Entity("somebody", EntityType.ANONYMOUS), {"AnonymousActor"}),
    ],
)
def test_classes_that_exclude_each_other_never_meet(entity: Entity, classes: set[str]) -> None:
    quads = map_extraction(Extraction(article_of("x"), MADE_BY, entities=(entity,))).quads
    found = {q.object.value for q in quads if q.predicate == TYPE and "/entity/" in q.subject.value}  # type: ignore[union-attr]
    assert found == {vocabulary.SAYSO + name for name in classes}


def test_statements_in_a_ring_keep_their_own_level() -> None:
    ring = (
        dataclasses.replace(SAYS, parent=1, level=3),
        dataclasses.replace(SAYS, cue=(Span(20, 24),), parent=0, level=4),
    )
    extraction = Extraction(
        article_of("The report says so. They say no."), MADE_BY, statements=ring
    )
    quads = map_extraction(extraction).quads
    levels = [values(quads, node, sayso.nestingLevel) for node in nodes(quads, sayso.Statement)]
    assert levels == [["3"], ["4"]]


def test_an_events_own_reading_becomes_an_assessment(extraction: Extraction) -> None:
    future = dataclasses.replace(
        extraction.events[0], certainty=Certainty.POSSIBLE, orientation=TimeOrientation.FUTURE
    )
    told = dataclasses.replace(extraction, events=(future, extraction.events[1]), assessments=())
    quads = map_extraction(told).quads
    (assessment,) = nodes(quads, sayso.Assessment)
    names = Names(told, "https://example.org/sayso/")
    assert values(quads, assessment, sayso.evaluator) == [names.entities[2].value]
    assert values(quads, assessment, sayso.certainty) == [vocabulary.SAYSO + "possible"]
    plain = dataclasses.replace(extraction, assessments=())
    assert nodes(map_extraction(plain).quads, sayso.Assessment) == []


# ---------- what is optional, what is refused, what it costs


def test_without_the_text_only_the_words_of_annotations_remain(extraction: Extraction) -> None:
    graph = map_extraction(extraction, with_text=False)
    assert nodes(graph.quads, sayso.Sentence) == []
    predicates = {quad.predicate.value for quad in graph.quads}
    assert not predicates & {nif.isString, sayso.inSentence}
    assert nodes(graph.quads, sayso.Statement) != []
    assert values(
        graph.quads, NamedNode(graph.iri.value[: -len("/graph")] + "/text"), sayso.textDigest
    )


def test_provenance_names_program_model_and_profile_and_no_time(extraction: Extraction) -> None:
    graph = map_extraction(extraction)
    run = graph.run
    assert values(graph.provenance, graph.iri, prov.wasGeneratedBy) == [run.value]
    assert values(graph.provenance, run, sayso.modelName) == ["en_core_web_sm"]
    assert values(graph.provenance, run, sayso.modelVersion) == ["3.8.0"]
    assert values(graph.provenance, run, sayso.profile) == ["fast"]
    assert not any(
        isinstance(q.object, Literal) and q.object.datatype.value == vocabulary.xsd.dateTime
        for q in graph.provenance
    )


def test_a_span_beyond_the_text_is_refused() -> None:
    mention = Mention(Span(0, 99), Span(0, 1), MentionKind.NAME, 0)
    broken = Extraction(
        article_of("short"), MADE_BY, mentions=(mention,), entities=(Entity("x", EntityType.IDEA),)
    )
    with pytest.raises(ValueError, match="beyond the text"):
        map_extraction(broken)


def test_the_article_is_described(extraction: Extraction) -> None:
    quads = map_extraction(extraction).quads
    (article,) = nodes(quads, sayso.Article)
    assert values(quads, article, schema.headline) == ["Council approves bridge"]
    assert values(quads, article, schema.author) == ["Jo Pé"]


def test_the_same_extraction_gives_the_same_quads_in_the_same_order(
    make_extraction: Callable[[], Extraction],
) -> None:
    assert map_extraction(make_extraction()) == map_extraction(make_extraction())


def test_mapping_takes_little_time(extraction: Extraction) -> None:
    """Some 420 quads in the sample; the bound is ten times what it was measured to take."""
    began = time.process_time()
    for _ in range(10):
        map_extraction(extraction)
    assert (time.process_time() - began) / 10 < 0.025
