"""Replays all judgements on a store: each build does, and doing it again changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from sayso.judgements.curation import curation_of, current
from sayso.judgements.file import Damage, Judgements, read_judgements
from sayso.judgements.plan import Conforming, Plan, plan
from sayso.judgements.record import Act, moment
from sayso.judgements.resolve import Found
from sayso.judgements.settle import Outcome, Verdict
from sayso.store import Patch, Store
from sayso.version import own_version
from sayso.vocabulary import SAYSO, dcterms

_VERSION = 1
"""Counted up when the same judgements would be replayed in another way."""
_TOLD = f"SELECT ?judgement WHERE {{ ?judgement <{SAYSO}outcome> ?outcome }}"
_BECAME = f"""SELECT ?judgement ?outcome ?note WHERE {{ ?judgement <{SAYSO}outcome> ?outcome .
OPTIONAL {{ ?judgement <{SAYSO}outcomeNote> ?note }} }}"""
_IDENTITY = (Act.SAME, Act.DIFFERENT, Act.RETRACT)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of the judgements of a file, and the lines of it that could not be read.

    `vanished` are the identifiers of judgements that were replayed on the store before and that
    the file no longer has: what they did was undone.
    """

    verdicts: tuple[Verdict, ...] = ()
    damaged: tuple[Damage, ...] = ()
    vanished: tuple[str, ...] = ()

    def with_outcome(self, *outcomes: Outcome) -> tuple[Verdict, ...]:
        """Return the judgements of which this became."""
        return tuple(one for one in self.verdicts if one.outcome in outcomes)

    @property
    def lost(self) -> tuple[Verdict, ...]:
        """The judgements that somebody must look at: orphaned or refused."""
        return self.with_outcome(Outcome.ORPHANED, Outcome.REFUSED)

    def as_dict(self) -> dict[str, object]:
        """Return the counts of outcomes, and what needs looking at, as plain JSON types."""
        counts = {str(one): len(self.with_outcome(one)) for one in Outcome}
        return {
            **{name: count for name, count in counts.items() if count},
            "lost": [
                {"id": one.judgement.id, "outcome": str(one.outcome), "note": one.note}
                for one in self.lost
            ],
            "damaged": [{"line": one.line, "problem": one.problem} for one in self.damaged],
            "vanished": list(self.vanished),
        }

    @property
    def sound(self) -> bool:
        """Whether nothing needs looking at."""
        return not self.lost and not self.damaged


def replay(path: Path, store: Store, conforming: Conforming | None = None) -> Replayed:
    """Apply the judgements in a file to a store, in place of those applied to it before.

    The changes of all articles and the curation graph are one transaction. Where the store says
    that just these judgements were replayed on just these articles, nothing is done, and what it
    says became of them is returned; these verdicts have no nodes and graphs.

    Raises:
        StoreError: the file cannot be read, or the store cannot be read or written.
    """
    judgements = read_judgements(path)
    told = _told(store)
    if not judgements.all and not told and not any(True for _ in store.patches()):
        return Replayed((), judgements.damaged)
    replayed = _replayed_before(judgements, store)
    if replayed is not None:
        return Replayed(replayed, judgements.damaged)
    worked_out = plan(judgements, store, conforming)
    curation = [*curation_of(worked_out, store)]
    if curation:
        graph = store.curation_graph()
        digest = Literal(_digest(judgements, store, worked_out.patches))
        curation.append(Quad(graph, NamedNode(dcterms.identifier), digest, graph))
    store.curate(worked_out.patches, curation)
    vanished = tuple(sorted(told - {one.id for one in judgements.all}))
    return Replayed(worked_out.verdicts, judgements.damaged, vanished)


