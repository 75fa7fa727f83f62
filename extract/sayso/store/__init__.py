"""Where article graphs are kept: what a store must do, and how to open the one on disk.

The unit is the named graph of one article. A store takes whole article graphs and gives back quads
and answers to SPARQL; it knows nothing of what the graphs say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
    Variable,
)

from sayso.store.address import RemotePlace, is_address

DEFAULT_BASE = "https://example.org/sayso/"
"""What the IRIs of a store begin with unless another base is asked for; it resolves nowhere."""

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Subject: TypeAlias = NamedNode | BlankNode | Triple
Answer: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """All that is kept of one article: its graph, and the graph of the run that made it.

    `iri` names the graph and `provenance_iri` the graph of `provenance`; every quad of `quads` and
    of `provenance` lies in its own of the two. `digest` is the SHA-256 of the article's text, `run`
    the node of the run, which differs whenever the text or a setting does. `origin` says where the
    article was read from; it is kept beside the graphs, not in them.
    """

    iri: NamedNode
    provenance_iri: NamedNode
    run: NamedNode
    digest: str
    quads: tuple[Quad, ...]
    provenance: tuple[Quad, ...]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """One line of a store's list of articles."""

    iri: NamedNode
    provenance_iri: NamedNode
    run: NamedNode
    digest: str
    origin: str


@dataclass(frozen=True, slots=True)
class Patch:
    """How an article's graph differs from what was extracted: triples taken out and put in.

    Those taken out were extracted, those put in were not.
    """

    graph: NamedNode
    taken: frozenset[Triple]
    put: frozenset[Triple]


class Store(Protocol):
    """What every store can do; a store is also a context manager that closes itself."""

    @property
    def base(self) -> str:
        """What the IRIs of this store begin with."""

    def query(self, sparql: str, substitutions: Mapping[Variable, Term] | None = None) -> Answer:
        """Answer a SPARQL query over the union of all graphs, with `substitutions` for variables.

        Raises:
            UsageError: the query is not SPARQL, or asks to call another server.
            StoreError: the store cannot be read.
        """

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all article and provenance graphs."""

    def articles(self) -> Iterator[StoredArticle]:
        """Yield what is known of each article in the store, in the order of their IRIs."""

    def contains(self, run: NamedNode) -> bool:
        """Tell whether the result of `run` is in the store: same text, same settings."""

    def replace(self, graphs: Iterable[ArticleGraph], retire: Iterable[NamedNode] = ()) -> None:
        """Commit the graphs as one transaction, each in place of an earlier one of the same IRI.

        The article graphs named by `retire` go, with their provenance, in the same transaction.

        Raises:
            StoreError: nothing of it was written; the store is as it was.
        """

    def replace_graph(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Put `quads` in the place of a graph that is no article's, as one transaction.

        All of them must lie in `graph`; without any the graph goes.

        Raises:
            StoreError: nothing of it was written; the store is as it was.
        """

    def curation_graph(self) -> NamedNode:
        """Return the name of the graph that says what people decided about what was extracted."""

    def patches(self) -> Iterator[Patch]:
        """Yield how article graphs differ from what was extracted; of most, nothing is yielded."""

    def curate(self, patches: Iterable[Patch], curation: Iterable[Quad]) -> None:
        """Commit as one transaction how article graphs differ from what was extracted, and why.

        Each patch takes the place of an earlier one of its graph, an empty one gives back what was
        extracted. `curation` takes the place of the whole curation graph. `replace` puts in graphs
        as extracted, so that their patches are gone.

        Raises:
            StoreError: nothing of it was written; the store is as it was.
        """

    def flush(self) -> None:
        """Make sure that everything committed survives a loss of power."""

    def optimize(self) -> None:
        """Rewrite the whole store so that it answers faster; worth it after a large build."""

    def close(self) -> None:
        """Flush and give the store free for others; doing it twice does no harm."""

    def __enter__(self) -> Self:
        """Return the store itself."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""


def place_of(text: str) -> Path:
    """Return where a store is: a folder, or for an `http(s)://` address a `RemotePlace`."""
    return RemotePlace.of(text) if is_address(text) else Path(text)


def open_store(path: Path, *, base: str | None = None, read_only: bool = False) -> Store:
    """Open the store in the folder `path`, and make it there unless it is only to be read.

    A `RemotePlace`, as `place_of` returns it for an address, opens a store on a SPARQL server.
    Without `base` the store keeps the base that it was made with, at first `DEFAULT_BASE`.

    Raises:
        StoreError: the folder is missing, is something else, is in use, or has another base; or the
            server cannot be used.
    """
    # Imported here because they need the names above.
    if isinstance(path, RemotePlace):
        from sayso.store.remote import RemoteStore

        return RemoteStore.open_at(path, base=base, read_only=read_only)
    from sayso.store.embedded import EmbeddedStore

    return EmbeddedStore.open(path, base=base, read_only=read_only)


def store_in_memory(base: str = DEFAULT_BASE) -> Store:
    """Return an empty store that is gone when it is closed."""
    from sayso.store.embedded import EmbeddedStore

    return EmbeddedStore.in_memory(base)


__all__ = [
    "DEFAULT_BASE",
    "Answer",
    "ArticleGraph",
    "Patch",
    "Store",
    "StoredArticle",
    "Subject",
    "Term",
    "open_store",
    "place_of",
    "store_in_memory",
]
