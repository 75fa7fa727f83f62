"""The explorer as a browser and a program meet it: over HTTP, on a real server and real stores."""

import gzip
import re
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, parse

from sayso.cli import sayso
from sayso.explore.addresses import iri_of, path_of
from sayso.store import DEFAULT_BASE, open_store

sys.path.insert(0, str(Path(__file__).parent))

from explorer_site import PLAIN, Site


@pytest.mark.parametrize("path", PLAIN)
def test_every_page_is_whole_html_with_landmarks_and_one_heading(site: Site, path: str) -> None:
    reply = site.get(path)
    assert reply.status == 200, reply.text[-500:]
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    for part in ('<html lang="en">', '<main id="main"', "<header", "<nav", "<footer", "<title>"):
        assert part in reply.text
    assert reply.text.count("<h1") == 1
    assert reply.text.rstrip().endswith("</html>")


@pytest.mark.parametrize("path", PLAIN)
def test_pages_load_nothing_from_elsewhere_and_have_no_inline_code(site: Site, path: str) -> None:
    reply = site.get(path)
    assert reply.headers["content-security-policy"].startswith("default-src 'self'")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r'(?:src|srcset|action)="(?:https?:)?//', reply.text)
    assert not re.search(r"<link[^>]+href=\"(?:https?:)?//", reply.text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", reply.text)
    assert not re.search(r"\son\w+=|\sstyle=|javascript:", reply.text)


def test_identifiers_on_a_page_are_unique(site: Site) -> None:
    article = site.catalog.articles[0].iri
    for path in (*PLAIN, site.path_of(article), site.path_of(site.catalog.ranked_actors()[0].key)):
        ids = re.findall(r'\sid="([^"]+)"', site.get(path).text)
        assert len(ids) == len(set(ids)), path


def test_every_link_of_the_main_pages_leads_somewhere(site: Site) -> None:
    statement = next(iter(site.catalog.statements))
    actor = site.catalog.ranked_actors()[0].key
    article = site.catalog.articles[0].iri
    starts = ["/", "/statements", *(site.path_of(iri) for iri in (statement, actor, article))]
    links = {
        link.split("#")[0].replace("&amp;", "&")
        for start in starts
        for link in re.findall(r'href="(/[^"]*)"', site.get(start).text)
    }
    assert len(links) > 100
    wrong = [link for link in sorted(links) if site.get(link).status not in (200, 303)]
    assert wrong == []


def test_home_counts_what_is_in_the_store(site: Site) -> None:
    counted = site.get("/index.json").json["counts"]
    with open_store(site.path, read_only=True) as store:
        quads = list(store.quads())
    classes = [str(quad.object) for quad in quads if str(quad.predicate).endswith("#type>")]
    assert counted["articles"] == 4
    assert counted["statements"] == classes.count("<https://w3id.org/sayso/ns#Statement>") > 50
    told = "<https://w3id.org/sayso/ns#Characterization>"
    assert counted["characterizations"] == classes.count(told) > 10


def test_identifiers_dereference_as_page_and_as_data(site: Site) -> None:
    catalog = site.catalog
    nodes = [catalog.articles[0].iri, catalog.ranked_actors()[0].key]
    for items in (catalog.statements, catalog.characterizations, catalog.events):
        nodes.append(next(iter(items)))
    for node in nodes:
        path = site.path_of(node)
        assert site.get(path).headers["content-type"].startswith("text/html")
        turtle = site.get(path, Accept="text/turtle")
        assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
        assert "Accept" in turtle.headers["vary"].split(", ")
        quads = list(parse(turtle.body, format=RdfFormat.TURTLE))
        assert any(str(quad.subject) == f"<{node}>" for quad in quads)
        linked = site.get(path, Accept="text/html;q=0.5, application/ld+json")
        assert linked.headers["content-type"] == "application/ld+json; charset=utf-8"
        again = parse(linked.body, format=RdfFormat.JSON_LD)
        assert {quad.triple for quad in again} == {quad.triple for quad in quads}
        for ending, kind in ((".ttl", "text/turtle"), (".json", "application/json")):
            assert site.get(path + ending).headers["content-type"].startswith(kind)
        assert site.get(path + ".ttl").body == turtle.body


def test_an_article_as_turtle_is_its_graph_and_provenance(site: Site) -> None:
    article = site.catalog.articles[0].iri
    found = {
        q.triple for q in parse(site.get(site.path_of(article) + ".ttl").body, RdfFormat.TURTLE)
    }
    with open_store(site.path, read_only=True) as store:
        wanted = {
            quad.triple
            for quad in store.quads()
            if str(quad.graph_name) in (f"<{article}/graph>", f"<{article}/provenance>")
        }
    assert found == wanted


@pytest.mark.parametrize(
    "iri",
    [
        "entity/Person.Zoë_O%27Brien",
        "entity/Person.%E2%80%9CBig%E2%80%9D_Al",
        "article/00/entity/a%2Fb%25c-12",
        "article/00/characterization/1-2_3-4~2",
        "entity/Person.毛",
    ],
)
def test_paths_and_identifiers_are_inverse(iri: str) -> None:
    path = path_of(DEFAULT_BASE + iri, DEFAULT_BASE)
    assert path.isascii()
    assert iri_of(path, DEFAULT_BASE) == DEFAULT_BASE + iri


def test_validation_tells_when_all_was_checked(site: Site) -> None:
    for _ in range(200):
        found = site.get("/validation.json").json
        if found["checked"] == found["articles"]:
            break
        time.sleep(0.1)
    assert found["checked"] == 4
    assert found["findings"] == []
    assert "conform to the shapes" in site.get("/validation").text


def test_exports_are_those_of_the_command(site: Site, tmp_path: Path) -> None:
    for suffix in (".trig", ".gexf"):
        reply = site.get(f"/export/sayso{suffix}")
        assert "attachment" in reply.headers["content-disposition"]
        file = tmp_path / f"out{suffix}"
        done = CliRunner().invoke(sayso, ["export", str(file), "--store", str(site.path)])
        assert done.exit_code == 0
        assert reply.body == file.read_bytes()


def test_sparql_is_answered_at_its_address(site: Site) -> None:
    query = quote(
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a <https://w3id.org/sayso/ns#Statement> } }"
    )
    reply = site.get(f"/sparql?query={query}", Accept="application/sparql-results+json")
    found = reply.json["results"]["bindings"][0]["n"]["value"]
    assert int(found) == len(site.catalog.statements)


def test_suggestions_are_names_that_lead_to_pages(site: Site) -> None:
    found = site.get("/suggest.json?q=imh").json
    assert found[0]["label"] == "Rosa Imhoff"
    assert found[0]["kind"] == "person"
    assert site.get(found[0]["href"]).status == 200
    # A word of a name may begin so; among those the one comes first of whom there is most to tell.
    assert site.get("/suggest.json?q=im").json[0]["label"] == "Rosa Imhoff"
    assert site.get("/suggest.json").json == []


def test_scripts_ask_this_server_alone() -> None:
    import sayso.explore

    static = Path(sayso.explore.__file__).parent / "static"
    files = [*static.glob("*.js"), *static.glob("*.css")]
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"https?://|@import|url\(", text), file.name
    assert sum(file.stat().st_size for file in files) < 200_000


