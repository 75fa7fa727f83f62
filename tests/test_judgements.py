"""What people decided lasts: it is replayed on every build, and changes just what it says."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from judgements_desk import BASE, Desk, outcomes, said, tail_of
from sayso.judgements import (
    Act,
    Judgement,
    Judgements,
    Kind,
    Outcome,
    Thing,
    append,
)
from sayso.judgements.extracted import Extracted
from sayso.judgements.naming import thing_of
from sayso.judgements.plan import plan
from sayso.judgements.properties import PROPERTIES
from sayso.store import Patch, open_store
from sayso.vocabulary import SAYSO, prov, sayso

CURATION = NamedNode(f"{BASE}curation")


# ---------- a judgement changes just what it says


def test_a_rejected_characterization_is_gone_with_its_own_words_alone(desk: Desk) -> None:
    before = desk.dump()
    judgement = desk.judge(Act.REJECT, desk.thing("a:a gift to the town", Kind.CHARACTERIZATION))
    report = desk.build()
    assert (report.built, report.unchanged) == (0, 2)
    assert outcomes(report.judgements) == [Outcome.APPLIED]
    gone, new = before - desk.dump(), desk.dump() - before
    assert {str(quad.graph_name) for quad in new} == {f"<{BASE}curation>"}
    assert {quad.graph_name for quad in gone} == {desk.graph("a")}
    node = next(q.subject for q in gone if q.predicate.value == sayso.characterizedAs)
    spans = {q.object for q in gone if q.subject == node}
    assert all(quad.subject == node or quad.subject in spans for quad in gone)
    by = NamedNode(f"{BASE}judgement/{judgement.id}")
    told = {quad.predicate.value: quad.object for quad in new if quad.subject == by}
    assert told[sayso.reason] == Literal("because")
    assert told[sayso.outcome] == NamedNode(f"{SAYSO}applied")
    assert told[sayso.judged] == node
    assert {q.predicate.value for q in new if q.object == by} == {prov.wasInfluencedBy}


def test_a_second_build_changes_nothing(desk: Desk) -> None:
    desk.judge(Act.REJECT, desk.thing("a:a gift to the town", Kind.CHARACTERIZATION))
    desk.judge(Act.SAME, desk.actor("a:Mayor Ana Ruiz"), other=desk.actor("b:the Harbour Union"))
    desk.build()
    once = desk.dump()
    desk.build()
    assert desk.dump() == once
    # What is read anew is judged anew.
    report = desk.build(again=True)
    assert report.built == 2
    assert desk.dump() == once


def test_what_is_in_the_store_already_is_not_worked_out_again(desk: Desk) -> None:
    desk.judge(Act.REJECT, desk.thing("a:a gift to the town", Kind.CHARACTERIZATION))
    lost = desk.judge(Act.RETRACT, of="0123456789abcdef")
    worked_out = desk.replay()
    once = desk.dump()
    assert any(one.nodes for one in worked_out.verdicts)
    known = desk.replay()
    assert not any(one.nodes for one in known.verdicts)
    assert known.as_dict() == worked_out.as_dict()
    assert [one.judgement for one in known.lost] == [lost]
    assert desk.dump() == once
    # A graph that is built again is as extracted, so that all is worked out anew.
    with open_store(desk.store) as store:
        (patched,) = store.patches()
        store.curate([Patch(patched.graph, frozenset(), frozenset())], store.quads(CURATION))
    assert desk.dump() != once
    assert any(one.nodes for one in desk.replay().verdicts)
    assert desk.dump() == once
    desk.judge(Act.REJECT, desk.thing("b:a gift to the town", Kind.CHARACTERIZATION))
    assert len([one for one in desk.replay().verdicts if one.nodes]) == 2


@pytest.mark.parametrize(
    ("kind", "words", "name", "value"),
    [
        (Kind.CHARACTERIZATION, "a gift to the town", "polarity", "negative"),
        (Kind.CHARACTERIZATION, "a gift to the town", "type", "trait"),
        (Kind.CHARACTERIZATION, "a gift to the town", "negated", "true"),
        (Kind.STATEMENT, "dockers would strike", "act", "threaten"),
        (Kind.STATEMENT, "dockers would strike", "negated", "true"),
        (Kind.STANCE, "would strike", "polarity", "mixedPolarity"),
        (Kind.EVENT, "strike", "actuality", "claimed"),
        (Kind.ROLE, "Mayor", "label", "Lord Mayor"),
    ],
)
def test_what_is_set_wins_and_retracting_it_gives_back_what_was(
    desk: Desk, kind: Kind, words: str, name: str, value: str
) -> None:
    before = desk.dump()
    set_it = desk.judge(Act.SET, desk.thing(f"a:{words}", kind), property_name=name, value=value)
    found = desk.replay()
    assert outcomes(found) == [Outcome.APPLIED], found
    after = desk.articles_only()
    gone, new = before - after, after - before
    assert len(new) == 1 and len(gone) <= 1
    (changed,) = new
    known = next(one for one in PROPERTIES[kind] if one.name == name)
    assert changed.predicate.value == known.predicate
    assert getattr(changed.object, "value", "").removeprefix(SAYSO) == value
    assert {quad.subject for quad in gone} <= {changed.subject}
    desk.judge(Act.RETRACT, of=set_it.id)
    assert outcomes(desk.replay()) == [Outcome.RETRACTED, Outcome.APPLIED]
    assert desk.articles_only() == before


def test_every_property_that_can_be_set_is_tried_here() -> None:
    tried = {
        *(
            (mark.args[1][row][0], mark.args[1][row][2])
            for mark in [test_what_is_set_wins_and_retracting_it_gives_back_what_was.pytestmark[0]]  # type: ignore[attr-defined]
            for row in range(len(mark.args[1]))
        ),
        *((kind, name) for kind, name, _ in ACTORS),
        (Kind.ACTOR, "name"),
        (Kind.ACTOR, "type"),
        (Kind.ACTOR, "gender"),
        (Kind.MENTION, "actor"),
        (Kind.STATEMENT, "source"),
        (Kind.STATEMENT, "form"),
    }
    assert tried == {(kind, one.name) for kind, known in PROPERTIES.items() for one in known}


ACTORS = [
    (Kind.STATEMENT, "addressee", "dockers would strike"),
    (Kind.CHARACTERIZATION, "target", "a gift to the town"),
    (Kind.STANCE, "target", "would strike"),
    (Kind.ROLE, "holder", "Mayor"),
    (Kind.ROLE, "organization", "Mayor"),
]


@pytest.mark.parametrize(("kind", "name", "words"), ACTORS)
def test_an_actor_can_be_the_value(desk: Desk, kind: Kind, name: str, words: str) -> None:
    before = desk.dump()
    union = desk.actor("a:the Harbour Union")
    desk.judge(Act.SET, desk.thing(f"a:{words}", kind), property_name=name, value=union)
    found = desk.replay()
    assert outcomes(found) == [Outcome.APPLIED], found
    new = desk.articles_only() - before
    assert [str(quad.object) for quad in new] == [f"<{BASE}entity/Organization.Harbour_Union>"]
    assert len(before - desk.articles_only()) == 1


def test_a_statement_gets_another_source_who_holds_what_it_expresses(desk: Desk) -> None:
    thing = desk.thing("a:the new bridge “a gift to the town”", Kind.STATEMENT)
    union = desk.actor("a:the Harbour Union")
    desk.judge(Act.SET, thing, property_name="source", value=union)
    assert desk.replay().sound
    (row,) = [
        r
        for r in desk.rows("who-characterized-whom")
        if r["how"] == "a gift to the town" and desk.digest("a")[:16] in str(r["articleIri"])
    ]
    assert row["who"] == "Harbour Union"
    heads = [
        r["who"]
        for r in desk.rows("who-said-what")
        if r["st"] == str(tail_of(thing)) and desk.digest("a")[:16] in str(r["articleIri"])
    ]
    assert heads == ["Harbour Union"]


def test_a_mention_refers_to_somebody_else_with_what_rests_on_it(desk: Desk) -> None:
    mention = desk.thing("a:she", Kind.MENTION)
    desk.judge(Act.SET, mention, property_name="actor", value=desk.actor("a:the Harbour Union"))
    assert desk.replay().sound
    said_by = {
        row["who"]
        for row in desk.rows("who-said-what")
        if str(row["cue"]) == "add" and desk.digest("a")[:16] in str(row["articleIri"])
    }
    assert said_by == {"Harbour Union"}


@pytest.mark.parametrize("words", ["she", "police", "the new bridge", "dockers", "Mayor Ana Ruiz"])
def test_a_rejected_mention_leaves_only_its_words(desk: Desk, words: str) -> None:
    before = desk.dump()
    desk.judge(Act.REJECT, desk.thing(f"a:{words}", Kind.MENTION))
    found = desk.replay()
    assert outcomes(found) == [Outcome.APPLIED], found
    assert {q.graph_name for q in before - desk.articles_only()} == {desk.graph("a")}
    mentions = [q for q in desk.articles_only() if q.predicate.value == sayso.refersTo]
    assert len(mentions) == sum(q.predicate.value == sayso.refersTo for q in before) - 1


@pytest.mark.parametrize(
    "words",
    [
        "the new bridge “a gift to the town”",
        "dockers would strike",
        "police had denied a deal",
        "a deal",
        "The vote marked a turning point",
        "delay in Porto",
    ],
)
def test_a_rejected_statement_goes_with_what_hangs_on_it_alone(desk: Desk, words: str) -> None:
    before = desk.dump()
    thing = desk.thing(f"a:{words}", Kind.STATEMENT)
    desk.judge(Act.REJECT, thing)
    found = desk.replay()
    assert outcomes(found) == [Outcome.APPLIED], found
    after = desk.articles_only()
    statements = [q for q in before if q.object == NamedNode(sayso.Statement)]
    assert sum(q.object == NamedNode(sayso.Statement) for q in after) == len(statements) - 1
    subjects = {quad.subject for quad in after} | {NamedNode(f"{BASE}article")}
    named_by = {q.object for q in after if isinstance(q.object, NamedNode)}
    graph_nodes = {n for n in named_by if n.value.startswith(desk.graph("a").value[:-5])}
    # Nothing points at what is no longer there.
    assert {n for n in graph_nodes if n not in subjects and "/run/" not in n.value} == set()
    assert desk.rows("loose-ends") == []


def test_a_statement_inside_a_rejected_one_comes_up(desk: Desk) -> None:
    desk.judge(Act.REJECT, desk.thing("a:police had denied a deal", Kind.STATEMENT))
    assert desk.replay().sound
    graph = {q for q in desk.dump() if q.graph_name == desk.graph("a")}
    assert not any(q.predicate.value == sayso.embeddedIn for q in graph)
    assert said(graph, sayso.nestingLevel) == {"0"}


def every_thing(desk: Desk) -> list[Thing]:
    """Return everything in an article that can be rejected."""
    with open_store(desk.store, read_only=True) as store:
        extracted = Extracted(store)
        view = extracted.view(desk.graph("a"))
        kinds = [kind for kind in Kind if kind is not Kind.ACTOR]
        return [
            thing_of(node, view.graph, extracted) for kind in kinds for node, _ in view.things(kind)
        ]


def test_everything_that_is_extracted_can_be_rejected_alone_and_together(desk: Desk) -> None:
    things = every_thing(desk)
    assert len(things) > 15
    some = [Judgement(Act.REJECT, "2026-01-01T00:00:00Z", "Ann", "", one) for one in things]
    with open_store(desk.store, read_only=True) as store:
        for one in some:
            found = plan(Judgements((one,)), store, desk.validator.validate_graph)
            assert [verdict.outcome for verdict in found.verdicts] == [Outcome.APPLIED], found
            assert len(found.verdicts[0].nodes) == 1
            assert [patch.graph for patch in found.patches] == [desk.graph("a")]
            assert found.patches[0].taken
        whole = plan(Judgements(tuple(some)), store, desk.validator.validate_graph)
    assert {verdict.outcome for verdict in whole.verdicts} == {Outcome.APPLIED}


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_the_order_of_lines_does_not_matter_and_all_can_be_undone(
    desk: Desk, data: st.DataObject
) -> None:
    desk.file.unlink(missing_ok=True)
    desk.replay()
    before = desk.dump()
    things = data.draw(st.lists(st.sampled_from(every_thing(desk)), max_size=4, unique=True))
    actors = [desk.actor(f"{name}:{words}") for name in "ab" for words in ("police", "Porto")]
    pairs = data.draw(st.lists(st.tuples(*[st.sampled_from(actors)] * 2), max_size=3, unique=True))
    some = [
        *(Judgement(Act.REJECT, _at(n), "Ann", "", one) for n, one in enumerate(things)),
        *(
            Judgement(Act.SAME, _at(30 + n), "Ann", "", one, other)
            for n, (one, other) in enumerate(pairs)
        ),
    ]
    for one in some:
        append(desk.file, one)
    assert desk.replay().sound
    once = desk.dump()
    desk.file.unlink(missing_ok=True)
    for one in data.draw(st.permutations(some)):
        append(desk.file, one)
    desk.replay()
    assert desk.dump() == once
    desk.file.unlink(missing_ok=True)
    desk.replay()
    assert desk.dump() == before


def _at(seconds: int) -> str:
    return f"2026-01-01T00:00:{seconds:02}Z"
