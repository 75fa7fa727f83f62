"""An explorer that runs to be measured: its start, its pages, its CPU time and its memory."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path


@contextmanager
def explorer(store: Path) -> Iterator[tuple[int, int, float]]:
    """Run an explorer; yield its port, its process and the seconds until it gave a page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ("-m", "sayso", "explore", "--no-browser", "--port", str(port), "--store", str(store))
    began = time.perf_counter()
    server = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    try:
        ready(port)
        yield port, server.pid, time.perf_counter() - began
    finally:
        server.terminate()
        server.wait()


def told_of_process(process: int) -> str:
    """Return the CPU time and the memory that a process took so far, where /proc tells."""
    seconds = ticks(process, children=True) / os.sysconf("SC_CLK_TCK")
    status = Path(f"/proc/{process}/status")
    told = status.read_text(encoding="ascii") if status.exists() else ""
    found = re.search(r"VmHWM:\s+(\d+) kB", told)
    memory = f"{int(found[1]) / 1000:,.0f}" if found else "?"
    return f"{seconds:.1f} s of CPU time, at most {memory} MB of memory"


def ready(port: int, most_seconds: float = 300.0) -> None:
    """Wait until the server answers."""
    for _ in range(int(most_seconds * 20)):
        try:
            with closing(HTTPConnection("127.0.0.1", port)) as connection:
                fetch(connection, "/ontology")
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("The explorer did not start.")


def ticks(process: int, *, children: bool = False) -> float:
    """Return the CPU time that a process took, in clock ticks; NaN where there is no /proc."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except OSError:
        return float("nan")
    fields = told.rpartition(")")[2].split()
    return sum(float(field) for field in fields[11 : 15 if children else 13])


def fetch(connection: HTTPConnection, path: str) -> tuple[float, bytes]:
    """Return the milliseconds until a page was there, and the page."""
    began = time.perf_counter()
    connection.request("GET", path, headers={"Accept": "text/html"})
    reply = connection.getresponse()
    body = reply.read()
    if reply.status == 303:  # An identifier leads to the page about what it names.
        connection.request("GET", reply.headers["Location"], headers={"Accept": "text/html"})
        reply = connection.getresponse()
        body = reply.read()
    if reply.status != 200:
        raise SystemExit(f"{path} was answered with {reply.status}: {body[:200]!r}")
    return (time.perf_counter() - began) * 1000, body
