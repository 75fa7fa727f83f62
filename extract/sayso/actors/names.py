"""Names in their parts: of persons given names, family name and suffix; of bodies what they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sayso.actors.folding import apart, folded
from sayso.actors.tables import institution_words, legal_forms, nicknames, offices, places

_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii"}
_ADDRESS = frozenset("mr mrs ms miss dr sir lord dame madam rip the then ex former".split())
_PARTICLES = frozenset("al el de da di du la le van von der den bin ibn ben abu".split())
_FUNCTION = frozenset("of the for and in on at to a an de la des du et der und".split())
_MOST_WORDS = 12
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 3, 6
"""Letters of a name that can be initials; two are a state's or a date's as often."""
_SPELLING_FROM = 5
"""Letters that a word needs for one of them to count as a slip."""


class Agreement(StrEnum):
    """How far two names can be the same person's, from best to worst."""

    SAME = "the same full name"
    MIDDLE = "the same name, with and without a middle name"
    SUFFIX = "the same name, with and without a suffix"
    SHORT = "a full and a short given name"
    SPELLING = "names one letter apart"
    INITIAL = "an initial that fits"
    SINGLE = "the same single name"
    FAMILY = "the family name alone"
    NONE = "different names"


@dataclass(frozen=True, slots=True)
class PersonName:
    """The name of a person, folded; `given` has the middle names and is empty for a single name."""

    given: tuple[str, ...]
    family: str
    suffix: str = ""

    @property
    def whole(self) -> str:
        """The name as one string, by which equal names are found."""
        return " ".join((*self.given, self.family, self.suffix)).strip()


@dataclass(frozen=True, slots=True)
class BodyName:
    """The name of an organization or state, folded.

    `words` are its words without articles and legal forms; `key` the same in alphabetical order, so
    that "Department of State" and "State Department" meet. `place` is the code of the state, or the
    part of one, that it begins or ends with, which is not among the words of a generic name;
    `generic` says that many places have one of that name. `initials` are the acronyms that it may
    have; `acronym` is set where the name itself looks like one.
    """

    words: tuple[str, ...]
    key: str
    place: str = ""
    generic: bool = False
    initials: tuple[str, ...] = ()
    acronym: str = ""


@lru_cache(maxsize=65_536)
def person_name(name: str) -> PersonName:
    """Return the parts of a person's name; titles and forms of address are left out."""
    words = folded(name.replace(".", ". ")).split()[:_MOST_WORDS]
    while len(words) > 1 and (words[0] in _ADDRESS or words[0] in offices()):
        words = words[1:]
    suffix = _SUFFIXES.get(words[-1], "") if len(words) > 1 else ""
    if suffix:
        words = words[:-1]
    if not words:
        return PersonName((), name[:1].casefold() or "?")
    first, middle = words[:1] if len(words) > 1 else [], words[1:-1]
    given = (*first, *(word for word in middle if word not in _PARTICLES))
    return PersonName(given, words[-1], suffix)


@lru_cache(maxsize=65_536)
def body_name(name: str) -> BodyName:
    """Return what the name of an organization says."""
    whole = folded(name).split()[:_MOST_WORDS]
    words = [word for word in whole if word not in _FUNCTION] or whole
    while len(words) > 1 and words[-1] in legal_forms():
        words = words[:-1]
    place, rest = _without_place(words)
    generic = bool(rest) and all(word in institution_words() for word in rest)
    letters = name.replace(".", "").strip()
    acronym = letters.casefold() if letters.isupper() and letters.isalpha() else ""
    if generic or place == "us":
        words = rest or words
    return BodyName(
        tuple(words),
        " ".join(sorted(words)),
        place if rest else "",
        generic,
        _initials(whole),
        acronym if _SHORTEST_ACRONYM <= len(acronym) <= _LONGEST_ACRONYM else "",
    )


@lru_cache(maxsize=65_536)
def place_name(name: str) -> BodyName:
    """Return the name of a state or another place that acts, of which every word tells it apart."""
    words = [word for word in folded(name).split()[:_MOST_WORDS] if word != "the"]
    return BodyName(tuple(words), " ".join(words))


def _without_place(words: list[str]) -> tuple[str, list[str]]:
    """Return the code of the state or part of one that a name begins or ends with, and the rest."""
    for size in (3, 2, 1):
        for part, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            code = places().get(" ".join(part)) if len(words) >= size else None
            if code:
                return code, rest
    return "", words


def _initials(words: list[str]) -> tuple[str, ...]:
    if len(words) < 2:
        return ()
    content = "".join(word[0] for word in words if word not in _FUNCTION)
    every = "".join(word[0] for word in words if word != "the")
    return tuple(sorted({one for one in (content, every) if len(one) > 1}))


@lru_cache(maxsize=65_536)
def agreement(one: PersonName, other: PersonName) -> Agreement:
    """Tell how far two names of persons can be the same person's."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return Agreement.NONE
    families = apart(one.family, other.family)
    if families and not (
        families == 1 and min(len(one.family), len(other.family)) >= _SPELLING_FROM
    ):
        return Agreement.NONE
    if not one.given or not other.given:
        if families or one.whole == other.whole:
            return Agreement.NONE if families else Agreement.SINGLE
        return Agreement.FAMILY
    given = _given(one.given, other.given)
    if families:
        # A slip in the family name only where the rest leaves no doubt.
        return Agreement.SPELLING if given is Agreement.SAME else Agreement.NONE
    if one.suffix != other.suffix and given is not Agreement.NONE:
        return Agreement.SUFFIX
    return given


def _given(one: tuple[str, ...], other: tuple[str, ...]) -> Agreement:
    if one == other:
        return Agreement.SAME
    first = _first(one[0], other[0])
    if first is Agreement.SAME:
        both = zip(one[1:], other[1:], strict=False)
        if any(_first(a, b) is Agreement.NONE for a, b in both):
            return Agreement.NONE
        return Agreement.MIDDLE
    if first is Agreement.NONE or (len(one[0]) == 1 and len(other) == 1 < len(one)):
        # "J. Edgar" and "Edgar": known by the middle name.
        shorter, longer = sorted((one, other), key=len)
        if len(shorter) < len(longer) and shorter[0] in longer[1:] and len(shorter[0]) > 1:
            return Agreement.MIDDLE
    return first


def _first(one: str, other: str) -> Agreement:
    if one == other:
        return Agreement.SAME
    if len(one) == 1 or len(other) == 1:
        return Agreement.INITIAL if one[0] == other[0] else Agreement.NONE
    if nicknames().get(one, frozenset()) & nicknames().get(other, frozenset()):
        return Agreement.SHORT
    if min(len(one), len(other)) >= _SPELLING_FROM and apart(one, other) == 1:
        return Agreement.SPELLING
    return Agreement.NONE


def given_keys(given: str) -> tuple[str, ...]:
    """Return the keys under which a given name is found by others that may be the same."""
    lines = nicknames().get(given, frozenset())
    return (given[:1], *(f"#{line}" for line in sorted(lines)))
