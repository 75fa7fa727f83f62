"""How fast texts are annotated, beside the bare spaCy pipeline: words per CPU second."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from spacy.tokens import Doc

from sayso.annotate import Annotator
from sayso.annotate.annotator import parse_text
from sayso.evaluate.words import count_words
from sayso.model import Article, Extraction, Reject

_CHUNK = 8
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Speed:
    """Words, and the CPU seconds that Sayso and the bare spaCy pipeline took for them."""

    words: int
    seconds: float
    bare_seconds: float

    @property
    def words_per_second(self) -> float:
        """Words per CPU second of Sayso."""
        return self.words / self.seconds if self.seconds else 0.0

    @property
    def bare_words_per_second(self) -> float:
        """Words per CPU second of the spaCy pipeline alone."""
        return self.words / self.bare_seconds if self.bare_seconds else 0.0

    @property
    def share(self) -> float:
        """Sayso's speed in percent of the bare pipeline's."""
        return 100 * self.bare_seconds / self.seconds if self.seconds else 0.0

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as plain JSON types."""
        return {
            "words": self.words,
            "words_per_cpu_second": round(self.words_per_second, 1),
            "bare_words_per_cpu_second": round(self.bare_words_per_second, 1),
            "percent_of_bare": round(self.share, 1),
        }

    def line(self) -> str:
        """Return the figures as one line."""
        return (
            f"speed {self.words_per_second:.0f} words per CPU second, spaCy alone "
            f"{self.bare_words_per_second:.0f} ({self.share:.1f}% of it; {self.words} words)"
        )


class Stopwatch:
    """Measures the CPU time of calls: of all threads of the process, sleep not counted."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def time(self, work: Callable[[], T]) -> T:
        """Do the work and add the time that it took."""
        began = time.process_time()
        try:
            return work()
        finally:
            self.seconds += time.process_time() - began


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with the `Doc` and the extraction that came of it."""

    article: Article
    doc: Doc
    extraction: Extraction


class Measured:
    """Annotates articles and measures the time, if asked also that of the bare pipeline.

    The two take turns in being the first on a few articles, so that neither has the better hour of
    the machine, nor always finds the words of an article in the caches, where they are after the
    first time. What cannot be annotated is in `rejects`, with its reason.
    """

    def __init__(self, annotator: Annotator, *, beside_bare: bool) -> None:
        self._annotator = annotator
        self._beside_bare = beside_bare
        self._watch, self._bare_watch = Stopwatch(), Stopwatch()
        self._words = 0
        self.rejects: list[Reject] = []

    @property
    def speed(self) -> Speed | None:
        """The speed over all articles so far; None where it was not compared."""
        if not self._beside_bare:
            return None
        return Speed(self._words, self._watch.seconds, self._bare_watch.seconds)

    def annotate(self, articles: Sequence[Article]) -> Iterator[Annotated | None]:
        """Yield each article annotated, in order, or None where that failed."""
        if articles and self._beside_bare:
            self._docs(articles[:1])
            bare(self._annotator, articles[:1])
        for begin in range(0, len(articles), _CHUNK):
            chunk = articles[begin : begin + _CHUNK]
            self._words += sum(count_words(article.text) for article in chunk)
            bare_is_first = begin // _CHUNK % 2 == 0
            if bare_is_first:
                self._run_bare(chunk)
            docs = self._watch.time(partial(self._docs, chunk))
            if not bare_is_first:
                self._run_bare(chunk)
            for article, doc in zip(chunk, docs, strict=True):
                if doc is None:
                    yield None
                else:
                    yield Annotated(article, doc, self._annotator.extraction(article, doc))

    def _run_bare(self, articles: Sequence[Article]) -> None:
        if self._beside_bare:
            self._bare_watch.time(partial(bare, self._annotator, articles))

    def _docs(self, articles: Sequence[Article]) -> list[Doc | None]:
        """Return the annotated documents, None for one that fails."""
        found: list[Doc | None] = []
        for article in articles:
            try:
                found.append(self._annotator.doc(article))
            except Exception as error:
                self.rejects.append(Reject(article.origin, "could not be annotated", repr(error)))
                found.append(None)
        return found


def bare(annotator: Annotator, articles: Iterable[Article]) -> None:
    """Run the spaCy pipeline as it comes, without Sayso's components, over the same texts."""
    nlp = annotator.nlp
    own = [name for name in nlp.pipe_names if name.startswith("sayso_")]
    with nlp.select_pipes(disable=own):
        for _ in nlp.pipe(parse_text(article) for article in articles):
            pass
