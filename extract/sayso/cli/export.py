"""`sayso export`: writes the graph, or the network of who characterizes whom, to a file."""

from __future__ import annotations

from pathlib import Path

import click

from sayso.cli.places import store_option

EPILOG = """\b
Examples:
  sayso export graph.trig
  sayso export characterizations.gexf --store news.store
"""


@click.command("export", epilog=EPILOG, short_help="Write the graph or the network to a file.")
@click.argument("file", type=click.Path(path_type=Path))
@store_option
def command(file: Path, store: Path) -> None:
    """Write what the store holds to FILE, in the format that its extension names.

    The graph as .ttl, .trig, .nq, .jsonld or .jsonl; the network of who characterizes whom as
    .gexf or .graphml.
    """
    from sayso.export import export
    from sayso.store import open_store

    with open_store(store, read_only=True) as graphs:
        export(graphs, file)
    click.echo(f"Wrote {file} ({file.stat().st_size:,} bytes).", err=True)
