"""Names in a picture: made to fit, and how much room they take."""

from __future__ import annotations

import unicodedata

LINE_HEIGHT = 15.0
NAME_SIZE = 13.0
_BOLD = 1.12
_LINE = 24
_LINES = 2
_NARROW = frozenset("iljtfrI.,:;'’‘|!()[]-· ")
_WIDE = frozenset("mwMWQO@%&—…")


def lines_of(name: str, line: int = _LINE, lines: int = _LINES) -> tuple[str, ...]:
    """Return a name on at most two lines, what does not fit cut off with dots."""
    printable = "".join(
        character for character in name[:400] if unicodedata.category(character)[0] != "C"
    )
    words = printable.split()
    found = [""]
    for word in words:
        joined = f"{found[-1]} {word}".strip()
        if len(joined) <= line or not found[-1]:
            found[-1] = joined
        else:
            found.append(word)
    cut = [text if len(text) <= line else f"{text[: line - 1]}…" for text in found[:lines]]
    if len(found) > lines:
        last = cut[-1].rstrip("…")
        cut[-1] = f"{last[: line - 2].rstrip(' ,;:')} …"
    return tuple(cut) if any(cut) else ("?",)


def name_width(lines: tuple[str, ...], *, bold: bool) -> float:
    """Return about how wide the lines of a name are."""
    return max(width_of(line, NAME_SIZE * (_BOLD if bold else 1)) for line in lines)


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is in the fonts a reader may have, rather more than less."""
    return sum(map(_width, text)) * size


def _width(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in _NARROW:
        return 0.36
    if character in _WIDE:
        return 0.92
    return 0.68 if character.isupper() else 0.59
