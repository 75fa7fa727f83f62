"""The measurement of the explorer, on a store of the one article made by hand."""

import importlib
import re
from pathlib import Path

import pytest

from sayso.mapping import map_extraction
from sayso.model import Extraction
from sayso.query import questions
from sayso.store import open_store

ROOT = Path(__file__).parents[1]
if not (ROOT / "benchmarks").is_dir():
    pytest.skip("the benchmarks are not in a wheel", allow_module_level=True)


def test_it_times_every_question_every_screen_and_the_first_rows(
    tmp_path: Path,
    extraction: Extraction,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    explorer = importlib.import_module("benchmarks.explorer")
    with open_store(tmp_path / "s") as store:
        store.replace([map_extraction(extraction)])
    assert explorer.main([str(tmp_path / "s"), "--readers", "2", "--rounds", "1"]) == 0
    told = capsys.readouterr().out
    assert "triples of 1 articles" in told
    for name in (*(one.name for one in questions()), *explorer.SCREENS, "article", "statement"):
        assert f"| {name} | " in told
    assert "first rows at /sparql: " in told
    for step in ("opened for the first time", "opened again", "after all pages"):
        found = re.search(rf"{step}.*, ([\d.]+) s of CPU time, at most (\d+|\?) MB", told)
        assert found and float(found[1]) > 0, step


def test_the_percentile_is_a_value_that_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    percentile = importlib.import_module("benchmarks.explorer").percentile
    assert percentile([float(n) for n in range(1, 101)]) == 95.0
    assert percentile([5.0]) == 5.0
