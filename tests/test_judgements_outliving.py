"""What a judgement outlives and what not, and what others see of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from judgements_desk import Desk, outcomes, said
from sayso.build import build
from sayso.export import export
from sayso.judgements import (
    Act,
    Kind,
    Outcome,
    preview,
)
from sayso.store import open_store
from sayso.vocabulary import sayso

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
        for suffix in (".nq", ".trig", ".ttl", ".full.jsonld"):
            export(store, tmp_path / f"whole{suffix}")
            text = (tmp_path / f"whole{suffix}").read_text(encoding="utf-8")
            assert "because" in text, suffix
            assert text.count("a gift to the town") >= 1
        export(store, tmp_path / "network.graphml")
    network = (tmp_path / "network.graphml").read_text(encoding="utf-8")
    assert network.count("<edge ") == 3
