"""Pictures of networks: nothing overlaps, nothing gets in, nothing is lost without being told."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from sayso.errors import MissingPartError
from sayso.export import NetworkOptions, export
from sayso.export.networks import KINDS, About, Link, Network
from sayso.export.picture import Look, choose, svg
from sayso.export.picture import html as page
from sayso.export.picture.labels import lines_of, name_width
from sayso.export.picture.layout import Box, lay_out
from sayso.export.picture.style import LOOKS
from sayso.store import store_in_memory

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script> \x00\x1b</style></title>\"'&"
Make = Callable[..., Network]


@pytest.fixture
def make() -> Iterator[Make]:
    """Return a function that makes a network of (source, target, polarity), closed afterwards."""
    opened: list[Network] = []

    def network(edges: list[tuple[str, str, str]], kind: str = "characterizations") -> Network:
        names = {name for edge in edges for name in edge[:2]}
        links = [
            Link(
                f"urn:{one}",
                f"urn:{other}",
                "urn:article",
                n,
                n + 4,
                f"urn:c{n}",
                f"words {HOSTILE}",
                title=HOSTILE,
                sentence=f"He said words {HOSTILE} and left.",
                polarity=polarity,  # type: ignore[arg-type]
            )
            for n, (one, other, polarity) in enumerate(edges)
        ]
        about = {f"urn:{name}": About({name: 1}, "Person") for name in names}
        opened.append(Network.of(KINDS[kind], links, about))
        return opened[-1]

    yield network
    for one in opened:
        one.close()


def parsed(picture: str) -> Any:
    return etree.fromstring(picture.encode())


def page_of(content: str) -> Any:
    return html.document_fromstring(content)


def drawn(picture: str, kind: str) -> Any:
    return parsed(picture).xpath(f"//*[@data-{kind}]/@data-{kind}")


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Box], list[tuple[int, int, int]]]:
    count = draw(st.integers(1, 30))
    sizes = st.floats(5, 90, allow_nan=False)
    boxes = [Box(draw(sizes), draw(sizes) / 3, draw(sizes) / 2) for _ in range(count)]
    node = st.integers(0, count - 1)
    edges = draw(st.lists(st.tuples(node, node, st.integers(1, 50)), max_size=count * 2))
    return boxes, edges


@settings(max_examples=15, deadline=None)
@given(graphs())
def test_no_two_boxes_overlap(graph: tuple[list[Box], list[tuple[int, int, int]]]) -> None:
    boxes, edges = graph
    layout = lay_out(boxes, edges)
    placed = [
        (x - box.side, y - box.above, x + box.side, y + box.below)
        for box, (x, y) in zip(boxes, layout.places, strict=True)
    ]
    for number, (left, top, right, bottom) in enumerate(placed):
        assert left >= -0.1
        assert top >= -0.1
        assert right <= layout.width + 0.1
        assert bottom <= layout.height + 0.1
        for other in placed[:number]:
            apart = max(left - other[2], other[0] - right, top - other[3], other[1] - bottom)
            assert apart >= -0.5


def test_every_node_and_edge_is_drawn_once(make: Make) -> None:
    network = make([("a", "b", "positive"), ("b", "a", "negative"), ("a", "a", "neutral")])
    picture = svg(network)
    assert sorted(drawn(picture, "edge")) == ["0", "1", "2"]
    assert sorted(drawn(picture, "node")) == ["0", "1"]
    assert "left out" not in picture


def test_attitudes_differ_by_more_than_color() -> None:
    looks = [(look.dashes, look.sign) for tone, look in LOOKS.items() if tone]
    assert len(set(looks)) == len(looks)


def test_what_is_not_drawn_is_told(make: Make) -> None:
    network = make([(f"a{n}", f"b{n}", "positive") for n in range(20)] + [("a1", "b1", "negative")])
    picture = svg(network, most=6)
    assert len(drawn(picture, "node")) == 6
    assert "34 nodes and 17 edges are left out" in picture
    chosen = choose(network, 2)
    # The heaviest edge stays.
    assert [node.label for node in chosen.nodes] == ["a1", "b1"]


def test_no_more_than_300_are_drawn(make: Make) -> None:
    network = make([("hub", f"spoke {n}", "positive") for n in range(320)])
    chosen = choose(network, 1000)
    assert (len(chosen.nodes), chosen.nodes_left_out) == (300, 21)


def test_names_and_titles_are_text(make: Make) -> None:
    network = make([(HOSTILE, "b" * 10_000, "positive")])
    for content in (svg(network, title=HOSTILE), page(network, title=HOSTILE)):
        assert "<script>alert" not in content
        assert "\x1b" not in content
        assert "\x00" not in content
    root = parsed(svg(network, title=HOSTILE))
    assert not root.findall(f".//{SVG}script")
    assert "<script>alert(1)</script>" in root.findtext(f"{SVG}title")
    assert float(root.get("width")) < 2000


def test_an_empty_network_says_so(make: Make) -> None:
    for content in (svg(make([])), page(make([]))):
        assert "no article has evidence for an edge" in content
    assert parsed(svg(make([]))).tag == f"{SVG}svg"


def test_a_network_without_direction_has_no_arrows(make: Make) -> None:
    network = make([("a", "b", "")], kind="co-mentions")
    assert 'class="tip"' not in svg(network)
    assert 'class="tip"' in svg(make([("a", "b", "")]))


def test_light_and_dark(make: Make) -> None:
    network = make([("a", "b", "positive")])
    auto, light, dark = (svg(network, theme=theme) for theme in ("auto", "light", "dark"))
    assert "prefers-color-scheme:dark" in auto
    assert "prefers-color-scheme" not in light + dark
    assert light != dark


def test_the_style_is_that_of_the_picture_alone(make: Make) -> None:
    picture = svg(make([("a", "b", "positive")]), scope='x" onload="alert(1)', theme="light")
    root = parsed(picture)
    scope = root.get("id")
    assert re.fullmatch(r"[\w-]+", scope)
    rules = re.findall(r"([^{}]+)\{[^}]*\}", root.findtext(f"{SVG}style"))
    assert rules
    assert all(part.startswith(f"#{scope}") for rule in rules for part in rule.split(","))


def test_the_page_needs_nothing_and_allows_nothing_else(make: Make) -> None:
    content = page(make([("a", "b", "positive"), ("b", "a", "negative")]))
    document = page_of(content)
    policy = document.xpath("//meta[@http-equiv]/@content")[0]
    assert policy.startswith("default-src 'none';")
    for tag, name in (("style", "style-src"), ("script", "script-src")):
        allowed = re.search(rf"{name} ([^;]+)", policy)
        assert allowed
        for block in re.findall(rf"<{tag}>(.*?)</{tag}>", content, re.DOTALL):
            digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in allowed[1]
    assert not document.xpath("//@src | //@href | //link | //@style | //@onclick")
    assert "http" not in re.sub(r'xmlns="[^"]+"|http-equiv', "", content)


def test_the_page_has_the_evidence_of_every_edge(make: Make) -> None:
    document = page_of(page(make([("a", "b", "positive"), ("b", "a", "neutral")])))
    rows = document.xpath("//tbody/tr")
    assert {row.get("data-edge") for row in rows} == {"0", "1"}
    assert all("He said words" in row.text_content() for row in rows)
    assert all("characters" in row.text_content() for row in rows)
    marked = document.xpath("//mark")
    assert len(marked) == 2
    assert all(one.text.startswith("words <script>") for one in marked)


def test_long_names_are_cut_and_fit() -> None:
    assert lines_of("Ana Ruiz") == ("Ana Ruiz",)
    assert lines_of("The United Federation of Harbour Pilots and Dockers of Larkham") == (
        "The United Federation of",
        "Harbour Pilots and …",
    )
    assert lines_of("\u0007") == ("?",)
    for name in ("x" * 10_000, "word " * 2000, "漢字" * 500):
        assert name_width(lines_of(name), bold=True) < 420


def test_png_is_the_picture_in_pixels(make: Make, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py", reason="resvg-py is not installed")
    with store_in_memory() as store:
        export(store, tmp_path / "n.png", network=NetworkOptions(look=Look(title="Nothing")))
    content = (tmp_path / "n.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    found = re.search(r' width="(\d+)" height="(\d+)"', svg(make([]), title="Nothing"))
    assert found
    assert (width, height) == (2 * int(found[1]), 2 * int(found[2]))


def test_without_its_package_png_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with store_in_memory() as store, pytest.raises(MissingPartError, match=r"sayso\[pictures\]"):
        export(store, tmp_path / "n.png")
    assert not list(tmp_path.iterdir())
