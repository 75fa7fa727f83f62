"""The graph of one article, held so that pages can ask it: nodes, values and words."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, QuerySolution

from sayso.explore.records import Words
from sayso.export.networks.graph import ArticleGraph, told_by
from sayso.vocabulary import NIF, nif, rdf, sayso

_CLASS = rdf.type


class ArticleView:
    """What the graph `iri` says, by subject and predicate, values as text in a fixed order."""

    def __init__(self, iri: str, quads: Iterable[Quad | QuerySolution]) -> None:
        self.iri = iri
        self.article = iri.removesuffix("/graph")
        self._told = told_by(quads)
        self._classes: dict[str, list[str]] = {}
        self._spans: dict[str, Words] = {}
        self.size = sum(len(values) for told in self._told.values() for values in told.values())
        for name, told in self._told.items():
            for class_iri in told.get(_CLASS, ()):
                self._classes.setdefault(class_iri, []).append(name)
        for nodes in self._classes.values():
            nodes.sort()

    def __contains__(self, node: str) -> bool:
        return node in self._told

    def told(self, node: str) -> dict[str, list[str]]:
        """Return all that is said of a node, by predicate."""
        return self._told.get(node, {})

    def all(self, node: str, predicate: str) -> list[str]:
        """Return the values of a property."""
        return self._told.get(node, {}).get(predicate, [])

    def one(self, node: str, predicate: str) -> str:
        """Return the first value of a property, or nothing."""
        values = self.all(node, predicate)
        return values[0] if values else ""

    def of_class(self, class_iri: str) -> list[str]:
        """Return the nodes of a class, in order."""
        return self._classes.get(class_iri, [])

    def classes(self, node: str) -> list[str]:
        """Return the classes of a node."""
        return self.all(node, _CLASS)

    def subjects(self) -> Iterable[str]:
        """Return every node that something is said of."""
        return self._told

    def as_evidence(self) -> ArticleGraph:
        """Return the same graph as networks read it."""
        return ArticleGraph(self.iri, self._told)

    def words(self, node: str) -> Words | None:
        """Return the words of a span, if the node is one."""
        found = self._spans.get(node)
        if found is None:
            told = self._told.get(node, {})
            begin, end = told.get(nif.beginIndex), told.get(nif.endIndex)
            if not begin or not end:
                return None
            found = Words(int(begin[0]), int(end[0]), told.get(nif.anchorOf, [""])[0])
            self._spans[node] = found
        return found

    def words_of(self, node: str, *predicates: str) -> tuple[Words, ...]:
        """Return the words that properties of a node lead to, in the order of the text."""
        nodes = (span for predicate in predicates for span in self.all(node, predicate))
        return tuple(sorted({found for span in nodes if (found := self.words(span))}))

    def joined(self, node: str, *predicates: str) -> str:
        """Return such words as one line, with dots where they are apart."""
        return " … ".join(
            " ".join(found.words.split()) for found in self.words_of(node, *predicates)
        )

    def sentence(self, node: str) -> str:
        """Return the sentence in which a span begins, on one line."""
        found = self.words(self.one(node, sayso.inSentence))
        return " ".join(found.words.split()) if found else ""

    def text(self) -> str:
        """Return the article's text, or as much of it as the graph has, at its offsets."""
        for node in self.of_class(sayso.ArticleText):
            whole = self.one(node, NIF + "isString")
            if whole:
                return whole
        characters: list[str] = []
        for found in sorted(filter(None, map(self.words, self._told))):
            characters.extend("\n" * (found.end - len(characters)))
            characters[found.start : found.end] = found.words
        return "".join(characters)


def local(iri: str) -> str:
    """Return the last part of an IRI: the name of a term, without its namespace."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1] if iri else ""
