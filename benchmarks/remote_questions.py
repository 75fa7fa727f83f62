"""Measure how fast stores on servers answer the prepared questions, beside the store in its folder.

    python -m benchmarks.remote_questions STORE [--server oxigraph|virtuoso] [--tries N]

STORE is the folder of a store; it stays as it is. A server is started on this machine: Oxigraph's
over a backup of the folder, Virtuoso with all graphs put into it. Of each question, without and
with each of its parameters, the CPU time until the whole answer is read is given in milliseconds,
the best of the tries: of this process, and for a server of both. Answers are compared, as rows in
any order. What other processes do meanwhile matters little so; /proc is needed for it.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
from benchmarks.explorer import ROOT, forms_of, told_of
from pyoxigraph import Literal, NamedNode, Quad

from sayso.query import Question, ask, questions
from sayso.store import Store, listing, open_store
from sayso.store.remote import RemoteStore
from sayso.store.transport import Credentials

sys.path.insert(0, str(ROOT / "tests"))

from remote_servers import oxigraph, virtuoso

WITHOUT_ORDER = {"forms": " | ", "names": " | ", "by": ", "}
"""Columns in which texts are joined whose order SPARQL does not fix."""


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; return 1 where an answer differs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", type=Path)
    parser.add_argument("--server", choices=("oxigraph", "virtuoso"), default="oxigraph")
    parser.add_argument("--tries", type=int, default=2)
    given = parser.parse_args(arguments)
    differing = 0
    with tempfile.TemporaryDirectory() as made, open_store(given.store, read_only=True) as folder:
        print(told_of(folder, given.store))
        start = on_virtuoso if given.server == "virtuoso" else on_oxigraph
        with start(folder, given.store, Path(made)) as served:
            print(
                f"\n| question | rows | folder ms | {given.server} ms | slowest with a parameter |"
            )
            print("|---|---|---|---|---|")
            for question in questions():
                line, same = told_of_question(question, folder, served, given.tries)
                differing += not same
                print(line, flush=True)
    print(f"\n{differing} questions with other rows")
    return int(differing > 0)


@contextlib.contextmanager
def on_oxigraph(store: Store, folder: Path, made: Path) -> Iterator[Store]:
    """Serve a backup of a store with Oxigraph's server."""
    place = made / "backup"
    pyoxigraph.Store.read_only(str(folder / "oxigraph")).backup(str(place))
    copy = pyoxigraph.Store(str(place))
    copy.add(Quad(listing.LIST, listing.BASE, Literal(store.base), listing.LIST))
    del copy
    with oxigraph(made, "--location", str(place)) as address, RemoteStore.open(address) as served:
        yield served


@contextlib.contextmanager
def on_virtuoso(store: Store, _: Path, made: Path) -> Iterator[Store]:
    """Put all graphs of a store into a new Virtuoso."""
    found: dict[NamedNode, list[Quad]] = {}
    for quad in store.quads():
        assert isinstance(quad.graph_name, NamedNode)
        found.setdefault(quad.graph_name, []).append(quad)
    shown = Credentials("dba", "dba")
    with (
        virtuoso(made) as address,
        RemoteStore.open(address, base=store.base, credentials=shown) as served,
    ):
        for name, quads in found.items():
            served.replace_graph(name, quads)
        yield served


def told_of_question(
    question: Question, folder: Store, served: Store, tries: int
) -> tuple[str, bool]:
    """Return a line of the table, and whether all the answers are the same."""
    forms = [{}, *({name.replace("-", "_"): value} for name, value in forms_of(question))]
    here = [timed(question, folder, given, tries) for given in forms]
    there = [timed(question, served, given, tries) for given in forms]
    same = [rows for _, rows in here] == [rows for _, rows in there]
    slowest = f"{max(there[1:])[0]:.0f}" if len(there) > 1 else ""
    cells = (
        question.name,
        f"{len(here[0][1]):,}",
        f"{here[0][0]:.0f}",
        f"{there[0][0]:.0f}",
        slowest,
    )
    return f"| {' | '.join(cells)} |" + ("" if same else " other rows"), same


def timed(
    question: Question, store: Store, given: dict[str, str], tries: int
) -> tuple[float, list[str]]:
    """Return the milliseconds of the best try, and the rows in an order of their own."""
    best, rows = float("inf"), list[str]()
    for _ in range(tries):
        began = cpu_milliseconds()
        table = ask(question.name, store, **given)
        best = min(best, cpu_milliseconds() - began)
    for row in table.rows:
        cells: dict[str, object] = dict(zip(table.columns, row, strict=True))
        for column in WITHOUT_ORDER.keys() & cells.keys():
            cells[column] = sorted(str(cells[column]).split(WITHOUT_ORDER[column]))
        rows.append(repr(cells))
    return best, sorted(rows)


def cpu_milliseconds() -> float:
    """Return the CPU time so far of this process and of the server that it started."""
    ticks = 0.0
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = place.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            if int(fields[1]) == os.getpid():
                ticks += float(fields[11]) + float(fields[12])
    return (time.process_time() + ticks / os.sysconf("SC_CLK_TCK")) * 1000


if __name__ == "__main__":
    sys.exit(main())
