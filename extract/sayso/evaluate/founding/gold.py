"""Reads a full gold annotation of one article: JSON, with its text and questions beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import InputError
from sayso.evaluate.gold import read_json

Place = tuple[int, int]
Item = Mapping[str, Any]
QUESTIONS = "competency.json"
VOICE = "voice"
"""The identifier of the article's own voice, as whose source authorial statements have."""


@dataclass(frozen=True, slots=True)
class FoundingGold:
    """The gold of one article.

    `entities` has the places of the mentions of each entity and `events` those of the triggers of
    each event, by identifier; `statements` those of cues and contents. `names` are the names of the
    entities. `questions` are the competency questions with their rows; none where their file is
    missing.
    """

    path: Path
    text: str
    entities: Mapping[str, tuple[Place, ...]]
    events: Mapping[str, tuple[Place, ...]]
    statements: Mapping[str, tuple[Place, ...]]
    names: Mapping[str, str]
    mentions: Mapping[str, Place]
    items: Mapping[str, Sequence[Item]]
    questions: tuple[Item, ...]


def read_founding(path: Path) -> FoundingGold:
    """Return the gold in a JSON file.

    Raises:
        InputError: a file cannot be read, or the text is not the one that was annotated.
    """
    data = read_json(path)
    try:
        return _gold(path, data)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise InputError(
            f"{path} is not a gold annotation of an article: {error!r} is missing or not as it "
            "should be."
        ) from error


def _gold(path: Path, data: Mapping[str, Any]) -> FoundingGold:
    mentions = {item["id"]: (item["begin"], item["end"]) for item in data["mentions"]}
    beside = path.with_name(QUESTIONS)
    questions = read_json(beside)["questions"] if beside.is_file() else ()
    return FoundingGold(
        path=path,
        text=_text(path, data["meta"]),
        entities={
            item["id"]: tuple(mentions[m] for m in item.get("mentions") or ())
            for item in data["entities"]
        },
        events={item["id"]: places(item["triggers"]) for item in data["events"]},
        statements={
            item["id"]: (*places(item["cue"]), *places(item["content"]))
            for item in data["statements"]
        },
        names={item["id"]: item["name"] for item in data["entities"]},
        mentions=mentions,
        items={
            name: tuple(data[name])
            for name in ("statements", "characterizations", "stances", "events")
        },
        questions=tuple(questions),
    )


def places(spans: Iterable[Item]) -> tuple[Place, ...]:
    """Return where spans of the gold begin and end."""
    return tuple((span["begin"], span["end"]) for span in spans)


def _text(path: Path, meta: Mapping[str, Any]) -> str:
    article = path.with_name(str(meta["file"]).split()[0])
    try:
        content = article.read_bytes()
    except OSError as error:
        raise InputError(f"{article}, which {path} annotates, cannot be read: {error}.") from error
    if "sha256" in meta and hashlib.sha256(content).hexdigest() != meta["sha256"]:
        raise InputError(
            f"{article} is not the text that {path} annotates: its SHA-256 is another, so no "
            "offset would be right."
        )
    return content.decode("utf-8")
