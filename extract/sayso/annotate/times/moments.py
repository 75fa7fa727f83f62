"""Days, weeks, months and years with their TIMEX3 values."""

import calendar
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

# The TIMEX3 codes of parts of the day.
DAY_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A value with the days it begins and ends on, when they are known."""

    value: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative expression is resolved against."""

    published: date | None
    future: bool = False


def day_of(day: date, part: str | None = None) -> Moment:
    """Return a day, or a part of it ("morning")."""
    suffix = f"T{DAY_PARTS[part]}" if part else ""
    return Moment(day.isoformat() + suffix, day, day)


def month_of(year: int, month: int) -> Moment:
    """Return a month of a year."""
    last = calendar.monthrange(year, month)[1]
    return Moment(f"{year:04d}-{month:02d}", date(year, month, 1), date(year, month, last))


def year_of(year: int) -> Moment:
    """Return a year."""
    return Moment(f"{year:04d}", date(year, 1, 1), date(year, 12, 31))


def week_of(day: date) -> Moment:
    """Return the ISO week that a day lies in."""
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Moment(f"{year:04d}-W{week:02d}", monday, monday + timedelta(days=6))


def _months_away(day: date, months: int) -> tuple[int, int] | None:
    position = day.year * 12 + day.month - 1 + months
    year, month = divmod(position, 12)
    return (year, month + 1) if MINYEAR <= year <= MAXYEAR else None


def away_from(day: date, steps: int, unit: str) -> Moment | None:
    """Return the day, week, month, year or decade so many steps away, None beyond the calendar."""
    try:
        if unit == "day":
            return day_of(day + timedelta(days=steps))
        if unit == "week":
            return week_of(day + timedelta(weeks=steps))
        if unit == "month":
            target = _months_away(day, steps)
            return month_of(*target) if target else None
        return year_of(day.year + steps * (10 if unit == "decade" else 1))
    except (OverflowError, ValueError):  # beyond the calendar
        return None


def named_month(day: date, month: int, shift: str) -> Moment:
    """Return the last, this or the next month of that name, seen from a day."""
    year = day.year
    if shift in {"last", "past", "previous"} and month >= day.month:
        year -= 1
    elif shift in {"next", "coming"} and month <= day.month:
        year += 1
    return month_of(year, month)
