"""Building the chains of an article: each phrase in turn joins the chain it most likely means."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sayso.annotate.coreference.chains import Chains
from sayso.annotate.coreference.clusters import Clusters
from sayso.annotate.coreference.markables import Markable, markables
from sayso.annotate.coreference.names import join_names
from sayso.annotate.coreference.nominals import join_nominals
from sayso.annotate.coreference.options import options
from sayso.annotate.coreference.pairs import own_features, pair_features
from sayso.annotate.coreference.ranker import Ranker
from sayso.annotate.coreference.traits import (
    KINDS,
    OWN,
    PRONOUNS,
    ROLES,
    TYPES,
    Numbers,
    Places,
    Traits,
    traits,
)
from sayso.annotate.mentions.candidate import Found

THIRD = frozenset(KINDS.index(k) for k in ("he", "she", "they", "it"))
_GENDERED = frozenset(KINDS.index(k) for k in ("he", "she"))
_IT = KINDS.index("it")
_PERSON = TYPES.index("person")
_SAME_VOICE = 1  # sentences back in which "I" is still who speaks
_SPEAKING = [KINDS.index(k) for k in ("I", "we", "you")]
_SEVERAL = KINDS.index("several")
_OBJECTS = (ROLES.index("object"), ROLES.index("oblique"))
_REFLEXIVE, _NESTED = OWN.index("reflexive"), OWN.index("nested")
_THINGS = (2, 3, 4, 6, 7)  # types of chains that no "he" or "she" means


@dataclass(slots=True)
class Problem:
    """A document as the ranker sees it: its phrases, what is known of them, what each may mean.

    `rules` are for each phrase the chain that the rules for names give it, and the one that the
    rules for names and nouns give it, or -1.
    """

    phrases: list[Markable]
    of: Traits
    own: Numbers
    rules: tuple[Places, Places]
    options: list[Places]


@dataclass(slots=True)
class Resolved:
    """The chains of a document, and how sure the link is that put each phrase into its chain."""

    problem: Problem
    chains: Chains
    confidence: Numbers


def problem(found: Found) -> Problem:
    """Prepare a document for the ranker."""
    phrases = markables(found)
    of = traits(found.columns, phrases)
    rules = _rules(found, phrases)
    return Problem(phrases, of, own_features(of), rules, options(of, rules))


def _rules(found: Found, phrases: list[Markable]) -> tuple[Places, Places]:
    parts = Clusters(found.candidates)
    join_names(parts)
    names = [parts.of(n) for n in range(len(found.candidates))]
    join_nominals(parts, found)
    nouns = [parts.of(n) for n in range(len(found.candidates))]
    called: dict[str, int] = {}
    for n, candidate in enumerate(found.candidates):
        if candidate.name:
            called.setdefault(_key(candidate.text, candidate.known), n)
    at = [
        one.candidate
        if one.candidate >= 0
        else called.get(_key(one.own.text, one.own.known), -1)
        if one.form == "adjective"
        else -1
        for one in phrases
    ]
    return (
        np.array([names[n] if n >= 0 else -1 for n in at], dtype=np.int64),
        np.array([nouns[n] if n >= 0 else -1 for n in at], dtype=np.int64),
    )


def _key(text: str, known: object) -> str:
    return str(getattr(known, "key", None) or text.lower())


def resolve(given: Problem, by: Ranker, seen: list[Numbers] | None = None) -> Resolved:
    """Return the chains of a document.

    The shares of the options are summed by chain: a chain mentioned often weighs more. To `seen`
    the features of the pairs of each phrase are added, as they are when its turn comes.
    """
    chains = Chains(given.of)
    sure = np.ones(len(given.phrases), dtype=np.float32)
    for i, js in enumerate(given.options):
        pairs = pair_features(given.of, chains, given.rules, i, js)
        if seen is not None:
            seen.append(pairs)
        if not len(js):
            continue
        kind = "third" if int(given.of.kind[i]) in THIRD else "rest"
        scores, none = by.scores(kind, given.own[i], given.own[js], pairs)
        scores = np.where(_barred(given.of, chains, i, js), -np.inf, scores)
        top = max(float(scores.max()), none)
        shares = np.bincount(chains.of[js], np.exp(scores - top))
        best = int(shares.argmax())
        nothing = float(np.exp(none - top))
        if shares[best] > nothing:
            sure[i] = shares[best] / (float(shares.sum()) + nothing)
            chains.join(i, best)
    _join_ahead(given.of, chains)
    return Resolved(given, chains, sure)


def _join_ahead(of: Traits, chains: Chains) -> None:
    """Join a pronoun of a fronted phrase, if it means nothing before, to the subject after it."""
    pleonastic = of.own[:, OWN.index("pleonastic")] > 0
    main = (of.own[:, OWN.index("main clause")] > 0) & (of.role < 2)
    main &= ~np.isin(of.kind, list(PRONOUNS))
    for i in np.flatnonzero(np.isin(of.kind, list(THIRD)) & ~pleonastic).tolist():
        if chains.first[chains.of[i]] != i:
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


def _barred(of: Traits, chains: Chains, i: int, js: Places) -> Places:
    """Tell which options grammar excludes, and with each its chain.

    Excluded are the other gender, "he" or "she" for a thing, the subject of a verb for its object
    that is not reflexive, and who speaks for whom is spoken of.
    """
    chain = chains.of[js]
    gender = of.gender[i]
    barred: Places = (chains.gender[chain] != gender) & (chains.gender[chain] > 0) & (gender > 0)
    if int(of.kind[i]) not in THIRD:
        return barred
    if int(of.kind[i]) in _GENDERED:
        barred |= np.isin(chains.type[chain], _THINGS) & (chains.rank[chain] == 0)
    apart = np.isin(of.kind[js], _SPEAKING) & (of.quote[js] == of.quote[i])
    apart &= of.sentence[js] >= of.sentence[i] - _SAME_VOICE
    if int(of.role[i]) in _OBJECTS and not (of.own[i, _REFLEXIVE] or of.own[i, _NESTED]):
        apart |= (of.root[js] == of.clause[i]) & (of.clause[i] >= 0)
    around = (of.start[js] <= of.start[i]) & (of.end[js] >= of.end[i])
    apart |= around & (of.kind[js] == _SEVERAL)
    return barred | np.isin(chain, chain[apart])


