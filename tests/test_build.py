"""What `sayso build` does: what is new is built once, and nothing is lost on the way."""

import dataclasses
import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from sayso.build import BATCH, BuildReport, build
from sayso.errors import InputError, StoreError
from sayso.model import Provenance
from sayso.store import open_store
from sayso.validate import Validator

if TYPE_CHECKING:
    from handmade import Handmade


COUNTS = frozenset(
    {"read", "built", "unchanged", "duplicates", "rejected", "quarantined", "retired"}
)


class Desk:
    """A folder of articles, the store they are built into, and the means to build."""

    def __init__(
        self, folder: Path, annotator: "Handmade", validator: Validator, text: str
    ) -> None:
        self.articles = folder / "articles"
        self.articles.mkdir()
        self.store = folder / "store"
        self.annotator = annotator
        self._validator = validator
        self._text = text

    def write(self, name: str, words: str = "") -> Path:
        """Write an article of the sample text and these words."""
        path = self.articles / name
        path.write_text(f"{self._text}\n{words}\n", encoding="utf-8")
        return path

    def build(self, *paths: Path, **options: bool) -> BuildReport:
        """Build the paths, or all articles of the desk."""
        self.annotator.annotated.clear()
        where = paths or (self.articles,)
        return build(where, self.store, self.annotator, self._validator, **options)  # type: ignore[arg-type]

    def counts(self, *paths: Path, **options: bool) -> dict[str, int]:
        """Build, and return the counts that are not 0."""
        report = dataclasses.asdict(self.build(*paths, **options))
        total = report["built"] + report["unchanged"] + report["duplicates"]
        assert report["read"] == total + report["rejected"] + report["quarantined"]
        return {name: count for name, count in report.items() if count and name in COUNTS}

    def stored(self) -> dict[str, str]:
        """Return the digests in the store by origin, as file names."""
        with open_store(self.store, read_only=True) as store:
            return {Path(item.origin).name: item.digest for item in store.articles()}

    def rejects(self) -> list[tuple[str, str]]:
        """Return the files on the list of rejects, with their reasons."""
        path = self.store / "rejects.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        entries = [json.loads(line) for line in lines]
        return [(Path(entry["origin"]).name, entry["reason"]) for entry in entries]


@pytest.fixture
def desk(tmp_path: Path, handmade: "Handmade", validator: Validator, sample_text: str) -> Desk:
    return Desk(tmp_path, handmade, validator, sample_text)


def test_new_articles_are_built_and_old_ones_left(desk: Desk) -> None:
    for name in ("a.txt", "b.txt"):
        desk.write(name, name)
    assert desk.counts() == {"read": 2, "built": 2}
    assert desk.counts() == {"read": 2, "unchanged": 2}
    assert desk.annotator.annotated == []
    desk.write("c.txt", "c")
    assert desk.counts() == {"read": 3, "unchanged": 2, "built": 1}
    assert [Path(origin).name for origin in desk.annotator.annotated] == ["c.txt"]
    assert sorted(desk.stored()) == ["a.txt", "b.txt", "c.txt"]


def test_another_setting_builds_again(desk: Desk) -> None:
    desk.write("a.txt")
    desk.build()
    desk.annotator.provenance = Provenance("0.1.0", "fast", "another_model", "1.0")
    assert desk.counts() == {"read": 1, "built": 1}
    assert desk.counts(with_text=False) == {"read": 1, "built": 1}
    assert len(desk.stored()) == 1


def test_again_builds_what_is_there_and_changes_nothing(desk: Desk) -> None:
    desk.write("a.txt")
    desk.build()
    with open_store(desk.store) as store:
        before = set(store.quads())
    assert desk.counts(again=True) == {"read": 1, "built": 1}
    with open_store(desk.store) as store:
        assert set(store.quads()) == before


def test_the_same_text_is_built_once(desk: Desk) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        desk.write(name)
    assert desk.counts() == {"read": 3, "built": 1, "duplicates": 2}
    assert desk.counts() == {"read": 3, "unchanged": 1, "duplicates": 2}
    assert list(desk.stored()) == ["a.txt"]


