"""Tells on standard error how far a long command is: a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click

from sayso.cli.output import console

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

QUIET_SECONDS = 2.0
"""A command that ends sooner says nothing where there is no terminal."""


class Report(Protocol):
    """What a long command is given to say how far it is."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """Say that `done` of `total` are done; `total` is None while it is not known."""

    def stage(self, words: str) -> None:
        """Say that something else is done now, whose end is not known."""


@contextmanager
def progress(what: str, unit: str) -> Iterator[Report]:
    """Show the progress of `what` in `unit` while the block runs; yield what it reports with."""
    if sys.stderr.isatty():
        with _bar(what, unit) as report:
            yield report
    else:
        yield _Lines(what, unit)


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
        yield _Bar(bar, bar.add_task(what, total=None))


class _Bar:
    """Reports with a bar."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar, self._task = bar, task

    def __call__(self, done: int, total: int | None = None) -> None:
        """Move the bar."""
        self._bar.update(self._task, completed=done, total=total)

    def stage(self, words: str) -> None:
        """Write the words before the bar."""
        self._bar.update(self._task, description=words)


class _Lines:
    """Reports with a line now and then, ever rarer, so that a night's log stays readable."""

    def __init__(self, what: str, unit: str) -> None:
        self._what, self._unit = what, unit
        self._due = time.monotonic() + QUIET_SECONDS
        self._pause = QUIET_SECONDS

    def __call__(self, done: int, total: int | None = None) -> None:
        """Write a line if it is time for one."""
        if time.monotonic() >= self._due:
            of_total = f" of {total}" if total is not None else ""
            click.echo(f"{self._what}: {done}{of_total} {self._unit}", err=True)
            self._pause = min(self._pause * 2, 60.0)
            self._due = time.monotonic() + self._pause

    def stage(self, words: str) -> None:
        """Write the words, if the command has run so long that it says something."""
        if self._pause > QUIET_SECONDS or time.monotonic() >= self._due:
            click.echo(words, err=True)
