"""The knowledge base: made from a small dump of invented items, and used to link names."""

from __future__ import annotations

import bz2
import gzip
import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate import Annotator
from sayso.cli import sayso
from sayso.errors import InputError, UsageError
from sayso.evaluate.gold import article_of
from sayso.kb import KnowledgeBase, build, normalized
from sayso.mapping import DEFAULT_BASE, run_iri
from sayso.model import EntityType, Extraction

Record = dict[str, Any]
HUMAN, CITY, PARTY, COUNTRY, MAYOR = 5, 515, 7278, 6256, 900030
FISHING_PARTY, MINOR_PARTY = 900050, 900051


def claim(item: int, rank: str = "normal", **dates: str) -> Record:
    """Return a statement whose value is an item, with dates as qualifiers."""
    made: Record = {
        "rank": rank,
        "mainsnak": {"snaktype": "value", "datavalue": {"value": {"id": f"Q{item}"}}},
    }
    if dates:
        made["qualifiers"] = {
            name: [
                {
                    "snaktype": "value",
                    "datavalue": {"value": {"time": f"+{day}T00:00:00Z", "precision": 11}},
                }
            ]
            for name, day in dates.items()
        }
    return made


def record(number: int, label: str, said: str, fame: int, *aliases: str, **claims: Any) -> Record:
    """Return a record as the dump has it."""
    return {
        "type": "item",
        "id": f"Q{number}",
        "labels": {"en": {"language": "en", "value": label}} if label else [],
        "descriptions": {"en": {"language": "en", "value": said}},
        "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]},
        "claims": {
            name: [c if isinstance(c, dict) else claim(c) for c in of]
            for name, of in claims.items()
        },
        "sitelinks": {f"wiki{n}": {} for n in range(fame)},
    }


RECORDS = [
    record(900001, "Vandora", "country on the northern sea", 120, P31=[COUNTRY]),
    record(900002, "Kestrel Bay", "port in Vandora", 40, "Kestrelbay", P31=[CITY], P17=[900001]),
    record(
        900010,
        "Ana Ruiz",
        "Vandoran politician, mayor of Kestrel Bay",
        30,
        "Ana M. Ruiz",
        P31=[HUMAN],
        P27=[900001],
        P39=[claim(MAYOR, P580="2014-10-01", P582="2018-05-02"), claim(MAYOR, P580="2020-01-01")],
    ),
    record(900011, "Ana Ruiz", "Vandoran cyclist", 28, P31=[HUMAN], P27=[900001]),
    record(900012, "Jonas Field", "painter", 3, P31=[HUMAN]),
    record(900013, "Jonas Field", "painter", 3, P31=[HUMAN]),
    record(900014, "Михаил Осин", "writer", 9, P31=[HUMAN]),
    record(900020, "Harbour Party", "party of fishing towns", 15, P31=[FISHING_PARTY]),
    record(FISHING_PARTY, "fishing party", "kind of party", 0, P279=[MINOR_PARTY]),
    record(MINOR_PARTY, "minor party", "kind of party", 0, P279=[PARTY]),
    record(MAYOR, "mayor of Kestrel Bay", "office", 1, P31=[4164871]),
    record(900060, "Old Vandora", "former country", 50, P31=[claim(COUNTRY, "deprecated")]),
    record(900061, "Unnoticed Town", "town", 0, P31=[CITY]),
    record(900063, "Half \ud800 Moon", "a name that cannot be written", 4, P31=[CITY]),
    record(900062, "x" * 10_000, "name without end", 5, "Endless", P31=[CITY]),
    {"type": "property", "id": "P31", "labels": {}},
]


def lines(records: Iterable[Record] = RECORDS) -> bytes:
    """Return a dump of the records."""
    body = ",\n".join(json.dumps(one) for one in records)
    return f"[\n{body}\n]\n".encode()


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dump") / "dump.json"
    path.write_bytes(lines())
    return path


@pytest.fixture(scope="module")
def base(dump: Path) -> KnowledgeBase:
    build(dump, dump.parent / "a.kb")
    return KnowledgeBase(dump.parent / "a.kb")


def test_it_says_what_became_of_every_record(dump: Path) -> None:
    built = build(dump, dump.parent / "counted.kb")
    assert built.records == len(RECORDS) == built.items + built.left_out + built.rejected
    assert (built.items, built.rejected, built.cut_off) == (10, 0, "")


def test_names_are_found_without_case_accents_and_articles(base: KnowledgeBase) -> None:
    for name in ("Kestrel Bay", "the KESTREL  bay", "Kestrelbay", "Kestrel Báy"):
        assert [item.item for item in base.candidates(name)] == ["Q900002"]
    assert [item.item for item in base.candidates("Ana Ruiz")] == ["Q900010", "Q900011"]
    assert base.candidates("Ruiz") == ()


