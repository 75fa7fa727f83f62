"""Who is who by judgement, and which of contradictory judgements hold."""

from __future__ import annotations

from dataclasses import replace

from pyoxigraph import NamedNode

from judgements_desk import BASE, Desk, outcomes, said
from sayso.judgements import (
    Act,
    Judgement,
    Kind,
    Outcome,
    append,
    current,
)
from sayso.judgements.extracted import Extracted
from sayso.judgements.naming import named
from sayso.store import open_store
from sayso.vocabulary import SAYSO, dcterms, rdf, sayso

# ---------- who is who


def test_the_same_actors_become_one_and_the_old_identifier_leads_on(desk: Desk) -> None:
    ana, union = desk.actor("a:Mayor Ana Ruiz"), desk.actor("a:the Harbour Union")
    before = desk.articles_only()
    judgement = desk.judge(Act.SAME, ana, other=union)
    assert desk.decided() == {
        frozenset(
            {f"{BASE}entity/Person.Ana_Ruiz", f"{BASE}entity/Organization.Harbour_Union"}
        ): True
    }
    assert desk.replay().sound
    after = desk.dump()
    old = NamedNode(f"{BASE}entity/Organization.Harbour_Union")
    new = NamedNode(f"{BASE}entity/Person.Ana_Ruiz")
    redirects = {q.triple for q in after if q.predicate.value == dcterms.isReplacedBy}
    assert {(t.subject, t.object) for t in redirects} == {(old, new)}
    articles = desk.articles_only()
    assert not any(old in (q.subject, q.object) for q in articles)
    # All that is gone spoke of the old one, and in all that is new the kept one stands.
    assert all(old in (q.subject, q.object) for q in before - articles)
    assert all(new in (q.subject, q.object) for q in articles - before)
    with open_store(desk.store, read_only=True) as store:
        assert current(store, old) == new
        assert named(old.value, Extracted(store), (Kind.ACTOR,)).entity == union.entity
    assert desk.decided() == {}
    names = {str(row["who"]) for row in desk.rows("who-said-what")}
    assert "Harbour Union" not in names
    desk.judge(Act.RETRACT, of=judgement.id)
    desk.replay()
    assert desk.articles_only() == before


def test_a_linked_actor_is_kept_and_then_a_shared_one(desk: Desk) -> None:
    desk.judge(Act.SAME, desk.actor("a:police"), other=desk.actor("a:the Harbour Union"))
    assert desk.replay().sound
    redirects = [q for q in desk.dump() if q.predicate.value == dcterms.isReplacedBy]
    assert [str(q.object) for q in redirects] == [f"<{BASE}entity/Organization.Harbour_Union>"]


def test_actors_who_only_share_a_name_are_parted(desk: Desk) -> None:
    before = desk.articles_only()
    desk.judge(Act.DIFFERENT, desk.actor("a:Mayor Ana Ruiz"), other=desk.actor("b:Mayor Ana Ruiz"))
    assert desk.replay().sound
    after = desk.articles_only()
    shared = NamedNode(f"{BASE}entity/Person.Ana_Ruiz")
    assert {q.graph_name for q in before - after} == {desk.graph("b")}
    assert not any(
        shared in (q.subject, q.object) for q in after if q.graph_name == desk.graph("b")
    )
    (pair,) = desk.decided()
    assert shared.value in pair and desk.decided()[pair] is False


def test_what_is_set_of_an_actor_holds_in_every_article_and_after_a_merger(desk: Desk) -> None:
    ana = desk.actor("a:Mayor Ana Ruiz")
    desk.judge(Act.SAME, ana, other=desk.actor("b:the Harbour Union"))
    desk.judge(
        Act.SET, desk.actor("b:the Harbour Union"), property_name="name", value="Dr Ana Ruiz"
    )
    desk.judge(Act.SET, ana, property_name="gender", value="x")
    assert desk.replay().sound
    about = [q for q in desk.dump() if q.subject == NamedNode(f"{BASE}entity/Person.Ana_Ruiz")]
    assert said(about, sayso.name) == {"Dr Ana Ruiz"}
    assert said(about, sayso.gender) == {"x"}
    assert len({q.graph_name for q in about}) == 2


