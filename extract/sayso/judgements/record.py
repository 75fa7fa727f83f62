"""A judgement as it is recorded: what somebody decided, when and why, about words of a text."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sayso.errors import InputError

VERSION = 1
"""Raised when a line written by an older version can no longer be understood as it is."""


class Act(StrEnum):
    """What a judgement does."""

    SAME = "same"
    DIFFERENT = "different"
    REJECT = "reject"
    SET = "set"
    RETRACT = "retract"


class Kind(StrEnum):
    """What a judgement can be about."""

    ACTOR = "actor"
    MENTION = "mention"
    STATEMENT = "statement"
    CHARACTERIZATION = "characterization"
    STANCE = "stance"
    EVENT = "event"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a text that a thing rests on, with the part they play in it.

    `start` and `end` count code points of the document's text, end-exclusive. `before` and `after`
    are the text around the words, so that they are found again in a corrected text.
    """

    role: str
    exact: str
    start: int
    end: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a judgement is about, named by its words and never by the run that found it.

    `document` is the digest of the text, `url` where the article was published, if that is known.
    `entity` is the part of a shared actor's identifier that is made from its name or its item, the
    same in every store.
    """

    kind: Kind
    document: str
    words: tuple[Words, ...]
    url: str = ""
    entity: str = ""

    def __str__(self) -> str:
        """Return the thing in a few words, for messages."""
        said = " … ".join(" ".join(one.exact.split()) for one in self.words)
        short = said if len(said) <= _LONGEST_SAID else f"{said[: _LONGEST_SAID - 1]}…"
        return f"{self.kind} “{short}” in {self.document[:12]}"


_LONGEST_SAID = 80


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision of a person: `at` is an ISO 8601 time with its offset, `by` who decided.

    `thing` is what it is about, `other` the second actor of *same* and *different*. To *set*
    belong `property_name` and `value`; a value that is an actor is a thing too. `of` is the
    identifier of the judgement that *retract* takes back.
    """

    act: Act
    at: str
    by: str
    reason: str = ""
    thing: Thing | None = None
    other: Thing | None = None
    property_name: str = ""
    value: str | Thing | None = None
    of: str = ""

    @property
    def id(self) -> str:
        """16 digits of the SHA-256 of everything else that the judgement says: its identifier."""
        said = json.dumps(self._as_dict(), ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def as_dict(self) -> dict[str, Any]:
        """Return the judgement as plain JSON types, the keys always in the same order."""
        return {"v": VERSION, "id": self.id, **self._as_dict()}

    def line(self) -> str:
        """Return the judgement as one line of JSON, without the line break."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def __str__(self) -> str:
        """Return the judgement in words, for messages."""
        match self.act:
            case Act.RETRACT:
                return f"retract {self.of}"
            case Act.SET:
                return f"set {self.property_name} of {self.thing} to {self.value}"
            case Act.REJECT:
                return f"reject {self.thing}"
            case _:
                return f"{self.thing} {self.act} {self.other}"

    def _as_dict(self) -> dict[str, Any]:
        plain: dict[str, Any] = {"act": str(self.act), "at": self.at, "by": self.by}
        plain["reason"] = self.reason
        for name, thing in (("thing", self.thing), ("other", self.other)):
            if thing is not None:
                plain[name] = _plain(thing)
        if self.act is Act.SET:
            plain["property"] = self.property_name
            value = self.value
            plain["value"] = _plain(value) if isinstance(value, Thing) else value
        if self.act is Act.RETRACT:
            plain["of"] = self.of
        return plain


def _plain(thing: Thing) -> dict[str, Any]:
    plain: dict[str, Any] = {"kind": str(thing.kind), "document": thing.document}
    if thing.url:
        plain["url"] = thing.url
    if thing.entity:
        plain["entity"] = thing.entity
    plain["words"] = [
        {
            "role": one.role,
            "exact": one.exact,
            "start": one.start,
            "end": one.end,
            "before": one.before,
            "after": one.after,
        }
        for one in thing.words
    ]
    return plain


def parse(line: str) -> Judgement:
    """Return the judgement that a line says.

    Raises:
        InputError: the line is no judgement, or was changed after it was written.
    """
    try:
        plain = json.loads(line)
        if not isinstance(plain, dict):
            raise ValueError("it is no JSON object")
        if plain.get("v") != VERSION:
            raise ValueError(f"it has the version {plain.get('v')!r}, and {VERSION} is known")
        found = _judgement(plain)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        missing = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise InputError(f"This line is no judgement ({missing}): {_shown(line)}") from error
    if "id" in plain and plain["id"] != found.id:
        raise InputError(
            f"This line was changed after it was written, for its id would be {found.id}: "
            f"{_shown(line)}"
        )
    return found


def moment(text: str) -> datetime:
    """Return an ISO 8601 time as a moment.

    Raises:
        ValueError: it is none, or lacks its offset from UTC.
    """
    parsed = datetime.fromisoformat(text)
    if parsed.tzinfo is None:
        raise ValueError(f"the time {text!r} lacks its offset from UTC, such as Z or +02:00")
    return parsed


def _judgement(plain: dict[str, Any]) -> Judgement:
    act, value = Act(plain["act"]), plain.get("value")
    moment(_text(plain["at"]))
    judgement = Judgement(
        act=act,
        at=plain["at"],
        by=_text(plain["by"]),
        reason=_text(plain.get("reason", "")),
        thing=None if act is Act.RETRACT else _thing(plain["thing"]),
        other=_thing(plain["other"]) if act in (Act.SAME, Act.DIFFERENT) else None,
        property_name=_text(plain["property"]) if act is Act.SET else "",
        value=(_thing(value) if isinstance(value, dict) else _text(value))
        if act is Act.SET
        else None,
        of=_text(plain["of"]) if act is Act.RETRACT else "",
    )
    if not judgement.by.strip():
        raise ValueError("it does not say by whom it is")
    return judgement


def _thing(plain: dict[str, Any]) -> Thing:
    words = tuple(
        Words(
            _text(one["role"]),
            _text(one["exact"]),
            _count(one["start"]),
            _count(one["end"]),
            _text(one.get("before", "")),
            _text(one.get("after", "")),
        )
        for one in plain["words"]
    )
    if not words:
        raise ValueError("a thing has no words")
    return Thing(
        Kind(plain["kind"]),
        _text(plain["document"]),
        words,
        _text(plain.get("url", "")),
        _text(plain.get("entity", "")),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} should be text")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r} should be an offset")
    return value


def _shown(line: str) -> str:
    return line if len(line) <= 160 else f"{line[:159]}…"
