"""The page of exports: every network, format and filter has a plain address, and is streamed."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlencode

import pytest

from sayso.errors import SaysoError
from sayso.explore.pages.export import TOOLS
from sayso.explore.streaming import streamed
from sayso.export import FORMATS, NetworkOptions, Selection, export
from sayso.export.networks import KINDS

sys.path.insert(0, str(Path(__file__).parent))

from explorer_site import Site

GIVEN = {"network": "statements", "by": "Imhoff", "since": "2020", "single": "on"}


def test_every_format_is_there_with_a_word_on_what_it_is_for(site: Site) -> None:
    assert set(TOOLS) == set(FORMATS)
    files = site.get("/export.json").json["files"]
    assert {one["ending"] for one in files} == set(FORMATS)
    page = unescape(site.get("/export").text)
    for one in files:
        assert one["tool"] in page
        assert f'href="{one["address"]}"' in page
    for kind in KINDS:
        assert f'<option value="{kind}"' in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_what_the_command_writes(site: Site, kind: str, tmp_path: Path) -> None:
    reply = site.get(f"/export/sayso.gexf?network={kind}")
    assert reply.status == 200
    assert reply.headers["content-disposition"] == 'attachment; filename="sayso.gexf"'
    store = site.library.shelf().store
    export(store, tmp_path / "n.gexf", network=NetworkOptions(kind))
    assert reply.body == (tmp_path / "n.gexf").read_bytes()


def test_the_form_narrows_and_its_values_go_on_to_the_files(site: Site, tmp_path: Path) -> None:
    page = site.get("/export.json?" + urlencode({**GIVEN, "graph": "bridge"}))
    assert page.status == 400, "there is no such article"
    title = site.catalog.articles[0].title
    given = [*GIVEN.items(), ("graph", title), ("graph", site.catalog.articles[1].title)]
    found = site.get("/export.json?" + urlencode(given)).json
    assert found["articles"] <= 2 < len(site.catalog.articles)
    address = next(one["address"] for one in found["files"] if one["ending"] == ".edges.csv")
    graphs = (title, site.catalog.articles[1].title)
    selection = Selection("Imhoff", "2020", graphs)
    options = NetworkOptions("statements", joined=False)
    store = site.library.shelf().store
    export(store, tmp_path / "n.edges.csv", selection, options)
    body = site.get(address).body
    assert body == (tmp_path / "n.edges.csv").read_bytes()
    # What is no network is narrowed to the same articles, and has no options of networks.
    graph = next(one["address"] for one in found["files"] if one["ending"] == ".nq")
    assert "network" not in graph
    export(store, tmp_path / "n.nq", selection)
    assert site.get(graph).body == (tmp_path / "n.nq").read_bytes()


@pytest.mark.parametrize("ending", [ending for ending in FORMATS if ending != ".png"])
def test_every_file_can_be_had(site: Site, ending: str) -> None:
    reply = site.get(f"/export/sayso{ending}?by=Imhoff&title=%3Cscript%3E&nodes=20&theme=dark")
    assert reply.status == 200
    assert reply.body
    assert "content-length" not in reply.headers, "it is sent while it is written"
    if ending in (".svg", ".html"):
        # The title of the picture is text, whatever it says.
        assert b"&lt;script&gt;" in reply.body


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/export/sayso.gexf?network=friends", 400, "must be one of"),
        ("/export/sayso.gexf?since=soon", 400, "must be a day"),
        ("/export/sayso.gexf?graph=nothing+of+the+kind", 400, "no article"),
        ("/export/sayso.gexf?nodes=-1", 400, "whole number"),
        ("/export?network=friends", 400, "must be one of"),
        ("/export/sayso.xlsx", 404, "There is no export"),
    ],
)
def test_what_cannot_be_exported_is_said(site: Site, path: str, status: int, told: str) -> None:
    reply = site.get(path)
    assert reply.status == status
    assert told in unescape(reply.text)


def test_what_is_written_waits_for_who_reads() -> None:
    written: list[int] = []

    def write(file: BinaryIO) -> None:
        for number in range(1000):
            written.append(number)
            file.write(bytes(1 << 16))

    chunks = streamed(write)
    first = next(chunks)
    assert len(first) == 1 << 16
    threading.Event().wait(0.3)
    assert len(written) < 100, "no more is written than can be kept for the reader"
    assert sum(map(len, chunks)) + len(first) == 1000 << 16


def test_what_fails_half_way_does_not_pass_for_the_whole() -> None:
    def write(file: BinaryIO) -> None:
        file.write(bytes(1 << 18))
        raise SaysoError("The disk is gone.")

    chunks = streamed(write)
    with pytest.raises(SaysoError, match="disk is gone"):
        list(chunks)

    def fail(file: BinaryIO) -> None:
        raise SaysoError("There is nothing.")

    with pytest.raises(SaysoError, match="nothing"):
        streamed(fail)


def test_a_reader_who_leaves_ends_the_writing() -> None:
    ended = threading.Event()

    def write(file: BinaryIO) -> None:
        try:
            while True:
                file.write(bytes(1 << 16))
        finally:
            ended.set()

    chunks: Iterator[bytes] = streamed(write)
    next(chunks)
    del chunks
    assert ended.wait(5)
