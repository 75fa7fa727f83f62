"""The network as GEXF 1.3, the format of Gephi, written as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from sayso.export.network import Edge, Network, network, xml_text
from sayso.store import Store

NAMESPACE = "http://gexf.net/1.3"

_NODE_ATTRIBUTES = (
    ("type", "string"),
    ("given", "integer"),
    ("received", "integer"),
)
_EDGE_ATTRIBUTES = (
    ("polarity", "string"),
    ("words", "string"),
    ("negated", "boolean"),
    ("type", "string"),
    ("confidence", "double"),
    ("sentence", "string"),
    ("article", "string"),
    ("article_iri", "anyURI"),
    ("date", "string"),
    ("begin", "integer"),
    ("end", "integer"),
    ("iri", "anyURI"),
)


def write_gexf(store: Store, file: BinaryIO) -> None:
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
                _declare(xml, "node", _NODE_ATTRIBUTES)
                _declare(xml, "edge", _EDGE_ATTRIBUTES)
                _nodes(xml, found)
                with xml.element("edges", count=str(found.edge_count)):
                    for edge in found.edges():
                        _edge(xml, edge)


def _declare(
    xml: etree._IncrementalFileWriter, kind: str, names: tuple[tuple[str, str], ...]
) -> None:
    with xml.element("attributes", attrib={"class": kind}):
        for name, type_name in names:
            xml.write(etree.Element("attribute", id=name, title=name, type=type_name))


def _nodes(xml: etree._IncrementalFileWriter, found: Network) -> None:
    with xml.element("nodes", count=str(len(found.nodes))):
        for node in found.nodes:
            element = etree.Element("node", id=xml_text(node.iri), label=xml_text(node.label))
            values = ((name, getattr(node, name)) for name, _ in _NODE_ATTRIBUTES)
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
    _values(element, ((name, getattr(edge, name)) for name, _ in _EDGE_ATTRIBUTES))
    element.tail = "\n"
    xml.write(element)


def _values(element: etree._Element, values: Iterator[tuple[str, str | float | None]]) -> None:
    holder = etree.SubElement(element, "attvalues")
    for name, value in values:
        if value is not None:
            text = str(value).lower() if isinstance(value, bool) else xml_text(str(value))
            etree.SubElement(holder, "attvalue", {"for": name, "value": text})
