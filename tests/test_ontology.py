"""The ontology is OWL 2 DL, explains its terms, and defines every term that anything uses."""

import re
from functools import cache
from pathlib import Path

import pyhornedowl
import pytest
from pyhornedowl.profile import check_profile
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from sayso import assets
from sayso.vocabulary import CONTEXT, EVENT, MODE, SAYSO

ROOT = Path(__file__).parents[1]
FILES = sorted(assets.folder("ontology").glob("*.ttl"))
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OURS = (SAYSO, EVENT, MODE, CONTEXT)
PREFIXES = {"sayso": SAYSO, "ev": EVENT, "mode": MODE, "ctx": CONTEXT}
# The map of OWL 2 without what a store rewrites to xsd:integer or xsd:decimal.
DATATYPES = {
    XSD + name for name in ("string", "integer", "decimal", "boolean", "dateTime", "anyURI")
}
TERM = re.compile(rf"(?<![\w/#:-])({'|'.join(PREFIXES)}):([A-Za-z][\w-]*)")
IRI = re.compile(r"https://w3id\.org/sayso/(?:ns|event|mode|context)#[A-Za-z][\w-]*")


def read(path: Path) -> list[Quad]:
    return list(parse(path=path, format=RdfFormat.TURTLE))


@cache
def triples() -> tuple[Quad, ...]:
    return tuple(quad for path in FILES for quad in read(path))


@cache
def types() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in triples():
        if quad.predicate.value == RDF + "type" and isinstance(quad.subject, NamedNode):
            assert isinstance(quad.object, NamedNode)
            found.setdefault(quad.subject.value, set()).add(quad.object.value)
    return found


def texts(iri: str, predicate: str) -> list[str]:
    return [
        quad.object.value
        for quad in triples()
        if quad.subject == NamedNode(iri)
        and quad.predicate.value == predicate
        and isinstance(quad.object, Literal)
        and quad.object.language == "en"
    ]


def of_kind(*kinds: str) -> set[str]:
    wanted = {OWL + kind for kind in kinds}
    return {iri for iri, of in types().items() if of & wanted}


def test_the_three_files_are_there() -> None:
    assert [path.name for path in FILES] == ["alignments.ttl", "core.ttl", "events.ttl"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_is_owl_2_dl(path: Path) -> None:
    report = check_profile(pyhornedowl.open_ontology_from_file(str(path)), "DL")
    assert report.conformant, [str(violation) for violation in report.violations]


def test_the_files_together_are_owl_2_dl(tmp_path: Path) -> None:
    whole = tmp_path / "whole.ttl"
    # Only the prefix ":" stands in all three, with the same meaning.
    whole.write_text("".join(path.read_text(encoding="utf-8") for path in FILES), encoding="utf-8")
    report = check_profile(pyhornedowl.open_ontology_from_file(str(whole)), "DL")
    assert report.conformant, [str(violation) for violation in report.violations]


def test_the_profile_check_finds_what_is_not_dl(tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text(
        f"@prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> .\n"
        "<urn:o> a owl:Ontology . <urn:A> a owl:Class ; rdfs:subClassOf <urn:Undeclared> .\n"
    )
    assert not check_profile(pyhornedowl.open_ontology_from_file(str(bad)), "DL").conformant


@pytest.mark.parametrize("predicate", [RDFS + "label", SKOS + "definition", SKOS + "example"])
def test_every_class_and_property_has_one(predicate: str) -> None:
    terms = of_kind("Class", "ObjectProperty", "DatatypeProperty")
    assert len(terms) > 150
    assert [iri for iri in sorted(terms) if len(texts(iri, predicate)) != 1] == []


def test_every_definition_is_one_sentence() -> None:
    for iri in types():
        for text in texts(iri, SKOS + "definition"):
            assert text[0].isupper() and text.endswith("."), (iri, text)
            assert ". " not in text, (iri, text)


@pytest.mark.parametrize("predicate", [RDFS + "label", SKOS + "definition"])
def test_every_value_has_one(predicate: str) -> None:
    values = {
        iri for iri, kinds in types().items() if any(kind.startswith(SAYSO) for kind in kinds)
    }
    assert len(values) > 200
    assert [iri for iri in sorted(values) if len(texts(iri, predicate)) != 1] == []


def test_no_two_terms_of_one_kind_share_a_label() -> None:
    for kind in ("Class", "ObjectProperty", "DatatypeProperty"):
        labels = [text for iri in of_kind(kind) for text in texts(iri, RDFS + "label")]
        assert len(labels) == len(set(labels))


def test_nothing_is_imported() -> None:
    assert [quad for quad in triples() if quad.predicate.value == OWL + "imports"] == []


def test_each_module_states_its_licence() -> None:
    licences = {
        str(quad.subject).strip("<>"): str(quad.object)
        for quad in triples()
        if quad.predicate.value == "http://purl.org/dc/terms/license"
    }
    assert "by-sa" in licences["https://w3id.org/sayso/event"]
    assert "/by/4.0" in licences["https://w3id.org/sayso/ns"]
    assert len(licences) == 3


def test_every_speech_act_has_one_root_above_it() -> None:
    broader = {
        quad.subject: quad.object for quad in triples() if quad.predicate.value == SKOS + "broader"
    }
    acts = [NamedNode(iri) for iri, kinds in types().items() if SAYSO + "SpeechActType" in kinds]
    roots = [act for act in acts if act not in broader]
    assert len(roots) == 8
    assert all(broader[act] in roots for act in acts if act not in roots)


def datatypes(path: Path) -> set[str]:
    quads = read(path)
    used = {quad.object.datatype.value for quad in quads if isinstance(quad.object, Literal)}
    named = {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}
    return (used | named) & {iri for iri in used | named if iri.startswith(XSD)}


@pytest.mark.parametrize(
    "path", [*FILES, *sorted(assets.folder("shapes").glob("*.ttl"))], ids=lambda path: path.name
)
def test_only_datatypes_that_reasoners_and_stores_keep(path: Path) -> None:
    assert datatypes(path) <= DATATYPES


def test_every_term_of_ours_in_the_ontology_and_the_shapes_is_defined() -> None:
    for path in [*FILES, *sorted(assets.folder("shapes").glob("*.ttl"))]:
        for quad in read(path):
            for term in (quad.subject, quad.predicate, quad.object):
                if isinstance(term, NamedNode) and term.value.startswith(OURS):
                    assert term.value in types(), (path, term)


def users() -> list[Path]:
    code = ROOT / "extract"
    found = [*assets.folder("queries").rglob("*.rq"), *assets.folder("shapes").glob("*.ttl")]
    if code.is_dir():
        found += code.rglob("*.py")
    return sorted(found)


@pytest.mark.parametrize("path", users(), ids=lambda path: path.stem)
def test_every_term_that_a_text_uses_is_defined(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    used = {PREFIXES[prefix] + name for prefix, name in TERM.findall(text)}
    used |= set(IRI.findall(text))
    assert used <= set(types())
