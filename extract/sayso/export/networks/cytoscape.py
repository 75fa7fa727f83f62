"""The network for Cytoscape: JSON of Cytoscape.js (.cyjs) and the exchange format CX2 (.cx2)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from sayso.export.networks.fields import (
    EDGE_FIELDS,
    NODE_FIELDS,
    Fields,
    edge_values,
    kinds_of,
    node_values,
)
from sayso.export.networks.model import Edge, Node, Value
from sayso.export.networks.network import Network
from sayso.version import own_version

Json = dict[str, Any]

_CX2_TYPES = {
    "text": "string",
    "count": "integer",
    "number": "double",
    "truth": "boolean",
    "iri": "string",
}


def write_cyjs(network: Network, file: BinaryIO) -> None:
    """Write one JSON object with the elements, an element a line."""
    head: Json = {
        "format_version": "1.0",
        "generated_by": f"Sayso {own_version()}",
        "target_cytoscapejs_version": "~2.1",
        "directed": network.kind.directed,
        "multigraph": not network.joined,
        "data": _about(network),
    }
    file.write(f'{_dumps(head)[:-1]},\n"elements":{{"nodes":[\n'.encode())
    _lines(file, ({"data": _cyjs_node(node)} for node in network.nodes))
    file.write(b'\n],"edges":[\n')
    _lines(file, ({"data": _cyjs_edge(edge)} for edge in network.edges()))
    file.write(b"\n]}}\n")


def _cyjs_node(node: Node) -> Json:
    name = f"n{node.number}"
    # Cytoscape takes "id" and "name"; networkx takes "value" of a node and "key" of an edge.
    told = {"id": name, "value": name, "name": node.label, "shared_name": node.label}
    return told | {"iri": node.iri} | _present(NODE_FIELDS, node_values(node))


def _cyjs_edge(edge: Edge) -> Json:
    told = {
        "id": f"e{edge.number}",
        "key": edge.number,
        "source": f"n{edge.source}",
        "target": f"n{edge.target}",
        "interaction": edge.polarity or kinds_of(edge) or "links",
        "weight": edge.weight,
    }
    return told | _present(EDGE_FIELDS, edge_values(edge))


def write_cx2(network: Network, file: BinaryIO) -> None:
    """Write the aspects of CX2 one after the other, a node or edge a line, and how to show them."""
    counts = {
        "attributeDeclarations": 1,
        "networkAttributes": 1,
        "nodes": len(network.nodes),
        "edges": network.edge_count,
        "visualProperties": 1,
    }
    meta = [{"name": name, "elementCount": count} for name, count in counts.items()]
    file.write(f"[{_dumps({'CXVersion': '2.0', 'hasFragments': False})},\n".encode())
    for aspect, content in (
        ("metaData", meta),
        ("attributeDeclarations", [_declarations(network)]),
        ("networkAttributes", [_about(network)]),
    ):
        file.write(f"{_dumps({aspect: content})},\n".encode())
    file.write(b'{"nodes":[\n')
    _lines(file, map(_cx2_node, network.nodes))
    file.write(b'\n]},\n{"edges":[\n')
    _lines(file, map(_cx2_edge, network.edges()))
    file.write(b"\n]},\n")
    file.write(f"{_dumps({'visualProperties': [_look(network)]})},\n".encode())
    file.write(f"{_dumps({'status': [{'success': True, 'error': ''}]})}]\n".encode())


def _cx2_node(node: Node) -> Json:
    told = {"name": node.label, "iri": node.iri} | _present(NODE_FIELDS, node_values(node))
    return {"id": node.number, "v": told}


def _cx2_edge(edge: Edge) -> Json:
    told = {
        "interaction": edge.polarity or kinds_of(edge) or "links",
        "weight": edge.weight,
    } | _present(EDGE_FIELDS, edge_values(edge))
    return {"id": edge.number, "s": edge.source, "t": edge.target, "v": told}


def _declarations(network: Network) -> Json:
    nodes = {"name": {"d": "string"}, "iri": {"d": "string"}} | _typed(NODE_FIELDS)
    edges = {"interaction": {"d": "string"}, "weight": {"d": "integer"}} | _typed(EDGE_FIELDS)
    about = {name: {"d": "string"} for name in _about(network)}
    return {"networkAttributes": about, "nodes": nodes, "edges": edges}


def _typed(fields: Fields) -> Json:
    return {name: {"d": _CX2_TYPES[kind]} for name, kind in fields}


def _look(network: Network) -> Json:
    """Return a style that shows attitudes by color and by line."""
    colors = {
        "positive": "#1F6FB5",
        "negative": "#C1440E",
        "mixedPolarity": "#7B3FA3",
        "neutral": "#77818C",
    }
    lines = {
        "positive": "solid",
        "negative": "dashed",
        "mixedPolarity": "dashdot",
        "neutral": "dotted",
    }
    arrow = "triangle" if network.kind.directed else "none"
    return {
        "default": {"network": {}, "node": {}, "edge": {"EDGE_TARGET_ARROW_SHAPE": arrow}},
        "nodeMapping": {
            "NODE_LABEL": {
                "type": "PASSTHROUGH",
                "definition": {"attribute": "name", "type": "string"},
            }
        },
        "edgeMapping": {
            "EDGE_LINE_COLOR": _by_polarity(colors),
            "EDGE_LINE_STYLE": _by_polarity(lines),
        },
    }


def _by_polarity(values: dict[str, str]) -> Json:
    mapped = [{"v": polarity, "vp": shown} for polarity, shown in values.items()]
    return {
        "type": "DISCRETE",
        "definition": {"attribute": "polarity", "type": "string", "map": mapped},
    }


def _about(network: Network) -> Json:
    kind = network.kind
    return {"name": kind.title, "description": f"A node: {kind.node}. An edge: {kind.edge}."}


def _present(fields: Fields, values: tuple[Value, ...]) -> Json:
    named = zip(fields, values, strict=True)
    return {name: value for (name, _), value in named if value is not None}


def _lines(file: BinaryIO, objects: Iterable[Json]) -> None:
    between = ""
    for one in objects:
        file.write(f"{between}{_dumps(one)}".encode())
        between = ",\n"


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
