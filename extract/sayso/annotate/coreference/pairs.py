"""What speaks for and against two phrases meaning the same: the features that the ranker reads."""

from __future__ import annotations

import numpy as np

from sayso.annotate.coreference.chains import Chains
from sayso.annotate.coreference.traits import (
    KINDS,
    OWN,
    PRONOUNS,
    ROLES,
    TYPES,
    Numbers,
    Places,
    Traits,
)

_DISTANCES = (0, 1, 2, 3, 5, 8, 13)
PAIR = (
    *(f"sentences {d}" for d in (*_DISTANCES, "more")),
    *(
        "log phrases",
        "log tokens",
        "next phrase",
        "rank agreeing",
        "log agreeing",
        "nearest agreeing",
    ),
    *("gender same", "gender differs", "gender unknown"),
    *("number same", "number differs", "chain number same", "chain number differs"),
    *("type same", "type differs", "own type same", "own type differs"),
    *("same role", "both subjects", "both objects"),
    *("inside other", "around other", "same verb", "binds", "own subject", "subject of clause"),
    *("governs", "predicate of", "apposed to", "beside"),
    *("same quote", "into quote", "out of quote", "other quote", "speaker of quote"),
    *("own speaker", "same speaker"),
    *("same text", "same head", "same modifiers", "fewer modifiers", "more modifiers"),
    *("other modifiers", "shared words", "words within", "words around", "acronym", "same kind"),
    *("name rule", "noun rule", "head repeated"),
    *("log chain size", "chain of one", "chain named", "chain last sentences", "is last of chain"),
    *("log chain last", "chain subjects", "chain in first sentence", "chain size share"),
    *("pronoun before", "first of chain"),
    *(f"chain {t}" for t in TYPES),
    *("chain gender m", "chain gender f"),
)


def own_names() -> tuple[str, ...]:
    """Return the names of the features of a phrase by itself."""
    return (
        *KINDS,
        *ROLES,
        *TYPES,
        *("number s", "number p", "gender m", "gender f"),
        *OWN,
        *("head count", "head seen", "position"),
    )


def own_features(of: Traits) -> Numbers:
    """Return a row for each phrase: what is known of it by itself."""
    count = len(of.root)
    seen = np.zeros(count)
    heads: dict[int, int] = {}
    for n, head in enumerate(of.head.tolist()):
        seen[n] = heads.get(head, 0)
        heads[head] = heads.get(head, 0) + 1
    return np.concatenate(
        [
            np.eye(len(KINDS))[of.kind],
            np.eye(len(ROLES))[of.role],
            np.eye(len(TYPES))[of.type],
            np.eye(3)[of.number][:, 1:],
            np.eye(3)[of.gender][:, 1:],
            of.own,
            np.log1p(of.count - 1)[:, None],
            np.log1p(seen)[:, None],
            np.log1p(of.sentence)[:, None] / 4,
        ],
        axis=1,
    ).astype(np.float32)


def pair_features(
    of: Traits, chains: Chains, rules: tuple[Places, Places], i: int, js: Places
) -> Numbers:
    """Return a row for each earlier phrase of `js`: how phrase `i` stands to it and its chain.

    `rules` are the chains that the rules for names, and those for names and nouns, make.
    """
    columns = [
        *_distance(of, chains, i, js),
        *_agreement(of, chains, i, js),
        *_grammar(of, i, js),
        *_quotes(of, i, js),
        *_strings(of, rules, i, js),
        *_salience(of, chains, i, js),
    ]
    return np.array(columns, dtype=np.float32).T


def _distance(of: Traits, chains: Chains, i: int, js: Places) -> list[Numbers]:
    sentences = of.sentence[i] - of.sentence[js]
    edges = np.searchsorted(np.array(_DISTANCES), sentences)
    buckets = np.eye(len(_DISTANCES) + 1)[edges].T
    agrees = _agreeing(of, chains, i, js)
    # How many chains that agree were mentioned between the two phrases.
    rank = np.zeros(len(js))
    seen: set[int] = set()
    for place in range(len(js) - 1, -1, -1):
        rank[place] = len(seen)
        if agrees[place]:
            seen.add(int(chains.of[js[place]]))
    return [
        *buckets,
        np.log1p(i - js) / 4,
        np.log1p(np.maximum(0, of.root[i] - of.root[js])) / 6,
        js == i - 1,
        np.minimum(rank, 6) / 6,
        np.log1p(rank) / 3,
        agrees & (rank == 0),
    ]


def _agreeing(of: Traits, chains: Chains, i: int, js: Places) -> Places:
    chain = chains.of[js]
    gender, number = of.gender[i], of.number[i]
    type_, wanted = chains.type[chain], KINDS[of.kind[i]]
    good: Places = (chains.gender[chain] == gender) | (chains.gender[chain] == 0) | (gender == 0)
    if number:
        good &= (of.number[js] == number) | (of.number[js] == 0)
    if wanted in ("he", "she"):
        good &= (type_ == 1) | ((type_ == 0) & np.isin(of.kind[js], list(PRONOUNS)))
    elif wanted == "it":
        good &= type_ != 1
    return good


