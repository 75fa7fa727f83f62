"""The process that changes a store once, and lets go of it.

It holds the store's lock meanwhile, so that it and a build never write at a time. Oxigraph commits
an update whole, and what it has committed survives the death of the process at any instant; so the
service may kill it before. It answers after the commit, and puts what it wrote on the disk after
that; the service waits for its end.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pyoxigraph

from sayso.errors import StoreError
from sayso.service import wire
from sayso.service.confinement import confine, die_with
from sayso.service.graph_changes import DONE, change_graph, forget_empty, telling
from sayso.service.update_text import takes_out
from sayso.service.worker import FAILED, RefusalError, pipes
from sayso.store.folder import failed
from sayso.store.lock import FolderLock, HeldError

BUSY = 503

_PAUSE_SECONDS = 0.05


def change(store: pyoxigraph.Store, update: wire.Update, triples: bytes) -> bytes:
    """Do one update, whole or not at all, and tell whether it made the graph that it names.

    Raises:
        RefusalError: nothing was changed.
    """
    if update.graph:
        return change_graph(store, update, triples)
    with telling():
        store.update(update.sparql, base_iri=update.base)
    if takes_out(update.sparql):
        forget_empty(store)
    return DONE


def _locked(folder: Path, wait_seconds: float) -> FolderLock | None:
    """Return the lock of a store, once whoever uses the store lets go of it.

    Raises:
        HeldError: nobody did in time.
    """
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            return FolderLock.acquire(folder, shared=False)
        except HeldError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE_SECONDS)


def _opened(folder: Path, wait_seconds: float) -> tuple[pyoxigraph.Store, FolderLock | None]:
    try:
        lock = _locked(folder, wait_seconds)
        return pyoxigraph.Store(str(folder / "oxigraph")), lock
    except HeldError as error:
        raise RefusalError(BUSY, str(error)) from error
    except StoreError as error:
        raise RefusalError(FAILED, str(error)) from error
    except (OSError, RuntimeError) as error:
        raise RefusalError(FAILED, str(failed("open", folder, error))) from error


def main(arguments: list[str]) -> None:
    """Change the store in the folder of the first argument.

    The others are how many seconds to wait for the store, the memory in bytes, `network` if sockets
    are allowed, and the service's process.
    """
    folder, wait_seconds, memory, network, parent = arguments
    die_with(int(parent))
    updates, pipe = pipes()

    def say(frame: bytes) -> None:
        pipe.write(frame)
        pipe.flush()

    try:
        store, lock = _opened(Path(folder), float(wait_seconds))
        confine(int(memory), network=bool(network))
        say(wire.frame(wire.READY, b""))
        asked = wire.read_update(updates)
        if asked is not None:
            say(wire.frame(wire.END, change(store, *asked)))
            store.flush()
            del store
            if lock:
                lock.release()
    except RefusalError as refusal:
        say(wire.problem(refusal.status, str(refusal)))


if __name__ == "__main__":
    main(sys.argv[1:])
