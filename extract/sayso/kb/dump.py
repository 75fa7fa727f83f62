"""Reads a JSON dump of Wikidata: plain, gzip or bzip2, an array with a record a line."""

from __future__ import annotations

import bz2
import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sayso.errors import InputError

Record = dict[str, Any]
LONGEST_LINE = 64 * 1024 * 1024
"""The largest records of Wikidata have some 5 MB; a longer line is no record."""
_OFTEN = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A record and the line that it stands in."""

    line: int
    record: Record


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that is no record, with the reason."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class CutOff:
    """The dump ends before its end; nothing comes after it."""

    line: int
    reason: str


def read_dump(
    path: Path, progress: Callable[[int, int | None], None] | None = None
) -> Iterator[Line | Bad | CutOff]:
    """Yield the records of a dump, what is none, and at last a note where the dump is cut off.

    `progress` is told the bytes read of the file, and how many it has.

    Raises:
        InputError: the file cannot be read, or its beginning is no dump.
    """
    try:
        size = path.stat().st_size
        raw = path.open("rb")
    except OSError as error:
        raise InputError(
            f"The dump {path} cannot be read: {error.strerror or error}. Give the path of a JSON "
            "dump of Wikidata, such as latest-all.json.bz2."
        ) from error
    with raw:

        def tell() -> None:
            if progress is not None:
                progress(raw.tell(), size)

        yield from _records(_unpacked(raw), path, tell)
        tell()


def _unpacked(raw: IO[bytes]) -> IO[bytes]:
    """Return the file unpacked, by its first bytes: a name may say anything."""
    start = raw.read(3)
    raw.seek(0)
    if start[:2] == b"\x1f\x8b":
        return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value]
    if start == b"BZh":
        return bz2.BZ2File(raw)
    return raw


def _records(
    stream: IO[bytes], path: Path, tell: Callable[[], None]
) -> Iterator[Line | Bad | CutOff]:
    number, closed, last = 0, False, b""
    while True:
        try:
            line = stream.readline(LONGEST_LINE + 1)
        except (EOFError, OSError, zlib.error) as error:
            yield CutOff(number, f"it cannot be unpacked further: {error}")
            return
        if not line:
            break
        number += 1
        if number % _OFTEN == 0:
            tell()
        if len(line) > LONGEST_LINE:
            yield Bad(number, f"the line is longer than {LONGEST_LINE} bytes")
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
            continue
        text, last = line.strip(), line
        if number == 1 and text != b"[":
            raise InputError(
                f"{path} is no JSON dump of Wikidata: such a dump begins with a line that has "
                "nothing but '['. Give the file as it was downloaded, packed or not."
            )
        if text in (b"[", b"]", b""):
            closed = closed or text == b"]"
            continue
        yield _record(text, number)
    if number == 0:
        raise InputError(f"{path} is empty. Give a JSON dump of Wikidata.")
    if not closed:
        whole = "" if last.endswith(b"\n") else " in the middle of a line"
        yield CutOff(number, f"it ends{whole} without the closing ']'")


def _record(text: bytes, number: int) -> Line | Bad:
    try:
        record = json.loads(text.rstrip(b","))
    except (ValueError, RecursionError) as error:
        return Bad(number, f"no JSON: {error}"[:300])
    if not isinstance(record, dict):
        return Bad(number, "no JSON object")
    return Line(number, record)
