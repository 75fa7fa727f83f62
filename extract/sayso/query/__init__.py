"""Questions to the graph: the prepared ones of queries/ or free SPARQL, answered as a table.

A prepared question is a SPARQL file whose head (lines that begin with `#+`, in YAML) says what it
asks, which parameters it takes and what its columns hold. A parameter `by` is the variable `?_by`,
and a condition on it begins with `!BOUND(?_by) ||`, so that the file runs as it is in any SPARQL
tool; here its value goes in as an RDF literal in the place of the variable, never as text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Protocol

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryTriples

from sayso.errors import StoreError, UsageError
from sayso.query.parameters import count, literal
from sayso.query.questions import LIMIT, Parameter, Question, question, questions, read_question
from sayso.query.sparql import PREAMBLE, begins_sparql, check, fill
from sayso.query.table import Table, Value, plain
from sayso.store import Answer

__all__ = [
    "Answering",
    "Parameter",
    "Question",
    "Table",
    "Value",
    "ask",
    "find_question",
    "question",
    "questions",
    "read_question",
]


class Answering(Protocol):
    """Whatever answers SPARQL over the union of its graphs, as every store does."""

    def query(self, sparql: str, /) -> Answer:
        """Return the answer to a SPARQL query."""


def ask(
    name_or_sparql: str,
    store: Answering | pyoxigraph.Store,
    **parameters: str | float | date | None,
) -> Table:
    """Ask the store a prepared question, an .rq file or SPARQL text, and return a table.

    A parameter whose name has a hyphen is written with an underscore (`min_confidence=0.9`); None
    means not given. ASK gives one row with "answer"; CONSTRUCT and DESCRIBE give triples.

    Raises:
        UsageError: no such question or parameter, a value that does not fit, a mistake in the
            SPARQL (with line and column), or SPARQL that writes or asks another server.
        StoreError: the store fails while it answers.
    """
    asked = find_question(name_or_sparql)
    given = {key.replace("_", "-"): value for key, value in parameters.items() if value is not None}
    known = {parameter.name: parameter for parameter in asked.parameters}
    for name in given:
        if name not in known:
            raise UsageError(
                f"The question '{asked.name}' has no parameter '{name}'. "
                f"It has {', '.join(sorted(known))}."
            )
    limit = given.pop("limit", None)
    most = None if limit is None else count(limit)
    values = {f"_{n.replace('-', '_')}": literal(known[n], given[n]) for n in sorted(given)}
    absent = {f"_{name.replace('-', '_')}" for name in known}.difference(values)
    sparql = PREAMBLE + fill(asked.sparql, values, absent)
    check(asked.sparql, sparql)
    return _table(_answer(store, sparql), most, asked.shown)


def find_question(name_or_sparql: str) -> Question:
    """Return what `ask` would ask: a prepared question, that of an .rq file, or SPARQL text.

    Raises:
        UsageError: there is no such question, or the file cannot be read.
    """
    if name_or_sparql.endswith(".rq") and "{" not in name_or_sparql:
        return read_question(Path(name_or_sparql))
    if begins_sparql(name_or_sparql):
        return Question("SPARQL", "", "SPARQL", "", name_or_sparql, (LIMIT,))
    return question(name_or_sparql)


def _answer(store: Answering | pyoxigraph.Store, sparql: str) -> Answer:
    try:
        if isinstance(store, pyoxigraph.Store):
            return store.query(sparql, use_default_graph_as_union=True)
        return store.query(sparql)
    except OSError as error:
        raise StoreError(f"The store failed while it answered: {error}.") from error


def _table(answer: Answer, most: int | None, shown: tuple[str, ...]) -> Table:
    if isinstance(answer, QueryBoolean):
        return Table(("answer",), ((bool(answer),),))
    rows: Iterator[tuple[Value, ...]]
    if isinstance(answer, QueryTriples):
        columns: tuple[str, ...] = ("subject", "predicate", "object")
        rows = (tuple(map(plain, triple)) for triple in answer)
    else:
        columns = tuple(variable.value for variable in answer.variables)
        rows = (tuple(map(plain, solution)) for solution in answer)
    try:
        return Table(columns, tuple(islice(rows, most)), shown)
    except OSError as error:
        raise StoreError(f"The store failed while it answered: {error}.") from error
