"""Marks stretches of a text for the terminal: a label in brackets, and a style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.text import Text

from sayso.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to be marked, with the label in front of it and its style."""

    span: Span
    label: str
    style: str


def marked(text: str, marks: Iterable[Mark]) -> Text:
    """Return `text` with every mark shown as `[label words]`, nested where marks nest.

    Two marks that cross are shown by cutting the second in two, each part with the label.
    """
    shown = Text()
    position = 0
    closing: list[Mark] = []
    for mark in [*nested(marks), None]:
        start = mark.span.start if mark else len(text)
        while closing and closing[-1].span.end <= start:
            done = closing.pop()
            shown.append(text[position : done.span.end], style=done.style)
            shown.append("]", style="dim")
            position = done.span.end
        shown.append(text[position:start], style=closing[-1].style if closing else "")
        position = start
        if mark:
            shown.append(f"[{mark.label} ", style="dim")
            closing.append(mark)
    return shown


def nested(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield the marks from left to right, outer before inner, cut so that none cross."""
    waiting = sorted(set(marks), key=_order)
    open_until: list[int] = []
    while waiting:
        mark = waiting.pop(0)
        while open_until and open_until[-1] <= mark.span.start:
            open_until.pop()
        if open_until and mark.span.end > open_until[-1]:
            border = open_until[-1]
            rest = Mark(Span(border, mark.span.end), mark.label, mark.style)
            mark = Mark(Span(mark.span.start, border), mark.label, mark.style)
            waiting = sorted([*waiting, rest], key=_order)
        open_until.append(mark.span.end)
        yield mark


def _order(mark: Mark) -> tuple[int, int, str]:
    return mark.span.start, -mark.span.end, mark.label
