"""The explorer as a browser and a program meet it: over HTTP, on a real server and real stores."""

import csv
import hashlib
import io
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

uvicorn = pytest.importorskip("uvicorn")
pytest.importorskip("starlette")
pytest.importorskip("jinja2")

from click.testing import CliRunner  # noqa: E402
from pyoxigraph import RdfFormat, parse  # noqa: E402
from starlette.applications import Starlette  # noqa: E402

from sayso.assets import folder  # noqa: E402
from sayso.cli import sayso  # noqa: E402
from sayso.explore import application  # noqa: E402
from sayso.explore.addresses import iri_of, path_of  # noqa: E402
from sayso.explore.catalog import Catalog  # noqa: E402
from sayso.explore.snapshot import Library  # noqa: E402
from sayso.mapping import map_extraction  # noqa: E402
from sayso.model import Extraction  # noqa: E402
from sayso.store import DEFAULT_BASE, open_store  # noqa: E402


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.body)


@dataclass
class Site:
    """An explorer that runs, and the ways to ask it."""

    app: Starlette
    port: int
    path: Path

    def get(self, path: str, **headers: str) -> Reply:
        """Ask for a path with these headers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Accept": "text/html", **named})
        answer = connection.getresponse()
        reply = Reply(
            answer.status,
            {name.lower(): value for name, value in answer.getheaders()},
            answer.read(),
        )
        connection.close()
        return reply

    @property
    def library(self) -> Library:
        """What the pages are made from."""
        found = self.app.state.library
        assert isinstance(found, Library)
        return found

    @property
    def catalog(self) -> Catalog:
        """What the newest snapshot holds."""
        return self.library.shelf().catalog

    def path_of(self, iri: str) -> str:
        """Return the path of the page about an IRI."""
        return path_of(iri, self.catalog.base)


@contextmanager
def run_site(path: Path) -> Iterator[Site]:
    app = application(path)
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield Site(app, listening.getsockname()[1], path)
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store that `sayso build` made of four example articles, with their actors."""
    path = tmp_path_factory.mktemp("explore") / "news.store"
    articles = folder("examples") / "articles"
    names = ("profile-*", "court-*", "business-*", "parliament-*")
    files = [str(file) for name in names for file in sorted(articles.glob(name))]
    assert len(files) == 4
    for command in (["build", *files, "--profile", "fast"], ["actors"]):
        done = CliRunner().invoke(sayso, [*command, "--store", str(path)])
        assert done.exit_code == 0, done.output
    return path


@pytest.fixture(scope="module")
def site(built: Path) -> Iterator[Site]:
    with run_site(built) as running:
        yield running


@pytest.fixture
def made(make_extraction: Callable[..., Extraction], tmp_path: Path) -> Iterator[Site]:
    """Yield the explorer of a store with one article that was made by hand."""
    path = tmp_path / "made.store"
    with open_store(path) as store:
        store.replace([map_extraction(make_extraction())])
    with run_site(path) as running:
        yield running


PLAIN = (
    "/",
    "/search?q=imhoff",
    "/articles",
    "/actors",
    "/statements",
    "/questions",
    "/questions/who-characterized-whom?limit=20",
    "/graph",
    "/graph?kind=answers",
    "/graph?kind=quotes",
    "/graph?kind=targets&nodes=300&voice=on",
    "/events",
    "/compare",
    "/validation",
    "/ontology",
    "/ontology/sayso:Statement",
    "/export",
    "/sparql",
)


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


def test_the_reader_shows_the_text_itself(site: Site) -> None:
    for article in site.catalog.articles:
        reply = site.get(site.path_of(article.iri) + "?layer=" + "sources,events,mentions,contents")
        shown = re.findall(r"<p[^>]*>(.*?)</p>", _words(reply.text), re.S)
        text = site.get(site.path_of(article.iri) + ".json").json["text"]
        assert _plain("".join(shown)) == "".join(text.split())
        digest = hashlib.sha256(text.encode()).hexdigest()
        assert digest == article.digest


def test_every_statement_is_marked_with_exactly_its_words(site: Site) -> None:
    article = site.catalog.articles[0].iri
    record = site.catalog.records[article]
    for statement in record.statements:
        if not statement.content:
            continue
        at = f"?at={statement.start}-{statement.end}"
        page = _words(site.get(site.path_of(article) + at).text)
        assert f'id="w{statement.start}"' in page
        lit = re.findall(r'<span class="m selected[^>]*>.*?(?=</a>)', page, re.S)
        first = statement.content.split(" … ")[0]
        assert _plain(first) in _plain("".join(lit))


