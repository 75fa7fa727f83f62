"""The text of an article with its marks, as HTML in which every mark has its words and no others.

Marks overlap freely: a content holds a source, a cue may end where a mention begins. So the text is
cut wherever a mark begins or ends, and each piece says all that it is part of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

Address = Callable[[int, int], str]

ORDER = ("selected", "content", "source", "cue", "whom", "as", "mention", "event")
"""The kinds of marks, from the outermost line to the innermost."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on code points [start, end) of the text, of one of the kinds in `ORDER`.

    `group` is a class of HTML that all marks of one statement or characterization share.
    """

    start: int
    end: int
    kind: str
    label: str
    node: str = ""
    group: str = ""


def paragraphs(
    text: str,
    marks: Iterable[Mark],
    address: Address | None = None,
    window: tuple[int, int] | None = None,
    anchor: str = "w",
) -> Iterator[Markup]:
    """Yield the paragraphs of a text, or of a window of it, with their marks.

    With `address`, each marked piece links to what it says of its place, and has the anchor
    `w<start>`, or `anchor` in the place of the w.
    """
    first, last = window or (0, len(text))
    kept = sorted(
        (
            mark
            for mark in marks
            if mark.start < last and mark.end > first and mark.end > mark.start
        ),
        key=lambda mark: (mark.start, -mark.end, ORDER.index(mark.kind)),
    )
    at = first
    for line in text[first:last].split("\n"):
        end = at + len(line)
        if line.strip():
            here = [mark for mark in kept if mark.start < end and mark.end > at]
            pieces = _pieces(text, here, at, end)
            yield Markup("").join(_piece(text, *piece, address, first, anchor) for piece in pieces)
        at = end + 1


def _pieces(
    text: str, marks: list[Mark], start: int, end: int
) -> Iterator[tuple[int, int, list[Mark]]]:
    cuts = {start, end}
    for mark in marks:
        cuts.update(cut for cut in (mark.start, mark.end) if start < cut < end)
    ordered = sorted(cuts)
    for begin, stop in pairwise(ordered):
        yield begin, stop, [m for m in marks if m.start <= begin and m.end >= stop]


def _piece(
    text: str,
    start: int,
    end: int,
    marks: list[Mark],
    address: Address | None,
    first: int,
    anchor: str,
) -> Markup:
    words: Markup = escape(text[start:end])
    if not marks:
        return words
    told: set[str] = set()
    for mark in sorted(_two_of_a_kind(marks), key=_depth, reverse=True):
        begins = mark.start == start or (start == first and mark.start < first)
        says = mark.label if begins and mark.label not in told else ""
        told.add(says)
        label = Markup(' data-label="{}"').format(says) if says else ""
        classes = [mark.kind, *(["last"] if mark.end == end else []), *mark.group.split()]
        names = " ".join(classes)
        words = Markup('<span class="m {}"{}>{}</span>').format(names, label, words)
    if address is None:
        return words
    if not any(map(str.isalnum, text[start:end])):
        # A link of a quotation mark alone has no name that could be heard.
        return Markup('<span id="{}{}">{}</span>').format(anchor, start, words)
    # One stop of the Tab key for each statement is enough: at its cue.
    stop = any(mark.kind == "cue" and mark.start == start for mark in marks)
    tab = "" if stop else Markup(' tabindex="-1"')
    return Markup('<a class="at" id="{}{}" href="{}"{}>{}</a>').format(
        anchor, start, address(start, end), tab, words
    )


def _two_of_a_kind(marks: list[Mark]) -> Iterator[Mark]:
    """Yield the marks, of one kind at most two, the innermost: more lines could not be told."""
    counted: dict[str, int] = {}
    for mark in reversed(marks):
        counted[mark.kind] = counted.get(mark.kind, 0) + 1
        if counted[mark.kind] <= 2:
            yield mark


def _depth(mark: Mark) -> tuple[int, int, int]:
    return ORDER.index(mark.kind), mark.start, -mark.end