def test_an_item_has_all_that_is_said_of_it(base: KnowledgeBase) -> None:
    item = base.candidates("Ana M. Ruiz")[0]
    assert item.types == (EntityType.PERSON,)
    assert (item.label, item.popularity, item.countries) == ("Ana Ruiz", 30, ("Q900001",))
    assert [(p.label, p.begins, p.ends) for p in item.positions] == [
        ("mayor of Kestrel Bay", "2014-10-01", "2018-05-02"),
        ("mayor of Kestrel Bay", "2020-01-01", ""),
    ]


def test_subclasses_that_the_dump_has_give_their_types(base: KnowledgeBase) -> None:
    assert base.candidates("Harbour Party")[0].types == (EntityType.PARTY,)


def test_deprecated_statements_and_unnoticed_items_are_left_out(
    base: KnowledgeBase, dump: Path
) -> None:
    assert base.candidates("Old Vandora") == base.candidates("Unnoticed Town") == ()
    build(dump, dump.parent / "all.kb", sitelinks=0)
    assert KnowledgeBase(dump.parent / "all.kb").candidates("Unnoticed Town")


def test_names_in_other_scripts_and_of_any_length_do_no_harm(base: KnowledgeBase) -> None:
    assert base.candidates("Михаил Осин")[0].item == "Q900014"
    assert base.candidates("x" * 10_000) == ()
    assert base.candidates("Endless")[0].item == "Q900062"
    for name in ("", "   ", "東京都", "\ud800", "'; DROP TABLE item; --"):
        assert base.candidates(name) == ()


@given(st.text(max_size=400))
def test_a_name_once_normalized_stays_as_it_is(name: str) -> None:
    once = normalized(name)
    assert normalized(once) in (once, once.removeprefix("the ")) or not once


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress])
def test_the_same_dump_gives_the_same_bytes_however_packed(
    tmp_path: Path, dump: Path, pack: Callable[[bytes], bytes]
) -> None:
    packed = tmp_path / "packed"
    packed.write_bytes(pack(dump.read_bytes()))
    build(packed, tmp_path / "packed.kb")
    build(dump, tmp_path / "plain.kb")
    assert (tmp_path / "packed.kb").read_bytes() == (tmp_path / "plain.kb").read_bytes()


def cut(pack: Callable[[bytes], bytes]) -> bytes:
    whole = pack(lines([*RECORDS, *noise(4000)]))
    return whole[: len(whole) * 2 // 3]


def noise(count: int) -> list[Record]:
    """Return records of towns that cannot be packed to nothing."""
    chance = random.Random(7)
    return [
        record(1_000_000 + n, f"Town {n}", f"{chance.random()} {chance.random()}", 2, P31=[CITY])
        for n in range(count)
    ]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress])
def test_a_dump_that_is_cut_off_is_an_error_and_leaves_the_old_file(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    dump, out = tmp_path / "cut", tmp_path / "out.kb"
    dump.write_bytes(cut(pack))
    out.write_text("what was there")
    with pytest.raises(InputError, match="cut off after line"):
        build(dump, out)
    assert out.read_text() == "what was there"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cut", "out.kb"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_what_a_cut_off_dump_has_can_be_kept(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    dump, out = tmp_path / "cut", tmp_path / "out.kb"
    dump.write_bytes(cut(pack))
    built = build(dump, out, keep_partial=True)
    assert built.items > 1000
    assert built.cut_off and KnowledgeBase(out).cut_off == built.cut_off
    assert KnowledgeBase(out).candidates("Vandora")


def test_lines_that_are_no_records_are_rejected_with_their_reasons(tmp_path: Path) -> None:
    bad = [b"{broken,", b"42,", b'{"id": "Q1", "claims": {"P31": [7]}},', b'{"labels": {}},']
    dump, out = tmp_path / "dump.json", tmp_path / "out.kb"
    dump.write_bytes(lines().replace(b"[\n", b"[\n" + b"\n".join(bad) + b"\n", 1))
    built = build(dump, out)
    assert built.rejected == len(bad)
    assert [one.line for one in built.first_rejected] == [2, 3, 4, 5]
    with closing(sqlite3.connect(out)) as base:
        kept = base.execute("SELECT line, reason FROM reject").fetchall()
    assert kept == [(one.line, one.reason) for one in built.first_rejected]
    assert built.items == 10


@pytest.mark.parametrize("content", [b"", b"{}\n", b"\x1f\x8bno gzip", b"plain text\n"])
def test_what_is_no_dump_is_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "dump").write_bytes(content)
    with pytest.raises(InputError, match="dump"):
        build(tmp_path / "dump", tmp_path / "out.kb")
    with pytest.raises(InputError, match="cannot be read"):
        build(tmp_path / "absent", tmp_path / "out.kb")
    with pytest.raises(UsageError, match="no folder"):
        build(tmp_path / "dump", tmp_path / "absent" / "out.kb")


