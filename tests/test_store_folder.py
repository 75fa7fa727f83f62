"""The folder of a store: made, known again, damaged, full or forbidden."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.errors import StoreError, UsageError
from sayso.store import DEFAULT_BASE, open_store


def test_the_folder_says_what_it_is(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", base="https://news.example/") as store:
        assert store.base == "https://news.example/"
    marker = json.loads((tmp_path / "s" / "sayso-store.json").read_text(encoding="utf-8"))
    assert (marker["format"], marker["base"]) == (1, "https://news.example/")
    with open_store(tmp_path / "s", read_only=True) as store:
        assert store.base == "https://news.example/"


def test_another_base_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path / "s").close()
    with pytest.raises(StoreError, match=f"made with the base {DEFAULT_BASE}"):
        open_store(tmp_path / "s", base="https://news.example/")


def test_a_base_that_is_no_iri_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot begin an IRI"):
        open_store(tmp_path / "s", base="my news")


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    for read_only in (False, True):
        with pytest.raises(StoreError, match="not a Sayso store"):
            open_store(tmp_path, read_only=read_only)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_store_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store at"):
        open_store(tmp_path / "s", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError):
        open_store(tmp_path / "file")


@pytest.mark.parametrize("marker", ["", "[]", '{"format": 1}'])
def test_a_damaged_marker_is_reported(tmp_path: Path, marker: str) -> None:
    open_store(tmp_path / "s").close()
    (tmp_path / "s" / "sayso-store.json").write_text(marker)
    with pytest.raises(StoreError, match="cannot be understood"):
        open_store(tmp_path / "s")


def test_a_store_of_another_format_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path / "s").close()
    (tmp_path / "s" / "sayso-store.json").write_text('{"format": 2, "base": "x:", "sayso": "9.1"}')
    with pytest.raises(StoreError, match=r"format 2.*9\.1"):
        open_store(tmp_path / "s")


def test_a_damaged_database_is_reported(tmp_path: Path) -> None:
    open_store(tmp_path / "s").close()
    (tmp_path / "s" / "oxigraph" / "CURRENT").write_text("nonsense\n")
    with pytest.raises(StoreError, match="Could not open"):
        open_store(tmp_path / "s")


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path / "s")
    store.close()
    store.close()
    with pytest.raises(StoreError, match="has been closed"):
        store.query("ASK {}")


FILL = """
import resource, signal, sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from sayso.errors import StoreError
from sayso.store import ArticleGraph, open_store

def graph(number):
    name = f"https://example.org/{number}"
    iri, provenance, run = (NamedNode(name + end) for end in ("/graph", "/provenance", "/run"))
    noise = "".join(chr(33 + (i * i * (number + 3)) % 90) for i in range(20000))
    quads = tuple(Quad(iri, iri, Literal(f"{i} {noise}"), iri) for i in range(20))
    return ArticleGraph(iri, provenance, run, f"{number}", quads, (), "")

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_store(Path(sys.argv[1]))
store.replace([graph(0)])
store.flush()
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
written = 1
try:
    for number in range(1, 100):
        store.replace([graph(number)])
        written += 1
except StoreError as error:
    print(error)
    print(written)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on file sizes")
def test_a_full_disk_is_an_error_and_keeps_what_was_committed(tmp_path: Path) -> None:
    """A limit on file sizes stands in for the full disk: both make a write fail half-way."""
    result = run(FILL, str(tmp_path / "s"))
    message, written = result.stdout.strip().rsplit("\n", 1)
    assert "The disk is full" in message
    assert "Free some space" in message
    with open_store(tmp_path / "s") as store:
        articles = list(store.articles())
        assert len(articles) == int(written)
        assert all(len(list(store.quads(article.iri))) == 20 for article in articles)


FORBIDDEN = """
import os, sys
from pathlib import Path
from sayso.errors import StoreError
from sayso.store import open_store
import sayso.store.embedded
if os.geteuid() == 0:
    os.setuid(65534)  # the superuser may do everything, "nobody" may not
for read_only in (False, True):
    try:
        open_store(Path(sys.argv[1]), read_only=read_only)
    except StoreError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions")
@pytest.mark.parametrize("place", ["", "s", "s/oxigraph"])
def test_a_folder_that_may_not_be_used_is_reported(tmp_path: Path, place: str) -> None:
    open_store(tmp_path / "s").close()
    closed = tmp_path / place
    closed.chmod(0o000)
    try:
        result = run(FORBIDDEN, str(tmp_path / "s"))
    finally:
        closed.chmod(0o700)
    assert result.stdout.count("may not be accessed") == 2, result.stdout + result.stderr


def run(program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
