"""Resolves actors over a whole store: which appearances in which articles are one actor.

Three steps, each over blocks of names that can be the same: equal names, names that can be two
forms of one, and family names alone. In a block of n profiles an appearance is compared with at
most `MOST_COMPARED` of them, so that the work grows with the number of appearances.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.actors.comparison import (
    ENOUGH,
    GIVEN_INITIALS,
    INITIALS,
    Comparison,
    Frequencies,
    compare,
)
from sayso.actors.groups import Conflict, Groups
from sayso.actors.names import Agreement, given_keys
from sayso.actors.profile import Profile
from sayso.actors.reading import weights
from sayso.actors.record import Appearance, Family

MOST_COMPARED = 40
_MARGIN = 1.0
"""By so much the best of two actors that exclude each other must be better than the second."""
_PRIOR = 0.4
_WEAK = frozenset({Agreement.INITIAL, Agreement.FAMILY, Agreement.SINGLE, INITIALS, GIVEN_INITIALS})


@dataclass(frozen=True, slots=True)
class Decision:
    """That two appearances, given by position, are one actor or are not, and what that rests on."""

    one: int
    other: int
    same: bool
    comparison: Comparison
    judged: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """The actors of a store: `clusters` are positions in `appearances`, the first of each leads.

    `decisions` join the members of each cluster, and say for names found twice why they are two
    actors. `conflicts` are decisions of people that could not be kept.
    """

    appearances: tuple[Appearance, ...]
    clusters: tuple[tuple[int, ...], ...]
    decisions: tuple[Decision, ...]
    conflicts: tuple[Conflict, ...] = ()


def resolve(
    appearances: Sequence[Appearance], decided: Mapping[frozenset[str], bool] | None = None
) -> Resolution:
    """Return which appearances are one actor.

    `decided` says of pairs of appearances or entities, given by their IRIs, that they are the same
    actor or are not. It is the same for the same appearances in whatever order they come.
    """
    ordered = tuple(sorted(appearances, key=lambda one: one.iri))
    work = _Work(ordered)
    work.keep(decided or {})
    work.join_equal_names()
    work.join_variants()
    work.join_family_names()
    clusters = sorted(tuple(work.groups.profile(root).members) for root in work.groups.roots())
    decisions = sorted(work.decisions, key=lambda d: (d.one, d.other, not d.same))
    return Resolution(ordered, tuple(clusters), tuple(decisions), tuple(work.conflicts))


class _Work:
    """One resolution under way."""

    def __init__(self, appearances: tuple[Appearance, ...]) -> None:
        self.appearances = appearances
        self.groups = Groups(appearances)
        self.known = Frequencies.of(appearances, weights(appearances))
        self.decisions: list[Decision] = []
        self.conflicts: list[Conflict] = []

    def keep(self, decided: Mapping[frozenset[str], bool]) -> None:
        """Join and part what people decided on."""
        joined, self.conflicts = self.groups.decide(decided)
        for one, other in joined:
            self._note(
                one, other, True, Comparison(reasons=("judged to be the same",)), judged=True
            )

    def join_equal_names(self) -> None:
        """Join appearances of one name, or of one Wikidata item, where nothing contradicts."""
        blocks: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self.appearances):
            blocks[one.item or one.key].append(place)
        for name in sorted(blocks):
            places = sorted(blocks[name], key=self._richest)
            profiles: list[int] = []
            for place in places:
                self._place(place, profiles)

    def _richest(self, place: int) -> tuple[int, int, str]:
        one = self.appearances[place]
        known = bool(one.item) + len(one.offices) + len(one.countries)
        return (-known, -len(one.company), one.iri)

    def _place(self, place: int, profiles: list[int]) -> None:
        """Join an appearance to the one of `profiles` it fits, or add it to them."""
        roots = dict.fromkeys(self.groups.root(p) for p in profiles)
        if self.groups.root(place) in roots:
            return
        found = self._compared(place, roots)
        best = self._best(found)
        if best is not None and self.groups.join(best[0], place):
            self._note(best[0], place, True, best[1])
            return
        if found:
            self._note(found[0][0], place, False, found[0][1])
        profiles.append(place)

    def _compared(self, place: int, others: Iterable[int]) -> list[tuple[int, Comparison]]:
        """Compare with the largest of the others; return them, the best first."""
        largest = sorted(others, key=lambda root: (-self.groups.profile(root).size, root))
        mine = self.groups.profile(place)
        found = [
            (root, compare(self.groups.profile(root), mine, self.known))
            for root in largest[:MOST_COMPARED]
            if not self.groups.apart(root, place)
        ]
        return sorted(found, key=lambda pair: (-self._ranked(*pair), pair[0]))

    def _ranked(self, root: int, comparison: Comparison) -> float:
        """Return a weight to which it adds that an actor is spoken of often."""
        return comparison.weight + _PRIOR * math.log(self.groups.profile(root).size)

    def _best(self, found: list[tuple[int, Comparison]]) -> tuple[int, Comparison] | None:
        """Return the best if it is good enough, and far enough from a second that excludes it."""
        if not found or found[0][1].weight < ENOUGH:
            return None
        for root, comparison in found[1:]:
            if comparison.weight < ENOUGH:
                continue
            near = self._ranked(*found[0]) - self._ranked(root, comparison) < _MARGIN
            if near and self._exclude(found[0][0], root):
                return None
        return found[0]

    def _exclude(self, one: int, other: int) -> bool:
        mine, theirs = self.groups.profile(one), self.groups.profile(other)
        return self.groups.apart(one, other) or compare(mine, theirs, self.known).weight < ENOUGH

    def join_variants(self) -> None:
        """Join actors whose names can be two forms of one, the best pairs first."""
        pairs = sorted(set(self._pairs()))
        scored: list[tuple[float, int, int]] = []
        found: dict[int, list[tuple[int, Comparison]]] = defaultdict(list)
        for one, other in pairs:
            if self.groups.apart(one, other):
                continue
            comparison = compare(self.groups.profile(one), self.groups.profile(other), self.known)
            if comparison.weight >= ENOUGH:
                scored.append((-comparison.weight, one, other))
                found[one].append((other, comparison))
                found[other].append((one, comparison))
        for _, one, other in sorted(scored):
            self._join_variant(one, other, found)

    def _join_variant(
        self, one: int, other: int, found: Mapping[int, list[tuple[int, Comparison]]]
    ) -> None:
        first, second = self.groups.root(one), self.groups.root(other)
        if first == second:
            return
        large, small = self.groups.profile(first), self.groups.profile(second)
        if (large.size, -first) < (small.size, -second):
            first, second, large, small = second, first, small, large
        # The two may have grown since they were compared.
        comparison = compare(large, small, self.known)
        if comparison.weight < ENOUGH:
            return
        if comparison.agreement in _WEAK and (
            self._doubtful(second, first, found) or self._doubtful(first, second, found)
        ):
            return
        if self.groups.join(first, second):
            self._note(first, second, True, comparison)

    def _doubtful(
        self, place: int, wanted: int, found: Mapping[int, list[tuple[int, Comparison]]]
    ) -> bool:
        """Tell whether another actor that is not the wanted one fits about as well."""
        others = {self.groups.root(root) for root, _ in found.get(place, ())} - {place}
        ranked = self._compared(place, others | {wanted})
        best = self._best(ranked)
        return best is None or best[0] != wanted

    def _pairs(self) -> Iterator[tuple[int, int]]:
        """Yield pairs of groups that share a key; in a large block only those near in order."""
        blocks: dict[str, list[int]] = defaultdict(list)
        for root in self.groups.roots():
            for key in _keys(self.groups.profile(root)):
                blocks[key].append(root)
        for key in sorted(blocks):
            roots = sorted(blocks[key], key=lambda root: (self.appearances[root].key, root))
            for at, one in enumerate(roots):
                for other in roots[at + 1 : at + 1 + MOST_COMPARED]:
                    yield min(one, other), max(one, other)

    def join_family_names(self) -> None:
        """Join persons called by a family name alone to the one person that it can be."""
        full: dict[str, list[int]] = defaultdict(list)
        single: list[int] = []
        for root in self.groups.roots():
            profile = self.groups.profile(root)
            if profile.family is Family.PERSON:
                if not any(name.given for name in profile.names):
                    single.append(root)
                for family in sorted({n.family for n in profile.names if n.given}):
                    full[family].append(root)
        for root in single:
            names = self.groups.profile(root).person_names()
            holders = full.get(names[0].family, [])
            found = self._compared(root, holders)
            if len(holders) == 1:
                found = [(one, comparison.alone()) for one, comparison in found]
            best = self._best(found)
            if best is not None and self.groups.join(best[0], root):
                self._note(best[0], root, True, best[1])

    def _note(
        self, one: int, other: int, same: bool, comparison: Comparison, *, judged: bool = False
    ) -> None:
        first, second = (self.groups.profile(p).members[0] for p in (one, other))
        if same:
            first, second = one, other
        self.decisions.append(Decision(first, second, same, comparison, judged))


def _keys(profile: Profile) -> Iterator[str]:
    """Yield the keys under which profiles meet whose names can be two forms of one."""
    for name in profile.names:
        if name.given:
            for key in given_keys(name.given[0]):
                yield f"p:{name.family}:{key}"
            for middle in name.given[1:]:
                yield f"p:{name.family}:{middle[:1]}"
            yield f"b:{name.given[0]}:{name.family[:3]}"
            yield f"e:{name.given[0]}:{name.family[-3:]}"
    for body in profile.bodies:
        yield f"o:{profile.family}:{body.key}"
        for letters in (body.acronym, *body.initials):
            if letters:
                yield f"a:{letters}"
    for key in sorted(profile.also):
        yield f"o:{profile.family}:{key}"
