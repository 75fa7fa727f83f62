"""What words mean before any article is read: states, capitals, organizations, nouns, titles.

The tables lie in `lexicons/`, each with its source and licence at the head, and are read when first
asked for. Names are looked up without a leading article ("the"); nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.annotate.lexicon_files import rows, words
from sayso.model import EntityType

_ARTICLE = re.compile(r"^[Tt]he +")
_STATE_TYPES = {
    "state": EntityType.STATE,
    "territory": EntityType.STATE,
    "former": EntityType.STATE,
    "bloc": EntityType.INTERGOVERNMENTAL,
    "collective": EntityType.COLLECTIVE,
    "region": EntityType.PLACE,
    "party": EntityType.PARTY,
}


@dataclass(frozen=True, slots=True)
class Known:
    """Something that the gazetteer knows: `key` is unique, `part_of` is the key of its state."""

    key: str
    name: str
    type: EntityType
    wikidata: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for actors, places or works; `kind` is person, group, body, human, place or work."""

    kind: str
    type: EntityType
    gender: str | None = None
    unnamed: bool = False
    office: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """A word before a person's name; `kind` is address, rank or office."""

    kind: str
    gender: str | None = None


def without_article(name: str) -> str:
    """Return the name without a leading "the"."""
    return _ARTICLE.sub("", name)


