"""The network of the explorer: the drawing of the server, the table, the data for the picture."""

import csv
import io
import re
import sys
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest

from sayso.explore import asked, rendering
from sayso.explore.pages import graph
from sayso.export.networks import KINDS, read_network
from sayso.export.picture.style import LOOKS

sys.path.insert(0, str(Path(__file__).parent))

from explorer_site import Site


def drawn(page: str) -> set[tuple[str, str]]:
    """Return the ends of the edges that the server drew, as parameters have them."""
    drawing = page.split('id="drawing"')[1].split("</svg>")[0]
    links = map(unescape, re.findall(r'href="([^"]+)#evidence"', drawing))
    given = [parse_qs(link.partition("?")[2]) for link in links]
    return {(one["from"][0], one["to"][0]) for one in given}


def nodes_in(page: str) -> int:
    return page.count("data-node=")


def test_the_graph_is_drawn_the_same_each_time_and_listed_beside(site: Site) -> None:
    first, again = site.get("/graph").text, site.get("/graph").text
    assert first == again
    assert 5 < nodes_in(first) <= 60
    data = site.get("/graph.json").json
    base = site.catalog.base
    edges = {
        (edge["source"].removeprefix(base), edge["target"].removeprefix(base))
        for edge in data["edges"]
    }
    assert drawn(first)
    assert drawn(first) <= edges
    rows = first.split("<tbody>")[1].split("</tbody>")[0]
    assert rows.count("<tr>") == min(50, len(edges))


@pytest.mark.parametrize("kind", KINDS)
def test_the_network_is_the_one_that_is_exported(site: Site, kind: str) -> None:
    data = site.get(f"/graph.json?kind={kind}&voice=on&nodes=2000").json
    with read_network(site.library.shelf().store, kind) as network:
        iris = [node.iri for node in network.nodes]
        edges = {
            (iris[edge.source], iris[edge.target]): (edge.weight, edge.polarity)
            for edge in network.edges()
        }
        assert {node["iri"]: node["name"] for node in data["nodes"]} == {
            node.iri: node.label for node in network.nodes
        }
    assert edges == {
        (edge["source"], edge["target"]): (edge["weight"], edge["tone"]) for edge in data["edges"]
    }
    assert edges or kind == "answers", "nobody answers anybody in these articles"
    assert data["directed"] is KINDS[kind].directed


def test_a_polarity_and_the_voices_narrow_the_evidence(site: Site) -> None:
    whole = site.get("/graph.json?voice=on&nodes=2000").json
    for polarity in ("positive", "negative", "neutral"):
        found = site.get(f"/graph.json?polarity={polarity}&voice=on&nodes=2000").json
        links = [link for edge in found["edges"] for link in edge["links"]]
        assert {link["polarity"] for link in links} == {polarity}
        every = [link["polarity"] for edge in whole["edges"] for link in edge["links"]]
        assert len(links) == every.count(polarity)
    spoken = site.get("/graph.json?kind=statements&voice=on&nodes=2000").json
    silent = site.get("/graph.json?kind=statements&nodes=2000").json
    voices = {node["iri"] for node in spoken["nodes"] if node["type"] == "ArticleVoice"}
    assert voices
    assert voices.isdisjoint(node["iri"] for node in silent["nodes"])
    # A voice has no page of its own: it leads to all that it says.
    assert all(
        node["href"].startswith("/statements?source=voice")
        for node in spoken["nodes"]
        if node["iri"] in voices
    )


def test_an_edge_leads_to_its_evidence(site: Site) -> None:
    edge = site.get("/graph.json").json["edges"][0]
    base = site.catalog.base
    ends = {"from": edge["source"].removeprefix(base), "to": edge["target"].removeprefix(base)}
    page = site.get("/graph?" + urlencode(ends)).text
    opened = page.split('id="evidence"')[1].split("</section>")[0]
    assert opened.count("<li>") == len(edge["links"])
    assert f'class="edge {edge["tone"].removesuffix("Polarity")} lit"' in page
    for link in edge["links"]:
        assert link["words"][:40] in unescape(opened)
        assert f'href="{site.path_of(link["iri"])}"' in opened


def test_the_graph_never_draws_more_than_it_may(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, most in (("_DRAWN", 10), ("MOST_DRAWN", 20), ("MOST_NODES", 30)):
        monkeypatch.setattr(graph, name, most)
    counts = [
        nodes_in(site.get(f"/graph?kind=co-mentions&nodes={nodes}").text)
        for nodes in ("", "4", "20", "25", "99999")
    ]
    assert 5 < counts[0] <= 10
    assert counts[1] <= 4
    assert 10 < counts[2] <= 20
    assert counts[3:] == counts[:1] * 2
    few = site.get("/graph.json?kind=co-mentions&nodes=4").json
    assert len(few["nodes"]) <= 4 < few["nodes_in_all"]
    assert len(few["edges"]) < few["edges_in_all"]
    assert len(site.get("/graph.json?kind=co-mentions&nodes=99999").json["nodes"]) <= 30


def test_the_data_of_the_picture_have_the_weight_of_each_edge(site: Site) -> None:
    whole = site.get("/graph.json").json
    light = site.get("/graph.json?with=weights").json
    assert light["nodes"] == whole["nodes"]
    assert len(light["edges"]) == len(whole["edges"]) > 10
    for one, other in zip(light["edges"], whole["edges"], strict=True):
        assert one["weight"] == len(other["links"])
        assert one["words"] == other["links"][0]["words"][:120]
        assert {link["polarity"] for link in other["links"]} >= {one["tone"]} - {
            "neutral",
            "mixedPolarity",
        }
    for node in light["nodes"][:20]:
        assert site.get(node["href"]).status in (200, 303)


def test_the_table_of_edges_has_all_of_them_in_pages_and_as_csv(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "SIZE", 20)
    total, path = 0, "/graph?voice=on&nodes=3"
    while path:
        page = site.get(path).text
        total += page.split("<tbody>")[1].split("</tbody>")[0].count("<tr>")
        found = re.search(r'rel="next" href="([^"]+)"', page)
        path = unescape(found[1]) if found else ""
    assert total == len(site.get("/graph.json?voice=on&nodes=2000").json["edges"]) > 20
    rows = list(csv.DictReader(io.StringIO(site.get("/graph.csv?voice=on&nodes=3").text)))
    assert len({(row["source"], row["target"]) for row in rows}) <= total <= len(rows)


def test_pages_have_no_script_where_none_was_built(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(rendering, "_STATIC", tmp_path)
    for path in ("/", "/graph", "/sparql"):
        assert "<script" not in site.get(path).text
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "graph.js").touch()
    assert 'src="/static/built/graph.js"' in site.get("/graph").text
    assert "<script" not in site.get("/sparql").text


def test_the_style_of_the_drawing_is_that_of_exported_pictures(site: Site) -> None:
    reply = site.get("/network.css")
    assert reply.headers["content-type"].startswith("text/css")
    for look in LOOKS.values():
        if look.dashes:
            assert f".{look.css} .line{{stroke-dasharray:{look.dashes}}}" in reply.text
    assert "<style" not in site.get("/graph").text
