"""The graph, a network of who has to do with whom, or its picture, written to a file.

The extension names the format. The same content gives the same bytes, an existing file is replaced
only when the new one is complete, and nothing but shared entities and nodes is held in memory.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Protocol

from sayso.errors import UsageError
from sayso.export import jsonld, rdf, reified, schemaorg
from sayso.export.files import replacing
from sayso.export.network import (
    NETWORK_FORMATS,
    USUAL,
    NetworkOptions,
    network_writer,
    write_network,
)
from sayso.export.selection import EVERYTHING, Selection, chosen
from sayso.store import Store


class Writer(Protocol):
    """What writes a format."""

    def __call__(self, store: Store, file: BinaryIO, selection: Selection = ..., /) -> None:
        """Write what is selected of the store to the file."""


FORMATS: dict[str, tuple[str, Writer]] = {
    ".ttl": ("the graph as Turtle, all articles in one", rdf.write_turtle),
    ".trig": ("the graph as TriG, a named graph an article", rdf.write_trig),
    ".nq": ("the graph as N-Quads, a statement a line", rdf.write_nquads),
    ".nt": ("the graph as N-Triples, a statement a line, all articles in one", rdf.write_ntriples),
    ".jsonld": ("what is said, as quotations and claims of schema.org", schemaorg.write_schema),
    ".full.jsonld": ("the graph as JSON-LD, a named graph an article", jsonld.write_jsonld),
    ".jsonl": ("the graph as JSON lines, an article a line, each JSON-LD", jsonld.write_jsonl),
    ".rdf12.ttl": ("the graph as Turtle of RDF 1.2, with reifiers", reified.write_turtle12),
    ".rdf12.trig": ("the graph as TriG of RDF 1.2, with reifiers", reified.write_trig12),
    ".rdf12.nq": ("the graph as N-Quads of RDF 1.2, with reifiers", reified.write_nquads12),
    **{ending: (what, network_writer(ending)) for ending, what in NETWORK_FORMATS.items()},
}
"""What each ending of a file's name means; of several that fit, the longest."""


def ending_of(name: str) -> str | None:
    """Return the ending of a file's name that is known as a format, or None."""
    fitting = (ending for ending in FORMATS if name.lower().endswith(ending))
    return max(fitting, key=len, default=None)


def export(
    store: Store,
    path: Path,
    selection: Selection = EVERYTHING,
    network: NetworkOptions = USUAL,
) -> int:
    """Write what the store holds, or a selection of it, to `path`, in the format of its ending.

    Where that is a network, `network` says which. Return how much of what was found is not in the
    file: what gives no edge of a network, because one end is not known; of the graph, nothing.

    Raises:
        UsageError: the ending is unknown, `path` is a folder or lies in none, or the selection
            names what is not there.
        SaysoError: a part that the format takes is not installed, or the file cannot be written;
            an earlier one is as it was.
        StoreError: the store cannot be read.
    """
    ending = ending_of(path.name)
    if ending is None:
        listed = "; ".join(f"{suffix} ({what})" for suffix, (what, _) in FORMATS.items())
        found = f"ends in '{path.suffix}'" if path.suffix else "has no extension"
        raise UsageError(
            f"The name of the file says in which format to export, and {path} {found}. "
            f"These are known: {listed}."
        )
    with replacing(path) as file:
        return write_to(store, file, ending, selection, network)


def write_to(
    store: Store,
    file: BinaryIO,
    ending: str,
    selection: Selection = EVERYTHING,
    network: NetworkOptions = USUAL,
) -> int:
    """Write to an open file, which may be a pipe, in the format of a known ending; see `export`."""
    if ending in NETWORK_FORMATS:
        return write_network(store, file, ending, selection, network)
    FORMATS[ending][1](store, file, selection)
    return 0


__all__ = [
    "EVERYTHING",
    "FORMATS",
    "NETWORK_FORMATS",
    "NetworkOptions",
    "Selection",
    "chosen",
    "ending_of",
    "export",
    "write_to",
]
