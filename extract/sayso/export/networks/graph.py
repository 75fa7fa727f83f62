"""The graph of one article as evidence is read from it: what is told of a node, and its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, QuerySolution

from sayso.export.networks.model import Article
from sayso.vocabulary import EVENT, MODE, NIF, SAYSO, nif, rdf, sayso, schema

# A node of several classes is called after the others, unless it has only these.
_GENERAL = frozenset({"Actor", "AnonymousActor", "Organization", "Place"})
_WIDEST_WRAP = 110
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LINE_END = re.compile(r"\n")


Told = Mapping[str, Mapping[str, Sequence[str]]]
"""The values of each property of each node, sorted."""


class Words(NamedTuple):
    """Words at code points [begin, end) of the article's text, on one line."""

    begin: int
    end: int
    words: str


def told_by(quads: Iterable[Quad | QuerySolution]) -> dict[str, dict[str, list[str]]]:
    """Return what quads, or rows of subject, predicate and object, say of nodes with an IRI.

    The values of each property are sorted.
    """
    told: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value, *_ in quads:
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            about = told.setdefault(subject.value, {})
            about.setdefault(predicate.value, []).append(value.value)
    for about in told.values():
        for values in about.values():
            if len(values) > 1:
                values.sort()
    return told


class ArticleGraph:
    """What an article's graph says, by subject and predicate, values as text in a fixed order."""

    def __init__(self, iri: str, told: Told) -> None:
        self.article_iri = iri.removesuffix("/graph")
        self._told = told
        self._classes: dict[str, list[str]] = {}
        for node in sorted(told):
            for name in told[node].get(rdf.type, ()):
                self._classes.setdefault(name, []).append(node)
        self.article = self._article()

    def of_class(self, name: str) -> list[str]:
        """Return the nodes of a class, sorted."""
        return self._classes.get(name, [])

    def having(self, predicate: str) -> list[str]:
        """Return the nodes that have a property, sorted."""
        return sorted(node for node, about in self._told.items() if predicate in about)

    def all(self, node: str, predicate: str) -> Sequence[str]:
        """Return the values of a property, sorted."""
        return self._told.get(node, {}).get(predicate, ())

    def one(self, node: str, predicate: str) -> str:
        """Return the first value of a property, or nothing."""
        values = self.all(node, predicate)
        return values[0] if values else ""

    def spans(self, node: str, *predicates: str) -> list[Words]:
        """Return the words that a node's properties lead to, in the order of the text."""
        found = {self.words(span) for name in predicates for span in self.all(node, name)}
        return sorted(words for words in found if words)

    def words(self, span: str) -> Words | None:
        """Return the words of a span, or None if the node is none."""
        begin, end = self.one(span, nif.beginIndex), self.one(span, nif.endIndex)
        if not begin or not end:
            return None
        return Words(int(begin), int(end), _line(self.one(span, nif.anchorOf)))

    def joined(self, node: str, *predicates: str) -> str:
        """Return such words on one line, with dots where they are apart."""
        return " … ".join(found.words for found in self.spans(node, *predicates))

    def sentence(self, node: str, *predicates: str) -> str:
        """Return the sentence in which the first such words begin that tell it, or nothing."""
        for predicate in predicates:
            for span in self.all(node, predicate):
                found = self.words(self.one(span, sayso.inSentence))
                if found:
                    return found.words
        return ""

    def label(self, node: str) -> str:
        """Return what a node is called: its name, or the words that it rests on."""
        name = self.one(node, sayso.name)
        if name:
            return _line(name)
        for predicate in (sayso.trigger, sayso.contentSpan, sayso.evidence, sayso.cue):
            words = self.joined(node, predicate)
            if words:
                return words
        return node.rpartition("/")[2]

    def type(self, node: str) -> str:
        """Return the class of a node as the ontology names it, several joined by `+`."""
        names = {
            name.removeprefix(start)
            for name in self.all(node, rdf.type)
            for start in (SAYSO, EVENT, MODE)
            if name.startswith(start)
        }
        return "+".join(sorted(names - _GENERAL or names))

    def text(self) -> str:
        """Return the article's text, or nothing where the graph does not have it."""
        return self.one(self.one(self.article_iri, sayso.hasText), NIF + "isString")

    def _article(self) -> Article:
        iri = self.article_iri
        day = self.one(iri, schema.datePublished)[:10]
        whole = len(day) == len("YYYY-MM-DD") and day[:4].isdigit() and day[4] == day[7] == "-"
        return Article(
            iri,
            _line(self.one(iri, schema.headline)),
            _line(self.one(iri, schema.publisher)),
            day if whole else "",
        )


class Paragraphs:
    """The paragraphs of a text: its lines, or what blank lines divide where it was wrapped."""

    def __init__(self, text: str) -> None:
        self._text = text
        # Typewriters, mail and wires wrap at 60 to 100 columns; a longer line is a paragraph.
        wrapped = max(map(len, text.splitlines()), default=0) <= _WIDEST_WRAP
        divide = _BLANK_LINES if wrapped and _BLANK_LINES.search(text) else _LINE_END
        self._starts = [0, *(found.end() for found in divide.finditer(text))]

    def number(self, place: int) -> int:
        """Return in which paragraph a code point lies."""
        return bisect_right(self._starts, place) - 1

    def words(self, begin: int, end: int) -> str:
        """Return what stands between two code points, on one line."""
        return _line(self._text[begin:end])


def _line(text: str) -> str:
    return " ".join(text.split())
