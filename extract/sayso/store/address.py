"""The addresses of a remote store: how it is named, and where it takes queries and changes."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

if sys.platform == "win32":
    from pathlib import WindowsPath as _Native
else:
    from pathlib import PosixPath as _Native

UPDATES, GRAPHS = "SAYSO_STORE_UPDATES", "SAYSO_STORE_GRAPHS"
"""The environment variables with the addresses that cannot be told from that of the queries."""


class RemotePlace(_Native):
    """The local folder of a store on a server: rejects and quarantine have no place there.

    It is a path like that of any store, so that whoever takes the folder of a store takes it, too.
    """

    address: str

    @classmethod
    def of(cls, address: str) -> Self:
        """Return the place of the store at `address`, beside which its judgements lie."""
        parts = urlsplit(address)
        # Without user and password: the name of a folder is no place for them.
        named = f"{parts.netloc.rpartition('@')[2]}{parts.path}"
        place = cls(re.sub(r"[^A-Za-z0-9.]+", "-", named).strip("-.") + ".sayso")
        place.address = address
        return place

    def with_segments(self, *segments: str | os.PathLike[str]) -> Path:
        """Return what lies in the folder as an ordinary path."""
        return Path(*segments)


def is_address(text: str) -> bool:
    """Tell the address of a remote store from the name of a folder."""
    return re.match(r"https?://", text, re.IGNORECASE) is not None


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a server takes queries, updates, and whole graphs; empty where that is not known."""

    query: str
    updates: str
    graphs: str


def endpoints(
    address: str, software: str, environment: Mapping[str, str] = os.environ
) -> Endpoints:
    """Return the endpoints of the server at `address`, which calls itself `software`.

    What the environment does not say follows the ways of the servers: Oxigraph (`/query`,
    `/update`, `/store`), Fuseki (`/NAME/sparql` or `/NAME/query`, `/NAME/update`, `/NAME/data`),
    Virtuoso (`/sparql`, `/sparql-auth`, `/sparql-graph-crud-auth`) and RDF4J or GraphDB
    (`/repositories/NAME`, `…/statements`, `…/rdf-graphs/service`).
    """
    parts = urlsplit(address)
    root = f"{parts.scheme}://{parts.netloc}"
    path = parts.path.rstrip("/")
    parent, _, last = path.rpartition("/")
    query, updates, graphs = address, "", ""
    if not path:
        query, updates, graphs = f"{root}/query", f"{root}/update", f"{root}/store"
    elif "virtuoso" in software.lower():
        updates, graphs = f"{root}/sparql-auth", f"{root}/sparql-graph-crud-auth"
    elif parent.endswith("/repositories"):
        updates, graphs = f"{root}{path}/statements", f"{root}{path}/rdf-graphs/service"
    elif last in ("query", "sparql"):
        store = f"{parent}/data" if parent or last == "sparql" else "/store"
        updates, graphs = f"{root}{parent}/update", f"{root}{store}"
    return Endpoints(query, environment.get(UPDATES, updates), environment.get(GRAPHS, graphs))
