"""From the words of a time expression to its moment, seen from the day of publication."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from sayso.annotate.times.moments import (
    DAY_PARTS,
    Context,
    Moment,
    away_from,
    day_of,
    month_of,
    named_month,
    week_of,
    year_of,
)
from sayso.months import MONTHS

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "wed"),
            ("thursday", "thurs", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        ),
        start=1,
    )
    for name in names
}
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {word: number for number, word in enumerate((*_COUNTED, "eleven", "twelve"), start=1)}
NUMBERS |= {"a": 1, "an": 1}
# The TIMEX3 codes of seasons.
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}


Resolver = Callable[[re.Match[str], Context], Moment | None]


def full_date(match: re.Match[str], context: Context) -> Moment | None:
    """Read a date with a month name: a day, a month or a month of a year."""
    parts = match.groupdict()
    month = MONTHS[parts["month"].lower().rstrip(".")]
    day, year = parts.get("day"), parts.get("year")
    if year is None:
        return _yearless(month, int(day) if day else None, context)
    if day is None:
        return month_of(int(year), month)
    try:
        return day_of(date(int(year), month, int(day)))
    except ValueError:  # February 30 is no date
        return None


def _yearless(month: int, day: int | None, context: Context) -> Moment | None:
    """Take the nearest such day or month on the side of the publication that is spoken of."""
    if day is not None and day > calendar.monthrange(2024, month)[1]:  # a leap year
        return None
    published = context.published
    if published is None:
        return Moment(f"XXXX-{month:02d}" + (f"-{day:02d}" if day else ""))
    year, here = published.year, (published.month, published.day if day else 0)
    if context.future and (month, day or 0) < here:
        year += 1
    elif not context.future and (month, day or 0) > here:
        year -= 1
    if day is None:
        return month_of(year, month)
    try:
        return day_of(date(year, month, day))
    except ValueError:  # February 29 in another year
        return None


def numeric(match: re.Match[str], context: Context) -> Moment | None:
    """Read 2015-03-03."""
    try:
        return day_of(date(int(match["year"]), int(match["m"]), int(match["d"])))
    except ValueError:
        return None


def plain_year(match: re.Match[str], context: Context) -> Moment:
    """Read a year."""
    return year_of(int(match["year"]))


def years(match: re.Match[str], context: Context) -> Moment | None:
    """Read a stretch of years."""
    first, last = int(match["year"]), int(match["until"])
    if last < 100:
        last += first - first % 100
    if last <= first:
        return None
    return Moment(f"{first:04d}/{last:04d}", date(first, 1, 1), date(last, 12, 31))


def decade(match: re.Match[str], context: Context) -> Moment:
    """Read the 1990s."""
    first = int(match["decade"]) * 10
    return Moment(f"{first // 10:03d}", date(first, 1, 1), date(first + 9, 12, 31))


def century(match: re.Match[str], context: Context) -> Moment | None:
    """Read the 21st century."""
    number = int(match["century"])
    if not 1 <= number <= 30:
        return None
    first = (number - 1) * 100 + 1
    return Moment(f"{number - 1:02d}", date(first, 1, 1), date(first + 99, 12, 31))


def quarter(match: re.Match[str], context: Context) -> Moment | None:
    """Read a quarter of a year."""
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(match["quarter"].lower())
    number = number or int(match["quarter"][-1])
    if match["year"] is None:
        return Moment(f"XXXX-Q{number}")
    year = int(match["year"])
    last = month_of(year, number * 3).last
    return Moment(f"{year:04d}-Q{number}", date(year, number * 3 - 2, 1), last)


def weekday(match: re.Match[str], context: Context) -> Moment:
    """Read a weekday: the last one, or the next one where the clause looks ahead."""
    number = WEEKDAYS[match["weekday"].lower().rstrip(".")]
    part = match["part"]
    if context.published is None:
        return Moment(f"XXXX-WXX-{number}" + (f"T{DAY_PARTS[part]}" if part else ""))
    shift = (match["shift"] or "").lower()
    ahead = shift in {"next", "coming"} or (not shift and context.future)
    distance = (number - context.published.isoweekday()) % 7
    if ahead:
        distance = distance or 7
    elif shift in {"last", "past", "previous"}:
        distance = distance - 7
    elif distance and not shift.startswith("this"):
        distance -= 7
    return day_of(context.published + timedelta(days=distance), part)


def near_day(match: re.Match[str], context: Context) -> Moment:
    """Read yesterday, today and tomorrow."""
    word = match["near"].lower()
    part = match["part"] or ("night" if word in {"tonight", "last night"} else None)
    if context.published is None:
        open_value = {"today": "PRESENT_REF", "tonight": "PRESENT_REF", "tomorrow": "FUTURE_REF"}
        return Moment(open_value.get(word, "PAST_REF"))
    distance = {"tomorrow": 1, "yesterday": -1, "last night": -1}.get(word, 0)
    return day_of(context.published + timedelta(days=distance), part)


def this_part(match: re.Match[str], context: Context) -> Moment:
    """Read "this morning"."""
    if context.published is None:
        return Moment("PRESENT_REF")
    return day_of(context.published, match["part"])


def shifted(match: re.Match[str], context: Context) -> Moment | None:
    """Read "last week", "next June", "this weekend"."""
    shift, unit = match["shift"].lower(), match["unit"].lower()
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(shift, 0)
    if context.published is None:
        return Moment(("PRESENT_REF", "FUTURE_REF", "PAST_REF")[step])
    day = context.published
    if unit in SEASONS:
        return Moment(f"{day.year + step:04d}-{SEASONS[unit]}")
    if unit.rstrip(".") in MONTHS:
        return named_month(day, MONTHS[unit.rstrip(".")], shift)
    if unit == "weekend":
        week = week_of(day + timedelta(weeks=step))
        assert week.last is not None
        return Moment(f"{week.value}-WE", week.last - timedelta(days=1), week.last)
    return away_from(day, step, unit)


def counted(match: re.Match[str], context: Context) -> Moment | None:
    """Read "two days ago" and "in three weeks"."""
    count = NUMBERS.get(match["count"].lower())
    count = int(match["count"]) if count is None else count
    back = match["direction"] is not None
    if context.published is None:
        return Moment("PAST_REF" if back else "FUTURE_REF")
    return away_from(
        context.published, -count if back else count, match["unit"].lower().rstrip("s")
    )
