"""`sayso build`: reads articles and puts the graph of each into the store."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.actors import resolved_in_words, tell_conflicts
from sayso.cli.output import print_json
from sayso.cli.places import judgements_option, model_options, store_option
from sayso.cli.progress import progress

if TYPE_CHECKING:
    from sayso.build import BuildReport

EPILOG = """\b
Examples:
  sayso build articles/
  sayso build front-page.html wire.jsonl --store news.store
  pdftotext report.pdf - | sayso build -
"""


@click.command(
    "build", epilog=EPILOG, short_help="Read articles and put their graphs into the store."
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@store_option
@model_options
@click.option("--base", metavar="IRI", help="What the IRIs of a new store begin with.")
@judgements_option
@click.option("--no-actors", is_flag=True, help="Do not find out who is who over all articles.")
@click.option("--again", is_flag=True, help="Build articles that are in the store already, too.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    store: Path,
    profile: str,
    model: str | None,
    kb: Path | None,
    base: str | None,
    judgements: Path | None,
    no_actors: bool,
    again: bool,
    as_json: bool,
) -> None:
    """Read the articles of files and folders and put the graph of each into the store.

    PATH is a file (.txt, .md, .html, .jsonl), a folder, or - for standard input. An article that is
    in the store already is left as it is. Exits with 1 when an article was rejected, or its graph
    does not conform to the shapes and went into quarantine, or a judgement is lost. At the end it
    is found out who is who over all articles, which `sayso actors` lists.
    """
    from sayso.annotate import Annotator
    from sayso.build import build
    from sayso.read.sources import expand
    from sayso.validate import Validator

    total = _countable(expand(list(paths)))
    annotator = Annotator(model=model, profile=profile, kb=kb)
    with progress("Building", "articles") as report:
        report(0, total)
        done = build(
            paths,
            store,
            annotator,
            Validator(),
            base=base,
            again=again,
            progress=lambda count: report(count, total),
            judgements=judgements,
            with_actors=not no_actors,
            stage=report.stage,
        )
    _print(done, store, as_json)
    _tell_judgements(done, store, judgements, as_json)
    tell_conflicts(done.actors.conflicts if done.actors else ())
    if done.rejected or done.quarantined or not done.judgements.sound:
        ctx.exit(1)


def _countable(sources: Iterable[object]) -> int | None:
    """Return how many articles there are to read; None where a source may hold several."""
    from sayso.read.sources import LINES_SUFFIXES

    count = 0
    for source in sources:
        if isinstance(source, str) or (
            isinstance(source, Path) and source.suffix.lower() in LINES_SUFFIXES
        ):
            return None
        count += 1
    return count


def _tell_judgements(
    done: BuildReport, store: Path, judgements: Path | None, as_json: bool
) -> None:
    """Say what became of the judgements, and loudly which of them are lost."""
    from sayso.cli.judge import in_words as judged
    from sayso.cli.judge import tell
    from sayso.judgements import Replayed, default_place

    if done.judgements == Replayed():
        return
    if not as_json:
        click.echo(judged(done.judgements))
    tell(done.judgements, judgements or default_place(store))


def _print(done: BuildReport, store: Path, as_json: bool) -> None:
    from sayso.judgements import Replayed

    if as_json:
        plain = dataclasses.asdict(dataclasses.replace(done, judgements=Replayed()))
        print_json({**plain, "judgements": done.judgements.as_dict()})
    else:
        click.echo(in_words(done, store))
        if done.actors:
            click.echo(resolved_in_words(done.actors))
    if done.rejected:
        _name_rejected(done, store / "rejects.jsonl")
    if done.quarantined:
        _name_quarantined(done, store / "quarantine")


def in_words(done: BuildReport, store: Path) -> str:
    """Return the report as a sentence or two."""
    parts = [
        f"{count} {what}"
        for count, what in (
            (done.built, "built"),
            (done.unchanged, "unchanged"),
            (done.duplicates, "with the text of another"),
            (done.rejected, "rejected"),
            (done.quarantined, "in quarantine"),
        )
        if count
    ]
    words = f"{done.words:,} words in {done.seconds:.1f} seconds"
    retired = f" {done.retired} earlier versions were taken out." if done.retired else ""
    articles = "article" if done.read == 1 else "articles"
    return f"{done.read} {articles} read into {store}: {', '.join(parts)} ({words}).{retired}"


def _name_rejected(done: BuildReport, listed: Path) -> None:
    """Name the first rejected articles with their reasons."""
    for reject in done.first_rejected:
        detail = f": {reject.detail}" if reject.detail else ""
        click.echo(f"{reject.origin} was rejected, {reject.reason}{detail}", err=True)
    more = done.rejected - len(done.first_rejected)
    if more:
        click.echo(f"{more} more are listed in {listed}.", err=True)


def _name_quarantined(done: BuildReport, folder: Path) -> None:
    """Name the first articles in quarantine, each with the first thing that is wrong with it."""
    for held in done.first_quarantined:
        words = f" “{held.detail}”" if held.detail else ""
        click.echo(f"{held.origin} is in quarantine: {held.reason}{words}", err=True)
    click.echo(
        f"Graphs in quarantine, with all that is wrong with them, are in {folder}.", err=True
    )
