"""Names without what two spellings of one name differ in: case, accents, stops, possessives."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
"""Characters of a name that are looked at; the rest of a longer one is taken as told apart."""

_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s|$)")
_STOPS_IN_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_INNER = re.compile(r"(?<=\w)['’`-](?=\w)")


def folded(name: str) -> str:
    """Return a name in lower case without accents, possessives, hyphens and other marks.

    Letters of other scripts stay; "O’Neill-Smith" becomes "oneillsmith", "U.S." becomes "us".
    """
    name = _POSSESSIVE.sub("", name[:LONGEST])
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    plain = _INNER.sub("", _STOPS_IN_INITIALS.sub("", plain)).replace("&", " and ")
    return " ".join(re.findall(r"\w+", plain))


def apart(one: str, other: str) -> int:
    """Return how many letters must be changed, added, left out or swapped, 3 for more than 2."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, char in enumerate(one, start=1):
        earlier, before, row = before, row, [place]
        for at, wanted in enumerate(other, start=1):
            cost = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (char != wanted))
            swapped = at > 1 and place > 1 and char == other[at - 2] and one[place - 2] == wanted
            if swapped:
                cost = min(cost, earlier[at - 2] + 1)
            row.append(cost)
        if min(row) > 2:
            return 3
    return min(row[-1], 3)
