"""The default store: Oxigraph in a folder on disk, for one writer or several readers at a time.

The folder holds `sayso-store.json`, which says what it is, `lock`, and `oxigraph/`. What Oxigraph
has committed survives the death of the process at any instant, and after `flush` also a loss of
power (measured: no fsync in 20 commits, 33 in a flush).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, Variable

from sayso.errors import StoreError, UsageError
from sayso.store import DEFAULT_BASE, Answer, ArticleGraph, Patch, StoredArticle, Term, listing
from sayso.store import patches as patching
from sayso.store.federation import calls_another_server, names_its_graphs
from sayso.store.folder import MARKER, base_of, failed, make
from sayso.store.listing import DIGEST, LIST, ORIGIN, PROVENANCE, RUN
from sayso.store.lock import FolderLock

# Below, the files that a bulk makes cost more than it saves.
_BULK_FROM = 4_000
# Up to a million quads go into Oxigraph's files in one step, which a kill either finds done or not
# begun (measured: 46 kills inside of it, none left a part). It takes a third of the CPU time and a
# quarter of the disk that `extend` takes: 8 to 10 against 26 microseconds a quad.
_ONE_BULK = 500_000

# What Oxigraph raises when the disk, the files or a read-only handle get in its way.
_REFUSALS = (OSError, RuntimeError)


class EmbeddedStore:
    """Article graphs in Oxigraph; made by `EmbeddedStore.open`."""

    def __init__(
        self,
        path: Path,
        base: str,
        graphs: pyoxigraph.Store,
        lock: FolderLock | None,
        *,
        read_only: bool,
    ) -> None:
        self._path = path
        self._base = base
        self._graphs: pyoxigraph.Store | None = graphs
        self._lock = lock
        self._read_only = read_only

    @classmethod
    def open(cls, path: Path, *, base: str | None = None, read_only: bool = False) -> Self:
        """Open the store in `path`; see `sayso.store.open_store`."""
        try:
            there, marked = path.exists(), (path / MARKER).exists()
        except OSError as error:
            raise failed("open", path, error) from error
        if read_only and not there:
            raise StoreError(
                f"There is no store at {path}. Make one with `sayso build PATH --store {path}`, "
                "or name the folder in which it is."
            )
        must_exist = read_only or marked
        kept = base_of(path, base) if must_exist else make(path, base or DEFAULT_BASE)
        lock = FolderLock.acquire(path, shared=read_only)
        place = str(path / "oxigraph")
        try:
            graphs = pyoxigraph.Store.read_only(place) if read_only else pyoxigraph.Store(place)
        except _REFUSALS as error:
            if lock:
                lock.release()
            raise failed("open", path, error) from error
        return cls(path, kept, graphs, lock, read_only=read_only)

    @classmethod
    def in_memory(cls, base: str) -> Self:
        """Make a store without a folder; see `sayso.store.store_in_memory`."""
        return cls(Path("(memory)"), base, pyoxigraph.Store(), None, read_only=False)

    @property
    def base(self) -> str:
        """What the IRIs of this store begin with."""
        return self._base

    @property
    def _open(self) -> pyoxigraph.Store:
        if self._graphs is None:
            raise StoreError(f"The store at {self._path} has been closed. Open it again to use it.")
        return self._graphs

    def query(self, sparql: str, substitutions: Mapping[Variable, Term] | None = None) -> Answer:
        """Answer a SPARQL query over the union of all graphs; see `sayso.store.Store.query`."""
        if calls_another_server(sparql):
            raise UsageError(
                "The query has a SERVICE clause, which would send data to another server. Sayso "
                "works offline: take the clause out, or export the graph and query it elsewhere."
            )
        try:
            return self._open.query(
                sparql,
                use_default_graph_as_union=not names_its_graphs(sparql),
                substitutions=dict(substitutions) if substitutions else None,
            )
        except SyntaxError as error:
            raise UsageError(f"The query is not valid SPARQL 1.1: {error.msg}") from error
        except _REFUSALS as error:
            raise failed("read", self._path, error) from error

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all article and provenance graphs."""
        try:
            for quad in self._open.quads_for_pattern(None, None, None, graph):
                if quad.graph_name != LIST:
                    yield quad
        except _REFUSALS as error:
            raise failed("read", self._path, error) from error

    def articles(self) -> Iterator[StoredArticle]:
        """Yield what is known of each article in the store, in the order of their IRIs."""
        found: dict[str, dict[NamedNode, Term]] = {}
        for quad in self._open.quads_for_pattern(None, None, None, LIST):
            assert isinstance(quad.subject, NamedNode)
            found.setdefault(quad.subject.value, {})[quad.predicate] = quad.object
        for iri in sorted(found):
            facts = found[iri]
            if not facts.keys() >= listing.KNOWN:
                raise StoreError(listing.broken(iri, self._path))
            digest, origin = facts[DIGEST], facts[ORIGIN]
            provenance, run = facts[PROVENANCE], facts[RUN]
            assert isinstance(digest, Literal) and isinstance(origin, Literal)
            assert isinstance(provenance, NamedNode) and isinstance(run, NamedNode)
            yield StoredArticle(NamedNode(iri), provenance, run, digest.value, origin.value)

    def contains(self, run: NamedNode) -> bool:
        """Tell whether the result of `run` is in the store: same text, same settings."""
        return next(self._open.quads_for_pattern(None, RUN, run, LIST), None) is not None

    def replace(self, graphs: Iterable[ArticleGraph], retire: Iterable[NamedNode] = ()) -> None:
        """Commit the graphs as one transaction; see `sayso.store.Store.replace`."""
        new = {graph.iri: graph for graph in graphs}
        for graph in new.values():
            self._refuse_another_text(graph)
        dropped = [name for iri in dict.fromkeys((*retire, *new)) for name in self._names_of(iri)]
        quads = [quad for graph in new.values() for quad in listing.all_quads(graph)]
        try:
            if dropped:
                self._open.update(";\n".join(listing.replacing(dropped, quads)))
            elif _BULK_FROM <= len(quads) <= _ONE_BULK:
                self._open.bulk_extend(quads)
            else:
                self._open.extend(quads)
        except _REFUSALS as error:
            raise failed("write", self._path, error) from error

    def replace_graph(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Put `quads` in the place of one graph; see `sayso.store.Store.replace_graph`.

        Only the difference is written: of a graph of all articles, one article changes little.
        """
        wanted = [quad for quad in quads if quad.graph_name == graph]
        try:
            there = set(self._open.quads_for_pattern(None, None, None, graph))
            new = [quad for quad in wanted if quad not in there]
            gone = {quad.triple for quad in there.difference(wanted)}
            if gone:
                steps = patching.data("DELETE", graph, gone)
                steps += patching.data("INSERT", graph, {quad.triple for quad in new})
                self._open.update(";\n".join(steps))
            elif _BULK_FROM <= len(new) <= _ONE_BULK:
                self._open.bulk_extend(new)
            elif new:
                self._open.extend(new)
        except _REFUSALS as error:
            raise failed("write", self._path, error) from error

    def curation_graph(self) -> NamedNode:
        """Return the name of the curation graph; see `sayso.store.Store.curation_graph`."""
        return NamedNode(f"{self._base}curation")

    def patches(self) -> Iterator[Patch]:
        """Yield how article graphs differ from what was extracted."""
        try:
            yield from patching.stored(self._open, LIST)
        except _REFUSALS as error:
            raise failed("read", self._path, error) from error

    def curate(self, patches: Iterable[Patch], curation: Iterable[Quad]) -> None:
        """Commit patches and the curation graph; see `sayso.store.Store.curate`."""
        earlier = {patch.graph: patch for patch in self.patches()}
        steps = patching.steps(patches, earlier, LIST)
        name = self.curation_graph()
        wanted = {quad.triple for quad in curation}
        if wanted != {quad.triple for quad in self.quads(name)}:
            steps.append(f"DROP SILENT GRAPH {name}")
            steps += patching.data("INSERT", name, wanted)
        if not steps:
            return
        try:
            self._open.update(";\n".join(steps))
        except _REFUSALS as error:
            raise failed("write", self._path, error) from error

    def _names_of(self, iri: NamedNode) -> list[tuple[NamedNode, NamedNode]]:
        """Return the article graph `iri` with its provenance graph, or nothing if it is unknown."""
        found = self._open.quads_for_pattern(iri, PROVENANCE, None, LIST)
        return [(iri, quad.object) for quad in found if isinstance(quad.object, NamedNode)]

    def _refuse_another_text(self, graph: ArticleGraph) -> None:
        for quad in self._open.quads_for_pattern(graph.iri, DIGEST, None, LIST):
            if quad.object != Literal(graph.digest):
                raise StoreError(listing.another_text(graph))

    def flush(self) -> None:
        """Make sure that everything committed survives a loss of power."""
        try:
            self._open.flush()
        except _REFUSALS as error:
            raise failed("write", self._path, error) from error

    def optimize(self) -> None:
        """Put the files in order for asking; it costs about 2 microseconds for each quad there."""
        try:
            self._open.optimize()
        except _REFUSALS as error:
            raise failed("write", self._path, error) from error

    def close(self) -> None:
        """Flush and give the store free for others; doing it twice does no harm."""
        if self._graphs is None:
            return
        try:
            if not self._read_only:
                self.flush()
        finally:
            # Oxigraph closes its files when the last reference goes.
            self._graphs = None
            if self._lock:
                self._lock.release()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()
