"""The records that are kept beside a store: taken only if they are what the store would give."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from sayso.explore import collecting
from sayso.explore.collecting import collect
from sayso.explore.kept import NAME, Kept, load, save
from sayso.explore.records import Record
from sayso.explore.snapshot import Library
from sayso.mapping import map_extraction
from sayso.model import Extraction
from sayso.store import Patch, open_store
from sayso.vocabulary import schema

MakeExtraction = Callable[..., Extraction]


@pytest.fixture
def path(make_extraction: MakeExtraction, tmp_path: Path) -> Path:
    """Return the folder of a store with three articles."""
    folder = tmp_path / "kept.store"
    texts = [make_extraction().article.text + f" Number {number}." for number in range(3)]
    with open_store(folder) as store:
        store.replace([map_extraction(make_extraction(text)) for text in texts])
    return folder


def collected(path: Path, known: Kept | None = None) -> Kept:
    with open_store(path, read_only=True) as store:
        return collect(store, path, known or {})


def titles(kept: Kept) -> list[str]:
    return sorted(record.article.title for _, record in kept.values())


def renamed(record: Record) -> Record:
    """Return a record that no store would give."""
    return replace(record, article=replace(record.article, title="Only kept"))


def test_what_was_kept_is_what_was_read(path: Path) -> None:
    read = collected(path)
    assert len(read) == 3
    assert save(path, read)
    assert load(path) == read
    again = (path / NAME).read_bytes()
    save(path, read)
    assert (path / NAME).read_bytes() == again


def test_an_explorer_takes_the_records_that_are_kept_and_reads_the_others(path: Path) -> None:
    read = collected(path)
    first, *others = read
    some = {first: (read[first][0], renamed(read[first][1])), others[0]: read[others[0]]}
    save(path, some)
    library = Library(path)
    assert titles(library.shelf().kept).count("Only kept") == 1
    library.close()
    assert set(load(path)) == set(read)


def test_an_article_that_changed_is_read_again(path: Path, make_extraction: MakeExtraction) -> None:
    read = collected(path)
    known = {graph: (state, renamed(record)) for graph, (state, record) in read.items()}
    assert titles(collected(path, known)) == ["Only kept"] * 3
    text = make_extraction().article.text + " Number 1."
    with open_store(path) as store:
        # The same text and settings, and so the same run, but another day.
        store.replace([map_extraction(make_extraction(text, published="2021-04-01"))])
    assert titles(collected(path, known)).count("Only kept") == 2


def test_an_article_that_people_changed_is_read_again(path: Path) -> None:
    read = collected(path)
    known = {graph: (state, renamed(record)) for graph, (state, record) in read.items()}
    graph = next(iter(read))
    node = NamedNode(read[graph][1].statements[0].iri)
    put = Triple(node, NamedNode(schema.headline), Literal("as somebody put it"))
    with open_store(path) as store:
        store.curate([Patch(NamedNode(graph), frozenset(), frozenset([put]))], [])
    assert titles(collected(path, known)).count("Only kept") == 2


def test_an_article_that_is_gone_is_not_shown(path: Path) -> None:
    read = collected(path)
    gone = next(iter(read))
    with open_store(path) as store:
        store.replace([], retire=[NamedNode(gone)])
    assert set(collected(path, read)) == set(read) - {gone}


@pytest.mark.parametrize("damage", ["flipped", "cut", "garbage", "another shape"])
def test_a_damaged_line_is_read_from_the_store_again(path: Path, damage: str) -> None:
    read = collected(path)
    save(path, read)
    head, first, *others = (path / NAME).read_bytes().splitlines(keepends=True)
    worse = {
        "flipped": first.replace(b"Council", b"Kouncil"),
        "cut": first[: len(first) // 2] + b"\n",
        "garbage": b"\xff\x00\n",
        "another shape": line_of(b'["graph",["run",""],[1,2,3]]'),
    }[damage]
    assert worse != first
    (path / NAME).write_bytes(b"".join([head, worse, *others]))
    assert len(load(path)) == 2
    library = Library(path)
    assert library.shelf().kept == read
    library.close()


def line_of(body: bytes) -> bytes:
    from hashlib import blake2b

    return blake2b(body, digest_size=16).hexdigest().encode() + b" " + body + b"\n"


def test_records_that_other_code_read_are_not_taken(path: Path) -> None:
    save(path, collected(path))
    head, *lines = (path / NAME).read_bytes().splitlines(keepends=True)
    (path / NAME).write_bytes(b"".join([head.replace(b"sayso", b"other"), *lines]))
    assert load(path) == {}


def test_where_nothing_can_be_kept_pages_are_made_all_the_same(path: Path) -> None:
    assert not save(path / "nowhere", collected(path))
    (path / NAME).mkdir()
    library = Library(path)
    assert len(library.shelf().kept) == 3
    library.close()
    assert sorted(file.name for file in path.iterdir() if file.name.startswith(NAME)) == [NAME]


def test_several_processes_read_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "_WORTH_PROCESSES", 1)
    monkeypatch.setattr(collecting, "_PORTION", 1)
    told: list[tuple[int, int]] = []
    with open_store(path, read_only=True) as store:
        read = collect(store, path, {}, lambda done, total: told.append((done, total)), 2)
    assert read == collected(path)
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
