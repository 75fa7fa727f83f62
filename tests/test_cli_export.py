"""`sayso export` as people call it: several files, kinds of networks, filters, mistakes."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli.export import command
from sayso.cli.root import sayso
from sayso.export import FORMATS
from sayso.export.networks import KINDS
from sayso.export.picture import MOST_NODES, THEMES
from sayso.mapping import map_extraction
from sayso.model import Extraction
from sayso.store import open_store


@pytest.fixture
def store(tmp_path: Path, make_extraction: Callable[..., Extraction]) -> Path:
    with open_store(tmp_path / "store") as opened:
        opened.replace([map_extraction(make_extraction())])
    return tmp_path / "store"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(sayso, ["export", *map(str, arguments)])


def edges(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_several_files_are_written_at_once(store: Path, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("n.nodes.csv", "n.edges.csv", "n.svg", "n.html")]
    done = run(*files, "--store", store)
    assert done.exit_code == 0, done.output
    assert all(f"Wrote {file}" in done.stderr for file in files)
    assert len(edges(files[1])) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_network(kind: str, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "n.edges.csv"
    assert run(file, "--network", kind, "--store", store).exit_code == 0
    directions = {row["Type"] for row in edges(file)}
    assert directions == ({"Directed"} if KINDS[kind].directed else {"Undirected"})


def test_filters_narrow_a_network_and_the_graph(store: Path, tmp_path: Path) -> None:
    file, graph = tmp_path / "n.edges.csv", tmp_path / "g.nq"
    assert run(file, "--by", "ruiz", "--store", store).exit_code == 0
    assert [row["source_label"] for row in edges(file)] == ["Ana Ruiz"]
    assert run(file, graph, "--since", "2022", "--store", store).exit_code == 0
    assert edges(file) == []
    assert run(graph, "--graph", "bridge", "--store", store).exit_code == 0
    assert graph.stat().st_size > 0


def test_a_selection_of_nothing_is_told(store: Path, tmp_path: Path) -> None:
    for file in (tmp_path / "n.gexf", tmp_path / "g.ttl"):
        for option, value in (("--by", "nobody of that name"), ("--since", "2022")):
            done = run(file, option, value, "--store", store)
            assert done.exit_code == 0, done.output
            assert "No article of the store is what was asked for" in done.stderr
        assert "No article" not in run(file, "--by", "ruiz", "--store", store).stderr


@pytest.mark.parametrize(
    "option",
    [
        ("--network", "events"),
        ("--single",),
        ("--title", "T"),
        ("--nodes", "9"),
        ("--theme", "dark"),
    ],
)
def test_what_is_about_networks_is_refused_without_one(
    store: Path, tmp_path: Path, option: tuple[str, ...]
) -> None:
    graph, network = tmp_path / "g.ttl", tmp_path / "n.gexf"
    done = run(graph, *option, "--store", store)
    assert done.exit_code == 2
    assert f"{option[0]} is about networks" in done.stderr
    assert not graph.exists()
    assert run(graph, network, *option, "--store", store).exit_code == 0


def test_what_is_no_edge_is_told(store: Path, tmp_path: Path) -> None:
    done = run(tmp_path / "n.gexf", "--network", "events", "--store", store)
    assert "1 of the events in these articles are no edge" in done.stderr
    assert "no edge" not in run(tmp_path / "n.gexf", "--store", store).stderr


def test_an_edge_may_be_single_evidence(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "n.edges.csv"
    assert run(file, "--single", "--network", "statements", "--store", store).exit_code == 0
    assert {row["Weight"] for row in edges(file)} == {"1"}


def test_the_title_and_the_theme_of_a_picture(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "n.svg"
    done = run(file, "--title", "A < B", "--theme", "dark", "--nodes", 2, "--store", store)
    assert done.exit_code == 0
    text = file.read_text(encoding="utf-8")
    assert "A &lt; B" in text
    assert "prefers-color-scheme" not in text
    assert text.count("data-node=") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("n.gexf", "--network", "friends"), "co-mentions"),
        (("n.gexf", "--graph", "no such article"), "no such article"),
        (("n.svg", "--nodes", "301"), "300"),
        (("n.gexf", "--since", "soon"), "2024-05-31"),
        ((), "FILE"),
    ],
)
def test_a_mistake_says_what_there_is(
    arguments: tuple[str, ...], said: str, store: Path, tmp_path: Path
) -> None:
    file = [tmp_path / arguments[0]] if arguments else []
    done = run(*file, *arguments[1:], "--store", store)
    assert done.exit_code == 2
    assert said in done.output
    assert not list(tmp_path.glob("n.*"))


def test_the_help_names_every_ending_and_choice() -> None:
    options = {option.name: option for option in command.params}
    assert tuple(getattr(options["kind"].type, "choices", ())) == tuple(KINDS)
    assert tuple(getattr(options["theme"].type, "choices", ())) == THEMES
    assert getattr(options["nodes"].type, "max", 0) == MOST_NODES
    assert command.help
    assert all(ending in command.help for ending in FORMATS)
