"""The main path of each screen, as a person with a mouse goes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from browser_visitor import Visitor


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def seen(found: Locator) -> bool:
    """Tell whether an element is in the part of the page that is on the screen."""
    return bool(
        found.evaluate(
            "e => [e.getBoundingClientRect()].every(b => b.top >= 0 && b.bottom <= innerHeight)"
        )
    )


@pytest.mark.usefixtures("scripts")
def test_the_search_box_leads_from_home_to_an_actor(visitor: Visitor) -> None:
    page = visitor.at("/")
    box = page.get_by_role("combobox", name="Search actors, articles and words")
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("imh")
    page.get_by_role("option").first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    chosen = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert chosen.inner_text().startswith("Rosa Imhoff")
    box.press("Enter")
    page.wait_for_url("**/actor/**")
    assert heading(page) == "Rosa Imhoff"


def test_a_row_of_an_actor_leads_to_its_words(visitor: Visitor) -> None:
    page = visitor.at("/actor/Person.Rosa_Imhoff")
    row = page.locator("section[aria-labelledby=said] .cards > li").nth(2)
    words = row.locator("blockquote").inner_text().split(" … ")[0]
    row.locator("a.where").click()
    page.wait_for_url("**/article/**")
    place = urlsplit(page.url)
    start = parse_qs(place.query)["at"][0].split("-")[0]
    assert place.fragment == f"w{start}"
    assert seen(page.locator(f"#w{start}"))
    lit = "".join(page.locator(".words .m.selected").all_inner_texts())
    assert "".join(words.split()) in "".join(lit.split())


def test_a_click_on_a_mark_tells_what_is_known_there(visitor: Visitor) -> None:
    article = visitor.site.path_of(visitor.site.catalog.articles[0].iri)
    page = visitor.at(article)
    cue = page.locator(".words .m.cue").nth(3)
    words = cue.inner_text()
    cue.click()
    page.wait_for_url("**?at=*")
    panel = page.get_by_role("complementary", name="What was found")
    assert words in panel.inner_text()
    panel.get_by_role("link", name="Page of this statement").first.click()
    page.wait_for_url("**/statement/**")
    assert page.locator(".evidence .m.cue").first.inner_text() == words


@pytest.mark.usefixtures("scripts")
def test_layers_are_switched_at_once(visitor: Visitor) -> None:
    page = visitor.at(visitor.site.path_of(visitor.site.catalog.articles[0].iri))
    assert page.locator(".words .m.event").count() == 0
    page.get_by_label("Events").check()
    page.wait_for_url("**layer=events**")
    assert page.locator(".words .m.event").count() > 3
    page.get_by_label("Cues").uncheck()
    page.locator(".words .m.cue").first.wait_for(state="detached")
    assert page.locator(".words .m.cue").count() == 0


def test_a_characterization_shows_its_words_first(visitor: Visitor) -> None:
    one = next(iter(visitor.site.catalog.characterizations.values()))
    page = visitor.at(visitor.site.path_of(one.iri))
    assert one.words in heading(page)
    assert " ".join(one.words.split()) in " ".join(
        page.get_by_role("region", name="The words").inner_text().split()
    )


def test_the_table_keeps_its_state_in_the_address(visitor: Visitor) -> None:
    page = visitor.at("/statements")
    rows = page.locator("tbody tr")
    every = page.locator(".pager").first.inner_text()
    page.locator(".facets a", has_text=re.compile("^direct")).click()
    page.wait_for_url("**form=direct**")
    assert set(page.locator("tbody td:nth-child(6)").all_inner_texts()) == {"direct"}
    narrowed = page.locator(".pager").first.inner_text()
    assert narrowed != every
    page.get_by_role("link", name="Source").first.click()
    page.wait_for_url("**sort=source**")
    first = rows.first.inner_text()
    page.reload()
    assert rows.first.inner_text() == first
    page.get_by_role("link", name="Form: direct").click()
    page.wait_for_url(re.compile(r"^(?!.*form=)"))
    page.get_by_role("link", name="Next page").first.click()
    page.wait_for_url("**page=2**")
    assert page.locator(".pager").first.inner_text().startswith("51 to")
    page.go_back()
    page.go_back()
    assert page.locator(".pager").first.inner_text() == narrowed


def test_a_question_is_narrowed_by_its_form(visitor: Visitor) -> None:
    page = visitor.at("/questions")
    page.get_by_role("link", name="Who characterized whom").first.click()
    page.get_by_label("polarity").select_option("negative")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url("**polarity=negative**")
    answer = page.get_by_role("region", name="Answer")
    place = answer.locator("th").all_inner_texts().index("Polarity")
    shown = set(answer.locator(f"tbody td:nth-child({place + 1})").all_inner_texts())
    assert shown == {"negative"}
    answer.get_by_role("link", name="read").first.click()
    page.wait_for_url("**/article/**")
    assert page.locator(".m.selected").count() > 0


def test_two_speakers_are_set_side_by_side(visitor: Visitor) -> None:
    page = visitor.at("/compare")
    page.get_by_label("First").fill("Carmen Obaseki")
    page.get_by_label("Second").fill("Graham Tolland")
    page.get_by_label("On", exact=True).fill("Rosa Imhoff")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**target=**")
    assert page.locator(".columns section").count() == 2
    assert page.locator(".columns .cards > li").count() > 2
    page.get_by_label("First").fill("Nobody At All")
    page.get_by_role("button", name="Compare").click()
    assert "Nobody in the store" in page.get_by_role("alert").inner_text()


def test_events_are_narrowed_by_their_type(visitor: Visitor) -> None:
    page = visitor.at("/events")
    choice = page.get_by_label("Type")
    kind = choice.locator("option").nth(1).get_attribute("value")
    assert kind
    choice.select_option(kind)
    page.get_by_role("button", name="Narrow").click()
    page.wait_for_url(f"**type={kind}**")
    assert len(set(page.locator(".timeline .event-kind").all_inner_texts())) == 1


def test_validation_ontology_and_export_are_at_hand(visitor: Visitor) -> None:
    page = visitor.at("/")
    page.get_by_role("link", name="Validation").click()
    page.get_by_text("conform to the shapes").wait_for()
    page.get_by_role("link", name="Ontology").click()
    page.get_by_role("link", name="statement", exact=True).first.click()
    assert "sayso:Statement" in page.locator(".facts").inner_text()
    page.get_by_role("link", name="Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name=".gexf").first.click()
    assert download.value.suggested_filename == "sayso.gexf"
