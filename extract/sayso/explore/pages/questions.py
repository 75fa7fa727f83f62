"""The prepared questions, with a form for the parameters of each, answered as a table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.errors import UsageError
from sayso.explore.asked import Asked, Page, UnknownError
from sayso.query import Question, Table, Value, ask
from sayso.query import question as question_named
from sayso.query import questions as all_questions

_ROWS = 200
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of an answer, and the page that it leads to."""

    text: str
    href: str = ""


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
    places = [table.columns.index(name) for name in columns]
    return {
        "header": [(name, about.get(name, "")) for name in columns],
        "rows": [
            (_evidence(asked, table.columns, row), [_cell(asked, row[place]) for place in places])
            for row in table.rows[:limit]
        ],
        "total": min(len(table.rows), limit),
        "cut": len(table.rows) > limit,
    }


def _cell(asked: Asked, value: Value) -> Cell:
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    if re.match(r"https?://\S+$", text):
        return Cell(text.removeprefix(asked.catalog.base), asked.href(text))
    return Cell(text)


def _evidence(asked: Asked, columns: tuple[str, ...], row: tuple[Value, ...]) -> str:
    """Return the address of the words that a row rests on, or of its article."""
    values = dict(zip(columns, row, strict=True))
    article, begin, end = values.get("articleIri"), values.get("b"), values.get("e")
    if not isinstance(article, str) or article not in asked.catalog.records:
        return ""
    if isinstance(begin, int) and isinstance(end, int):
        return asked.words_href(article, begin, end)
    node = f"{article}/statement/{values.get('st')}"
    statement = asked.catalog.statements.get(node)
    if statement:
        return asked.words_href(article, statement.start, statement.end)
    return asked.href(article)
