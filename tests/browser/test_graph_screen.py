"""The network as a picture: its edges lead to evidence, by mouse and by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser_visitor import Visitor

FOCUS = "/graph?focus=actor/Person.Rosa_Imhoff"


def drawn(visitor: Visitor, path: str, **options: Any) -> Page:
    """Return the screen when all nodes have found their place."""
    page = visitor.at(path, **options)
    page.locator(".canvas[data-state=done]").wait_for()
    return page


def where(page: Page, *keys: str) -> dict[str, float]:
    """Return where a node, or the line between two nodes, is on the page."""
    script = "([box, keys]) => box.picture.where(...keys)"
    found: dict[str, float] = page.evaluate(
        script, [page.locator(".canvas").element_handle(), list(keys)]
    )
    return found


@pytest.mark.usefixtures("scripts")
def test_a_click_on_an_edge_opens_its_evidence(visitor: Visitor) -> None:
    page = drawn(visitor, FOCUS)
    assert not page.locator("#network").is_visible()
    data = visitor.site.get(FOCUS.replace("/graph", "/graph.json")).json
    # What somebody says of themselves is in the list alone.
    edge = next(one for one in data["edges"] if one["source"] != one["target"])
    at = where(page, edge["source"], edge["target"])
    page.mouse.click(at["x"], at["y"])
    evidence = page.locator("#evidence")
    evidence.locator("h2").wait_for()
    assert evidence.locator("li").count() == len(edge["links"])
    assert edge["links"][0]["words"] in evidence.inner_text()
    # The address leads there again, and the words are one step away.
    page.reload()
    page.locator(".canvas[data-state=done]").wait_for()
    assert evidence.locator("li").count() == len(edge["links"])
    evidence.locator("a.where").first.click()
    page.wait_for_url("**/article/**")
    assert page.locator(".m.selected").count() > 0


@pytest.mark.usefixtures("scripts")
def test_a_click_on_a_node_goes_there_and_the_list_has_its_edges(visitor: Visitor) -> None:
    page = drawn(visitor, FOCUS)
    data = visitor.site.get(FOCUS.replace("/graph", "/graph.json")).json
    node = next(one for one in data["nodes"] if one["name"] == "Graham Tolland")
    at = where(page, node["iri"])
    page.mouse.click(at["x"], at["y"])
    page.locator("#walk-title", has_text="Graham Tolland").wait_for()
    mine = [edge for edge in data["edges"] if node["iri"] in (edge["source"], edge["target"])]
    assert page.locator("#walk [role=option]").count() == len(mine)


@pytest.mark.usefixtures("scripts")
def test_the_network_is_walked_by_keyboard_and_told_aloud(visitor: Visitor) -> None:
    page = drawn(visitor, FOCUS)
    steps = page.get_by_role("listbox", name="Rosa Imhoff")
    steps.focus()
    told = page.locator(".walk [role=status]")
    first = told.inner_text()
    assert "Rosa Imhoff" in first
    assert any(tone in first for tone in ("positive", "negative", "neutral", "mixed"))
    page.keyboard.press("ArrowDown")
    assert told.inner_text() != first
    chosen = steps.get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen} .who").inner_text() in told.inner_text()
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    assert told.inner_text() == first
    # The first edge leads from her to herself, the next one to somebody else.
    page.keyboard.press("ArrowDown")
    second = told.inner_text()
    page.keyboard.press("ArrowRight")
    other = page.locator("#walk-title").inner_text()
    assert other in second
    assert other != "Rosa Imhoff"
    page.keyboard.press("ArrowLeft")
    assert page.locator("#walk-title").inner_text() == "Rosa Imhoff"
    page.keyboard.press("Enter")
    page.locator("#evidence h2:focus").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#evidence') !== null")


@pytest.mark.usefixtures("scripts")
def test_a_node_is_found_by_its_name(visitor: Visitor) -> None:
    page = drawn(visitor, FOCUS)
    page.get_by_label("Go to").fill("graham tolland")
    page.keyboard.press("Enter")
    page.locator("#walk-title", has_text="Graham Tolland").wait_for()
    page.get_by_label("Go to").fill("nobody")
    page.keyboard.press("Tab")
    assert page.locator(".walk [role=status]").inner_text() == "No node has this name."


@pytest.mark.usefixtures("scripts")
def test_what_is_pointed_at_is_told_and_lit(visitor: Visitor) -> None:
    page = drawn(visitor, FOCUS)
    data = visitor.site.get(FOCUS.replace("/graph", "/graph.json")).json
    names = {node["iri"]: node["name"] for node in data["nodes"]}
    edge = next(one for one in data["edges"] if one["source"] != one["target"])
    at = where(page, edge["source"], edge["target"])
    page.mouse.move(at["x"], at["y"])
    told = page.locator(".tip-box", has_text=edge["links"][0]["words"])
    told.wait_for()
    assert f"{names[edge['source']]} → {names[edge['target']]}" in told.inner_text()
    at = where(page, edge["source"])
    page.mouse.move(at["x"], at["y"])
    page.locator(".tip-box", has_text=" edge").wait_for()
    assert names[edge["source"]] in page.locator(".tip-box").inner_text()


@pytest.mark.usefixtures("scripts")
@pytest.mark.parametrize("kind", ["statements", "co-mentions", "events", "quotes"])
def test_every_kind_of_network_is_drawn_and_opened(visitor: Visitor, kind: str) -> None:
    path = f"/graph?kind={kind}"
    page = drawn(visitor, path, color_scheme="dark")
    data = visitor.site.get(path.replace("/graph", "/graph.json")).json
    edge = next(one for one in data["edges"] if one["source"] != one["target"])
    first = where(page, edge["source"])
    box = page.locator(".canvas").bounding_box()
    assert box
    assert box["x"] < first["x"] < box["x"] + box["width"]
    page.locator("#walk").focus()
    page.keyboard.press("Enter")
    page.locator("#evidence h2:focus").wait_for()
    arrow = "→" if data["directed"] else "–"
    assert arrow in page.locator("#evidence h2").inner_text()


@pytest.mark.usefixtures("scripts")
def test_more_nodes_are_drawn_on_request(visitor: Visitor) -> None:
    page = drawn(visitor, "/graph?nodes=8")
    assert "drawn are 8 nodes" in page.locator("#legend").inner_text()
    few = str(page.locator(".canvas").get_attribute("aria-label"))
    page.locator(".tools button", has_text="Draw").click()
    page.wait_for_url("**nodes=2000**")
    page.locator(".canvas[data-state=done]").wait_for()
    assert page.locator(".canvas").get_attribute("aria-label") != few
    assert "drawn are" not in page.locator("#legend").inner_text()
    assert page.locator(".tools button", has_text="Draw").count() == 0


@pytest.mark.usefixtures("scripts")
def test_the_picture_is_the_same_each_time(visitor: Visitor) -> None:
    path = FOCUS.replace("/graph", "/graph.json")
    nodes = [one["iri"] for one in visitor.site.get(path).json["nodes"]]
    first, again = (drawn(visitor, FOCUS) for _ in range(2))
    places = [where(first, node) for node in nodes]
    assert places == [where(again, node) for node in nodes]
    assert len({(place["x"], place["y"]) for place in places}) == len(nodes)


@pytest.mark.usefixtures("scripts")
def test_without_webgl_the_drawing_of_the_server_stays(visitor: Visitor) -> None:
    page = visitor.page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto("/graph")
    page.wait_for_load_state("networkidle")
    assert page.locator("#drawing").is_visible()
    assert page.locator(".canvas").count() == 0
    dot = page.locator("#drawing .nodes a", has_text="Rosa Imhoff")
    dot.locator(".shape").hover()
    assert page.locator("#drawing .edge.dim").count() > 0
    page.get_by_role("link", name="Evidence: ").first.click()
    assert page.locator("#evidence li").count() > 0
