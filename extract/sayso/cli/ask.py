"""`sayso ask`: puts a prepared question or SPARQL to the store and prints the answer."""

from __future__ import annotations

import copy
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.output import print_records, print_table, table_options
from sayso.cli.places import store_option

if TYPE_CHECKING:
    from sayso.query import Parameter, Question

EPILOG = """\b
Examples:
  sayso ask
  sayso ask who-characterized-whom --of mayor --polarity negative
  sayso ask who-said-what --csv > statements.csv
  sayso ask my-question.rq --evidence
  echo 'SELECT (COUNT(*) AS ?n) { ?s a sayso:Statement }' | sayso ask -
"""
STANDARD_INPUT = "-"


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
    from sayso.query import ask
    from sayso.store import open_store

    sparql = sys.stdin.read() if question == STANDARD_INPUT else question
    with open_store(store, read_only=True) as graphs:
        table = ask(sparql, graphs, **parameters)
    # Programs get every column; people those that fit a screen, unless they ask for more.
    if as_json or as_csv or not evidence:
        if table.shown and not (as_json or as_csv):
            table = table.only(table.shown)
        print_table(table.columns, table.rows, as_json=as_json, as_csv=as_csv, compact=compact)
    else:
        print_records(table.columns, table.rows)
    if not table.rows:
        click.echo("No row answers this question.", err=True)


def _list(as_json: bool, as_csv: bool) -> None:
    from sayso.query import questions

    rows = [
        (one.name, one.question, " ".join(f"--{p.name}" for p in one.parameters))
        for one in questions()
    ]
    print_table(("question", "what it asks", "options"), rows, as_json=as_json, as_csv=as_csv)
