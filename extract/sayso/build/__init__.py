"""What `sayso build` does: finds out which articles are new, adds them to the store, and reports.

A build can be stopped at any instant and started again: what was committed is not done again, and
nothing is committed by halves.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from pyoxigraph import NamedNode

from sayso.actors import ResolvedStore, is_current, resolve_store
from sayso.build.quarantine import Quarantine
from sayso.build.rejects import RejectList
from sayso.judgements import Replayed, decided, default_place, replay
from sayso.mapping import run_iri
from sayso.model import Article, Reject
from sayso.pipeline import Annotating, Processed, Validating, process
from sayso.read import read
from sayso.store import Store, open_store

BATCH = 32
"""Articles that are annotated together and committed together."""

NAMED = 10
"""How many rejected and quarantined articles a report names."""

_FLUSH_SECONDS = 30.0
"""A loss of power costs at most the work of this time; a flush takes some ten milliseconds."""

_logger = logging.getLogger(__name__)


class Progress(Protocol):
    """Is told after each article how many are done."""

    def __call__(self, done: int, /) -> None:
        """Take note."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What became of everything that was read: `read` is the sum of the five counts after it.

    `unchanged` articles were in the store already, `duplicates` had the text of an article read
    before in the same build. `retired` graphs left the store because their file now has another
    text. `words` counts the words of the articles annotated. `first_rejected` and
    `first_quarantined` name the first of this build, at most `NAMED` of each; the reason of one in
    quarantine is the first thing that is wrong with its graph. `judgements` says what became of
    each judgement that was replayed. `actors` says what came of finding out who is who over all
    articles; it is None where that was known already or not asked for.
    """

    read: int = 0
    built: int = 0
    unchanged: int = 0
    duplicates: int = 0
    rejected: int = 0
    quarantined: int = 0
    retired: int = 0
    words: int = 0
    seconds: float = 0.0
    first_rejected: tuple[Reject, ...] = ()
    first_quarantined: tuple[Reject, ...] = ()
    judgements: Replayed = field(default_factory=Replayed)
    actors: ResolvedStore | None = None


def build(
    paths: Iterable[Path | str],
    folder: Path,
    annotator: Annotating,
    validator: Validating,
    *,
    base: str | None = None,
    with_text: bool = True,
    again: bool = False,
    progress: Progress | None = None,
    judgements: Path | None = None,
    with_actors: bool = True,
    stage: Callable[[str], None] | None = None,
) -> BuildReport:
    """Read the articles of `paths` into the store in `folder` and return what became of them.

    The judgements in the file `judgements`, or in `judgements.jsonl` beside the store, are replayed
    at the end. Then, `with_actors`, it is found out who is who over all articles of the store, if
    articles or judgements have changed since that was last done. `stage` is told in words what is
    done after the articles.

    With `again`, articles that are in the store already are built again. What is read but cannot
    be built is listed in `rejects.jsonl` in the folder; graphs that do not conform to the shapes
    are kept in `quarantine/` there, with what is wrong with them.

    Raises:
        InputError: a path does not exist, or a folder has no article in it.
        StoreError: the store cannot be opened or written; what was committed before is kept.
    """
    # Paths are looked at before a store is made, so that a mistyped one leaves nothing behind.
    found = read(paths)
    with open_store(folder, base=base) as store:
        work = _Build(store, folder, annotator, validator, progress, with_text, again)
        work.run(found)
        work.conclude(judgements or default_place(folder), with_actors, stage or (lambda _: None))
        return work.report


class _Build:
    """One build under way."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        annotator: Annotating,
        validator: Validating,
        progress: Progress | None,
        with_text: bool,
        again: bool,
    ) -> None:
        self.report = BuildReport()
        self._began = time.monotonic()
        self._progress = progress
        self._store = store
        self._annotator = annotator
        self._validator = validator
        self._with_text = with_text
        self._again = again
        self._rejects = RejectList(folder / "rejects.jsonl")
        self._quarantine = Quarantine(folder / "quarantine")
        self._origins: dict[str, str] = {}
        self._digests: set[str] = set()

    def run(self, found: Iterable[Article | Reject]) -> None:
        """Build what is new, and take out what it replaces."""
        flushed = time.monotonic()
        new: list[Article] = []
        for item in found:
            self._add(read=1)
            if isinstance(item, Reject):
                self._reject(item)
                self._tell()
            elif self._is_new(item):
                new.append(item)
            if len(new) == BATCH:
                self._commit(new)
                new = []
            if time.monotonic() - flushed > _FLUSH_SECONDS:
                self._store.flush()
                flushed = time.monotonic()
        self._commit(new)
        self._retire()
        self._rejects.tidy()

    def conclude(self, judgements: Path, with_actors: bool, stage: Callable[[str], None]) -> None:
        """Do what concerns all articles: replay the judgements, find out who is who, tidy up."""
        replayed = replay(judgements, self._store, self._validator.validate_graph)
        self.report = replace(self.report, judgements=replayed)
        if with_actors:
            pairs = decided(self._store, judgements)
            if not is_current(self._store, pairs):
                stage("Finding out who is who in all articles")
                self.report = replace(self.report, actors=resolve_store(self._store, pairs))
        # Rewriting the store pays only where most of it is new.
        if (
            self.report.built > BATCH
            and self.report.built >= sum(1 for _ in self._store.articles()) / 2
        ):
            self._store.optimize()
        self._store.flush()
        self.report = replace(self.report, seconds=time.monotonic() - self._began)

    def _tell(self, pending: int = 0) -> None:
        """Tell how many articles are done, `pending` of them not yet counted in the report."""
        if self._progress:
            told = self.report
            counted = told.built + told.unchanged + told.duplicates
            self._progress(counted + told.rejected + told.quarantined + pending)

    def _add(self, **counts: float) -> None:
        now = {name: getattr(self.report, name) + count for name, count in counts.items()}
        self.report = replace(self.report, **now)

    def _is_new(self, article: Article) -> bool:
        """Tell whether the article has to be built, and count it if not."""
        self._rejects.seen(article.origin)
        self._origins[article.origin] = article.digest
        if article.digest in self._digests:
            self._add(duplicates=1)
            self._tell()
            return False
        self._digests.add(article.digest)
        run = run_iri(
            article, self._annotator.provenance, self._store.base, with_text=self._with_text
        )
        if not self._again and self._store.contains(run):
            self._add(unchanged=1)
            self._tell()
            return False
        return True

    def _reject(self, reject: Reject) -> None:
        self._add(rejected=1)
        self._rejects.add(reject)
        if len(self.report.first_rejected) < NAMED:
            named = (*self.report.first_rejected, reject)
            self.report = replace(self.report, first_rejected=named)

    def _hold(self, outcome: Processed) -> None:
        self._add(quarantined=1)
        self._quarantine.keep(outcome.graph, outcome.findings)
        if len(self.report.first_quarantined) < NAMED:
            first = outcome.findings[0]
            held = Reject(outcome.article.origin, first.message, first.words or "")
            named = (*self.report.first_quarantined, held)
            self.report = replace(self.report, first_quarantined=named)

    def _commit(self, articles: list[Article]) -> None:
        """Process the articles and put those whose graphs conform into the store."""
        graphs = []
        for outcome in self._outcomes(articles):
            if isinstance(outcome, Reject):
                self._reject(outcome)
                continue
            self._add(words=len(outcome.article.text.split()))
            if outcome.findings:
                self._hold(outcome)
            else:
                self._add(built=1)
                self._quarantine.forget(outcome.graph)
                graphs.append(outcome.graph)
        if graphs:
            self._store.replace(graphs)

    def _outcomes(self, articles: list[Article], before: int = 0) -> list[Processed | Reject]:
        """Return one outcome for each article; the only place where any exception is caught.

        An article that breaks something must not take the rest of the night's work with it, so
        the batch it is in is halved until it is alone.
        """
        if not articles:
            return []
        outcomes: list[Processed | Reject] = []
        try:
            for outcome in process(
                articles,
                self._annotator,
                self._validator,
                self._store.base,
                with_text=self._with_text,
            ):
                outcomes.append(outcome)
                self._tell(before + len(outcomes))
            if len(outcomes) != len(articles):
                raise RuntimeError(
                    f"{len(articles)} articles were annotated and {len(outcomes)} came back"
                )
        except Exception as error:
            if len(articles) == 1:
                return [_broken(articles[0], error)]
            half = len(articles) // 2
            first = self._outcomes(articles[:half], before)
            return [*first, *self._outcomes(articles[half:], before + half)]
        return outcomes

    def _retire(self) -> None:
        """Take out of the store what a file said before it was given another text.

        Only where the origin is a file of its own: line 7 of a collection may be another article
        tomorrow, and the one of today stays. What was read elsewhere in this build stays too.
        """
        stored = list(self._store.articles())
        present = {article.digest for article in stored}
        gone: list[NamedNode] = [
            article.iri
            for article in stored
            if article.digest not in self._digests
            and self._origins.get(article.origin) in present
            and Path(article.origin).is_file()
        ]
        if gone:
            self._store.replace((), retire=gone)
            self._add(retired=len(gone))


def _broken(article: Article, error: Exception) -> Reject:
    _logger.error("%s could not be built", article.origin or article.digest, exc_info=error)
    return Reject(
        article.origin,
        "unexpected error",
        f"{type(error).__name__}: {error}. Please report it, with the article if you may.",
    )
