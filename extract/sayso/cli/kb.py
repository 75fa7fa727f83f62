"""`sayso kb`: makes a knowledge base from a dump of Wikidata, and looks into one."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.output import Cell, print_json, print_table, table_options
from sayso.cli.progress import progress

if TYPE_CHECKING:
    from sayso.kb import Built

EPILOG = """\b
Examples:
  sayso kb build latest-all.json.bz2 -o wikidata.kb
  sayso kb show wikidata.kb "Ana Ruiz"
  sayso build articles/ --kb wikidata.kb
"""
_MEGABYTE = 1_000_000


@click.group("kb", epilog=EPILOG, short_help="Make a knowledge base to link names with.")
def command() -> None:
    """Make a knowledge base from a dump of Wikidata, and look into one."""


@command.command("build", short_help="Make a knowledge base from a dump of Wikidata.")
@click.argument("dump", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="The file to write; an old one is replaced at the end.",
)
@click.option(
    "--sitelinks",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    metavar="N",
    help="Leave out items that fewer wikis have an article on.",
)
@click.option("--keep-partial", is_flag=True, help="Keep what a dump that is cut off has.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def build_command(
    ctx: click.Context,
    dump: Path,
    output: Path,
    sitelinks: int,
    keep_partial: bool,
    as_json: bool,
) -> None:
    """Make the knowledge base FILE from DUMP, a JSON dump of Wikidata, packed or not.

    Kept are persons, organizations, states, places and works with their names in English, types,
    descriptions, positions and countries. Exits with 1 when a line could not be read, or the dump
    was cut off and kept with --keep-partial.
    """
    from sayso.kb import build

    with progress("Reading", "MB") as report:

        def tell(done: int, total: int | None) -> None:
            report(done // _MEGABYTE, None if total is None else total // _MEGABYTE)

        done = build(dump, output, keep_partial=keep_partial, sitelinks=sitelinks, progress=tell)
    if as_json:
        print_json(dataclasses.asdict(done))
    else:
        click.echo(in_words(done, output))
    for bad in done.first_rejected:
        click.echo(f"Line {bad.line} was rejected: {bad.reason}", err=True)
    if done.rejected > len(done.first_rejected):
        more = done.rejected - len(done.first_rejected)
        click.echo(f"{more:,} more are listed in the table reject of {output}.", err=True)
    if done.cut_off:
        click.echo(f"The dump is cut off {done.cut_off}. What came before was kept.", err=True)
    if done.rejected or done.cut_off:
        ctx.exit(1)


def in_words(done: Built, output: Path) -> str:
    """Return the report as a sentence or two."""
    return (
        f"{done.records:,} records read into {output}: {done.items:,} items with {done.names:,} "
        f"names, {done.left_out:,} left out, {done.rejected:,} rejected. Digest {done.digest}."
    )


@command.command("show", short_help="Say what a knowledge base holds, or has under a name.")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("name", required=False)
@table_options
def show_command(file: Path, name: str | None, as_json: bool, as_csv: bool) -> None:
    """Say what the knowledge base FILE holds, or which items it has under NAME."""
    from sayso.kb import KnowledgeBase

    base = KnowledgeBase(file)
    columns: tuple[str, ...] = ("what", "value")
    rows: list[tuple[Cell, ...]] = [*sorted(base.meta.items())]
    if name is not None:
        columns = ("item", "label", "description", "types", "popularity", "positions")
        rows = [
            (
                one.item,
                one.label,
                one.description,
                ", ".join(one.types),
                one.popularity,
                "; ".join(position.label or position.item for position in one.positions),
            )
            for one in base.candidates(name)
        ]
    print_table(columns, rows, as_json=as_json, as_csv=as_csv)
