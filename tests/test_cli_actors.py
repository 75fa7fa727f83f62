"""`sayso actors`: lists who is who, shows one with its evidence, and says what it cannot find."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sayso.cli import sayso
from sayso.mapping import map_extraction
from sayso.model import Extraction
from sayso.store import open_store


@pytest.fixture
def folder(tmp_path: Path, make_extraction: Any, extraction: Extraction) -> Path:
    """Return the folder of a store with two articles about the same mayor."""
    more = make_extraction(extraction.article.text + "\nMore.\n")
    with open_store(tmp_path / "store") as opened:
        opened.replace([map_extraction(extraction), map_extraction(more)])
    return tmp_path / "store"


def run(*words: str | Path) -> Any:
    return CliRunner().invoke(sayso, ["actors", *map(str, words)])


def test_the_list_is_worked_out_once(folder: Path) -> None:
    first, again = run("--store", folder), run("--store", folder)
    assert first.exit_code == again.exit_code == 0
    assert first.stderr.startswith("Resolved ") and again.stderr == ""
    assert first.stdout == again.stdout
    assert "Ana Ruiz" in first.stdout


def test_the_list_as_json(folder: Path) -> None:
    listed = json.loads(run("--store", folder, "--type", "Person", "--json").stdout)
    assert [one["name"] for one in listed] == ["Ana Ruiz"]
    assert listed[0]["articles"] == 2 and listed[0]["type"] == "Person"
    assert json.loads(run("--store", folder, "--min-articles", "3", "--json").stdout) == []


def test_one_actor_with_its_evidence(folder: Path) -> None:
    shown = json.loads(run("Ana Ruiz", "--store", folder, "--json").stdout)
    assert {one["words"] for one in shown["evidence"]} == {"Mayor Ana Ruiz"}
    assert len(shown["evidence"]) == 2 and shown["kept_apart"] == []
    printed = run("Ana Ruiz", "--store", folder)
    assert printed.stdout.startswith("Ana Ruiz: Person in 2 articles, source of 4 statements")
    assert "Mayor" in printed.stdout and "kept apart from" not in printed.stdout


def test_the_store_conforms_and_can_be_exported_with_its_actors(folder: Path) -> None:
    run("--store", folder)
    checked = CliRunner().invoke(sayso, ["check", str(folder)])
    assert checked.exit_code == 0, checked.output


def test_what_is_wrong_is_said(folder: Path, tmp_path: Path) -> None:
    assert run("Nobody Atall", "--store", folder).exit_code == 2
    assert run("--store", tmp_path / "nowhere").exit_code == 2
    assert run("--store", folder, "--min-articles", "0").exit_code == 2
