"""Lists the actors of a store that has been resolved, and shows one with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions

from sayso.actors.folding import folded
from sayso.actors.graph import actors_graph
from sayso.errors import UsageError
from sayso.store import Store
from sayso.vocabulary import NIF, SAYSO, SCHEMA

_PREFIXES = f"PREFIX sayso: <{SAYSO}> PREFIX nif: <{NIF}> PREFIX schema: <{SCHEMA}>\n"
_ACTORS = """SELECT ?a ?p ?o WHERE { GRAPH ?g {
VALUES ?p { sayso:canonicalName sayso:actorType sayso:alias schema:sameAs }
?a a sayso:ResolvedActor ; ?p ?o } }"""
_APPEARANCES = """SELECT ?x ?a ?e ?article WHERE { GRAPH ?g {
?x sayso:resolvedTo ?a ; sayso:appearanceOf ?e ; sayso:appearsIn ?article } }"""
_STATEMENTS = """SELECT ?article ?e (COUNT(DISTINCT ?s) AS ?n) WHERE { GRAPH ?in {
?s sayso:source ?e ; sayso:reportedIn ?article } } GROUP BY ?article ?e"""
_WORDS = """SELECT ?kind ?b ?end ?w WHERE { GRAPH ?in {
?m sayso:refersTo ?e ; sayso:mentionType ?kind ; nif:beginIndex ?b ; nif:endIndex ?end ;
nif:anchorOf ?w } } ORDER BY ?b ?end"""
_ABOUT = """SELECT ?p ?o WHERE { GRAPH ?in { VALUES ?p { schema:headline schema:datePublished
schema:identifier } ?article ?p ?o } }"""
_COMPARISONS = """SELECT ?c ?x ?y ?same ?score ?reason WHERE { GRAPH ?g {
?c sayso:compares ?x , ?y ; sayso:sameActor ?same . FILTER(?x != ?y)
OPTIONAL { ?c sayso:score ?score } OPTIONAL { ?c sayso:comparisonReason ?reason } } }"""
_REDIRECTS = "SELECT ?old ?a WHERE { GRAPH ?g { ?old sayso:redirectsTo ?a } }"


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of a store; the counts say in how many articles, source of how many statements."""

    iri: str
    name: str
    type: str
    aliases: tuple[str, ...]
    item: str
    articles: int
    statements: int
    appearances: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One appearance of an actor: the article, the exact words, and why it was joined.

    `start` and `end` are code points of the article's text, end-exclusive. `score` is None for the
    appearance that the others were compared with, and for what a person judged.
    """

    appearance: str
    article: str
    title: str
    published: str
    words: str
    start: int
    end: int
    mentions: int
    score: float | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptApart:
    """An actor of a like name that was compared with this one and is another."""

    name: str
    iri: str
    score: float | None
    reasons: tuple[str, ...]


def list_actors(store: Store, *, type_: str | None = None, min_articles: int = 1) -> list[Actor]:
    """Return the actors of a store, those in most articles first.

    `type_` is a class of the ontology without its prefix, such as "Person".
    """
    found = _actors(store)
    kept = [
        actor
        for actor in found
        if actor.articles >= min_articles
        and (type_ is None or actor.type.casefold() == type_.casefold())
    ]
    return sorted(kept, key=lambda one: (-one.articles, -one.statements, one.name, one.iri))


def find_actor(store: Store, wanted: str) -> Actor:
    """Return the actor of this name, alias or identifier; of several, the one in most articles.

    Raises:
        UsageError: no actor has the name, or several have it in equally many articles.
    """
    actors = list_actors(store)
    key = folded(wanted)
    found = [actor for actor in actors if wanted in (actor.iri, actor.iri.rsplit("/", 1)[-1])]
    if not found and wanted.startswith(store.base):
        leads = {row[0]: row[1] for row in _rows(store, _REDIRECTS)}
        found = [actor for actor in actors if actor.iri == leads.get(wanted)]
    found = found or [one for one in actors if key and folded(one.name) == key]
    found = found or [one for one in actors if key in map(folded, one.aliases)]
    found = found or [one for one in actors if key and f" {key} " in f" {folded(one.name)} "]
    if not found:
        raise UsageError(
            f"No actor in the store is called '{wanted}'. `sayso actors` lists those that are, "
            "`sayso actors --json` with all their names."
        )
    if len(found) > 1 and found[0].articles == found[1].articles:
        some = "; ".join(f"{one.name} ({one.iri})" for one in found[:5])
        raise UsageError(
            f"{len(found)} actors fit '{wanted}'. Give more of the name, or an identifier: {some}."
        )
    return found[0]


def evidence_of(store: Store, actor: Actor) -> list[Evidence]:
    """Return where an actor appears and why each appearance was joined, by date and article."""
    why = _joined(store, {one for one, _, _ in actor.appearances})
    found = []
    for appearance, entity, article in actor.appearances:
        graph = NamedNode(f"{article}/graph")
        mentions = _rows(store, _WORDS, ins=graph, e=entity)
        named = [row for row in mentions if row[0] == "NAM"] or mentions
        about = {row[0]: row[1] for row in _rows(store, _ABOUT, ins=graph, article=article)}
        _, begin, end, words = max(named, key=lambda row: (len(row[3].split()), -int(row[1])))
        score, reasons = why.get(appearance, (None, ()))
        found.append(
            Evidence(
                appearance,
                article,
                about.get(f"{SCHEMA}headline") or about.get(f"{SCHEMA}identifier", ""),
                about.get(f"{SCHEMA}datePublished", "")[:10],
                words,
                int(begin),
                int(end),
                len(mentions),
                score,
                reasons,
            )
        )
    return sorted(found, key=lambda one: (one.published, one.article, one.start))


def kept_apart(store: Store, actor: Actor) -> list[KeptApart]:
    """Return the actors of a like name that were found to be others, with why."""
    own = {one for one, _, _ in actor.appearances}
    owners = {one: other for other in _actors(store) for one, _, _ in other.appearances}
    found: dict[str, KeptApart] = {}
    for _, (one, other, same, score, reasons) in sorted(_comparisons(store).items()):
        if same or (one in own) == (other in own):
            continue
        another = owners.get(other if one in own else one)
        if another is not None:
            found.setdefault(another.iri, KeptApart(another.name, another.iri, score, reasons))
    return sorted(found.values(), key=lambda one: (one.name, one.iri))


def _actors(store: Store) -> list[Actor]:
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for node, predicate, value in _rows(store, _ACTORS):
        facts[node][predicate.rsplit("#", 1)[-1].rsplit("/", 1)[-1]].append(value)
    said = {(article, entity): int(n) for article, entity, n in _rows(store, _STATEMENTS)}
    places: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for appearance, node, entity, article in _rows(store, _APPEARANCES):
        places[node].append((appearance, entity, article))
    found = []
    for node in sorted(facts):
        about, appearances = facts[node], tuple(sorted(places[node]))
        found.append(
            Actor(
                node,
                min(about["canonicalName"]),
                min(about["actorType"]),
                tuple(sorted(set(about["alias"]) - set(about["canonicalName"]))),
                min(about["sameAs"], default=""),
                len({article for _, _, article in appearances}),
                sum(said.get((article, entity), 0) for _, entity, article in appearances),
                appearances,
            )
        )
    return found


_Compared = tuple[str, str, bool, float | None, tuple[str, ...]]


def _comparisons(store: Store) -> dict[str, _Compared]:
    reasons: dict[str, set[str]] = defaultdict(set)
    found: dict[str, tuple[str, str, bool, float | None]] = {}
    for node, one, other, same, score, reason in _rows(store, _COMPARISONS):
        if one < other:
            found[node] = (one, other, same == "true", float(score) if score else None)
        if reason:
            reasons[node].add(reason)
    return {node: (*pair, tuple(sorted(reasons[node]))) for node, pair in found.items()}


def _joined(store: Store, own: Iterable[str]) -> Mapping[str, tuple[float | None, tuple[str, ...]]]:
    """Return for each appearance the comparison that joined it to the others.

    Of a chain of comparisons each appearance but one takes the one that leads to it.
    """
    own = set(own)
    links = [
        (one, other, score, reasons)
        for _, (one, other, same, score, reasons) in sorted(_comparisons(store).items())
        if same and one in own and other in own
    ]
    counted: dict[str, int] = defaultdict(int)
    for one, other, _, _ in links:
        counted[one] += 1
        counted[other] += 1
    found: dict[str, tuple[float | None, tuple[str, ...]]] = {}
    for one, other, score, reasons in sorted(links, key=lambda link: -(link[2] or 1.0)):
        few, many = sorted((one, other), key=lambda name: (counted[name], name))
        found.setdefault(few if few not in found else many, (score, reasons))
    return found


def _rows(
    store: Store, query: str, *, ins: NamedNode | None = None, **values: str
) -> list[tuple[str, ...]]:
    """Return the solutions as strings, missing values empty; `?g` is the graph of actors."""
    text = query.replace("?g ", f"{actors_graph(store.base)} ")
    if ins is not None:
        text = text.replace("?in ", f"{ins} ")
    for name, value in values.items():
        text = text.replace(f"?{name} ", f"{NamedNode(value)} ")
    answer = store.query(_PREFIXES + text)
    assert isinstance(answer, QuerySolutions)
    names = [variable.value for variable in answer.variables]
    rows = []
    for solution in answer:
        terms = [solution[name] for name in names]
        rows.append(tuple(t.value if isinstance(t, NamedNode | Literal) else "" for t in terms))
    return rows
