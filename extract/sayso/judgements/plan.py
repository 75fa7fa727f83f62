"""Works out what all judgements together change in a store, without changing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode, Quad

from sayso.errors import UsageError
from sayso.judgements.changes import Changes, Edit
from sayso.judgements.extracted import Extracted
from sayso.judgements.file import Judgements
from sayso.judgements.properties import property_of
from sayso.judgements.record import Act, Judgement, Kind, Thing
from sayso.judgements.resolve import Found, Lost, resolve
from sayso.judgements.settle import (
    Cannot,
    Decision,
    Identities,
    Outcome,
    Ref,
    Verdict,
    identities,
    overruled,
)
from sayso.judgements.view import View
from sayso.store import Patch, Store

Conforming = Callable[[Iterable[Quad]], Sequence[object]]
"""Returns what is wrong with a graph; `sayso.validate.Validator.validate_graph` is one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of each judgement, how graphs change, and who is replaced by whom."""

    verdicts: tuple[Verdict, ...]
    patches: tuple[Patch, ...]
    replaced: tuple[tuple[NamedNode, NamedNode], ...]
    identities: Identities
    decisions: tuple[Decision, ...]


def plan(judgements: Judgements, store: Store, conforming: Conforming | None = None) -> Plan:
    """Return what the judgements change in the store as extracted.

    With `conforming`, a judgement whose change would leave a graph that does not conform to the
    shapes is refused; the rest is worked out without it.
    """
    return _Planning(judgements, Extracted(store), conforming).run()


class _Planning:
    def __init__(
        self, judgements: Judgements, store: Extracted, conforming: Conforming | None
    ) -> None:
        self._judgements = judgements
        self._store = store
        self._conforming = conforming
        self._verdicts: dict[str, Verdict] = {}
        self._refused: dict[str, str] = {}

    def run(self) -> Plan:
        back, known = self._judgements.taken_back(), {one.id for one in self._judgements.all}
        for one in self._judgements.all:
            if one.id in back:
                self._verdicts[one.id] = Verdict(one, Outcome.RETRACTED)
            elif one.act is Act.RETRACT and one.of not in known:
                note = f"there is no judgement {one.of} to retract"
                self._verdicts[one.id] = Verdict(one, Outcome.ORPHANED, note)
            elif one.act is Act.RETRACT:
                self._verdicts[one.id] = Verdict(one, Outcome.APPLIED)
        found = [self._find(one) for one in self._judgements.in_force()]
        decisions = [one for one in found if one is not None]
        while True:
            attempt = self._attempt(decisions)
            if attempt is not None:
                return attempt

    # ---------- what each judgement is about

    def _find(self, judgement: Judgement) -> Decision | None:
        """Return a judgement with what it is about, or note why that is not found."""
        places: list[Found | None] = []
        value = judgement.value
        for thing in (
            judgement.thing,
            judgement.other,
            value if isinstance(value, Thing) else None,
        ):
            place = resolve(thing, self._store) if thing is not None else None
            if isinstance(place, Lost):
                outcome = Outcome.WAITING if place.waiting else Outcome.ORPHANED
                self._verdicts[judgement.id] = Verdict(judgement, outcome, place.reason)
                return None
            places.append(place)
        found, other, value_place = places
        assert found is not None
        problem = _problem(judgement)
        if problem:
            self._verdicts[judgement.id] = Verdict(judgement, Outcome.REFUSED, problem)
            return None
        return Decision(judgement, found, other, value_place)

    # ---------- one attempt with what is not refused yet

    def _attempt(self, found: list[Decision]) -> Plan | None:
        """Return the plan, or None when something had to be refused on the way."""
        tried = [one for one in found if one.judgement.id not in self._refused]
        beaten = overruled(tried)
        decisions = [one for one in tried if one.judgement.id not in beaten]
        try:
            who = identities(decisions, self._store.store.base, self._starts(decisions))
        except Cannot as error:
            self._refused[error.judgement.id] = str(error)
            return None
        edits_of = Changes(decisions, who, self._store).by_graph()
        patches = []
        for graph in sorted({*edits_of, *self._store.patches}, key=lambda name: name.value):
            patch = self._patched(graph, edits_of.get(graph, []))
            if patch is None:
                return None
            patches.append(patch)
        for one in found:
            self._verdicts[one.judgement.id] = self._verdict(one, beaten)
        ordered = [self._verdicts[o.id] for o in self._judgements.all if o.id in self._verdicts]
        replaced = sorted(who.kept.items(), key=lambda item: item[0].value)
        return Plan(tuple(ordered), tuple(patches), tuple(replaced), who, tuple(decisions))

    def _verdict(self, one: Decision, beaten: dict[str, Judgement]) -> Verdict:
        judgement = one.judgement
        places = [place for place in (one.thing, one.other) if place is not None]
        verdict = Verdict(
            judgement,
            Outcome.APPLIED,
            nodes=tuple(node for place in places for node in place.nodes),
            graphs=tuple(dict.fromkeys(place.graph for place in places)),
            value=one.value.nodes[0] if one.value else None,
        )
        if judgement.id in self._refused:
            return replace(verdict, outcome=Outcome.REFUSED, note=self._refused[judgement.id])
        if judgement.id in beaten:
            later = beaten[judgement.id]
            note = f"the later judgement {later.id} of {later.by} says otherwise"
            return replace(verdict, outcome=Outcome.OVERRULED, note=note)
        return verdict

    def _starts(self, decisions: Iterable[Decision]) -> dict[Ref, int]:
        """Return where the actors of pairs are first mentioned."""
        found: dict[Ref, int] = {}
        for one in decisions:
            if one.other is not None and one.thing.nodes[0] == one.other.nodes[0]:
                graph, node = one.other.graph, one.other.nodes[0]
                spans = [s for actor, s, _ in self._store.view(graph).actors() if actor == node]
                found[graph, node] = spans[0].start if spans else 0
        return found

    def _patched(self, graph: NamedNode, changes: list[Edit]) -> Patch | None:
        """Return how a graph changes, or None after refusing what it would not bear."""
        extracted = self._store.view(graph)
        result = View(graph, extracted.triples)
        for change in changes:
            result = View(graph, change.do(result))
        patch = Patch(
            graph,
            frozenset(extracted.triples - result.triples),
            frozenset(result.triples - extracted.triples),
        )
        # What is in the store already was found to conform when it was put there.
        if patch == self._store.patches.get(graph) or not self._wrong(result):
            return patch
        if self._wrong(extracted):
            return patch
        result = View(graph, extracted.triples)
        for change in changes:
            result = View(graph, change.do(result))
            problem = self._wrong(result)
            if problem:
                for name in change.judgements:
                    self._refused[name] = f"the graph would not conform to the shapes: {problem}"
                return None
        return patch

    def _wrong(self, view: View) -> str:
        if self._conforming is None:
            return ""
        article = self._store.by_graph[view.graph]
        provenance = list(self._store.store.quads(article.provenance_iri))
        quads = [Quad(t.subject, t.predicate, t.object, view.graph) for t in view.triples]
        findings = self._conforming([*quads, *provenance])
        return getattr(findings[0], "message", str(findings[0])) if findings else ""


def _problem(judgement: Judgement) -> str:
    """Say why a judgement cannot be understood, for a file may have been written by hand."""
    assert judgement.thing is not None
    kind = judgement.thing.kind
    if judgement.other is not None and {kind, judgement.other.kind} != {Kind.ACTOR}:
        return "only actors can be the same or different"
    if judgement.act is Act.REJECT and kind is Kind.ACTOR:
        return "an actor cannot be rejected, only mentions of it"
    if judgement.act is Act.SET:
        try:
            known = property_of(kind, judgement.property_name)
            if known.actor != isinstance(judgement.value, Thing):
                return (
                    f"the value of '{known.name}' has to be {'an actor' if known.actor else 'text'}"
                )
            if isinstance(judgement.value, str):
                known.checked(judgement.value)
        except UsageError as error:
            return str(error)
    return ""
