"""What speaks for and against two phrases meaning the same: the features that the ranker reads.

They are of two sorts. What holds of two phrases however the chains fall is computed here, for many
pairs at once; what depends on the chains built so far is in `standing`, for one phrase at its turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sayso.annotate.coreference.kinds import KINDS, PRONOUNS, ROLES, TYPES
from sayso.annotate.coreference.traits import OWN, Marks, Numbers, Places, Traits

_DISTANCES = (0, 1, 2, 3, 5, 8, 13)
_BLOCK = 128  # phrases whose pairs are held at one time, so that memory does not grow with the text
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


@dataclass(frozen=True, slots=True)
class Block:
    """The pairs of some phrases: of number `first` and those after it, each with its options.

    `rows` has a row of PAIR for each option of each phrase in turn, zero in what depends on chains;
    the rows of the phrase at `n` of the block begin at `starts[n]`.
    """

    first: int
    options: Sequence[Places]
    late: Places
    early: Places
    starts: list[int]
    rows: Numbers


def blocks(of: Traits, rules: tuple[Places, Places], options: Sequence[Places]) -> Iterator[Block]:
    """Yield the pairs of all phrases with their options, some phrases at a time.

    `rules` are the chains that the rules for names, and those for names and nouns, make.
    """
    for first in range(0, len(options), _BLOCK):
        some = options[first : first + _BLOCK]
        counts = [len(js) for js in some]
        late = np.repeat(np.arange(first, first + len(some)), counts)
        early = np.concatenate(some)
        starts = [0, *np.cumsum(counts).tolist()]
        rows = pair_features(of, rules, late, early)
        yield Block(first, some, late, early, starts, rows)


def pair_features(of: Traits, rules: tuple[Places, Places], late: Places, early: Places) -> Numbers:
    """Return a row of PAIR for each pair of a later and an earlier phrase, whatever the chains."""
    columns = np.zeros((len(PAIR), len(late)), dtype=np.float32)
    sentences = of.sentence[late] - of.sentence[early]
    columns[np.searchsorted(np.array(_DISTANCES), sentences), np.arange(len(late))] = 1
    for values in (
        _nearness(of, late, early),
        _grammar(of, late, early),
        _quotes(of, late, early),
        _strings(of, rules, late, early),
    ):
        for name, value in values.items():
            columns[_PLACE[name]] = value
    return columns.T


_PLACE = {name: place for place, name in enumerate(PAIR)}
_PRONOUN = np.isin(np.arange(len(KINDS)), list(PRONOUNS))


def _nearness(of: Traits, late: Places, early: Places) -> dict[str, Numbers | Marks]:
    number, own = of.number[late], of.number[early]
    type_, theirs = of.type[late], of.type[early]
    return {
        "log phrases": np.log1p(late - early) / 4,
        "log tokens": np.log1p(np.maximum(0, of.root[late] - of.root[early])) / 6,
        "next phrase": early == late - 1,
        "number same": (own == number) & (number > 0),
        "number differs": (own != number) & (number > 0) & (own > 0),
        "own type same": (theirs == type_) & (type_ > 0),
        "own type differs": (theirs != type_) & (type_ > 0) & (theirs > 0),
    }


def _grammar(of: Traits, late: Places, early: Places) -> dict[str, Numbers | Marks]:
    roots = of.root[early]
    role, roles = of.role[late], of.role[early]
    start, end = of.start[late], of.end[late]
    starts, ends = of.start[early], of.end[early]
    subject = roles < 2
    same_verb = (of.verb[early] == of.verb[late]) & (of.verb[late] >= 0)
    reflexive = of.own[late, OWN.index("reflexive")] > 0
    object_ = (role == 2) | (role == 3)
    return {
        "same role": roles == role,
        "both subjects": subject & (role < 2),
        "both objects": (roles == 2) & (role == 2),
        "inside other": (starts <= start) & (ends >= end),
        "around other": (starts >= start) & (ends <= end),
        "same verb": same_verb,
        "binds": same_verb & subject & object_ & ~reflexive,
        "own subject": same_verb & subject & ((role == 4) | reflexive),
        "subject of clause": roots == of.clause[late],
        "governs": roots == of.governor[late],
        "predicate of": same_verb & (role == 8) & subject,
        "apposed to": (role == 6) & (of.sentence[early] == of.sentence[late]) & (ends >= start - 1),
        "beside": (ends == start) | (ends + 1 == start),
    }


def _quotes(of: Traits, late: Places, early: Places) -> dict[str, Numbers | Marks]:
    quote, quotes = of.quote[late], of.quote[early]
    speaker, speakers = of.speaker[late], of.speaker[early]
    inside, within = quote >= 0, quotes >= 0
    return {
        "same quote": (quotes == quote) & inside,
        "into quote": ~within & inside,
        "out of quote": within & ~inside,
        "other quote": within & inside & (quotes != quote),
        "speaker of quote": (of.root[early] == speaker) & (speaker >= 0),
        "own speaker": (speakers == of.root[late]) & (speakers >= 0),
        "same speaker": (speakers == speaker) & (speaker >= 0),
    }


def _strings(
    of: Traits, rules: tuple[Places, Places], late: Places, early: Places
) -> dict[str, Numbers | Marks]:
    names, nouns = rules
    same_head = of.head[early] == of.head[late]
    pronouns = _PRONOUN[of.kind[early]]
    worded = ~(pronouns | _PRONOUN[of.kind[late]])
    acronyms = of.acronym[late]
    return {
        "same text": of.text[early] == of.text[late],
        "same head": same_head,
        **_modified(of, late, early, np.flatnonzero(same_head & worded)),
        **_worded(of, late, early, worded),
        "acronym": worded & (acronyms >= 0) & (of.acronym[early] == acronyms),
        "same kind": of.kind[early] == of.kind[late],
        "name rule": (names[early] == names[late]) & (names[late] >= 0),
        "noun rule": (nouns[early] == nouns[late]) & (nouns[late] >= 0),
        "head repeated": same_head * np.log1p(of.count[late]),
        "pronoun before": pronouns,
    }


def _modified(of: Traits, late: Places, early: Places, at: Places) -> dict[str, Numbers | Marks]:
    """Return how the modifiers of the pairs `at`, which have one head, are related."""
    rows = np.zeros((4, len(late)), dtype=np.float32)
    for place, i, j in zip(at.tolist(), late[at].tolist(), early[at].tolist(), strict=True):
        mine, theirs = of.modifiers[i], of.modifiers[j]
        rows[0 if mine == theirs else 1 if mine < theirs else 2 if mine > theirs else 3, place] = 1
    names = ("same modifiers", "fewer modifiers", "more modifiers", "other modifiers")
    return dict(zip(names, rows, strict=True))


def _worded(of: Traits, late: Places, early: Places, worded: Marks) -> dict[str, Numbers | Marks]:
    """Return which share of their words two phrases have in common."""
    rows = np.zeros((3, len(late)), dtype=np.float32)
    # Pairs without a common bit have no common word; of the others most have one.
    at = np.flatnonzero(worded & ((of.bits[early] & of.bits[late]) != 0))
    for place, i, j in zip(at.tolist(), late[at].tolist(), early[at].tolist(), strict=True):
        mine, theirs = of.words[i], of.words[j]
        shared = len(mine & theirs)
        if shared:
            rows[0, place] = shared / len(mine | theirs)
            rows[1, place] = shared == len(mine)
            rows[2, place] = shared == len(theirs)
    return dict(zip(("shared words", "words within", "words around"), rows, strict=True))
