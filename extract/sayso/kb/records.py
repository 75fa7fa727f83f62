"""What is kept of a record of Wikidata: names, classes, description, positions, country, fame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sayso.kb.names import normalized, writable

_ITEM = re.compile(r"Q([1-9]\d{0,17})$")
_TIME = re.compile(r"[+-](\d{4,})-(\d\d)-(\d\d)T")
_LANGUAGES = ("en", "mul", "en-gb", "en-ca", "en-us")
_INSTANCE, _SUBCLASS, _POSITION = "P31", "P279", "P39"
_COUNTRIES = ("P17", "P27")
_BEGINS, _ENDS = "P580", "P582"
_YEAR, _MONTH, _DAY = 9, 10, 11
_LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one item; all references are numbers of items, dates ISO 8601 or "".

    `names` are normalized, `positions` are (position, begins, ends).
    """

    number: int
    label: str
    description: str
    names: tuple[str, ...]
    classes: tuple[int, ...]
    parents: tuple[int, ...]
    countries: tuple[int, ...]
    positions: tuple[tuple[int, str, str], ...]
    popularity: int


def kept(record: dict[str, Any]) -> Kept | None:
    """Return what is kept of a record, or None for what is no item, such as a property.

    Raises:
        ValueError: the record is not as records of Wikidata are.
    """
    identifier = record.get("id")
    if not isinstance(identifier, str):
        raise ValueError("the record has no id")
    found = _ITEM.match(identifier)
    if found is None:
        return None
    try:
        claims = _mapping(record.get("claims"))
        label = _first(_mapping(record.get("labels")))
        return Kept(
            number=int(found[1]),
            label=label,
            description=_first(_mapping(record.get("descriptions"))),
            names=tuple(_names(record, label)),
            classes=tuple(_items(claims, _INSTANCE)),
            parents=tuple(_items(claims, _SUBCLASS)),
            countries=tuple(dict.fromkeys(n for p in _COUNTRIES for n in _items(claims, p))),
            positions=tuple(_positions(claims)),
            popularity=len(_mapping(record.get("sitelinks"))),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the record is not as expected: {error!r}") from error


def _mapping(value: Any) -> dict[str, Any]:
    """Return a JSON object; PHP writes an empty one as an empty list."""
    if not value:
        return {}
    if not isinstance(value, dict):
        raise TypeError(f"no object: {str(value)[:60]}")
    return value


def _first(texts: dict[str, Any]) -> str:
    value = next((texts[lang]["value"] for lang in _LANGUAGES if lang in texts), "")
    return writable(str(value))[:_LONGEST_TEXT]


def _names(record: dict[str, Any], label: str) -> Iterator[str]:
    aliases, labels = _mapping(record.get("aliases")), _mapping(record.get("labels"))
    said = [label, *(labels[lang]["value"] for lang in _LANGUAGES if lang in labels)]
    said += [alias["value"] for lang in _LANGUAGES for alias in aliases.get(lang, ())]
    yield from dict.fromkeys(name for one in said if (name := normalized(one)))


def _statements(claims: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the preferred statements of a property, or else the normal ones."""
    valued = [s for s in claims.get(name, ()) if s["mainsnak"].get("snaktype") == "value"]
    best = [s for s in valued if s.get("rank") == "preferred"]
    return best or [s for s in valued if s.get("rank", "normal") == "normal"]


def _item(snak: dict[str, Any]) -> int | None:
    value = snak["datavalue"]["value"]
    found = _ITEM.match(str(value.get("id") or f"Q{value.get('numeric-id')}"))
    return int(found[1]) if found else None


def _items(claims: dict[str, Any], name: str) -> Iterator[int]:
    found = (_item(statement["mainsnak"]) for statement in _statements(claims, name))
    yield from dict.fromkeys(number for number in found if number is not None)


def _positions(claims: dict[str, Any]) -> Iterator[tuple[int, str, str]]:
    """Yield every position ever held, not only the preferred one, which is the present one."""
    for statement in claims.get(_POSITION, ()):
        if (
            statement["mainsnak"].get("snaktype") != "value"
            or statement.get("rank") == "deprecated"
        ):
            continue
        number = _item(statement["mainsnak"])
        if number is not None:
            qualifiers = _mapping(statement.get("qualifiers"))
            yield number, _date(qualifiers, _BEGINS), _date(qualifiers, _ENDS)


def _date(qualifiers: dict[str, Any], name: str) -> str:
    """Return a date as precise as it is given: 2014, 2014-10 or 2014-10-01."""
    for snak in qualifiers.get(name, ()):
        if snak.get("snaktype") != "value":
            continue
        value = snak["datavalue"]["value"]
        found = _TIME.match(value["time"])
        precision = value.get("precision", _DAY)
        if found and precision >= _YEAR and value["time"][0] == "+":
            parts = found.groups()[: 1 + (precision >= _MONTH) + (precision >= _DAY)]
            return "-".join(parts)
    return ""
