"""How a phrase stands to the chains built so far: the features that change while they grow."""

from __future__ import annotations

import numpy as np

from sayso.annotate.coreference.chains import STANDING, Chains
from sayso.annotate.coreference.kinds import KINDS
from sayso.annotate.coreference.pairs import PAIR
from sayso.annotate.coreference.traits import Marks, Numbers, Places, Traits

_CHANGING = (
    *STANDING,
    *("rank agreeing", "log agreeing", "nearest agreeing"),
    *("gender same", "gender differs", "gender unknown"),
    *("chain number same", "chain number differs", "type same", "type differs"),
    *("chain last sentences", "is last of chain", "log chain last"),
    *("chain size share", "first of chain"),
)
# Where in a row of PAIR the features are that `chain_features` returns.
CHANGING = np.array([PAIR.index(name) for name in _CHANGING])
_AGREEING, _GENDER, _NUMBER, _TYPE, _RECENCY = (
    _CHANGING.index(name)
    for name in (
        *("rank agreeing", "gender same", "chain number same", "type same"),
        "chain last sentences",
    )
)
_FAR = 10  # sentences, from which on no difference is made
_MANY = 6  # agreeing chains between two phrases, from which on no difference is made
_HE, _SHE, _IT = KINDS.index("he"), KINDS.index("she"), KINDS.index("it")


def chain_features(of: Traits, chains: Chains, i: int, js: Places) -> Numbers:
    """Return a row for each earlier phrase of `js`: how phrase `i` stands to its chain.

    The columns are those of PAIR at CHANGING.
    """
    chain = chains.of[js]
    columns = np.zeros((len(_CHANGING), len(js)), dtype=np.float32)
    columns[: len(STANDING)] = chains.table[chain].T
    types = chains.type[chain]
    good = _agreement(of, chains, i, chain, types, columns)
    good = _agreeing(of, chains, i, js, types, good)
    rank = _between(chain, good)
    columns[_AGREEING] = np.minimum(rank, _MANY) / _MANY
    columns[_AGREEING + 1] = np.log1p(rank) / 3
    columns[_AGREEING + 2] = good & (rank == 0)
    last = chains.last[chain]
    columns[_RECENCY] = np.minimum(of.sentence[i] - of.sentence[last], _FAR) / _FAR
    columns[_RECENCY + 1] = last == js
    columns[_RECENCY + 2] = np.log1p(np.maximum(i - last, 0)) / 4
    columns[_RECENCY + 3] = chains.size[chain] / (i + 1) * 10
    columns[_RECENCY + 4] = chain == js
    return columns.T


def whole(pairs: Numbers, standing: Numbers) -> Numbers:
    """Return rows of PAIR with what `chain_features` returned for them in its places."""
    rows = pairs.copy()
    rows[:, CHANGING] = standing
    return rows


def _agreement(
    of: Traits, chains: Chains, i: int, chain: Places, types: Places, columns: Numbers
) -> Marks:
    """Fill the columns of gender, number and type; return which chains have no other gender."""
    gender, number, mine = of.gender[i], of.number[i], chains.type[chains.of[i]]
    good: Marks = np.ones(len(chain), dtype=bool)
    if gender:
        theirs = chains.gender[chain]
        same, unknown = theirs == gender, theirs == 0
        good = same | unknown
        columns[_GENDER], columns[_GENDER + 1], columns[_GENDER + 2] = same, ~good, unknown
    if number:
        singular, plural = chains.singular[chain] > 0, chains.plural[chain] > 0
        columns[_NUMBER], columns[_NUMBER + 1] = (
            (singular, plural) if number == 1 else (plural, singular)
        )
    if mine:
        same = types == mine
        columns[_TYPE], columns[_TYPE + 1] = same, ~same & (types > 0)
    return good


def _agreeing(of: Traits, chains: Chains, i: int, js: Places, types: Places, good: Marks) -> Marks:
    """Return which options agree with phrase `i`, `good` being those that do so in gender."""
    number, kind = of.number[i], of.kind[i]
    if number:
        numbers = of.number[js]
        good = good & ((numbers == number) | (numbers == 0))
    if kind in (_HE, _SHE):
        good = good & ((types == 1) | ((types == 0) & chains.pronoun[js]))
    elif kind == _IT:
        good = good & (types != 1)
    return good


def _between(chain: Places, good: Marks) -> Places:
    """Return for each option how many chains that agree are mentioned after it."""
    seen: set[int] = set()
    ranks: list[int] = []
    for number, agrees in zip(chain[::-1].tolist(), good[::-1].tolist(), strict=True):
        ranks.append(len(seen))
        if agrees:
            seen.add(number)
    return np.array(ranks[::-1], dtype=np.int64)
