"""Who is who across the articles of a store, as it was resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolutions

from sayso.explore.view import local
from sayso.store import Store
from sayso.vocabulary import sayso

_RESOLVED = f"""
SELECT ?article ?entity ?actor WHERE {{{{ GRAPH {{graph}} {{{{
  ?place <{sayso.appearsIn}> ?article ; <{sayso.appearanceOf}> ?entity .
  ?place <{sayso.resolvedTo}> ?actor .
}}}} }}}}
"""
_ACTORS = f"""
SELECT ?actor ?property ?value WHERE {{{{ GRAPH {{graph}} {{{{
  ?actor <{sayso.actorType}> ?type ; ?property ?value .
  FILTER(?property IN (<{sayso.actorType}>, <{sayso.canonicalName}>))
}}}} }}}}
"""


def resolved(store: Store) -> dict[str, dict[str, str]]:
    """Return which actor an entity of an article was found to be, by article."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _rows(store, _RESOLVED):
        if all(isinstance(one, NamedNode) for one in row):
            article, entity, actor = (one.value for one in row)
            found[article][entity] = actor
    return found


def described(store: Store) -> dict[str, dict[str, str]]:
    """Return what resolved actors are said to be, by the name of the property."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for actor, told, value in _rows(store, _ACTORS):
        if isinstance(actor, NamedNode) and isinstance(value, Literal):
            found[actor.value][local(told.value)] = value.value
    return {key: told for key, told in found.items() if "actorType" in told}


def _rows(store: Store, query: str) -> Iterator[tuple[Any, ...]]:
    answer = store.query(query.format(graph=NamedNode(f"{store.base}actors")))
    assert isinstance(answer, QuerySolutions)
    yield from map(tuple, answer)
