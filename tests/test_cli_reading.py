"""What `sayso show` shows is the same whether the article was just annotated or lies in a store."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.cli.reading import Reading, letters, of_extraction
from sayso.cli.stored import find_stored, of_stored, rebuilt
from sayso.errors import UsageError
from sayso.mapping import map_extraction
from sayso.model import Extraction
from sayso.store import open_store


def stored(extraction: Extraction, folder: Path, *, with_text: bool = True) -> Reading:
    with open_store(folder) as store:
        store.replace([map_extraction(extraction, with_text=with_text)])
        return of_stored(store, find_stored(store, extraction.article.digest))


def words(reading: Reading) -> list[tuple[str, str]]:
    """Return the role of each mark with the words it stands over."""
    return sorted((one.label.split()[0], one.span.of(reading.text)) for one in reading.marks)


def test_an_extraction_shows_each_statement_and_characterization(extraction: Extraction) -> None:
    reading = of_extraction(extraction)
    assert reading.statements[1] == (
        2,
        "the Harbour Union",
        "said",
        "indirect",
        "dockers would strike",
    )
    assert reading.characterizations[0] == (
        "a",
        "Ana Ruiz",
        "the new bridge",
        "a gift to the town",
        "positive",
        "label",
    )
    assert ("source", "the Harbour Union") in words(reading)
    assert ("as", "a gift to the town") in words(reading)


def test_the_store_shows_what_the_extraction_shows(extraction: Extraction, tmp_path: Path) -> None:
    fresh, kept = of_extraction(extraction), stored(extraction, tmp_path / "s")
    assert kept.text == fresh.text
    assert kept.title == fresh.title
    assert words(kept) == words(fresh)
    assert {row[1:] for row in kept.statements} == {row[1:] for row in fresh.statements}


def test_without_the_text_the_quoted_words_stand_at_their_offsets(
    extraction: Extraction, tmp_path: Path
) -> None:
    kept = stored(extraction, tmp_path / "s", with_text=False)
    assert kept.text != extraction.article.text
    assert words(kept) == words(of_extraction(extraction))


def test_an_article_is_found_by_a_part_of_its_title(
    make_extraction: Callable[..., Extraction], tmp_path: Path
) -> None:
    with open_store(tmp_path / "s") as store:
        store.replace([map_extraction(make_extraction())])
        assert find_stored(store, "APPROVES").origin == "news/bridge.txt"
        with pytest.raises(UsageError, match="neither a file nor the digest or title"):
            find_stored(store, "no such article")


def test_several_articles_that_fit_are_named(
    make_extraction: Callable[..., Extraction], tmp_path: Path
) -> None:
    one = make_extraction()
    text = one.article.text + "\n"
    other = make_extraction(text)
    with open_store(tmp_path / "s") as store:
        store.replace([map_extraction(one), map_extraction(other)])
        with pytest.raises(UsageError, match=f"2 articles fit.*{other.article.digest[:12]}"):
            find_stored(store, "bridge")


def test_json_has_offsets_of_the_text(extraction: Extraction) -> None:
    plain = of_extraction(extraction).as_dict()
    text, marks = plain["text"], plain["marks"]
    assert isinstance(text, str) and isinstance(marks, list)
    assert any(text[start:end] == "said" and label == "cue 2" for start, end, label in marks)


def test_letters_go_on_after_z() -> None:
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        *("a", "z", "aa", "az", "ba", "zz", "aaa")
    ]


def test_rebuilt_lays_words_at_their_offsets() -> None:
    assert rebuilt([(2, 5, "abc"), (3, 4, "b"), (7, 8, "d")]) == "\n\nabc\n\nd"


def test_a_title_that_is_missing_is_the_origin(extraction: Extraction) -> None:
    article = dataclasses.replace(extraction.article, title=None)
    assert of_extraction(dataclasses.replace(extraction, article=article)).title == (
        "news/bridge.txt"
    )
