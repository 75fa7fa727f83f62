"""When two names are the same: without titles, determiners, possessives, accents and case."""

from __future__ import annotations

import re
import unicodedata

_DETERMINERS = frozenset("the a an this that these those his her their its our my your".split())
_TITLES = frozenset(
    """mr mrs ms miss dr sir lord lady dame prof professor rev reverend hon sen senator sens rep
    reps representative gov governor president presidents vice prime minister chancellor secretary
    deputy gen general lt lieutenant col colonel maj major capt captain sgt sergeant adm admiral
    judge justice chief attorney speaker chairman chairwoman chair director ambassador mayor king
    queen prince princess pope del delegate congressman congresswoman former ex retired ret jr
    sr""".split()
)
_POSSESSIVE = re.compile(r"'s\b|s'(?=\s|$)")
_DOT_IN_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")


def normalized(name: str | None) -> tuple[str, ...]:
    """Return the words of a name that tell it from others; a name of titles alone keeps them."""
    if not name:
        return ()
    decomposed = unicodedata.normalize("NFKD", name)
    text = "".join(char for char in decomposed if not unicodedata.combining(char))
    text = text.casefold().replace("’", "'")
    text = _POSSESSIVE.sub(lambda found: found.group().replace("'s", "").replace("'", ""), text)
    words = re.findall(r"\w+", _DOT_IN_INITIALS.sub("", text))
    words = [word for word in words if word not in _DETERMINERS] or words
    return tuple([word for word in words if word not in _TITLES] or words)


def same_name(one: str | None, other: str | None, *, loosely: bool = False) -> bool:
    """Tell whether two names are the same.

    Loosely, "Quill" is also "Ada Quill": the words of one are among the other's, and the last
    is the same.
    """
    mine, theirs = normalized(one), normalized(other)
    if not mine or not theirs:
        return False
    if mine == theirs:
        return True
    contained = set(mine) <= set(theirs) or set(theirs) <= set(mine)
    return loosely and contained and mine[-1] == theirs[-1]
