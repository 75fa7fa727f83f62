"""One writer or several readers: a lock on the store folder that dies with its process.

RocksDB keeps two writers apart by itself, but a read-only handle beside a writer is undefined
behaviour in Oxigraph, so readers take the lock too.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sayso.errors import StoreError

if sys.platform != "win32":
    import fcntl

NAME = "lock"


class HeldError(StoreError):
    """Another process holds the lock; it may be free in a moment."""


@dataclass(slots=True)
class FolderLock:
    """A held lock; `shared` for a reader."""

    descriptor: int
    shared: bool

    @classmethod
    def acquire(cls, folder: Path, *, shared: bool) -> Self | None:
        """Take the lock of `folder` at once, or None where there is nothing to lock with.

        Raises:
            HeldError: another process holds it.
            StoreError: the lock file cannot be opened.
        """
        if sys.platform == "win32":
            return None
        path = folder / NAME
        try:
            flags = os.O_RDONLY if shared else os.O_RDWR
            descriptor = os.open(path, flags | (0 if shared else os.O_CREAT), 0o666)
        except FileNotFoundError:
            # A store on a read-only medium, copied without its lock: nobody can write to it.
            return None
        except OSError as error:
            raise StoreError(
                f"The store at {folder} may not be accessed: {error.strerror}. Change who may read "
                "and write the folder, or name another."
            ) from error
        try:
            kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
            os.close(descriptor)
            doing = "being read" if not shared and not holder else "being written"
            who = f"process {holder}" if holder else "another process"
            raise HeldError(
                f"The store at {folder} is {doing} by {who}. Wait until it has finished, or stop "
                "it, and run the command again."
            ) from None
        if not shared:
            os.truncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
        return cls(descriptor, shared)

    def release(self) -> None:
        """Give the lock free."""
        if not self.shared:
            os.truncate(self.descriptor, 0)
        os.close(self.descriptor)
