"""Values for the parameters of a question, checked and turned into RDF literals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache

from pyoxigraph import Literal, NamedNode

from sayso.errors import UsageError
from sayso.query.questions import Parameter
from sayso.vocabulary import xsd

_DECIMAL = NamedNode(xsd.decimal)
_APOSTROPHES = "'\u2019"  # typed straight, printed curly: either finds the other
_BETWEEN_NAMES = r"( \S+)? "
"""A middle name or initial that was not typed may stand between two parts of a name."""
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_LATIN = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
"""The blocks of Latin letters with accents: Latin-1, Extended-A, Extended-B and Additional."""
_STROKES = {
    "d": "\u0111\u0110",
    "h": "\u0127\u0126",
    "i": "\u0131",
    "l": "\u0142\u0141",
    "o": "\u00f8\u00d8",
}
"""Letters with a stroke (and the i without a dot), which Unicode does not take apart."""
_MARKS = r"\p{M}*"
"""Accents that stand as characters of their own after a letter."""


def count(value: object) -> int:
    """Return a limit as a number, or say what it must look like."""
    if re.fullmatch(r"[1-9]\d{0,8}", str(value)) is None:
        raise UsageError(f"limit must be a whole number from 1, not '{value}'.")
    return int(str(value))


def literal(parameter: Parameter, value: str | float | date) -> Literal:
    """Return a parameter's value as a literal, or say what it must look like."""
    text = str(value).strip()
    pattern = parameter.type in ("name", "text")
    if pattern:
        text = _pattern(text, _BETWEEN_NAMES if parameter.type == "name" else " ")
    if not text:
        raise UsageError(
            f"The parameter '{parameter.name}' is empty. Give a value or leave it out."
        )
    if pattern:
        return Literal(text)
    if parameter.type == "date":
        return Literal(day(parameter.name, text))
    if parameter.type == "number":
        if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text) is None:
            raise UsageError(f"'{parameter.name}' must be a number like 0.8, not '{text}'.")
        return Literal(text, datatype=_DECIMAL)
    if parameter.type == "choice":
        chosen = [choice for choice in parameter.choices if choice.startswith(text)]
        if len(chosen) != 1:
            raise UsageError(
                f"'{parameter.name}' must be one of {', '.join(parameter.choices)}, not '{text}'."
            )
        return Literal(chosen[0])
    return Literal(text)


def _pattern(text: str, between: str) -> str:
    """Return the regular expression that finds the text, "=text" as a whole, or one of "a|b".

    `between` is what may stand where a part that is not a whole has a space.
    """
    parts = []
    for part in (part.strip() for part in text.split("|")):
        whole = part.startswith("=")
        plain = "".join(_letters(part.removeprefix("=")))
        if plain:
            parts.append(f"^{plain}$" if whole else plain.replace(" ", between))
    return "|".join(parts)


def _letters(text: str) -> Iterator[str]:
    """Yield what finds each character; a letter is found with any accent, and without one."""
    after_letter = False
    for character in text:
        base = _base(character)
        if base:
            extra = character if character not in _accented()[base] else ""
            yield f"[{_accented()[base]}{extra}]{_MARKS}"
        elif character in _APOSTROPHES:
            yield f"[{_APOSTROPHES}]"
        elif not (after_letter and _is_mark(character)):
            yield re.sub(r"([\\.^$?*+(){}\[\]])", r"\\\1", character)
        # Accents of their own are found by what stands for the letter before them.
        after_letter = bool(base) or (after_letter and _is_mark(character))


def _base(character: str) -> str:
    """Return the letter from a to z that a character is without its accents, or nothing."""
    first, *marks = list(unicodedata.normalize("NFD", character))
    base = next((one for one, others in _STROKES.items() if character in others), first.lower())
    return base if base in _LETTERS and all(map(_is_mark, marks)) else ""


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


@cache
def _accented() -> dict[str, str]:
    """Return each letter from a to z with those that are it with an accent or a stroke."""
    found = {
        letter: letter + letter.upper() + _STROKES.get(letter, "") for letter in sorted(_LETTERS)
    }
    for character in map(chr, _LATIN):
        base = _base(character)
        if base and character not in found[base]:
            found[base] += character
    return found


def day(name: str, text: str) -> str:
    """Return a year, a month or a day as it is; later ones come after it in the alphabet.

    Raises:
        UsageError: it is none of these; `name` is what it was given for.
    """
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        try:
            date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
            return text
        except ValueError:
            pass
    raise UsageError(f"'{name}' must be a day like 2024-05-31, 2024-05 or 2024, not '{text}'.")
