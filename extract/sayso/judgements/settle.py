"""Which judgements hold where they contradict each other: the later one, and who is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import NamedNode

from sayso.judgements.record import Act, Judgement, Kind
from sayso.judgements.resolve import Found


class Outcome(StrEnum):
    """What became of a judgement in a store; the values are individuals of the ontology."""

    APPLIED = "applied"
    OVERRULED = "overruled"
    RETRACTED = "retracted"
    WAITING = "waiting"
    ORPHANED = "orphaned"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one judgement, and why; `nodes` are what it is about, as extracted."""

    judgement: Judgement
    outcome: Outcome
    note: str = ""
    nodes: tuple[NamedNode, ...] = ()
    graphs: tuple[NamedNode, ...] = ()
    value: NamedNode | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement with where its thing, the other thing and an actor given as value were found."""

    judgement: Judgement
    thing: Found
    other: Found | None = None
    value: Found | None = None

    @property
    def node(self) -> NamedNode:
        """The node of the thing, or the first of several with the same words."""
        return self.thing.nodes[0]


Key = tuple[object, ...]


def overruled(decisions: Iterable[Decision]) -> dict[str, Judgement]:
    """Return the judgements that a later one contradicts, with that one.

    *Same* and *different* of one pair contradict each other, and so do two values of one property,
    and *reject* and *set* of one thing.
    """
    latest: dict[Key, Decision] = {}
    found: dict[str, Judgement] = {}
    for decision in decisions:
        for key in _keys(decision):
            before = latest.get(key)
            if before and _says(before) != _says(decision):
                found[before.judgement.id] = decision.judgement
            latest[key] = decision
    things: dict[NamedNode, list[Decision]] = {}
    for decision in decisions:
        if decision.judgement.act in (Act.SET, Act.REJECT):
            for node in decision.thing.nodes:
                things.setdefault(node, []).append(decision)
    for about in things.values():
        last = about[-1].judgement
        for earlier in about[:-1]:
            if (earlier.judgement.act is Act.REJECT) != (last.act is Act.REJECT):
                found.setdefault(earlier.judgement.id, last)
    return found


def _keys(decision: Decision) -> list[Key]:
    judgement = decision.judgement
    if decision.other is not None:
        return [("pair", pair(decision))]
    if judgement.act is Act.SET:
        return [(judgement.property_name, node) for node in decision.thing.nodes]
    return []


def _says(decision: Decision) -> object:
    judgement = decision.judgement
    if judgement.act is Act.SET:
        return decision.value.nodes if decision.value else judgement.value
    return judgement.act


def pair(decision: Decision) -> frozenset[tuple[str, str]]:
    """Return what a pair of actors is known by: identifiers, and the articles if there is one."""
    assert decision.other is not None
    one, two = decision.thing, decision.other
    if one.nodes[0] != two.nodes[0]:
        return frozenset({("", one.nodes[0].value), ("", two.nodes[0].value)})
    return frozenset({(found.graph.value, found.nodes[0].value) for found in (one, two)})


Ref = tuple[NamedNode, NamedNode]


@dataclass(frozen=True, slots=True)
class Identities:
    """Who is who after all judgements.

    `parted` gives an actor of one article (graph, node) a node of its own; `kept` leads from an
    actor's node to the one that stands for it; `because` are the mergers behind each kept node.
    """

    parted: Mapping[Ref, NamedNode]
    kept: Mapping[NamedNode, NamedNode]
    because: Mapping[NamedNode, tuple[str, ...]]

    def node(self, graph: NamedNode, extracted: NamedNode) -> NamedNode:
        """Return the node that an article's actor has in the end."""
        own = self.parted.get((graph, extracted), extracted)
        return self.kept.get(own, own)


class Cannot(Exception):  # noqa: N818
    """A judgement cannot be carried out; the message says why."""

    def __init__(self, judgement: Judgement, why: str) -> None:
        super().__init__(why)
        self.judgement = judgement


