"""`sayso judge` in the terminal: records, lists, checks, applies, and says what it does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from sayso.build import build
from sayso.cli import sayso
from sayso.store import open_store
from sayso.validate import Validator

if TYPE_CHECKING:
    from handmade import Handmade


class Terminal:
    """A store with one article, and somebody who types."""

    def __init__(self, folder: Path, annotator: Handmade, text: str) -> None:
        self.store = folder / "store"
        self.file = folder / "judgements.jsonl"
        (folder / "a.txt").write_text(text, encoding="utf-8")
        build([folder / "a.txt"], self.store, annotator, Validator())
        with open_store(self.store, read_only=True) as store:
            self.digest = next(store.articles()).digest

    def type(self, *words: str) -> Result:
        """Type a command and return what came of it."""
        return CliRunner().invoke(sayso, ["judge", *words, "--store", str(self.store)])

    def record(self, *words: str, at: str = "2026-01-01T00:00:00Z") -> Result:
        """Type a judgement of Ann's."""
        return self.type(*words, "--author", "Ann", "--at", at)

    def words(self, words: str) -> str:
        """Name a thing by its words."""
        return f"{self.digest[:8]}:{words}"


@pytest.fixture
def terminal(tmp_path: Path, handmade: Handmade, sample_text: str) -> Terminal:
    return Terminal(tmp_path, handmade, sample_text)


def test_a_judgement_is_recorded_listed_checked_applied_and_taken_back(terminal: Terminal) -> None:
    gift = terminal.words("a gift to the town")
    done = terminal.record("reject", gift, "--reason", "irony", "--json")
    assert done.exit_code == 0, done.output
    recorded = json.loads(done.stdout)
    assert recorded["reason"] == "irony"
    assert json.loads(terminal.file.read_text(encoding="utf-8")) == recorded
    listed = json.loads(terminal.type("list", "--json").stdout)
    assert [(one["id"], one["outcome"]) for one in listed] == [(recorded["id"], "applied")]
    assert terminal.type("--check").exit_code == 0
    applied = terminal.type("apply")
    assert applied.exit_code == 0
    assert applied.stdout == "1 judgement: 1 applied.\n"
    asked = CliRunner().invoke(
        sayso, ["ask", "who-characterized-whom", "--json", "--store", str(terminal.store)]
    )
    assert "a gift to the town" not in asked.stdout
    checked = CliRunner().invoke(sayso, ["check", str(terminal.store)])
    assert checked.exit_code == 0, checked.output
    assert terminal.record("retract", recorded["id"][:6]).exit_code == 0
    assert terminal.type("apply").stdout == "2 judgements: 1 applied, 1 retracted.\n"


def test_an_orphan_is_loud_in_check_and_apply(terminal: Terminal) -> None:
    terminal.record("reject", terminal.words("a gift to the town"))
    line = json.loads(terminal.file.read_text(encoding="utf-8"))
    del line["id"]
    line["thing"]["words"][0]["exact"] = "a curse"
    terminal.file.write_text(json.dumps(line) + "\n" + '{"v": 1, "act"', encoding="utf-8")
    checked = terminal.type("--check", "--json")
    assert checked.exit_code == 1
    (row,) = json.loads(checked.stdout)
    assert row["outcome"] == "orphaned"
    assert "“a curse” are no longer in its text" in row["note"]
    assert "judgements.jsonl:2 was not applied" in checked.stderr
    applied = terminal.type("apply")
    assert applied.exit_code == 1
    assert "is orphaned: the words" in applied.stderr


def test_what_contradicts_an_earlier_judgement_says_so(terminal: Terminal) -> None:
    gift = terminal.words("a gift to the town")
    terminal.record("set", gift, "polarity", "negative")
    later = terminal.record("set", gift, "polarity", "neutral", at="2026-01-02T00:00:00Z")
    assert "This overrules the judgement" in later.stderr
    early = terminal.record("set", gift, "polarity", "positive", at="2025-01-02T00:00:00Z")
    assert "It has no effect" in early.stderr


def test_a_merger_that_contradicts_is_not_recorded(terminal: Terminal) -> None:
    ana, union, police = map(terminal.words, ("Ana Ruiz", "Harbour Union", "police"))
    assert terminal.record("different", ana, union).exit_code == 0
    assert terminal.record("same", ana, police).exit_code == 0
    before = terminal.file.read_bytes()
    refused = terminal.record("same", police, union)
    assert refused.exit_code == 2
    assert "This was not recorded" in refused.stderr
    assert terminal.file.read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("reject", "nowhere"), "does not say in which document"),
        (("reject", "{}:no such words"), "Nothing that was extracted"),
        (("set", "{}:a gift to the town", "colour", "red"), "no property 'colour'"),
        (("set", "{}:a gift to the town", "polarity", "red"), "It can be positive"),
        (("set", "{}:a gift to the town", "polarity", "positive", "--at", "now"), "--at must be"),
        (("retract", "0123"), "No judgement begins with"),
        (("same", "{}:Ana Ruiz", "{}:dockers would strike"), "Nothing that was extracted"),
        ((), "Name a command"),
        (("--check", "list"), "stands alone"),
    ],
)
def test_what_makes_no_sense_is_told_and_not_written(
    terminal: Terminal, typed: tuple[str, ...], message: str
) -> None:
    done = terminal.type(*(word.format(terminal.digest[:8]) for word in typed))
    assert done.exit_code == 2
    assert message in done.stderr
    assert not terminal.file.exists()


def test_the_same_twice_is_told(terminal: Terminal) -> None:
    gift = terminal.words("a gift to the town")
    terminal.record("reject", gift)
    assert "already" in terminal.record("reject", gift).stderr


def test_without_a_store_nothing_is_made(tmp_path: Path) -> None:
    done = CliRunner().invoke(sayso, ["judge", "apply", "--store", str(tmp_path / "none")])
    assert done.exit_code == 2
    assert not (tmp_path / "none").exists()
