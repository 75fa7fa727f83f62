"""A store as it was at one moment, so that pages can be read while the store is being written.

Pages are made from a snapshot and from records that were read from it once. When the store has
changed, a newer snapshot is made beside the one in use, and only articles that changed are read.
"""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from sayso.errors import StoreError
from sayso.explore.catalog import Catalog
from sayso.explore.networks import Networks
from sayso.explore.reading import read_record
from sayso.explore.records import Record
from sayso.explore.view import ArticleView
from sayso.query import Table
from sayso.service import snapshot
from sayso.store import Store, StoredArticle, open_store
from sayso.store.folder import MARKER, failed
from sayso.store.lock import NAME as LOCK

_LOOK_EVERY = 2.0
"""Seconds between two looks at whether the store has changed."""
_ANSWERS = 32
_VIEWS = 64
"""Answers, and graphs of articles, that are kept for the next page about them."""

Kept = dict[str, tuple[tuple[str, str], Record]]

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

    Raises:
        StoreError: there is no store, or it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._looked = 0.0
        self._behind = False
        self._shelf = _shelf(path, {})
        self._earlier: Shelf | None = None

    @property
    def behind(self) -> bool:
        """Tell whether the store changed and could not be read since."""
        return self._behind

    def shelf(self) -> Shelf:
        """Return the newest snapshot, and have a newer one made if the store has changed."""
        now = time.monotonic()
        if now - self._looked > _LOOK_EVERY and not self._lock.locked():
            self._looked = now
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
                newest = _shelf(self.path, self._shelf.kept)
            except StoreError as error:
                self._behind = True
                log.info("The store cannot be read now: %s", error)
                return False
            if self._earlier:
                self._earlier.close()
            self._earlier, self._shelf, self._behind = self._shelf, newest, False
            self._looked = time.monotonic()
            return True

    def close(self) -> None:
        """Remove the snapshots."""
        with self._lock:
            for shelf in filter(None, (self._shelf, self._earlier)):
                shelf.close()

    def _changed(self) -> bool:
        return self._behind or snapshot.fingerprint(self.path) != self._shelf.picture.fingerprint


def _shelf(path: Path, kept: Kept) -> Shelf:
    if not path.exists():
        raise StoreError(
            f"There is no store at {path}. Make one with `sayso build PATH --store {path}`, "
            "or name the folder in which it is."
        )
    picture = snapshot.take(path)
    try:
        store = open_store(_as_store(path, picture), read_only=True)
        records = _records(store, kept)
        catalog = Catalog(store, [record for _, record in records.values()])
        networks = Networks(store, catalog)
        # The network that is looked at first is there before anybody asks.
        networks.of("characterizations")
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


def _records(store: Store, kept: Kept) -> Kept:
    patched = {patch.graph.value: patch for patch in store.patches()}
    found: Kept = {}
    for article in store.articles():
        graph = article.iri.value
        patch = patched.get(graph)
        state = (article.run.value, _told(patch.taken, patch.put) if patch else "")
        before = kept.get(graph)
        if before and before[0] == state:
            found[graph] = before
        else:
            found[graph] = (state, _record(store, article))
    return found


def _told(*changes: frozenset[Triple]) -> str:
    return " | ".join(" ".join(sorted(map(str, triples))) for triples in changes)


def _record(store: Store, article: StoredArticle) -> Record:
    return read_record(ArticleView(article.iri.value, store.quads(article.iri)))
