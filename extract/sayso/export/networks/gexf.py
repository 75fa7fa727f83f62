"""The network as GEXF 1.3, the format of Gephi, written as a stream."""

from __future__ import annotations

from typing import BinaryIO

from lxml import etree

from sayso.export.networks.fields import (
    EDGE_FIELDS,
    NODE_FIELDS,
    Fields,
    clean,
    edge_values,
    label_of,
    node_values,
    xml_value,
)
from sayso.export.networks.model import Edge, Node, Value
from sayso.export.networks.network import Network

NAMESPACE = "http://gexf.net/1.3"

# The types of GEXF for the kinds of values.
_TYPES = {
    "text": "string",
    "count": "integer",
    "number": "double",
    "truth": "boolean",
    "iri": "anyURI",
}

# An edge of GEXF has a kind of its own, which is its attitude here; readers mix up the two.
_TITLES = {"kind": "evidence_kind"}


def write_gexf(network: Network, file: BinaryIO) -> None:
    """Write nodes and edges; an edge exists on the days of its evidence, for the timeline.

    What has undated evidence exists always, and a node from its first day to its last.
    """
    graph = {
        "defaultedgetype": "directed" if network.kind.directed else "undirected",
        "idtype": "string",
    }
    if network.dated:
        graph |= {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("gexf", nsmap={None: NAMESPACE}, attrib={"version": "1.3"}):
            xml.write(_meta(network))
            with xml.element("graph", attrib=graph):
                xml.write(_declared("node", NODE_FIELDS), _declared("edge", EDGE_FIELDS))
                with xml.element("nodes", count=str(len(network.nodes))):
                    for node in network.nodes:
                        xml.write(_node(node))
                with xml.element("edges", count=str(network.edge_count)):
                    for edge in network.edges():
                        xml.write(_edge(network, edge))


def _meta(network: Network) -> etree._Element:
    meta = etree.Element("meta")
    etree.SubElement(meta, "creator").text = "Sayso"
    kind = network.kind
    told = f"{kind.title}. A node: {kind.node}. An edge: {kind.edge}."
    etree.SubElement(meta, "description").text = told
    meta.tail = "\n"
    return meta


def _declared(kind: str, fields: Fields) -> etree._Element:
    holder = etree.Element("attributes", {"class": kind})
    for name, value_kind in fields:
        title = _TITLES.get(name, name)
        etree.SubElement(holder, "attribute", id=name, title=title, type=_TYPES[value_kind])
    holder.tail = "\n"
    return holder


def _node(node: Node) -> etree._Element:
    element = etree.Element("node", id=clean(node.iri), label=clean(node.label))
    if node.dated and node.first:
        element.set("start", node.first)
        element.set("end", node.last)
    _values(element, NODE_FIELDS, node_values(node))
    element.tail = "\n"
    return element


def _edge(network: Network, edge: Edge) -> etree._Element:
    element = etree.Element(
        "edge",
        id=str(edge.number),
        source=clean(network.nodes[edge.source].iri),
        target=clean(network.nodes[edge.target].iri),
        weight=f"{edge.weight}.0",
        label=clean(label_of(edge)),
    )
    if edge.polarity:
        element.set("kind", edge.polarity)
    if edge.dated and len(edge.days) == 1:
        element.set("start", edge.days[0])
        element.set("end", edge.days[0])
    _values(element, EDGE_FIELDS, edge_values(edge))
    if edge.dated and len(edge.days) > 1:
        spells = etree.SubElement(element, "spells")
        for day in edge.days:
            etree.SubElement(spells, "spell", start=day, end=day)
    element.tail = "\n"
    return element


def _values(element: etree._Element, fields: Fields, values: tuple[Value, ...]) -> None:
    holder = etree.SubElement(element, "attvalues")
    for (name, _), value in zip(fields, values, strict=True):
        if value is not None:
            etree.SubElement(holder, "attvalue", {"for": name, "value": xml_value(value)})
