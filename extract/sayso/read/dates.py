"""Dates as newspapers write them, and as data formats write them, turned into ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from sayso.months import MONTHS

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=lambda name: (-len(name), name))) + r")\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1[6-9]|2[01])\d{2}"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?:(?:[Tt]|,?\s+(?:at\s+)?)(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)"

# One day of the calendar, the year given or not: "Friday, July 21, 2017", "12 March", "2024-03-12".
CALENDAR_DAY = (
    rf"{_WEEKDAY}(?:{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR}\b)?"
    rf"|{_MONTH}\s+{_DAY}(?:\s*,\s*{_YEAR}\b|\s+{_YEAR}\b)?"
    rf"|{_YEAR}-[01]\d-[0-3]\d)"
)
_PARTS = re.compile(
    rf"{_WEEKDAY}(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?"
    rf"|(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)?(?P<year2>{_YEAR})?"
    rf"|(?P<year3>{_YEAR})-(?P<month3>[01]\d)-(?P<day3>[0-3]\d))",
    re.IGNORECASE,
)
_ZONE = r"(?:\s*(?P<zone>Z|UTC|GMT|[A-Z]{2,4}T|[ap]\.?m\.?(?:\s+[A-Z]{2,4})?|[+-]\d{2}:?\d{2}))?"
_DAY_AND_CLOCK = re.compile(rf"(?P<calendar>{CALENDAR_DAY}){_CLOCK}?{_ZONE}", re.IGNORECASE)


def iso_date(written: str) -> str | None:
    """Return the ISO 8601 date or date-time that `written` states in full, or None.

    Understood are ISO 8601 itself, the dates of mail and feeds (RFC 5322), and an English date with
    its year. Digits with slashes are not, since 03/04/2024 is two different days. Nothing depends
    on today's date. A clock time is kept only where the source writes it as data.
    """
    written = written.strip()
    if not written or len(written) > 100:
        return None
    return _from_iso(written) or _from_mail(written) or full_day(written)


def full_day(written: str) -> str | None:
    """Return the ISO date of an English date that has a day, a month and a year, else None."""
    match = _PARTS.search(written)
    if match is None:
        return None
    year = match["year"] or match["year2"] or match["year3"]
    if year is None:
        return None
    name = match["month"] or match["month2"]
    month = MONTHS[name.rstrip(".").lower()] if name else int(match["month3"])
    try:
        return date(
            int(year), month, int(match["day"] or match["day2"] or match["day3"])
        ).isoformat()
    except ValueError:
        return None


def day_with_clock(line: str, start: int = 0) -> tuple[int, int] | None:
    """Return where a calendar day, with the time of day that may follow it, lies in `line`.

    The pair is start and end within `line`, in code points; None if there is no such thing at
    `start`.
    """
    match = _DAY_AND_CLOCK.match(line, start)
    return match.span() if match else None


def _from_iso(written: str) -> str | None:
    # Bare digits are not taken: "20240312" may be a date, but "1710201600" is a count of seconds.
    if not re.match(r"\d{4}-", written):
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    if "T" in written.upper() or ":" in written:
        return moment.isoformat()
    return moment.date().isoformat()


def _from_mail(written: str) -> str | None:
    if ":" not in written:
        return None
    try:
        return parsedate_to_datetime(written).isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
