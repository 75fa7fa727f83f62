"""What Virtuoso 7 reads otherwise than SPARQL 1.1 has it: what to say instead, what not to ask.

Measured with 7.2.5: a separator of GROUP_CONCAT keeps of its characters only those of ASCII, the
others become question marks. REGEX finds no letter with an accent in what another function made of
texts, unless that was SUBSTR. COALESCE takes an error in a call for a no, and where the call is
REPLACE beside a filter on the result, gives the values of other rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph
from pyoxigraph import Literal, QuerySolutions

from sayso.errors import StoreError
from sayso.store.federation import OPAQUE

_JOINS = re.compile(r"\bGROUP_CONCAT\s*\(", re.IGNORECASE)
_SEPARATOR = re.compile(r";\s*SEPARATOR\s*=\s*", re.IGNORECASE)
_REGEX = re.compile(r"\bREGEX\s*\(", re.IGNORECASE)
_COALESCE = re.compile(r"\bCOALESCE\s*\(", re.IGNORECASE)
# A variable, a constant or what cannot fail; a COALESCE inside of another is looked at by itself.
_HARMLESS = re.compile(
    r"\s*(?:[?$]\w+|[\w.:'+-]+|STR\s*\(\s*[?$]\w+\s*\)|COALESCE\s*\(.*\))\s*",
    re.IGNORECASE | re.DOTALL,
)
# No text of an article holds these control characters.
_MARKS = tuple(map(chr, range(0x1F, 0x0D, -1)))


def said_for_virtuoso(sparql: str) -> tuple[str, dict[str, str]]:
    """Return a query as Virtuoso understands it, and what the marks in its answer stand for.

    Each separator that is not ASCII has a control character in its place.

    Raises:
        StoreError: there are more separators than marks.
    """
    shown = _without_texts(sparql)
    marks: dict[str, str] = {}
    edits: list[tuple[int, int, str]] = []
    for arguments, end in _calls(_JOINS, shown):
        found = _SEPARATOR.search(shown, arguments, end)
        text = sparql[found.end() : end].strip() if found else ""
        if found and not text.isascii():
            edits.append((found.end(), end, f'"\\u{ord(_mark(text, marks)):04X}"'))
    for arguments, end in _calls(_REGEX, shown):
        first = arguments + len(next(_arguments(shown[arguments:end])))
        edits += [(arguments, arguments, "SUBSTR("), (first, first, ", 1)")]
    told = sparql
    for start, end, text in sorted(edits, reverse=True):
        told = told[:start] + text + told[end:]
    return told, {mark: _value(text) for text, mark in marks.items()}


def coalesces_what_may_fail(sparql: str) -> bool:
    """Tell whether a query has a COALESCE of more than variables and constants."""
    shown = _without_texts(sparql)
    return any(
        _HARMLESS.fullmatch(argument) is None
        for arguments, end in _calls(_COALESCE, shown)
        for argument in _arguments(shown[arguments:end])
    )


def _mark(separator: str, marks: dict[str, str]) -> str:
    if separator not in marks and len(marks) == len(_MARKS):
        raise StoreError(
            f"This server can be asked with {len(_MARKS)} separators that are not ASCII, and the "
            "query has more. Use the same for several, or another server."
        )
    return marks.setdefault(separator, _MARKS[min(len(marks), len(_MARKS) - 1)])


def _value(text: str) -> str:
    """Return what a string of SPARQL stands for, without its quotation marks and escapes."""
    found = pyoxigraph.Store().query(f"SELECT ({text} AS ?x) {{}}")
    assert isinstance(found, QuerySolutions)
    value = next(found)["x"]
    assert isinstance(value, Literal)
    return value.value


def _calls(name: re.Pattern[str], shown: str) -> Iterator[tuple[int, int]]:
    """Yield where the arguments of each call begin and end."""
    for found in name.finditer(shown):
        depth = 1
        for at in range(found.end(), len(shown)):
            depth += (shown[at] == "(") - (shown[at] == ")")
            if depth == 0:
                yield found.end(), at
                break


def _arguments(shown: str) -> Iterator[str]:
    """Yield the arguments of a call, which commas part that stand in no parentheses."""
    depth, start = 0, 0
    for at, character in enumerate(shown):
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            yield shown[start:at]
            start = at + 1
    yield shown[start:]


def _without_texts(sparql: str) -> str:
    """Return a query of the same length in which strings, IRIs and comments are covered."""
    return OPAQUE.sub(_covered, sparql)


def _covered(token: re.Match[str]) -> str:
    if token[0].startswith("#"):
        return " " * len(token[0])
    return "'" * len(token[0]) if token[0].startswith(("'", '"', "<")) else token[0]
