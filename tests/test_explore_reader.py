"""The reader of an article and the pages of actors: every mark is where its words are."""

import csv
import hashlib
import html
import io
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from explorer_site import Site


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


def _words(page: str) -> str:
    return page.split('<article class="words"')[1].split("</article>")[0]


def _plain(page: str) -> str:
    return "".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())