def test_the_editor_is_offered_every_term_of_the_ontology(site: Site) -> None:
    offered = site.get("/terms.json").json
    names = {one["name"]: one for one in offered["terms"]}
    assert names["sayso:Statement"]["kind"] == "class"
    assert names["sayso:Statement"]["about"]
    assert names["nif:anchorOf"] == {"name": "nif:anchorOf", "kind": "", "about": ""}
    known = {name for one in site.get("/ontology.json").json for name in [one["short"]]}
    assert known <= set(names)
    assert {name.split(":")[0] for name in names} <= set(offered["prefixes"])


@pytest.mark.usefixtures("scripts")
def test_no_screen_loads_more_than_200_kilobytes_of_scripts(site: Site) -> None:
    def loaded(address: str, seen: set[str]) -> None:
        """Gather a script with all that it may come to import, and its workers."""
        if address in seen:
            return
        seen.add(address)
        text = site.get(address).text
        for name in re.findall(r'"(\./part-\w+\.js)"', text):
            loaded(f"/static/built/{name[2:]}", seen)
        if "/static/built/layout.js" in text:
            loaded("/static/built/layout.js", seen)

    sizes = {}
    for path in PLAIN:
        seen: set[str] = set()
        for address in re.findall(r'<script[^>]* src="([^"]+)"', site.get(path).text):
            loaded(address, seen)
        sizes[path] = sum(len(gzip.compress(site.get(one).body)) for one in seen)
    assert sizes["/"] < 5_000
    assert max(sizes.values()) < 200_000
    assert min(sizes["/graph"], sizes["/sparql"]) > 30_000


@pytest.mark.usefixtures("scripts")
def test_the_licences_of_what_is_bundled_are_given_out_with_it(site: Site) -> None:
    notice = site.get("/static/built/NOTICE.txt").text
    for package in ("sigma", "graphology", "@codemirror/view", "graphology-layout-forceatlas2"):
        assert re.search(rf"^{package} [\d.]+ \(MIT\)$", notice, re.M)
