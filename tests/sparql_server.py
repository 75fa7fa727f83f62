"""Runs web applications for the tests in a thread, on a port of this machine that is free."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette

from sayso.service import Settings, sparql_service


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media(self) -> str:
        """The media type of the body."""
        return self.headers.get("content-type", "").split(";")[0]


@dataclass
class Server:
    """A server that listens on `port`."""

    port: int
    threads: list[threading.Thread] = field(default_factory=list)

    def ask(
        self,
        method: str = "GET",
        path: str = "/sparql",
        fields: list[tuple[str, str]] | None = None,
        body: bytes | None = None,
        **headers: str,
    ) -> Reply:
        """Send a request and read its answer to the end; `content_type=` is a header."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        target = path + ("?" + urlencode(fields) if fields else "")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, target, body=body, headers=named)
            answer = connection.getresponse()
            kept = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, kept, answer.read())
        finally:
            connection.close()

    def query(self, sparql: str, accept: str = "*/*", **headers: str) -> Reply:
        """Post a query as it is."""
        return self.ask(
            "POST",
            "/sparql",
            None,
            sparql.encode(),
            **{"accept": accept, "content_type": "application/sparql-query", **headers},
        )

    def update(
        self, sparql: str, fields: list[tuple[str, str]] | None = None, **headers: str
    ) -> Reply:
        """Post an update as it is."""
        named = {"content_type": "application/sparql-update", **headers}
        return self.ask("POST", "/sparql", fields, sparql.encode(), **named)

    def post_form(self, **fields: str) -> Reply:
        """Post a form, as a browser does."""
        media = "application/x-www-form-urlencoded"
        return self.ask("POST", body=urlencode(fields).encode(), content_type=media)


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def serving(store: Path, settings: Settings | None = None) -> Iterator[Server]:
    """Serve a store while the block runs."""
    service = sparql_service(store, settings)
    app = Starlette(routes=list(service.routes()), lifespan=service.lifespan)
    port = free_port()
    config = uvicorn.Config(app, port=port, log_config=None, timeout_graceful_shutdown=5)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the service did not start"
        time.sleep(0.02)
    try:
        yield Server(port)
    finally:
        server.should_exit = True
        thread.join(30)
        assert not thread.is_alive()
