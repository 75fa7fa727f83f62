"""The list of what could not be built and why, as JSON lines beside the store."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from sayso.errors import StoreError
from sayso.model import Reject


class RejectList:
    """One line a reject: building the same again adds none, and what works now loses its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before = _read(path)
        self._seen: set[str] = set()
        self._now: dict[Reject, None] = {}

    def seen(self, origin: str) -> None:
        """Note that this origin was looked at, so that what was said of it before is outdated."""
        self._seen.add(origin)

    def add(self, reject: Reject) -> None:
        """Put a reject on the list, and on disk at once."""
        self.seen(reject.origin)
        if reject not in self._now and reject not in self._before:
            _write(self._path, [reject], "a")
        self._now[reject] = None

    def tidy(self) -> None:
        """Write the list anew without the lines that no longer hold."""
        kept = [reject for reject in self._before if reject.origin not in self._seen]
        entries = dict.fromkeys((*kept, *self._now))
        if entries or self._path.exists():
            _write(self._path, entries, "w")


def _read(path: Path) -> dict[Reject, None]:
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
    except OSError as error:
        raise StoreError(
            f"Could not read {path}: {error.strerror}. Move it away and run the command again."
        ) from error
    rejects: dict[Reject, None] = {}
    for line in text.splitlines():
        try:
            entry = json.loads(line)
            rejects[Reject(entry["origin"], entry["reason"], entry["detail"])] = None
        except (ValueError, KeyError, TypeError):
            # The last line of a build that was killed while writing it: the article comes again.
            continue
    if text and not text.endswith("\n"):
        # So that the next line does not go on where the torn one ended.
        _write(path, rejects, "w")
    return rejects


def _write(path: Path, rejects: Iterable[Reject], mode: str) -> None:
    lines = [
        json.dumps(
            {"origin": item.origin, "reason": item.reason, "detail": item.detail},
            ensure_ascii=False,
        )
        for item in rejects
    ]
    try:
        # A list written anew takes the place of the old one only when it is complete.
        draft = path if mode == "a" else path.with_suffix(".tmp")
        with draft.open(mode, encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in lines))
        draft.replace(path)
    except OSError as error:
        raise StoreError(
            f"Could not write {path}: {error.strerror}. Everything committed before is kept. Free "
            "some space or change who may write there, and run the command again."
        ) from error
