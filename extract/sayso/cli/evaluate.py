"""`sayso evaluate`: annotates the documents of a gold file and says how good the result is."""

from __future__ import annotations

from pathlib import Path

import click

from sayso.cli.output import print_json
from sayso.cli.places import model_options

TASKS = (
    "attribution",
    "characterization",
    "coreference",
    "events",
    "linking",
    "actors",
    "founding",
    "throughput",
)
EPILOG = """\b
Examples:
  sayso evaluate attribution gold.jsonl
  sayso evaluate events gold.jsonl --predictions found.jsonl --json
"""


@click.command(
    "evaluate", epilog=EPILOG, short_help="Measure Sayso on texts with gold annotations."
)
@click.argument("task", type=click.Choice(TASKS))
@click.argument("gold", metavar="GOLD.jsonl", type=click.Path(path_type=Path))
@model_options
@click.option(
    "--predictions",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.jsonl",
    help="Also write what was found, in the layout of the task.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(
    task: str,
    gold: Path,
    profile: str,
    model: str | None,
    kb: Path | None,
    predictions: Path | None,
    as_json: bool,
) -> None:
    """Annotate the documents of GOLD.jsonl and print the scores and the speed.

    Each line has `doc` or `id`, and `text`; where the gold is missing, only the speed is printed.
    For `founding` the file is one JSON object, for `actors` a list of pairs of names; `throughput`
    measures the way into a store.
    """
    from sayso.evaluate import run

    report = run(task, gold, profile=profile, model=model, kb=kb, predictions_path=predictions)
    if as_json:
        print_json(report.as_dict())
    else:
        click.echo(report.text())
