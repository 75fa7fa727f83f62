"""Compares two profiles part by part: names, offices, countries, company; a score with its parts.

The parts are weights of evidence, natural logarithms of odds as in the model of Fellegi and Sunter
(A theory for record linkage, 1969): above 0 they speak for one actor, below for two. Their sum is
turned into a share from 0 to 1. Something that contradicts weighs more than the best name, so that
a name alone never makes one person of two whose offices or countries differ.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sayso.actors.folding import folded
from sayso.actors.names import Agreement, BodyName, PersonName, agreement
from sayso.actors.profile import Profile
from sayso.actors.record import Appearance, Family
from sayso.actors.tables import bare_words, places, sole_offices

ENOUGH = 0.85
"""The weight from which two profiles are taken for one actor: a share of 0.7."""

_NAMES = {
    Agreement.SAME: 3.0,
    Agreement.MIDDLE: 2.4,
    Agreement.SHORT: 2.0,
    Agreement.SPELLING: 1.5,
    Agreement.INITIAL: 0.3,
    Agreement.SUFFIX: 0.0,
    Agreement.SINGLE: -1.0,
    Agreement.FAMILY: -1.0,
}
_ONE_ITEM, _TWO_ITEMS = 10.0, -20.0
_CONTRADICTS = -4.0
_SOLE = 1.9
"""For an office that a country has one of: with a family name alone it is enough."""
_SETTING, _SETTING_OF_BODY = 0.2, 1.0
_LETTER, _FEW_LETTERS = 0.75, 2.7
"""Every letter more that fits makes it less likely that two bodies have the same initials."""
_MOST_COMPANY = 3.0
_COMMON = 0.3
_ALONE = 1.2
_PART = -2.5
_NEVER = -30.0
INITIALS = "initials that fit the name"
GIVEN_INITIALS = "initials that an article gives for the name"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How much speaks for two profiles being one actor; `reasons` say it in words.

    `name`, `office`, `country` and `company` are the parts of `weight`, besides what identifiers,
    gender and a common article weigh, which is in `other`.
    """

    name: float = 0.0
    office: float = 0.0
    country: float = 0.0
    company: float = 0.0
    other: float = 0.0
    agreement: str = ""
    reasons: tuple[str, ...] = ()

    def alone(self) -> Comparison:
        """Return the comparison with what it weighs that nobody else has the family name."""
        reason = "nobody else in the store has the name"
        return replace(self, other=self.other + _ALONE, reasons=(*self.reasons, reason))

    @property
    def weight(self) -> float:
        """The sum of the parts."""
        return self.name + self.office + self.country + self.company + self.other

    @property
    def support(self) -> float:
        """What speaks for one actor besides the name."""
        return self.weight - self.name

    @property
    def score(self) -> float:
        """The weight as a share, from 0 to 1."""
        return 1 / (1 + math.exp(-max(-_ONE_ITEM * 3, min(_ONE_ITEM * 3, self.weight))))


@dataclass(slots=True)
class Frequencies:
    """How common names are in a store, and how much each actor in company tells."""

    company: Mapping[str, float]
    given_of: dict[str, int] = field(default_factory=dict)
    families_of: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, appearances: Iterable[Appearance], company: Mapping[str, float]) -> Frequencies:
        """Count in how many different full names each family and each given name stands."""
        given: dict[str, set[str]] = defaultdict(set)
        families: dict[str, set[str]] = defaultdict(set)
        for one in appearances:
            if one.person and one.person.given:
                given[one.person.family].add(one.person.given[0])
                families[one.person.given[0]].add(one.person.family)
        return cls(
            company,
            {name: len(them) for name, them in given.items()},
            {name: len(them) for name, them in families.items()},
        )

    def commonness(self, name: PersonName) -> float:
        """Return what a person's name loses for being made of common names."""
        of_family = math.log1p(self.given_of.get(name.family, 0))
        first = name.given[0] if name.given else ""
        return _COMMON * (of_family + math.log1p(self.families_of.get(first, 0)))


def compare(one: Profile, other: Profile, known: Frequencies) -> Comparison:
    """Compare two profiles of one family; those of two families are never one actor."""
    if one.family is not other.family:
        return Comparison(name=_NEVER, agreement="different kinds of actors")
    if one.family is Family.PERSON:
        name, how = _person_names(one, other, known)
    else:
        name, how = _body_names(one, other)
    if name <= _NEVER and not one.items & other.items:
        return Comparison(name=name, agreement=how)
    reasons = [how]
    office = _offices(one, other, reasons)
    country = _countries(one, other, reasons, of_name=how != INITIALS)
    company = _company(one, other, known, reasons)
    rest = _identity(one, other, how, reasons)
    return Comparison(max(name, _CONTRADICTS), office, country, company, rest, how, tuple(reasons))


def _person_names(one: Profile, other: Profile, known: Frequencies) -> tuple[float, str]:
    """Return the weight of the best agreement of two names; any that contradict make two actors."""
    best: tuple[float, str] = (_NEVER, Agreement.NONE)
    for mine in one.person_names():
        for theirs in other.person_names():
            how = agreement(mine, theirs)
            if how is Agreement.NONE:
                return _NEVER, Agreement.NONE
            weight = _NAMES[how]
            if how not in (Agreement.FAMILY, Agreement.SINGLE):
                fuller = max(mine, theirs, key=lambda name: (len(name.given), name.whole))
                weight -= known.commonness(fuller)
            best = max(best, (weight, str(how)))
    return best


