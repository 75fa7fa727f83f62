"""`sayso actors`: who is who over the whole store, and on what evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.output import Cell, print_json, print_table, table_options
from sayso.cli.places import judgements_option, store_option

if TYPE_CHECKING:
    from sayso.actors import Actor, Conflict, ResolvedStore
    from sayso.store import Store

EPILOG = """\b
Examples:
  sayso actors --type Person --min-articles 3
  sayso actors "Ana Ruiz"
"""
COLUMNS = ("actor", "type", "articles", "statements", "also called", "identifier")
EVIDENCE = ("words", "score", "why", "article", "published", "start", "end")
APART = ("kept apart from", "score", "why", "identifier")


@click.command("actors", epilog=EPILOG, short_help="List who is who across articles.")
@click.argument("name", required=False)
@store_option
@click.option("--type", "type_", metavar="T", help="Only actors of this class, such as Person.")
@click.option(
    "--min-articles",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="Only actors that N articles name, or more.",
)
@judgements_option
@table_options
def command(
    name: str | None,
    store: Path,
    type_: str | None,
    min_articles: int,
    judgements: Path | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """List the actors of the store, or show the one called NAME with its evidence.

    Actors that several articles name are found to be one or not by their names, offices, countries
    and the company they are named in. Each build works this out; where articles or judgements have
    changed since, it is worked out anew and kept in the store.
    """
    from sayso.actors import find_actor, list_actors
    from sayso.store import open_store

    bring_up_to_date(store, judgements)
    with open_store(store, read_only=True) as opened:
        if name is not None:
            _show(opened, find_actor(opened, name), as_json=as_json, as_csv=as_csv)
            return
        found = list_actors(opened, type_=type_, min_articles=min_articles)
    if as_json and not as_csv:
        print_json([_as_dict(actor) for actor in found])
    else:
        rows = [_row(actor) for actor in found]
        print_table(COLUMNS, rows, as_json=as_json, as_csv=as_csv, compact=True)


def bring_up_to_date(path: Path, judgements: Path | None) -> None:
    """Resolve the actors of the store if what it holds has changed; say so on standard error."""
    from sayso.actors import is_current, resolve_store
    from sayso.judgements import decided, default_place
    from sayso.store import open_store

    with open_store(path, read_only=True) as store:
        pairs = decided(store, judgements or default_place(path))
        if is_current(store, pairs):
            return
    with open_store(path) as store:
        done = resolve_store(store, pairs)
    click.echo(resolved_in_words(done), err=True)
    tell_conflicts(done.conflicts)


def resolved_in_words(done: ResolvedStore) -> str:
    """Return in a sentence how many actors there are in the store."""
    return f"Resolved {done.appearances:,} appearances in articles to {done.actors:,} actors."


def tell_conflicts(conflicts: Iterable[Conflict]) -> None:
    """Name on standard error the decisions on pairs of actors that could not be kept."""
    for conflict in conflicts:
        word = "same" if conflict.same else "different"
        click.echo(
            f"Not kept: that {' and '.join(conflict.pair)} are {word}; {conflict.reason}.", err=True
        )


def _show(store: Store, actor: Actor, *, as_json: bool, as_csv: bool) -> None:
    from sayso.actors import evidence_of, kept_apart

    evidence, apart = evidence_of(store, actor), kept_apart(store, actor)
    if as_json and not as_csv:
        shown = _as_dict(actor)
        shown["evidence"] = [asdict(one) for one in evidence]
        shown["kept_apart"] = [asdict(one) for one in apart]
        print_json(shown)
        return
    rows = [
        (
            one.words,
            one.score,
            "; ".join(one.reasons) or "the first",
            one.title or one.article,
            one.published,
            one.start,
            one.end,
        )
        for one in evidence
    ]
    if not as_csv:
        _head(actor)
    print_table(EVIDENCE, rows, as_json=as_json, as_csv=as_csv, compact=True)
    if apart and not as_csv:
        others = [(one.name, one.score, "; ".join(one.reasons), one.iri) for one in apart]
        print_table(APART, others, compact=True)


def _head(actor: Actor) -> None:
    lines = [f"{actor.name}: {actor.type} in {actor.articles} articles"]
    lines[0] += f", source of {actor.statements} statements"
    if actor.aliases:
        lines.append(f"also called: {', '.join(actor.aliases)}")
    lines.append(actor.iri if not actor.item else f"{actor.iri}, {actor.item}")
    click.echo("\n".join(lines))


def _row(actor: Actor) -> Sequence[Cell]:
    return (
        actor.name,
        actor.type,
        actor.articles,
        actor.statements,
        ", ".join(actor.aliases),
        actor.iri,
    )


def _as_dict(actor: Actor) -> dict[str, Any]:
    return {
        "name": actor.name,
        "type": actor.type,
        "articles": actor.articles,
        "statements": actor.statements,
        "aliases": list(actor.aliases),
        "identifier": actor.iri,
        "wikidata": actor.item or None,
    }
