"""The validator: shapes and ontology read once, then one graph after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, Quad, RdfFormat, parse

from sayso import assets
from sayso.errors import InputError
from sayso.model import Article
from sayso.validate.findings import Fault, Finding, located, span_of
from sayso.validate.index import Index
from sayso.validate.screen import Screen
from sayso.validate.shapes import ShapesGraph, read_ontology
from sayso.vocabulary import nif

if TYPE_CHECKING:
    from sayso.validate.judge import Judge

_SPAN_SHAPE = "https://w3id.org/sayso/shapes#Span"
# The words of the shape that says the same where a graph carries its article's text.
_WRONG_OFFSETS = "The offsets of a span must lead to its words in the article's text."


class Validator:
    """Checks graphs against the shapes. pySHACL is not safe in threads: use one a process."""

    def __init__(self, shapes: Path | None = None, ontology: Path | None = None) -> None:
        """Read the shapes and the ontology from folders of Turtle, or those that Sayso ships.

        Raises:
            UsageError: a folder holds no shapes, or a file is not Turtle.
        """
        self.shapes = ShapesGraph(shapes or assets.folder("shapes"))
        self._ontology = read_ontology(ontology or assets.folder("ontology"))
        self.screen = Screen(self.shapes, self._ontology)
        self._judge: Judge | None = None

    def validate(self, quads: Iterable[Quad], article: Article) -> tuple[Finding, ...]:
        """Return what is wrong with the graph of `article`, in the order of its text.

        The graphs that the quads name are taken together. Besides the shapes, every span must give
        the words that its offsets lead to in `article.text`.
        """
        index = Index(quads, self._ontology.hierarchy)
        faults = set(_misplaced(index, article.text)) | set(self._faults(index))
        return located(faults, index, article)

    def validate_graph(self, quads: Iterable[Quad]) -> tuple[Finding, ...]:
        """Return what is wrong with any graph, where no article is at hand."""
        index = Index(quads, self._ontology.hierarchy)
        return located(set(self._faults(index)), index, None)

    def validate_file(self, path: Path) -> tuple[Finding, ...]:
        """Return what is wrong with the graphs in a file of any RDF format.

        Raises:
            InputError: the file cannot be read, or is none of these.
        """
        formatted = RdfFormat.from_extension(path.suffix.lstrip("."))
        if formatted is None:
            raise InputError(
                f"{path} has an ending that no RDF format has. "
                "Give a .ttl, .trig, .nt, .nq or .jsonld file."
            )
        try:
            return self.validate_graph(parse(path=path, format=formatted))
        except (OSError, SyntaxError) as error:
            raise InputError(f"{path} cannot be read as RDF: {error}. Correct it.") from error

    def _faults(self, index: Index) -> Iterator[Fault]:
        doubts = self.screen.doubts(index)
        if not doubts:
            return
        if self._judge is None:
            # pySHACL and rdflib take half a second to import, which conforming graphs never need.
            from sayso.validate.judge import Judge

            self._judge = Judge(self.shapes, self._ontology)
        yield from self._judge.faults(index, doubts)


def _misplaced(index: Index, text: str) -> Iterator[Fault]:
    for node in index.table(nif.beginIndex):
        span, words = span_of(node, index), index.value(node, nif.anchorOf)
        if span is not None and isinstance(words, Literal) and span.of(text) != words.value:
            yield Fault(node, _WRONG_OFFSETS, _SPAN_SHAPE)
