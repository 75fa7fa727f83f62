"""A store as it was at one moment, so that pages can be read while the store is being written.

Pages are made from a snapshot and from records that were read from it once. When the store has
changed, a newer snapshot is made beside the one in use, and only articles that changed are read.
"""

from __future__ import annotations

import gc
import logging
import shutil
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode

from sayso.errors import StoreError
from sayso.explore import kept as keeping
from sayso.explore.catalog import Catalog
from sayso.explore.collecting import Progress, collect
from sayso.explore.kept import Kept
from sayso.explore.networks import Networks
from sayso.explore.view import ArticleView
from sayso.query import Table
from sayso.service import snapshot
from sayso.store import Store, open_store
from sayso.store.folder import MARKER, failed
from sayso.store.lock import NAME as LOCK

_LOOK_EVERY = 2.0
"""Seconds between two looks at whether the store has changed."""
_REST = 4.0
"""How many times as long as a snapshot took to make, pages are left alone after it."""
_ANSWERS = 32
_VIEWS = 64
"""Answers, and graphs of articles, that are kept for the next page about them."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """One snapshot of a store, and what is known of it; `path` is the folder of the store itself.

    `kept` are the records of each article graph with the run and the patch they were read from.
    """

    path: Path
    picture: snapshot.Snapshot
    store: Store
    catalog: Catalog
    networks: Networks
    kept: Kept
    _views: dict[str, ArticleView] = field(default_factory=dict)
    _answers: dict[Hashable, Table] = field(default_factory=dict)

    def answer(self, asked: Hashable, find: Callable[[], Table]) -> Table:
        """Return the answer to a question; the last ones are kept, since a snapshot never changes.

        Raises:
            UsageError: what `find` raises.
        """
        found = self._answers.get(asked)
        if found is None:
            found = find()
            while len(self._answers) >= _ANSWERS:
                self._answers.pop(next(iter(self._answers)), None)
            self._answers[asked] = found
        return found

    def view(self, article: str) -> ArticleView:
        """Return the graph of an article; those asked for last are kept."""
        graph = f"{article}/graph"
        found = self._views.get(graph)
        if found is None:
            found = ArticleView(graph, self.store.quads(NamedNode(graph)))
            while len(self._views) >= _VIEWS:
                self._views.pop(next(iter(self._views)), None)
            self._views[graph] = found
        return found

    def close(self) -> None:
        """Remove the snapshot."""
        self.store.close()
        self.picture.remove()


class Library:
    """Gives pages the newest snapshot of the store in a folder.

    What was read of the articles is kept beside the store, so that the next explorer reads only
    what changed since. `progress` is told how far the first reading is, which as many `processes`
    take part in if there is much to read.

    Raises:
        StoreError: there is no store, or it cannot be read.
    """

    def __init__(self, path: Path, progress: Progress | None = None, processes: int = 1) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._behind = False
        self._processes = processes
        with _without_collecting():
            self._known = keeping.load(path)
        self._due = 0.0
        self._shelf = self._newest(self._known, progress)
        self._earlier: Shelf | None = None
        self._keep()
        self._shelf.networks.prepare()

    @property
    def behind(self) -> bool:
        """Tell whether the store changed and could not be read since."""
        return self._behind

    def shelf(self) -> Shelf:
        """Return the newest snapshot, and have a newer one made if the store has changed."""
        now = time.monotonic()
        if now >= self._due and not self._lock.locked():
            self._due = now + _LOOK_EVERY
            if self._changed():
                threading.Thread(target=self.refresh, daemon=True).start()
        return self._shelf

    def refresh(self) -> bool:
        """Make a new snapshot if the store has changed, and tell if one was made.

        Pages go on with the earlier one meanwhile, and a page that has it goes on to the end.
        """
        with self._lock:
            if not self._changed():
                return False
            try:
                newest = self._newest(self._shelf.kept)
            except StoreError as error:
                self._behind = True
                log.info("The store cannot be read now: %s", error)
                return False
            if self._earlier:
                self._earlier.close()
            self._earlier, self._shelf, self._behind = self._shelf, newest, False
            newest.networks.prepare()
            return True

    def close(self) -> None:
        """Remove the snapshots."""
        with self._lock:
            self._keep()
            for shelf in filter(None, (self._shelf, self._earlier)):
                shelf.close()

    def _newest(self, known: Kept, progress: Progress | None = None) -> Shelf:
        """Return a new snapshot; another one is not made before a while, so that pages get on."""
        began = time.monotonic()
        with _without_collecting():
            newest = _shelf(self.path, known, progress, self._processes)
        ended = time.monotonic()
        self._due = ended + max(_LOOK_EVERY, _REST * (ended - began))
        return newest

    def _keep(self) -> None:
        """Keep what was read beside the store, unless it is there already."""
        if self._shelf.kept != self._known and keeping.save(self.path, self._shelf.kept):
            self._known = self._shelf.kept

    def _changed(self) -> bool:
        return self._behind or snapshot.fingerprint(self.path) != self._shelf.picture.fingerprint


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Look for no garbage while much is made that stays: a sixth of the time (measured)."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


def _shelf(path: Path, known: Kept, progress: Progress | None, processes: int) -> Shelf:
    if not path.exists():
        raise StoreError(
            f"There is no store at {path}. Make one with `sayso build PATH --store {path}`, "
            "or name the folder in which it is."
        )
    picture = snapshot.take(path)
    try:
        folder = _as_store(path, picture)
        store = open_store(folder, read_only=True)
        records = collect(store, folder, known, progress, processes)
        catalog = Catalog(store, [record for _, record in records.values()])
        networks = Networks(store, catalog)
        # What is looked at first is there before anybody asks.
        networks.of("characterizations")
        assert catalog.told and catalog.happening
    except BaseException:
        picture.remove()
        raise
    return Shelf(path, picture, store, catalog, networks, records)


def _as_store(path: Path, picture: snapshot.Snapshot) -> Path:
    """Make a store folder of a picture, which has the database alone."""
    folder = picture.folder / "store"
    try:
        folder.mkdir()
        picture.database.rename(folder / picture.database.name)
        shutil.copyfile(path / MARKER, folder / MARKER)
        (folder / LOCK).touch()
    except OSError as error:
        raise failed("make a picture of", path, error) from error
    return folder
