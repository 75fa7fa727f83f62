"""The tables of the explorer: statements, answers to questions, comparisons."""

import csv
import io
import json
import re
import sys
from pathlib import Path
from urllib.parse import urlencode

from sayso.store import open_store

sys.path.insert(0, str(Path(__file__).parent))

from explorer_site import Site


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


def test_compare_shows_only_what_each_says_of_the_target(site: Site) -> None:
    catalog = site.catalog
    speakers = [one for one in catalog.ranked_actors() if one.given][:2]
    target = catalog.actors[catalog.key(speakers[0].given[0].article, speakers[0].given[0].target)]
    query = urlencode({"one": speakers[0].key, "other": speakers[1].key, "target": target.key})
    sides = site.get(f"/compare.json?{query}").json["sides"]
    shown = [one["iri"] for one in sides[0]["characterizations"]]
    assert speakers[0].given[0].iri in shown
    assert set(shown) <= {one.iri for one in speakers[0].given}
