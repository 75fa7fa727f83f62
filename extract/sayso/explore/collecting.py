"""Collects the records of a store's articles: those that are known, and the others by reading."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from hashlib import blake2b
from multiprocessing import get_context
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import NamedNode, QuerySolutions

from sayso.errors import StoreError
from sayso.explore.kept import Kept, State, line, read_line
from sayso.explore.plain import Packed
from sayso.explore.reading import read_record
from sayso.explore.records import Record
from sayso.explore.view import ArticleView
from sayso.export.networks.model import Link
from sayso.store import Store, open_store

Progress: TypeAlias = Callable[[int, int], None]
"""Is told how many articles of how many are there."""

_WORTH_PROCESSES = 100
"""With fewer articles to read, a process takes longer to start than to read them."""
_PORTION = 20

log = logging.getLogger(__name__)


def collect(
    store: Store, path: Path, known: Kept, progress: Progress | None = None, processes: int = 1
) -> Kept:
    """Return the records of the articles in a store, whose folder is `path`.

    Of those in `known` are taken that were read from the graph as it is now; the others are read,
    if they are many by so many processes.

    Raises:
        StoreError: the store cannot be read.
    """
    states = _states(store)
    found = {graph: known[graph] for graph in states if _is_known(known, graph, states[graph])}
    missing = {graph: state for graph, state in states.items() if graph not in found}
    if progress:
        progress(len(found), len(states))
    read = _by_processes if processes > 1 and len(missing) >= _WORTH_PROCESSES else _by_itself
    for graph, record in read(store, path, missing, processes):
        found[graph] = missing[graph], record
        if progress:
            progress(len(found), len(states))
    return {graph: found[graph] for graph in states}


def _is_known(known: Kept, graph: str, state: State) -> bool:
    return graph in known and known[graph][0] == state


def _states(store: Store) -> dict[str, State]:
    patches = {patch.graph.value: patch for patch in store.patches()}
    found: dict[str, State] = {}
    for one in store.articles():
        patch = patches.get(one.iri.value)
        changes = (patch.taken, patch.put) if patch else ()
        found[one.iri.value] = one.run.value, _digest(_article(store, one.iri), *changes)
    return found


def _article(store: Store, graph: NamedNode) -> Iterable[str]:
    """Return what a graph says of its article: title and day may change without another run."""
    article = NamedNode(graph.value.removesuffix("/graph"))
    answer = store.query(f"SELECT ?p ?o WHERE {{ GRAPH {graph} {{ {article} ?p ?o }} }}")
    assert isinstance(answer, QuerySolutions)
    return (f"{told} {value}" for told, value in answer)


def _digest(*parts: Iterable[object]) -> str:
    told = " | ".join(" ".join(sorted(map(str, part))) for part in parts)
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _by_itself(
    store: Store, _path: Path, missing: Mapping[str, State], _processes: int
) -> Iterator[tuple[str, Record]]:
    for graph in missing:
        yield graph, _record(store, graph)


def _by_processes(
    store: Store, path: Path, missing: Mapping[str, State], processes: int
) -> Iterator[tuple[str, Record]]:
    """Yield the records of graphs, read by processes that open the folder for themselves."""
    graphs = list(missing)
    portions = [graphs[at : at + _PORTION] for at in range(0, len(graphs), _PORTION)]
    done: set[str] = set()
    try:
        with ProcessPoolExecutor(processes, get_context("spawn"), _open, (path,)) as pool:
            for lines in pool.map(_lines, portions):
                for one in lines:
                    known = read_line(one)
                    if known:
                        done.add(known[0])
                        yield known[0], known[2]
    except (BrokenProcessPool, OSError, StoreError) as error:
        log.info("The store is read by one process, because others failed: %s", error)
    yield from _by_itself(store, path, dict.fromkeys(set(graphs) - done, ("", "")), 1)


_opened: list[Store] = []
"""The store that a reading process has opened."""


def _open(path: Path) -> None:
    _opened.append(open_store(path, read_only=True))


def _lines(graphs: list[str]) -> list[bytes]:
    return [line(graph, ("", ""), _record(_opened[0], graph)) for graph in graphs]


def _record(store: Store, graph: str) -> Record:
    """Return the record of a graph; evidence for networks is packed, few ask for all of it."""
    # Rows take a fifth less time than quads, whose graph is looked up for each (measured).
    rows = store.query(f"SELECT ?s ?p ?o WHERE {{ GRAPH {NamedNode(graph)} {{ ?s ?p ?o }} }}")
    assert isinstance(rows, QuerySolutions)
    record = read_record(ArticleView(graph, rows))
    links = record.links
    packed = Packed.of(links.links, tuple[Link, ...])
    return replace(record, links=replace(links, links=packed))
