"""A build finds out who is who over all articles of the store, and only where something changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from judgements_desk import BASE, Desk
from sayso.actors import actors_graph, is_current
from sayso.build import build
from sayso.judgements import Act, Kind
from sayso.store import open_store
from sayso.validate import Validator

if TYPE_CHECKING:
    from handmade import Handmade


def resolved(folder: Path) -> list[str]:
    """Return the graph of actors of a store."""
    with open_store(folder, read_only=True) as store:
        return sorted(str(quad) for quad in store.quads(actors_graph(BASE)))


def test_a_plain_build_knows_who_is_who_in_all_articles(desk: Desk) -> None:
    (mayor,) = [r for r in desk.rows("actors-across-articles") if r["actor"] == "Ana Ruiz"]
    assert mayor["articles"] == 2
    before = resolved(desk.store)
    report = desk.build()
    assert report.actors is None, "nothing has changed"
    desk.write("c", (desk.articles / "a.txt").read_text(encoding="utf-8"))
    report = desk.build()
    assert report.actors is not None and report.actors.changed
    (mayor,) = [r for r in desk.rows("actors-across-articles") if r["actor"] == "Ana Ruiz"]
    assert mayor["articles"] == 3
    (desk.articles / "c.txt").unlink()
    with open_store(desk.store) as store:
        gone = [one.iri for one in store.articles() if one.origin.endswith("c.txt")]
        store.replace((), retire=gone)
    assert desk.build().actors is not None
    assert resolved(desk.store) == before


def test_the_order_in_which_articles_come_does_not_matter(
    tmp_path: Path, desk: Desk, handmade: Handmade, validator: Validator
) -> None:
    desk.write("c", (desk.articles / "a.txt").read_text(encoding="utf-8"))
    files = sorted(desk.articles.iterdir())
    found = []
    for name, batches in (
        ("whole", [files]),
        ("one by one", [[file] for file in files]),
        ("backwards", [[file] for file in reversed(files)]),
    ):
        for batch in batches:
            build(batch, tmp_path / name, handmade, validator)
        found.append(resolved(tmp_path / name))
    assert found[0] == found[1] == found[2] != []


def test_a_build_stopped_before_it_is_finished_by_the_next(
    tmp_path: Path, desk: Desk, handmade: Handmade, validator: Validator
) -> None:
    def interrupt(words: str) -> None:
        raise KeyboardInterrupt(words)

    place = tmp_path / "stopped"
    with pytest.raises(KeyboardInterrupt, match="who is who"):
        build([desk.articles], place, handmade, validator, stage=interrupt)
    assert resolved(place) == []
    report = build([desk.articles], place, handmade, validator)
    assert report.unchanged == 2 and report.actors is not None
    assert resolved(place) == resolved(desk.store)


def test_it_can_be_left_out(
    tmp_path: Path, desk: Desk, handmade: Handmade, validator: Validator
) -> None:
    place = tmp_path / "without"
    report = build([desk.articles], place, handmade, validator, with_actors=False)
    assert report.built == 2 and report.actors is None
    assert resolved(place) == []
    with open_store(place, read_only=True) as store:
        assert not is_current(store)


def test_judgements_on_actors_are_kept_and_taken_back(desk: Desk) -> None:
    before = resolved(desk.store)
    judged = desk.judge(
        Act.DIFFERENT, desk.actor("a:Mayor Ana Ruiz"), other=desk.actor("b:Mayor Ana Ruiz")
    )
    report = desk.build()
    assert report.actors is not None and report.actors.conflicts == ()
    mayors = [r for r in desk.rows("actors-across-articles") if r["actor"] == "Ana Ruiz"]
    assert [one["articles"] for one in mayors] == [1, 1]
    assert desk.build().actors is None
    desk.judge(Act.RETRACT, of=judged.id)
    desk.build()
    mayors = [r for r in desk.rows("actors-across-articles") if r["actor"] == "Ana Ruiz"]
    assert [one["articles"] for one in mayors] == [2]
    assert resolved(desk.store) == before


def test_a_judgement_on_something_else_changes_no_actor(desk: Desk) -> None:
    before = resolved(desk.store)
    desk.judge(Act.REJECT, desk.thing("a:a gift to the town", Kind.CHARACTERIZATION))
    report = desk.build()
    assert report.actors is not None, "the graph of an article has changed"
    changed = set(before) ^ set(resolved(desk.store))
    assert len(changed) == 2
    assert all("#inputDigest" in quad for quad in changed)
