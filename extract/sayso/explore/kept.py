"""The records of articles in a file beside the store, so that a store is read whole only once.

Each record has what it depends on with it: the run that made the article's graph, what is said of
the article itself, and how people changed the graph since. A line that was damaged, or written by
other code, is not taken: its article is read from the store again. The file may be deleted at any
time.
"""

from __future__ import annotations

import json
import logging
import os
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from sayso.explore.plain import from_plain, to_plain
from sayso.explore.records import Record
from sayso.version import own_version

NAME = "explorer-records.jsonl"

State: TypeAlias = tuple[str, str]
"""The run that made a graph, and a digest of what may change without another run."""
Kept: TypeAlias = dict[str, tuple[State, Record]]
"""By the IRI of its graph, the record of an article with the state that it was read from."""

_MADE_BY = ("records.py", "reading.py", "view.py")

log = logging.getLogger(__name__)


def load(store: Path) -> Kept:
    """Return the records that are kept of a store: of all its articles, of some, or of none."""
    found: Kept = {}
    try:
        with (store / NAME).open("rb") as lines:
            if lines.readline() == _head():
                for line in lines:
                    known = read_line(line)
                    if known:
                        found[known[0]] = known[1], known[2]
    except OSError as error:
        log.info("No records of the store at %s were kept: %s", store, error)
    return found


def save(store: Path, kept: Kept) -> bool:
    """Keep the records for the next time, and tell if that was possible: no folder has to be."""
    draft = store / f"{NAME}.{os.getpid()}"
    try:
        try:
            with draft.open("wb") as out:
                out.write(_head())
                out.writelines(line(graph, *kept[graph]) for graph in sorted(kept))
            draft.replace(store / NAME)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        log.info("The records of the store at %s cannot be kept: %s", store, error)
        return False
    return True


def line(graph: str, state: State, record: Record) -> bytes:
    """Return a record as a line of the file, with a digest of it."""
    told = json.dumps([graph, state, to_plain(record)], ensure_ascii=False, separators=(",", ":"))
    body = told.encode("utf-8", "surrogatepass")
    return _digest(body) + b" " + body + b"\n"


def read_line(line: bytes) -> tuple[str, State, Record] | None:
    """Return graph, state and record of a line, or None if it was damaged."""
    digest, _, body = line.rstrip(b"\n").partition(b" ")
    if digest != _digest(body):
        return None
    try:
        graph, (run, patch), told = json.loads(body.decode("utf-8", "surrogatepass"))
        return graph, (run, patch), from_plain(Record, told, {})
    except (AttributeError, TypeError, ValueError) as error:
        log.info("A record cannot be understood: %s", error)
        return None


def _head() -> bytes:
    """Return the first line: what differs if other code would read other records."""
    own = files("sayso.explore")
    code = b"".join(own.joinpath(name).read_bytes() for name in _MADE_BY)
    return b"sayso " + own_version().encode() + b" " + _digest(code) + b"\n"


def _digest(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).hexdigest().encode()
