"""Who is who across articles: resolves the actors of a store, and lists them with evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal

from sayso.actors import graph
from sayso.actors.graph import actors_graph
from sayso.actors.groups import Conflict
from sayso.actors.listing import (
    Actor,
    Evidence,
    KeptApart,
    evidence_of,
    find_actor,
    kept_apart,
    list_actors,
)
from sayso.actors.reading import read_appearances
from sayso.actors.record import Appearance, appearance_iri
from sayso.actors.resolution import Decision, Resolution, resolve
from sayso.store import Store
from sayso.vocabulary import sayso

VERSION = 2
"""Counted up when the same store would be resolved in another way."""


@dataclass(frozen=True, slots=True)
class ResolvedStore:
    """What came of resolving a store: how many actors, in how many appearances, and what conflicts.

    `changed` says whether articles or decisions had changed since the graph of actors was made.
    """

    actors: int
    appearances: int
    changed: bool
    conflicts: tuple[Conflict, ...] = ()


def resolve_store(
    store: Store, decided: Mapping[frozenset[str], bool] | None = None
) -> ResolvedStore:
    """Resolve the actors of all articles and put their graph into the store, as one transaction.

    `decided` says of pairs of appearances or entities, given by their IRIs, that they are the same
    actor (True) or are not (False); see `appearance_iri`. The graph depends on the articles in the
    store and on `decided` alone, so that doing it again changes nothing.

    Raises:
        StoreError: the store cannot be read or written; it is as it was.
    """
    changed = not is_current(store, decided)
    resolution = resolve(read_appearances(store), decided)
    quads = graph.write(resolution, store.base, input_digest(store, decided))
    store.replace_graph(actors_graph(store.base), quads)
    return ResolvedStore(
        len(resolution.clusters), len(resolution.appearances), changed, resolution.conflicts
    )


def is_current(store: Store, decided: Mapping[frozenset[str], bool] | None = None) -> bool:
    """Tell whether the graph of actors was made from just what is in the store now."""
    name, wanted = actors_graph(store.base), Literal(input_digest(store, decided))
    answer = store.query(f"ASK {{ GRAPH {name} {{ {name} <{sayso.inputDigest}> {wanted} }} }}")
    return bool(answer)


def input_digest(store: Store, decided: Mapping[frozenset[str], bool] | None = None) -> str:
    """Return a SHA-256 of all that the resolution of a store depends on, in hexadecimal."""
    told = hashlib.sha256(f"{VERSION}".encode())
    for article in store.articles():
        told.update(f"\n{article.iri.value} {article.run.value}".encode())
    for patch in _patched(store):
        told.update(f"\n{patch}".encode())
    for pair, same in sorted((sorted(pair), same) for pair, same in (decided or {}).items()):
        told.update(f"\n{' '.join(pair)} {same}".encode())
    return told.hexdigest()


def _patched(store: Store) -> Iterable[str]:
    """Return what people changed in the articles' graphs, as text in order."""
    return sorted(
        f"{patch.graph} {sign}{triple}"
        for patch in store.patches()
        for sign, triples in (("-", patch.taken), ("+", patch.put))
        for triple in triples
    )


__all__ = [
    "Actor",
    "Appearance",
    "Conflict",
    "Decision",
    "Evidence",
    "KeptApart",
    "Resolution",
    "ResolvedStore",
    "actors_graph",
    "appearance_iri",
    "evidence_of",
    "find_actor",
    "input_digest",
    "is_current",
    "kept_apart",
    "list_actors",
    "read_appearances",
    "resolve",
    "resolve_store",
]
