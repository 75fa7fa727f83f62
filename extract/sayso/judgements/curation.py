"""The curation graph: every judgement, who made it, when and why, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from sayso.judgements.plan import Plan
from sayso.judgements.record import Act, Judgement, Thing, moment
from sayso.judgements.settle import Outcome, Verdict
from sayso.store import Store
from sayso.vocabulary import DCTERMS, JUDGEMENT_ACTS, SAYSO, dcterms, prov, rdf, rdfs, sayso, xsd

_LONGEST_CHAIN = 64


def curation_of(plan: Plan, store: Store) -> tuple[Quad, ...]:
    """Return the curation graph of a store to which a plan is applied."""
    graph = store.curation_graph()
    found: dict[Quad, None] = {}
    for verdict in plan.verdicts:
        for subject, predicate, value in _told(verdict, plan, store.base):
            found[Quad(subject, NamedNode(predicate), value, graph)] = None
    for old, new in plan.replaced:
        found[Quad(old, NamedNode(dcterms.isReplacedBy), new, graph)] = None
    return tuple(found)


def judgement_iri(identifier: str, base: str) -> NamedNode:
    """Return the node of a judgement."""
    return NamedNode(f"{base}judgement/{identifier}")


def current(store: Store, node: NamedNode) -> NamedNode:
    """Return the node that stands for this one since mergers replaced it; else the node itself."""
    for _ in range(_LONGEST_CHAIN):
        answer = store.query(f"SELECT ?new WHERE {{ {node} <{DCTERMS}isReplacedBy> ?new }}")
        assert isinstance(answer, QuerySolutions)
        following = [row["new"] for row in answer]
        if not following or not isinstance(following[0], NamedNode):
            break
        node = following[0]
    return node


Told = tuple[NamedNode, str, NamedNode | Literal]


def _told(verdict: Verdict, plan: Plan, base: str) -> Iterator[Told]:
    judgement = verdict.judgement
    node = judgement_iri(judgement.id, base)
    person = NamedNode(f"{base}person/{quote(judgement.by, safe='')}")
    yield person, rdf.type, NamedNode(prov.Agent)
    yield person, rdfs.label, Literal(judgement.by)
    yield node, rdf.type, NamedNode(sayso.Judgement)
    yield node, prov.wasAssociatedWith, person
    yield node, prov.endedAtTime, _time(judgement.at)
    yield node, sayso.judgementAct, NamedNode(SAYSO + JUDGEMENT_ACTS[judgement.act.value])
    yield node, sayso.outcome, NamedNode(SAYSO + verdict.outcome.value)
    if judgement.reason:
        yield node, sayso.reason, Literal(judgement.reason)
    if verdict.note:
        yield node, sayso.outcomeNote, Literal(verdict.note)
    if judgement.act is Act.RETRACT:
        yield node, sayso.retracts, judgement_iri(judgement.of, base)
    yield from _about(judgement, verdict, node)
    if verdict.outcome is Outcome.APPLIED:
        for graph in verdict.graphs:
            yield graph, prov.wasInfluencedBy, node


def _about(judgement: Judgement, verdict: Verdict, node: NamedNode) -> Iterator[Told]:
    for thing in (judgement.thing, judgement.other):
        for words in thing.words if thing else ():
            yield node, sayso.judgedWords, Literal(words.exact)
    for judged in verdict.nodes:
        yield node, sayso.judged, judged
    if judgement.act is Act.SET:
        yield node, sayso.judgedProperty, Literal(judgement.property_name)
        if isinstance(judgement.value, Thing):
            if verdict.value is not None:
                yield node, sayso.judgedActor, verdict.value
        else:
            yield node, sayso.judgedValue, Literal(judgement.value or "")


def _time(at: str) -> Literal:
    """Return a time as stores keep it: in UTC, without zeros at the end of its fraction."""
    text = moment(at).astimezone(UTC).replace(tzinfo=None).isoformat()
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal(f"{text}Z", datatype=NamedNode(xsd.dateTime))
