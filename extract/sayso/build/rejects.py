"""The list of what could not be built and why, as JSON lines beside the store."""

from __future__ import annotations

import json
from pathlib import Path

from sayso.errors import StoreError
from sayso.model import Reject


class RejectList:
    """One line a reject: building the same again adds none, and what works now loses its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before = list(_read(path))
        self._known = set(self._before)
        self._seen: set[str] = set()
        self._now: list[Reject] = []

    def seen(self, origin: str) -> None:
        """Note that this origin was looked at, so that what was said of it before is outdated."""
        self._seen.add(origin)

    def add(self, reject: Reject) -> None:
        """Put a reject on the list, and on disk at once."""
        self.seen(reject.origin)
        if reject not in self._now:
            self._now.append(reject)
        if reject not in self._known:
            self._known.add(reject)
            _write(self._path, [reject], "a")

    def tidy(self) -> None:
        """Write the list anew without the lines that no longer hold."""
        kept = [reject for reject in self._before if reject.origin not in self._seen]
        entries = list(dict.fromkeys((*kept, *self._now)))
        if entries != self._before or len(self._known) != len(entries):
            draft = self._path.with_suffix(".tmp")
            _write(draft, entries, "w")
            draft.replace(self._path)


def _read(path: Path) -> list[Reject]:
    if not path.exists():
        return []
    rejects = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            entry = json.loads(line)
            rejects.append(Reject(entry["origin"], entry["reason"], entry["detail"]))
        except (ValueError, KeyError, TypeError):
            # The last line of a build that was killed while writing; that build's reject comes
            # again when its article does.
            continue
    return rejects


def _write(path: Path, rejects: list[Reject], mode: str) -> None:
    lines = [
        json.dumps(
            {"origin": item.origin, "reason": item.reason, "detail": item.detail},
            ensure_ascii=False,
        )
        for item in rejects
    ]
    try:
        with path.open(mode, encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in lines))
    except OSError as error:
        raise StoreError(
            f"Could not write {path}: {error.strerror}. Everything committed before is kept. Free "
            "some space or change who may write there, and run the command again."
        ) from error
