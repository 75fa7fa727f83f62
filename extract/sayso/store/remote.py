"""A store on a SPARQL 1.1 server, its own or another's: the graphs are kept there, nothing here.

Everything that is written can be written twice: graphs are replaced as a whole, and the list of
articles is changed last, so that what a broken connection left half done is done again by the next
build. A server that does an update together or not at all (Oxigraph, Fuseki, RDF4J) gets each
commit in one; Virtuoso, which does not, gets graph after graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Self

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Quad, Triple, Variable

from sayso.errors import StoreError, UsageError
from sayso.store import DEFAULT_BASE, Answer, ArticleGraph, Patch, StoredArticle, Term, listing
from sayso.store import patches as patching
from sayso.store import remote_listing as told
from sayso.store.address import RemotePlace
from sayso.store.federation import calls_another_server
from sayso.store.listing import LIST, RUN, Names
from sayso.store.server import Server, inserts
from sayso.store.transport import Credentials, Patience, Transport


class RemoteStore:
    """Article graphs on a server; made by `RemoteStore.open`."""

    def __init__(self, server: Server, address: str, base: str, *, read_only: bool) -> None:
        self._server: Server | None = server
        self._address = address
        self._base = base
        self._read_only = read_only

    @classmethod
    def open(
        cls,
        address: str,
        *,
        base: str | None = None,
        read_only: bool = False,
        credentials: Credentials | None = None,
        patience: Patience | None = None,
    ) -> Self:
        """Open the store at `address`; see `sayso.store.open_store`.

        Raises:
            UsageError: the address or the base is none.
            StoreError: the server cannot be used, has no store, or one with another base.
        """
        shown = credentials or Credentials.from_environment()
        transport = Transport(address, shown, patience or Patience())
        try:
            server = Server(transport, address)
            kept = told.base(server)
            if kept is None and read_only:
                raise StoreError(
                    f"There is no store at {address} yet. Make one with `sayso build PATH --store "
                    f"{address}`."
                )
            if kept is not None and base not in (None, kept):
                raise StoreError(
                    f"The store at {address} was made with the base {kept}, not {base}. Leave the "
                    "base out, or use another server."
                )
            if kept is None:
                kept = told.make(server, base or DEFAULT_BASE)
            server.take_graphs_as_one(f"{LIST} {listing.BASE} ?base")
        except BaseException:
            transport.close()
            raise
        return cls(server, address, kept, read_only=read_only)

    @classmethod
    def open_at(cls, place: RemotePlace, *, base: str | None, read_only: bool) -> Self:
        """Open the store that a place stands for, and make its local folder unless only to read.

        Raises:
            UsageError: as `open` does.
            StoreError: as `open` does, or the folder cannot be made.
        """
        store = cls.open(place.address, base=base, read_only=read_only)
        if not read_only:
            try:
                place.mkdir(exist_ok=True)
            except OSError as error:
                store.close()
                raise StoreError(
                    f"The folder {place}, for rejects and quarantine of the store at "
                    f"{place.address}, cannot be made: {error.strerror}."
                ) from error
        return store

    @property
    def base(self) -> str:
        """What the IRIs of this store begin with."""
        return self._base

    @property
    def _open(self) -> Server:
        if self._server is None:
            raise StoreError(f"The store at {self._address} has been closed. Open it again.")
        return self._server

    @property
    def _writable(self) -> Server:
        if self._read_only:
            raise StoreError(f"The store at {self._address} was opened to be read only.")
        return self._open

    def query(self, sparql: str, substitutions: Mapping[Variable, Term] | None = None) -> Answer:
        """Answer a SPARQL query over the union of all graphs; see `sayso.store.Store.query`.

        `substitutions` are joined to the solutions as one row of values.
        """
        if calls_another_server(sparql):
            raise UsageError(
                "The query has a SERVICE clause, which would have the server ask another. Take the "
                "clause out, or ask both servers."
            )
        return self._open.query(sparql + _values(substitutions or {}))

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all graphs whose names begin with the base."""
        for name in told.graphs(self._open, self._base) if graph is None else [graph]:
            if name != LIST:
                for s, p, o in self._open.graph(name):
                    yield Quad(s, p, o, name)

    def articles(self) -> Iterator[StoredArticle]:
        """Yield what is known of each article in the store, in the order of their IRIs."""
        yield from told.articles(self._open)

    def contains(self, run: NamedNode) -> bool:
        """Tell whether the result of `run` is in the store: same text, same settings."""
        return self._open.ask(f"ASK {{ GRAPH {LIST} {{ ?x {RUN} {run} }} }}")

    def replace(self, graphs: Iterable[ArticleGraph], retire: Iterable[NamedNode] = ()) -> None:
        """Commit the graphs, each in place of an earlier one; see `sayso.store.Store.replace`.

        On a server that does several steps one by one, a failure leaves whole graphs of some of
        the articles; the list does not have them, so that the next build does them again.
        """
        new = {graph.iri: graph for graph in graphs}
        for graph in told.known(self._open, new):
            if new[graph.iri].digest != graph.digest:
                raise StoreError(listing.another_text(new[graph.iri]))
        dropped = [
            (known.iri, known.provenance_iri)
            for known in told.known(self._open, dict.fromkeys((*retire, *new)))
        ]
        if self._writable.one_step_at_a_time:
            self._replace_in_turn(new, dropped)
        elif new or dropped:
            quads = [quad for graph in new.values() for quad in listing.all_quads(graph)]
            self._writable.update(listing.replacing(dropped, quads))

    def _replace_in_turn(
        self, new: Mapping[NamedNode, ArticleGraph], dropped: Iterable[Names]
    ) -> None:
        server = self._writable
        for iri, provenance in dropped:
            server.update([listing.forget(iri)])
            if iri not in new:
                server.put(iri, [])
                server.put(provenance, [])
        for graph in new.values():
            server.put(graph.iri, [quad.triple for quad in graph.quads])
            server.put(graph.provenance_iri, [quad.triple for quad in graph.provenance])
            server.update(list(listing.insert(listing.entry(graph))))

    def replace_graph(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Put `quads` in the place of one graph; see `sayso.store.Store.replace_graph`."""
        self._writable.put(graph, [quad.triple for quad in quads if quad.graph_name == graph])

    def curation_graph(self) -> NamedNode:
        """Return the name of the curation graph; see `sayso.store.Store.curation_graph`."""
        return NamedNode(f"{self._base}curation")

    def patches(self) -> Iterator[Patch]:
        """Yield how article graphs differ from what was extracted."""
        held = pyoxigraph.Store()
        held.extend(Quad(s, p, o, LIST) for s, p, o in self._open.graph(LIST))
        yield from patching.stored(held, LIST)

    def curate(self, patches: Iterable[Patch], curation: Iterable[Quad]) -> None:
        """Commit patches and the curation graph; see `sayso.store.Store.curate`."""
        earlier = {patch.graph: patch for patch in self.patches()}
        steps = patching.steps(patches, earlier, LIST)
        name = self.curation_graph()
        wanted = {quad.triple for quad in curation}
        if wanted != {quad.triple for quad in self.quads(name)}:
            steps.append(f"DROP SILENT GRAPH {name}")
            steps += inserts(name, _in_order(wanted))
        if steps:
            self._writable.update(steps)

    def flush(self) -> None:
        """Do nothing: what the server has confirmed it has."""

    def optimize(self) -> None:
        """Do nothing: a server minds its own files."""

    def close(self) -> None:
        """Close the connection; doing it twice does no harm."""
        if self._server is not None:
            self._server.close()
            self._server = None

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


def _in_order(triples: Iterable[Triple]) -> list[Triple]:
    return sorted(triples, key=str)


def _values(substitutions: Mapping[Variable, Term]) -> str:
    """Return the clause that gives variables their values, at the end of a query."""
    if not substitutions:
        return ""
    if any(isinstance(term, BlankNode | Triple) for term in substitutions.values()):
        raise UsageError("Only IRIs and literals can be given to a query of a remote store.")
    names = " ".join(str(variable) for variable in substitutions)
    terms = " ".join(str(term) for term in substitutions.values())
    return f"\nVALUES ({names}) {{ ({terms}) }}"
