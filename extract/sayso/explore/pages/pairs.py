"""Which two speakers, or which two outlets, can be compared: those that speak of the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from sayso.explore.asked import Asked
from sayso.explore.records import Characterization, Statement
from sayso.query import Table

_SPEAKERS = 300
"""So many of those who are heard most are looked at."""
_CROWD = 40
"""A target that more than this many speak of joins no pair: everybody speaks of it."""
_UNNAMED = "AnonymousActor"
_OFFERED = 12
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who speak of the same, where they are compared, and of how many and whom they speak."""

    one: str
    other: str
    href: str
    count: int
    targets: tuple[str, ...]


def targets_of(asked: Asked, one: Statement | Characterization) -> set[str]:
    """Return whom and what a statement or a characterization speaks of, as keys of actors."""
    if isinstance(one, Statement):
        pointed: Iterable[str] = (*one.targets, *one.addressees, *one.named)
    else:
        pointed = (one.target, one.ultimate)
    return {asked.catalog.key(one.article, iri) for iri in pointed if iri}


def pairs(asked: Asked, by: str, first: str = "") -> list[Pair]:
    """Return the pairs that share the most targets, or those of them that `first` is one of.

    `first` is the key of an actor, or the name of an outlet.
    """
    table = asked.shelf.answer(("pairs", by), lambda: _table(asked, by))
    found: list[Pair] = []
    for one, other, count, told in table.rows:
        if len(found) == _OFFERED:
            break
        if first in ("", one, other):
            names = [_name(asked, by, str(key)) for key in (one, other)]
            called = [asked.short(str(key)) for key in (one, other)]
            if first == other:
                names.reverse()
                called.reverse()
            href = asked.with_values(one=called[0], other=called[1], target=None)
            targets = tuple(asked.catalog.actors[key].name for key in str(told).split(" "))
            found.append(Pair(names[0], names[1], href, int(str(count)), targets))
    return found


def _name(asked: Asked, by: str, key: str) -> str:
    return asked.catalog.actors[key].name if by == "speakers" else key


def _table(asked: Asked, by: str) -> Table:
    """Return every pair with the number of targets that it shares, and some of these."""
    heard: dict[str, set[str]] = defaultdict(set)
    for speaker, targets in _spoken(asked, by):
        for target in targets - {speaker}:
            if target in asked.catalog.actors:
                heard[target].add(speaker)
    counted: Counter[tuple[str, str]] = Counter()
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for target in sorted(heard):
        if len(heard[target]) <= _CROWD:
            for pair in combinations(sorted(heard[target]), 2):
                counted[pair] += 1
                shared[pair].append(target)
    ordered = sorted(counted, key=lambda pair: (-counted[pair], pair))
    rows = tuple((*pair, counted[pair], " ".join(shared[pair][:_NAMED])) for pair in ordered)
    return Table(("one", "other", "shared", "targets"), rows)


def _spoken(asked: Asked, by: str) -> Iterator[tuple[str, set[str]]]:
    """Yield who speaks, and of whom, for each statement and characterization."""
    catalog = asked.catalog
    if by == "speakers":
        for actor in catalog.ranked_actors()[:_SPEAKERS]:
            if actor.kind == _UNNAMED:
                continue
            for statement in actor.said:
                # What two say with one voice does not set one beside the other.
                if len(statement.sources) == 1:
                    yield actor.key, targets_of(asked, statement)
            for one in actor.given:
                yield actor.key, targets_of(asked, one)
    else:
        for record in catalog.records.values():
            publisher = record.article.publisher
            for statement in record.statements if publisher else ():
                yield publisher, targets_of(asked, statement)
            for one in record.characterizations if publisher else ():
                yield publisher, targets_of(asked, one)
