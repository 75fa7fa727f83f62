"""SPARQL in the browser: an answer as a table, a mistake at its place, terms that are offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser_visitor import Visitor

WRONG = "SELECT ?who WHERE {\n  GRAPH ?g { ?who a sayso:Statement }\n}\n"
PREFIX = "PREFIX sayso: <https://w3id.org/sayso/ns#>\n"


def write(page: Page, query: str) -> None:
    """Put a query into the editor in place of what is there."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)


@pytest.mark.usefixtures("scripts")
def test_a_query_is_answered_as_a_table(visitor: Visitor) -> None:
    page = visitor.at("/sparql")
    assert not page.locator("textarea#query").is_visible()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    table = page.get_by_role("region", name="Answer")
    table.wait_for()
    assert table.locator("th").all_inner_texts() == ["who", "statements"]
    assert table.locator("tbody tr").count() == 25
    write(page, PREFIX + "SELECT ?s { GRAPH ?g { ?s a sayso:Statement } } LIMIT 1")
    page.get_by_role("button", name="Ask").click()
    table.locator("tbody a").click()
    page.wait_for_url("**/statement/**")


@pytest.mark.usefixtures("scripts")
def test_a_mistake_is_shown_where_it_is(visitor: Visitor) -> None:
    page = visitor.at("/sparql")
    write(page, WRONG)
    page.get_by_role("button", name="Ask").click()
    told = page.get_by_role("alert").inner_text()
    assert "line 2, column" in told
    assert "this prefix is not declared" in told
    mark = page.locator(".cm-mistake")
    mark.wait_for()
    assert "sayso:Statement" in mark.inner_text()
    assert page.locator(".cm-line").nth(1).locator(".cm-mistake").count() == 1
    assert page.locator(".cm-mistake-line").count() == 1
    assert page.evaluate("document.activeElement.className") == "editor"
    write(page, PREFIX + WRONG)
    assert mark.count() == 0
    page.get_by_role("button", name="Ask").click()
    page.get_by_role("region", name="Answer").wait_for()


@pytest.mark.usefixtures("scripts")
def test_terms_are_offered_and_bring_their_prefix(visitor: Visitor) -> None:
    page = visitor.at("/sparql")
    write(page, "SELECT ?s { GRAPH ?g { ?s a ")
    page.keyboard.type("sayso:Statem")
    offer = page.locator(".cm-tooltip-autocomplete [role=option]", has_text="sayso:Statement")
    offer.first.wait_for()
    offer.first.click()
    page.keyboard.type(" }}")
    shown = page.locator(".cm-line").all_inner_texts()
    assert shown[0].strip() == PREFIX.strip()
    assert shown[1].startswith("SELECT ?s { GRAPH ?g { ?s a sayso:Statement }}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"


def test_examples_fill_the_editor(visitor: Visitor) -> None:
    page = visitor.at("/sparql")
    page.get_by_role("link", name="Who said what").first.click()
    page.wait_for_url("**example=who-said-what**")
    assert "SELECT" in page.locator("textarea#query").input_value()
