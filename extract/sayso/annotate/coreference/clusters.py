"""Clusters of candidates that refer to the same thing, joined step by step."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.annotate.mentions.candidate import Candidate
from sayso.model import EntityType

PEOPLE = frozenset({EntityType.PERSON, EntityType.ANONYMOUS})


class Clusters:
    """A partition of the candidates, with what is known of each part."""

    def __init__(self, candidates: list[Candidate]) -> None:
        self.candidates = candidates
        self._of = list(range(len(candidates)))
        self.members: dict[int, list[int]] = {n: [n] for n in range(len(candidates))}
        self._genders = [c.gender for c in candidates]
        self._types = [(_rank(c), c.type) for c in candidates]

    def of(self, n: int) -> int:
        """Return the cluster of candidate `n`."""
        return self._of[n]

    def join(self, a: int, b: int) -> None:
        """Join the clusters of two candidates; the one with the earlier member keeps its number."""
        first, second = sorted((self._of[a], self._of[b]))
        if first == second:
            return
        for n in self.members.pop(second):
            self._of[n] = first
            self.members[first].append(n)
        self._genders[first] = self._genders[first] or self._genders[second]
        if self._types[second][0] < self._types[first][0]:
            self._types[first] = self._types[second]

    def of_members(self, n: int) -> Iterable[Candidate]:
        """Yield the candidates in the cluster of candidate `n`."""
        return (self.candidates[m] for m in self.members[self._of[n]])

    def size(self, n: int) -> int:
        """Return how many candidates the cluster of `n` has."""
        return len(self.members[self._of[n]])

    def gender(self, n: int) -> str:
        """Return the gender known of the cluster of `n`: "m", "f" or ""."""
        return self._genders[self._of[n]]

    def type(self, n: int) -> EntityType | None:
        """Return the type of the cluster of `n`, a name's before a description's or pronoun's."""
        return self._types[self._of[n]][1]


def _rank(candidate: Candidate) -> int:
    if candidate.type is None:
        return 3
    return 0 if candidate.name else 2 if candidate.pronoun else 1
