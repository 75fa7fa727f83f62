"""The report: one page for somebody who has nothing but a browser, or a sheet of paper."""

import base64
import hashlib
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.cli import sayso
from sayso.mapping import map_extraction
from sayso.model import Extraction, Reject, Span
from sayso.report import report
from sayso.store import Store, open_store, store_in_memory

Make = Callable[..., Extraction]
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' onclick='alert(3)"


class _Page(HTMLParser):
    """A page as a browser takes it apart: elements with their attributes, and the text of each."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[tuple[str, list[str]]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        if tag not in ("meta", "input", "br"):
            self._open.append((tag, (given.get("class") or "").split()))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for name in {name for _, names in self._open for name in names}:
            self.texts.setdefault(name, []).append(data)

    def ids(self) -> list[str]:
        return [given["id"] or "" for _, given in self.elements if "id" in given]

    def text(self, name: str) -> str:
        """Return all text within elements of a class."""
        return "".join(self.texts.get(name, []))


def store_of(*extractions: Extraction) -> Store:
    store = store_in_memory()
    store.replace([map_extraction(one) for one in extractions])
    return store


@pytest.fixture
def page(extraction: Extraction) -> Iterator[_Page]:
    with store_of(extraction) as store:
        yield _Page(report(store))


def test_every_line_leads_to_its_words_and_back(page: _Page) -> None:
    ids = page.ids()
    assert len(ids) == len(set(ids))
    links = [given.get("href") or "" for tag, given in page.elements if tag == "a"]
    inner = {link[1:] for link in links if link.startswith("#")}
    assert inner <= set(ids)
    lines = [name for name in ids if re.fullmatch(r"a1-[sc]\d+", name)]
    # Seven statements, two characterizations and a stance of the sample.
    assert len(lines) == 10
    assert set(lines) <= inner, "words in the text lead to each line"


def test_marked_words_are_those_of_the_text(page: _Page, sample_text: str) -> None:
    shown = page.text("words")
    assert shown.split() == sample_text.split()
    marked = {name: page.text(name) for name in ("source", "cue", "content", "whom", "as")}
    assert "Mayor Ana Ruiz" in marked["source"]
    assert "called" in marked["cue"]
    assert "dockers would strike" in marked["content"]
    assert "the new bridge" in marked["whom"]
    assert "a gift to the town" in marked["as"]
    labels = [given["data-label"] for _, given in page.elements if "data-label" in given]
    assert {re.sub(r"^\w+ ", "", label or "") for label in labels} == {
        "who",
        "cue",
        "says",
        "whom",
        "as",
        "against",
    }


def test_the_matrix_says_who_presents_whom_as_what(extraction: Extraction) -> None:
    with store_of(extraction) as store:
        source = report(store)
    table = source[source.index("<table ") : source.index("</table>")]
    rows = [
        " ".join(html.unescape(re.sub(r"<[^>]+>", " ", row)).split())
        for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
    ]
    assert rows[0] == "Ana Ruiz Harbour Union The vote"
    assert rows[1:] == [
        "Ana Ruiz a gift to the town",
        "Harbour Union against: would strike",
        "the article’s own voice not a turning point",
    ]
    assert re.search(r'class="tone negative"><span class="side">against:</span> ', table)
    assert re.search(r'class="tone positive">a gift to the town<', table)


def test_a_stance_is_listed_with_its_side_and_its_words(page: _Page) -> None:
    told = " ".join(page.text("a1-c2").split())
    assert "Harbour Union is against the new bridge (Ana Ruiz)" in told
    assert "would strike" in told and "negative" in told


def test_letters_are_no_numbers_and_go_on_after_z(extraction: Extraction) -> None:
    first = extraction.characterizations[0]
    many = tuple(replace(first, attribute=Span(start, start + 1)) for start in range(30))
    with store_of(replace(extraction, characterizations=many)) as store:
        page = _Page(report(store))
    letters = [sign for sign in page.texts["sign"] if not sign.isdigit()]
    # A stance of the sample comes after them.
    assert letters == [*"abcdefghijkmnpqrstuvwxyz", "aa", "ab", "ac", "ad", "ae", "af", "ag"]


def test_the_cover_names_who_says_most(make_extraction: Make, sample_text: str) -> None:
    later = make_extraction(sample_text + "More.\n", title="Again", identifier="doc-2")
    with store_of(make_extraction(), later) as store:
        both = " ".join(_Page(report(store)).text("most").split())
    named = [(name, int(count)) for name, count in re.findall(r"([\w ’]+) \((\d+)\)", both)]
    counts = [count for _, count in named]
    assert both.startswith("Most is said by ") and counts == sorted(counts, reverse=True)
    assert "Ana Ruiz" in both and min(counts) > 1


def test_the_page_loads_nothing_and_runs_nothing(page: _Page) -> None:
    for tag, given in page.elements:
        assert tag not in ("script", "link", "iframe", "object", "embed", "img", "base", "form")
        assert "src" not in given and "style" not in given
        assert not [name for name in given if name.startswith("on")]
        if tag == "a" and not (given.get("href") or "").startswith("#"):
            assert given.get("rel") == "noopener noreferrer"


def test_the_policy_allows_the_styles_in_the_page_alone(extraction: Extraction) -> None:
    with store_of(extraction) as store:
        source = report(store)
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', source)
    assert found and "default-src 'none'" in found[1] and "unsafe" not in found[1]
    sheets = re.findall(r"<style>(.*?)</style>", source, re.DOTALL)
    assert len(sheets) == 2
    for sheet in sheets:
        digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in found[1]
    assert "@media print" in sheets[0]
    assert not re.search(r"url\(|@import", "".join(sheets))


def test_markup_in_an_article_stays_text(make_extraction: Make, sample_text: str) -> None:
    hostile = make_extraction(
        sample_text + EVIL + "\n",
        title=EVIL,
        publisher=EVIL,
        authors=(EVIL,),
        url="javascript:alert(4)",
    )
    entities = (replace(one, name=f"{EVIL} {one.name}") for one in hostile.entities)
    hostile = replace(hostile, entities=tuple(entities))
    with store_of(hostile) as store:
        page = _Page(report(store, rejects=[Reject(f"folder/{EVIL}", EVIL, EVIL)]))
    test_the_page_loads_nothing_and_runs_nothing(page)
    assert EVIL in page.text("words")
    assert page.text("who").count(EVIL) > 2
    assert [tag for tag, _ in page.elements].count("svg") == 1
    assert not [g for _, g in page.elements if "javascript" in (g.get("href") or "")]


def test_the_same_articles_give_the_same_page(make_extraction: Make, sample_text: str) -> None:
    one = make_extraction()
    other = make_extraction(sample_text + "More.\n", title="Bridge opens", published="2022-05-01")
    with store_of(one, other) as first, store_of(other, one) as second:
        assert report(first) == report(second)
        source = report(first)
    assert "What is said in 2 articles" in source
    assert source.index('id="a1"') < source.index('id="a2"')
    assert other.article.digest in source and one.article.digest in source


def test_an_article_of_a_store_is_reported(extraction: Extraction, tmp_path: Path) -> None:
    place, file = tmp_path / "store", tmp_path / "bridge.html"
    with open_store(place, base="https://news.example/") as store:
        store.replace([map_extraction(extraction, "https://news.example/")])
    arguments = ["report", "approves", "-o", str(file), "--store", str(place)]
    done = CliRunner().invoke(sayso, arguments)
    assert done.exit_code == 0, done.output
    assert "https://news.example/article/" in file.read_text("utf-8")
    again = CliRunner().invoke(sayso, [*arguments[:1], "no such title", *arguments[2:]])
    assert again.exit_code == 2


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    empty, good, out = tmp_path / "empty.txt", tmp_path / "good.txt", tmp_path / "out.html"
    empty.write_text("", encoding="utf-8")
    good.write_text("Bridge\n\nMayor Ana Ruiz said the bridge was a disgrace.\n", encoding="utf-8")
    done = CliRunner().invoke(
        sayso, ["report", "--profile", "fast", str(good), str(empty), "-o", str(out)]
    )
    assert done.exit_code == 1, done.output
    assert "Not read:" in done.output
    source = out.read_text("utf-8")
    assert "disgrace" in source and "empty.txt" in source
    assert str(tmp_path) not in source
    out.unlink()
    done = CliRunner().invoke(sayso, ["report", str(empty), "-o", str(out)])
    assert done.exit_code == 2 and not out.exists()
