"""`sayso export`: writes the graph, a network or its picture to files for other tools."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from sayso.cli.places import store_option

EPILOG = """\b
Examples:
  sayso export graph.trig
  sayso export characterizations.gexf --store news.store
  sayso export network.nodes.csv network.edges.csv --network statements
  sayso export network.html network.svg --by "Ana Ruiz" --since 2024-05
"""
_KINDS = ("characterizations", "statements", "answers", "quotes", "co-mentions", "events")
_THEMES = ("auto", "light", "dark")
_OF_NETWORKS = {
    "kind": "--network",
    "single": "--single",
    "title": "--title",
    "nodes": "--nodes",
    "theme": "--theme",
}


@click.command("export", epilog=EPILOG, short_help="Write the graph, a network or its picture.")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@store_option
@click.option("--by", metavar="NAME", help="Only what is said by whom the name finds.")
@click.option("--since", metavar="DATE", help="Only articles of that day or later (YYYY-MM-DD).")
@click.option(
    "--graph",
    "graphs",
    metavar="ARTICLE",
    multiple=True,
    help="Only this article: IRI, digest or part of the title. May be given several times.",
)
@click.option(
    "--network",
    "kind",
    type=click.Choice(_KINDS),
    default=_KINDS[0],
    show_default=True,
    help="What an edge of a network is.",
)
@click.option(
    "--single", is_flag=True, help="An edge for each piece of evidence, not for all of it."
)
@click.option("--title", help="The title of a picture.")
@click.option(
    "--nodes",
    type=click.IntRange(1, 300),
    default=300,
    show_default=True,
    help="At most how many nodes a picture has.",
)
@click.option(
    "--theme",
    type=click.Choice(_THEMES),
    default=_THEMES[0],
    show_default=True,
    help="Whether a picture is light or dark; auto is as its reader likes it.",
)
@click.pass_context
def command(
    context: click.Context,
    files: tuple[Path, ...],
    store: Path,
    by: str | None,
    since: str | None,
    graphs: tuple[str, ...],
    kind: str,
    single: bool,
    title: str | None,
    nodes: int,
    theme: str,
) -> None:
    """Write what the store holds to each FILE, in the format that its ending names.

    The graph as .ttl, .trig, .nq, .nt, .jsonl, .jsonld (schema.org), .full.jsonld, .rdf12.ttl,
    .rdf12.trig or .rdf12.nq; a network as .gexf, .graphml, .cyjs, .cx2, .neo4j.zip, .nodes.csv or
    .edges.csv; a picture of a network as .svg, .png or .html.
    """
    from sayso.export import NetworkOptions, Selection, chosen, export
    from sayso.export.picture import THEMES, Look
    from sayso.store import open_store

    _check_options(context, files)
    selection = Selection(by or "", since or "", graphs)
    look = Look(title or "", nodes, next(one for one in THEMES if one == theme))
    network = NetworkOptions(kind, not single, look)
    unlinked = 0
    with open_store(store, read_only=True) as held:
        for file in files:
            unlinked = max(unlinked, export(held, file, selection, network))
            click.echo(f"Wrote {file} ({file.stat().st_size:,} bytes).", err=True)
        empty = bool(selection) and next(chosen(held, selection), None) is None
    if empty:
        click.echo("No article of the store is what was asked for: nothing is in there.", err=True)
    if unlinked:
        click.echo(
            f"{unlinked:,} of the {kind} in these articles are no edge: who or what is at one of "
            "their ends is not known.",
            err=True,
        )


def _check_options(context: click.Context, files: tuple[Path, ...]) -> None:
    """Refuse an option that is about networks where no file is one; it would do nothing."""
    from sayso.export import NETWORK_FORMATS, ending_of

    endings = [ending_of(file.name) for file in files]
    if None in endings or any(ending in NETWORK_FORMATS for ending in endings):
        return
    for name, option in _OF_NETWORKS.items():
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(
                f"{option} is about networks, and none of the files is one. Leave it out, or name "
                "a file like network.gexf."
            )
