"""Tells on standard error how far a long command is: a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import click

from sayso.cli.output import console

QUIET_SECONDS = 2.0
"""A command that ends sooner says nothing where there is no terminal."""


class Report(Protocol):
    """What a long command is given to say how far it is."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """Say that `done` of `total` are done; `total` is None while it is not known."""


@contextmanager
def progress(what: str, unit: str) -> Iterator[Report]:
    """Show the progress of `what` in `unit` while the block runs; yield what it reports with."""
    if sys.stderr.isatty():
        with _bar(what, unit) as report:
            yield report
    else:
        yield _lines(what, unit)


@contextmanager
def _bar(what: str, unit: str) -> Iterator[Report]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console(stderr=True)) as bar:
        task = bar.add_task(what, total=None)

        def report(done: int, total: int | None = None) -> None:
            bar.update(task, completed=done, total=total)

        yield report


def _lines(what: str, unit: str) -> Report:
    due = time.monotonic() + QUIET_SECONDS
    pause = QUIET_SECONDS

    def report(done: int, total: int | None = None) -> None:
        nonlocal due, pause
        if time.monotonic() >= due:
            of_total = f" of {total}" if total is not None else ""
            click.echo(f"{what}: {done}{of_total} {unit}", err=True)
            # Ever rarer, so that a night's log stays readable.
            pause = min(pause * 2, 60.0)
            due = time.monotonic() + pause

    return report
