"""What Virtuoso 7 reads otherwise than SPARQL 1.1 has it: what to say instead, what not to ask.

Measured with 7.2.5: a separator of GROUP_CONCAT keeps of its characters only those of ASCII, the
others become question marks. COALESCE takes an error in a call for a no, and where the call is
REPLACE beside a filter on the result, gives the values of other rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.store.federation import OPAQUE

_JOINS = re.compile(r"\bGROUP_CONCAT\s*\(", re.IGNORECASE)
_SEPARATOR = re.compile(r";\s*SEPARATOR\s*=\s*", re.IGNORECASE)
_COALESCE = re.compile(r"\bCOALESCE\s*\(", re.IGNORECASE)
# A variable, a constant or what cannot fail; a COALESCE inside of another is looked at by itself.
_HARMLESS = re.compile(
    r"\s*(?:[?$]\w+|[\w.:'+-]+|STR\s*\(\s*[?$]\w+\s*\)|COALESCE\s*\(.*\))\s*",
    re.IGNORECASE | re.DOTALL,
)
# No text of an article holds this control character.
_MARK = "\\u001F"


def said_for_virtuoso(sparql: str) -> str:
    """Return a query with the same meaning whose separators Virtuoso keeps.

    Texts are joined with a mark of ASCII, which is then replaced by what was to stand there.
    """
    told = sparql
    # From the last to the first, so that the places before stay where they are.
    for start, arguments, end in reversed(list(_calls(_JOINS, sparql))):
        shown = _without_texts(sparql)[arguments:end]
        found = next(iter(_SEPARATOR.finditer(shown)), None)
        if found is None:
            continue
        text = sparql[arguments + found.end() : end].strip()
        if not text.isascii():
            kept = told[start : arguments + found.end()]
            instead = text.replace("$", "\\\\$")
            joined = f'REPLACE({kept}"{_MARK}"), "{_MARK}", {instead})'
            told = told[:start] + joined + told[end + 1 :]
    return told


def coalesces_what_may_fail(sparql: str) -> bool:
    """Tell whether a query has a COALESCE of more than variables and constants."""
    shown = _without_texts(sparql)
    return any(
        _HARMLESS.fullmatch(argument) is None
        for _, arguments, end in _calls(_COALESCE, sparql)
        for argument in _arguments(shown[arguments:end])
    )


def _calls(name: re.Pattern[str], sparql: str) -> Iterator[tuple[int, int, int]]:
    """Yield where each call begins, where its arguments do, and where these end."""
    shown = _without_texts(sparql)
    for found in name.finditer(shown):
        depth = 1
        for at in range(found.end(), len(shown)):
            depth += (shown[at] == "(") - (shown[at] == ")")
            if depth == 0:
                yield found.start(), found.end(), at
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