def _body_names(one: Profile, other: Profile) -> tuple[float, str]:
    """Return the weight of the best agreement; names written out that differ make two bodies."""
    best: tuple[float, str] = (_NEVER, "different names")
    for mine in one.body_names():
        for theirs in other.body_names():
            found = _body_pair(mine, theirs)
            if found[0] <= _NEVER and not (mine.acronym or theirs.acronym):
                return found
            best = max(best, found)
    keys = {name.key for name in one.bodies} & other.also
    if keys or {name.key for name in other.bodies} & one.also:
        best = max(best, (3.0, GIVEN_INITIALS))
    return best


def _body_pair(one: BodyName, other: BodyName) -> tuple[float, str]:
    if one.key == other.key:
        return _same_words(one, other)
    for short, long in ((one, other), (other, one)):
        if short.acronym and short.acronym in long.initials:
            return _LETTER * (len(short.acronym) - _FEW_LETTERS), INITIALS
    return _NEVER, "different names"


def _same_words(one: BodyName, other: BodyName) -> tuple[float, str]:
    if one.place != other.place and (one.generic or "us" in (one.place, other.place)):
        if one.place and other.place:
            return _NEVER, "the same name in two places"
        if "-" in one.place or "-" in other.place:
            return _PART, "the same name, with and without a part of a country"
        return 1.6, "the same name, with and without its country"
    if one.generic and len(one.words) == 1 and one.words[0] in bare_words():
        return -2.0, "the same word for a kind of body"
    if one.generic and not one.place:
        return 1.6, "the same name, of which other countries have one too"
    if one.words == other.words:
        return 3.0, "the same name"
    return 2.2, "the same words in another order"


def _offices(one: Profile, other: Profile, reasons: list[str]) -> float:
    if not one.offices or not other.offices:
        return 0.0
    shared = {held.office for held in one.offices} & {held.office for held in other.offices}
    weight = 0.0
    for office in sorted(shared - {""}):
        mine = {folded(held.place) for held in one.offices if held.office == office} - {""}
        theirs = {folded(held.place) for held in other.offices if held.office == office} - {""}
        exclusive = any(held.of_one_place for held in one.offices if held.office == office)
        if mine & theirs:
            weight = max(weight, 1.5)
            reasons.append(f"the same office: {office}, {min(mine & theirs)}")
        elif mine and theirs and exclusive and _elsewhere(mine, theirs):
            reasons.append(f"the office of {office} in {min(mine)} and in {min(theirs)}")
            return _CONTRADICTS
        else:
            # Where both name a place, it may be a company or a university, which have theirs too.
            sole = office in sole_offices() and not (mine and theirs)
            weight = max(weight, _SOLE if sole else 0.8)
            reasons.append(f"the same office: {office}")
    if weight:
        return weight
    lives = {held.life for held in one.offices} - {""}, {held.life for held in other.offices} - {""}
    if lives[0] & lives[1]:
        return 0.4
    if lives[0] and lives[1]:
        reasons.append(f"walks of life that differ: {min(lives[0])} and {min(lives[1])}")
        return _CONTRADICTS
    return 0.0


def _elsewhere(mine: set[str], theirs: set[str]) -> bool:
    """Tell whether all the places are known and none lies within one of the others."""
    ours = [places().get(name, "") for name in mine], [places().get(name, "") for name in theirs]
    known = [[code for code in codes if code] for codes in ours]
    return all(known) and not any(
        a == b or a.startswith(f"{b}-") or b.startswith(f"{a}-") for a in known[0] for b in known[1]
    )


def _countries(one: Profile, other: Profile, reasons: list[str], *, of_name: bool) -> float:
    """Return what countries weigh; a body that many have is told by them, initials are not."""
    if one.countries and other.countries:
        both = one.countries & other.countries
        if both:
            reasons.append(f"the same country: {min(both)}")
            return 0.8
        reasons.append(f"countries that differ: {min(one.countries)} and {min(other.countries)}")
        return _CONTRADICTS
    mine = one.countries or set(one.settings)
    theirs = other.countries or set(other.settings)
    generic = any(name.generic for name in (*one.bodies, *other.bodies))
    if not mine or not theirs:
        return 0.0
    if mine & theirs:
        return _SETTING_OF_BODY if generic and of_name else _SETTING
    reasons.append(f"articles about different countries: {min(mine)} and {min(theirs)}")
    return -1.5 if generic else -0.5


def _company(one: Profile, other: Profile, known: Frequencies, reasons: list[str]) -> float:
    """Return what it tells that the same others are named beside both.

    Somebody named beside an actor in one article of a hundred tells a tenth of somebody always
    named beside it.
    """
    few, many = sorted((one.company, other.company), key=len)
    told: list[tuple[float, str]] = []
    for key in few:
        if key in many:
            usual = math.sqrt(one.company[key] / one.size * (other.company[key] / other.size))
            told.append((known.company.get(key, 0.0) * usual, key))
    told.sort(key=lambda pair: (-pair[0], pair[1]))
    weight = min(_MOST_COMPANY, 0.4 * sum(weight for weight, _ in told))
    if weight >= 0.1:
        names = ", ".join(key.partition(":")[2] for _, key in told[:3])
        reasons.append(f"named beside the same others: {names}")
    return weight


def _identity(one: Profile, other: Profile, how: str, reasons: list[str]) -> float:
    """Return what identifiers, gender, and a common article weigh."""
    if one.items & other.items:
        reasons.append("the same Wikidata item")
        return _ONE_ITEM
    weight = 0.0
    if one.items and other.items:
        reasons.append("two Wikidata items")
        weight += _TWO_ITEMS
    if one.gender() and other.gender() and one.gender() != other.gender():
        reasons.append("he in one and she in the other")
        weight -= 3.0
    together = not one.graphs.isdisjoint(other.graphs)
    if together and how not in (Agreement.SAME, "the same name"):
        reasons.append("told apart in one article")
        weight -= 6.0 if how == Agreement.SUFFIX else 1.5
    return weight
