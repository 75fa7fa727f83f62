"""What people decided lasts: it is replayed on every build, and changes just what it says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from sayso.build import BuildReport, build
from sayso.errors import UsageError
from sayso.export import export
from sayso.judgements import (
    Act,
    Judgement,
    Judgements,
    Kind,
    Outcome,
    Replayed,
    Thing,
    append,
    current,
    decided,
    preview,
    read_judgements,
    replay,
)
from sayso.judgements.extracted import Extracted
from sayso.judgements.naming import kinds_of, named, thing_of
from sayso.judgements.plan import plan
from sayso.judgements.properties import PROPERTIES
from sayso.query import ask
from sayso.store import open_store
from sayso.validate import Validator
from sayso.vocabulary import SAYSO, dcterms, prov, rdf, sayso

if TYPE_CHECKING:
    from conftest import Handmade

BASE = "https://example.org/sayso/"


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator()


class Desk:
    """Two articles that begin with the sample text, their store, and judgements on them."""

    def __init__(self, folder: Path, annotator: Handmade, validator: Validator) -> None:
        self.articles = folder / "articles"
        self.store = folder / "store"
        self.file = folder / "judgements.jsonl"
        self.annotator = annotator
        self.validator = validator
        self.clock = 0
        self._digests: dict[str, str] = {}

    def write(self, name: str, text: str) -> None:
        """Write an article of the text and its own name."""
        (self.articles / f"{name}.txt").write_text(f"{text}\n{name}\n", encoding="utf-8")

    def build(self, *, again: bool = False) -> BuildReport:
        """Build all articles."""
        return build([self.articles], self.store, self.annotator, self.validator, again=again)

    def replay(self) -> Replayed:
        """Apply the judgements and return what became of them."""
        with open_store(self.store) as store:
            return replay(self.file, store, self.validator.validate_graph)

    def dump(self) -> set[Quad]:
        """Return everything in the store."""
        with open_store(self.store, read_only=True) as store:
            return set(store.quads())

    def articles_only(self) -> set[Quad]:
        """Return everything but the curation graph."""
        return {quad for quad in self.dump() if str(quad.graph_name) != f"<{BASE}curation>"}

    def digest(self, name: str) -> str:
        """Return the digest of the text in a file."""
        if not self._digests:
            with open_store(self.store, read_only=True) as store:
                self._digests = {Path(one.origin).stem: one.digest for one in store.articles()}
        return self._digests[name]

    def thing(self, typed: str, *kinds: Kind) -> Thing:
        """Name a thing as the command line does; "a:words" stands in a.txt."""
        name, _, words = typed.partition(":")
        typed = f"{self.digest(name)}:{words}" if name in ("a", "b") else typed
        with open_store(self.store, read_only=True) as store:
            return named(typed, Extracted(store), kinds or tuple(Kind))

    def judge(self, act: Act, thing: Thing | None = None, **more: object) -> Judgement:
        """Write a judgement down, a second later than the one before."""
        self.clock += 1
        at = f"2026-01-01T00:00:{self.clock:02}Z"
        judgement = Judgement(act, at, "Ann", "because", thing, **more)  # type: ignore[arg-type]
        append(self.file, judgement)
        return judgement

    def actor(self, typed: str) -> Thing:
        """Name an actor."""
        return self.thing(typed, Kind.ACTOR)

    def rows(self, question: str) -> list[dict[str, object]]:
        """Return the answer to a question."""
        with open_store(self.store, read_only=True) as store:
            table = ask(question, store)
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]

    def decided(self) -> dict[frozenset[str], bool]:
        """Return the pairs that were decided on."""
        with open_store(self.store, read_only=True) as store:
            return dict(decided(store, self.file))

    def graph(self, name: str) -> NamedNode:
        """Return the graph of an article."""
        return NamedNode(f"{BASE}article/{self.digest(name)[:16]}/graph")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the first test builds what all others copy."""
    return tmp_path_factory.mktemp("prepared") / "desk"


@pytest.fixture
def desk(
    tmp_path: Path, handmade: Handmade, validator: Validator, sample_text: str, prepared: Path
) -> Desk:
    if not prepared.exists():
        desk = Desk(prepared, handmade, validator)
        desk.articles.mkdir(parents=True)
        for name in "ab":
            desk.write(name, sample_text)
        desk.build()
    folder = tmp_path / "desk"
    shutil.copytree(prepared, folder)
    return Desk(folder, handmade, validator)


def outcomes(found: Replayed) -> list[Outcome]:
    return [one.outcome for one in found.verdicts]


