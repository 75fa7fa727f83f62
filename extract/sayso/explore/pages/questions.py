"""The prepared questions, with a form for the parameters of each, answered as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sayso.errors import UsageError
from sayso.explore.asked import Asked, Page, UnknownError
from sayso.query import Question, Table, Value, ask
from sayso.query import question as question_named
from sayso.query import questions as all_questions

_ROWS = 200
_MOST = 5_000
_OFFERED = 200
# Columns of names; a name that one actor alone has leads to it.
_NAMES = frozenset(
    "who whom target ultimate toWhom warned agent recipient outer inner claimant actor subject org "
    "who1 who2 a1 a2".split()
)
# The columns in which a row may say where its words are: article, start, end.
_PLACES = (("articleIri", "b", "e"), ("article1Iri", "b1", "e1"), ("article2Iri", "b2", "e2"))


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of an answer, and the page that it leads to; `tone` if it is a polarity."""

    text: str
    href: str = ""
    tone: bool = False
    number: bool = False


def questions(asked: Asked) -> Page:
    """Return the list of questions."""
    found = all_questions()
    data = [
        {
            "name": one.name,
            "title": one.title,
            "question": one.question,
            "parameters": one.parameters,
        }
        for one in found
    ]
    return Page("questions.html", "Questions", {"questions": found}, data)


def question(asked: Asked) -> Page:
    """Return a question with its form, and its answer if it was asked.

    Raises:
        UnknownError: there is no such question.
    """
    try:
        found = question_named(asked.place)
    except UsageError as error:
        raise UnknownError(str(error)) from error
    names = [one.name for one in found.parameters if one.name != "limit"]
    given: dict[str, str | float] = {
        name.replace("-", "_"): asked.value(name) for name in names if asked.value(name)
    }
    content: dict[str, object] = {
        "question": found,
        "parameters": [one for one in found.parameters if one.name != "limit"],
        "asked_for": bool(asked.many),
        "mistake": "",
        "header": (),
        "rows": (),
        "total": 0,
        "cut": False,
        "every": bool(asked.value("columns")),
        "witnessed": False,
        "names": list(dict.fromkeys(one.name for one in asked.catalog.ranked_actors()[:_OFFERED])),
    }
    status, table = 200, Table((), ())
    if asked.many:
        limit = asked.number("limit", _ROWS, _MOST)
        try:
            table = asked.shelf.answer(
                (found.name, limit, *sorted(given.items())),
                lambda: ask(found.name, asked.store, limit=limit + 1, **given),
            )
            content.update(_answer(asked, found, table, limit))
            table = Table(table.columns, table.rows[:limit], table.shown)
        except UsageError as error:
            content["mistake"], status = str(error), 400
    data = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return Page("question.html", found.title, content, data, table=table, status=status)


def _answer(asked: Asked, found: Question, table: Table, limit: int) -> dict[str, object]:
    everything = asked.value("columns") or not table.shown
    columns = table.columns if everything else table.shown
    about = dict(found.columns)
    bearers = asked.catalog.bearers
    rows = []
    for row in table.rows[:limit]:
        values = dict(zip(table.columns, row, strict=True))
        cells = [_cell(asked, name, values, bearers) for name in columns]
        rows.append((_evidence(asked, values), cells))
    return {
        "header": [(name, about.get(name, "")) for name in columns],
        "rows": rows,
        "witnessed": any(evidence for evidence, _ in rows),
        "total": min(len(table.rows), limit),
        "cut": len(table.rows) > limit,
    }


def _cell(asked: Asked, name: str, values: Mapping[str, Value], bearers: Mapping[str, str]) -> Cell:
    value = values[name]
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    if re.match(r"https?://\S+$", text):
        return Cell(text.removeprefix(asked.catalog.base), asked.href(text))
    if name == "polarity" and text:
        return Cell(text, tone=True)
    leads = values.get(f"{name}Iri") or (bearers.get(text) if name in _NAMES else None)
    if isinstance(leads, str) and text:
        return Cell(text, asked.href(leads))
    return Cell(text, number=isinstance(value, int | float) and not isinstance(value, bool))


def _evidence(asked: Asked, values: Mapping[str, Value]) -> list[str]:
    """Return the addresses of the words that a row rests on, or of its article."""
    found = []
    for names in _PLACES:
        article, begin, end = (values.get(name) for name in names)
        if not isinstance(article, str) or article not in asked.catalog.records:
            continue
        statement = asked.catalog.statements.get(f"{article}/statement/{values.get('st')}")
        if isinstance(begin, int) and isinstance(end, int):
            found.append(asked.words_href(article, begin, end))
        elif statement:
            found.append(asked.words_href(article, statement.start, statement.end))
        else:
            found.append(asked.href(article))
    return found
