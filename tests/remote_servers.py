"""SPARQL servers for the tests: Oxigraph and Virtuoso, and a proxy that is in the way."""

from __future__ import annotations

import base64
import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

_VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {sql_port}
DirsAllowed = .
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = {port}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 10000
"""


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def _running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 60
        while True:
            assert process.poll() is None, (folder / "log").read_text(errors="replace")
            assert time.monotonic() < deadline, f"{command[0]} did not start"
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[str]:
    """Run `oxigraph serve` and yield its address."""
    beside = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    program = beside or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the server of the package 'oxigraph' is not installed")
    port = free_port()
    command = [program, "serve", "--bind", f"127.0.0.1:{port}", *options]
    with _running(command, port, folder):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Run Virtuoso and yield the address of its SPARQL endpoint; its user is dba, as it comes."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso (Debian's virtuoso-opensource-7-bin) is not installed")
    port = free_port()
    ini = _VIRTUOSO_INI.format(folder=folder, port=port, sql_port=free_port())
    (folder / "virtuoso.ini").write_text(ini, encoding="utf-8")
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    with _running(command, port, folder):
        yield f"http://127.0.0.1:{port}/sparql"


@dataclass
class Way:
    """What a proxy does: `script` for the next requests, and which `authorization` it wants.

    A step of the script is a status to answer with, "drop" to close the connection at once, or
    "lose" to pass the request on and close the connection before its answer.
    """

    address: str = ""
    script: list[str] = field(default_factory=list)
    authorization: str = ""
    challenge: str = ""
    seen: list[tuple[str, str]] = field(default_factory=list)


@contextlib.contextmanager
def proxy(target: str) -> Iterator[Way]:
    """Run a proxy before a server."""
    way = Way()
    host = target.removeprefix("http://")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            with contextlib.suppress(ConnectionError):
                super().handle_one_request()

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            way.seen.append((self.command, self.path))
            step = way.script.pop(0) if way.script else ""
            if step == "drop":
                self.close_connection = True
                return
            if way.authorization and self.headers.get("Authorization") != way.authorization:
                self._reply(401, {"WWW-Authenticate": way.challenge}, b"who are you?")
            elif step.isdigit():
                extra = {"Retry-After": "0", "Location": "http://elsewhere.example/"}
                self._reply(int(step), extra, b"not now")
            else:
                status, headers, content = self._passed_on(body)
                if step == "lose":
                    self.close_connection = True
                else:
                    self._reply(status, headers, content)

        def _passed_on(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
            connection = http.client.HTTPConnection(host)
            kept = {n: v for n, v in self.headers.items() if n not in ("Host", "Authorization")}
            connection.request(self.command, self.path, body, kept)
            answer = connection.getresponse()
            wanted = ("content-type", "server")
            headers = {n: v for n, v in answer.getheaders() if n.lower() in wanted}
            found = (answer.status, headers, answer.read())
            connection.close()
            return found

        def _reply(self, status: int, headers: dict[str, str], content: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        way.address = f"http://127.0.0.1:{server.server_address[1]}"
        yield way
        server.shutdown()
        thread.join()


def basic(user: str, password: str) -> str:
    """Return the header of basic authentication."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


ENVIRONMENT = ("USER", "PASSWORD", "TOKEN", "UPDATES", "GRAPHS")


def without_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take what the tests' own environment says of stores out of it."""
    for name in ENVIRONMENT:
        monkeypatch.delenv(f"SAYSO_STORE_{name}", raising=False)
    assert not [name for name in os.environ if name.startswith("SAYSO_STORE_")]