def _several(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


@cache
def _state_rows() -> tuple[tuple[Known, tuple[str, ...], tuple[str, str, str, str]], ...]:
    items = {row[0]: row[3] for row in rows("territories.tsv")}
    found = []
    for row in rows("states.tsv"):
        code, name, kind, aliases, adjectives, people, capital, seats = (row + [""] * 8)[:8]
        known = Known(code, name, _STATE_TYPES[kind], items.get(code))
        names = (name, *_several(aliases))
        found.append((known, names, (adjectives, people, capital, seats)))
    return tuple(found)


@cache
def names() -> dict[str, Known]:
    """Return states, blocs, parties, territories and organizations by each of their names."""
    table: dict[str, Known] = {}
    for known, aliases, _ in _state_rows():
        for alias in aliases:
            table.setdefault(without_article(alias), known)
    for row in rows("organizations.tsv"):
        name, type_, aliases_cell, part_of, item = (row + [""] * 5)[:5]
        known = Known(
            f"org:{name}", without_article(name), EntityType(type_), item or None, part_of or None
        )
        for alias in (name, *_several(aliases_cell)):
            table.setdefault(without_article(alias), known)
    cities = {row[0] for row in rows("cities.tsv")}
    for state, _, (_, _, _, seats) in _state_rows():
        for seat in _several(seats):
            if seat not in cities:  # a city is one first, and only sometimes its government
                body = Known(f"org:{seat}", seat, EntityType.GOVERNMENT_BODY, None, state.key)
                table.setdefault(without_article(seat), body)
    territories: dict[str, Known] = {}
    twice = _shared_territory_names() | ambiguous_names()
    for row in rows("territories.tsv"):
        code, name, full, wikidata, kind, parent = (row + [""] * 6)[:6]
        known = Known(code, name, _STATE_TYPES[kind], wikidata, parent or None)
        territories[code] = known
        for alias in (name, full):
            if alias not in twice and alias not in capitals():
                table.setdefault(alias, known)
    for abbreviation, code in abbreviations().items():
        if code in territories:
            table.setdefault(abbreviation, territories[code])
    return table


def _shared_territory_names() -> set[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for row in rows("territories.tsv"):
        for name in {row[1], row[2]}:
            (twice if name in seen else seen).add(name)
    return twice


@cache
def abbreviations() -> dict[str, str]:
    """Return the codes of states by their abbreviations in newspapers ("N.Y.")."""
    return dict(row[:2] for row in rows("abbreviations.tsv"))


@cache
def places() -> dict[str, frozenset[str]]:
    """Return the codes of states and territories by each name, also where several share it."""
    table: dict[str, set[str]] = {}
    for code, name, full in (row[:3] for row in rows("territories.tsv")):
        for alias in (name, full):
            table.setdefault(alias, set()).add(code)
    for known, aliases, _ in _state_rows():
        if known.type is EntityType.STATE:
            for alias in aliases:
                table.setdefault(without_article(alias), set()).add(known.key)
    for abbreviation, code in abbreviations().items():
        table.setdefault(abbreviation, set()).add(code)
    return {name: frozenset(found) for name, found in table.items()}


@cache
def adjectives() -> dict[str, Known]:
    """Return states, regions and parties by their adjectives ("Russian", "Western")."""
    return {word: known for known, _, cells in _state_rows() for word in _several(cells[0])}


@cache
def peoples() -> dict[str, Known]:
    """Return states, regions and parties by the word for their people ("Russians")."""
    return {word: known for known, _, cells in _state_rows() for word in _several(cells[1])}


@cache
def capitals() -> dict[str, Known]:
    """Return states by their capital, which may stand for their government."""
    return {word: known for known, _, cells in _state_rows() for word in _several(cells[2])}


@cache
def suffixes() -> dict[str, EntityType]:
    """Return the words that say at the end of a name what is named ("Party", "Inc")."""
    return {row[0]: EntityType(row[1]) for row in rows("name_suffixes.tsv")}


@cache
def _person_endings() -> tuple[str, ...]:
    return tuple(row[0] for row in rows("person_endings.txt"))


def noun(lemma: str) -> Noun | None:
    """Return what a noun stands for: as listed, or a person by its ending ("cyclist")."""
    listed = nouns().get(lemma)
    if listed is not None:
        return listed
    endings = _person_endings()
    if not lemma.endswith(endings) or "-" + lemma in endings or not lemma.islower():
        return None
    ending = next((e for e in endings if len(lemma) > len(e) + 2 and lemma.endswith(e)), None)
    if ending is None:
        return None
    gender = {"woman": "f", "man": "m"}.get(ending)
    return Noun("person", EntityType.PERSON, gender, office=True)


@cache
def titles() -> dict[str, Title]:
    """Return the words that stand before names of persons, in lower case without full stop."""
    return {r[0]: Title(r[1], [*r, ""][2] or None) for r in rows("titles.tsv")}


@cache
def prefixes() -> dict[str, EntityType]:
    """Return the words that say at the beginning of a name what is named ("Port", "Ministry")."""
    return {row[0]: EntityType(row[1]) for row in rows("name_prefixes.tsv")}


@cache
def nouns() -> dict[str, Noun]:
    """Return the nouns for actors, places and works by their lemma."""
    default = {
        "person": EntityType.PERSON,
        "group": EntityType.COLLECTIVE,
        "human": EntityType.COLLECTIVE,
        "body": EntityType.ORGANIZATION,
        "place": EntityType.PLACE,
        "work": EntityType.WORK,
    }
    table: dict[str, Noun] = {}
    for kind, type_, gender, flags, listed in rows("nouns.tsv"):
        noun = Noun(
            kind,
            EntityType(type_) if type_ else default[kind],
            gender or None,
            "s" in flags,
            "o" in flags,
        )
        for word in listed.split():
            table.setdefault(word, noun)
    return table


@cache
def given_names() -> dict[str, str | None]:
    """Return given names with "m", "f", or None where both genders carry them."""
    both = {"mf": None, "m": "m", "f": "f"}
    table: dict[str, str | None] = {r[0]: both[r[1]] for r in rows("first_names.tsv")}
    for gender, names_ in rows("given_names.tsv"):
        table.update(dict.fromkeys(names_.split(), gender))
    return table


@cache
def legislators() -> dict[str, tuple[str, str]]:
    """Return Wikidata item and gender of US legislators and presidents by full name."""
    table: dict[str, tuple[str, str]] = {}
    twice: set[str] = set()
    for wikidata, name, aliases, gender in rows("us_legislators.tsv"):
        for alias in dict.fromkeys([name, *_several(aliases)]):
            if alias in table and table[alias][0] != wikidata:
                twice.add(alias)
            if " " in alias:
                table.setdefault(alias, (wikidata, gender))
    return {name: value for name, value in table.items() if name not in twice}


@cache
def legislator_names() -> dict[str, str]:
    """Return the one name of each US legislator and president by Wikidata item."""
    return {wikidata: name for wikidata, name, _, _ in rows("us_legislators.tsv")}


@cache
def volition_verbs() -> frozenset[str]:
    """Return the verbs whose subject wills, speaks or acts as one."""
    return words("volition_verbs.txt")


@cache
def kin() -> frozenset[str]:
    """Return the nouns that only human beings have ("father", "lawyer")."""
    return words("kin.txt")


@cache
def ambiguous_names() -> frozenset[str]:
    """Return the names that by themselves say too little to be linked ("Georgia")."""
    return words("ambiguous_names.txt")
