"""Articles with a store and judgements on them, as the tests of judgements need them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from sayso.actors import actors_graph
from sayso.build import BuildReport, build
from sayso.judgements import (
    Act,
    Judgement,
    Kind,
    Outcome,
    Replayed,
    Thing,
    append,
    decided,
    replay,
)
from sayso.judgements.extracted import Extracted
from sayso.judgements.naming import named
from sayso.query import ask
from sayso.store import open_store
from sayso.validate import Validator

if TYPE_CHECKING:
    from handmade import Handmade

BASE = "https://example.org/sayso/"


class Desk:
    """Two articles that begin with the sample text, their store, and judgements on them."""

    def __init__(self, folder: Path, annotator: Handmade, validator: Validator) -> None:
        self.articles = folder / "articles"
        self.store = folder / "store"
        self.file = folder / "judgements.jsonl"
        self.annotator = annotator
        self.validator = validator
        self.clock = 0
        self._digests: dict[str, str] = {}

    def write(self, name: str, text: str) -> None:
        """Write an article of the text and its own name."""
        (self.articles / f"{name}.txt").write_text(f"{text}\n{name}\n", encoding="utf-8")

    def build(self, *, again: bool = False) -> BuildReport:
        """Build all articles."""
        return build([self.articles], self.store, self.annotator, self.validator, again=again)

    def replay(self) -> Replayed:
        """Apply the judgements and return what became of them."""
        with open_store(self.store) as store:
            return replay(self.file, store, self.validator.validate_graph)

    def dump(self) -> set[Quad]:
        """Return everything in the store but who is who over all articles."""
        with open_store(self.store, read_only=True) as store:
            return {quad for quad in store.quads() if quad.graph_name != actors_graph(BASE)}

    def articles_only(self) -> set[Quad]:
        """Return everything but the curation graph."""
        return {quad for quad in self.dump() if str(quad.graph_name) != f"<{BASE}curation>"}

    def digest(self, name: str) -> str:
        """Return the digest of the text in a file."""
        if not self._digests:
            with open_store(self.store, read_only=True) as store:
                self._digests = {Path(one.origin).stem: one.digest for one in store.articles()}
        return self._digests[name]

    def thing(self, typed: str, *kinds: Kind) -> Thing:
        """Name a thing as the command line does; "a:words" stands in a.txt."""
        name, _, words = typed.partition(":")
        typed = f"{self.digest(name)}:{words}" if name in ("a", "b") else typed
        with open_store(self.store, read_only=True) as store:
            return named(typed, Extracted(store), kinds or tuple(Kind))

    def judge(self, act: Act, thing: Thing | None = None, **more: object) -> Judgement:
        """Write a judgement down, a second later than the one before."""
        self.clock += 1
        at = f"2026-01-01T00:00:{self.clock:02}Z"
        judgement = Judgement(act, at, "Ann", "because", thing, **more)  # type: ignore[arg-type]
        append(self.file, judgement)
        return judgement

    def actor(self, typed: str) -> Thing:
        """Name an actor."""
        return self.thing(typed, Kind.ACTOR)

    def rows(self, question: str) -> list[dict[str, object]]:
        """Return the answer to a question."""
        with open_store(self.store, read_only=True) as store:
            table = ask(question, store)
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]

    def decided(self) -> dict[frozenset[str], bool]:
        """Return the pairs that were decided on."""
        with open_store(self.store, read_only=True) as store:
            return dict(decided(store, self.file))

    def graph(self, name: str) -> NamedNode:
        """Return the graph of an article."""
        return NamedNode(f"{BASE}article/{self.digest(name)[:16]}/graph")


def outcomes(found: Replayed) -> list[Outcome]:
    return [one.outcome for one in found.verdicts]


def said(quads: Iterable[Quad], predicate: str) -> set[str]:
    return {
        getattr(quad.object, "value", "") for quad in quads if quad.predicate.value == predicate
    }


def tail_of(thing: Thing) -> str:
    cue = next(word for word in thing.words if word.role == "cue")
    content = next(word for word in thing.words if word.role == "content")
    return f"cue-{cue.start}-{cue.end}.content-{content.start}-{content.end}"
