"""Which predicted characterizations are those of the gold: by attribute, and by all three roles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.evaluate.names import same_name

Record = Mapping[str, Any]
"""A characterization, or a span of one, in the layout in which they are exchanged."""

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Matches:
    """What was found in one article: pairs are positions in `firm` and in the predictions.

    `firm` is the gold that is not marked as doubtful. `neutral` are the predictions that only
    doubtful gold agrees with: they count neither for nor against.
    """

    firm: list[Record]
    doubtful: int
    by_attribute: dict[int, int]
    in_full: dict[int, int]
    neutral: frozenset[int]


def match(gold: Sequence[Record], predicted: Sequence[Record], *, loose_names: bool) -> Matches:
    """Return which gold each prediction is, one to one, as many as there can be."""
    firm = [item for item in gold if not item.get("doubtful")]
    soft = [item for item in gold if item.get("doubtful")]
    by_attribute: dict[int, list[int]] = {}
    in_full: dict[int, list[int]] = {}
    for position, wanted in enumerate(firm):
        ranked = sorted(_candidates(wanted, predicted, loose_names))
        by_attribute[position] = [candidate[-1] for candidate in ranked]
        in_full[position] = [candidate[-1] for candidate in ranked if not candidate[0]]
    full = _most_pairs(in_full, len(firm), {})
    attribute = _most_pairs(by_attribute, len(firm), full)
    used = set(attribute.values())
    neutral = frozenset(
        position
        for position, found in enumerate(predicted)
        if position not in used and any(_same_attribute(item, found) >= HALF for item in soft)
    )
    return Matches(firm, len(soft), attribute, full, neutral)


def _candidates(
    wanted: Record, predicted: Sequence[Record], loose_names: bool
) -> list[tuple[bool, float, bool, int]]:
    """Return what may be the gold item, to be sorted best first: roles, attribute, form."""
    found = []
    for position, item in enumerate(predicted):
        share = _same_attribute(wanted, item)
        if share >= HALF:
            roles = all(
                _same_role(wanted[role], item.get(role), loose_names)
                for role in ("holder", "target")
            )
            found.append((not roles, -share, wanted.get("form") != item.get("form"), position))
    return found


def _same_attribute(wanted: Record, found: Record) -> float:
    mine, theirs = _words(wanted["attribute"]), _words(found.get("attribute"))
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _words(span: Record | None) -> frozenset[tuple[int, int]]:
    if not span or span.get("start") is None:
        return frozenset()
    start = span["start"]
    found = re.finditer(r"\w+", span.get("text") or "")
    return frozenset((start + word.start(), start + word.end()) for word in found)


def _same_role(wanted: Record | None, found: Record | None, loosely: bool) -> bool:
    """Tell whether holder or target is right: by name, or because the mentions overlap."""
    if not wanted or not found:
        return False
    if same_name(wanted.get("name"), found.get("name"), loosely=loosely):
        return True
    starts: list[Any] = [item.get("start") for item in (wanted, found)]
    ends: list[Any] = [item.get("end") for item in (wanted, found)]
    if None in (*starts, *ends):
        return False
    return bool(max(starts) < min(ends))


def _most_pairs(
    edges: Mapping[int, Sequence[int]], size: int, begun: Mapping[int, int]
) -> dict[int, int]:
    """Return a maximum matching {gold: prediction} by augmenting paths, from one already begun."""
    taken = {found: wanted for wanted, found in begun.items()}

    def grow(wanted: int, seen: set[int]) -> bool:
        for found in edges.get(wanted, ()):
            if found not in seen:
                seen.add(found)
                if found not in taken or grow(taken[found], seen):
                    taken[found] = wanted
                    return True
        return False

    for wanted in range(size):
        if wanted not in taken.values():
            grow(wanted, set())
    return {wanted: found for found, wanted in taken.items()}
