"""Which characters stand inside quotation marks, to tell direct from indirect speech."""

from __future__ import annotations

import re

_OPENING, _CLOSING, _STRAIGHT = "“„«", "”»", '"'
# Typewriter double quotes of some newspapers: two single marks for one double.
_DOUBLED_OPENING = re.compile(r"(?<!\w)(?:''|``)(?=\S)")
_DOUBLED_CLOSING = re.compile(r"''")
_PARAGRAPH = re.compile(r"[^\n]+")
_SINGLE = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(\[—–]))[‘'](?=\w)([^‘'’\n]|[’'](?=\w))*?[’'](?!\w)")


def quoted_characters(text: str) -> list[bool]:
    """Tell for each character whether it is inside quotation marks, the marks included.

    A quotation ends at its closing mark or where its paragraph ends. Single marks count where they
    enclose more than one word.
    """
    inside = [False] * len(text)
    # Both replacements keep the length of the text.
    text = _DOUBLED_CLOSING.sub('" ', _DOUBLED_OPENING.sub(' "', text))
    for paragraph in _PARAGRAPH.finditer(text):
        for start, end in _doubly_quoted(text, *paragraph.span()):
            inside[start:end] = [True] * (end - start)
        for match in _SINGLE.finditer(paragraph.group()):
            if match.end() - match.start() > 3 and len(match.group().split()) > 1:
                start = paragraph.start() + match.start()
                length = match.end() - match.start()
                inside[start : start + length] = [True] * length
    return inside


def _doubly_quoted(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for at in range(begin, end):
        mark = text[at]
        if opened is None:
            if mark in _OPENING or mark == _STRAIGHT:
                opened = at
        elif mark in _CLOSING or mark == _STRAIGHT:
            found.append((opened, at + 1))
            opened = None
        elif mark in _OPENING:
            found.append((opened, at))
            opened = at
    if opened is not None:
        found.append((opened, end))
    return found