def test_layers_are_switched_by_the_address(site: Site) -> None:
    path = site.path_of(site.catalog.articles[0].iri)
    kinds = {"source", "cue", "content", "as", "mention", "event"}

    def shown(query: str) -> set[str]:
        page = _words(site.get(path + query).text)
        return {kind for kind in kinds if f'class="m {kind}' in page}

    assert shown("") == {"source", "cue", "content", "as"}
    assert shown("?layer=none") == set()
    assert shown("?layer=events&layer=none") == {"event"}
    assert shown("?layer=mentions,cues") == {"mention", "cue"}
    labels = set(re.findall(r'data-label="([^"]+)"', site.get(path).text))
    assert {"who", "cue", "says", "whom", "as"} <= labels


def test_a_click_shows_the_statement_that_is_there(site: Site) -> None:
    article = site.catalog.articles[0].iri
    statement = max(site.catalog.records[article].statements, key=lambda one: one.level)
    page = site.get(f"{site.path_of(article)}?at={statement.start}-{statement.end}").text
    assert f'href="{site.path_of(statement.iri)}"' in page.split('class="panel"')[1]


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


def test_no_page_tells_where_files_lie(site: Site) -> None:
    article = site.path_of(site.catalog.articles[0].iri)
    for path in (article, f"{article}.ttl", f"{article}/graph", f"{article}/graph.ttl", "/"):
        assert str(folder("examples")) not in site.get(path).text
    assert site.get("/resource?iri=urn:sayso:store").status == 404


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


def test_actor_page_has_every_row_with_its_words(site: Site) -> None:
    actor = next(one for one in site.catalog.ranked_actors() if one.given and one.received)
    page = site.get(site.path_of(actor.key)).text
    for name in ("Said", "Characterized by", "Characterizes", "Events"):
        assert name in page
    for one in (*actor.given[:40], *actor.received[:40]):
        assert f'href="{site.path_of(one.article)}?at={one.start}-{one.end}#w{one.start}"' in page
    rows = site.get(site.path_of(actor.key) + ".csv").text
    assert len(list(csv.DictReader(io.StringIO(rows)))) >= len(actor.said) + len(actor.given)


def test_an_entity_that_was_resolved_leads_to_its_actor(site: Site) -> None:
    actor = next(
        one
        for one in site.catalog.ranked_actors()
        if "/actor/" in one.key and one.entities[0].iri != one.key
    )
    reply = site.get(site.path_of(actor.entities[0].iri))
    assert (reply.status, reply.headers["location"]) == (303, site.path_of(actor.key))


def test_the_table_is_narrowed_sorted_and_given_as_data(site: Site) -> None:
    every = site.get("/statements.json?all=1").json
    assert len(every) == len(site.catalog.statements)
    direct = site.get("/statements.json?all=1&form=direct").json
    assert direct == [row for row in every if row["form"] == "direct"] != []
    sources = [row["source"] for row in site.get("/statements.json?all=1&sort=source").json]
    assert [one.casefold() for one in sources] == sorted(one.casefold() for one in sources)
    actor = max(site.catalog.actors.values(), key=lambda one: len(one.said))
    query = urlencode({"source": actor.key.removeprefix(site.catalog.base)})
    mine = site.get(f"/statements.json?{query}").json
    assert {row["iri"] for row in mine} == {one.iri for one in actor.said}
    rows = list(csv.DictReader(io.StringIO(site.get(f"/statements.csv?{query}").text)))
    assert [row["iri"] for row in rows] == [row["iri"] for row in mine]


