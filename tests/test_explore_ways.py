"""The ways between pages: what a name, an answer, a term and an error lead to."""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from sayso.store import open_store

sys.path.insert(0, str(Path(__file__).parent))

from explorer_site import Site


def links(page: str, begins: str = "/") -> list[str]:
    """Return where the links of a page lead that begin so."""
    found = re.findall(r'href="([^"]+)"', page)
    return [html.unescape(one) for one in found if one.startswith(begins)]


def test_names_in_answers_lead_to_their_actors_and_rows_to_their_words(site: Site) -> None:
    page = site.get("/questions/who-characterized-whom?limit=50").text
    answer = page.split('aria-label="Answer"')[1].split("</table>")[0]
    rows = answer.split("<tbody>")[1].split("</tr>")[:-1]
    named = {path for row in rows for path in links(row) if path.startswith(("/actor", "/entity"))}
    assert len(named) > 5
    assert all(site.get(path).status == 200 for path in named)
    for row in rows:
        article, _, words = links(row, "/article/")[-1].partition("?at=")
        start = words.partition("-")[0]
        assert f'id="w{start}"' in site.get(f"{article}?at={words.partition('#')[0]}").text


def test_a_row_with_words_of_two_articles_leads_to_both(site: Site) -> None:
    page = site.get("/questions/who-disagrees-about-whom?limit=50").text
    answer = page.split('aria-label="Answer"')[1]
    rows = [row for row in answer.split("</tr>")[1:] if "<td" in row]
    assert rows
    for row in rows:
        assert ">read 1</a>" in row
        assert ">read 2</a>" in row
        assert len(set(links(row, "/article/"))) >= 2


def test_a_question_without_an_answer_says_so_and_leads_on(site: Site) -> None:
    page = site.get("/questions/who-said-what?by=Nobody+at+all").text
    assert "No row answers this question, narrowed like this." in page
    assert "/questions/who-said-what?limit=200" in links(page)


def test_compare_offers_pairs_that_have_something_in_common(site: Site) -> None:
    pairs = links(site.get("/compare").text, "/compare?one=")
    assert len(pairs) >= 3
    for path in pairs:
        found = site.get(path).text
        assert "Of whom both speak" in found, path
        target = links(found, "/compare?one=")[0]
        sides = site.get(target.replace("/compare?", "/compare.json?")).json["sides"]
        assert all(side["statements"] or side["characterizations"] for side in sides), target


def test_compare_offers_pairs_with_the_one_that_was_given(site: Site) -> None:
    name = "Graham Tolland"
    page = site.get(f"/compare?one={quote(name)}").text
    offered = re.findall(r'href="/compare\?one=([^"&]+)&amp;other=[^"]+">([^<]+)<', page)
    assert offered
    assert all(told.startswith(f"{name} and ") for _, told in offered)
    nobody = site.get("/compare?one=Nobody+at+all&other=Nobody+else").text
    assert "Nobody in the store is called “Nobody at all”" in nobody


def test_outlets_lead_to_their_articles(site: Site) -> None:
    outlets = sorted({one.publisher for one in site.catalog.articles if one.publisher})
    assert len(outlets) > 1
    page = site.get(
        f"/compare?by=outlets&one={quote(outlets[0])}&other={quote(outlets[1])}"
        "&target=actor/Person.Rosa_Imhoff"
    ).text
    led = links(page, "/articles?publisher=")
    assert len(led) == 2
    for path, outlet in zip(led, outlets, strict=False):
        assert html.escape(outlet) in site.get(path).text


def test_a_term_tells_how_much_of_it_is_in_the_store(site: Site) -> None:
    statements = site.catalog.statements.values()
    denied = sum("deny" in one.acts for one in statements)
    assert denied > 0
    page = site.get("/ontology/sayso:deny").text
    assert f'<a href="/statements?act=deny">{denied} statement' in page
    assert len(site.get("/statements.json?act=deny&all=1").json) == denied
    direct = sum(one.form == "direct" for one in statements)
    assert (
        f'<a href="/statements?form=direct">{direct} statement'
        in site.get("/ontology/sayso:direct").text
    )
    assert "In this store" not in site.get("/ontology/sayso:cue").text


