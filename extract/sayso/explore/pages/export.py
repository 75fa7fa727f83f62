"""The page of exports: which part of the store, which network, and a file for which tool."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from starlette.responses import Response, StreamingResponse

from sayso.errors import SaysoError
from sayso.explore.asked import Asked, Page, UnknownError
from sayso.explore.streaming import streamed
from sayso.export import (
    FORMATS,
    NETWORK_FORMATS,
    NetworkOptions,
    Selection,
    chosen,
    ending_of,
    write_to,
)
from sayso.export.networks import KINDS
from sayso.export.picture import MOST_NODES, THEMES, Look

TOOLS = {
    ".ttl": "For people who read RDF, and for editors such as Protégé.",
    ".trig": "For triple stores such as Jena Fuseki, GraphDB and Virtuoso: each article keeps its "
    "named graph.",
    ".nq": "For loading in bulk, and for line tools such as grep: every line is complete.",
    ".nt": "For tools that know no named graphs, a line at a time.",
    ".jsonld": "For web pages and search engines, which know schema.org.",
    ".full.jsonld": "For programs that read JSON, with everything that the graph has.",
    ".jsonl": "For jq, pandas and pipelines: an article a line.",
    ".rdf12.ttl": "For stores that know RDF 1.2, where statements are about statements.",
    ".rdf12.trig": "For stores that know RDF 1.2, each article in its named graph.",
    ".rdf12.nq": "For loading RDF 1.2 in bulk.",
    ".gexf": "Open it in Gephi: edges have days, so that its time line works.",
    ".graphml": "Open it in yEd or Cytoscape, or read it with igraph, networkx and graph-tool.",
    ".cyjs": "Import it in Cytoscape, or show it with Cytoscape.js on a page of your own.",
    ".cx2": "Import it in Cytoscape, or put it on NDEx.",
    ".neo4j.zip": "Unpack it and run the script in it: it loads the tables into Neo4j.",
    ".nodes.csv": "For spreadsheets, R and pandas: a line a node. Gephi imports it with the edges.",
    ".edges.csv": "For spreadsheets, R and pandas: a line an edge, with its evidence.",
    ".svg": "For a text or a slide: a picture of any size, to be changed in Inkscape.",
    ".png": "For a text or a slide, where a picture must be made of pixels.",
    ".html": "To send to somebody: a page with the picture and its evidence, which needs nothing.",
}
"""What a person does with a file of each format."""

_AT_ONCE = threading.BoundedSemaphore(4)
"""Every download reads the whole store."""
_GIVEN = ("network", "by", "since", "single", "nodes", "theme", "title")


class BusyError(SaysoError):
    """As many files are being written as may be at once."""


def export(asked: Asked) -> Page:
    """Return the page with a form for what is wanted, and a link to each file of it."""
    selection, network = _selection(asked), _network(asked)
    total = len(asked.catalog.articles)
    count = sum(1 for _ in chosen(asked.store, selection)) if selection else total
    groups = [
        (title, [(ending, *_told(asked, ending)) for ending in endings])
        for title, endings in (
            ("The network, for other tools", _of(networks=True, pictures=False)),
            ("A picture of the network", _of(networks=True, pictures=True)),
            ("The whole graph", _of(networks=False, pictures=False)),
        )
    ]
    content = {
        "groups": groups,
        "kinds": KINDS,
        "themes": THEMES,
        "most": MOST_NODES,
        "selection": selection,
        "network": network,
        "articles": count,
        "total": total,
        "given": {name: asked.value(name) for name in _GIVEN},
    }
    data = {
        "articles": count,
        "files": [
            {"ending": ending, "what": what, "tool": tool, "address": address}
            for _, formats in groups
            for ending, address, what, tool in formats
        ],
    }
    return Page("export.html", "Export", content, data)


def download(asked: Asked, name: str) -> Response:
    """Return a file while it is written, in the format that its name ends in.

    Raises:
        UsageError: there is no such format, or what is to be in it cannot be chosen so.
        BusyError: too many are under way.
        SaysoError: a part that the format takes is not installed.
    """
    ending = ending_of(name)
    if ending is None:
        raise UnknownError(f"There is no export called {name}. See the page of exports.")
    write = partial(_write, asked, ending, _selection(asked), _network(asked))
    if not _AT_ONCE.acquire(blocking=False):
        raise BusyError("Several files are being written already. Try again when one is done.")
    headers = {
        "Content-Disposition": f'attachment; filename="sayso{ending}"',
        # Said so that nothing is compressed that is only sent across this machine.
        "Content-Encoding": "identity",
    }
    return StreamingResponse(streamed(write), 200, headers, "application/octet-stream")


def _write(
    asked: Asked, ending: str, selection: Selection, network: NetworkOptions, file: BinaryIO
) -> None:
    try:
        write_to(asked.store, file, ending, selection, network)
    finally:
        _AT_ONCE.release()


def _selection(asked: Asked) -> Selection:
    graphs = tuple(name for one in asked.many.get("graph", ()) if (name := one.strip()))
    return Selection(asked.value("by"), asked.value("since"), graphs)


def _network(asked: Asked) -> NetworkOptions:
    kind = asked.choice("network", KINDS, "characterizations")
    theme = asked.choice("theme", THEMES, "auto")
    look = Look(
        asked.value("title"),
        asked.number("nodes", MOST_NODES, MOST_NODES),
        next(one for one in THEMES if one == theme),
    )
    return NetworkOptions(kind, asked.value("single") != "on", look)


def _of(*, networks: bool, pictures: bool) -> Iterator[str]:
    painted = {".svg", ".png", ".html"}
    for ending in FORMATS:
        if (ending in NETWORK_FORMATS) == networks and (ending in painted) == pictures:
            yield ending


def _told(asked: Asked, ending: str) -> tuple[str, str, str]:
    """Return the address of a file, what it is, and what it is for."""
    names = {"by", "since"} | (set(_GIVEN) if ending in NETWORK_FORMATS else set())
    address = asked.with_these(f"/export/sayso{ending}", names | {"graph"})
    return address, FORMATS[ending][0], TOOLS[ending]
