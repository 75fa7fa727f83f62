"""`sayso stats`: counts what the store holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.output import Cell, print_table, table_options
from sayso.cli.places import store_option

if TYPE_CHECKING:
    from sayso.store import Store

EPILOG = """\b
Examples:
  sayso stats --store news.store
  sayso stats --articles --csv > articles.csv
"""
# A store holds no ontology, so the kinds of organization are named.
ORGANIZATIONS = (
    "sayso:Organization sayso:GeopoliticalEntity sayso:IntergovernmentalOrganization "
    "sayso:GovernmentBody sayso:ArmedForce sayso:MediaOutlet sayso:PoliticalParty sayso:Company "
    "sayso:Coalition"
)
COUNTED = {
    "statements": "?x a sayso:Statement",
    "statements in direct words": "?x a sayso:Statement ; sayso:quoteForm sayso:direct",
    "statements within statements": "?x a sayso:Statement ; sayso:embeddedIn ?outer",
    "characterizations": "?x a sayso:Characterization",
    "stances": "?x a sayso:Stance",
    "events": "?x sayso:trigger ?t",
    "propositions": "?x a sayso:Proposition",
    "persons": "?x a sayso:Person",
    "organizations and states": f"VALUES ?class {{ {ORGANIZATIONS} }} ?x a ?class",
    "groups and unnamed sources": (
        "VALUES ?class { sayso:CollectiveActor sayso:AnonymousActor } ?x a ?class"
    ),
    "mentions": "?x a sayso:EntityMention",
}
"""What is counted, as the SPARQL pattern that binds ?x to each one."""


@click.command(
    "stats", epilog=EPILOG, short_help="Count what the store holds, or list its articles."
)
@store_option
@click.option("--articles", is_flag=True, help="List the articles instead, with their digests.")
@table_options
def command(store: Path, articles: bool, as_json: bool, as_csv: bool) -> None:
    """Count the articles, statements, characterizations, events and actors of the store."""
    from sayso.store import open_store

    with open_store(store, read_only=True) as graphs:
        rows: Sequence[tuple[Cell, ...]] = _articles(graphs) if articles else _counts(graphs)
    columns = ("digest", "title", "published", "origin") if articles else ("what", "how many")
    print_table(columns, rows, as_json=as_json, as_csv=as_csv)


def _counts(store: Store) -> list[tuple[str, int]]:
    from sayso.query import ask

    counts = [("articles", sum(1 for _ in store.articles()))]
    for what, pattern in COUNTED.items():
        table = ask(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}", store)
        counts.append((what, int(str(table.rows[0][0]))))
    counts.append(("triples", sum(1 for _ in store.quads())))
    return counts


def _articles(store: Store) -> list[tuple[str, ...]]:
    from sayso.query import ask

    table = ask(
        "SELECT ?g ?title ?published WHERE { GRAPH ?g { ?a a sayso:Article . "
        "OPTIONAL { ?a schema:headline ?title } OPTIONAL { ?a schema:datePublished ?published } "
        "} }",
        store,
    )
    known = {str(g): (str(title or ""), str(published or "")) for g, title, published in table.rows}
    return [
        (article.digest, *known.get(article.iri.value, ("", "")), article.origin)
        for article in store.articles()
    ]
