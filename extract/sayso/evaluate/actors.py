"""Scores who is who across articles: pairs of mentions that are one actor, or are two."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.actors import Resolution, read_appearances, resolve
from sayso.annotate import Annotator
from sayso.errors import InputError
from sayso.evaluate.gold import read_gold
from sayso.evaluate.report import Report
from sayso.evaluate.scores import Scores, line_of, percentages
from sayso.evaluate.speed import Stopwatch
from sayso.mapping import map_extraction
from sayso.model import Reject
from sayso.store import DEFAULT_BASE, open_store

Place = tuple[str, int, int]
"""A document and the offsets of a name in it, in code points, end-exclusive."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names in two documents; `kind` says how hard it is, `same` whether they are one actor."""

    kind: str
    one: Place
    other: Place
    same: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """What a gold file holds: files of texts, the documents to take from them, and the pairs."""

    texts: tuple[Path, ...]
    documents: frozenset[str]
    pairs: tuple[Pair, ...]


def evaluate_actors(path: Path, annotator: Annotator) -> Report:
    """Resolve the documents of a gold file as one store and score its pairs.

    The first line names the files with the texts, from the folder of the gold file, and the
    documents to take from them; each line after it is a pair.

    Raises:
        InputError: the gold or one of its texts cannot be read, or a document is missing.
    """
    gold = read_pairs(path)
    documents = [d for text in gold.texts for d in read_gold(text) if d.name in gold.documents]
    missing = gold.documents - {document.name for document in documents}
    if missing:
        raise InputError(f"{path} asks for the document {min(missing)}, which its texts lack.")
    graphs: dict[str, str] = {}
    rejects: list[Reject] = []
    watch = Stopwatch()
    with (
        tempfile.TemporaryDirectory(prefix="sayso-") as folder,
        open_store(Path(folder) / "store") as store,
    ):
        for found in annotator.annotate([document.article() for document in documents]):
            if isinstance(found, Reject):
                rejects.append(found)
                continue
            graph = map_extraction(found, DEFAULT_BASE)
            graphs[str(found.article.identifier)] = graph.iri.value
            store.replace([graph])
        resolution = watch.time(lambda: resolve(read_appearances(store)))
    scores = score(gold.pairs, resolution, graphs)
    speed = f"{len(documents)} documents resolved in {watch.seconds:.1f} seconds of CPU"
    return Report(
        task="actors",
        gold=path.name,
        documents=len(documents),
        made_by=annotator.provenance,
        scores=Scores(scores.figures, (*scores.lines, speed), scores.headline),
        rejects=tuple(rejects),
    )


def read_pairs(path: Path) -> Gold:
    """Read a gold file of pairs.

    Raises:
        InputError: it cannot be read, or a line is not as it should be.
    """
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        head, *rest = lines
        texts = tuple(path.parent / name for name in head["texts"])
        pairs = tuple(
            Pair(one["kind"], tuple(one["one"]), tuple(one["other"]), bool(one["same"]))
            for one in rest
        )
        return Gold(texts, frozenset(head["documents"]), pairs)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path} is not a list of pairs: {error}. Its first line has the files with the "
            'texts under "texts" and the names of documents under "documents"; each other one '
            'has "kind", "one", "other" (document, start, end) and "same".'
        ) from error


def score(pairs: Sequence[Pair], resolution: Resolution, graphs: Mapping[str, str]) -> Scores:
    """Return how many pairs are joined rightly, over all and for each kind.

    `graphs` gives the graph of each document. A name that was not found as an actor counts as
    joined to nothing. Beside it stands what equal identifiers alone would join.
    """
    actor: dict[Place, int] = {}
    entity: dict[Place, str] = {}
    for number, cluster in enumerate(resolution.clusters):
        for one in (resolution.appearances[place] for place in cluster):
            for form in one.forms:
                actor[one.graph, form.start, form.end] = number
                entity[one.graph, form.start, form.end] = one.entity
    kinds: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    named: list[tuple[bool, bool]] = []
    for pair in pairs:
        ends = [(graphs.get(doc, ""), start, end) for doc, start, end in (pair.one, pair.other)]
        joined = _equal(actor, ends)
        kinds[pair.kind].append((joined, pair.same))
        named.append((_equal(entity, ends), pair.same))
    everything = [pair for found in kinds.values() for pair in found]
    whole, plain = _shares(everything), _shares(named)
    lines = [f"pairs {len(everything)}, same {_same(everything)}  {line_of(whole)}"]
    lines.append(f"equal identifiers alone  {line_of(plain)}")
    figures: dict[str, Any] = {"all": whole, "equal identifiers": plain}
    for kind in sorted(kinds):
        figures[kind] = _shares(kinds[kind])
        wrong = sum(joined != same for joined, same in kinds[kind])
        lines.append(f"  {kind:14} {len(kinds[kind]):4} pairs, {wrong:3} wrong")
    headline = {"actors precision": whole["P"], "actors recall": whole["R"]}
    return Scores(figures, tuple(lines), headline)


def _equal(found: Mapping[Place, int | str], ends: Sequence[Place]) -> bool:
    one, other = (found.get(end) for end in ends)
    return one is not None and one == other


def _shares(found: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    right = sum(joined and same for joined, same in found)
    return percentages(right, sum(joined for joined, _ in found), _same(found))


def _same(found: Sequence[tuple[bool, bool]]) -> int:
    return sum(same for _, same in found)
