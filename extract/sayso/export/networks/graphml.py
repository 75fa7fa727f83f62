"""The network as GraphML, which yEd, Cytoscape, igraph and networkx read, written as a stream."""

from __future__ import annotations

from typing import BinaryIO

from lxml import etree

from sayso.export.networks.fields import (
    EDGE_FIELDS,
    NODE_FIELDS,
    Fields,
    clean,
    edge_values,
    node_values,
    xml_value,
)
from sayso.export.networks.model import Edge, Node, Tone, Value
from sayso.export.networks.network import Network

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
YED = "http://www.yworks.com/xml/graphml"

# What nodes and edges have; what both have is of the same type in both.
_NODE_KEYS: Fields = (("label", "text"), ("iri", "iri"), *NODE_FIELDS)
_EDGE_KEYS: Fields = (("weight", "number"), *EDGE_FIELDS)
# The types of GraphML for the kinds of values.
_TYPES = {"text": "string", "count": "int", "number": "double", "truth": "boolean", "iri": "string"}
# yEd shows names and line styles only where they are told in its own terms.
_LINES: dict[Tone, tuple[str, str]] = {
    "positive": ("#1F6FB5", "line"),
    "negative": ("#C1440E", "dashed"),
    "mixedPolarity": ("#7B3FA3", "dashed_dotted"),
    "neutral": ("#77818C", "dotted"),
    "": ("#8B95A1", "line"),
}


def write_graphml(network: Network, file: BinaryIO) -> None:
    """Write nodes and edges; identifiers are n0, n1 … and e0, e1 …, the IRIs are attributes."""
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("graphml", nsmap={None: NAMESPACE, "y": YED}):
            for kind, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
                for name, value_kind in keys:
                    xml.write(_key(kind, name, value_kind))
                shown = {"id": f"{kind}_shown", "for": kind, "yfiles.type": f"{kind}graphics"}
                xml.write(etree.Element("key", shown))
            default = "directed" if network.kind.directed else "undirected"
            with xml.element("graph", id=network.kind.name, edgedefault=default):
                for node in network.nodes:
                    xml.write(_node(node))
                for edge in network.edges():
                    xml.write(_edge(edge, directed=network.kind.directed))


def _key(kind: str, name: str, value_kind: str) -> etree._Element:
    type_name = _TYPES[value_kind]
    attributes = {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": type_name}
    return etree.Element("key", attributes)


def _node(node: Node) -> etree._Element:
    element = etree.Element("node", id=f"n{node.number}")
    _data(element, "node", _NODE_KEYS, (node.label, node.iri, *node_values(node)))
    shown = etree.SubElement(element, "data", key="node_shown")
    shape = etree.SubElement(shown, f"{{{YED}}}ShapeNode")
    etree.SubElement(shape, f"{{{YED}}}NodeLabel").text = clean(node.label)
    element.tail = "\n"
    return element


def _edge(edge: Edge, *, directed: bool) -> etree._Element:
    element = etree.Element(
        "edge", id=f"e{edge.number}", source=f"n{edge.source}", target=f"n{edge.target}"
    )
    _data(element, "edge", _EDGE_KEYS, (float(edge.weight), *edge_values(edge)))
    color, style = _LINES[edge.polarity]
    shown = etree.SubElement(element, "data", key="edge_shown")
    line = etree.SubElement(shown, f"{{{YED}}}PolyLineEdge")
    width = f"{min(1 + edge.weight / 2, 7):.1f}"
    etree.SubElement(line, f"{{{YED}}}LineStyle", color=color, type=style, width=width)
    tip = "standard" if directed else "none"
    etree.SubElement(line, f"{{{YED}}}Arrows", source="none", target=tip)
    element.tail = "\n"
    return element


def _data(element: etree._Element, kind: str, keys: Fields, values: tuple[Value, ...]) -> None:
    for (name, _), value in zip(keys, values, strict=True):
        if value is not None:
            etree.SubElement(element, "data", key=f"{kind}_{name}").text = xml_value(value)
