"""The page with a network in a real browser: moved, searched, read without scripts, no faults."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sayso.export import export
from stored_cases import stored_case

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(__file__).parents[1] / "explorer" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = (
    "() => axe.run().then(found => found.violations"
    ".filter(one => ['serious', 'critical'].includes(one.impact))"
    ".map(one => one.id + ': ' + one.nodes.map(node => node.html).join()))"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("page") / "network.html"
    with stored_case("characterization-network") as store:
        export(store, file)
    return file.as_uri()


@pytest.fixture
def opened(chromium: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """Give the page without a network, and a list of what it complains about."""
    complaints: list[str] = []
    context = chromium.new_context(offline=True, viewport={"width": 1300, "height": 800})
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    yield page, complaints
    context.close()


def view_box(page: Page) -> list[float]:
    found = page.locator(".view > svg").get_attribute("viewBox")
    return [float(part) for part in (found or "").split()]


def test_it_is_moved_and_enlarged(opened: tuple[Page, list[str]]) -> None:
    page, complaints = opened
    whole = view_box(page)
    page.click("[data-do=in]")
    enlarged = view_box(page)
    assert enlarged[2] == pytest.approx(whole[2] * 0.8)
    page.locator(".view").focus()
    page.keyboard.press("ArrowRight")
    assert view_box(page)[0] > enlarged[0]
    page.keyboard.press("0")
    assert view_box(page) == whole
    assert complaints == []


def test_a_line_leads_to_its_evidence(opened: tuple[Page, list[str]]) -> None:
    page, complaints = opened
    page.locator('[data-edge="1"] .sign').click(force=True)
    assert page.locator("tr.on").get_attribute("data-edge") == "1"
    assert page.locator(".edge.on").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("tr.on").count() == 0
    page.fill(".find input", "fair but slow")
    assert page.locator("tbody tr:visible").count() == 1
    assert page.locator("output").text_content() == "1 of 2 edges"
    assert complaints == []


def test_rows_are_opened_by_keyboard(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.locator("tbody tr").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".edge.on").get_attribute("data-edge") == "0"


def test_it_is_read_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".find").is_hidden()
    assert page.locator("tbody tr:visible").count() == 2
    assert page.locator(".node:visible").count() == 2
    context.close()


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there: npm ci in explorer/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(chromium: Browser, address: str, scheme: Any) -> None:
    context = chromium.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    page.add_script_tag(path=AXE)
    assert page.evaluate(SERIOUS) == []
    context.close()
