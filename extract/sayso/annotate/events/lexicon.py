"""The lexicon of event verbs and nouns, read once."""

from dataclasses import dataclass
from functools import cache

from sayso.annotate.lexicon_files import rows, words


@dataclass(frozen=True, slots=True)
class VerbEntry:
    """One line of `event_verbs.tsv`: a verb in one frame; see the header of that file."""

    particle: str
    frame: str
    values: frozenset[str]
    type: str
    mode: str | None
    rank: int


@dataclass(frozen=True, slots=True)
class NounEntry:
    """One line of `event_nouns.tsv`: a noun under one condition; see the header of that file."""

    condition: str
    values: frozenset[str]
    type: str
    mode: str | None
    rank: int


# How much a frame says: the more specific entry wins, and "Other" only by more than one step.
_FRAME_RANKS = {
    "-": 0,
    "nobj": 1,
    "obj": 1,
    "weak": 0,
    "plural": 1,
    "that": 2,
    "to": 2,
    "dative": 2,
}
_LISTED_RANK = 4
_PARTICLE_RANK = 3


def _condition(text: str) -> tuple[str, frozenset[str], int]:
    name, _, values = text.partition("=")
    rank = _FRAME_RANKS[name] if not values else _LISTED_RANK - (name == "prep")
    return name, frozenset(values.split(",")) if values else frozenset(), rank


@cache
def verbs() -> dict[str, tuple[VerbEntry, ...]]:
    """Return lemma to entries, the most specific first."""
    found: dict[str, list[VerbEntry]] = {}
    for lemma, particle, frame, kind, mode in rows("event_verbs.tsv"):
        name, values, rank = _condition(frame)
        particle = "" if particle == "-" else particle
        rank += (_PARTICLE_RANK if particle else 0) - (kind == "Other")
        entry = VerbEntry(particle, name, values, kind, None if mode == "-" else mode, rank)
        found.setdefault(lemma, []).append(entry)
    return {lemma: tuple(sorted(some, key=lambda e: -e.rank)) for lemma, some in found.items()}


@cache
def nouns() -> dict[str, tuple[NounEntry, ...]]:
    """Return lemma to entries, the most specific first."""
    found: dict[str, list[NounEntry]] = {}
    for lemma, condition, kind, mode in rows("event_nouns.tsv"):
        name, values, rank = _condition(condition)
        entry = NounEntry(name, values, kind, None if mode == "-" else mode, rank)
        found.setdefault(lemma, []).append(entry)
    return {lemma: tuple(sorted(some, key=lambda e: -e.rank)) for lemma, some in found.items()}


@cache
def verb_sets() -> dict[str, frozenset[str]]:
    """Return the named sets of `event_support.tsv`: light, phase and reversal verbs and so on."""
    found: dict[str, set[str]] = {}
    for name, lemma in rows("event_support.tsv"):
        found.setdefault(name, set()).add(lemma)
    return {name: frozenset(lemmas) for name, lemmas in found.items()}


@cache
def state_adjectives() -> frozenset[str]:
    """Return the adjectives of `state_adjectives.txt`."""
    return words("state_adjectives.txt")
