"""What a knowledge base may not decide: a name of several places, a body by a company's name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sayso.annotate import Annotator
from sayso.evaluate.gold import article_of
from sayso.kb import KnowledgeBase, build
from sayso.model import Extraction

COMPANY, STATE, AGENCY = 4830453, 6256, 327333


def record(number: int, label: str, said: str, class_: int) -> dict[str, Any]:
    """Return a record as the dump has it, on which 60 wikis have an article."""
    value = {"snaktype": "value", "datavalue": {"value": {"id": f"Q{class_}"}}}
    return {
        "type": "item",
        "id": f"Q{number}",
        "labels": {"en": {"language": "en", "value": label}},
        "descriptions": {"en": {"language": "en", "value": said}},
        "aliases": {},
        "claims": {"P31": [{"rank": "normal", "mainsnak": value}]},
        "sitelinks": {f"wiki{n}": {} for n in range(60)},
    }


@pytest.fixture(scope="module")
def annotator(tmp_path_factory: pytest.TempPathFactory) -> Annotator:
    folder = tmp_path_factory.mktemp("kb")
    records = [
        record(900070, "New York", "a state with donors and a bill", STATE),
        record(900071, "Capitol Hill", "a chain of shops that passed a bill", COMPANY),
        record(900072, "Harbour Safety Agency", "an agency of inspectors", AGENCY),
        record(900073, "Harbour Safety Agency", "a shop of inspectors", COMPANY),
    ]
    body = ",\n".join(json.dumps(one) for one in records)
    dump = folder / "dump.json"
    dump.write_text(f"[\n{body}\n]\n", encoding="utf-8")
    build(dump, folder / "small.kb")
    assert len(KnowledgeBase(folder / "small.kb").candidates("New York")) == 1
    return Annotator(profile="fast", kb=folder / "small.kb")


@pytest.mark.parametrize(
    ("text", "name", "item"),
    [
        ("She met the donors of the bill in New York.", "New York", None),
        ("Capitol Hill passed the bill.", "Capitol Hill", None),
        ("The Harbour Safety Agency sent inspectors.", "Harbour Safety Agency", "Q900072"),
    ],
)
def test_only_what_the_base_can_know_is_linked(
    annotator: Annotator, text: str, name: str, item: str | None
) -> None:
    found = next(annotator.annotate([article_of(text, "here", "a")]))
    assert isinstance(found, Extraction)
    items = [one.wikidata for one in found.entities if one.name == name]
    assert items == [item]
