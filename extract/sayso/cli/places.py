"""The options that several commands share: which store, which model."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

DEFAULT_STORE = Path("sayso.store")
"""The store of a command that is not told another: a folder where the command is typed."""

F = TypeVar("F", bound=Callable[..., Any])


class StorePlace(click.Path):
    """The folder of a store, or the address of a server."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """Return where the store is, as a path."""
        from sayso.store import place_of

        return place_of(value) if isinstance(value, str) else super().convert(value, param, ctx)


def store_option(command: F) -> F:
    """Add `--store DIR`."""
    return click.option(
        "--store",
        type=StorePlace(path_type=Path),
        default=DEFAULT_STORE,
        show_default=True,
        metavar="DIR",
        help="The folder of the store, or the http(s) address of a SPARQL server.",
    )(command)


def judgements_option(command: F) -> F:
    """Add `--judgements FILE`."""
    return click.option(
        "--judgements",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="The file of judgements.  [default: judgements.jsonl beside the store]",
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
        default="full",
        show_default=True,
        help="Which annotators run: the trained tagger and the rules, or the rules alone.",
    )(command)
