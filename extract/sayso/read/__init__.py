"""Reading articles: plain text, web pages, JSON lines, folders and standard input.

Everything that cannot be read comes back as a `Reject` with its reason, in its place among the
articles; an `InputError` is raised only for what the caller asked for and is not there at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.errors import InputError
from sayso.model import Article, Reject
from sayso.read.jsonl import read_jsonl
from sayso.read.paragraphs import blocks
from sayso.read.screening import MAX_CHARACTERS
from sayso.read.sources import SUFFIXES, articles_of, expand
from sayso.read.text import read_text

__all__ = [
    "MAX_CHARACTERS",
    "SUFFIXES",
    "blocks",
    "read",
    "read_html",
    "read_jsonl",
    "read_text",
]


def read(paths: Iterable[Path | str]) -> Iterator[Article | Reject]:
    """Return an iterator over the articles of files and folders, with the rejects among them.

    `"-"` is standard input. A folder is walked in sorted order and gives its files with a suffix
    in `SUFFIXES`; a file that is named itself is read whatever its suffix. Files are opened one by
    one, as the iterator gets to them. Raises `InputError`, before anything is read, if a path does
    not exist, a folder has no article in it, or no path is given.
    """
    sources = expand(list(paths))
    if not sources:
        raise InputError(
            "There is nothing to read: name at least one file or folder, or - for input."
        )
    return _read_all(sources)


def read_html(page: bytes | str, origin: str) -> Article | Reject:
    """Return the article of a web page, or why there is none: see `sayso.read.html.read_html`."""
    from sayso.read import html

    return html.read_html(page, origin)


def _read_all(sources: list[Path | str | Reject]) -> Iterator[Article | Reject]:
    for source in sources:
        if isinstance(source, Reject):
            yield source
        else:
            yield from articles_of(source)
