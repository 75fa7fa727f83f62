"""A proxy before a SPARQL server that is in the way: it drops, loses, refuses, asks who you are."""

from __future__ import annotations

import base64
import contextlib
import http.client
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PASSED_BACK = ("content-type", "server")
KEPT_BACK = ("Host", "Authorization")


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


class _Between(BaseHTTPRequestHandler):
    """Answers requests as its way says; made into a class of its own for each proxy."""

    protocol_version = "HTTP/1.1"
    way: Way
    host: str

    def handle_one_request(self) -> None:
        with contextlib.suppress(ConnectionError):
            super().handle_one_request()

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        way = self.way
        way.seen.append((self.command, self.path))
        step = way.script.pop(0) if way.script else ""
        if step == "drop":
            self.close_connection = True
        elif way.authorization and self.headers.get("Authorization") != way.authorization:
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
        kept = {n: v for n, v in self.headers.items() if n not in KEPT_BACK}
        with contextlib.closing(http.client.HTTPConnection(self.host)) as connection:
            connection.request(self.command, self.path, body, kept)
            answer = connection.getresponse()
            headers = {n: v for n, v in answer.getheaders() if n.lower() in PASSED_BACK}
            return answer.status, headers, answer.read()

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


@contextlib.contextmanager
def proxy(target: str) -> Iterator[Way]:
    """Run a proxy before a server."""
    way = Way()
    handler = type("Between", (_Between,), {"way": way, "host": target.removeprefix("http://")})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
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