def test_a_file_that_is_no_knowledge_base_is_an_error(tmp_path: Path, dump: Path) -> None:
    text, other, old = tmp_path / "text", tmp_path / "other.db", tmp_path / "old.kb"
    text.write_text("no database at all, but long enough to look at " * 20)
    with closing(sqlite3.connect(other)) as base:
        base.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    build(dump, old)
    with sqlite3.connect(old) as changed:
        changed.execute("UPDATE meta SET value = '0' WHERE key = 'version'")
    changed.close()
    for path, said in (
        (text, "no knowledge base"),
        (other, "no knowledge base of Sayso"),
        (old, "version 0"),
        (tmp_path / "absent", "no knowledge base"),
        (tmp_path, "no knowledge base"),
    ):
        with pytest.raises(InputError, match=said):
            KnowledgeBase(path)


def extraction(text: str, kb: Path | None) -> Extraction:
    found = next(Annotator(kb=kb).annotate([article_of(text, "here", "a")]))
    assert isinstance(found, Extraction)
    return found


LINKED = [
    ("Ana Ruiz, the mayor of Kestrel Bay in Vandora, resigned.", "Ana Ruiz", "Q900010"),
    ("Ana Ruiz resigned.", "Ana Ruiz", None),
    ("The exhibition of Jonas Field opened.", "Jonas Field", None),
    ("The Harbour Party won most fishing towns.", "Harbour Party", "Q900020"),
    ("The cyclist Ana Ruiz won the race in Vandora.", "Ana Ruiz", None),
    ("Mrs. Ruiz resigned.", "Ruiz", None),
]


@pytest.mark.parametrize(("text", "name", "item"), LINKED)
def test_names_are_linked_where_it_is_sure(
    base: KnowledgeBase, text: str, name: str, item: str | None
) -> None:
    found = extraction(text, base.path)
    (entity,) = (one for one in found.entities if one.name == name)
    assert entity.wikidata == item
    without = extraction(text, None)
    assert not any(one.wikidata for one in without.entities)


def test_a_run_is_another_with_another_knowledge_base(base: KnowledgeBase) -> None:
    text = "Ana Ruiz resigned."
    with_it, without = extraction(text, base.path), extraction(text, None)
    assert with_it.provenance.kb == base.digest and without.provenance.kb == ""
    runs = {run_iri(one.article, one.provenance, DEFAULT_BASE) for one in (with_it, without)}
    assert len(runs) == 2


def test_the_command_builds_shows_and_reports(tmp_path: Path, dump: Path) -> None:
    run, out = CliRunner().invoke, str(tmp_path / "out.kb")
    done = run(sayso, ["kb", "build", str(dump), "-o", out])
    assert done.exit_code == 0 and "10 items" in done.stdout
    shown = run(sayso, ["kb", "show", out, "Ana Ruiz", "--json"])
    assert [row["item"] for row in json.loads(shown.stdout)] == ["Q900010", "Q900011"]
    assert "version" in run(sayso, ["kb", "show", out]).stdout
    (tmp_path / "cut").write_bytes(cut(gzip.compress))
    arguments = ["kb", "build", str(tmp_path / "cut"), "-o", out]
    failed = run(sayso, arguments)
    assert failed.exit_code == 2 and "--keep-partial" in failed.stderr
    kept = run(sayso, [*arguments, "--keep-partial"])
    assert kept.exit_code == 1 and "is cut off" in kept.stderr
    article = tmp_path / "a.txt"
    article.write_text("Ana Ruiz resigned.")
    wrong = run(sayso, ["show", str(article), "--kb", str(dump)])
    assert wrong.exit_code == 2 and "no knowledge base" in wrong.stderr


MEASURE = """
import resource, sys
from pathlib import Path
from sayso.kb import build
build(Path(sys.argv[1]), Path(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_dump(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.json"
        path.write_bytes(lines(noise(count)))
        arguments = [sys.executable, "-c", MEASURE, str(path), str(tmp_path / f"{count}.kb")]
        return int(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout)

    # Twenty times as many records, some 12 MB of them; the caches of SQLite fill up once.
    assert peak(40_000) - peak(2_000) < 16_000, "kilobytes"