def test_more_articles_than_a_batch(desk: Desk) -> None:
    count = 2 * BATCH + 3
    for number in range(count):
        desk.write(f"{number}.txt", str(number))
    assert desk.counts() == {"read": count, "built": count}
    assert len(desk.stored()) == count


def test_words_and_progress_are_counted(desk: Desk, validator: Validator) -> None:
    path = desk.write("a.txt", "two words")
    (desk.articles / "empty.txt").write_text("")
    told: list[int] = []
    report = build([desk.articles], desk.store, desk.annotator, validator, progress=told.append)
    assert report.words == len(path.read_text(encoding="utf-8").split())
    assert report.seconds > 0
    assert told == sorted(told)
    assert told[-1] == 2


# ---------- a file whose text changes


def test_a_file_with_a_new_text_gives_up_the_old_one(desk: Desk) -> None:
    desk.write("a.txt", "first")
    desk.write("b.txt", "other")
    desk.build()
    before = desk.stored()
    desk.write("a.txt", "second")
    assert desk.counts() == {"read": 2, "built": 1, "unchanged": 1, "retired": 1}
    after = desk.stored()
    assert after["b.txt"] == before["b.txt"]
    assert after["a.txt"] != before["a.txt"]
    assert len(after) == 2


def test_a_text_that_moved_to_another_file_stays(desk: Desk) -> None:
    desk.write("a.txt", "first")
    desk.build()
    (digest,) = desk.stored().values()
    (desk.articles / "a.txt").rename(desk.articles / "z.txt")
    desk.write("a.txt", "second")
    assert desk.counts() == {"read": 2, "built": 1, "unchanged": 1}
    with open_store(desk.store) as store:
        assert digest in {item.digest for item in store.articles()}


def test_what_cannot_take_its_place_leaves_the_old_text(desk: Desk) -> None:
    desk.write("a.txt", "first")
    desk.build()
    before = desk.stored()
    for words in ("UNSOUND", "REFUSED", "RAISES"):
        desk.write("a.txt", words)
        assert "built" not in desk.counts()
        assert desk.stored() == before


def test_lines_of_a_collection_are_kept(desk: Desk, sample_text: str) -> None:
    path = desk.articles / "wire.jsonl"
    for words in ("today", "tomorrow"):
        path.write_text(json.dumps({"text": f"{sample_text}\n{words}\n"}) + "\n", "utf-8")
        assert desk.counts() == {"read": 1, "built": 1}
    with open_store(desk.store) as store:
        assert len(list(store.articles())) == 2


# ---------- what cannot be built


def test_rejects_are_listed_once_with_their_reason(desk: Desk) -> None:
    desk.write("a.txt")
    desk.write("b.txt", "REFUSED")
    (desk.articles / "c.txt").write_text("")
    for _ in range(2):
        assert desk.counts()["rejected"] == 2
        assert sorted(desk.rejects()) == [("b.txt", "refused"), ("c.txt", "empty")]


def test_a_reject_that_works_now_is_off_the_list(desk: Desk) -> None:
    desk.write("a.txt", "REFUSED")
    elsewhere = desk.articles.parent / "elsewhere.txt"
    elsewhere.write_text("")
    assert desk.counts(desk.articles, elsewhere) == {"read": 2, "rejected": 2}
    desk.write("a.txt", "fine")
    assert desk.counts() == {"read": 1, "built": 1}
    assert desk.rejects() == [("elsewhere.txt", "empty")]


