"""What a list of the report has on a line: something found in an article, with its place there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: what was found, by whom, and where its words stand on the page.

    `name` is the anchor of the line and the class of its marks, `place` the anchor of its words.
    `who` and `whom` are names; `behind` is that of the actor behind a characterized act or idea.
    `sign` is what the entry goes by in the text: a number for statements, letters for the others.
    `side` is what a stance is, such as "for" or "against"; it is empty for everything else.
    """

    name: str
    place: str
    who: str
    words: str
    denied: bool
    kind: str
    tones: tuple[str, ...]
    cue: str = ""
    whom: str = ""
    behind: str = ""
    acts: tuple[str, ...] = ()
    level: int = 0
    sentence: str = ""
    sign: str = ""
    side: str = ""