def test_pages_of_the_table_hold_every_statement_once(site: Site) -> None:
    seen: list[str] = []
    path = "/statements"
    while path:
        page = site.get(path).text
        seen += re.findall(r'<td class="quote"><a href="([^"]+)"', page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        path = found[1].replace("&amp;", "&") if found else ""
    assert sorted(seen) == sorted(map(site.path_of, site.catalog.statements))


def test_dates_narrow_by_day_month_and_year(site: Site) -> None:
    days = sorted({one.published for one in site.catalog.articles if one.published})
    rows = site.get(f"/statements.json?all=1&since={days[1]}&until={days[1][:7]}").json
    assert rows
    for row in rows:
        assert row["published"] >= days[1]
        assert row["published"][:7] <= days[1][:7]
    assert site.get("/statements?since=yesterday").status == 400


def test_questions_answer_as_the_library_does(site: Site) -> None:
    from sayso.query import ask

    with open_store(site.path, read_only=True) as store:
        table = ask("who-characterized-whom", store, polarity="negative")
    found = site.get("/questions/who-characterized-whom.json?polarity=negative&limit=5000").json
    assert found == json.loads(table.to_json())
    page = site.get("/questions/who-characterized-whom?polarity=negative").text
    assert "Evidence" in page
    assert 'value="negative" selected' in page


INJECTED = (
    '" } } DELETE WHERE { ?s ?p ?o } #',
    'x"@en . ?a ?b ?c . FILTER("" = "',
    "(a+)+$",
    "?s ?p ?o }",
    "\\",
    "<script>alert(1)</script>",
)


@pytest.mark.parametrize("value", INJECTED)
def test_values_are_values_and_never_sparql_or_html(site: Site, value: str) -> None:
    given = quote(value)
    plain = site.get(f"/questions/who-said-what.json?by={given}&limit=5")
    assert plain.status == 200
    assert plain.json == []
    for path in (
        f"/questions/who-said-what?by={given}",
        f"/search?q={given}",
        f"/statements?q={given}&source={given}&act={given}",
        f"/events?q={given}&actor={given}",
        f"/graph?focus={given}",
        f"/compare?one={given}&other={given}&target={given}",
        f"/actors?q={given}&type={given}",
    ):
        reply = site.get(path)
        assert reply.status == 200, path
        assert "<script>alert" not in reply.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/article/0000000000000000", 404),
        ("/article/0000000000000000.ttl", 404),
        ("/entity/Person.Nobody", 404),
        ("/actor/Person.Nobody", 404),
        ("/questions/who-ate-what", 404),
        ("/ontology/sayso:Nonsense", 404),
        ("/resource?iri=not%20an%20iri", 404),
        ("/export/graph.exe", 404),
        ("/statements.exe", 404),
        ("/../../etc/passwd", 404),
        ("/static/../app.py", 404),
        ("/%ff%fe", 404),
        ("/statements?sort=height", 400),
        ("/statements?page=-1", 400),
        ("/graph?kind=friends", 400),
        ("/graph?nodes=many", 400),
        ("/questions.csv", 400),
        ("/questions/who-said-what?form=loud", 400),
        ("/questions/who-said-what?since=then", 400),
    ],
)
def test_what_cannot_be_answered_is_said_in_plain_words(site: Site, path: str, status: int) -> None:
    reply = site.get(path)
    assert reply.status == status
    assert "Traceback" not in reply.text


def test_an_unknown_identifier_says_so_as_data_too(site: Site) -> None:
    reply = site.get("/entity/Person.Nobody", Accept="application/json")
    assert reply.status == 404
    assert "Nothing in this store is called" in reply.json["error"]


def test_a_very_long_address_is_refused(site: Site) -> None:
    assert site.get("/search?q=" + "a" * 20_000).status == 400


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", ""])
def test_only_names_of_this_computer_are_answered(site: Site, host: str) -> None:
    reply = site.get("/", Host=host)
    assert reply.status == 421
    assert "answers only to the name" in reply.text
    for known in ("localhost", "127.0.0.1:1", "[::1]:8780", "LOCALHOST:9"):
        assert site.get("/", Host=known).status == 200


def test_titles_and_texts_are_shown_and_not_run(
    make_extraction: Callable[..., Extraction], tmp_path: Path
) -> None:
    from dataclasses import replace

    extraction = make_extraction()
    harm = "<script>alert('title')</script>"
    article = replace(
        extraction.article, title=harm, url="javascript:alert(1)", publisher=f'"{harm}'
    )
    path = tmp_path / "harm.store"
    with open_store(path) as store:
        store.replace([map_extraction(replace(extraction, article=article))])
    with run_site(path) as site:
        iri = site.path_of(site.catalog.articles[0].iri)
        for page in ("/", "/articles", "/statements", "/events", "/search?q=alert", iri):
            text = site.get(page).text
            assert "<script>alert" not in text
            assert 'href="javascript' not in text
        assert "&lt;script&gt;alert" in site.get(iri).text