def said(quads: Iterable[Quad], predicate: str) -> set[str]:
    return {
        getattr(quad.object, "value", "") for quad in quads if quad.predicate.value == predicate
    }


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
        if r["st"] == str(_tail(thing)) and desk.digest("a")[:16] in str(r["articleIri"])
    ]
    assert heads == ["Harbour Union"]


def _tail(thing: Thing) -> str:
    cue = next(word for word in thing.words if word.role == "cue")
    content = next(word for word in thing.words if word.role == "content")
    return f"cue-{cue.start}-{cue.end}.content-{content.start}-{content.end}"


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


# ---------- what a judgement outlives, and what not


def test_a_judgement_follows_its_words_into_a_corrected_text(
    desk: Desk, sample_text: str, tmp_path: Path
) -> None:
    desk.judge(Act.REJECT, desk.thing("a:a gift to the town", Kind.CHARACTERIZATION))
    # The corrected article stands at the same address, in a store of its own; the words moved.
    lines = {"text": f"Correction.\n\n{sample_text}", "url": "https://example.org/bridge"}
    (tmp_path / "corrected.jsonl").write_text(json.dumps(lines) + "\n", encoding="utf-8")
    thing = replace(
        desk.thing("a:a gift to the town", Kind.CHARACTERIZATION), url="https://example.org/bridge"
    )
    moved = desk.judge(Act.REJECT, thing)
    store = tmp_path / "store"
    report = build(
        [tmp_path / "corrected.jsonl"],
        store,
        desk.annotator,
        desk.validator,
        judgements=desk.file,
    )
    assert report.built == 1
    became = {one.judgement.id: one.outcome for one in report.judgements.verdicts}
    assert became[moved.id] is Outcome.APPLIED
    with open_store(store, read_only=True) as opened:
        words = said(opened.quads(), sayso.characterizedAs)
    assert words == {"a turning point"}


def test_what_is_no_longer_extracted_is_an_orphan(desk: Desk) -> None:
    thing = desk.thing("a:a gift to the town", Kind.CHARACTERIZATION)
    words = tuple(
        replace(one, exact="Council", start=0, end=7) if one.role == "as" else one
        for one in thing.words
    )
    desk.judge(Act.REJECT, replace(thing, words=words))
    changed = tuple(replace(one, exact="not in it") for one in thing.words)
    desk.judge(Act.REJECT, replace(thing, words=changed))
    before = desk.articles_only()
    report = desk.build()
    assert outcomes(report.judgements) == [Outcome.ORPHANED, Outcome.ORPHANED]
    assert [one.note.split("“")[0] for one in report.judgements.lost] == [
        "no characterization with these words is extracted any more",
        "the words ",
    ]
    assert desk.articles_only() == before


def test_a_judgement_on_an_article_that_is_not_there_waits(desk: Desk) -> None:
    thing = desk.thing("a:a gift to the town", Kind.CHARACTERIZATION)
    desk.judge(Act.REJECT, replace(thing, document="0" * 64))
    found = desk.replay()
    assert outcomes(found) == [Outcome.WAITING]
    assert found.sound


def test_a_shared_actor_is_known_by_name_where_the_judged_article_is_not(desk: Desk) -> None:
    ana = replace(desk.actor("a:Mayor Ana Ruiz"), document="0" * 64)
    desk.judge(Act.SET, ana, property_name="gender", value="x")
    assert outcomes(desk.replay()) == [Outcome.APPLIED]


def test_a_retraction_of_nothing_is_lost_and_one_of_a_retraction_brings_back(desk: Desk) -> None:
    thing = desk.thing("a:a gift to the town", Kind.CHARACTERIZATION)
    first = desk.judge(Act.REJECT, thing)
    back = desk.judge(Act.RETRACT, of=first.id)
    desk.judge(Act.RETRACT, of=back.id)
    desk.judge(Act.RETRACT, of="0123456789abcdef")
    assert outcomes(desk.replay()) == [
        Outcome.APPLIED,
        Outcome.RETRACTED,
        Outcome.APPLIED,
        Outcome.ORPHANED,
    ]


def test_judgements_written_by_hand_are_checked(desk: Desk) -> None:
    ana = desk.actor("a:Mayor Ana Ruiz")
    desk.judge(Act.REJECT, ana)
    desk.judge(Act.SET, ana, property_name="colour", value="red")
    desk.judge(Act.SET, ana, property_name="type", value="Red")
    desk.judge(Act.SAME, ana, other=desk.thing("a:dockers would strike", Kind.STATEMENT))
    found = desk.replay()
    assert set(outcomes(found)) == {Outcome.REFUSED}
    assert all(one.note for one in found.verdicts)


