"""The word lists of this package, and those of states and territories that annotating has too."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sayso.actors.folding import folded

_OWN = Path(__file__).parent / "lexicons"
# Read as files: importing the package that they belong to takes the time that loading spaCy takes.
_PLACES = Path(__file__).parents[1] / "annotate" / "lexicons"


class Office(NamedTuple):
    """What a word for an office says: its name, walk of life, and whether each place has one."""

    name: str
    life: str
    of_one_place: bool


@cache
def nicknames() -> dict[str, frozenset[int]]:
    """Return for each given name the lines of nicknames.txt that it stands in."""
    found: dict[str, set[int]] = {}
    for line, row in enumerate(_rows(_OWN / "nicknames.txt")):
        for name in row[0].split():
            found.setdefault(name, set()).add(line)
    return {name: frozenset(lines) for name, lines in found.items()}


@cache
def offices() -> dict[str, Office]:
    """Return what each word for an office says."""
    rows = (row + [""] * (4 - len(row)) for row in _rows(_OWN / "offices.tsv"))
    return {word: Office(name, life, place == "one") for word, name, life, place, *_ in rows}


@cache
def sole_offices() -> frozenset[str]:
    """Return the offices that a country has one of."""
    return frozenset(row[0] for row in _rows(_OWN / "sole_offices.txt"))


@cache
def institution_words() -> frozenset[str]:
    """Return the words of names that many states or towns have one each of."""
    return frozenset(row[0] for row in _rows(_OWN / "institution_words.txt"))


@cache
def bare_words() -> frozenset[str]:
    """Return those of them that alone name nothing: "the Committee" is a description."""
    return frozenset(row[0] for row in _rows(_OWN / "institution_words.txt") if row[1:] == ["bare"])


@cache
def legal_forms() -> frozenset[str]:
    """Return what the names of companies end in."""
    return frozenset(row[0] for row in _rows(_OWN / "legal_forms.txt"))


@cache
def places() -> dict[str, str]:
    """Return the code of a state ("us") or of a part of one ("us-tx") for what news calls it.

    The names of its people count too. A name that two of them share is left out.
    """
    found: dict[str, set[str]] = {}
    for code, name, full, _, _, parent, *_ in _padded("territories.tsv", 6):
        known = code if not parent or "-" in code else f"{parent}-{code}"
        for called in (name, full):
            found.setdefault(folded(called), set()).add(known)
    for code, name, _, aliases, adjectives, people, *_ in _padded("states.tsv", 6):
        if not code.startswith("x-"):
            for called in (name, *aliases.split(";"), *adjectives.split(";"), *people.split(";")):
                found.setdefault(folded(called.removeprefix("the ")), set()).add(code)
    return {name: min(codes) for name, codes in found.items() if name and len(codes) == 1}


@cache
def countries() -> dict[str, str]:
    """Return the code of the country for names of states, of their parts and of their peoples."""
    return {name: code.split("-")[0] for name, code in places().items()}


def _padded(file: str, width: int) -> Iterator[list[str]]:
    for row in _rows(_PLACES / file):
        yield row + [""] * (width - len(row))


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")
