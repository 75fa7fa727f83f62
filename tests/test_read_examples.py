"""The example articles: each is read whole, with its title and date, and nothing else is in it."""

import re
from pathlib import Path

import pytest
from lxml import html

from sayso.assets import folder
from sayso.model import Article
from sayso.read import read

FOLDER = folder("examples") / "articles"
FILES = sorted(FOLDER.iterdir())
# Without a date of publication on purpose, as many articles come.
UNDATED = {
    "local-politics-harbour-bridge.txt",
    "profile-rosa-imhoff.html",
    "science-glacier-lakes-study.txt",
}
FURNITURE = re.compile(
    r"cookie|subscribe|sign up|newsletter|advertisement|most read|recommended|related|share|"
    r"all rights reserved|copyright|privacy|follow topics|also in the|comments|log in|donate|"
    r"support local|min read|send tips|photo:",
    re.IGNORECASE,
)
# Words of the articles themselves that the pattern would take for furniture.
INNOCENT = re.compile(
    r"offer of \$42 a share|share a car with|shareholder\w*|share that|values the shares|\bShares\b"
)


def example(file: Path) -> Article:
    (found,) = read([file])
    assert isinstance(found, Article), found
    return found


def test_there_are_enough_and_they_are_listed() -> None:
    assert len(FILES) >= 14
    assert len([file for file in FILES if file.suffix == ".html"]) >= 5
    listed = (FOLDER.parent / "README.md").read_text(encoding="utf-8")
    assert [file.name for file in FILES if f"`{file.name}`" not in listed] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_title_date_and_length(file: Path) -> None:
    found = example(file)
    assert found.title is not None
    assert found.title_span is not None
    assert found.title_span.of(found.text) == found.title
    assert (found.published is None) == (file.name in UNDATED)
    assert 250 <= len(found.text.split()) <= 700


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.suffix == ".html"], ids=lambda file: file.stem
)
def test_a_page_gives_its_article_and_nothing_else(file: Path) -> None:
    found = example(file)
    assert found.authors
    assert found.publisher
    assert found.url
    assert re.match(r"https://[\w.-]*example\.(org|com)/", found.url)
    assert not FURNITURE.findall(INNOCENT.sub("", found.text))
    tree = html.fromstring(file.read_bytes())
    whole = [
        " ".join("".join(map(str, paragraph.itertext())).split())
        for paragraph in tree.iter("p")
        if not any(node.tag in {"footer", "aside"} for node in paragraph.iterancestors())
    ]
    told = [paragraph for paragraph in whole if len(paragraph) > 160]
    assert len(told) >= 8
    assert [paragraph for paragraph in told if paragraph not in found.text] == []
