"""The explorer and its store: while it is written, when it is empty, when it is not there."""

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.cli import sayso
from sayso.explore import snapshot
from sayso.explore.kept import NAME as KEPT
from sayso.mapping import map_extraction
from sayso.model import Extraction
from sayso.store import open_store

sys.path.insert(0, str(Path(__file__).parent))

from explorer_site import PLAIN, Site, run_site


@pytest.fixture
def made(make_extraction: Callable[..., Extraction], tmp_path: Path) -> Iterator[Site]:
    """Yield the explorer of a store with one article that was made by hand."""
    path = tmp_path / "made.store"
    with open_store(path) as store:
        store.replace([map_extraction(make_extraction())])
    with run_site(path) as running:
        yield running


def test_pages_go_on_while_the_store_is_written_and_show_it_afterwards(
    made: Site, make_extraction: Callable[..., Extraction]
) -> None:
    from dataclasses import replace

    extraction = make_extraction()
    with open_store(made.path) as store:
        # A writer holds the store; pages are served all the same.
        assert made.get("/articles.json").status == 200
        article = made.catalog.articles[0].iri
        changed = replace(extraction, article=replace(extraction.article, title="Another title"))
        store.replace([map_extraction(changed)])
        store.flush()
        assert made.get(made.path_of(article)).status == 200
    assert made.library.refresh() is True
    assert "Another title" in made.get(made.path_of(article)).text
    assert made.library.refresh() is False
    second = replace(extraction.article, title="Another title")
    with open_store(made.path) as store:
        graph = map_extraction(replace(extraction, article=second))
        store.replace([], retire=[graph.iri])
    assert made.library.refresh() is True
    assert made.get("/articles.json").json == []
    assert made.get(made.path_of(article)).status == 404
    assert made.get("/").status == 200


def test_a_change_is_noticed_by_itself_and_no_page_waits_for_it(
    made: Site, make_extraction: Callable[..., Extraction], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_LOOK_EVERY", 0.05)
    monkeypatch.setattr(snapshot, "_REST", 0.0)
    assert "A later title" not in made.get("/articles").text
    with open_store(made.path) as store:
        store.replace([map_extraction(make_extraction(title="A later title"))])
    ends = time.monotonic() + 20
    reply = made.get("/articles")
    while "A later title" not in reply.text and time.monotonic() < ends:
        assert reply.status == 200
        reply = made.get("/articles")
    assert "A later title" in reply.text
    assert not made.library.behind


def test_snapshots_are_removed_with_the_explorer(
    make_extraction: Callable[..., Extraction], tmp_path: Path
) -> None:
    path = tmp_path / "gone.store"
    with open_store(path) as store:
        store.replace([map_extraction(make_extraction())])
    before = {file.name for file in path.iterdir()}
    with run_site(path) as site:
        assert site.get("/").status == 200
        assert any(file.name.startswith("serving-") for file in path.iterdir())
    assert {file.name for file in path.iterdir()} == before | {KEPT}


def test_an_empty_store_has_pages_too(tmp_path: Path) -> None:
    path = tmp_path / "empty.store"
    with open_store(path):
        pass
    with run_site(path) as site:
        for page in PLAIN:
            assert site.get(page).status == 200, page


def test_without_a_store_the_command_says_what_to_do(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        sayso, ["explore", "--store", str(tmp_path / "none"), "--no-browser", "--port", "0"]
    )
    assert done.exit_code == 2
    assert "There is no store at" in done.output


def test_a_server_is_no_folder_to_open() -> None:
    done = CliRunner().invoke(sayso, ["explore", "--store", "http://localhost:1/", "--no-browser"])
    assert done.exit_code == 2
    assert "is a server" in done.output


def test_a_port_in_use_is_told_in_plain_words(site: Site) -> None:
    done = CliRunner().invoke(
        sayso, ["explore", "--store", str(site.path), "--no-browser", "--port", str(site.port)]
    )
    assert done.exit_code == 2
    assert "Name another port" in done.output


def test_a_store_that_is_taken_away_and_built_anew_is_shown_when_it_is_there(
    made: Site, make_extraction: Callable[..., Extraction]
) -> None:
    article = made.path_of(made.catalog.articles[0].iri)
    shutil.rmtree(made.path)
    made.library.refresh()
    # What was there is still shown, or it is said in plain words that it cannot be.
    for path in ("/", article, "/statements", "/graph"):
        reply = made.get(path)
        assert reply.status in (200, 503), reply.text
        assert "Traceback" not in reply.text
    with open_store(made.path) as store:
        store.replace([map_extraction(make_extraction())])
    assert made.library.refresh() is True
    assert made.get(article).status == 200
