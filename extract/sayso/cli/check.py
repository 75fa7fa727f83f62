"""`sayso check`: validates a store or a file of graphs, and says in plain words what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.output import Cell, print_table, table_options
from sayso.cli.places import DEFAULT_STORE
from sayso.cli.progress import progress

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from sayso.store import StoredArticle
    from sayso.validate import Finding

EPILOG = """\b
Examples:
  sayso check
  sayso check news.store --csv > findings.csv
  sayso check graph.trig --reason
"""
COLUMNS = (
    "severity",
    "what is wrong",
    "words",
    "start",
    "end",
    "article",
    "digest",
    "node",
    "shape",
)
SHOWN = 6
"""So many columns are for people; programs get all."""


@click.command("check", epilog=EPILOG, short_help="Validate a store or a file of graphs.")
@click.argument("path", type=click.Path(path_type=Path), default=DEFAULT_STORE, required=False)
@click.option("--reason", is_flag=True, help="Also look for contradictions with HermiT (slow).")
@table_options
@click.pass_context
def command(ctx: click.Context, path: Path, reason: bool, as_json: bool, as_csv: bool) -> None:
    """Validate PATH, a store or a file of graphs, against the shapes.

    PATH is the folder of a store, or a .ttl, .trig, .nt, .nq or .jsonld file; without it, the store
    in the current folder. Each finding says what is wrong, in which article, in which words. Exits
    with 1 when there are findings.
    """
    rows = [_row(finding) for finding in _findings(path)]
    if reason:
        rows += _contradictions(path)
    if as_json or as_csv:
        print_table(COLUMNS, rows, as_json=as_json, as_csv=as_csv)
    elif rows:
        print_table(COLUMNS[:SHOWN], [row[:SHOWN] for row in rows])
    else:
        click.echo(f"{path} conforms to the shapes.")
    if rows:
        click.echo(f"{len(rows)} findings in {path}.", err=True)
        ctx.exit(1)


def _findings(path: Path) -> Iterator[Finding]:
    """Yield what is wrong with a file, or with each article of a store."""
    from sayso.validate import Validator

    validator = Validator()
    if path.is_file():
        yield from validator.validate_file(path)
        return
    for _, quads in _articles(path, "Checking"):
        yield from validator.validate_graph(quads)
    yield from validator.validate_graph(_curation(path))


def _curation(path: Path) -> list[Quad]:
    """Return the graph of a store that says what people decided."""
    from sayso.store import open_store

    with open_store(path, read_only=True) as store:
        return list(store.quads(store.curation_graph()))


def _contradictions(path: Path) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each article, or for the file, that contradicts the ontology."""
    from pyoxigraph import RdfFormat, parse

    from sayso.assets import folder
    from sayso.reason import verdict, verdict_of

    ontology = sorted(folder("ontology").glob("*.ttl"))
    if path.is_file():
        if not verdict([*ontology, path]).consistent:
            yield _contradiction(path.name, "")
        return
    terms = [quad for file in ontology for quad in parse(path=file, format=RdfFormat.TURTLE)]
    for article, quads in _articles(path, "Reasoning"):
        if not verdict_of([*terms, *quads]).consistent:
            yield _contradiction(article.origin, article.digest)


def _articles(path: Path, doing: str) -> Iterator[tuple[StoredArticle, list[Quad]]]:
    """Yield each article of a store with its quads, and show how far it is."""
    from sayso.store import open_store

    with open_store(path, read_only=True) as store, progress(doing, "articles") as report:
        articles = list(store.articles())
        for done, article in enumerate(articles):
            report(done, len(articles))
            yield article, [*store.quads(article.iri), *store.quads(article.provenance_iri)]
        report(len(articles), len(articles))


def _contradiction(article: str, digest: str) -> tuple[Cell, ...]:
    message = "The graph contradicts the ontology: it cannot be true as a whole."
    return ("contradiction", message, "", None, None, article, digest, "", "HermiT")


def _row(finding: Finding) -> tuple[Cell, ...]:
    return (
        finding.severity,
        finding.message,
        finding.words,
        finding.span.start if finding.span else None,
        finding.span.end if finding.span else None,
        finding.title or finding.article[:12],
        finding.article,
        finding.focus,
        finding.shape,
    )
