"""A list that pages narrow: by properties, days and words, with what is left counted by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import chain
from typing import Generic, TypeAlias, TypeVar

Item = TypeVar("Item")
Order: TypeAlias = tuple[tuple[str, int], ...]
"""Values with how many items have them, the most frequent first."""


class Narrowing(Generic[Item]):
    """Items in an order, and which of them have which values; places are positions in the order.

    `values` gives for each property what an item has; of an item a value counts once, and an empty
    one does not. `day` is YYYY-MM-DD, a part of it or empty; `text` is what words are looked for
    in, folded.
    """

    def __init__(
        self,
        items: Sequence[Item],
        values: Mapping[str, Callable[[Item], Iterable[str]]],
        day: Callable[[Item], str],
        text: Callable[[Item], str],
    ) -> None:
        self.items = items
        self.days = [day(one) for one in items]
        self._texts = [text(one) for one in items]
        self._values = {
            name: [tuple(filter(None, dict.fromkeys(of(one)))) for one in items]
            for name, of in values.items()
        }
        self._places = {name: _places(found) for name, found in self._values.items()}
        self.everything = range(len(items))
        self._orders: dict[str, Sequence[int]] = {}

    def find(
        self, chosen: Mapping[str, str], since: str, until: str, words: Sequence[str]
    ) -> Sequence[int]:
        """Return the places of the items that have all chosen values and words, in these days.

        An empty value, day or word narrows nothing. `until` may be a month or year, and is within.
        """
        found: Sequence[int] = self.everything
        lists = [self.having(name, value) for name, value in chosen.items() if value]
        for number, one in enumerate(sorted(lists, key=len)):
            wanted = set(one)
            found = [at for at in found if at in wanted] if number else one
        if since or until:
            found = [at for at in found if is_within(self.days[at], since, until)]
        for word in filter(None, words):
            found = [at for at in found if word in self._texts[at]]
        return found

    def having(self, name: str, value: str) -> Sequence[int]:
        """Return the places of the items that have a value of a property."""
        return self._places[name].get(value, ())

    def at(self, places: Sequence[int]) -> Sequence[Item]:
        """Return the items at these places."""
        return self.items if places is self.everything else [self.items[at] for at in places]

    def counted(self, name: str, places: Sequence[int], most: int) -> tuple[Order, int]:
        """Return the most frequent values of a property among items, and how many there are."""
        counted = self.counts(name, places)
        first = nsmallest(most, counted.items(), key=_often)
        return tuple(first), len(counted)

    def counts(self, name: str, places: Sequence[int]) -> Mapping[str, int]:
        """Return how many items have which value of a property."""
        if places is self.everything:
            return {value: len(found) for value, found in self._places[name].items()}
        values = self._values[name]
        return Counter(chain.from_iterable([values[at] for at in places]))

    def ordered(
        self, places: Sequence[int], by: str, key: Callable[[Item], tuple[object, ...]]
    ) -> Sequence[int]:
        """Return places by a key of their items; the order that is called `by` is kept."""
        order = self._orders.get(by)
        if order is None:
            order = sorted(self.everything, key=lambda at: key(self.items[at]))
            self._orders[by] = order
        if places is self.everything:
            return order
        wanted = set(places)
        return [at for at in order if at in wanted]


def is_within(day: str, since: str, until: str) -> bool:
    """Tell whether a day is in a time; without a day it is only if nothing ends the time."""
    return (not since or day >= since) and (not until or (day or "9999")[: len(until)] <= until)


def _places(values: Sequence[tuple[str, ...]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, one in enumerate(values):
        for value in one:
            found.setdefault(value, []).append(at)
    return found


def _often(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
