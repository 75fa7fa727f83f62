"""Finds in a store what a judgement is about, by the words that it names."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from sayso.judgements.anchor import find
from sayso.judgements.extracted import Extracted
from sayso.judgements.record import Kind, Thing
from sayso.judgements.view import PRINCIPAL, Part, View
from sayso.model import Span

_ENOUGH = 0.5
"""The part of the words that must be shared where they are no longer quite the same."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a thing is: the article's graph, and its nodes there, seldom more than one."""

    graph: NamedNode
    nodes: tuple[NamedNode, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a thing is not found; `waiting` while its document is not in the store at all."""

    reason: str
    waiting: bool = False


def resolve(thing: Thing, store: Extracted) -> Found | Lost:
    """Return the nodes of a thing in the store as extracted, or why there are none.

    Things with quite the same words in the same parts are taken; without any, the one whose words
    share most with those that were judged, and at least half of the words that it is known by.
    """
    graph = store.graph_of(thing)
    if graph is None:
        return _by_name(thing, store) or Lost(
            f"its document {thing.document[:12]} is not in the store", waiting=True
        )
    view = store.view(graph)
    # Without the text in the graph, offsets hold for the same digest, and else only for its words.
    whole = view.text is not None or thing.document not in store.by_digest
    wanted: list[Part] = []
    for words in thing.words:
        place = find(words, view.quoted) if whole else Span(words.start, words.end)
        if isinstance(place, str):
            return Lost(place)
        wanted.append((words.role, place))
    nodes = matching(view, thing.kind, tuple(wanted))
    if nodes:
        return Found(graph, nodes)
    entity = NamedNode(f"{store.store.base}entity/{thing.entity}") if thing.entity else None
    if entity and view.has(entity):
        return Found(graph, (entity,))
    return Lost(f"no {thing.kind} with these words is extracted any more")


def _by_name(thing: Thing, store: Extracted) -> Found | None:
    """Return a shared actor that is in the store though the judged document is not."""
    if not thing.entity:
        return None
    node = NamedNode(f"{store.store.base}entity/{thing.entity}")
    graphs = store.graphs_with(node)
    return Found(graphs[0], (node,)) if graphs else None


def matching(view: View, kind: Kind, wanted: tuple[Part, ...]) -> tuple[NamedNode, ...]:
    """Return the things of a kind that rest on these words; see `resolve`."""
    things = view.things(kind)
    exact = [node for node, parts in things if set(parts) == set(wanted)]
    if exact:
        return tuple(dict.fromkeys(exact))
    scored: dict[NamedNode, float] = {}
    for node, parts in things:
        score = _likeness(kind, wanted, parts)
        if score:
            scored[node] = max(score, scored.get(node, 0.0))
    best = max(scored.values(), default=0.0)
    leading = [node for node, score in scored.items() if score == best]
    return tuple(leading) if len(leading) == 1 else ()


def _likeness(kind: Kind, wanted: tuple[Part, ...], parts: tuple[Part, ...]) -> float:
    """Return how much of the words is shared, from 0 to 1; 0 when too little of the main ones."""
    roles = {role for role, _ in wanted}
    principal = next((role for role in PRINCIPAL[kind] if role in roles), None)
    if principal is None or _shared(principal, wanted, parts) < _ENOUGH:
        return 0.0
    return sum(_shared(role, wanted, parts) for role in sorted(roles)) / len(roles)


def _shared(role: str, one: tuple[Part, ...], other: tuple[Part, ...]) -> float:
    """Return how many of the code points that either covers in this part both cover."""
    first, second = _covered(role, one), _covered(role, other)
    return len(first & second) / len(first | second) if first | second else 1.0


def _covered(role: str, parts: tuple[Part, ...]) -> set[int]:
    return {at for name, span in parts if name == role for at in range(span.start, span.end)}
