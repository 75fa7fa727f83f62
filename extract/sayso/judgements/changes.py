"""Which graphs judgements change, and how: who is who first, then what is set, then rejects."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from sayso.judgements import edits
from sayso.judgements.extracted import Extracted
from sayso.judgements.properties import property_of
from sayso.judgements.record import Act, Kind
from sayso.judgements.references import mention_rejected, reference_set
from sayso.judgements.resolve import Found
from sayso.judgements.settle import Decision, Identities, is_actor
from sayso.judgements.view import View

Editing = Callable[[View], edits.Triples]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one graph, and the identifiers of the judgements behind it."""

    judgements: tuple[str, ...]
    do: Editing


class Changes:
    """Works out the edits of each graph that judgements ask for."""

    def __init__(self, decisions: Iterable[Decision], who: Identities, store: Extracted) -> None:
        self._decisions = tuple(decisions)
        self._who = who
        self._store = store
        self._found: dict[NamedNode, list[Edit]] = {}
        self._described: dict[NamedNode, frozenset[Triple]] = {}

    def by_graph(self) -> dict[NamedNode, list[Edit]]:
        """Return the changes of each graph: who is who, what is set, of actors last, rejects."""
        self._describe()
        self._rename()
        # What is set of an actor holds where another judgement brings it in, too.
        sets = (one for one in self._decisions if one.judgement.act is Act.SET)
        for one in sorted(sets, key=is_actor):
            if is_actor(one):
                self._set_actor(one)
            else:
                self._set_other(one)
        for one in self._decisions:
            if one.judgement.act is Act.REJECT:
                for node in one.thing.nodes:
                    self._add(one.thing.graph, [one.judgement.id], _rejection(one, node))
        return self._found

    def _add(self, graph: NamedNode, judgements: Iterable[str], do: Editing) -> None:
        self._found.setdefault(graph, []).append(Edit(tuple(judgements), do))

    def _describe(self) -> None:
        """Note what is said of each actor that may come into a graph it was not in."""
        places = (place for one in self._decisions for place in (one.thing, one.other, one.value))
        for place in places:
            if place is not None and self._is_actor(place):
                for extracted in place.nodes:
                    node = self._who.parted.get((place.graph, extracted), extracted)
                    said = edits.description(self._store.view(place.graph), extracted)
                    moved = frozenset(Triple(node, t.predicate, t.object) for t in said)
                    self._described.setdefault(node, moved)
        for old, new in self._who.kept.items():
            if new in self._described and old in self._described:
                self._described[old] = self._described[new]

    def _is_actor(self, place: Found) -> bool:
        view = self._store.view(place.graph)
        return view.kind(place.nodes[0]) is Kind.ACTOR

    def _rename(self) -> None:
        parting = {
            (one.other.graph, one.other.nodes[0]): one.judgement.id
            for one in self._decisions
            if one.other is not None and one.judgement.act is Act.DIFFERENT
        }
        for (graph, node), own in self._who.parted.items():
            self._add(graph, [parting[graph, node]], _renaming(node, own, frozenset()))
        for node, kept in self._who.kept.items():
            do = _renaming(node, kept, self._described.get(kept, frozenset()))
            for graph in self._uses(node):
                self._add(graph, self._who.because[kept], do)

    def _uses(self, node: NamedNode) -> list[NamedNode]:
        """Return the graphs in which a node occurs once actors are parted."""
        made = [graph for (graph, _), own in self._who.parted.items() if own == node]
        lost = {graph for graph, extracted in self._who.parted if extracted == node}
        return made or [graph for graph in self._store.graphs_with(node) if graph not in lost]

    def _set_actor(self, one: Decision) -> None:
        node = self._who.node(one.thing.graph, one.node)
        assert isinstance(one.judgement.value, str)
        known = property_of(Kind.ACTOR, one.judgement.property_name)
        value = known.term(known.checked(one.judgement.value))

        def do(view: View) -> edits.Triples:
            if not edits.description(view, node):
                return view.triples
            return edits.value_set(view, node, known.predicate, value, {})

        members = {node, *(old for old, kept in self._who.kept.items() if kept == node)}
        graphs = {graph for member in members for graph in self._uses(member)}
        for graph in sorted(graphs | set(self._found), key=str):
            self._add(graph, [one.judgement.id], do)

    def _set_other(self, one: Decision) -> None:
        assert one.judgement.thing is not None
        known = property_of(one.judgement.thing.kind, one.judgement.property_name)
        for node in one.thing.nodes:
            if one.value is None:
                assert isinstance(one.judgement.value, str)
                value = known.term(known.checked(one.judgement.value))
                do = _setting(node, known.predicate, value, {})
            else:
                actor = self._who.node(one.value.graph, one.value.nodes[0])
                do = _pointing(one, node, known.predicate, actor, self._described)
            self._add(one.thing.graph, [one.judgement.id], do)


def _rejection(one: Decision, node: NamedNode) -> Editing:
    assert one.judgement.thing is not None
    if one.judgement.thing.kind is Kind.MENTION:
        return lambda view: mention_rejected(view, node)
    return lambda view: edits.rejected(view, node)


def _renaming(old: NamedNode, new: NamedNode, described: frozenset[Triple]) -> Editing:
    return lambda view: edits.renamed(view, old, new, described)


def _setting(
    node: NamedNode, predicate: str, value: NamedNode | Literal, described: edits.Described
) -> Editing:
    return lambda view: edits.value_set(view, node, predicate, value, described)


def _pointing(
    one: Decision, node: NamedNode, predicate: str, actor: NamedNode, described: edits.Described
) -> Editing:
    assert one.judgement.thing is not None
    kind, name = one.judgement.thing.kind, one.judgement.property_name
    if kind is Kind.MENTION:
        return lambda view: reference_set(view, node, actor, described)
    if kind is Kind.STATEMENT and name == "source":
        return lambda view: edits.source_set(view, node, actor, described)
    return _setting(node, predicate, actor, described)
