"""`sayso show`: an article in the terminal, with what was found in it marked in its own words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.output import console, drawn, print_json
from sayso.cli.places import model_options, store_option

if TYPE_CHECKING:
    from sayso.cli.reading import Reading
    from sayso.model import Extraction

LEGEND = (
    "Each mark is [role number words]. 'source', 'cue' and 'content' belong to the statement of "
    "that number; 'of' and 'as' to the characterization of that letter."
)
EPILOG = """\b
Examples:
  sayso show articles/mayor.txt
  sayso show "Harbour plan divides"
"""


@click.command(
    "show", epilog=EPILOG, short_help="Show an article with what was found in it marked."
)
@click.argument("article")
@store_option
@model_options
@click.option("--json", "as_json", is_flag=True, help="Print the text, marks and lists as JSON.")
def command(
    article: str, store: Path, profile: str, model: str | None, kb: Path | None, as_json: bool
) -> None:
    """Show an article with its sources, cues, contents and characterizations marked.

    ARTICLE is a file, whose first article is annotated on the spot, or the digest or title, or a
    part of either, of an article in the store.
    """
    reading = _from_file(Path(article), profile, model, kb) or _from_store(article, store)
    if as_json:
        print_json(reading.as_dict())
    else:
        _print(reading)


def _from_file(path: Path, profile: str, model: str | None, kb: Path | None) -> Reading | None:
    """Annotate the article in `path`; None when there is no such file."""
    if not path.is_file():
        return None
    from sayso.annotate import Annotator
    from sayso.cli.reading import of_extraction
    from sayso.errors import InputError
    from sayso.model import Article, Reject
    from sayso.read import read

    found: Article | Reject | Extraction = next(read([path]))
    if isinstance(found, Article):
        found = next(Annotator(model=model, profile=profile, kb=kb).annotate([found]))
    if isinstance(found, Reject):
        raise InputError(
            f"{found.origin} cannot be shown, for it is {found.reason}. {found.detail}"
        )
    return of_extraction(found)


def _from_store(wanted: str, path: Path) -> Reading:
    from sayso.cli.stored import find_stored, of_stored
    from sayso.errors import UsageError
    from sayso.store import open_store

    if not path.exists():
        raise UsageError(
            f"There is no file '{wanted}', and no store at {path} in which to look for an article "
            "of that title. Check the path, or name a store with --store."
        )
    with open_store(path, read_only=True) as store:
        return of_stored(store, find_stored(store, wanted))


def _print(reading: Reading) -> None:
    from sayso.cli.marks import marked
    from sayso.cli.reading import CHARACTERIZATION_COLUMNS, STATEMENT_COLUMNS

    out = console()
    if not reading.text.lstrip().startswith(reading.title):
        out.print(reading.title, style="bold", markup=False)
        out.print()
    out.print(marked(reading.text, reading.marks))
    out.print()
    out.print(LEGEND, style="dim", markup=False)
    out.print(drawn(STATEMENT_COLUMNS, reading.statements, out.width, title="Statements"))
    characterized = reading.characterizations
    out.print(drawn(CHARACTERIZATION_COLUMNS, characterized, out.width, title="Characterizations"))
