"""How each screen looks: in light and dark, at twice the size, and to those who hear it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from explorer_site import PLAIN

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser_visitor import Visitor

AXE = Path(__file__).parents[2] / "explorer" / "node_modules" / "axe-core" / "axe.min.js"
SCREENS = (*(path for path in PLAIN if "kind=" not in path), "article", "statement")
SCREENS += ("characterization", "actor", "event", "compared")


def address(visitor: Visitor, screen: str) -> str:
    """Return the path of a screen that shows one thing of the store."""
    catalog, path_of = visitor.site.catalog, visitor.site.path_of
    if screen == "article":
        statement = catalog.records[catalog.articles[0].iri].statements[2]
        return f"{path_of(statement.article)}?at={statement.start}-{statement.end}"
    if screen == "compared":
        return (
            "/compare?one=actor/Person.Carmen_Obaseki&other=actor/Person.Graham_Tolland"
            "&target=actor/Person.Rosa_Imhoff"
        )
    known: dict[str, Iterable[str]] = {
        "statement": catalog.statements,
        "characterization": catalog.characterizations,
        "event": catalog.events,
    }
    if screen in known:
        return path_of(next(iter(known[screen])))
    return "/actor/Person.Rosa_Imhoff" if screen == "actor" else screen


def faults(page: Page, *rules: str) -> list[str]:
    """Return what axe holds to be a serious or critical fault."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_has_no_serious_fault(visitor: Visitor, screen: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not there: run `make explorer`, which needs Node.")
    page = visitor.at(address(visitor, screen))
    page.wait_for_load_state("networkidle")
    if screen == "/validation":
        # The page is loaded anew when all is checked.
        page.get_by_text("conform to the shapes").wait_for()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(20, 24, 27)"
    assert faults(page, "color-contrast") == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert faults(page, "link-name", "button-name", "label", "scrollable-region-focusable") == []


@pytest.mark.parametrize("width", [640, 320])
def test_nothing_is_cut_off_at_twice_the_size(visitor: Visitor, width: int) -> None:
    page = visitor.page(viewport={"width": width, "height": 450})
    for screen in SCREENS:
        page.goto(address(visitor, screen))
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{screen} is {wide} wide"
