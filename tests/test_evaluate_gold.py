"""The gold of the example articles: every offset leads to its words in the article as read."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.assets import folder
from sayso.model import Article
from sayso.read import read

GOLD = folder("examples") / "gold"
FORMS = {"as", "naming", "predicative", "epithet", "evaluative_verb"}
KINDS = {"person", "group", "organization", "event", "policy_or_plan", "work_or_document", "other"}


def rows(name: str) -> list[dict[str, Any]]:
    lines = (GOLD / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def text_of(name: str) -> str:
    (article,) = read([folder("examples") / "articles" / name])
    assert isinstance(article, Article)
    return article.text


@pytest.mark.parametrize("name", ["attribution.jsonl", "characterization.jsonl"])
def test_the_texts_are_those_of_the_articles(name: str) -> None:
    found = rows(name)
    assert len(found) == 4
    for row in found:
        assert row["text"] == text_of(row["doc"] if "doc" in row else row["id"])


def test_spans_of_attributions_lie_on_words_in_order() -> None:
    for row in rows("attribution.jsonl"):
        for item in row["gold"]:
            assert item["cue"] and item["content"]
            for spans in item.values():
                assert spans == sorted(spans)
                for start, end in spans:
                    words = row["text"][start:end]
                    assert words and words == words.strip()
                    assert not cut(row["text"], start) and not cut(row["text"], end)
        assert no_doubles(json.dumps(item) for item in row["gold"])


def test_spans_of_characterizations_have_their_words() -> None:
    for row in rows("characterization.jsonl"):
        for item in row["characterizations"]:
            assert item["form"] in FORMS
            assert item["polarity"] in {"positive", "negative", "neutral"}
            assert item["target"]["kind"] in KINDS
            for role in ("holder", "target", "cue", "attribute"):
                span = item[role]
                assert row["text"][span["start"] : span["end"]] == span["text"]
                assert span["text"] == span["text"].strip() != ""
                assert not cut(row["text"], span["start"]) and not cut(row["text"], span["end"])
        assert no_doubles(json.dumps(item) for item in row["characterizations"])


def test_the_readme_counts_what_is_there() -> None:
    readme = (GOLD / "README.md").read_text(encoding="utf-8")
    for one, other in zip(rows("attribution.jsonl"), rows("characterization.jsonl"), strict=True):
        items = other["characterizations"]
        doubtful = sum(item["doubtful"] for item in items)
        line = f"| `{one['doc']}` | {len(one['gold'])} | {len(items)} | {doubtful} |"
        assert one["doc"] == other["id"]
        assert line in readme


def cut(text: str, place: int) -> bool:
    """Tell whether a place is inside a word."""
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def no_doubles(items: Iterator[str]) -> bool:
    listed = list(items)
    return len(listed) == len(set(listed))


def test_the_articles_are_of_the_examples() -> None:
    articles = folder("examples") / "articles"
    assert all(Path(articles / row["doc"]).is_file() for row in rows("attribution.jsonl"))
