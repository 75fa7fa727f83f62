"""RDF that leaves Sayso: independent readers find in it what the store holds, and nothing more."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
)
from pyoxigraph import Store as Oxigraph

from sayso.errors import UsageError
from sayso.export import EVERYTHING, Selection, ending_of, export
from sayso.export.order import TwoTerms
from sayso.export.reified import meant
from sayso.mapping import map_extraction
from sayso.model import Extraction
from sayso.store import Store, store_in_memory
from sayso.vocabulary import RDF, sayso

BASE = "https://example.org/sayso/"
SCHEMA = rdflib.Namespace("https://schema.org/")
SAYSO = rdflib.Namespace("https://w3id.org/sayso/ns#")
NIF = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
REIFIES = NamedNode(f"{RDF}reifies")
ACTORS = NamedNode(f"{BASE}actors")
NAMES = "PREFIX sayso: <https://w3id.org/sayso/ns#> PREFIX rdf: <" + RDF + ">\n"

# rdflib's own readers use what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")


@pytest.fixture
def store(make_extraction: Callable[..., Extraction], sample_text: str) -> Iterator[Store]:
    """Return a store with two articles, and a graph of who is who across them."""
    later = make_extraction(
        sample_text + "More.\n", title="Bridge opens", published="2022-05", identifier="doc-2"
    )
    with store_in_memory(BASE) as opened:
        opened.replace([map_extraction(found, BASE) for found in (make_extraction(), later)])
        actor = NamedNode(f"{BASE}actor/1")
        told = ((sayso.canonicalName, Literal("Ana Ruiz")), (sayso.actorType, Literal("Person")))
        opened.replace_graph(ACTORS, [Quad(actor, NamedNode(p), o, ACTORS) for p, o in told])
        yield opened


def exported(store: Store, path: Path, selection: Selection = EVERYTHING) -> Path:
    export(store, path, selection)
    return path


def asked(place: Oxigraph, query: str) -> list[tuple[str, ...]]:
    answer = place.query(NAMES + query, use_default_graph_as_union=True)
    assert isinstance(answer, QuerySolutions)
    return sorted(tuple(getattr(term, "value", str(term)) for term in row) for row in answer)


@pytest.mark.parametrize(
    ("ending", "reader"), [(".ttl", "turtle"), (".nt", "nt"), (".trig", "trig"), (".nq", "nquads")]
)
def test_rdflib_finds_as_much_as_the_store_holds(
    store: Store, tmp_path: Path, ending: str, reader: str
) -> None:
    file = exported(store, tmp_path / f"graph{ending}")
    found = rdflib.Dataset()
    found.parse(file, format=reader)
    quads = set(store.quads())
    in_one = {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}
    named = ending in (".trig", ".nq")
    assert len(set(found.quads())) == (len(quads) if named else len(in_one))
    assert len({q.graph_name for q in quads}) == 5


def test_lines_of_ntriples_are_told_once(store: Store, tmp_path: Path) -> None:
    lines = exported(store, tmp_path / "graph.nt").read_text("utf-8").splitlines()
    assert len(lines) == len(set(lines))
    assert sum("entity/Person.Ana_Ruiz> <" + sayso.name in line for line in lines) == 1


# What schema.org calls it, and how the same is known in the store.
COUNTED = [
    ("NewsArticle", "?x a sayso:Article"),
    (
        "Quotation",
        "{ ?x sayso:quoteForm sayso:direct . FILTER NOT EXISTS { ?x sayso:isNegated true } } UNION "
        "{ ?s sayso:quotedSpan ?x ; sayso:quoteForm ?form . FILTER(?form != sayso:direct) "
        "FILTER NOT EXISTS { ?s sayso:isNegated true } }",
    ),
    (
        "Claim",
        "{ ?x a sayso:Characterization } UNION { ?x sayso:quoteForm ?form . "
        "FILTER(?form != sayso:direct || EXISTS { ?x sayso:isNegated true }) }",
    ),
]


@pytest.mark.parametrize(("kind", "pattern"), COUNTED)
def test_rdflib_finds_the_quotations_and_claims(
    store: Store, tmp_path: Path, kind: str, pattern: str
) -> None:
    view = rdflib.Graph().parse(exported(store, tmp_path / "said.jsonld"), format="json-ld")
    answer = store.query(f"{NAMES}SELECT DISTINCT ?x WHERE {{ {pattern} }}")
    assert isinstance(answer, QuerySolutions)
    wanted = {row["x"].value for row in answer}
    assert {str(node) for node in view.subjects(rdflib.RDF.type, SCHEMA[kind])} == wanted
    assert wanted


def test_words_of_the_view_are_those_of_the_text(
    store: Store, tmp_path: Path, sample_text: str
) -> None:
    view = rdflib.Graph().parse(exported(store, tmp_path / "said.jsonld"), format="json-ld")
    spans = list(view.subject_objects(NIF.anchorOf))
    for span, words in spans:
        start, end = (int(str(view.value(span, place))) for place in (NIF.beginIndex, NIF.endIndex))
        assert sample_text[start:end] == str(words)
    assert len(spans) > 20
    quoted = {str(text) for text in view.objects(None, SCHEMA.text)}
    assert "“a gift to the town”" in quoted
    speaker = view.value(predicate=SCHEMA.name, object=rdflib.Literal("Ana Ruiz"))
    said = set(view.subjects(SCHEMA.spokenByCharacter, speaker))
    assert len(said) == 4


def test_nobody_is_named_as_the_creator_of_what_was_not_said(store: Store, tmp_path: Path) -> None:
    view = rdflib.Graph().parse(exported(store, tmp_path / "said.jsonld"), format="json-ld")
    denied = [
        node
        for node in view.subjects(SAYSO.isNegated, rdflib.Literal(True))
        if view.value(node, SAYSO.quoteForm)
    ]
    assert len(denied) == 2
    for node in denied:
        assert view.value(node, SAYSO.source)
        for predicate in (SCHEMA.creator, SCHEMA.spokenByCharacter, SCHEMA.appearance):
            assert view.value(node, predicate) is None


def test_every_name_in_the_view_is_in_its_context(store: Store, tmp_path: Path) -> None:
    """What a context does not know is dropped by readers, without a word."""
    document = json.loads(exported(store, tmp_path / "said.jsonld").read_text("utf-8"))
    context = document["@context"]

    def check(value: Any) -> None:
        if isinstance(value, dict):
            assert set(value) <= set(context)
            for kind in value.get("type", []) if isinstance(value.get("type"), list) else []:
                assert kind in context or kind.startswith("sayso:")
            for part in value.values():
                check(part)
        elif isinstance(value, list):
            for part in value:
                check(part)

    check(document["@graph"])


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        (".rdf12.ttl", RdfFormat.TURTLE),
        (".rdf12.trig", RdfFormat.TRIG),
        (".rdf12.nq", RdfFormat.N_QUADS),
    ],
)
def test_reifiers_are_read_back_and_add_nothing_else(
    store: Store, tmp_path: Path, ending: str, kind: RdfFormat
) -> None:
    file = exported(store, tmp_path / f"graph{ending}")
    quads = set(parse(path=str(file), format=kind))
    reified = {quad for quad in quads if quad.predicate == REIFIES}
    wanted = set(store.quads())
    rest = quads - reified
    if ending == ".rdf12.ttl":
        assert {q.triple for q in rest} == {q.triple for q in wanted}
    else:
        assert rest == wanted
    # Two articles with two characterizations and two propositions each.
    assert len(reified) == 8
    meant = {quad.object for quad in reified}
    assert all(isinstance(triple, Triple) for triple in meant)
    assert not meant & {quad.triple for quad in quads}


def test_what_is_said_can_be_asked_but_is_not_so(store: Store, tmp_path: Path) -> None:
    graph = Oxigraph()
    graph.load(path=str(exported(store, tmp_path / "graph.rdf12.trig")), format=RdfFormat.TRIG)
    found = asked(
        graph,
        """SELECT DISTINCT ?who ?whom ?words WHERE {
          ?view rdf:reifies <<( ?target sayso:characterizedAs ?words )>> ;
            sayso:evaluator/sayso:name ?who . ?target sayso:name ?whom
          FILTER NOT EXISTS { ?view sayso:isNegated true } }""",
    )
    assert found == [("Ana Ruiz", "the new bridge", "a gift to the town")]
    predicate = f"<{BASE}predicate/strike%20against>"
    assert not asked(graph, f"SELECT ?a ?b WHERE {{ ?a {predicate} ?b }}")
    said = asked(
        graph,
        f"SELECT DISTINCT ?n {{ ?p rdf:reifies <<( ?a {predicate} ?b )>> . "
        "?s sayso:says ?p ; sayso:source/sayso:name ?n }",
    )
    assert said == [("Harbour Union",)]


def test_a_proposition_without_object_says_what_its_subject_is_one_of() -> None:
    dockers, strike = NamedNode("urn:dockers"), NamedNode(f"{BASE}predicate/strike")
    told: set[TwoTerms] = {
        (NamedNode(sayso.propSubject), dockers),
        (NamedNode(sayso.predicateLemma), Literal("strike")),
    }
    assert meant(told, BASE) == [Triple(dockers, NamedNode(f"{RDF}type"), strike)]
    valued = told | {(NamedNode(sayso.propValue), Literal("at noon"))}
    assert meant(valued, BASE) == [Triple(dockers, strike, Literal("at noon"))]
    assert meant(told - {(NamedNode(sayso.propSubject), dockers)}, BASE) == []


def test_a_selection_leaves_out_the_other_articles(store: Store, tmp_path: Path) -> None:
    def titles(**wanted: Any) -> set[str]:
        file = exported(store, tmp_path / "some.nq", Selection(**wanted))
        quads = list(parse(path=str(file), format=RdfFormat.N_QUADS))
        assert all(quad.graph_name != ACTORS for quad in quads)
        return {q.object.value for q in quads if q.predicate.value.endswith("headline")}

    first, second = "Council approves bridge", "Bridge opens"
    digest = next(iter(store.articles())).iri.value.split("/")[-2]
    assert titles(since="2021") == {first, second}
    assert titles(since="2021-03-14") == titles(since="2022-05") == {second}
    assert titles(since="2022-06") == set()
    assert titles(graphs=("opens",)) == {second}
    assert len(titles(graphs=(digest[:8],))) == len(titles(graphs=(digest,))) == 1
    assert titles(by="ána ruiz") == {first, second}
    assert titles(by="=Ruiz") == titles(by="nobody of that name") == set()
    assert titles(by="nobody|=Harbour Union") == {first, second}
    with pytest.raises(UsageError, match="There is no article 'none of it'"):
        titles(graphs=("none of it",))
    with pytest.raises(UsageError, match="must be a day"):
        titles(since="2021-13")


def test_the_view_of_one_speaker_has_nothing_of_the_others(store: Store, tmp_path: Path) -> None:
    file = exported(store, tmp_path / "said.jsonld", Selection(by="union"))
    view = rdflib.Graph().parse(file, format="json-ld")
    speakers = {view.value(s, SCHEMA.name) for s in view.objects(None, SAYSO.source)}
    assert {str(name) for name in speakers} == {"Harbour Union"}
    assert not list(view.subjects(SAYSO.characterizedAs))


def test_the_longest_ending_names_the_format() -> None:
    assert ending_of("a.RDF12.TriG") == ".rdf12.trig"
    assert ending_of("a.trig") == ".trig"
    assert ending_of("a.full.jsonld") == ".full.jsonld"
    assert ending_of("full.jsonld") == ".jsonld"
    assert ending_of("a.rdf") is None
