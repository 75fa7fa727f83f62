"""An article with what was found in it, ready to be shown, as made from an extraction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.cli.marks import Mark
from sayso.cli.output import Cell
from sayso.model import Characterization, Extraction, RefKind, Span, Statement

SOURCE, CUE, CONTENT, TARGET, WORDS = "source", "cue", "content", "of", "as"
STYLES = {
    SOURCE: "bold cyan",
    CUE: "yellow",
    CONTENT: "green",
    TARGET: "underline",
    WORDS: "bold magenta",
}
STATEMENT_COLUMNS = ("number", "who", "how said", "form", "content")
CHARACTERIZATION_COLUMNS = ("letter", "who", "whom", "as what", "polarity", "kind")
ELLIPSIS = " … "


@dataclass(frozen=True, slots=True)
class Reading:
    """An article's text with its marks, and the lists of statements and characterizations.

    The marks carry the number of the statement, or the letters of the characterization, they belong
    to: `source 3`, `as b`.
    """

    title: str
    text: str
    marks: tuple[Mark, ...]
    statements: tuple[tuple[Cell, ...], ...]
    characterizations: tuple[tuple[Cell, ...], ...]

    def as_dict(self) -> dict[str, object]:
        """Return the reading as plain JSON types; offsets are code points, end-exclusive."""
        return {
            "title": self.title,
            "text": self.text,
            "marks": [[mark.span.start, mark.span.end, mark.label] for mark in self.marks],
            "statements": [dict(zip(STATEMENT_COLUMNS, r, strict=True)) for r in self.statements],
            "characterizations": [
                dict(zip(CHARACTERIZATION_COLUMNS, r, strict=True)) for r in self.characterizations
            ],
        }


def letters(number: int) -> str:
    """Return the letters for a number: a for 0, z for 25, aa for 26."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("a") + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class Found:
    """A statement or characterization: its words with their roles, and its cells without a name."""

    words: tuple[tuple[str, Span], ...]
    cells: tuple[Cell, ...]


def reading_of(
    title: str, text: str, statements: Iterable[Found], characterizations: Iterable[Found]
) -> Reading:
    """Return the reading, with numbers and letters given in the order of the text."""
    numbered = [(number, one) for number, one in enumerate(_in_order(statements), start=1)]
    lettered = [(letters(number), one) for number, one in enumerate(_in_order(characterizations))]
    return Reading(
        title=title,
        text=text,
        marks=tuple(
            Mark(span, f"{role} {name}", STYLES[role])
            for name, one in (*numbered, *lettered)
            for role, span in one.words
        ),
        statements=tuple((number, *one.cells) for number, one in numbered),
        characterizations=tuple((letter, *one.cells) for letter, one in lettered),
    )


def _in_order(found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda one: sorted((span, role) for role, span in one.words))


def of_extraction(extraction: Extraction) -> Reading:
    """Return what there is to show of a freshly annotated article."""
    article = extraction.article
    return reading_of(
        article.title or article.origin,
        article.text,
        (_statement(extraction, one) for one in extraction.statements),
        (_characterization(extraction, one) for one in extraction.characterizations),
    )


def _statement(extraction: Extraction, one: Statement) -> Found:
    text = extraction.article.text
    parts = ((SOURCE, one.source), (CUE, one.cue), (CONTENT, one.content))
    source, cue, content = (joined(span.of(text) for span in spans) for _, spans in parts)
    return Found(
        tuple((role, span) for role, spans in parts for span in spans),
        (source, cue, str(one.form), content),
    )


def _characterization(extraction: Extraction, one: Characterization) -> Found:
    text, entities = extraction.article.text, extraction.entities
    who = one.holder.of(text) if one.holder else ""
    whom = one.target.of(text)
    if one.evaluator is not None:
        who = entities[one.evaluator].name
    if one.characterized and one.characterized.kind is RefKind.ENTITY:
        whom = entities[one.characterized.index].name
    return Found(
        ((TARGET, one.target), (WORDS, one.attribute)),
        (joined([who]), joined([whom]), joined([one.attribute.of(text)]), one.polarity, one.type),
    )


def joined(parts: Iterable[str]) -> str:
    """Return discontinuous words as one line."""
    return ELLIPSIS.join(" ".join(part.split()) for part in parts)
