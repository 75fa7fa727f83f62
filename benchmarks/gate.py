"""Measure the quality on every corpus that is here and hold it against benchmarks/floors.json.

    python -m benchmarks.gate                       # measure; exit 1 when a figure fell
    python -m benchmarks.gate --update              # raise the floors to what was measured
    python -m benchmarks.gate --update --lower      # also lower them, with a reason in the commit

Corpora that may be published lie in the project. The others are looked for in ../shared/corpora and
skipped, with a word on it, where they are not. Floors belong to a model: another model has others.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.annotate import Annotator
from sayso.errors import SaysoError
from sayso.evaluate import evaluate

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = ROOT / "benchmarks" / "floors.json"
TOLERANCE = 0.1
"""So many points a figure may fall: another processor may round a probability the other way."""
SPEED_TOLERANCE = 10.0
"""A share of two measured times differs by some points from run to run on a busy machine."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A corpus and the task measured on it; `file` is in the project or in the shared folder.

    `needs` are files of the shared folder that it refers to.
    """

    name: str
    about: str
    task: str
    file: str
    sha256: str
    needs: tuple[str, ...] = ()

    @property
    def path(self) -> Path | None:
        """Where the corpus is, or None where it or what it refers to is not here."""
        if not all((SHARED / name).is_file() for name in self.needs):
            return None
        for folder in (ROOT, SHARED):
            if (folder / self.file).is_file():
                return folder / self.file
        return None


Figures = dict[str, float]


def main(arguments: list[str] | None = None) -> int:
    """Measure, compare and report; return the exit code."""
    given = _arguments(arguments)
    stated = json.loads(FLOORS.read_text(encoding="utf-8"))
    annotator = Annotator(model=given.model)
    model = annotator.provenance.model
    floors: dict[str, Figures] = stated["floors"].get(model, {})
    measured: dict[str, Figures] = {}
    fallen: list[str] = []
    for benchmark in _benchmarks(stated, given.only):
        figures = _measure(benchmark, annotator)
        if figures is None:
            continue
        measured[benchmark.name] = figures
        fallen += _compare(benchmark.name, figures, floors.get(benchmark.name, {}))
    if given.update:
        stated["floors"][model] = raised(floors, measured, lower=given.lower)
        _write(stated)
    elif not floors:
        _say(f"There are no floors for {model} yet: record them with --update.")
    return _verdict(fallen, updated=given.update, lowered=given.lower)


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", help="spaCy pipeline; the bundled one if not given")
    parser.add_argument("--only", metavar="NAME", help="only benchmarks with this in their name")
    parser.add_argument("--update", action="store_true", help="raise floors to what was measured")
    parser.add_argument("--lower", action="store_true", help="with --update, lower them as well")
    return parser.parse_args(arguments)


def _benchmarks(stated: dict[str, Any], only: str | None) -> Iterator[Benchmark]:
    for fields in stated["benchmarks"]:
        if only is None or only in fields["name"]:
            yield Benchmark(**fields)


def _measure(benchmark: Benchmark, annotator: Annotator) -> Figures | None:
    """Return the figures that count, or None where the corpus is not here or is another one."""
    path = benchmark.path
    if path is None:
        _say(f"skipped  {benchmark.name}: {benchmark.file} is not here, and may not be published")
        return None
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != benchmark.sha256:
        raise SaysoError(
            f"{path} is not the corpus that the floors were measured on: its SHA-256 is {digest}, "
            f"not {benchmark.sha256}. Put the old file back, or state the new digest and --update."
        )
    report = evaluate(benchmark.task, path, annotator, with_speed=False)
    if report.rejects:
        first = report.rejects[0]
        raise SaysoError(
            f"{len(report.rejects)} articles of {path} could not be annotated, which no figure "
            f"should hide; the first is {first.origin}: {first.detail}. Mend that, then measure."
        )
    return {name: round(value, 2) for name, value in report.headline.items()}


def _compare(name: str, figures: Figures, floors: Figures) -> list[str]:
    """Print the figures of a benchmark beside their floors; return those that fell."""
    fallen = []
    for figure, value in figures.items():
        floor = floors.get(figure)
        fell = floor is not None and value < floor - tolerance(figure)
        if fell:
            fallen.append(f"{name}: {figure} is {value:.2f}, its floor {floor:.2f}")
        state = "new   " if floor is None else "FELL  " if fell else "holds "
        beside = "" if floor is None else f"  floor {floor:7.2f}"
        _say(f"{state}   {name:28s} {figure:26s} {value:7.2f}{beside}")
    return fallen


def tolerance(figure: str) -> float:
    """Return how far a figure may lie below its floor."""
    return SPEED_TOLERANCE if figure.startswith("percent of") else TOLERANCE


def raised(
    floors: dict[str, Figures], measured: dict[str, Figures], *, lower: bool
) -> dict[str, Figures]:
    """Return the floors after a measurement: never lower than before unless `lower` says so."""
    after = {name: dict(figures) for name, figures in floors.items()}
    for name, figures in measured.items():
        known = after.setdefault(name, {})
        for figure, value in figures.items():
            known[figure] = value if lower else max(value, known.get(figure, value))
    return {name: after[name] for name in sorted(after)}


def _write(stated: dict[str, Any]) -> None:
    stated["floors"] = {model: stated["floors"][model] for model in sorted(stated["floors"])}
    FLOORS.write_text(json.dumps(stated, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _verdict(fallen: list[str], *, updated: bool, lowered: bool) -> int:
    if not fallen or (updated and lowered):
        _say("The quality holds." if not updated else f"Written to {FLOORS.name}.")
        return 0
    for line in fallen:
        sys.stderr.write(f"{line}\n")
    sys.stderr.write(
        "The quality fell. Find out what made it fall and mend that; if it is worth its price, "
        "say why in the commit and run `python -m benchmarks.gate --update --lower`.\n"
    )
    return 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except SaysoError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from error
