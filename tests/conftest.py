"""Fixtures that several test modules need: the extraction made by hand, stores, a browser."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sayso.assets import folder
from sayso.mapping import map_extraction
from sayso.validate import Validator

sys.path.insert(0, str(Path(__file__).parent))

from handmade import TEXT, Handmade, extraction_of
from judgements_desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from browser_visitor import Visitor
    from explorer_site import Site
    from sayso.model import Extraction
    from sayso.store import ArticleGraph
    from sparql_server import Server


@pytest.fixture
def extraction() -> Extraction:
    return extraction_of()


@pytest.fixture
def make_extraction() -> Callable[..., Extraction]:
    """Return the function that makes the sample extraction over another text."""
    return extraction_of


@pytest.fixture
def graph(extraction: Extraction) -> ArticleGraph:
    return map_extraction(extraction)


@pytest.fixture
def other(make_extraction: Callable[[str], Extraction], extraction: Extraction) -> ArticleGraph:
    """Return the graph of another text."""
    return map_extraction(make_extraction(extraction.article.text + "\nMore.\n"))


@pytest.fixture
def sample_text() -> str:
    return TEXT


@pytest.fixture
def handmade() -> Handmade:
    return Handmade()


@pytest.fixture(scope="session")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store that `sayso build` made of four example articles, with their actors.

    It is made once, however many processes run the tests.
    """
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    path, done = base / "explored.store", base / "explored.done"
    try:
        os.close(os.open(base / "explored.lock", os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        for _ in range(3_000):
            if done.exists():
                return path
            time.sleep(0.1)
        pytest.fail("Another process began to build the store and did not end.")
    try:
        _build(path)
    finally:
        done.touch()
    return path


def _build(path: Path) -> None:
    from click.testing import CliRunner

    from sayso.cli import sayso

    articles = folder("examples") / "articles"
    names = ("profile-*", "court-*", "business-*", "parliament-*")
    files = [str(file) for name in names for file in sorted(articles.glob(name))]
    assert len(files) == 4
    for command in (["build", *files, "--profile", "fast"], ["actors"]):
        done = CliRunner().invoke(sayso, [*command, "--store", str(path)])
        assert done.exit_code == 0, done.output


@pytest.fixture(scope="session")
def site(explored: Path) -> Iterator[Site]:
    """Yield an explorer of that store that runs in this process."""
    from explorer_site import run_site

    with run_site(explored) as running:
        yield running


@pytest.fixture(scope="session")
def sparql_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store that the tests of the SPARQL service ask; they do not change it."""
    from sparql_stores import make

    return make(tmp_path_factory.mktemp("service") / "store")


@pytest.fixture(scope="session")
def sparql_server(sparql_store: Path) -> Iterator[Server]:
    """Yield a SPARQL service that only reads."""
    from sayso.service import Settings
    from sparql_server import serving

    with serving(sparql_store, Settings(queries=2)) as running:
        yield running


@pytest.fixture(scope="session")
def strict_sparql_server(sparql_store: Path) -> Iterator[Server]:
    """Yield a SPARQL service with little patience."""
    from sayso.service import Settings
    from sparql_server import serving

    settings = Settings(seconds=1.0, rows=2_000, queries=1, wait_seconds=0.3)
    with serving(sparql_store, settings) as running:
        yield running


@pytest.fixture(scope="session")
def listener() -> Iterator[tuple[int, list[object]]]:
    """Yield the port of a server, and the list of those who called it."""
    from sparql_stores import listening

    with listening() as found:
        yield found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Yield a browser that is started once."""
    from browser_visitor import launched

    with launched() as browser:
        yield browser


@pytest.fixture
def visitor(chromium: Browser, site: Site) -> Iterator[Visitor]:
    """Yield a visitor, and see that nothing left for elsewhere and no script complained."""
    from browser_visitor import Visitor

    found = Visitor(chromium, site)
    yield found
    found.leave()
    assert found.complaints == []


@pytest.fixture
def scripts() -> None:
    """Skip a test where the scripts of the explorer were not built."""
    import sayso.explore

    built = Path(sayso.explore.__file__).parent / "static" / "built" / "graph.js"
    if not built.is_file():
        pytest.skip("The scripts of the explorer are not built: run `make explorer`.")


@pytest.fixture(scope="session")
def validator() -> Validator:
    """Return one validator, for reading the shapes takes a second."""
    return Validator()


@pytest.fixture(scope="session")
def judged_articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the first test builds what all others copy."""
    return tmp_path_factory.mktemp("prepared") / "desk"


@pytest.fixture
def desk(
    tmp_path: Path,
    handmade: Handmade,
    validator: Validator,
    sample_text: str,
    judged_articles: Path,
) -> Desk:
    """Return two built articles to judge."""
    if not judged_articles.exists():
        desk = Desk(judged_articles, handmade, validator)
        desk.articles.mkdir(parents=True)
        for name in "ab":
            desk.write(name, sample_text)
        desk.build()
    folder = tmp_path / "desk"
    shutil.copytree(judged_articles, folder)
    return Desk(folder, handmade, validator)