def test_a_torn_last_line_of_rejects_does_no_harm(desk: Desk) -> None:
    (desk.articles / "c.txt").write_text("")
    desk.build()
    with (desk.store / "rejects.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"origin": "x", "rea')
    desk.build()
    assert desk.rejects() == [("c.txt", "empty")]


def test_an_article_that_breaks_something_does_not_stop_the_others(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(10):
        desk.write(f"{number}.txt", "RAISES" if number in (3, 7) else str(number))
    # The two that raise have one text; the second is a duplicate of the first.
    with caplog.at_level(logging.ERROR):
        assert desk.counts() == {"read": 10, "built": 8, "rejected": 1, "duplicates": 1}
    assert desk.rejects() == [("3.txt", "unexpected error")]
    assert "ZeroDivisionError" in (desk.store / "rejects.jsonl").read_text(encoding="utf-8")
    assert "3.txt" in caplog.text
    assert "Traceback" in caplog.text


def test_an_article_that_the_annotator_loses_is_a_reject(desk: Desk) -> None:
    for number in range(5):
        desk.write(f"{number}.txt", "LOST" if number == 2 else str(number))
    assert desk.counts() == {"read": 5, "built": 4, "rejected": 1}
    assert desk.rejects() == [("2.txt", "unexpected error")]


def test_an_interrupted_build_leaves_a_store_that_can_be_used(
    desk: Desk, validator: Validator
) -> None:
    for number in range(2 * BATCH):
        desk.write(f"{number:03}.txt", str(number))

    def interrupt(done: int) -> None:
        if done == BATCH + 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([desk.articles], desk.store, desk.annotator, validator, progress=interrupt)
    assert len(desk.stored()) == BATCH
    assert desk.counts() == {"read": 2 * BATCH, "built": BATCH, "unchanged": BATCH}


# ---------- quarantine


def test_a_graph_that_does_not_conform_stays_out_of_the_store(desk: Desk) -> None:
    path = desk.write("a.txt", "UNSOUND")
    desk.write("b.txt")
    assert desk.counts() == {"read": 2, "built": 1, "quarantined": 1}
    assert list(desk.stored()) == ["b.txt"]
    report, graph = sorted((desk.store / "quarantine").iterdir())
    found = json.loads(report.read_text(encoding="utf-8"))
    assert Path(found["origin"]) == path
    assert len(found["findings"]) == 1
    assert len(list(pyoxigraph.parse(path=str(graph), format=pyoxigraph.RdfFormat.TRIG))) > 400
    # It is tried again each time, because shapes and rules change.
    assert desk.counts() == {"read": 2, "unchanged": 1, "quarantined": 1}


def test_a_report_names_what_this_build_refused(desk: Desk) -> None:
    desk.write("a.txt", "UNSOUND")
    (desk.articles / "empty.txt").write_text("", encoding="utf-8")
    report = desk.build()
    assert [Path(held.origin).name for held in report.first_quarantined] == ["a.txt"]
    assert report.first_quarantined[0].reason
    assert [Path(reject.origin).name for reject in report.first_rejected] == ["empty.txt"]
    # An article of an earlier build is not named again.
    later = desk.build(desk.write("b.txt"))
    assert not later.first_quarantined and not later.first_rejected


def test_what_conforms_at_last_leaves_quarantine(desk: Desk, handmade: "Handmade") -> None:
    desk.write("a.txt", "UNSOUND")
    desk.build()
    handmade.unsound = False
    assert desk.counts() == {"read": 1, "built": 1}
    assert list((desk.store / "quarantine").iterdir()) == []


# ---------- when there is nothing to build with


def test_a_mistyped_path_makes_no_store(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        desk.build(tmp_path / "nowhere")
    assert not desk.store.exists()


def test_a_store_in_use_is_not_touched(desk: Desk) -> None:
    desk.write("a.txt")
    with open_store(desk.store), pytest.raises(StoreError):
        desk.build()


def test_a_list_of_rejects_that_cannot_be_used_is_an_error(desk: Desk) -> None:
    (desk.articles / "c.txt").write_text("")
    desk.build()
    (desk.store / "rejects.jsonl").unlink()
    (desk.store / "rejects.jsonl").mkdir()
    with pytest.raises(StoreError, match=r"rejects\.jsonl"):
        desk.build()


def test_a_quarantine_that_cannot_be_written_is_an_error(desk: Desk) -> None:
    desk.write("a.txt", "UNSOUND")
    with open_store(desk.store):
        (desk.store / "quarantine").write_text("in the way")
    with pytest.raises(StoreError, match="quarantine"):
        desk.build()
    assert desk.stored() == {}
