"""What works without scripts, and with the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser_visitor import Visitor


def tab_to(page: Page, script: str) -> None:
    """Press Tab until the element with the focus is the one that is looked for."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate(f"(e => {script})(document.activeElement)"):
            return
    raise AssertionError(f"No element with the focus fits {script}")


def test_without_scripts_one_finds_reads_and_follows(visitor: Visitor) -> None:
    page = visitor.at("/", java_script_enabled=False)
    page.get_by_label("Search actors, articles and words").fill("imhoff")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Rosa Imhoff", exact=True).first.click()
    assert page.locator("h1").inner_text() == "Rosa Imhoff"
    page.locator("section[aria-labelledby=said] a.where").first.click()
    assert page.locator(".words .m.selected").count() > 0
    page.get_by_label("Events").check()
    page.get_by_role("button", name="Show").click()
    assert page.locator(".words .m.event").count() > 3


def test_without_scripts_tables_questions_and_graph_answer(visitor: Visitor) -> None:
    page = visitor.at("/statements", java_script_enabled=False)
    page.get_by_label("Words", exact=True).fill("bolt")
    page.get_by_role("button", name="Narrow").click()
    assert page.locator("tbody tr").count() > 0
    page.goto("/questions/who-said-what")
    page.get_by_role("button", name="Ask").click()
    assert page.get_by_role("region", name="Answer").locator("tbody tr").count() > 5
    page.goto("/graph")
    assert page.locator("#drawing .node").count() > 5
    page.get_by_role("link", name="Evidence: ").first.click()
    assert page.locator("#evidence li").count() > 0


def test_without_scripts_sparql_is_answered_by_the_service(visitor: Visitor) -> None:
    page = visitor.at("/sparql", java_script_enabled=False)
    page.locator("textarea").fill("ASK { GRAPH ?g { ?s ?p ?o } }")
    with page.expect_download() as download:
        page.get_by_role("button", name="Ask").click()
    assert "<boolean>true</boolean>" in Path(download.value.path()).read_text(encoding="utf-8")


@pytest.mark.usefixtures("scripts")
def test_the_keyboard_alone_leads_from_home_to_the_words(visitor: Visitor) -> None:
    page = visitor.at("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    page.keyboard.type("imh")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actor/**")
    tab_to(page, "e.closest('blockquote') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url("**/statement/**")
    tab_to(page, "e.textContent.startsWith('In its place')")
    page.keyboard.press("Enter")
    page.wait_for_url("**?at=**")
    assert page.locator(".words .m.selected").count() > 0
    tab_to(page, "e.matches('.words a.at')")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
