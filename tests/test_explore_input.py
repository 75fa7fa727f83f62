"""What somebody may ask of the explorer in error or malice: all harmless, told in plain words."""

import html
import shutil
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from sayso.assets import folder
from sayso.mapping import map_extraction
from sayso.model import Extraction
from sayso.store import open_store

sys.path.insert(0, str(Path(__file__).parent))

from explorer_site import PLAIN, Site, run_site

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


def test_no_page_tells_where_files_lie(site: Site) -> None:
    article = site.path_of(site.catalog.articles[0].iri)
    for path in (article, f"{article}.ttl", f"{article}/graph", f"{article}/graph.ttl", "/"):
        assert str(folder("examples")) not in site.get(path).text
    assert site.get("/resource?iri=urn:sayso:store").status == 404


def test_a_query_of_a_megabyte_is_refused(site: Site) -> None:
    def status(path: str, **given: str) -> int:
        try:
            return site.get(path, **given).status
        except ConnectionError:
            return 0  # The server answered and hung up before all was sent.

    query = "SELECT * { ?s ?p ?o } # " + "a" * 1_100_000
    posted = {"method": "POST", "body": query, "Content_Type": "application/sparql-query"}
    assert status("/sparql", Accept="*/*", **posted) in (0, 413)
    for address in ("/sparql?query=", "/search?q="):
        assert status(address + "a" * 1_000_000) in (0, 400, 413, 414, 431)
    assert site.get("/").status == 200


def test_an_expression_that_explodes_finds_nothing_and_holds_up_nobody(site: Site) -> None:
    pattern = "(a+)+" * 8 + "$"
    query = (
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } "
        f'FILTER(REGEX(CONCAT(STR(?o), "{"a" * 40}b"), "{pattern}")) }}'
    )
    reply = site.get(f"/sparql?query={quote(query)}", Accept="application/sparql-results+json")
    assert reply.status in (200, 400, 503)
    if reply.status == 200:
        assert reply.json["results"]["bindings"][0]["n"]["value"] == "0"
    for path in ("/search", "/statements", "/actors", "/articles"):
        assert site.get(f"{path}?q={quote(pattern)}").status == 200


@pytest.mark.parametrize("update", ["INSERT DATA { <urn:a> <urn:b> 1 }", "DROP ALL"])
def test_nothing_can_be_written(site: Site, update: str) -> None:
    before = site.get("/index.json").json
    form = {"body": f"update={quote(update)}", "Content_Type": "application/x-www-form-urlencoded"}
    plain = {"body": update, "Content_Type": "application/sparql-update"}
    for given in (form, plain):
        assert site.get("/sparql", method="POST", **given).status in (400, 403, 415)
    assert site.get(f"/sparql?query={quote(update)}").status == 400
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        for path in ("/", "/statements", "/export", "/article/0000000000000000"):
            assert site.get(path, method=method, body="x").status == 405
    assert site.get("/index.json").json == before


