"""`sayso ask`: puts a prepared question or SPARQL to the store and prints the answer."""

from __future__ import annotations

import copy
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.output import console, print_records, print_table, table_options
from sayso.cli.places import store_option

if TYPE_CHECKING:
    from sayso.query import Parameter, Question, Table
    from sayso.store import Store

EPILOG = """\b
Examples:
  sayso ask
  sayso ask who-characterized-whom --of mayor --polarity negative
  sayso ask who-said-what --csv > statements.csv
  sayso ask evaluation-matrix --matrix --csv > matrix.csv
  sayso ask my-question.rq --evidence
  echo 'SELECT (COUNT(*) AS ?n) { ?s a sayso:Statement }' | sayso ask -
"""
STANDARD_INPUT = "-"
_MATRIX_COLUMN = 15
"""How wide a column of a matrix is on a screen, with its frame."""
_MATRIX_ROWS = 40


class AskCommand(click.Command):
    """A command whose options are those of the question that it is given."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Look which question is asked, and take its parameters as options, in its help too."""
        asked = _asked(args)
        if asked is None:
            return super().make_context(info_name, args, parent, **extra)
        taken = {name for option in self.params for name in option.opts}
        narrowed = copy.copy(self)
        narrowed.params = [
            *self.params,
            *(_option(one) for one in asked.parameters if f"--{one.name}" not in taken),
            *([_matrix_option()] if asked.matrix else []),
        ]
        if asked.question:
            narrowed.help = f"{asked.title}: {asked.question}"
            narrowed.epilog = _columns(asked)
        return click.Command.make_context(narrowed, info_name, args, parent, **extra)


def _asked(arguments: list[str]) -> Question | None:
    """Return the question that is named first, if it is one; whether it exists is checked later."""
    from sayso.errors import UsageError
    from sayso.query import question, questions, read_question

    names = {known.name for known in questions()} | {known.id for known in questions()}
    for word in arguments:
        if word in names:
            return question(word)
        if word.endswith(".rq") and Path(word).is_file():
            try:
                return read_question(Path(word))
            except UsageError:
                return None
    return None


def _option(parameter: Parameter) -> click.Option:
    choices = "|".join(parameter.choices)
    kind = f"[{choices}]" if choices else parameter.type.upper()
    return click.Option([f"--{parameter.name}"], metavar=kind, help=parameter.description)


def _matrix_option() -> click.Option:
    return click.Option(
        ["--matrix", "as_matrix"],
        is_flag=True,
        help="Print a row for each of the first column, a column for each of the second.",
    )


def _columns(asked: Question) -> str:
    lines = [f"  {name:<12} {meaning}" for name, meaning in asked.columns]
    return "\n".join(["\b", "Columns of the answer:", *lines]) if lines else ""


@click.command(
    "ask",
    cls=AskCommand,
    epilog=EPILOG,
    short_help="Ask the store a question, or list the questions.",
)
@click.argument("question", required=False)
@store_option
@click.option(
    "--evidence", is_flag=True, help="Print every column, a block a row: offsets, sentences."
)
@click.option("--compact", is_flag=True, help="Print a row on about two lines, cut where it must.")
@table_options
def command(
    question: str | None,
    store: Path,
    evidence: bool,
    compact: bool,
    as_json: bool,
    as_csv: bool,
    as_matrix: bool = False,
    **parameters: str | None,
) -> None:
    """Ask the store QUESTION and print the answer as a table.

    QUESTION is a prepared question, an .rq file with SPARQL, SPARQL itself, or - for SPARQL on
    standard input. Without one, the prepared questions are listed; `sayso ask QUESTION --help`
    tells what a question can be narrowed by.
    """
    if question is None:
        _list(as_json, as_csv)
        return
    from sayso.query import ask, find_question
    from sayso.store import open_store

    sparql = sys.stdin.read() if question == STANDARD_INPUT else question
    asked = find_question(sparql)
    with open_store(store, read_only=True) as graphs:
        table = ask(sparql, graphs, **parameters)
        _say_if_not_resolved(graphs, asked)
    if as_matrix:
        _print_matrix(table, asked.matrix, as_json=as_json, as_csv=as_csv)
        return
    # Programs get every column; people those that fit a screen, unless they ask for more.
    if as_json or as_csv or not evidence:
        if table.shown and not (as_json or as_csv):
            table = table.only(table.shown)
        print_table(table.columns, table.rows, as_json=as_json, as_csv=as_csv, compact=compact)
    else:
        print_records(table.columns, table.rows)
    if not table.rows:
        click.echo("No row answers this question.", err=True)


def _print_matrix(table: Table, columns: tuple[str, ...], *, as_json: bool, as_csv: bool) -> None:
    """Print the answer as a matrix: programs get all of it, people what fits their screen."""
    from sayso.query import Table

    matrix = table.as_matrix(columns)
    shown = matrix
    if not (as_json or as_csv):
        room = console().width // _MATRIX_COLUMN
        shown = matrix.only(matrix.columns[: max(room, 2)])
        rows = [row for row in shown.rows if any(cell is not None for cell in row[1:])]
        shown = Table(shown.columns, tuple(rows[:_MATRIX_ROWS]))
    print_table(shown.columns, shown.rows, as_json=as_json, as_csv=as_csv)
    if (len(shown.columns), len(shown.rows)) != (len(matrix.columns), len(matrix.rows)):
        click.echo(
            f"Shown are {len(shown.rows)} of {len(matrix.rows)} rows and "
            f"{len(shown.columns) - 1} of {len(matrix.columns) - 1} columns; "
            "--by, --of and --limit narrow it, --csv and --json have all.",
            err=True,
        )


def _say_if_not_resolved(graphs: Store, asked: Question) -> None:
    """Say on standard error when a question looks for who is who, and the store does not say."""
    from sayso.vocabulary import sayso

    if "sayso:resolvedTo" not in asked.sparql:
        return
    known = graphs.query(f"ASK {{ GRAPH ?g {{ ?x <{sayso.resolvedTo}> ?y }} }}")
    several = graphs.query(
        f"ASK {{ ?a a <{sayso.Article}> . ?b a <{sayso.Article}> . FILTER(?a != ?b) }}"
    )
    if several and not known:
        click.echo(
            "Who is who across the articles is not worked out yet, so names are those that each "
            "article gives; 'sayso actors' does it.",
            err=True,
        )


def _list(as_json: bool, as_csv: bool) -> None:
    from sayso.query import questions

    rows = [
        (one.name, one.question, " ".join(f"--{p.name}" for p in one.parameters))
        for one in questions()
    ]
    columns = ("question", "what it asks", "options")
    if as_json or as_csv:
        print_table(columns, rows, as_json=as_json, as_csv=as_csv)
        return
    # A line each for people, whom `sayso ask QUESTION --help` tells the options.
    widest = max(len(name) for name, _, _ in rows)
    click.echo("".join(f"{name:<{widest}}  {asks}\n" for name, asks, _ in rows), nl=False)
