"""The network of the explorer: the drawing of the server, the table, the data for the picture."""

import csv
import io
import re
import sys
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from sayso.explore import asked, rendering

sys.path.insert(0, str(Path(__file__).parent))

from explorer_site import Site


def test_the_graph_is_drawn_the_same_each_time_and_listed_beside(site: Site) -> None:
    first, again = site.get("/graph").text, site.get("/graph").text
    assert first == again
    assert 5 < first.count("<circle") <= 60
    data = site.get("/graph.json").json
    drawn = set(re.findall(r'data-from="([^"]+)" data-to="([^"]+)"', first))
    edges = {(edge["source"], edge["target"]) for edge in data["edges"]}
    assert drawn
    assert {(unescape(one), unescape(other)) for one, other in drawn} <= edges
    rows = first.split("<tbody>")[1].split("</tbody>")[0]
    assert rows.count("<tr>") == min(50, len(edges))


def test_an_edge_leads_to_its_evidence(site: Site) -> None:
    edge = site.get("/graph.json").json["edges"][0]
    base = site.catalog.base
    ends = {"from": edge["source"].removeprefix(base), "to": edge["target"].removeprefix(base)}
    page = site.get("/graph?" + urlencode(ends)).text
    opened = page.split('id="evidence"')[1].split("</section>")[0]
    assert opened.count("<li>") == len(edge["links"])
    for link in edge["links"]:
        assert link["words"][:40] in unescape(opened)
        assert f'href="{site.path_of(link["iri"])}"' in opened


def test_the_graph_never_draws_more_than_it_may(site: Site) -> None:
    page = site.get("/graph?kind=targets&voice=on&nodes=99999").text
    assert 5 < page.count("<circle") <= 300
    assert site.get("/graph?nodes=4").text.count("<circle") <= 4
    few = site.get("/graph.json?nodes=4").json
    assert len(few["nodes"]) <= 4 < few["nodes_in_all"]
    assert len(site.get("/graph.json?kind=targets&voice=on&nodes=99999").json["nodes"]) <= 2000


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


def test_the_plain_script_is_used_where_none_was_built(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(rendering, "_STATIC", tmp_path)
    for name in ("graph", "sparql"):
        assert f'src="/static/{name}.js"' in site.get(f"/{name}").text
        assert site.get(f"/static/{name}.js").status == 200
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "graph.js").touch()
    assert 'src="/static/built/graph.js"' in site.get("/graph").text
