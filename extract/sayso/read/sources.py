"""From paths to articles: which files a folder gives, and what kind of content a file holds."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from sayso.errors import InputError
from sayso.model import Article, Reject
from sayso.read.encoding import Undecodable, decode
from sayso.read.jsonl import read_jsonl
from sayso.read.screening import MAX_CHARACTERS, too_long
from sayso.read.text import read_text

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
SUFFIXES = TEXT_SUFFIXES | HTML_SUFFIXES | LINES_SUFFIXES

STANDARD_INPUT = "-"
# No encoding takes more than four bytes a character, so what is longer is too long in any.
_MAX_TEXT_BYTES = 4 * MAX_CHARACTERS + 4
_SNIFFED = 1024


def expand(paths: list[Path | str]) -> list[Path | str | Reject]:
    """Return the files that `paths` stand for: folders walked, in sorted order, links not followed.

    Hidden files and files of other kinds in a folder are left out; a folder that may not be listed
    becomes a `Reject`. Raises `InputError` where a path does not exist, or a folder has no article.
    """
    files: list[Path | str | Reject] = []
    for given in paths:
        if str(given) == STANDARD_INPUT:
            files.append(STANDARD_INPUT)
            continue
        path = Path(given)
        try:
            path.stat()
        except PermissionError as error:
            files.append(_unreadable(path, error))
            continue
        except (OSError, ValueError) as error:
            raise InputError(
                f"There is no file or folder {str(given)!r} "
                f"({getattr(error, 'strerror', None) or error}). Check the path and try again."
            ) from None
        files.extend(_walk(path) if path.is_dir() else [path])
    return files


def _walk(folder: Path) -> list[Path | str | Reject]:
    rejects: list[Reject] = []
    found: list[Path] = []

    def note(error: OSError) -> None:
        rejects.append(_unreadable(Path(error.filename), error))

    for parent, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(
            Path(parent, name)
            for name in names
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES
        )
    if not found and not rejects:
        raise InputError(
            f"The folder {str(folder)!r} has no article in it: no file that ends in "
            f"{', '.join(sorted(SUFFIXES))}. Name a folder with articles, or the files themselves."
        )
    # Sorted part by part, so that the order does not hang on how "/" compares to other characters.
    return [*sorted(found, key=lambda path: path.parts), *sorted(rejects, key=lambda r: r.origin)]


def articles_of(source: Path | str) -> Iterator[Article | Reject]:
    """Yield what one file, or standard input, holds."""
    if source == STANDARD_INPUT:
        yield from _sniffed(sys.stdin.buffer, STANDARD_INPUT)
        return
    path = Path(source)
    origin = path.as_posix()
    try:
        with path.open("rb") as stream:
            yield from _read(stream, path.suffix.lower(), origin)
    except OSError as error:
        yield _unreadable(path, error)


def _read(stream: IO[bytes], suffix: str, origin: str) -> Iterator[Article | Reject]:
    if suffix in LINES_SUFFIXES:
        yield from _lines(stream, origin)
    elif suffix in HTML_SUFFIXES:
        yield _page(stream, origin)
    elif suffix in TEXT_SUFFIXES:
        yield _plain(stream, origin)
    else:
        yield from _sniffed(stream, origin)


def _sniffed(stream: IO[bytes], origin: str) -> Iterator[Article | Reject]:
    """Read a stream whose name does not say what it holds, by how it begins."""
    head = stream.read(_SNIFFED)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    whole = _Rejoined(head, stream)
    if start.startswith(b"{") and b'"' in start:
        yield from _lines(io.BufferedReader(whole), origin)
    elif start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<!--")):
        yield _page(io.BufferedReader(whole), origin)
    else:
        yield _plain(io.BufferedReader(whole), origin)


class _Rejoined(io.RawIOBase):
    """A stream whose beginning was read already, from that beginning on."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with the next bytes and return how many they are."""
        taken = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)


def _plain(stream: IO[bytes], origin: str) -> Article | Reject:
    raw = stream.read(_MAX_TEXT_BYTES + 1)
    if len(raw) > _MAX_TEXT_BYTES:
        return too_long(origin, f"More than {_MAX_TEXT_BYTES:,} bytes")
    text = decode(raw)
    if isinstance(text, Undecodable):
        return Reject(origin, text.reason, text.detail)
    return read_text(text, origin)


def _page(stream: IO[bytes], origin: str) -> Article | Reject:
    # Imported here because trafilatura takes a fifth of a second, which plain text need not pay.
    from sayso.read.html import MAX_PAGE_BYTES, read_html

    return read_html(stream.read(MAX_PAGE_BYTES + 1), origin)


def _lines(stream: IO[bytes], origin: str) -> Iterator[Article | Reject]:
    empty = True
    for item in read_jsonl(stream, origin):
        empty = False
        yield item
    if empty:
        yield Reject(origin, "empty", "There is no line in it.")


def _unreadable(path: Path, error: OSError) -> Reject:
    return Reject(
        path.as_posix(),
        "unreadable",
        f"It cannot be read: {error.strerror or error}. Check its permissions.",
    )
