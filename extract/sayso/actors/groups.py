"""Which appearances are one actor: sets that grow by links and never join what must be apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.actors.profile import Profile
from sayso.actors.record import Appearance


@dataclass(frozen=True, slots=True)
class Conflict:
    """A decided pair that could not be kept: `reason` says against what it stands."""

    pair: tuple[str, str]
    same: bool
    reason: str


class Groups:
    """Appearances by position, in groups with one profile each.

    What is decided names appearances or entities; an entity stands for all of its appearances.
    """

    def __init__(self, appearances: Sequence[Appearance]) -> None:
        self._parent = list(range(len(appearances)))
        self._profiles = {place: Profile.of(place, one) for place, one in enumerate(appearances)}
        self._named: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(appearances):
            self._named[one.iri].append(place)
            self._named[one.entity].append(place)
        self._marks: dict[int, set[str]] = defaultdict(set)
        self._enemies: dict[int, set[str]] = defaultdict(set)

    def root(self, place: int) -> int:
        """Return the position that stands for the group of `place`."""
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place

    def profile(self, place: int) -> Profile:
        """Return the profile of the group of `place`."""
        return self._profiles[self.root(place)]

    def roots(self) -> list[int]:
        """Return the positions that stand for the groups, in order."""
        return sorted(self._profiles)

    def apart(self, one: int, other: int) -> bool:
        """Tell whether somebody decided that the two groups are different actors."""
        one, other = self.root(one), self.root(other)
        return not (
            self._marks[one].isdisjoint(self._enemies[other])
            and self._marks[other].isdisjoint(self._enemies[one])
        )

    def join(self, one: int, other: int) -> bool:
        """Make one group of two, unless they must be apart; the members of `one` come first."""
        one, other = self.root(one), self.root(other)
        if one == other:
            return True
        if self.apart(one, other):
            return False
        keep, gone = self._profiles[one], self._profiles.pop(other)
        if len(gone.members) > len(keep.members):
            # The larger one takes in the smaller, so that joining a chain stays quick.
            first = keep.members
            gone.take(keep)
            gone.members = [*first, *(p for p in gone.members if p not in set(first))]
            self._profiles[one] = gone
        else:
            keep.take(gone)
        self._parent[other] = one
        self._marks[one] |= self._marks.pop(other)
        self._enemies[one] |= self._enemies.pop(other)
        return True

    def decide(
        self, decided: Mapping[frozenset[str], bool]
    ) -> tuple[list[tuple[int, int]], list[Conflict]]:
        """Take over what people decided; return the joined pairs, and what contradicts the rest.

        What must be apart is noted first, so that of two decisions that contradict each other the
        one that parts two actors holds.
        """
        conflicts: list[Conflict] = []
        pairs = sorted((_two(pair), same) for pair, same in decided.items())
        for pair, same in pairs:
            unknown = [name for name in pair if name not in self._named]
            if unknown:
                conflicts.append(Conflict(pair, same, f"nothing in the store is {unknown[0]}"))
        known = [(pair, same) for pair, same in pairs if all(name in self._named for name in pair)]
        for pair, same in known:
            if not same:
                conflicts += self._part(pair)
        joined: list[tuple[int, int]] = []
        for pair, same in known:
            if same:
                joined += self._join_all(pair, conflicts)
        return joined, conflicts

    def _part(self, pair: tuple[str, str]) -> Iterable[Conflict]:
        one, other = pair
        both = set(self._named[one]) & set(self._named[other])
        if one == other or both:
            yield Conflict(pair, False, "an actor cannot differ from itself")
            return
        for name, enemy in ((one, other), (other, one)):
            for place in self._named[name]:
                self._marks[place].add(name)
                self._enemies[place].add(enemy)

    def _join_all(
        self, pair: tuple[str, str], conflicts: list[Conflict]
    ) -> Iterable[tuple[int, int]]:
        places = sorted({place for name in pair for place in self._named[name]})
        first, joined = places[0], []
        for place in places[1:]:
            if self.join(first, place):
                joined.append((first, place))
            else:
                conflicts.append(Conflict(pair, True, "other judgements say that they differ"))
                break
        return joined


def _two(pair: frozenset[str]) -> tuple[str, str]:
    ordered = sorted(pair)
    return ordered[0], ordered[-1]
