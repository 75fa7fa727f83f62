"""The order in which terms are written: numbers in names by size, so that 9 comes before 10."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from sayso.store import Subject, Term

TwoTerms = tuple[NamedNode, Term]
Told = Iterable[TwoTerms]
Key = tuple[int, tuple[tuple[int, str], ...], str]

T = TypeVar("T", bound=Told)

_RANK = {NamedNode: 0, BlankNode: 1, Literal: 2, Triple: 3}
_NUMBER = re.compile(r"([0-9]+)")


def key(term: Term) -> Key:
    """Return what a term is sorted by; different terms have different keys."""
    text = term.value if isinstance(term, NamedNode | BlankNode | Literal) else str(term)
    parts = tuple(map(_part, _NUMBER.split(text)))
    return _RANK[type(term)], parts, str(term)


def _part(part: str) -> tuple[int, str]:
    """Return a number as its length and digits, which compare as the number does; text as text."""
    if part.isascii() and part.isdigit():
        digits = part.lstrip("0")
        return len(digits), digits
    return -1, part


def in_order(told: Mapping[Subject, T]) -> list[tuple[Subject, T]]:
    """Return subjects with what is told of them, sorted by subject."""
    return sorted(told.items(), key=lambda item: key(item[0]))


def by_predicate(told: Told) -> list[tuple[NamedNode, list[Term]]]:
    """Group by predicate, predicates and objects sorted."""
    groups: dict[NamedNode, list[Term]] = {}
    for predicate, value in told:
        groups.setdefault(predicate, []).append(value)
    ordered = sorted(groups.items(), key=lambda item: key(item[0]))
    return [(predicate, sorted(values, key=key)) for predicate, values in ordered]
