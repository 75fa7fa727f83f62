"""The chains that have been built so far, with what the ranker asks of them."""

from __future__ import annotations

import numpy as np

from sayso.annotate.coreference.traits import PRONOUNS, Places, Traits

_SINGULAR, _PLURAL = 1, 2
_NAMED = 9  # the kinds from here to "thing" are names


class Chains:
    """Each phrase is in one chain; a chain is numbered by its first phrase."""

    def __init__(self, of: Traits) -> None:
        """Begin with a chain for each phrase."""
        count = len(of.root)
        self.of: Places = np.arange(count)
        self.size: Places = np.ones(count, dtype=np.int64)
        self.last: Places = np.arange(count)
        self.gender: Places = of.gender.copy()
        pronoun = np.isin(of.kind, list(PRONOUNS))
        self.type: Places = np.where(pronoun, 0, of.type)
        self.rank: Places = np.where(pronoun, 3, np.where(of.type == 0, 2, 1))
        self.rank[(of.kind >= _NAMED) & (of.kind < _NAMED + 4)] = 0
        self.singular: Places = (of.number == _SINGULAR).astype(np.int64)
        self.plural: Places = (of.number == _PLURAL).astype(np.int64)
        self.named: Places = (self.rank == 0).astype(np.int64)
        self.subjects: Places = (of.role == 0).astype(np.int64)
        self.first: Places = np.arange(count)
        self.members: dict[int, list[int]] = {n: [n] for n in range(count)}

    def join(self, late: int, early: int) -> None:
        """Put the chain of a later phrase into that of an earlier one."""
        one, other = int(self.of[early]), int(self.of[late])
        if one == other:
            return
        if other < one:
            one, other = other, one
        moved = self.members.pop(other)
        self.of[moved] = one
        self.members[one].extend(moved)
        self.members[one].sort()
        for column in (self.size, self.singular, self.plural, self.named, self.subjects):
            column[one] += column[other]
        self.last[one] = max(self.last[one], self.last[other])
        if not self.gender[one]:
            self.gender[one] = self.gender[other]
        if self.rank[other] < self.rank[one]:
            self.rank[one], self.type[one] = self.rank[other], self.type[other]
