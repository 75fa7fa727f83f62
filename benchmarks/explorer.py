"""Measure how fast the explorer, the questions and the SPARQL service answer over a large store.

    python -m benchmarks.explorer STORE [--build N] [--readers N] [--rounds N] [--only PART]

STORE is the folder of a store. With --build it is made first, or gone on with, of the first N press
releases of ../shared/corpora/press-releases and the example articles, and its actors are resolved.
PART is pages, questions or sparql. With the pages the time is given in which the explorer opens the
store, without and with the records that it keeps, and its memory. Of each screen the time from the
request to the last byte is given in milliseconds, with all readers at it at once; of each form of a
question, without and with each of its parameters, the CPU time of one process.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from benchmarks.serving import explorer, fetch, ticks, told_of_process

from sayso.explore.kept import NAME as KEPT
from sayso.query import Question, ask, questions
from sayso.store import Store, open_store

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpora" / "press-releases" / "raw.jsonl"

GIVEN = {
    "by": "Bush",
    "of": "Iraq",
    "since": "2006",
    "until": "2006",
    "article": "a1",
    "polarity": "negative",
    "min-confidence": "0.7",
    "act": "urge",
    "containing": "security",
    "form": "direct",
    "within": "article",
    "actuality": "claimed",
    "type": "Consult",
}
"""A value for each parameter of the questions, such as these texts have an answer to."""

SCREENS = {
    "home": "/",
    "search": "/search?q=iraq",
    "suggestions": "/suggest.json?q=se",
    "articles": "/articles",
    "actors": "/actors",
    "statements": "/statements",
    "statements, narrowed": "/statements?q=security&form=direct&sort=source",
    "graph": "/graph",
    "graph, most nodes": "/graph?nodes=300&voice=on",
    "events": "/events",
    "compare": "/compare",
    "questions": "/questions",
    "a question": "/questions/who-characterized-whom?polarity=negative",
    "ontology": "/ontology",
    "validation": "/validation",
    "export": "/export",
    "sparql": "/sparql",
}
EXAMPLE = "SELECT * { GRAPH ?g { ?s a <https://w3id.org/sayso/ns#Statement> ; ?p ?o } }"


def main(arguments: list[str] | None = None) -> int:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", type=Path)
    parser.add_argument("--build", type=int, metavar="N")
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("pages", "questions", "sparql"))
    given = parser.parse_args(arguments)
    if given.build is not None:
        build_store(given.store, given.build)
    with open_store(given.store, read_only=True) as store:
        print(told_of(store, given.store))
        if given.only in (None, "questions"):
            print("\n".join(question_lines(store)))
        chosen = things_to_open(store)
    if given.only != "questions":
        print("\n".join(served_lines(given, chosen)))
    return 0


def build_store(folder: Path, count: int) -> None:
    """Build the store of `count` press releases and the examples, or what is missing of it."""
    # Imported here because measuring a store that is there needs no annotator.
    from sayso.actors import resolve_store
    from sayso.annotate import Annotator
    from sayso.build import build
    from sayso.validate import Validator

    corpus = folder.with_suffix(".jsonl")
    with CORPUS.open(encoding="utf-8") as lines, corpus.open("w", encoding="utf-8") as out:
        for line in islice(lines, count):
            row = json.loads(line)
            office = f"Office of Senator {row['office']}"
            article = {"text": row["text"].strip(), "id": row["doc"], "publisher": office}
            out.write(json.dumps({**article, "published": row["published"]}) + "\n")
    done = build([corpus, ROOT / "examples" / "articles"], folder, Annotator(), Validator())
    print(f"{done.built} built, {done.unchanged} there already, {done.rejected} rejected")
    with open_store(folder) as store:
        resolve_store(store)


def told_of(store: Store, folder: Path) -> str:
    """Return how large a store is."""
    articles = sum(1 for _ in store.articles())
    rows = ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", store).rows
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return f"{rows[0][0]:,} triples of {articles:,} articles, {size / 1e6:,.0f} MB"


def question_lines(store: Store) -> Iterator[str]:
    """Yield the time and the number of rows of each form of each question."""
    yield "\n| question | CPU ms | rows | with | slowest CPU ms |\n|---|---|---|---|---|"
    for question in questions():
        whole, rows = seconds_of(question, store, {})
        others = {name: seconds_of(question, store, {name: v})[0] for name, v in forms_of(question)}
        slowest = max(others, key=lambda name: others[name], default="")
        worst = f"{others[slowest] * 1000:.0f}" if slowest else ""
        yield f"| {question.name} | {whole * 1000:.0f} | {rows:,} | {slowest} | {worst} |"


def forms_of(question: Question) -> list[tuple[str, str]]:
    """Return each parameter of a question but the limit, with a value."""
    found = [(one.name, one.choices[0]) for one in question.parameters if one.choices]
    plain = (one.name for one in question.parameters if not one.choices and one.name != "limit")
    return found + [(name, GIVEN[name]) for name in plain]


def seconds_of(question: Question, store: Store, given: dict[str, str]) -> tuple[float, int]:
    """Return the CPU time of the better of two tries, and the number of rows."""
    best, rows = float("inf"), 0
    parameters = {name.replace("-", "_"): value for name, value in given.items()}
    for _ in range(2):
        began = time.process_time()
        rows = len(ask(question.name, store, **parameters).rows)
        best = min(best, time.process_time() - began)
    return best, rows


def things_to_open(store: Store) -> dict[str, str]:
    """Return a page of each kind of thing: of the article with most statements, its parts."""
    found = {}
    for name, sparql in {
        "article": "{ ?s a sayso:Statement ; sayso:reportedIn ?x }",
        "actor": "{ ?y sayso:source ?x . ?x a ?c FILTER(?c != sayso:ArticleVoice) }",
        "statement": "{ ?x a sayso:Statement ; sayso:says ?y }",
        "characterization": "{ ?x a sayso:Characterization ; ?y ?z }",
        "event": "{ ?x sayso:trigger ?y }",
    }.items():
        asked = f"SELECT ?x (COUNT(*) AS ?n) {{ GRAPH ?g {sparql} }} GROUP BY ?x"
        rows = ask(f"{asked} ORDER BY DESC(?n) ?x LIMIT 1", store).rows
        iri = str(rows[0][0]) if rows else ""
        if iri.startswith(store.base):
            found[name] = "/" + quote(iri.removeprefix(store.base), safe="/%~:@!$&'()*+,;=-._")
    return found


def served_lines(given: argparse.Namespace, chosen: dict[str, str]) -> Iterator[str]:
    """Yield the times of pages and of the SPARQL service, of an explorer started for it."""
    if given.only in (None, "pages"):
        (given.store / KEPT).unlink(missing_ok=True)
        with explorer(given.store) as (_, server, seconds):
            yield f"\nopened for the first time in {seconds:.1f} s, {told_of_process(server)}"
    with explorer(given.store) as (port, server, seconds):
        yield f"opened again in {seconds:.1f} s, {told_of_process(server)}"
        if given.only in (None, "pages"):
            yield from page_lines(port, SCREENS | chosen, given.readers, given.rounds, server)
            yield f"\nafter all pages, {told_of_process(server)}"
        if given.only in (None, "sparql"):
            times = sorted(first_row(port) for _ in range(5))
            yield f"\nfirst rows at /sparql: {times[2]:.0f} ms (median of 5)"


def page_lines(
    port: int, screens: dict[str, str], readers: int, rounds: int, server: int
) -> Iterator[str]:
    """Yield the CPU time of each screen, and its median and 95th percentile with all readers."""
    names = list(screens)
    costs = {name: cpu_milliseconds(port, path, server) for name, path in screens.items()}

    def read(reader: int) -> list[tuple[str, float]]:
        shift = reader * len(names) // readers
        order = (names[shift:] + names[:shift]) * rounds
        with closing(HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
            return [(name, fetch(connection, screens[name])[0]) for name in order]

    times: dict[str, list[float]] = defaultdict(list)
    with ThreadPoolExecutor(readers) as pool:
        for found in pool.map(read, range(readers)):
            for name, milliseconds in found:
                times[name].append(milliseconds)
    head = f"| screen, {readers} readers | median ms | 95th percentile ms | CPU ms of one |"
    yield f"\n{head}\n|---|---|---|---|"
    for name in names:
        figures = statistics.median(times[name]), percentile(times[name]), costs[name]
        yield f"| {name} | " + " | ".join(f"{figure:.0f}" for figure in figures) + " |"
    every = [one for found in times.values() for one in found]
    yield f"| all | {statistics.median(every):.0f} | {percentile(every):.0f} | |"


def cpu_milliseconds(port: int, path: str, server: int, tries: int = 5) -> float:
    """Return the CPU time that the server takes for a page, whatever else the machine does.

    The first time does not count: what is worked out once is kept. Without /proc it is not known.
    """
    with closing(HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        fetch(connection, path)
        began = ticks(server)
        for _ in range(tries):
            fetch(connection, path)
        return (ticks(server) - began) / tries / os.sysconf("SC_CLK_TCK") * 1000


def percentile(values: list[float], share: float = 0.95) -> float:
    """Return the smallest value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 100) // 100) - 1)]


def first_row(port: int) -> float:
    """Return the milliseconds until the first rows of a long answer are there."""
    accepted = {"Accept": "text/csv"}
    with closing(HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        began = time.perf_counter()
        connection.request("GET", f"/sparql?query={quote(EXAMPLE)}", headers=accepted)
        with connection.getresponse() as reply:
            reply.read(1000)
            return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
