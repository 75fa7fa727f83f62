"""SPARQL servers for the tests: Oxigraph and Virtuoso."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
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


ENVIRONMENT = ("USER", "PASSWORD", "TOKEN", "UPDATES", "GRAPHS")


def without_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take what the tests' own environment says of stores out of it."""
    for name in ENVIRONMENT:
        monkeypatch.delenv(f"SAYSO_STORE_{name}", raising=False)
    assert not [name for name in os.environ if name.startswith("SAYSO_STORE_")]
