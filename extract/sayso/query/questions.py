"""The prepared questions: SPARQL files whose head says what they ask, take and give."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sayso.assets import folder
from sayso.errors import UsageError


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be narrowed by.

    `type` is "name" or "text" (a part of it, case ignored; "=Ann Lee" the whole; "A|B" either),
    "date" (YYYY, YYYY-MM or YYYY-MM-DD), "number", "word" (an exact name of the ontology), "choice"
    (one of `choices`) or "count".
    """

    name: str
    type: str
    description: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A prepared question: `columns` are (name, what it holds), `shown` the main ones.

    `matrix`, where the answer can be laid out as one, names five columns: what a row and a column
    are called, what stands where they meet, and the identifiers of row and column.
    """

    name: str
    id: str
    title: str
    question: str
    sparql: str
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    shown: tuple[str, ...] = ()
    matrix: tuple[str, ...] = ()


MATRIX_COLUMNS = 5
LIMIT = Parameter("limit", "count", "At most this many rows")


@cache
def questions() -> tuple[Question, ...]:
    """Return the prepared questions in the order of their numbers."""
    found = [read_question(path) for path in folder("queries").glob("*.rq")]
    return tuple(sorted(found, key=lambda question: (question.id, question.name)))


def question(name: str) -> Question:
    """Return the prepared question of this name ("who-said-what") or number ("CQ02").

    Raises:
        UsageError: there is none; the message names the nearest.
    """
    wanted = "-".join(re.findall(r"\w+", name.lower()))
    for candidate in questions():
        if wanted in (candidate.name, candidate.id.lower()):
            return candidate
    names = [candidate.name for candidate in questions()]
    near = difflib.get_close_matches(wanted, names, n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    raise UsageError(
        f"There is no question '{name}'. {hint}"
        "'sayso ask' without a question lists all of them; SPARQL and .rq files work too."
    )


def read_question(path: Path) -> Question:
    """Read a question from an .rq file; one without a head has neither parameters nor a title.

    Raises:
        UsageError: the file cannot be read, or its head is not understood.
    """
    try:
        sparql = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"The question {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"The question {path} is not text in UTF-8. Save it as such.") from error
    head = _Head(path)
    for number, line in enumerate(sparql.splitlines(), 1):
        if line.startswith("#+"):
            head.add(number, line[2:].removeprefix(" ").rstrip())
    parameters = tuple(head.parameter(item) for item in head.items.get("parameters", []))
    return Question(
        name=path.stem,
        id=head.scalars.get("id", ""),
        title=head.scalars.get("title", path.stem),
        question=head.scalars.get("question", ""),
        sparql=sparql,
        parameters=(*parameters, LIMIT),
        columns=tuple(head.mappings.get("columns", {}).items()),
        shown=_listed(head.scalars.get("table", "")),
        matrix=head.matrix(),
    )


class _Head:
    """The head of a question, in the part of YAML that heads use.

    That is plain or double-quoted scalars on one line, mappings and lists of mappings one level
    deep, and lists of words in brackets.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.scalars: dict[str, str] = {}
        self.mappings: dict[str, dict[str, str]] = {}
        self.items: dict[str, list[dict[str, str]]] = {}
        self._section = ""

    def add(self, number: int, line: str) -> None:
        """Take in one line."""
        found = re.fullmatch(r"(  - |    |  |)([A-Za-z][\w-]*):(?: (.+))?", line)
        if found is None or (found[1] and not (found[3] and self._section)):
            raise UsageError(f"Line {number} of the question {self.path} is not understood: {line}")
        indent, key, value = found[1], found[2], _scalar(found[3] or "")
        if not indent and value:
            self.scalars[key] = value
        elif not indent:
            self._section = key
        elif indent == "  ":
            self.mappings.setdefault(self._section, {})[key] = value
        elif indent == "  - ":
            self.items.setdefault(self._section, []).append({key: value})
        else:
            self.items.setdefault(self._section, [{}])[-1][key] = value

    def matrix(self) -> tuple[str, ...]:
        """Return the columns that make the answer a matrix, none where it is not one."""
        named = _listed(self.scalars.get("matrix", ""))
        if len(named) not in (0, MATRIX_COLUMNS):
            raise UsageError(
                f"The matrix of {self.path} must name {MATRIX_COLUMNS} columns: row, column, cell, "
                "and the identifiers of row and column."
            )
        return named

    def parameter(self, item: Mapping[str, str]) -> Parameter:
        """Return what one entry of `parameters` declares."""
        if not {"name", "type", "description"} <= item.keys():
            raise UsageError(f"A parameter of {self.path} lacks a name, a type or a description.")
        choices = _listed(item.get("choices", ""))
        return Parameter(item["name"], item["type"], item["description"], choices)


def _scalar(text: str) -> str:
    return str(json.loads(text)) if text.startswith('"') else text


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[,\s]+", text.strip("[]")) if part)
