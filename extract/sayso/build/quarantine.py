"""Graphs that do not conform to the shapes, kept beside the store with what is wrong with them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph

from sayso.errors import StoreError
from sayso.mapping import prefixes
from sayso.store import ArticleGraph

if TYPE_CHECKING:
    from sayso.validate import Finding


class Quarantine:
    """A folder with two files for each such article: its graph as TriG, its findings as JSON."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, graph: ArticleGraph, findings: Sequence[Finding]) -> None:
        """Write the graph and its findings, in place of earlier ones of the same article."""
        trig = pyoxigraph.serialize(
            (*graph.quads, *graph.provenance),
            format=pyoxigraph.RdfFormat.TRIG,
            prefixes=prefixes(graph),
        )
        assert trig is not None
        report = {
            "origin": graph.origin,
            "digest": graph.digest,
            "graph": graph.iri.value,
            "findings": [dataclasses.asdict(finding) for finding in findings],
        }
        words = json.dumps(report, ensure_ascii=False, indent=1, default=str)
        try:
            self._folder.mkdir(exist_ok=True)
            self._file(graph, ".trig").write_bytes(trig)
            self._file(graph, ".json").write_text(f"{words}\n", encoding="utf-8")
        except OSError as error:
            raise StoreError(
                f"Could not write to {self._folder}: {error.strerror}. Everything committed before "
                "is kept. Free some space or change who may write there, and run the command again."
            ) from error

    def forget(self, graph: ArticleGraph) -> None:
        """Remove what was kept of an article that conforms now."""
        if not self._folder.is_dir():
            return
        for suffix in (".trig", ".json"):
            self._file(graph, suffix).unlink(missing_ok=True)

    def _file(self, graph: ArticleGraph, suffix: str) -> Path:
        return self._folder / f"{graph.digest[:16]}{suffix}"