def test_terms_are_found_by_words_of_their_meaning(site: Site) -> None:
    found = {one["short"] for one in site.get("/ontology.json?q=adDrEssee").json}
    assert "sayso:addressee" in found
    assert len(found) < 10
    page = site.get("/ontology?q=adDrEssee").text
    assert "/ontology/sayso:addressee" in links(page)
    assert "No term has these words" in site.get("/ontology?q=zzzz").text


def test_identifiers_with_a_page_lead_to_it(site: Site) -> None:
    catalog = site.catalog
    known = [catalog.articles[0].iri, next(iter(catalog.statements)), next(iter(catalog.actors))]
    for iri in known:
        reply = site.get(f"/resource?iri={quote(iri, safe='')}")
        assert reply.status == 303
        assert reply.headers["location"] == site.path_of(iri)
    reply = site.get("/resource?iri=" + quote("https://w3id.org/sayso/ns#Statement", safe=""))
    assert reply.headers["location"] == "/ontology/sayso:Statement"
    assert site.get("/resource").status == 400


@pytest.mark.parametrize(
    ("path", "offered"),
    [
        ("/actor/Person.Rosa_Imhof", "/search?q=Rosa%20Imhof"),
        ("/nothing/here", "/search?q=here"),
        ("/statements?page=-1", "/statements"),
        ("/statements?q=zzzz", "/statements"),
        ("/articles?q=zzzz", "/articles"),
        ("/actors?q=zzzz", "/actors"),
        ("/events?q=zzzz", "/events"),
    ],
)
def test_nothing_found_is_no_dead_end(site: Site, path: str, offered: str) -> None:
    body = site.get(path).text.split("<main")[1].split("<footer")[0]
    assert offered in links(body)


def test_validation_lists_what_is_checked_in_plain_words(site: Site) -> None:
    page = site.get("/validation").text
    assert "A characterization must say who or what is characterized." in page
    assert "sh:" not in page.split("<main")[1]


def test_a_statement_names_the_events_and_actors_in_it(site: Site) -> None:
    telling = next(one for one in site.catalog.events.values() if one.statements)
    page = site.get(site.path_of(telling.statements[0])).text
    assert "Events in it" in page
    assert site.path_of(telling.iri) in links(page)
    naming = next(one for one in site.catalog.statements.values() if one.named)
    body = site.get(site.path_of(naming.iri)).text
    keys = [site.catalog.key(naming.article, iri) for iri in naming.named]
    assert all(site.path_of(key) in links(body) for key in keys)


def test_a_name_narrows_the_table_as_its_identifier_does(site: Site) -> None:
    wanted = site.get("/statements.json?all=1&source=actor/Person.Rosa_Imhoff").json
    assert len(wanted) > 3
    for given in ("Rosa Imhoff", "imhoff", "actor/Person.Rosa_Imhoff"):
        page = site.get(f"/statements?source={quote(given)}").text
        assert 'name="source" value="Rosa Imhoff"' in page
        assert site.get(f"/statements.json?all=1&source={quote(given)}").json == wanted
    voice = site.get("/statements?source=voice").text
    assert 'name="source" value="voice"' in voice
    assert site.get("/statements.json?source=zzzz").json == []


def test_every_kind_of_identifier_in_the_graph_dereferences(site: Site) -> None:
    with open_store(site.path, read_only=True) as store:
        base, quads = store.base, list(store.quads())
    terms = (term for quad in quads for term in (quad.subject, quad.object, quad.graph_name))
    iris = {term.value for term in terms if isinstance(term, NamedNode)}
    known = {iri for iri in iris if iri.startswith((f"{base}a", f"{base}entity"))}
    # One of each kind: what the path is made of without its numbers and names.
    kinds = {
        re.sub(r"[0-9a-f]{12,}|(?<=/)[^/]*[0-9.][^/]*$", "", iri): iri for iri in sorted(known)
    }
    assert {"run", "appearance", "assessment", "provenance", "statement"} <= {
        part for kind in kinds for part in kind.removeprefix(base).split("/")
    }
    for iri in kinds.values():
        path = site.path_of(iri)
        reply = site.get(path, Accept="text/turtle")
        if reply.status == 303:
            assert reply.headers["location"].startswith("/actor/"), iri
            continue
        assert reply.status == 200, iri
        assert reply.headers["content-type"].startswith("text/turtle")
        assert len(list(parse(reply.body, RdfFormat.TURTLE))) > 0
        assert site.get(path).status == 200
