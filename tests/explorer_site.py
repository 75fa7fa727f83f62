"""Runs the explorer for the tests: on a port of this machine, over a store that is really there."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette

from sayso.explore import application
from sayso.explore.addresses import path_of
from sayso.explore.catalog import Catalog
from sayso.explore.snapshot import Library

PLAIN = (
    "/",
    "/search?q=imhoff",
    "/articles",
    "/actors",
    "/statements",
    "/questions",
    "/questions/who-characterized-whom?limit=20",
    "/graph",
    "/graph?kind=answers",
    "/graph?kind=quotes",
    "/graph?kind=co-mentions",
    "/graph?kind=statements&nodes=300&voice=on",
    "/events",
    "/compare",
    "/validation",
    "/ontology",
    "/ontology/sayso:Statement",
    "/export",
    "/sparql",
)
"""The address of every screen that needs no identifier."""


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.body)


@dataclass
class Site:
    """An explorer that runs, and the ways to ask it."""

    app: Starlette
    port: int
    path: Path

    def get(self, path: str, *, method: str = "GET", body: str = "", **headers: str) -> Reply:
        """Ask for a path with these headers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        given = {"Accept": "text/html", **named}
        connection.request(method, path, body or None, headers=given)
        answer = connection.getresponse()
        reply = Reply(
            answer.status,
            {name.lower(): value for name, value in answer.getheaders()},
            answer.read(),
        )
        connection.close()
        return reply

    @property
    def library(self) -> Library:
        """What the pages are made from."""
        found = self.app.state.library
        assert isinstance(found, Library)
        return found

    @property
    def catalog(self) -> Catalog:
        """What the newest snapshot holds."""
        return self.library.shelf().catalog

    def path_of(self, iri: str) -> str:
        """Return the path of the page about an IRI."""
        return path_of(iri, self.catalog.base)


@contextmanager
def run_site(path: Path) -> Iterator[Site]:
    app = application(path)
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield Site(app, listening.getsockname()[1], path)
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()
