"""How things are named to be judged, and what the file holds."""

from __future__ import annotations

import json

import pytest

from judgements_desk import Desk, tail_of
from sayso.errors import UsageError
from sayso.judgements import (
    Act,
    Kind,
    Replayed,
    read_judgements,
)
from sayso.judgements.naming import kinds_of


def test_things_are_named_in_several_ways(desk: Desk) -> None:
    thing = desk.thing("a:a gift to the town", Kind.CHARACTERIZATION)
    place = next(one for one in thing.words if one.role == "as")
    assert desk.thing(f"a:{place.start}-{place.end}", Kind.CHARACTERIZATION) == thing
    statement = desk.thing("a:dockers would strike", Kind.STATEMENT)
    tail = tail_of(statement)
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
