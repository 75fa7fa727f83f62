"""Who is who across articles: which appearances are joined, and which are kept apart."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import actors
from sayso.actors.graph import write
from sayso.actors.names import body_name, person_name, place_name
from sayso.actors.record import Appearance, Family, Form, Held
from sayso.actors.resolution import Resolution, resolve

PRESIDENT = Held("president", "politics", "", True, "President")


def appears(name: str, article: str, family: Family = Family.PERSON, **about: Any) -> Appearance:
    """Return an appearance of somebody of this name in an article."""
    graph = f"https://example.org/sayso/article/{article}/graph"
    entity = f"https://example.org/sayso/entity/{family}.{name.replace(' ', '_')[:80]}"
    person = person_name(name) if family is Family.PERSON else None
    body = None if person else (place_name if family is Family.STATE else body_name)(name)
    made = Appearance(
        iri=actors.appearance_iri(graph, entity),
        graph=graph,
        entity=entity,
        family=family,
        type=str(family),
        name=name,
        forms=(Form(0, len(name), name),),
        person=person,
        body=body,
    )
    return replace(made, **about)


def groups(resolution: Resolution) -> set[frozenset[str]]:
    """Return the clusters as sets of article and name."""
    return {
        frozenset(
            f"{resolution.appearances[place].graph.split('/')[-2]} "
            f"{resolution.appearances[place].name}"
            for place in cluster
        )
        for cluster in resolution.clusters
    }


def together(*found: Appearance) -> bool:
    """Tell whether all of them are one actor."""
    return len(resolve(found).clusters) == 1


def test_one_name_in_two_articles_is_one_actor() -> None:
    assert together(appears("Ana Ruiz", "a"), appears("Ana Ruiz", "b"))


def test_a_middle_name_and_a_short_name_are_the_same_actor() -> None:
    assert together(
        appears("William Stone", "a"), appears("Bill Stone", "b"), appears("William T. Stone", "c")
    )


def test_countries_that_differ_make_two_persons_of_one_name() -> None:
    one = appears("Ana Ruiz", "a", offices=(PRESIDENT,), countries=frozenset({"es"}))
    other = appears("Ana Ruiz", "b", offices=(PRESIDENT,), countries=frozenset({"mx"}))
    assert not together(one, other)


def test_walks_of_life_that_differ_make_two_persons_of_one_name() -> None:
    one = appears("Ana Ruiz", "a", offices=(Held("senator", "politics", "", True, "Senator"),))
    other = appears("Ana Ruiz", "b", offices=(Held("player", "sport", "", False, "striker"),))
    assert not together(one, other)


def test_one_office_in_two_places_makes_two_persons() -> None:
    texas = Held("governor", "politics", "Texas", True, "Governor")
    ohio = replace(texas, place="Ohio")
    assert not together(
        appears("Ana Ruiz", "a", offices=(texas,)), appears("Ana Ruiz", "b", offices=(ohio,))
    )
    assert together(
        appears("Ana Ruiz", "a", offices=(texas,)), appears("Ana Ruiz", "b", offices=(texas,))
    )


def test_the_company_they_keep_outweighs_offices_that_differ() -> None:
    company = tuple(f"Person:friend {n}" for n in range(5))
    one = appears(
        "Ana Ruiz", "a", offices=(Held("lawyer", "law", "", False, "lawyer"),), company=company
    )
    other = appears(
        "Ana Ruiz", "b", offices=(Held("mayor", "politics", "", True, "Mayor"),), company=company
    )
    others = [appears(f"Person {n} Else", f"x{n}") for n in range(40)]
    found = groups(resolve([one, other, *others]))
    assert frozenset({"a Ana Ruiz", "b Ana Ruiz"}) in found


def test_a_son_told_apart_in_one_article_is_nobody_else() -> None:
    father, son = appears("Tom Reed", "a"), appears("Tom Reed Jr.", "a")
    assert not together(father, son)
    assert not together(appears("Tom Reed", "a"), appears("Tom Reed Jr.", "b"))


def test_spouses_are_two() -> None:
    assert not together(appears("Ana Ruiz", "a"), appears("Leo Ruiz", "b"))


def test_a_family_name_alone_needs_more_than_the_name() -> None:
    senator = (Held("senator", "politics", "", True, "Senator"),)
    assert not together(appears("Ana Ruiz", "a"), appears("Ruiz", "b"))
    assert together(
        appears("Ana Ruiz", "a", offices=senator), appears("Ruiz", "b", offices=senator)
    )
    two = resolve(
        [
            appears("Ana Ruiz", "a", offices=senator),
            appears("Leo Ruiz", "b", offices=senator),
            appears("Ruiz", "c", offices=senator),
        ]
    )
    assert len(two.clusters) == 3


def test_two_wikidata_items_are_two_and_one_item_is_one() -> None:
    item = "http://www.wikidata.org/entity/Q"
    assert not together(
        appears("Ana Ruiz", "a", item=f"{item}1"), appears("Ana Ruiz", "b", item=f"{item}2")
    )
    assert together(
        appears("Ana Ruiz", "a", item=f"{item}1"), appears("Anita Ruiz", "b", item=f"{item}1")
    )


def test_initials_need_more_than_the_letters() -> None:
    body = Family.ORGANIZATION
    long, short = "National Baptist Convention", "NBC"
    assert not together(appears(long, "a", body), appears(short, "b", body))
    given_in_article = appears(long, "a", body, also=("nbc",))
    assert together(given_in_article, appears(short, "b", body))


def test_one_acronym_of_two_bodies_joins_neither() -> None:
    body = Family.ORGANIZATION
    found = resolve(
        [
            appears("Central Intelligence Bureau of Aland", "a", body, also=("ciba",)),
            appears("Culinary Institute of Baltic Arts", "b", body, also=("ciba",)),
            appears("CIBA", "c", body),
        ]
    )
    assert len(found.clusters) == 3


def test_bodies_that_many_countries_have_are_told_apart_by_country() -> None:
    body = Family.ORGANIZATION
    assert not together(
        appears("French Foreign Ministry", "a", body), appears("Polish Foreign Ministry", "b", body)
    )
    court = appears("Supreme Court", "a", body, setting="us")
    assert not together(court, appears("Supreme Court", "b", body, setting="in"))
    assert together(court, appears("Supreme Court", "b", body, setting="us"))
    assert not together(appears("Ohio Senate", "a", body), appears("U.S. Senate", "b", body))
    assert not together(appears("Committee", "a", body), appears("the Committee", "b", body))


def test_persons_and_bodies_of_one_name_are_two() -> None:
    assert not together(
        appears("Ford", "a", Family.ORGANIZATION), appears("Ford", "b", Family.PERSON)
    )


def test_the_order_of_the_articles_does_not_matter() -> None:
    found = [appears(f"{first} Stone", f"{n}{first}") for first in ("Bill", "Ann") for n in "abc"]
    found += [appears("William Stone", "z"), appears("Stone", "y", offices=(PRESIDENT,))]
    expected = resolve(found)
    for seed in range(5):
        mixed = random.Random(seed).sample(found, len(found))
        assert resolve(mixed) == expected


def test_decided_pairs_are_kept() -> None:
    one, other, third = (appears("Ana Ruiz", article) for article in "abc")
    parted = resolve([one, other, third], {frozenset({one.iri, other.iri}): False})
    assert not any({"a Ana Ruiz", "b Ana Ruiz"} <= cluster for cluster in groups(parted))
    ana, eva = appears("Ana Ruiz", "a"), appears("Eva Stone", "b")
    joined = resolve([ana, eva], {frozenset({ana.entity, eva.entity}): True})
    assert len(joined.clusters) == 1
    assert joined.decisions[0].judged


def test_what_is_decided_both_ways_is_reported_and_stays_apart() -> None:
    one, other, third = (appears(f"{name} Stone", name) for name in ("Ana", "Eva", "Leo"))
    found = resolve(
        [one, other, third],
        {
            frozenset({one.iri, other.iri}): True,
            frozenset({other.iri, third.iri}): True,
            frozenset({one.iri, third.iri}): False,
            frozenset({one.iri, "urn:nobody"}): True,
            frozenset({one.iri, one.entity}): False,
        },
    )
    assert not any({"Ana Ana Stone", "Leo Leo Stone"} <= cluster for cluster in groups(found))
    reasons = sorted(conflict.reason for conflict in found.conflicts)
    assert reasons == [
        "an actor cannot differ from itself",
        "nothing in the store is urn:nobody",
        "other judgements say that they differ",
    ]


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_what_must_be_apart_is_never_joined(chance: random.Random) -> None:
    found = [appears("Ana Ruiz", f"{n}") for n in range(8)]
    decided = {
        frozenset({a.iri, b.iri}): chance.random() < 0.5
        for a, b in (chance.sample(found, 2) for _ in range(6))
    }
    resolution = resolve(found, decided)
    cluster_of = {
        resolution.appearances[place].iri: number
        for number, cluster in enumerate(resolution.clusters)
        for place in cluster
    }
    assert sorted(cluster_of) == sorted(one.iri for one in found)
    refused = {frozenset(conflict.pair) for conflict in resolution.conflicts}
    for pair, same in decided.items():
        one, other = sorted(pair)
        if not same:
            assert cluster_of[one] != cluster_of[other]
        elif pair not in refused:
            assert cluster_of[one] == cluster_of[other]


def test_the_work_grows_with_the_number_of_appearances() -> None:
    def seconds(size: int) -> float:
        found = [appears("John Smith", f"{n}", countries=frozenset({f"c{n}"})) for n in range(size)]
        began = time.process_time()
        assert len(resolve(found).clusters) == size
        return time.process_time() - began

    small, large = seconds(200), seconds(1600)
    # Eight times as many namesakes that all differ; all pairs would take 64 times as long.
    assert large < 24 * max(small, 0.02)


def test_an_article_with_thousands_of_actors_and_a_very_long_name() -> None:
    found = [appears(f"Given{n} Family{n}", "one") for n in range(2500)]
    found += [appears("x" * 10_000, "one"), appears("الاسم " * 2_000, "two")]
    began = time.process_time()
    resolution = resolve(found)
    assert len(resolution.clusters) == len(found)
    assert time.process_time() - began < 10
    assert write(resolution, "https://example.org/sayso/", "0")


def test_an_office_that_a_country_has_one_of_is_enough_for_a_family_name() -> None:
    of_college = (replace(PRESIDENT, place="Globex College"),)
    of_company = (replace(PRESIDENT, place="Acme"),)
    senator = (Held("senator", "politics", "", True, "Senator"),)
    ruiz = appears("Ruiz", "a", offices=(PRESIDENT,))
    assert together(ruiz, appears("Ruiz", "b", offices=(PRESIDENT,)))
    assert together(ruiz, appears("Ana Ruiz", "b", offices=(PRESIDENT,)))
    assert not together(
        appears("Ruiz", "a", offices=senator), appears("Ruiz", "b", offices=senator)
    )
    assert not together(
        appears("Ruiz", "a", offices=of_college), appears("Ruiz", "b", offices=of_company)
    )
    there = [
        appears("Ruiz", article, offices=(PRESIDENT,), setting=setting)
        for article, setting in (("a", "mx"), ("b", "es"))
    ]
    assert not together(*there)


def test_initials_tell_more_the_more_of_them_fit() -> None:
    body = Family.ORGANIZATION
    agency = "Federal Emergency Management Agency"
    assert together(appears(agency, "a", body), appears("FEMA", "b", body))
    here = {"setting": "us"}
    assert not together(
        appears("Department of Education", "a", body, **here), appears("DOE", "b", body, **here)
    )


def test_identifiers_of_other_names_lead_to_the_actor() -> None:
    found = resolve(
        [appears("Ana M. Ruiz", "a"), appears("Ana Ruiz", "b"), appears("Ana Ruiz", "c")]
    )
    quads = write(found, "https://example.org/sayso/", "0")
    leads = [
        (str(quad.subject), str(quad.object))
        for quad in quads
        if quad.predicate.value.endswith("#redirectsTo")
    ]
    base = "https://example.org/sayso/actor/Person."
    assert leads == [(f"<{base}Ana_M._Ruiz>", f"<{base}Ana_Ruiz>")]
