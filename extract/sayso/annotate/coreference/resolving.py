"""Building the chains of an article: each phrase in turn joins the chain it most likely means."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sayso.annotate.coreference.chains import Chains
from sayso.annotate.coreference.kinds import KINDS, PRONOUNS, THIRD, TYPES
from sayso.annotate.coreference.problem import Problem
from sayso.annotate.coreference.ranker import Ranker
from sayso.annotate.coreference.standing import chain_features, whole
from sayso.annotate.coreference.traits import OWN, Marks, Numbers, Places, Traits
from sayso.annotate.coreference.turns import turns

_GENDERED = frozenset(KINDS.index(k) for k in ("he", "she"))
_IT = KINDS.index("it")
_PERSON = TYPES.index("person")
_BY_NOUN = 1  # the rank of chains that have their type from a noun, after those with a name
# Types of chains that no "he" or "she" means.
_IS_THING = np.isin(TYPES, ("body", "state", "place", "work", "time"))


@dataclass(slots=True)
class Resolved:
    """The chains of a document, and how sure the link is that put each phrase into its chain."""

    problem: Problem
    chains: Chains
    confidence: Numbers


def resolve(given: Problem, by: Ranker, seen: list[Numbers] | None = None) -> Resolved:
    """Return the chains of a document.

    The shares of the options are summed by chain: a chain mentioned often weighs more. To `seen`
    the features of the pairs of each phrase are added, as they are when its turn comes.
    """
    chains = Chains(given.of)
    sure = np.ones(len(given.phrases), dtype=np.float32)
    for turn in turns(given, by):
        i, js = turn.phrase, turn.options
        standing = chain_features(given.of, chains, i, js)
        if seen is not None:
            seen.append(whole(turn.pairs, standing))
        if not len(js):
            continue
        scores, none = turn.scores(standing), turn.none
        chain = chains.of[js]
        barred = _barred(given.of, chains, i, chain, turn.apart) | turn.around
        scores[barred] = -np.inf
        top = max(float(scores.max()), none)
        shares = np.bincount(chain, np.exp(scores - top))
        best = int(shares.argmax())
        nothing = math.exp(none - top)
        if shares[best] > nothing:
            sure[i] = turn.ensemble.sure(shares[best] / (float(shares.sum()) + nothing))
            chains.join(i, best)
    _join_ahead(given.of, chains)
    return Resolved(given, chains, sure)


def _join_ahead(of: Traits, chains: Chains) -> None:
    """Join a pronoun of a fronted phrase, if it means nothing before, to the subject after it."""
    pleonastic = of.own[:, OWN.index("pleonastic")] > 0
    main = (of.own[:, OWN.index("main clause")] > 0) & (of.role < 2)
    main &= ~np.isin(of.kind, list(PRONOUNS))
    for i in np.flatnonzero(np.isin(of.kind, list(THIRD)) & ~pleonastic).tolist():
        if chains.of[i] != i:
            continue
        for k in range(i + 1, len(of.root)):
            if of.sentence[k] != of.sentence[i]:
                break
            if main[k] and _agrees(of, chains, i, k):
                chains.join(k, i)
                break


def _agrees(of: Traits, chains: Chains, pronoun: int, k: int) -> bool:
    gender, number, wanted = of.gender[k], of.number[k], of.number[pronoun]
    person = of.type[k] == _PERSON
    if number and wanted and number != wanted:
        return False
    if int(of.kind[pronoun]) in _GENDERED:
        return bool(person) and int(gender) in (0, int(of.gender[pronoun]))
    return not (person and int(of.kind[pronoun]) == _IT)


def _barred(of: Traits, chains: Chains, i: int, chain: Places, apart: Marks) -> Marks:
    """Tell which options are excluded, and with each its chain.

    Excluded are the other gender, "he" or "she" for a thing and "it" for a person, what does not
    happen where something does, and what grammar keeps `apart`.
    """
    gender, kind = of.gender[i], int(of.kind[i])
    barred: Marks = np.zeros(len(chain), dtype=bool)
    types = np.where(chains.rank[chain] <= _BY_NOUN, chains.type[chain], 0)
    if gender:
        theirs = chains.gender[chain]
        barred = (theirs != gender) & (theirs > 0)
    if kind in _GENDERED:
        barred |= _IS_THING[types]
    if kind == _IT:
        barred |= types == _PERSON
    if kind in THIRD and of.takes_place[i]:
        barred |= types > 0
    if kind in THIRD and apart.any():
        barred |= np.isin(chain, chain[apart])
    return barred
