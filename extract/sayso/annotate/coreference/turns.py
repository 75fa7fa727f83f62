"""The turns of the phrases, each with all that can be computed before the chains are known.

What networks make of pairs adds up from parts; the parts that no chain changes are products of
matrices over many pairs, which cost far less than as many small ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sayso.annotate.coreference.kinds import KINDS, ROLES, THIRD
from sayso.annotate.coreference.pairs import Block, blocks
from sayso.annotate.coreference.problem import Problem
from sayso.annotate.coreference.ranker import NETWORKS, Ensemble, Ranker
from sayso.annotate.coreference.standing import CHANGING
from sayso.annotate.coreference.traits import OWN, Marks, Numbers, Places, Traits

_IS_THIRD = np.isin(np.arange(len(KINDS)), list(THIRD))
_SAME_VOICE = 1  # sentences back in which "I" is still who speaks
_IS_SPEAKING = np.isin(KINDS, ("I", "we", "you"))
_IS_OBJECT = np.isin(ROLES, ("object", "oblique"))
_SEVERAL = KINDS.index("several")
_REFLEXIVE, _NESTED = OWN.index("reflexive"), OWN.index("nested")


@dataclass(frozen=True, slots=True)
class Turn:
    """A phrase with its options: their features but for the chains, and which grammar excludes.

    `none` is the score of meaning nothing that came before. `around` are options that contain the
    phrase.
    """

    phrase: int
    options: Places
    pairs: Numbers
    apart: Marks
    none: float
    hidden: Numbers
    changing: Numbers
    ensemble: Ensemble
    around: Marks

    def scores(self, standing: Numbers) -> Numbers:
        """Return the score of each option, given how the phrase stands to its chain."""
        return self.ensemble.scores(self.hidden + standing @ self.changing)


def turns(given: Problem, by: Ranker) -> Iterator[Turn]:
    """Yield the phrases of a document in the order of the text."""
    if not given.phrases:
        return
    third = _IS_THIRD[given.of.kind]
    weighed = {kind: _Weighed(given.own, by.ensemble(kind)) for kind in NETWORKS}
    for block in blocks(given.of, given.rules, given.options):
        apart = _apart(given.of, block.late, block.early)
        around = _around(given.of, block.late, block.early)
        hidden = _hidden(block, third, weighed)
        done = dict.fromkeys(NETWORKS, 0)
        for n, js in enumerate(block.options):
            i, part = block.first + n, slice(block.starts[n], block.starts[n + 1])
            kind = "third" if third[i] else "rest"
            one, begin = weighed[kind], done[kind]
            done[kind] += len(js)
            units = hidden[kind][begin : done[kind]]
            yield Turn(
                *(i, js, block.rows[part], apart[part], one.none[i], units),
                *(one.changing, one.ensemble, around[part]),
            )


class _Weighed:
    """What the networks of one kind make of each phrase by itself."""

    def __init__(self, own: Numbers, ensemble: Ensemble) -> None:
        self.ensemble = ensemble
        self.none: list[float] = ensemble.none(own).tolist()
        self.later, self.earlier = ensemble.of_later(own), ensemble.of_earlier(own)
        self.changing = ensemble.parts["pair"][CHANGING]


def _hidden(block: Block, third: Marks, weighed: dict[str, _Weighed]) -> dict[str, Numbers]:
    """Return by kind what the phrases and pairs of a block give to the hidden units."""
    is_third = third[block.late]
    hidden: dict[str, Numbers] = {}
    for kind, rows in (("third", np.flatnonzero(is_third)), ("rest", np.flatnonzero(~is_third))):
        one = weighed[kind]
        later, earlier = one.later[block.late[rows]], one.earlier[block.early[rows]]
        hidden[kind] = one.ensemble.hidden(later, earlier, block.rows[rows])
    return hidden


def _around(of: Traits, late: Places, early: Places) -> Marks:
    """Tell which pairs are a third person and a phrase around it, but for its relative clauses."""
    around: Marks = (of.start[early] <= of.start[late]) & (of.end[early] >= of.end[late])
    around &= _IS_THIRD[of.kind[late]]
    around &= of.root[early] != of.relative[late]
    return around


def _apart(of: Traits, late: Places, early: Places) -> Marks:
    """Tell which pairs grammar keeps apart, where the later phrase is a third person.

    These are the subject of a verb and its object that is not reflexive, who speaks and whom is
    spoken of, and a coordination and a part of it.
    """
    apart: Marks = _IS_SPEAKING[of.kind[early]] & (of.quote[early] == of.quote[late])
    apart &= of.sentence[early] >= of.sentence[late] - _SAME_VOICE
    plain = _IS_OBJECT[of.role] & (of.own[:, _REFLEXIVE] == 0) & (of.own[:, _NESTED] == 0)
    apart |= plain[late] & (of.root[early] == of.clause[late]) & (of.clause[late] >= 0)
    around = (of.start[early] <= of.start[late]) & (of.end[early] >= of.end[late])
    apart |= around & (of.kind[early] == _SEVERAL)
    return apart
