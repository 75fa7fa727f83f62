"""Reads from a store what each of its articles says of the actors that it names."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pyoxigraph import Literal, NamedNode, QuerySolutions

from sayso.actors.folding import folded
from sayso.actors.names import body_name, person_name, place_name
from sayso.actors.record import Appearance, Family, Form, Held, appearance_iri
from sayso.actors.tables import countries, offices
from sayso.store import Store
from sayso.vocabulary import NIF, ORG, SAYSO, SCHEMA

MOST_COMPANY = 40
"""So many others of an article speak for who an actor is: those named in the fewest articles."""

_BODIES = (
    "Organization IntergovernmentalOrganization GovernmentBody ArmedForce MediaOutlet "
    "PoliticalParty Company Coalition"
).split()
_FAMILIES = {
    "Person": Family.PERSON,
    "GeopoliticalEntity": Family.STATE,
    **dict.fromkeys(_BODIES, Family.ORGANIZATION),
}
_PREFIXES = f"PREFIX sayso: <{SAYSO}> PREFIX nif: <{NIF}> PREFIX org: <{ORG}> "
_PREFIXES += f"PREFIX schema: <{SCHEMA}>\n"
_TYPES = "SELECT ?g ?e ?type { VALUES ?type { %s } GRAPH ?g { ?e a ?type } }"
_FACTS = """SELECT ?g ?e ?p ?o { VALUES ?p { sayso:name sayso:gender schema:sameAs sayso:memberOf }
GRAPH ?g { ?e ?p ?o } }"""
_MENTIONS = """SELECT ?g ?e ?kind ?m ?b ?end ?w { VALUES ?kind { "NAM" "ADJ" } GRAPH ?g {
?m sayso:mentionType ?kind ; sayso:refersTo ?e ; nif:beginIndex ?b ; nif:endIndex ?end ;
nif:anchorOf ?w } }"""
# By itself, for an OPTIONAL part of the query above takes twice the time of both.
_NAMES = """SELECT ?g ?m ?b ?end ?w { GRAPH ?g { ?m sayso:nameSpan ?n .
?n nif:beginIndex ?b ; nif:endIndex ?end ; nif:anchorOf ?w } }"""
_OFFICES = """SELECT ?g ?e ?label ?at { GRAPH ?g { ?r org:member ?e ; sayso:roleLabel ?label .
OPTIONAL { ?r org:organization ?at } } }"""

_Row = tuple[str, ...]


@dataclass(slots=True)
class _Entity:
    """What a graph says of one of its nodes, as it is gathered."""

    types: set[str] = field(default_factory=set)
    name: str = ""
    gender: str = ""
    item: str = ""
    groups: set[str] = field(default_factory=set)
    forms: list[Form] = field(default_factory=list)
    named: int = 0
    offices: set[tuple[str, str]] = field(default_factory=set)


def read_appearances(store: Store) -> list[Appearance]:
    """Return the named actors of every article in the store, in the order of their IRIs."""
    graphs = {article.iri.value for article in store.articles()}
    gathered = _gather(store, graphs)
    found: list[Appearance] = []
    for graph in sorted(gathered):
        found.extend(_of_article(graph, gathered.pop(graph)))
    return _with_company(found)


def _gather(store: Store, graphs: set[str]) -> dict[str, dict[str, _Entity]]:
    found: dict[str, dict[str, _Entity]] = {graph: {} for graph in graphs}

    def entity(graph: str, node: str) -> _Entity:
        return found[graph].setdefault(node, _Entity())

    classes = " ".join(f"<{SAYSO}{name}>" for name in (*_FAMILIES, "CollectiveActor", "Place"))
    for graph, node, kind in _rows(store, _TYPES % classes, graphs):
        entity(graph, node).types.add(kind.removeprefix(SAYSO))
    for graph, node, predicate, value in _rows(store, _FACTS, graphs):
        if node in found[graph]:
            _add_fact(entity(graph, node), predicate, value)
    names = {(graph, mention): name for graph, mention, *name in _rows(store, _NAMES, graphs)}
    for graph, node, kind, mention, *whole in _rows(store, _MENTIONS, graphs):
        if node in found[graph]:
            one = entity(graph, node)
            one.named += 1
            if kind == "NAM":
                begin, end, words = names.get((graph, mention), whole)
                one.forms.append(Form(int(begin), int(end), words))
    for graph, node, label, at in _rows(store, _OFFICES, graphs):
        if node in found[graph]:
            entity(graph, node).offices.add((label, at))
    return found


def _add_fact(entity: _Entity, predicate: str, value: str) -> None:
    if predicate == f"{SAYSO}name":
        # More than one only where people judged so; the first in order, whatever the store's.
        entity.name = min(entity.name or value, value)
    elif predicate == f"{SAYSO}gender":
        entity.gender = min(entity.gender or value, value)
    elif predicate == f"{SCHEMA}sameAs":
        entity.item = min(entity.item or value, value)
    else:
        entity.groups.add(value)


def _rows(store: Store, query: str, graphs: set[str]) -> Iterator[_Row]:
    """Yield the solutions in article graphs, as strings, missing values empty."""
    answer = store.query(_PREFIXES + query)
    assert isinstance(answer, QuerySolutions)
    names = [variable.value for variable in answer.variables]
    for solution in answer:
        row = tuple(_text(solution[name]) for name in names)
        if row[0] in graphs:
            yield row


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _of_article(graph: str, entities: dict[str, _Entity]) -> Iterator[Appearance]:
    """Yield the actors of one article; `setting` is where most of the places named there are."""
    places: Counter[str] = Counter()
    for entity in entities.values():
        if entity.types & {"GeopoliticalEntity", "Place"} and entity.named:
            code = countries().get(folded(entity.name))
            if code:
                places[code] += entity.named
    setting = ""
    if places:
        most = min(places, key=lambda code: (-places[code], code))
        setting = most if 2 * places[most] > places.total() else ""
    beside = _in_brackets(entities)
    for node in sorted(entities):
        made = _appearance(graph, node, entities, setting, beside.get(node, ()))
        if made is not None:
            yield made


def _appearance(
    graph: str, node: str, entities: dict[str, _Entity], setting: str, beside: Iterable[str]
) -> Appearance | None:
    entity = entities[node]
    kinds = sorted(kind for kind in entity.types if kind in _FAMILIES)
    unnamed = not entity.forms or not folded(entity.name)
    if not kinds or unnamed or entity.types & {"CollectiveActor"}:
        return None
    family = _FAMILIES[kinds[0]]
    person = person_name(entity.name) if family is Family.PERSON else None
    body = None if person else (place_name if family is Family.STATE else body_name)(entity.name)
    held = tuple(sorted({_held(label, at, entities) for label, at in entity.offices}))
    tied = {countries().get(folded(one.place), "") for one in held}
    tied |= {_country_of(group, entities) for group in entity.groups}
    if body is not None:
        tied.add(body.place.split("-")[0])
    return Appearance(
        iri=appearance_iri(graph, node),
        graph=graph,
        entity=node,
        family=family,
        type=kinds[0],
        name=entity.name,
        forms=tuple(sorted(set(entity.forms), key=lambda form: (form.start, form.end))),
        person=person,
        body=body,
        gender=entity.gender,
        item=entity.item,
        offices=held,
        countries=frozenset(tied - {""}),
        setting=setting,
        also=tuple(sorted(beside)),
    )


def _held(label: str, at: str, entities: dict[str, _Entity]) -> Held:
    """Return an office by the words for it that stand nearest to the end of its label."""
    place = entities[at].name if at in entities else ""
    words = folded(label).split()[-6:]
    for start in range(len(words) - 1, -1, -1):
        for size in (2, 1):
            known = offices().get(" ".join(words[max(0, start - size + 1) : start + 1]))
            if known:
                life = known.life or ("politics" if folded(place) in countries() else "")
                return Held(known.name, life, place, known.of_one_place, label)
    return Held(words[-1] if words else "", "", place, False, label)


def _country_of(node: str, entities: dict[str, _Entity]) -> str:
    entity = entities.get(node)
    if entity is None or not entity.types & {"GeopoliticalEntity", "Place"}:
        return ""
    return countries().get(folded(entity.name), "")


def _in_brackets(entities: dict[str, _Entity]) -> dict[str, set[str]]:
    """Return for organizations what stands in brackets behind them, and the other way round.

    A name that begins two characters behind another's end is in brackets, or set off by a comma;
    only initials that fit are taken.
    """
    ends: dict[int, str] = {}
    starts: dict[int, str] = {}
    for node, entity in sorted(entities.items()):
        if not entity.types.isdisjoint(_BODIES):
            for form in entity.forms:
                ends.setdefault(form.end, node)
                starts.setdefault(form.start, node)
    found: dict[str, set[str]] = defaultdict(set)
    for end, node in ends.items():
        other = starts.get(end + 2)
        if other is None or other == node:
            continue
        long, short = body_name(entities[node].name), body_name(entities[other].name)
        if short.acronym in long.initials:
            found[node].add(short.key)
            found[other].add(long.key)
    return dict(found)


def _with_company(appearances: list[Appearance]) -> list[Appearance]:
    """Return the appearances with who else is named in their articles and tells something."""
    articles: dict[str, set[str]] = defaultdict(set)
    for one in appearances:
        if one.family is not Family.STATE:
            articles[one.graph].add(one.key)
    frequency = Counter(key for keys in articles.values() for key in keys)
    most = max(2, len(articles) // 4)
    telling = {
        graph: sorted(
            (key for key in keys if 2 <= frequency[key] <= most),
            key=lambda key: (frequency[key], key),
        )[: MOST_COMPANY + 1]
        for graph, keys in articles.items()
    }
    return [
        replace(one, company=tuple(k for k in telling.get(one.graph, ()) if k != one.key))
        for one in appearances
    ]


def weights(appearances: Iterable[Appearance]) -> dict[str, float]:
    """Return how much it tells that two articles both name an actor: more for one rarely named."""
    frequency: Counter[str] = Counter(key for one in appearances for key in set(one.company))
    graphs: dict[str, set[str]] = defaultdict(set)
    for one in appearances:
        for key in one.company:
            graphs[key].add(one.graph)
    total = len({one.graph for one in appearances})
    return {key: math.log((1 + total) / len(graphs[key])) for key in sorted(frequency)}
