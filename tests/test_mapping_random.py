"""Extractions at random: no span is misplaced, no name is shared, nothing gets lost in a store."""

import hashlib
from collections import defaultdict

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, RdfFormat

from sayso.mapping import map_extraction
from sayso.mapping.names import Names
from sayso.model import (
    Article,
    Assessment,
    Certainty,
    Characterization,
    Entity,
    EntityType,
    Extraction,
    Mention,
    MentionKind,
    Polarity,
    Provenance,
    QuoteForm,
    Ref,
    RefKind,
    Span,
    Statement,
    TimeOrientation,
)
from sayso.vocabulary import nif, sayso

MADE_BY = Provenance("0.1.0", "fast", "en_core_web_sm", "3.8.0")


def article_of(text: str) -> Article:
    return Article(text, hashlib.sha256(text.encode()).hexdigest(), (Span(0, len(text)),))


def wrong_spans(quads: tuple[Quad, ...], text: str) -> list[NamedNode]:
    facts: dict[NamedNode, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        facts[quad.subject][quad.predicate.value].append(quad.object.value)  # type: ignore[index,union-attr]
    wrong = []
    for node, known in facts.items():
        if nif.beginIndex in known:
            (begin,), (end,), (anchor,) = (
                known[nif.beginIndex],
                known[nif.endIndex],
                known[nif.anchorOf],
            )
            if text[int(begin) : int(end)] != anchor or len(known[nif.referenceContext]) != 1:
                wrong.append(node)
    return wrong


def test_every_span_gives_back_its_words(extraction: Extraction) -> None:
    assert wrong_spans(map_extraction(extraction).quads, extraction.article.text) == []


TEXT = "Ünï “quotes” and 🙂 emoji,\r\nlines\tand e\u0301 marks. " * 3


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, len(TEXT) - 2))
    return Span(start, draw(st.integers(start + 1, len(TEXT))))


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    few = st.lists(spans(), max_size=2).map(tuple)
    entity = st.builds(
        Entity,
        st.sampled_from(["Ann", "Ann\nLee", "the a/b", "🙂", ""]),
        st.sampled_from(EntityType),
        st.booleans(),
        st.booleans(),
        st.none(),
        st.sampled_from([None, "Q1"]),
        st.booleans(),
    )
    entities = draw(st.lists(entity, min_size=1, max_size=5).map(tuple))
    which = st.integers(0, len(entities) - 1)
    maybe = st.none() | which
    mention = st.builds(Mention, spans(), spans(), st.sampled_from(MentionKind), which)
    statement = st.builds(
        Statement,
        few,
        few,
        few,
        st.sampled_from(QuoteForm),
        speakers=st.lists(which, max_size=2).map(tuple),
    )
    statements = draw(st.lists(statement, min_size=1, max_size=5).map(tuple))
    said = st.integers(0, len(statements) - 1)
    characterization = st.builds(
        Characterization,
        said,
        st.none() | spans(),
        spans(),
        spans(),
        evaluator=maybe,
        characterized=st.none() | which.map(lambda index: Ref(RefKind.ENTITY, index)),
        ultimate=maybe,
        confidence=st.floats(0, 1),
    )
    assessment = st.builds(
        Assessment,
        said.map(lambda index: Ref(RefKind.STATEMENT, index)),
        st.sampled_from(Certainty),
        st.sampled_from(Polarity),
        st.sampled_from(TimeOrientation),
        maybe,
        st.none() | said,
    )
    return Extraction(
        article_of(TEXT),
        MADE_BY,
        mentions=draw(st.lists(mention, max_size=5).map(tuple)),
        entities=entities,
        statements=statements,
        characterizations=draw(st.lists(characterization, max_size=4).map(tuple)),
        assessments=draw(st.lists(assessment, max_size=4).map(tuple)),
    )


@given(extractions())
def test_any_extraction_keeps_its_offsets_and_survives_a_store(extraction: Extraction) -> None:
    graph = map_extraction(extraction)
    assert wrong_spans(graph.quads, TEXT) == []
    store = pyoxigraph.Store()
    store.extend(graph.quads)
    assert set(store) == set(graph.quads)
    dumped = store.dump(format=RdfFormat.TRIG)
    assert dumped is not None
    assert set(pyoxigraph.parse(dumped, RdfFormat.TRIG)) == set(graph.quads)


@given(extractions())
def test_different_things_have_different_iris(extraction: Extraction) -> None:
    names = Names(extraction, "https://example.org/sayso/")
    for kind in ("mentions", "statements", "characterizations", "assessments"):
        items, iris = getattr(extraction, kind), getattr(names, kind)
        assert len(set(iris)) == len(dict.fromkeys(items))
    quads = map_extraction(extraction).quads
    for functional in (sayso.refersTo, sayso.quoteForm, sayso.polarity, sayso.nestingLevel):
        subjects = [q.subject for q in quads if q.predicate == NamedNode(functional)]
        assert len(subjects) == len(set(subjects))
