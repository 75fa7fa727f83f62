"""The options that several commands share: which store, which model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

DEFAULT_STORE = Path("sayso.store")
"""The store of a command that is not told another: a folder where the command is typed."""

F = TypeVar("F", bound=Callable[..., Any])


def store_option(command: F) -> F:
    """Add `--store DIR`."""
    return click.option(
        "--store",
        type=click.Path(path_type=Path, file_okay=True, dir_okay=True),
        default=DEFAULT_STORE,
        show_default=True,
        metavar="DIR",
        help="The folder of the store.",
    )(command)


def model_options(command: F) -> F:
    """Add `--profile`, `--model` and `--kb`, which say how articles are annotated."""
    command = click.option(
        "--kb",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="A knowledge base to link names with; see `sayso kb`.",
    )(command)
    command = click.option(
        "--model",
        metavar="NAME",
        help="An installed spaCy pipeline for English, or the folder of one.",
    )(command)
    return click.option(
        "--profile",
        type=click.Choice(["full", "fast"]),
        default="fast",
        show_default=True,
        help="Which annotators run: the trained tagger and the rules, or the rules alone.",
    )(command)