def test_two_names_for_the_server_are_one_too_many(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as connection:
        connection.sendall(
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
        )
        answer = connection.makefile("rb").read()
    assert answer.split(b"\r\n")[0].split()[1] in (b"400", b"421")
    assert b"<html" not in answer


def test_another_site_may_not_read_the_pages(site: Site) -> None:
    for path in ("/", "/sparql?query=ASK%7B%7D", "/statements.json"):
        headers = site.get(path, Origin="http://evil.example").headers
        assert "access-control-allow-origin" not in headers
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("host", ["127.0.0.1:evil", "localhost:8780:80", "[::1", "::1", "a@[::1]"])
def test_a_host_must_be_written_as_hosts_are(site: Site, host: str) -> None:
    assert site.get("/", Host=host).status == 421


def test_pages_beyond_the_last_are_the_last(site: Site) -> None:
    last = site.get("/statements.csv?page=1000000").text
    for page in ("1000000000", "9" * 30):
        reply = site.get(f"/statements.csv?page={page}")
        assert reply.status == 200
        assert reply.text == last
    refused = site.get(f"/statements?page={'9' * 300}")
    assert refused.status == 400
    assert len(refused.text) < 5_000


@pytest.mark.parametrize("path", ["/statements", "/events"])
@pytest.mark.parametrize("value", ["2024-99-99", "2024-13", "2023-02-29", "0000", "24", "then"])
def test_a_day_that_is_in_no_calendar_is_refused(site: Site, path: str, value: str) -> None:
    for name in ("since", "until"):
        reply = site.get(f"{path}?{name}={value}")
        assert reply.status == 400, (path, name, value)
        assert f"'{name}' must be a day" in html.unescape(reply.text)


@pytest.mark.parametrize(
    ("accept", "status", "kind"),
    [
        ("text/csv, text/html;q=0.5", 200, "text/html"),
        ("text/csv;q=0.5, application/json;q=0.4", 200, "application/json"),
        ("text/csv", 406, "application/json"),
        ("text/csv, */*;q=0.1", 200, "text/html"),
        ("image/png", 200, "text/html"),
        ("text/html;q=0, text/turtle", 200, "text/turtle"),
        ("text/n3", 200, "text/turtle"),
        (",;q=;;,", 200, "text/html"),
        ("text/turtle;q=0.1," * 2_000, 200, "text/turtle"),
    ],
)
def test_a_page_comes_in_a_format_that_it_has(
    site: Site, accept: str, status: int, kind: str
) -> None:
    reply = site.get("/ontology", Accept=accept)
    assert reply.status == status
    assert reply.headers["content-type"].startswith(kind)


def test_addresses_with_a_slash_behind_lead_to_those_without(site: Site) -> None:
    article = site.path_of(site.catalog.articles[0].iri)
    for path in ("/statements", "/questions", article):
        reply = site.get(f"{path}/?x=1")
        assert reply.status == 308
        assert reply.headers["location"] == f"{path}?x=1"
    # No address leads to another server.
    for path in ("//evil.example/", "///evil.example//", "/\\evil.example/"):
        assert site.get(path).headers["location"].startswith(("/evil", "/%5C"))
    assert site.get("//evil.example").status == 404


def test_what_is_too_much_for_a_page_is_not_cut_off_silently(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.explore.rendering._MOST_SUBJECTS", 60)
    assert site.get("/statements.ttl").status == 200
    reply = site.get("/statements.ttl?all=1")
    assert reply.status == 400
    assert "Narrow it" in reply.json["error"]


def test_names_with_markup_and_turned_letters_stay_where_they_are(
    make_extraction: Callable[..., Extraction], tmp_path: Path
) -> None:
    from dataclasses import replace

    extraction = make_extraction()
    turned = "\u202eEvil\u2066 <img src=x onerror=alert(1)> & \"Co\" 'Ltd'"
    article = replace(extraction.article, title=turned, publisher=turned, authors=(turned,))
    path = tmp_path / "turned.store"
    with open_store(path) as store:
        store.replace([map_extraction(replace(extraction, article=article))])
    with run_site(path) as site:
        iri = site.path_of(site.catalog.articles[0].iri)
        for page in ("/", "/articles", "/statements", "/compare?by=outlets", iri):
            assert "<img" not in site.get(page).text
        given = quote(site.catalog.articles[0].publisher)
        for page in (f"/articles?publisher={given}", f"/statements?publisher={given}"):
            reply = site.get(page)
            assert reply.status == 200
            assert "<img" not in reply.text
        assert len(site.get(f"/statements.json?publisher={given}").json) > 0


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "empty.store"
    with open_store(path):
        pass
    with run_site(path) as site:
        for page in PLAIN:
            reply = site.get(page)
            assert reply.status == 200, page
            assert "Traceback" not in reply.text
        assert "sayso build" in site.get("/").text
        assert "There is no article to check" in site.get("/validation").text


def test_a_store_that_goes_away_is_shown_as_it_was(explored: Path, tmp_path: Path) -> None:
    path = tmp_path / "going.store"
    shutil.copytree(explored, path)
    with run_site(path) as site:
        article = site.path_of(site.catalog.articles[0].iri)
        shutil.rmtree(path)
        # Longer than a snapshot is taken to be new.
        time.sleep(2.2)
        for page in ("/", "/statements", "/questions/who-said-what?limit=5", article):
            assert site.get(page).status == 200
        assert "What you see is as it was before" in site.get("/").text


def test_each_method_but_reading_is_refused_on_every_kind_of_page(site: Site) -> None:
    node = site.path_of(next(iter(site.catalog.statements)))
    for path in (*PLAIN, "/index.json", "/suggest.json", "/static/sayso.css", node, f"{node}.ttl"):
        if path == "/sparql":
            continue
        address = path.split("?")[0]
        for method in ("OPTIONS", "TRACE", "BREW"):
            assert site.get(address, method=method).status == 405, (method, address)
        head = site.get(address, method="HEAD")
        assert head.status == 200, address
        assert head.body == b""