def test_the_graph_is_drawn_the_same_each_time_and_listed_beside(site: Site) -> None:
    first, again = site.get("/graph").text, site.get("/graph").text
    assert first == again
    assert first.count("<circle") > 5
    data = site.get("/graph.json").json
    assert first.count('class="line ') == len(data["edges"])
    rows = first.split("<tbody>")[1].split("</tbody>")[0]
    assert rows.count("<tr>") == min(200, len(data["edges"]))
    edge = data["edges"][0]
    base = site.catalog.base
    ends = {"from": edge["source"].removeprefix(base), "to": edge["target"].removeprefix(base)}
    opened = site.get("/graph?" + urlencode(ends)).text.split('id="evidence"')[1]
    assert edge["links"][0]["words"][:40].replace("'", "&#39;").replace('"', "&#34;") in opened


def test_the_graph_never_draws_more_than_it_may(site: Site) -> None:
    page = site.get("/graph?kind=targets&voice=on&nodes=99999").text
    assert 5 < page.count("<circle") <= 300


def test_compare_shows_only_what_each_says_of_the_target(site: Site) -> None:
    catalog = site.catalog
    speakers = [one for one in catalog.ranked_actors() if one.given][:2]
    target = catalog.actors[catalog.key(speakers[0].given[0].article, speakers[0].given[0].target)]
    query = urlencode({"one": speakers[0].key, "other": speakers[1].key, "target": target.key})
    sides = site.get(f"/compare.json?{query}").json["sides"]
    shown = [one["iri"] for one in sides[0]["characterizations"]]
    assert speakers[0].given[0].iri in shown
    assert set(shown) <= {one.iri for one in speakers[0].given}


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
    assert site.get(found[0]["href"]).status == 200
    assert site.get("/suggest.json").json == []


def test_pages_go_on_while_the_store_is_written_and_show_it_afterwards(
    made: Site, make_extraction: Callable[..., Extraction]
) -> None:
    from dataclasses import replace

    extraction = make_extraction()
    with open_store(made.path) as store:
        # A writer holds the store; pages are served all the same.
        assert made.get("/articles.json").status == 200
        article = made.catalog.articles[0].iri
        changed = replace(extraction, article=replace(extraction.article, title="Another title"))
        store.replace([map_extraction(changed)])
        store.flush()
        assert made.get(made.path_of(article)).status == 200
    made.library.refresh()
    assert made.library.refresh() is False
    second = replace(extraction.article, title="Another title")
    with open_store(made.path) as store:
        graph = map_extraction(replace(extraction, article=second))
        store.replace([], retire=[graph.iri])
    assert made.library.refresh() is True
    assert made.get("/articles.json").json == []
    assert made.get(made.path_of(article)).status == 404
    assert made.get("/").status == 200


def test_snapshots_are_removed_with_the_explorer(
    make_extraction: Callable[..., Extraction], tmp_path: Path
) -> None:
    path = tmp_path / "gone.store"
    with open_store(path) as store:
        store.replace([map_extraction(make_extraction())])
    before = sorted(file.name for file in path.iterdir())
    with run_site(path) as site:
        assert site.get("/").status == 200
        assert sorted(file.name for file in path.iterdir()) != before
    assert sorted(file.name for file in path.iterdir()) == before


def test_an_empty_store_has_pages_too(tmp_path: Path) -> None:
    path = tmp_path / "empty.store"
    with open_store(path):
        pass
    with run_site(path) as site:
        for page in PLAIN:
            assert site.get(page).status == 200, page


def test_without_a_store_the_command_says_what_to_do(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        sayso, ["explore", "--store", str(tmp_path / "none"), "--no-browser", "--port", "0"]
    )
    assert done.exit_code == 2
    assert "There is no store at" in done.output


def test_a_server_is_no_folder_to_open() -> None:
    done = CliRunner().invoke(sayso, ["explore", "--store", "http://localhost:1/", "--no-browser"])
    assert done.exit_code == 2
    assert "is a server" in done.output


def test_a_port_in_use_is_told_in_plain_words(site: Site) -> None:
    done = CliRunner().invoke(
        sayso, ["explore", "--store", str(site.path), "--no-browser", "--port", str(site.port)]
    )
    assert done.exit_code == 2
    assert "Name another port" in done.output


def test_scripts_ask_this_server_alone() -> None:
    import sayso.explore

    static = Path(sayso.explore.__file__).parent / "static"
    files = [*static.glob("*.js"), *static.glob("*.css")]
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"https?://|@import|url\(", text), file.name
    assert sum(file.stat().st_size for file in files) < 200_000


def _words(page: str) -> str:
    return page.split('<article class="words"')[1].split("</article>")[0]


def _plain(html: str) -> str:
    import html as entities

    return "".join(entities.unescape(re.sub(r"<[^>]+>", "", html)).split())