def _agreement(of: Traits, chains: Chains, i: int, js: Places) -> list[Numbers]:
    chain = chains.of[js]
    gender, theirs = of.gender[i], chains.gender[chain]
    number, own = of.number[i], of.number[js]
    singular, plural = chains.singular[chain] > 0, chains.plural[chain] > 0
    same = singular if number == 1 else plural if number == 2 else np.zeros(len(js), bool)
    other = plural if number == 1 else singular if number == 2 else np.zeros(len(js), bool)
    mine = chains.type[chains.of[i]]
    types = chains.type[chain]
    return [
        (theirs == gender) & (gender > 0),
        (theirs != gender) & (gender > 0) & (theirs > 0),
        (theirs == 0) & (gender > 0),
        (own == number) & (number > 0),
        (own != number) & (number > 0) & (own > 0),
        same,
        other,
        (types == mine) & (mine > 0),
        (types != mine) & (mine > 0) & (types > 0),
        (of.type[js] == of.type[i]) & (of.type[i] > 0),
        (of.type[js] != of.type[i]) & (of.type[i] > 0) & (of.type[js] > 0),
    ]


def _grammar(of: Traits, i: int, js: Places) -> list[Numbers]:
    roots = of.root[js]
    role, roles = of.role[i], of.role[js]
    same_verb = (of.verb[js] == of.verb[i]) & (of.verb[i] >= 0)
    reflexive = of.own[i, OWN.index("reflexive")]
    object_ = role in (2, 3)
    return [
        (roles == role),
        (roles < 2) & (role < 2),
        (roles == 2) & (role == 2),
        (of.start[js] <= of.start[i]) & (of.end[js] >= of.end[i]),
        (of.start[js] >= of.start[i]) & (of.end[js] <= of.end[i]),
        same_verb,
        same_verb & (roles < 2) & object_ & (not reflexive),
        same_verb & (roles < 2) & ((role == 4) | bool(reflexive)),
        roots == of.clause[i],
        roots == of.governor[i],
        same_verb & (role == 8) & (roles < 2),
        (role == 6) & (of.sentence[js] == of.sentence[i]) & (of.end[js] >= of.start[i] - 1),
        (of.end[js] == of.start[i]) | (of.end[js] + 1 == of.start[i]),
    ]


def _quotes(of: Traits, i: int, js: Places) -> list[Numbers]:
    quote, quotes = of.quote[i], of.quote[js]
    speaker = of.speaker[i]
    return [
        (quotes == quote) & (quote >= 0),
        (quotes < 0) & (quote >= 0),
        (quotes >= 0) & (quote < 0),
        (quotes >= 0) & (quote >= 0) & (quotes != quote),
        (of.root[js] == speaker) & (speaker >= 0),
        (of.speaker[js] == of.root[i]) & (of.speaker[js] >= 0),
        (of.speaker[js] == speaker) & (speaker >= 0),
    ]


def _strings(of: Traits, rules: tuple[Places, Places], i: int, js: Places) -> list[Numbers]:
    pronoun = int(of.kind[i]) in PRONOUNS
    same_head = of.head[js] == of.head[i]
    rows = np.zeros((len(js), 8), dtype=np.float32)
    mine, words = of.modifiers[i], of.words[i]
    for place, j in enumerate(js.tolist()):
        if pronoun or int(of.kind[j]) in PRONOUNS:
            continue
        theirs, others = of.modifiers[j], of.words[j]
        if same_head[place]:
            rows[place, 0] = mine == theirs
            rows[place, 1] = mine < theirs
            rows[place, 2] = mine > theirs
            rows[place, 3] = not (mine <= theirs or mine >= theirs)
        shared = len(words & others)
        if shared:
            rows[place, 4] = shared / len(words | others)
            rows[place, 5] = shared == len(words)
            rows[place, 6] = shared == len(others)
        rows[place, 7] = len(of.acronym[i]) > 1 and of.acronym[i] == of.acronym[j]
    names, nouns = rules
    return [
        of.text[js] == of.text[i],
        same_head,
        *rows.T,
        of.kind[js] == of.kind[i],
        (names[js] == names[i]) & (names[i] >= 0),
        (nouns[js] == nouns[i]) & (nouns[i] >= 0),
        same_head * np.log1p(of.count[i]),
    ]


def _salience(of: Traits, chains: Chains, i: int, js: Places) -> list[Numbers]:
    chain = chains.of[js]
    size, last = chains.size[chain], chains.last[chain]
    return [
        np.log1p(size) / 3,
        size == 1,
        chains.named[chain] > 0,
        np.minimum(of.sentence[i] - of.sentence[last], 10) / 10,
        last == js,
        np.log1p(np.maximum(i - last, 0)) / 4,
        np.minimum(chains.subjects[chain], 5) / 5,
        of.sentence[chains.first[chain]] == 0,
        size / (i + 1) * 10,
        np.isin(of.kind[js], list(PRONOUNS)),
        chains.first[chain] == js,
        *np.eye(len(TYPES))[chains.type[chain]].T,
        chains.gender[chain] == 1,
        chains.gender[chain] == 2,
    ]
