"""How many things fall into which month or year, as bars that a page draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_MOST = 36
_ENOUGH = 0.8
"""A chart of the last months is enough if it has this part of all days."""
WIDTH, HEIGHT = 720, 120


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart in SVG units, for `count` things of `kind` in the time `label`."""

    label: str
    kind: str
    count: int
    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars with their series and the times below them: (x, label)."""

    bars: tuple[Bar, ...]
    series: tuple[str, ...]
    ticks: tuple[tuple[float, str], ...]
    most: int
    earlier: int = 0
    width: int = WIDTH
    height: int = HEIGHT


def bars(*series: tuple[str, Iterable[str]]) -> Chart | None:
    """Return a chart of days in months, or in years where they are many; None without any day."""
    dated = [(name, _dated(Counter(days))) for name, days in series]
    known = sum((counted for _, counted in dated), Counter[str]())
    if not known:
        return None
    length, times = _times(known)
    counts = [_shortened(counted, length) for _, counted in dated]
    most = max(counted[time] for counted in counts for time in times)
    step = WIDTH / len(times)
    thick = min(28.0, step * 0.8 / len(dated))
    found = [
        Bar(
            time,
            dated[number][0],
            counted[time],
            round(place * step + (step - thick * len(dated)) / 2 + number * thick, 1),
            round(HEIGHT * (1 - counted[time] / most), 1),
            round(thick, 1),
            round(HEIGHT * counted[time] / most, 1),
            number,
        )
        for place, time in enumerate(times)
        for number, counted in enumerate(counts)
        if counted[time]
    ]
    every = -(-len(times) // 9)
    ticks = [
        (round((place + 0.5) * step, 1), time)
        for place, time in enumerate(times)
        if place % every == 0
    ]
    earlier = sum(count for day, count in known.items() if day[:length] < times[0])
    return Chart(tuple(found), tuple(name for name, _ in dated), tuple(ticks), most, earlier)


def _dated(days: Counter[str]) -> Counter[str]:
    """Return the days that tell at least their month."""
    return Counter({day: count for day, count in days.items() if len(day) >= 7})


def _shortened(days: Counter[str], length: int) -> Counter[str]:
    """Return how many things fall into which month or year."""
    found: Counter[str] = Counter()
    for day, count in days.items():
        found[day[:length]] += count
    return found


def _times(days: Counter[str]) -> tuple[int, list[str]]:
    """Return how much of a day tells its month or year, and the months or years to draw."""
    months, all_of_them = _last(days, 7, _MOST)
    if not all_of_them:
        shown = sum(count for day, count in days.items() if day[:7] >= months[0])
        if shown < _ENOUGH * days.total():
            return 4, _last(days, 4, 2 * _MOST)[0]
    return 7, months


def _last(days: Collection[str], length: int, most: int) -> tuple[list[str], bool]:
    """Return the last months or years of those from the first day to the last, and if it is all."""
    number, named = (int, _year) if length == 4 else (_month, _month_named)
    first, last = number(min(days)[:length]), number(max(days)[:length])
    begin = max(first, last - most + 1)
    return [named(one) for one in range(begin, last + 1)], begin == first


def _year(number: int) -> str:
    return f"{number:04d}"


def _month_named(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _month(text: str) -> int:
    return int(text[:4]) * 12 + int(text[5:7]) - 1
