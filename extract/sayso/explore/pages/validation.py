"""What does not conform to the shapes, in plain words, and what could not be read at all."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from sayso.assets import folder
from sayso.errors import StoreError
from sayso.explore.asked import Asked, Page
from sayso.explore.snapshot import Shelf
from sayso.query import Table
from sayso.validate import Finding, Validator

_SHOWN = 200
_MESSAGE = NamedNode("http://www.w3.org/ns/shacl#message")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding with the identifier of the article it is in."""

    article: str
    finding: Finding


class Check:
    """Validates the articles of a snapshot one after the other, while pages go on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._checked: dict[tuple[str, str], tuple[Finding, ...]] = {}
        self._validator: Validator | None = None
        self._running = threading.Lock()

    def start(self, shelf: Shelf) -> None:
        """Check what has not been checked; does nothing while that is going on."""
        if self._running.acquire(blocking=False):
            threading.Thread(target=self._run, args=(shelf,), daemon=True).start()

    def _run(self, shelf: Shelf) -> None:
        try:
            for graph, ((run, patch), _) in shelf.kept.items():
                state = (graph, f"{run} {patch}")
                if state in self._checked:
                    continue
                # pySHACL must be used by one thread at a time.
                self._validator = self._validator or Validator()
                quads = [*shelf.store.quads(NamedNode(graph))]
                quads += shelf.store.quads(NamedNode(graph.removesuffix("graph") + "provenance"))
                found = self._validator.validate_graph(quads)
                with self._lock:
                    self._checked[state] = found
        except StoreError as error:
            # A newer snapshot has taken the place of this one; the next visit goes on with it.
            log.info("Stopped checking: %s", error)
        finally:
            self._running.release()

    def problems(self, shelf: Shelf) -> tuple[int, list[Problem]]:
        """Return how many articles have been checked, and what is wrong with them."""
        done, found = 0, []
        for graph, ((run, patch), _) in shelf.kept.items():
            with self._lock:
                findings = self._checked.get((graph, f"{run} {patch}"))
            if findings is not None:
                done += 1
                article = graph.removesuffix("/graph")
                found += [Problem(article, finding) for finding in findings]
        return done, found


CHECK = Check()


def validation(asked: Asked) -> Page:
    """Return what was found so far, and begin to check if that has not been done."""
    CHECK.start(asked.shelf)
    done, found = CHECK.problems(asked.shelf)
    total = len(asked.catalog.articles)
    grouped: dict[str, list[Problem]] = {}
    for problem in found:
        grouped.setdefault(problem.finding.message, []).append(problem)
    content = {
        "done": done,
        "total": total,
        "groups": sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0])),
        "findings": len(found),
        "rules": rules(),
        "rejects": rejects_of(asked.shelf.path),
        "quarantined": quarantined_in(asked.shelf.path),
    }
    columns = ("severity", "message", "words", "article", "focus", "shape")
    table = Table(
        columns,
        tuple(
            (
                one.finding.severity,
                one.finding.message,
                one.finding.words,
                one.article,
                one.finding.focus,
                one.finding.shape,
            )
            for one in found
        ),
    )
    data = {
        "checked": done,
        "articles": total,
        "findings": [dict(zip(columns, row, strict=True)) for row in table.rows],
        "rejects": content["rejects"],
    }
    return Page("validation.html", "Validation", content, data, table=table)


@cache
def rules() -> tuple[str, ...]:
    """Return what the shapes demand, in the words that they have for it."""
    files = sorted(folder("shapes").glob("*.ttl"))
    told = {
        quad.object.value
        for file in files
        for quad in parse(path=file, format=RdfFormat.TURTLE)
        if quad.predicate == _MESSAGE and isinstance(quad.object, Literal)
    }
    return tuple(sorted(told))


def rejects_of(path: Path) -> list[dict[str, object]]:
    """Return what could not be built, as the store's list of rejects says it."""
    try:
        lines = (path / "rejects.jsonl").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    found = []
    for line in lines[:_SHOWN]:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            found.append(entry)
    return found


def quarantined_in(path: Path) -> list[str]:
    """Return the files in the store's quarantine."""
    folder = path / "quarantine"
    return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