def identities(decisions: Iterable[Decision], base: str, starts: Mapping[Ref, int]) -> Identities:
    """Work out who is who from the judgements that hold, in their order.

    `starts` says where in its article an actor is first mentioned.

    Raises:
        Cannot: a merger would join two actors that are judged different, or two that are to be
            parted are one within one article.
    """
    ordered = [one for one in decisions if one.other is not None]
    parted = {ref: _own(ref, starts) for one in ordered if (ref := _to_part(one)) is not None}

    def ends(one: Decision) -> tuple[NamedNode, NamedNode]:
        assert one.other is not None
        first = (one.thing.graph, one.thing.nodes[0])
        second = (one.other.graph, one.other.nodes[0])
        return parted.get(first, first[1]), parted.get(second, second[1])

    apart = [(one, *ends(one)) for one in ordered if one.judgement.act is Act.DIFFERENT]
    groups = _Groups(base)
    for one in ordered:
        if one.judgement.act is Act.SAME:
            first, second = ends(one)
            joined = groups.members(first) | groups.members(second)
            for other, left, right in apart:
                if left in joined and right in joined:
                    raise Cannot(
                        one.judgement,
                        f"it would make two actors one that judgement {other.judgement.id} of "
                        f"{other.judgement.by} calls different: {left.value} and {right.value}",
                    )
            groups.join(first, second, one.judgement.id)
    return Identities(parted, groups.kept(), groups.because())


def _to_part(one: Decision) -> Ref | None:
    """Return the actor that gets a node of its own because it only shares another's name."""
    if one.judgement.act is not Act.DIFFERENT or one.other is None:
        return None
    if one.thing.nodes[0] != one.other.nodes[0]:
        return None
    if one.thing.graph == one.other.graph:
        raise Cannot(
            one.judgement,
            "both are one actor within one article. Say of the mention that is somebody else's to "
            "whom it refers: sayso judge set MENTION actor ACTOR",
        )
    return one.other.graph, one.other.nodes[0]


def _own(ref: Ref, starts: Mapping[Ref, int]) -> NamedNode:
    graph, node = ref
    prefix, tail = graph.value.removesuffix("graph"), node.value.rsplit("/", 1)[-1]
    return NamedNode(f"{prefix}entity/{tail}-{starts.get(ref, 0)}")


class _Groups:
    """Actors that are one, with the node that is kept: linked, then shared, then first judged."""

    def __init__(self, base: str) -> None:
        self._shared = f"{base}entity/"
        self._groups: dict[NamedNode, dict[NamedNode, None]] = {}
        self._because: dict[NamedNode, dict[str, None]] = {}

    def members(self, node: NamedNode) -> set[NamedNode]:
        return set(self._groups.get(node, {node: None}))

    def join(self, first: NamedNode, second: NamedNode, judgement: str) -> None:
        group = dict(self._groups.get(first, {first: None}))
        group |= self._groups.get(second, {second: None})
        reasons = {**self._because.get(first, {}), **self._because.get(second, {}), judgement: None}
        for member in group:
            self._groups[member], self._because[member] = group, reasons

    def kept(self) -> dict[NamedNode, NamedNode]:
        found = {node: min(group, key=self._rank) for node, group in self._groups.items()}
        return {node: kept for node, kept in found.items() if node != kept}

    def because(self) -> dict[NamedNode, tuple[str, ...]]:
        return {
            min(group, key=self._rank): tuple(self._because[node])
            for node, group in self._groups.items()
        }

    def _rank(self, node: NamedNode) -> int:
        """Return 0 for what is linked to Wikidata; of equals, `min` takes the first judged."""
        tail = node.value.removeprefix(self._shared)
        if tail == node.value:
            return 2
        return 0 if tail[:1] == "Q" and tail[1:].isdecimal() else 1


def is_actor(decision: Decision) -> bool:
    """Tell whether what is set is set of an actor."""
    return decision.judgement.thing is not None and decision.judgement.thing.kind is Kind.ACTOR