def test_looking_ahead_changes_nothing(desk: Desk) -> None:
    before = desk.dump()
    desk.judge(Act.REJECT, desk.thing("a:a gift to the town", Kind.CHARACTERIZATION))
    with open_store(desk.store, read_only=True) as store:
        found = preview(desk.file, store, desk.validator.validate_graph)
    assert outcomes(found) == [Outcome.APPLIED]
    assert desk.dump() == before


# ---------- what others see


def test_the_curation_graph_conforms_to_the_shapes(desk: Desk) -> None:
    thing = desk.thing("a:a gift to the town", Kind.CHARACTERIZATION)
    first = desk.judge(Act.REJECT, thing)
    desk.judge(Act.RETRACT, of=first.id)
    ana, union = desk.actor("a:Mayor Ana Ruiz"), desk.actor("a:the Harbour Union")
    desk.judge(Act.SAME, ana, other=union)
    desk.judge(Act.SET, desk.thing("a:Mayor", Kind.ROLE), property_name="holder", value=union)
    desk.judge(Act.REJECT, replace(thing, document="0" * 64))
    desk.replay()
    with open_store(desk.store, read_only=True) as store:
        quads = list(store.quads(store.curation_graph()))
    assert quads
    assert desk.validator.validate_graph(quads) == ()


def test_exports_have_the_judgements_and_what_they_changed(desk: Desk, tmp_path: Path) -> None:
    desk.judge(Act.REJECT, desk.thing("a:a gift to the town", Kind.CHARACTERIZATION))
    desk.replay()
    with open_store(desk.store, read_only=True) as store:
        for suffix in (".nq", ".trig", ".ttl", ".jsonld"):
            export(store, tmp_path / f"whole{suffix}")
            text = (tmp_path / f"whole{suffix}").read_text(encoding="utf-8")
            assert "because" in text, suffix
            assert text.count("a gift to the town") >= 1
        export(store, tmp_path / "network.graphml")
    network = (tmp_path / "network.graphml").read_text(encoding="utf-8")
    assert network.count("<edge ") == 3


def test_things_are_named_in_several_ways(desk: Desk) -> None:
    thing = desk.thing("a:a gift to the town", Kind.CHARACTERIZATION)
    place = next(one for one in thing.words if one.role == "as")
    assert desk.thing(f"a:{place.start}-{place.end}", Kind.CHARACTERIZATION) == thing
    statement = desk.thing("a:dockers would strike", Kind.STATEMENT)
    tail = _tail(statement)
    assert desk.thing(f"a:{tail}", Kind.STATEMENT) == statement
    iri = f"{desk.graph('a').value.removesuffix('graph')}statement/{tail}"
    assert desk.thing(iri) == statement


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("a:no such words", "Nothing that was extracted"),
        ("words alone", "does not say in which document"),
        ("0123456789ab:words", "No document in the store"),
        ("https://example.org/unknown", "Nothing in the store has the identifier"),
        ("https://example.org/un known", "no identifier"),
        ("a:police", "things rest on the words"),
        ("https://example.org/sayso/entity/Person.Ana_Ruiz", "is of the kind actor"),
    ],
)
def test_what_names_nothing_or_too_much_is_told(desk: Desk, typed: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        desk.thing(typed, Kind.STATEMENT, Kind.MENTION, Kind.STANCE, Kind.CHARACTERIZATION)


def test_the_article_s_own_voice_cannot_be_judged(desk: Desk) -> None:
    voice = desk.graph("a").value.removesuffix("graph") + "voice"
    with pytest.raises(UsageError, match="rests on no words"):
        desk.thing(voice, Kind.ACTOR)


def test_a_property_that_nothing_has_is_told() -> None:
    with pytest.raises(UsageError, match="no property 'colour'"):
        kinds_of("set", "colour")


def test_judgements_that_left_the_file_are_named_and_undone(desk: Desk) -> None:
    before = desk.dump()
    gone = desk.judge(Act.REJECT, desk.thing("a:a gift to the town", Kind.CHARACTERIZATION))
    assert desk.replay().vanished == ()
    desk.file.unlink()
    report = desk.build()
    assert report.judgements.vanished == (gone.id,)
    assert desk.dump() == before
    assert desk.build().judgements == Replayed()


def test_the_file_is_plain_lines(desk: Desk) -> None:
    judgement = desk.judge(Act.REJECT, desk.thing("a:a gift to the town", Kind.CHARACTERIZATION))
    (line,) = desk.file.read_text(encoding="utf-8").splitlines()
    assert list(json.loads(line)) == ["v", "id", "act", "at", "by", "reason", "thing"]
    assert read_judgements(desk.file).all == (judgement,)
