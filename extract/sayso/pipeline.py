"""From articles to checked graphs: annotate, map, validate, one article at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import Quad

from sayso.mapping import DEFAULT_BASE, ArticleGraph, map_extraction
from sayso.model import Article, Extraction, Provenance, Reject

if TYPE_CHECKING:
    from sayso.validate import Finding


class Annotating(Protocol):
    """What finds things in articles; `sayso.annotate.Annotator` is one."""

    @property
    def provenance(self) -> Provenance:
        """Versions and settings, which every extraction carries too."""

    def annotate(self, articles: Iterable[Article], /) -> Iterator[Extraction | Reject]:
        """Yield one extraction or reject for each article, in their order."""


class Validating(Protocol):
    """What checks graphs; `sayso.validate.Validator` is one."""

    def validate(self, quads: Iterable[Quad], article: Article, /) -> Sequence[Finding]:
        """Return what is wrong with an article's graph; nothing if it conforms."""

    def validate_graph(self, quads: Iterable[Quad], /) -> Sequence[Finding]:
        """Return what is wrong with a graph where the article is not at hand."""


@dataclass(frozen=True, slots=True)
class Processed:
    """An article with what was found in it, its graph, and what is wrong with the graph."""

    extraction: Extraction
    graph: ArticleGraph
    findings: tuple[Finding, ...]

    @property
    def article(self) -> Article:
        """The article itself."""
        return self.extraction.article


def process(
    articles: Iterable[Article | Reject],
    annotator: Annotating,
    validator: Validating,
    base: str = DEFAULT_BASE,
    *,
    with_text: bool = True,
) -> Iterator[Processed | Reject]:
    """Yield an outcome for each article, and every reject, in their order.

    The articles are drawn as they are needed, as many ahead as the annotator takes in a batch.
    """
    waiting: list[Reject] = []
    places: list[int] = []
    drawn = 0

    def readable() -> Iterator[Article]:
        nonlocal drawn
        for item in articles:
            if isinstance(item, Reject):
                waiting.append(item)
                places.append(drawn)
            else:
                drawn += 1
                yield item

    done = 0
    for found in annotator.annotate(readable()):
        while places and places[0] <= done:
            places.pop(0)
            yield waiting.pop(0)
        done += 1
        if isinstance(found, Reject):
            yield found
            continue
        graph = map_extraction(found, base, with_text=with_text)
        findings = validator.validate((*graph.quads, *graph.provenance), found.article)
        yield Processed(found, graph, tuple(findings))
    yield from waiting
