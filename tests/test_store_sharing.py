"""A store in several processes: one that writes, or several that read."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso.errors import StoreError
from sayso.store import ArticleGraph, open_store

HOLDER = """
import sys
from pathlib import Path
from sayso.store import open_store
store = open_store(Path(sys.argv[1]), read_only=sys.argv[2] == "read")
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def hold(tmp_path: Path) -> Iterator[Callable[[str], "subprocess.Popen[str]"]]:
    """Return a function that opens the store in another process, to "read" or to "write"."""
    started = []

    def start(how: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(tmp_path / "s"), how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


Hold = Callable[[str], "subprocess.Popen[str]"]


def test_a_second_writer_is_told_who_is_writing(tmp_path: Path, hold: Hold) -> None:
    writer = hold("write")
    for read_only in (False, True):
        with pytest.raises(StoreError, match=f"written by process {writer.pid}"):
            open_store(tmp_path / "s", read_only=read_only)


def test_readers_share_the_store_and_keep_writers_out(tmp_path: Path, hold: Hold) -> None:
    open_store(tmp_path / "s").close()
    hold("read")
    open_store(tmp_path / "s", read_only=True).close()
    with pytest.raises(StoreError, match="being read by another process"):
        open_store(tmp_path / "s")


def test_a_killed_writer_leaves_no_lock(tmp_path: Path, hold: Hold) -> None:
    writer = hold("write")
    writer.kill()
    writer.wait()
    open_store(tmp_path / "s", read_only=True).close()
    open_store(tmp_path / "s").close()


def test_a_reader_cannot_write(tmp_path: Path, graph: ArticleGraph) -> None:
    with open_store(tmp_path / "s") as store:
        store.replace([graph])
    with open_store(tmp_path / "s", read_only=True) as store:
        assert set(store.quads(graph.iri)) == set(graph.quads)
        with pytest.raises(StoreError):
            store.replace([graph])


def test_a_store_without_a_lock_file_is_read_and_closed(
    tmp_path: Path, graph: ArticleGraph
) -> None:
    with open_store(tmp_path / "s") as store:
        store.replace([graph])
    (tmp_path / "s" / "lock").unlink()
    with open_store(tmp_path / "s", read_only=True) as store:
        assert set(store.quads(graph.iri)) == set(graph.quads)
