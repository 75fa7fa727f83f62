"""`sayso report`: articles with what is said in them, as one page to send to somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.places import model_options, store_option

if TYPE_CHECKING:
    from sayso.model import Reject
    from sayso.pipeline import Annotating
    from sayso.store import ArticleGraph, Store, StoredArticle

EPILOG = """\b
Examples:
  sayso report articles/mayor.txt -o mayor.html
  sayso report "Harbour plan divides" -o harbour.html --store news.store
"""
_FINDINGS = 1


@click.command("report", epilog=EPILOG, short_help="Write articles as one page to send on.")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="The HTML file to write.",
)
@store_option
@model_options
@click.pass_context
def command(
    context: click.Context,
    articles: tuple[str, ...],
    output: Path,
    store: Path,
    profile: str,
    model: str | None,
    kb: Path | None,
) -> None:
    """Write articles, with all that is said in them marked and listed, to one HTML page.

    An ARTICLE is a file or folder, which is annotated on the spot, or the digest or title, or a
    part of either, of an article in the store. The page needs no other file, no network and no
    script: it can be mailed, opened anywhere, and printed.
    """
    from sayso.errors import InputError
    from sayso.export.files import replacing
    from sayso.report import report
    from sayso.store import DEFAULT_BASE, store_in_memory

    files = [name for name in articles if Path(name).exists()]
    titles = [name for name in articles if not Path(name).exists()]
    base, graphs = _stored(titles, store) if titles else (DEFAULT_BASE, [])
    rejects: list[Reject] = []
    if files:
        graphs += _annotated(files, rejects, _annotator(profile, model, kb), base)
    for one in rejects:
        click.echo(f"Not read: {one.origin} ({one.reason}). {one.detail}", err=True)
    if not graphs:
        raise InputError("None of the articles could be read, so that there is nothing to report.")
    with store_in_memory(base) as held:
        held.replace(graphs)
        page = report(held, rejects=rejects).encode()
    with replacing(output) as file:
        file.write(page)
    click.echo(f"Wrote {output} ({len(page):,} bytes).", err=True)
    if rejects:
        context.exit(_FINDINGS)


def _annotator(profile: str, model: str | None, kb: Path | None) -> Annotating:
    # spaCy takes a second to import, which a report on articles of a store need not wait for.
    from sayso.annotate import Annotator

    return Annotator(model=model, profile=profile, kb=kb)


def _annotated(
    files: Iterable[str], rejects: list[Reject], annotator: Annotating, base: str
) -> Iterator[ArticleGraph]:
    """Yield the graphs of the articles in files; what cannot be read goes to `rejects`."""
    from sayso.mapping import map_extraction
    from sayso.model import Reject
    from sayso.read import read

    readable = []
    for found in read(files):
        if isinstance(found, Reject):
            rejects.append(found)
        else:
            readable.append(found)
    for done in annotator.annotate(readable):
        if isinstance(done, Reject):
            rejects.append(done)
        else:
            yield map_extraction(done, base)


def _stored(titles: list[str], path: Path) -> tuple[str, list[ArticleGraph]]:
    """Return the base of a store, and all that it has of the articles that titles name."""
    from sayso.cli.stored import find_stored
    from sayso.errors import UsageError
    from sayso.store import open_store

    if not path.exists():
        raise UsageError(
            f"There is no file '{titles[0]}', and no store at {path} in which to look for an "
            "article of that title. Check the path, or name a store with --store."
        )
    with open_store(path, read_only=True) as store:
        return store.base, [_copied(store, find_stored(store, title)) for title in titles]


def _copied(store: Store, article: StoredArticle) -> ArticleGraph:
    from sayso.store import ArticleGraph

    return ArticleGraph(
        article.iri,
        article.provenance_iri,
        article.run,
        article.digest,
        tuple(store.quads(article.iri)),
        tuple(store.quads(article.provenance_iri)),
        article.origin,
    )
