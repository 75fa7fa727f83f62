"""Reads the attribution cases: texts in which the statements are marked where they stand."""

import re
from dataclasses import dataclass, field
from pathlib import Path

_MARK = re.compile(r"\{([scx])(\d+) ?|\}")
_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")
ROLES = {"s": "source", "c": "cue", "x": "content"}

Words = frozenset[int]


def words_in(text: str, spans: list[tuple[int, int]]) -> Words:
    """Return the starts of the words that the spans touch: marks and commas do not count."""
    return frozenset(
        match.start()
        for match in _WORD.finditer(text)
        for start, end in spans
        if match.start() < end and start < match.end()
    )


@dataclass
class Case:
    """One text with its statements: role by role, the words as their starts."""

    title: str
    text: str = ""
    statements: dict[str, dict[str, list[tuple[int, int]]]] = field(default_factory=dict)

    def expected(self) -> set[tuple[Words, Words, Words]]:
        """Return source, cue and content words of each statement."""
        return {
            (
                words_in(self.text, roles.get("source", [])),
                words_in(self.text, roles.get("cue", [])),
                words_in(self.text, roles.get("content", [])),
            )
            for roles in self.statements.values()
        }


def parse(title: str, marked: str) -> Case:
    """Take the marks out of a text and remember what they mark; {s12 …} belongs to two."""
    case, position, waiting = Case(title), 0, list[tuple[str, str, int]]()
    pieces: list[str] = []
    for match in _MARK.finditer(marked):
        pieces.append(marked[position : match.start()])
        position = match.end()
        here = sum(map(len, pieces))
        if match.group(1):
            waiting.append((ROLES[match.group(1)], match.group(2), here))
            for number in match.group(2):
                case.statements.setdefault(number, {})
        else:
            role, numbers, start = waiting.pop()
            for number in numbers:
                case.statements[number].setdefault(role, []).append((start, here))
    case.text = "".join(pieces) + marked[position:]
    assert not waiting, f"a mark is not closed in {title!r}"
    return case


def load(folder: Path) -> list[Case]:
    """Return all cases of the folder's text files, in order."""
    cases: list[Case] = []
    for path in sorted(folder.glob("*.txt")):
        for chunk in path.read_text("utf-8").split("\n## ")[1:]:
            title, _, body = chunk.partition("\n")
            cases.append(parse(f"{path.stem}: {title.strip()}", body.strip()))
    return cases
