"""The report in a real browser: nothing is refused, lines light up their words, no faults."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

from sayso.mapping import map_extraction
from sayso.model import Extraction
from sayso.report import report
from sayso.store import store_in_memory

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AXE = Path(__file__).parents[1] / "explorer" / "node_modules" / "axe-core" / "axe.min.js"
LIT = "rgb(255, 240, 184)"
GROUND_OF = "node => getComputedStyle(node).backgroundColor"


@pytest.fixture
def address(extraction: Extraction, tmp_path: Path) -> str:
    file = tmp_path / "report.html"
    with store_in_memory() as store:
        store.replace([map_extraction(extraction)])
        file.write_text(report(store), encoding="utf-8")
    return file.as_uri()


def test_it_reads_without_scripts_and_without_a_network(chromium: Browser, address: str) -> None:
    page = chromium.new_page(java_script_enabled=False, offline=True)
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto(address)
    page.locator("#a1-s1 blockquote a").click()
    assert {url.split("#")[0] for url in asked} == {address}
    assert told == [], "the policy refuses nothing that the page has"
    # The style sheets came through the policy: sources are underlined, the list stands beside.
    source = page.locator(".words .m.source").first
    assert source.evaluate("node => getComputedStyle(node).textDecorationStyle") == "solid"
    assert page.locator("#network svg").bounding_box()
    page.close()


def test_a_line_lights_up_its_words_and_words_their_line(chromium: Browser, address: str) -> None:
    page = chromium.new_page(reduced_motion="reduce")
    page.goto(address)
    line, words = page.locator("li.a1-s1"), page.locator(".words .a1-s1").first
    assert words.evaluate(GROUND_OF) != LIT
    page.locator("#a1-s1 blockquote a").click()
    assert words.evaluate(GROUND_OF) == line.evaluate(GROUND_OF) == LIT
    assert words.evaluate("node => innerHeight > node.getBoundingClientRect().top")
    page.locator(".words .a1-s2").first.click()
    assert page.url.rsplit("#")[1].startswith("a1-")
    assert page.locator("li:target").count() == 1
    page.close()


def test_marks_can_be_left_out(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.goto(address)
    cue = page.locator(".words .m.cue").first
    line_of = "node => getComputedStyle(node).textDecorationLine"
    assert cue.evaluate(line_of) == "underline"
    page.locator("#show-cues").uncheck()
    assert cue.evaluate(line_of) == "none"
    assert page.locator(".words .m.source").first.evaluate(line_of) == "underline"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.skipif(not AXE.is_file(), reason="axe is not there; run `make explorer`")
def test_axe_finds_no_serious_fault(chromium: Browser, address: str, scheme: str) -> None:
    context = chromium.new_context(
        bypass_csp=True, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(address)
    page.add_script_tag(path=AXE)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    assert found["passes"] or found["violations"]
    serious = [
        (one["id"], node["html"][:160], node["failureSummary"])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
    assert serious == []
    context.close()


def test_on_paper_nothing_is_cut_off(chromium: Browser, address: str) -> None:
    page = chromium.new_page(viewport={"width": 680, "height": 900})
    page.goto(address)
    page.emulate_media(media="print")
    wide = page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]
    assert page.locator(".found").evaluate("node => getComputedStyle(node).maxHeight") == "none"
    assert not page.locator("#show-cues").is_visible()
    page.close()
