"""The file of judgements keeps every line, and words are found again wherever that is sure."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError, StoreError
from sayso.judgements import (
    Act,
    Judgement,
    Judgements,
    Kind,
    Thing,
    Words,
    append,
    default_place,
    parse,
    read_judgements,
)
from sayso.judgements.anchor import find, words_at
from sayso.model import Span

TEXTS = st.text(max_size=12)
OFFSETS = st.integers(0, 10**6)
WORDS = st.builds(Words, TEXTS, TEXTS, OFFSETS, OFFSETS, TEXTS, TEXTS)
THINGS = st.builds(
    Thing,
    st.sampled_from(Kind),
    TEXTS,
    st.lists(WORDS, min_size=1, max_size=3).map(tuple),
    TEXTS,
    TEXTS,
)
TIMES = st.datetimes(timezones=st.timezones()).map(lambda time: time.isoformat())
NAMES = st.text(min_size=1).filter(lambda name: bool(name.strip()))
JUDGEMENTS = st.one_of(
    st.builds(
        Judgement, st.sampled_from([Act.SAME, Act.DIFFERENT]), TIMES, NAMES, TEXTS, THINGS, THINGS
    ),
    st.builds(Judgement, st.just(Act.REJECT), TIMES, NAMES, TEXTS, THINGS),
    st.builds(
        Judgement,
        st.just(Act.SET),
        TIMES,
        NAMES,
        TEXTS,
        THINGS,
        st.none(),
        TEXTS,
        st.one_of(TEXTS, THINGS),
    ),
    st.builds(Judgement, st.just(Act.RETRACT), TIMES, NAMES, TEXTS, of=TEXTS),
)


def judgement(number: int = 0, **more: str) -> Judgement:
    words = (Words("as", "a gift", 5, 11),)
    return Judgement(
        Act.REJECT,
        "2026-01-01T00:00:00Z",
        "Ann",
        f"reason {number}",
        Thing(Kind.CHARACTERIZATION, "d" * 64, words),
        **more,  # type: ignore[arg-type]
    )


# ---------- lines


@settings(deadline=None)
@given(JUDGEMENTS)
def test_a_line_gives_back_its_judgement(one: Judgement) -> None:
    line = one.line()
    assert "\n" not in line
    assert parse(line) == one
    assert parse(line).line() == line


@settings(deadline=None)
@given(st.lists(JUDGEMENTS, max_size=6))
def test_a_file_gives_back_its_judgements(
    tmp_path_factory: pytest.TempPathFactory, some: list[Judgement]
) -> None:
    path = tmp_path_factory.mktemp("file") / "judgements.jsonl"
    for one in some:
        append(path, one)
    found = read_judgements(path)
    assert found.damaged == ()
    assert found.all == tuple(dict.fromkeys(some))


@settings(deadline=None)
@given(JUDGEMENTS, JUDGEMENTS)
def test_different_judgements_have_different_identifiers(one: Judgement, other: Judgement) -> None:
    assert (one == other) == (one.id == other.id)


@settings(deadline=None)
@given(st.data())
def test_a_file_cut_off_anywhere_loses_only_its_last_line_and_says_so(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("file") / "judgements.jsonl"
    some = [judgement(number, property_name="ö") for number in range(3)]
    for one in some:
        append(path, one)
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:cut])
    complete = whole[:cut].count(b"\n")
    found = read_judgements(path)
    rest = whole[:cut].rpartition(b"\n")[2]
    # A last line that lacks nothing but its end is a judgement like any other.
    kept = complete + (rest in whole.split(b"\n") and bool(rest))
    assert [one.id for one in found.all] == [one.id for one in some[:kept]]
    assert len(found.damaged) == (bool(rest) and kept == complete)
    # The next judgement stands on a line of its own, and the damage stays to be seen.
    append(path, judgement(9))
    again = read_judgements(path)
    assert [one.id for one in again.all] == [*(one.id for one in some[:kept]), judgement(9).id]
    assert [one.line for one in again.damaged] == [one.line for one in found.damaged]


def test_a_half_written_last_line_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    append(path, judgement())
    with path.open("a", encoding="utf-8") as file:
        file.write(judgement(1).line()[:40])
    (damage,) = read_judgements(path).damaged
    assert damage.line == 2
    assert "cut off" in damage.problem


def test_a_changed_line_is_no_judgement() -> None:
    line = judgement().line()
    with pytest.raises(InputError, match="changed after it was written"):
        parse(line.replace("reason 0", "reason 1"))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "7",
        "null",
        '{"v": 2}',
        '{"v": 1, "act": "reject"}',
        "[" * 100_000,
        judgement().line().replace("reject", "applaud"),
        judgement().line().replace("2026-01-01T00:00:00Z", "yesterday"),
        judgement().line().replace("2026-01-01T00:00:00Z", "2026-01-01T00:00:00"),
        judgement().line().replace('"start": 5', '"start": -5'),
        judgement().line().replace('"start": 5', '"start": true'),
        judgement().line().replace('"Ann"', '" "'),
        judgement().line().replace('"exact": "a gift"', '"exact": 7'),
    ],
)
def test_what_is_no_judgement_is_told(line: str) -> None:
    with pytest.raises(InputError, match="no judgement"):
        parse(line)


def test_a_line_written_by_hand_needs_no_identifier() -> None:
    line = judgement().line().replace(f'"id": "{judgement().id}", ', "")
    assert parse(line) == judgement()


def test_lines_that_are_no_text_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_bytes(b"\xff\xfe\n" + judgement().line().encode() + b"\n\n")
    found = read_judgements(path)
    assert [one.line for one in found.damaged] == [1]
    assert found.all == (judgement(),)


def test_a_line_that_a_merge_of_branches_doubled_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    append(path, judgement())
    append(path, judgement())
    assert read_judgements(path).all == (judgement(),)


def _append_some(path: Path, first: int) -> None:
    for number in range(first, first + 20):
        append(path, judgement(number))


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    spawned = multiprocessing.get_context("fork")
    workers = [spawned.Process(target=_append_some, args=(path, 100 * n)) for n in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    found = read_judgements(path)
    assert len(found.all) == 60
    assert not found.damaged


def test_a_file_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="could not be written"):
        append(tmp_path / "no" / "judgements.jsonl", judgement())
    (tmp_path / "judgements.jsonl").mkdir()
    with pytest.raises(StoreError, match="cannot be read"):
        read_judgements(tmp_path / "judgements.jsonl")


def test_the_file_lies_beside_the_store(tmp_path: Path) -> None:
    assert default_place(tmp_path / "store") == tmp_path / "judgements.jsonl"


def test_a_long_chain_of_retractions_is_followed() -> None:
    chain = [judgement()]
    for _ in range(3_000):
        chain.append(Judgement(Act.RETRACT, "2026-01-01T00:00:00Z", "Ann", of=chain[-1].id))
    assert Judgements(tuple(chain)).in_force() == (chain[0],)
    assert Judgements(tuple(chain[:-1])).in_force() == ()


# ---------- words


@settings(deadline=None)
@given(st.text(min_size=1, alphabet="ab é\U0001f600"), st.data())
def test_words_are_found_where_they_were(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    words = words_at("as", span, text)
    assert words.exact == span.of(text)
    assert find(words, text) == span


@settings(deadline=None)
@given(
    st.text(alphabet="ab é", max_size=80),
    st.text(alphabet="ab é", max_size=80),
    st.text(alphabet="xyz\n", max_size=30),
)
def test_words_are_found_in_a_text_that_grew_before_them(
    before: str, after: str, added: str
) -> None:
    words = words_at("as", Span(len(before), len(before) + 6), f"{before}QUOTED{after}")
    grown = f"{added}{before}QUOTED{after}"
    place = find(words, grown)
    assert isinstance(place, Span)
    assert (place.start, place.of(grown)) == (len(added) + len(before), "QUOTED")


@settings(deadline=None)
@given(st.text(alphabet="ab", max_size=30), st.text(alphabet="ab", max_size=3))
def test_what_is_found_are_always_the_words(text: str, exact: str) -> None:
    place = find(Words("as", exact, 2, 2 + len(exact), "a", "b"), text)
    assert isinstance(place, str) or place.of(text) == exact


def test_of_equal_words_those_in_the_same_context_are_found() -> None:
    text = "A gift, she said. No gift, he said."
    words = words_at("as", Span(21, 25), text)
    longer = f"Well. {text}"
    assert find(words, longer) == Span(27, 31)
    assert "stand 2 times" in str(find(Words("as", "gift", 0, 4, "x", "y"), longer))
    assert "no longer" in str(find(Words("as", "present", 0, 7), longer))
