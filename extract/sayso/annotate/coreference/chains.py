"""The chains that have been built so far, with what the ranker asks of them."""

from __future__ import annotations

import math

import numpy as np

from sayso.annotate.coreference.kinds import PRONOUNS, TYPES
from sayso.annotate.coreference.traits import Marks, Numbers, Places, Traits

_SINGULAR, _PLURAL = 1, 2
_NAMED = 9  # the kinds from here to "thing" are names
# What the ranker reads of a chain by itself.
STANDING = (
    *("log chain size", "chain of one", "chain named", "chain subjects", "chain in first sentence"),
    *(f"chain {t}" for t in TYPES),
    *("chain gender m", "chain gender f"),
)
_TYPED = STANDING.index(f"chain {TYPES[0]}")
_GENDERED = STANDING.index("chain gender m")


class Chains:
    """Each phrase is in one chain; a chain is numbered by its first phrase.

    `table` has a row of STANDING for each chain.
    """

    def __init__(self, of: Traits) -> None:
        """Begin with a chain for each phrase."""
        count = len(of.root)
        self.of: Places = np.arange(count)
        self.size: Places = np.ones(count, dtype=np.int64)
        self.last: Places = np.arange(count)
        self.gender: Places = of.gender.copy()
        self.pronoun: Marks = np.isin(of.kind, list(PRONOUNS))
        self.type: Places = np.where(self.pronoun, 0, of.type)
        self.rank: Places = np.where(self.pronoun, 3, np.where(of.type == 0, 2, 1))
        self.rank[(of.kind >= _NAMED) & (of.kind < _NAMED + 4)] = 0
        self.singular: Places = (of.number == _SINGULAR).astype(np.int64)
        self.plural: Places = (of.number == _PLURAL).astype(np.int64)
        self.named: Places = (self.rank == 0).astype(np.int64)
        self.subjects: Places = (of.role == 0).astype(np.int64)
        self.members: dict[int, list[int]] = {n: [n] for n in range(count)}
        self.table = self._first_table(of)

    def _first_table(self, of: Traits) -> Numbers:
        places = np.arange(len(self.of))
        table = np.zeros((len(places), len(STANDING)), dtype=np.float32)
        table[:, 0], table[:, 1] = math.log1p(1) / 3, 1
        table[:, 2], table[:, 3] = self.named, self.subjects / 5
        table[:, 4] = of.sentence == 0
        table[places, _TYPED + self.type] = 1
        table[:, _GENDERED], table[:, _GENDERED + 1] = self.gender == 1, self.gender == 2
        return table

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
        self._tell(one)

    def _tell(self, chain: int) -> None:
        """Write what has changed of a chain into its row of the table."""
        row = self.table[chain]
        row[0], row[1] = math.log1p(self.size[chain]) / 3, self.size[chain] == 1
        row[2], row[3] = self.named[chain] > 0, min(self.subjects[chain], 5) / 5
        row[_TYPED:] = 0
        row[_TYPED + self.type[chain]] = 1
        if self.gender[chain]:
            row[_GENDERED + self.gender[chain] - 1] = 1
