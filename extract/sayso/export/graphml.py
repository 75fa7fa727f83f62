"""The network as GraphML, which Cytoscape, yEd, igraph and networkx read, written as a stream."""

from __future__ import annotations

from typing import BinaryIO

from lxml import etree

from sayso.export.network import EDGE_FIELDS, NODE_FIELDS, Edge, Node, network, xml_value
from sayso.export.selection import EVERYTHING, Selection
from sayso.store import Store

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"

# What nodes and edges have; what both have is of the same type in both.
_NODE_KEYS = (("label", "text"), ("iri", "iri"), *NODE_FIELDS)
_EDGE_KEYS = EDGE_FIELDS
# The types of GraphML for the kinds of values.
_TYPES = {"text": "string", "count": "int", "number": "double", "truth": "boolean", "iri": "string"}


def write_graphml(store: Store, file: BinaryIO, selection: Selection = EVERYTHING) -> None:
    """Write nodes and edges; identifiers are n0, n1 … and e0, e1 …, the IRIs are attributes."""
    found = network(store)
    numbers = {node.iri: node.number for node in found.nodes}
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("graphml", nsmap={None: NAMESPACE}):
            for kind, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
                for name, value_kind in keys:
                    xml.write(_key(kind, name, value_kind))
            xml.write(_key("edge", "weight", "number"))
            with xml.element("graph", id="sayso", edgedefault="directed"):
                for node in found.nodes:
                    element = etree.Element("node", id=f"n{node.number}")
                    _data(element, node, "node", _NODE_KEYS)
                    element.tail = "\n"
                    xml.write(element)
                for edge in found.edges():
                    element = etree.Element(
                        "edge",
                        id=f"e{edge.number}",
                        source=f"n{numbers[edge.source]}",
                        target=f"n{numbers[edge.target]}",
                    )
                    _data(element, edge, "edge", _EDGE_KEYS)
                    etree.SubElement(element, "data", key="edge_weight").text = "1.0"
                    element.tail = "\n"
                    xml.write(element)


def _key(kind: str, name: str, value_kind: str) -> etree._Element:
    type_name = _TYPES[value_kind]
    attributes = {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": type_name}
    return etree.Element("key", attributes)


def _data(
    element: etree._Element, item: Node | Edge, kind: str, keys: tuple[tuple[str, str], ...]
) -> None:
    for name, _ in keys:
        value = getattr(item, name)
        if value is not None:
            etree.SubElement(element, "data", key=f"{kind}_{name}").text = xml_value(value)
