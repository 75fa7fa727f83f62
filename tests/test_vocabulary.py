"""The Python names and the Turtle files hold the same terms."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from sayso import actors, assets, model, vocabulary
from sayso.actors.graph import write
from sayso.actors.names import person_name
from sayso.actors.record import Family, Form
from sayso.judgements import Act, Judgement, Kind, Outcome, Thing, Verdict, Words
from sayso.judgements.curation import curation_of
from sayso.judgements.plan import Plan
from sayso.judgements.settle import Identities
from sayso.mapping import map_extraction
from sayso.store import open_store
from sayso.vocabulary import (
    CHARACTERIZATION_FORMS,
    CONTEXT,
    EVENT,
    EVENT_MODES,
    EVENT_TYPES,
    JUDGEMENT_ACTS,
    JUDGEMENT_OUTCOMES,
    MODE,
    SAYSO,
    SPEECH_ACTS,
)

OWL = "http://www.w3.org/2002/07/owl#"
SUBPROPERTY = "http://www.w3.org/2000/01/rdf-schema#subPropertyOf"
KINDS = {OWL + "Class", OWL + "ObjectProperty", OWL + "DatatypeProperty"}
# What RDF, OWL and XML Schema themselves define is not declared in an ontology.
BUILT_IN = (vocabulary.rdf, vocabulary.rdfs, vocabulary.xsd)
GROUPS = (
    vocabulary.sayso,
    vocabulary.ev,
    vocabulary.nif,
    vocabulary.foaf,
    vocabulary.org,
    vocabulary.prov,
    vocabulary.dcterms,
    vocabulary.schema,
    vocabulary.skos,
)


@cache
def triples() -> tuple[Quad, ...]:
    files = sorted(assets.folder("ontology").glob("*.ttl"))
    return tuple(quad for path in files for quad in parse(path=path, format=RdfFormat.TURTLE))


def declared(kinds: set[str]) -> set[str]:
    return {
        quad.subject.value
        for quad in triples()
        if isinstance(quad.subject, NamedNode)
        and quad.predicate.value == vocabulary.rdf.type
        and isinstance(quad.object, NamedNode)
        and quad.object.value in kinds
    }


def terms(group: type) -> Iterator[tuple[str, str]]:
    return (pair for pair in vars(group).items() if not pair[0].startswith("_"))


def test_every_class_and_property_has_a_name_and_no_other_has() -> None:
    named = {iri for group in GROUPS for _, iri in terms(group)}
    assert named == declared(KINDS)


def test_a_name_is_spelled_as_in_turtle() -> None:
    for group in (*GROUPS, *BUILT_IN):
        for name, iri in terms(group):
            assert iri.endswith(("#" + name, "/" + name))


def test_speech_acts_are_those_of_the_ontology() -> None:
    assert {SAYSO + name for name in SPEECH_ACTS} == declared({SAYSO + "SpeechActType"})


def test_event_types_are_the_classes_without_subclasses() -> None:
    groups = {
        quad.object.value
        for quad in triples()
        if quad.predicate.value == vocabulary.rdfs.subClassOf and isinstance(quad.object, NamedNode)
    }
    classes = {iri for iri in declared({OWL + "Class"}) if iri.startswith(EVENT)}
    assert {EVENT + name for name in EVENT_TYPES} == classes - groups


def test_modes_and_contexts_are_those_of_the_ontology() -> None:
    assert {MODE + name for name in EVENT_MODES} == declared({SAYSO + "EventMode"})
    assert {CONTEXT + name for name in vocabulary.CONTEXT_TAGS} == declared({SAYSO + "ContextTag"})


def test_closed_lists_agree_with_the_ontology_and_the_model() -> None:
    for kind, names, values in (
        ("QuoteForm", vocabulary.QUOTE_FORMS, model.QuoteForm),
        ("Polarity", vocabulary.POLARITIES, model.Polarity),
        ("Certainty", vocabulary.CERTAINTIES, model.Certainty),
        ("ActualityValue", vocabulary.ACTUALITY_VALUES, model.Actuality),
        ("TimeOrientation", vocabulary.TIME_ORIENTATIONS, model.TimeOrientation),
        ("CharacterizationType", vocabulary.CHARACTERIZATION_TYPES, model.CharacterizationType),
    ):
        assert {SAYSO + name for name in names} == declared({SAYSO + kind})
        assert set(names) == {str(value) for value in values}


def test_acts_and_outcomes_of_judgements_are_those_of_the_ontology() -> None:
    assert set(JUDGEMENT_ACTS) == {str(act) for act in Act}
    acts = {SAYSO + name for name in JUDGEMENT_ACTS.values()}
    assert acts == declared({SAYSO + "JudgementAct"})
    assert set(JUDGEMENT_OUTCOMES) == {str(outcome) for outcome in Outcome}
    outcomes = {SAYSO + name for name in JUDGEMENT_OUTCOMES}
    assert outcomes == declared({SAYSO + "JudgementOutcome"})


def test_every_form_of_the_model_has_an_individual() -> None:
    assert set(CHARACTERIZATION_FORMS) == {str(form) for form in model.CharacterizationForm}
    individuals = {SAYSO + name for name in CHARACTERIZATION_FORMS.values()}
    assert individuals == declared({SAYSO + "CharacterizationForm"})


def test_every_entity_type_of_the_model_is_a_class() -> None:
    classes = declared({OWL + "Class"})
    assert {SAYSO + kind for kind in model.EntityType} <= classes


BEYOND = "Sayso itself does not write it; annotations by hand and other tools may."


def subjects(predicate: str) -> set[str]:
    return {
        q.subject.value
        for q in triples()
        if q.predicate.value == predicate and isinstance(q.subject, NamedNode)
    }


def of_judgements(folder: Path) -> set[str]:
    """Return the properties in the curation graph of two judgements that were not applied."""
    thing = Thing(Kind.STATEMENT, "", (Words("cue", "said", 0, 4),))
    someone = NamedNode("https://example.org/someone")
    told = ("2026-01-01T00:00:00Z", "Ann", "why")
    some = (
        Judgement(Act.SET, *told, thing, property_name="source", value=thing),
        Judgement(Act.SET, *told, thing, property_name="form", value="direct"),
        Judgement(Act.RETRACT, *told, of="0"),
    )
    verdicts = [Verdict(one, Outcome.REFUSED, "why", (someone,), (), someone) for one in some]
    plan = Plan(tuple(verdicts), (), (), Identities({}, {}, {}), ())
    with open_store(folder / "store") as store:
        return {quad.predicate.value for quad in curation_of(plan, store)}


def of_actors() -> set[str]:
    """Return the properties in the graph of an actor with two names and of a namesake."""
    texts = (("Ana M. Ruiz", "us"), ("Ana Ruiz", "us"), ("Ana Ruiz", "fr"))
    found = [
        actors.Appearance(
            iri=f"urn:a{n}",
            graph=f"urn:{n}/graph",
            entity=f"urn:e{n}",
            family=Family.PERSON,
            type="Person",
            name=name,
            forms=(Form(0, len(name), name),),
            person=person_name(name),
            item="http://www.wikidata.org/entity/Q1" if n == 0 else "",
            countries=frozenset({country}),
        )
        for n, (name, country) in enumerate(texts)
    ]
    judged = {frozenset({"urn:a0", "urn:a1"}): True}
    quads = write(actors.resolve(found, judged), "urn:", "0")
    return {quad.predicate.value for quad in quads}


def test_every_property_is_written_or_follows_or_is_said_to_be_for_others(
    extraction: model.Extraction, tmp_path: Path
) -> None:
    """A property that nobody writes looks like a promise to whoever reads the ontology."""
    first = replace(extraction.mentions[0], metonym=True)  # which the sample has none of
    graph = map_extraction(replace(extraction, mentions=(first, *extraction.mentions[1:])))
    written = {quad.predicate.value for quad in (*graph.quads, *graph.provenance)}
    written |= of_judgements(tmp_path) | of_actors()
    above = {
        quad.object.value
        for quad in triples()
        if quad.predicate.value == SUBPROPERTY and isinstance(quad.object, NamedNode)
    }
    follows = above | subjects(OWL + "inverseOf") | subjects(OWL + "propertyChainAxiom")
    for_others = {
        quad.subject.value
        for quad in triples()
        if isinstance(quad.subject, NamedNode) and quad.object == Literal(BEYOND, language="en")
    }
    properties = {
        iri
        for iri in declared({OWL + "ObjectProperty", OWL + "DatatypeProperty"})
        if iri.startswith(SAYSO)
    }
    assert properties & for_others == properties - written - follows
