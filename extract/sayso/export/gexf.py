"""The network as GEXF 1.3, the format of Gephi, written as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from sayso.export.network import (
    EDGE_FIELDS,
    NODE_FIELDS,
    Edge,
    Network,
    network,
    xml_text,
    xml_value,
)
from sayso.export.selection import EVERYTHING, Selection
from sayso.store import Store

NAMESPACE = "http://gexf.net/1.3"

# The types of GEXF for the kinds of values.
_TYPES = {
    "text": "string",
    "count": "integer",
    "number": "double",
    "truth": "boolean",
    "iri": "anyURI",
}


def write_gexf(store: Store, file: BinaryIO, selection: Selection = EVERYTHING) -> None:
    """Write nodes and edges; an edge of a dated article exists on the day of its publication."""
    found = network(store)
    graph = {"defaultedgetype": "directed", "idtype": "string"}
    if found.dated:
        graph |= {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("gexf", nsmap={None: NAMESPACE}, attrib={"version": "1.3"}):
            with xml.element("meta"), xml.element("creator"):
                xml.write("Sayso")
            with xml.element("graph", attrib=graph):
                _declare(xml, "node", NODE_FIELDS)
                _declare(xml, "edge", EDGE_FIELDS)
                _nodes(xml, found)
                with xml.element("edges", count=str(found.edge_count)):
                    for edge in found.edges():
                        _edge(xml, edge)


def _declare(
    xml: etree._IncrementalFileWriter, kind: str, fields: tuple[tuple[str, str], ...]
) -> None:
    with xml.element("attributes", attrib={"class": kind}):
        for name, value_kind in fields:
            xml.write(etree.Element("attribute", id=name, title=name, type=_TYPES[value_kind]))


def _nodes(xml: etree._IncrementalFileWriter, found: Network) -> None:
    with xml.element("nodes", count=str(len(found.nodes))):
        for node in found.nodes:
            element = etree.Element("node", id=xml_text(node.iri), label=xml_text(node.label))
            values = ((name, getattr(node, name)) for name, _ in NODE_FIELDS)
            _values(element, values)
            element.tail = "\n"
            xml.write(element)


def _edge(xml: etree._IncrementalFileWriter, edge: Edge) -> None:
    element = etree.Element(
        "edge",
        id=str(edge.number),
        source=xml_text(edge.source),
        target=xml_text(edge.target),
        weight="1.0",
        kind=edge.polarity,
        label=xml_text(f"not {edge.words}" if edge.negated else edge.words),
    )
    if edge.date:
        element.set("start", edge.date)
        element.set("end", edge.date)
    _values(element, ((name, getattr(edge, name)) for name, _ in EDGE_FIELDS))
    element.tail = "\n"
    xml.write(element)


def _values(element: etree._Element, values: Iterator[tuple[str, str | float | None]]) -> None:
    holder = etree.SubElement(element, "attvalues")
    for name, value in values:
        if value is not None:
            etree.SubElement(holder, "attvalue", {"for": name, "value": xml_value(value)})
