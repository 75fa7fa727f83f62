"""A picture of a store that stands still while the store is being written.

RocksDB never changes a table file (`.sst`) once it is part of the database, so that a hard link
to it is enough. What it does change is copied: the list of table files (`MANIFEST-*`) and the log
of what is not yet in a table (`*.log`). If that list and the set of logs are the same after
copying as before, no table came or went meanwhile, and the copy is the store as it was between
two commits: a half-written record at the end of a log is left out when it is read.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import StoreError
from sayso.store.folder import base_of, failed
from sayso.store.lock import FolderLock

_PREFIX = "serving-"
_TRIES = 40
_PAUSE_SECONDS = 0.05

Fingerprint = tuple[tuple[str, int, int], ...]


@dataclass(slots=True)
class Snapshot:
    """A picture in the folder `database`, of the store as `fingerprint` names its state."""

    folder: Path
    lock: FolderLock | None
    fingerprint: Fingerprint

    @property
    def database(self) -> Path:
        """The folder for Oxigraph to open, read-only."""
        return self.folder / "oxigraph"

    def remove(self) -> None:
        """Delete the picture; nothing of the store goes with it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.lock:
            self.lock.release()
            self.lock = None


def fingerprint(store: Path) -> Fingerprint:
    """Return what differs after every commit to the store, and costs next to nothing to find."""
    return _state(store / "oxigraph", logs=True)


def take(store: Path) -> Snapshot:
    """Return a picture of the store as it is now, which may be in the middle of a build.

    Raises:
        StoreError: there is no store, or its folder cannot be read.
    """
    base_of(store, None)
    source = store / "oxigraph"
    try:
        _remove_left_behind(store)
        folder = _made_in(store)
    except OSError as error:
        raise failed("make a picture of", store, error) from error
    lock = FolderLock.acquire(folder, shared=False)
    for _ in range(_TRIES):
        picture = Snapshot(folder, lock, fingerprint(store))
        try:
            if _copied(source, picture.database):
                return picture
        except OSError as error:
            picture.remove()
            raise failed("make a picture of", store, error) from error
        shutil.rmtree(picture.database, ignore_errors=True)
        time.sleep(_PAUSE_SECONDS)
    Snapshot(folder, lock, ()).remove()
    raise StoreError(
        f"The store at {store} is written to so fast that no picture of it could be made. Try "
        "again in a moment."
    )


def _made_in(store: Path) -> Path:
    """Make a folder for a picture, in the store for links to work, or where there is a place."""
    try:
        return Path(tempfile.mkdtemp(prefix=_PREFIX, dir=store))
    except OSError:
        return Path(tempfile.mkdtemp(prefix=_PREFIX))


def _copied(source: Path, target: Path) -> bool:
    """Link and copy the files of a database; False if it was rewritten while it was done."""
    before = _state(source, logs=False)
    target.mkdir()
    try:
        for file in sorted(source.iterdir()):
            if file.suffix in (".sst", ".blob"):
                _link(file, target / file.name)
            elif not file.name.startswith("LO"):  # LOG and LOCK belong to the process that writes.
                shutil.copyfile(file, target / file.name)
    except FileNotFoundError:
        return False
    return _state(source, logs=False) == before


def _link(file: Path, to: Path) -> None:
    try:
        os.link(file, to)
    except FileNotFoundError:
        raise
    except OSError:  # A file system without hard links.
        shutil.copyfile(file, to)


def _state(source: Path, *, logs: bool) -> Fingerprint:
    """Return names, sizes and times of the files that change; of a log only if `logs` the size."""
    found = []
    with contextlib.suppress(FileNotFoundError), os.scandir(source) as entries:
        for entry in entries:
            if entry.name.startswith(("MANIFEST", "CURRENT")):
                status = entry.stat()
                found.append((entry.name, status.st_size, status.st_mtime_ns))
            elif entry.name.endswith(".log"):
                status = entry.stat()
                size, changed = (status.st_size, status.st_mtime_ns) if logs else (0, 0)
                found.append((entry.name, size, changed))
    return tuple(sorted(found))


def _remove_left_behind(store: Path) -> None:
    """Delete the pictures of services that were killed; those of living ones are locked."""
    for folder in sorted(store.glob(f"{_PREFIX}*")):
        try:
            lock = FolderLock.acquire(folder, shared=False)
        except StoreError:
            continue
        if lock is not None:
            Snapshot(folder, lock, ()).remove()