def test_the_type_of_an_actor_is_set(desk: Desk) -> None:
    union = desk.actor("a:the Harbour Union")
    desk.judge(Act.SET, union, property_name="type", value="Company")
    assert desk.replay().sound
    node = NamedNode(f"{BASE}entity/Organization.Harbour_Union")
    types = said((q for q in desk.dump() if q.subject == node), rdf.type)
    assert types == {f"{SAYSO}Company"}


# ---------- contradictions


def test_of_same_and_different_the_later_holds(desk: Desk) -> None:
    ana, union = desk.actor("a:Mayor Ana Ruiz"), desk.actor("a:the Harbour Union")
    before = desk.articles_only()
    desk.judge(Act.SAME, ana, other=union)
    desk.judge(Act.DIFFERENT, union, other=ana)
    found = desk.replay()
    assert outcomes(found) == [Outcome.OVERRULED, Outcome.APPLIED]
    assert "later judgement" in found.verdicts[0].note
    assert desk.articles_only() == before
    assert list(desk.decided().values()) == [False]


def test_time_tells_what_is_later_not_the_order_of_lines(desk: Desk) -> None:
    thing = desk.thing("a:a gift to the town", Kind.CHARACTERIZATION)
    late = Judgement(
        Act.SET,
        "2026-02-02T00:00:00Z",
        "Ann",
        "",
        thing,
        property_name="polarity",
        value="negative",
    )
    append(desk.file, late)
    early = replace(late, at="2026-02-02T00:30:00+01:00", value="neutral")
    append(desk.file, early)
    assert outcomes(desk.replay()) == [Outcome.APPLIED, Outcome.OVERRULED]


def test_a_merger_never_joins_who_was_judged_different(desk: Desk) -> None:
    ana, union = desk.actor("a:Mayor Ana Ruiz"), desk.actor("a:the Harbour Union")
    police = desk.actor("a:police")
    desk.judge(Act.DIFFERENT, ana, other=union)
    desk.judge(Act.SAME, ana, other=police)
    desk.judge(Act.SAME, police, other=union)
    found = desk.replay()
    assert outcomes(found) == [Outcome.APPLIED, Outcome.APPLIED, Outcome.REFUSED]
    assert "different" in found.verdicts[2].note
    assert not found.sound


def test_a_rejected_thing_and_one_of_which_something_is_set(desk: Desk) -> None:
    thing = desk.thing("a:a gift to the town", Kind.CHARACTERIZATION)
    desk.judge(Act.REJECT, thing)
    desk.judge(Act.SET, thing, property_name="polarity", value="negative")
    assert outcomes(desk.replay()) == [Outcome.OVERRULED, Outcome.APPLIED]
    desk.judge(Act.REJECT, thing)
    assert outcomes(desk.replay()) == [Outcome.APPLIED, Outcome.OVERRULED, Outcome.APPLIED]


def test_what_the_shapes_do_not_bear_is_refused_alone(desk: Desk) -> None:
    desk.judge(
        Act.SET,
        desk.thing("a:dockers would strike", Kind.STATEMENT),
        property_name="form",
        value="direct",
    )
    desk.judge(Act.REJECT, desk.thing("a:a gift to the town", Kind.CHARACTERIZATION))
    found = desk.replay()
    assert outcomes(found) == [Outcome.REFUSED, Outcome.APPLIED]
    assert "quotation marks" in found.verdicts[0].note


def test_the_form_of_a_statement_is_set_where_the_shapes_bear_it(desk: Desk) -> None:
    thing = desk.thing("a:the new bridge “a gift to the town”", Kind.STATEMENT)
    desk.judge(Act.SET, thing, property_name="form", value="direct")
    assert desk.replay().sound


def test_what_was_extracted_twice_from_one_article_cannot_be_parted(desk: Desk) -> None:
    ana = desk.actor("a:Mayor Ana Ruiz")
    desk.judge(Act.DIFFERENT, ana, other=ana)
    found = desk.replay()
    assert outcomes(found) == [Outcome.REFUSED]
    assert "within one article" in found.verdicts[0].note