def _replayed_before(judgements: Judgements, store: Store) -> tuple[Verdict, ...] | None:
    """Return what became of the judgements if the store is as replaying them left it."""
    graph = store.curation_graph()
    made_of = {
        quad.object for quad in store.quads(graph) if quad.predicate.value == dcterms.identifier
    }
    if made_of != {Literal(_digest(judgements, store, store.patches()))}:
        return None
    answer = store.query(_BECAME)
    assert isinstance(answer, QuerySolutions)
    became: dict[str, tuple[Outcome, str]] = {}
    for row in answer:
        judgement, outcome, note = row["judgement"], row["outcome"], row["note"]
        assert isinstance(judgement, NamedNode) and isinstance(outcome, NamedNode)
        said = note.value if isinstance(note, Literal) else ""
        name = judgement.value.rsplit("/", 1)[-1]
        became[name] = (Outcome(outcome.value.removeprefix(SAYSO)), said)
    if became.keys() != {one.id for one in judgements.all}:
        return None
    return tuple(Verdict(one, *became[one.id]) for one in judgements.all)


def _digest(judgements: Judgements, store: Store, patches: Iterable[Patch]) -> str:
    """Return a SHA-256 of what replaying depends on and of the changes that it leaves."""
    told = hashlib.sha256(f"{_VERSION} {own_version()}".encode())
    # By time, for merging branches brings the lines of a file into any order.
    for one in sorted(judgements.all, key=lambda one: moment(one.at)):
        told.update(f"\n{one.line()}".encode())
    for article in store.articles():
        told.update(f"\n{article.iri.value} {article.run.value}".encode())
    for patch in sorted(patches, key=lambda patch: patch.graph.value):
        for sign, triples in (("-", patch.taken), ("+", patch.put)):
            for triple in sorted(map(str, triples)):
                told.update(f"\n{patch.graph.value} {sign} {triple}".encode())
    return told.hexdigest()


def preview(path: Path, store: Store, conforming: Conforming | None = None) -> Replayed:
    """Return what `replay` would do, and change nothing."""
    judgements = read_judgements(path)
    return Replayed(plan(judgements, store, conforming).verdicts, judgements.damaged)


def decided(store: Store, judgements: Judgements | Path) -> Mapping[frozenset[str], bool]:
    """Return the pairs of actors that people decided on: True for the same, False for different.

    The identifiers are those that the actors have in the store now. Pairs of which the store makes
    one actor already are left out, and so are judgements that were refused.
    """
    found = read_judgements(judgements) if isinstance(judgements, Path) else judgements
    # The others change nothing of who is who, and working them out takes time.
    found = Judgements(tuple(one for one in found.all if one.act in _IDENTITY))
    if not any(one.act is not Act.RETRACT for one in found.all):
        return {}
    worked_out = plan(found, store)
    refused = _told(store, Outcome.REFUSED)
    pairs: dict[frozenset[str], bool] = {}
    for one in worked_out.decisions:
        if one.other is None or one.judgement.id in refused:
            continue
        ends = (_now(one.thing, worked_out, store), _now(one.other, worked_out, store))
        if ends[0] != ends[1]:
            pairs[frozenset(ends)] = one.judgement.act is Act.SAME
    return pairs


def _now(place: Found, worked_out: Plan, store: Store) -> str:
    """Return the identifier that an actor has in its article as it stands."""
    graph, extracted = place.graph, place.nodes[0]
    final = worked_out.identities.node(graph, extracted)
    own = worked_out.identities.parted.get((graph, extracted), extracted)
    used = {term for quad in store.quads(graph) for term in (quad.subject, quad.object)}
    for candidate in (own, extracted, final, current(store, own)):
        if candidate in used:
            return candidate.value
    return extracted.value


def _told(store: Store, outcome: Outcome | None = None) -> set[str]:
    """Return the judgements that the store tells of, or those of which this became."""
    wanted = _TOLD.replace("?outcome }", f"<{SAYSO}{outcome}> }}") if outcome else _TOLD
    answer = store.query(wanted)
    assert isinstance(answer, QuerySolutions)
    found = (row["judgement"] for row in answer)
    named = (one.value for one in found if isinstance(one, NamedNode))
    return {name.rsplit("/", 1)[-1] for name in named}
