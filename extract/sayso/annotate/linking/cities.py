"""Which city, or which of several places of one name, an article means."""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from sayso.annotate import gazetteer
from sayso.annotate.lexicon_files import rows
from sayso.annotate.linking.surroundings import Surroundings

_MARGIN = 0.7
"""By so much the first candidate must be ahead: a city five times as large, or one whose country
the article names."""
_COUNTRY, _REGION = 1.5, 1.0
_WELL_KNOWN = 1_000_000
"""A city of this size needs no other sign than its name; a smaller one its country or state."""
_LONGEST = 100
"""No city has a name of more characters; a longer one is not looked up."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a name was found to mean."""

    name: str
    item: str


@dataclass(frozen=True, slots=True)
class City:
    """A city of the table; `country` and `region` are codes as in the table of territories."""

    name: str
    country: str
    region: str
    population: int
    item: str


@cache
def cities() -> dict[str, tuple[City, ...]]:
    """Return the cities by each of their names, without accents and in lower case."""
    table: dict[str, list[City]] = defaultdict(list)
    for name, aliases, country, region, population, _, item in (
        (row + [""] * 7)[:7] for row in rows("cities.tsv")
    ):
        city = City(name, country, region, int(population), item)
        for one in dict.fromkeys(folded(n) for n in (name, *aliases.split(";")) if n):
            table[one].append(city)
    return {name: tuple(found) for name, found in table.items()}


@cache
def _shared() -> dict[str, tuple[tuple[str, frozenset[str], frozenset[str]], ...]]:
    table: dict[str, list[tuple[str, frozenset[str], frozenset[str]]]] = defaultdict(list)
    for name, item, needs, unless in (
        (row + [""] * 4)[:4] for row in rows("shared_place_names.tsv")
    ):
        table[name].append((item, _several(needs), _several(unless)))
    return {name: tuple(found) for name, found in table.items()}


@cache
def _named() -> dict[str, str]:
    """Return the name of each city and territory by its item."""
    named = {city.item: city.name for found in cities().values() for city in found if city.item}
    return named | {row[3]: row[1] for row in rows("territories.tsv")}


@cache
def _territories() -> dict[str, Place]:
    """Return the territories by their code."""
    return {row[0]: Place(row[1], row[3]) for row in rows("territories.tsv")}


def _several(cell: str) -> frozenset[str]:
    return frozenset(part for part in cell.split(";") if part)


def folded(name: str) -> str:
    """Return a name in lower case without accents and without a leading "the"."""
    parts = unicodedata.normalize("NFKD", gazetteer.without_article(name))
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()


def is_shared_name(name: str) -> bool:
    """Tell whether several places of one name are known, between which only the article decides."""
    return name in _shared()


def city_of(around: Surroundings, entity: int) -> Place | None:
    """Return the place that an entity is by its names, or None where that is not sure."""
    stated: dict[str, set[str]] = defaultdict(set)
    written: dict[str, str] = {}
    for name in around.names(entity):
        if len(name.text) <= _LONGEST:
            key = folded(name.text)
            written.setdefault(key, name.text)
            stated[key] |= around.stated(name)
    found = {_place(around, text, stated[key]) for key, text in written.items()} - {None}
    called = around.entities[entity].name
    if not found and called in _shared():
        # The words may be an adjective: "Georgian officials".
        found = {_by_words(around, called)} - {None}
    places = [place for place in found if place is not None]
    one = len({place.item for place in places}) == 1
    return min(places, key=lambda place: place.name) if one else None


def _place(around: Surroundings, name: str, stated: set[str]) -> Place | None:
    """Return the place of a name; `stated` are codes of the places that follow it."""
    abbreviated = gazetteer.abbreviations().get(name)
    if abbreviated is not None:  # "N.Y." is the state, though "New York" may be the city
        return _territories().get(abbreviated)
    if name in _shared() and not stated:
        return _by_words(around, name)
    candidates = cities().get(folded(name), ())
    if stated:
        candidates = tuple(c for c in candidates if stated & {c.country, c.region})
    return _best(around, candidates, stated=bool(stated))


def _by_words(around: Surroundings, name: str) -> Place | None:
    """Return what a shared name means by the words of the article."""
    for item, needs, unless in _shared()[name]:
        fits = "*" in needs or any(around.has(words) for words in needs)
        if fits and not any(around.has(words) for words in unless):
            return Place(_named().get(item, name), item)
    return None


def _best(around: Surroundings, candidates: tuple[City, ...], *, stated: bool) -> Place | None:
    scored = sorted(
        ((_score(around, city), city) for city in candidates),
        key=lambda pair: (-pair[0], pair[1].country, pair[1].region, -pair[1].population),
    )
    if not scored or not scored[0][1].item:
        return None
    (first, city), rest = scored[0], scored[1:]
    if rest and first - rest[0][0] < _MARGIN:
        return None
    near = bool({city.country, city.region} & around.places)
    state = gazetteer.capitals().get(city.name)
    capital = state is not None and state.key == city.country
    if stated or near or capital or city.population >= _WELL_KNOWN:
        return Place(city.name, city.item)
    return None


def _score(around: Surroundings, city: City) -> float:
    size = math.log10(max(city.population, 1))
    country = _COUNTRY * (city.country in around.places)
    return size + country + _REGION * bool(city.region and city.region in around.places)
