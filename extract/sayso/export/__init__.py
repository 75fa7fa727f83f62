"""The graph, or the network of who characterizes whom, written to a file for other tools.

The extension names the format. The same content gives the same bytes, an existing file is replaced
only when the new one is complete, and nothing but shared entities and nodes is held in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from sayso.errors import UsageError
from sayso.export import gexf, graphml, jsonld, rdf
from sayso.export.files import replacing
from sayso.store import Store

Writer = Callable[[Store, BinaryIO], None]

FORMATS: dict[str, tuple[str, Writer]] = {
    ".ttl": ("the graph as Turtle, all articles in one", rdf.write_turtle),
    ".trig": ("the graph as TriG, a named graph an article", rdf.write_trig),
    ".nq": ("the graph as N-Quads, a statement a line", rdf.write_nquads),
    ".jsonld": ("the graph as JSON-LD, a named graph an article", jsonld.write_jsonld),
    ".jsonl": ("the graph as JSON lines, an article a line, each JSON-LD", jsonld.write_jsonl),
    ".gexf": ("the network of who characterizes whom, for Gephi", gexf.write_gexf),
    ".graphml": ("the network of who characterizes whom, for Cytoscape", graphml.write_graphml),
}


def export(store: Store, path: Path) -> None:
    """Write what the store holds to `path`, in the format of its extension.

    Raises:
        UsageError: the extension is unknown, or `path` is a folder or lies in none.
        SaysoError: the file cannot be written; an earlier one is as it was.
        StoreError: the store cannot be read.
    """
    known = FORMATS.get(path.suffix.lower())
    if known is None:
        listed = "; ".join(f"{suffix} ({what})" for suffix, (what, _) in FORMATS.items())
        found = f"ends in '{path.suffix}'" if path.suffix else "has no extension"
        raise UsageError(
            f"The name of the file says in which format to export, and {path} {found}. "
            f"These are known: {listed}."
        )
    with replacing(path) as file:
        known[1](store, file)


__all__ = ["FORMATS", "export"]
