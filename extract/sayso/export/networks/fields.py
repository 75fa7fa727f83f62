"""What files say of a node and an edge besides their ends, and what kind of value each is."""

from __future__ import annotations

import re

from sayso.export.networks.model import Edge, Link, Node, Value, ValueKind

Fields = tuple[tuple[str, ValueKind], ...]

NODE_FIELDS: Fields = (
    ("type", "text"),
    ("given", "count"),
    ("received", "count"),
    ("articles", "count"),
    ("first", "text"),
    ("last", "text"),
    ("names", "text"),
    ("same_as", "iri"),
)
EDGE_FIELDS: Fields = (
    ("polarity", "text"),
    ("polarity_sum", "count"),
    ("polarity_mean", "number"),
    ("positive", "count"),
    ("negative", "count"),
    ("neutral", "count"),
    ("mixed", "count"),
    ("kinds", "text"),
    ("articles", "count"),
    ("first", "text"),
    ("last", "text"),
    ("words", "text"),
    ("evidence", "text"),
    # The first piece of evidence, a value a field, so that tools can sort and filter by it.
    ("kind", "text"),
    ("status", "text"),
    ("negated", "truth"),
    ("confidence", "number"),
    ("sentence", "text"),
    ("article", "text"),
    ("article_iri", "iri"),
    ("begin_index", "count"),
    ("end_index", "count"),
    ("iri", "iri"),
)
_BETWEEN = " | "
_LONGEST_LABEL = 120

# What XML 1.0 cannot carry, not even escaped, and half a character, which UTF-8 cannot carry.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def node_values(node: Node) -> tuple[Value, ...]:
    """Return the values of `NODE_FIELDS`, None for those that the node does not have."""
    return (
        node.type or None,
        node.given,
        node.received,
        node.articles,
        node.first or None,
        node.last or None,
        node.names or None,
        node.same_as or None,
    )


def edge_values(edge: Edge) -> tuple[Value, ...]:
    """Return the values of `EDGE_FIELDS`, None for those that the edge does not have."""
    link = edge.examples[0]
    return (
        edge.polarity or None,
        edge.sum,
        edge.mean,
        *edge.counts,
        kinds_of(edge) or None,
        edge.articles,
        edge.days[0] if edge.days else None,
        edge.days[-1] if edge.days else None,
        words_of(edge),
        _BETWEEN.join(map(evidence_of, edge.examples)),
        link.type or None,
        link.status or None,
        link.negated,
        link.confidence,
        link.sentence or None,
        link.title or None,
        link.article,
        link.begin,
        link.end,
        link.iri,
    )


def kinds_of(edge: Edge) -> str:
    """Return the kinds of evidence with their counts, the most frequent first."""
    ordered = sorted(edge.types, key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {count}" for name, count in ordered if name)


def words_of(edge: Edge) -> str:
    """Return the words of the examples, "not" before those that are denied."""
    return _BETWEEN.join(said(link) for link in edge.examples)


def said(link: Link) -> str:
    """Return the words of one piece of evidence, "not" before them where they are denied."""
    return f"not {link.words}" if link.negated else link.words


def evidence_of(link: Link) -> str:
    """Return where one piece of evidence stands: its sentence, article, day and offsets."""
    words = link.sentence or link.words
    where = ", ".join(part for part in (link.title, link.day) if part)
    return f"“{words}” ({where or link.article} [{link.begin}-{link.end}])"


def label_of(edge: Edge) -> str:
    """Return what an edge is called: the words of its first example, cut where they are long."""
    words = said(edge.examples[0])
    return words if len(words) <= _LONGEST_LABEL else f"{words[: _LONGEST_LABEL - 1]}…"


def clean(text: str) -> str:
    """Return the text without the characters that XML cannot carry."""
    return _NOT_XML.sub("", text)


def xml_value(value: str | float) -> str:
    """Return a value of a field as XML writes it: true and false in lower case."""
    return str(value).lower() if isinstance(value, bool) else clean(str(value))
