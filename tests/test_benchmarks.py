"""The quality gate and the measurement of cues, as programs in the root of a checkout."""

import importlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
if not (ROOT / "benchmarks").is_dir():
    pytest.skip("the benchmarks are not in a wheel", allow_module_level=True)

CORPUS = [
    {
        "doc": "1",
        "text": "Ada Quill said the bridge was safe. Ivo Brand said that nobody knew. Ann saw it.",
        "gold": [
            {"source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 34]]},
            {"source": [[36, 45]], "cue": [[46, 50]], "content": [[51, 67]]},
        ],
    },
    {
        "doc": "2",
        "text": "Ada Quill said the bridge was safe.",
        "gold": [{"source": [], "cue": [[10, 14]], "content": [[15, 34]]}],
    },
]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.gate")


def test_floors_are_never_lowered_unless_asked_for(gate: ModuleType) -> None:
    floors = {"b": {"F1": 50.0, "gone": 3.0}, "other": {"F1": 9.0}}
    measured = {"b": {"F1": 49.0, "new": 7.0}, "a": {"F1": 1.0}}
    assert gate.raised(floors, measured, lower=False) == {
        "a": {"F1": 1.0},
        "b": {"F1": 50.0, "gone": 3.0, "new": 7.0},
        "other": {"F1": 9.0},
    }
    assert gate.raised(floors, measured, lower=True)["b"]["F1"] == 49.0
    assert floors["b"]["F1"] == 50.0


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT / "extract"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder with the gate, one benchmark on our own gold, and no floors."""
    shutil.copytree(ROOT / "examples" / "gold", tmp_path / "examples" / "gold")
    (tmp_path / "benchmarks").mkdir()
    shutil.copy(ROOT / "benchmarks" / "gate.py", tmp_path / "benchmarks")
    stated = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8"))
    kept = [one for one in stated["benchmarks"] if one["name"] in ("examples", "polnear dev")]
    floors = tmp_path / "benchmarks" / "floors.json"
    floors.write_text(json.dumps({"benchmarks": kept, "floors": {}}), encoding="utf-8")
    return tmp_path


def test_the_gate_records_floors_holds_them_and_fails_when_a_figure_falls(checkout: Path) -> None:
    recorded = run(checkout, "benchmarks.gate", "--update")
    assert recorded.returncode == 0, recorded.stderr
    assert "skipped  polnear dev" in recorded.stdout
    floors = checkout / "benchmarks" / "floors.json"
    stated = json.loads(floors.read_text(encoding="utf-8"))
    ((model, figures),) = stated["floors"].items()
    assert 40 < figures["examples"]["joint F1"] < 100
    stated["floors"][model]["examples"]["joint F1"] += 0.2
    floors.write_text(json.dumps(stated), encoding="utf-8")
    fallen = run(checkout, "benchmarks.gate")
    assert fallen.returncode == 1
    assert "joint F1" in fallen.stderr
    assert "--update --lower" in fallen.stderr
    assert run(checkout, "benchmarks.gate", "--update").returncode == 1


def test_the_gate_refuses_another_corpus(checkout: Path) -> None:
    gold = checkout / "examples" / "gold" / "attribution.jsonl"
    gold.write_text(gold.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    refused = run(checkout, "benchmarks.gate")
    assert refused.returncode == 2
    assert "SHA-256" in refused.stderr


def test_a_corpus_is_left_out_where_texts_that_it_refers_to_are_not_here(gate: ModuleType) -> None:
    fields = {"name": "pairs", "about": "", "task": "actors", "sha256": ""}
    here = "examples/gold/attribution.jsonl"
    assert gate.Benchmark(**fields, file=here).path is not None
    assert gate.Benchmark(**fields, file=here, needs=["corpora/nowhere.jsonl"]).path is None


def test_the_floors_name_the_corpora_of_the_project_as_they_are(gate: ModuleType) -> None:
    stated = json.loads(gate.FLOORS.read_text(encoding="utf-8"))
    names = [one["name"] for one in stated["benchmarks"]]
    assert len(names) == len(set(names))
    for one in stated["benchmarks"]:
        path = ROOT / one["file"]
        if path.is_file():
            assert gate.hashlib.sha256(path.read_bytes()).hexdigest() == one["sha256"]
    for floors in stated["floors"].values():
        assert set(floors) <= set(names)


def test_cues_are_measured_as_the_gold_has_them(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(row) + "\n" for row in CORPUS), encoding="utf-8")
    measured = run(ROOT, "benchmarks.cue_frames", str(corpus))
    assert measured.returncode == 0, measured.stderr
    lines = [line.split("\t") for line in measured.stdout.splitlines() if line[0] != "#"]
    shares = {(frame, cue): float(share) for frame, cue, share in lines}
    # Of three, two are right; the third has a source that the gold does not have.
    rare = (2 + 1) / (3 + 4)
    assert shares["that", "(listed)"] == pytest.approx(rare, abs=0.005)
    assert shares["that", "say"] == pytest.approx((2 + 4 * rare) / (3 + 4), abs=0.005)
    assert not any(cue == "see" for _, cue in shares)
    out = tmp_path / "out.tsv"
    again = run(ROOT, "benchmarks.cue_frames", str(corpus), "--output", str(out))
    assert again.returncode == 0, again.stderr
    assert out.read_text(encoding="utf-8") == measured.stdout
