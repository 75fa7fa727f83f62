"""Find dates and times and give each its TIMEX3 value, from the publication date where it is known.

The component reads `doc.user_data["sayso_published"]`, an ISO 8601 date or date-time, if it is there.
Without it "on Monday" keeps the open value XXXX-WXX-1 and "December 19" is XXXX-12-19.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from spacy.language import Language
from spacy.tokens import Doc, Token

from sayso.annotate import extensions
from sayso.model import Span, TimeExpression

PUBLISHED = "sayso_published"

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ),
        start=1,
    )
    for name in names.split()
}
NUMBERS = {
    word: number
    for number, words in enumerate(
        [
            "",
            "one a an",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
    for word in words.split()
}
# The TIMEX3 codes of seasons and parts of the day.
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DAY_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "Y"}

_MONTH = r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
_MONTH += r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_WEEKDAY += r"|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
_COUNT = r"(?P<count>(?i:\d{1,3}|an?|" + "|".join(word for word in NUMBERS if len(word) > 2) + "))"
_PART = r"(?: (?P<part>morning|afternoon|evening|night))?"
_SHIFT = r"(?P<shift>(?i:last|past|previous|next|coming|this|current|earlier this|later this))"


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


Resolver = Callable[[re.Match[str], Context], Moment | None]


def _day(day: date, part: str | None = None) -> Moment:
    suffix = f"T{DAY_PARTS[part]}" if part else ""
    return Moment(day.isoformat() + suffix, day, day)


def _month(year: int, month: int) -> Moment:
    last = calendar.monthrange(year, month)[1]
    return Moment(f"{year:04d}-{month:02d}", date(year, month, 1), date(year, month, last))


def _year(year: int) -> Moment:
    return Moment(f"{year:04d}", date(year, 1, 1), date(year, 12, 31))


def _week(day: date) -> Moment:
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Moment(f"{year:04d}-W{week:02d}", monday, monday + timedelta(days=6))


def _months_away(day: date, months: int) -> tuple[int, int] | None:
    position = day.year * 12 + day.month - 1 + months
    year, month = divmod(position, 12)
    return (year, month + 1) if MINYEAR <= year <= MAXYEAR else None


def _full_date(match: re.Match[str], context: Context) -> Moment | None:
    parts = match.groupdict()
    month = MONTHS[parts["month"].lower().rstrip(".")]
    day, year = parts.get("day"), parts.get("year")
    if year is None:
        return _yearless(month, int(day) if day else None, context)
    if day is None:
        return _month(int(year), month)
    try:
        return _day(date(int(year), month, int(day)))
    except ValueError:  # February 30 is no date
        return None


def _yearless(month: int, day: int | None, context: Context) -> Moment | None:
    """Take the nearest such day or month on the side of the publication that the clause looks to."""
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
        return _month(year, month)
    try:
        return _day(date(year, month, day))
    except ValueError:  # February 29 in another year
        return None


def _numeric(match: re.Match[str], context: Context) -> Moment | None:
    try:
        return _day(date(int(match["year"]), int(match["m"]), int(match["d"])))
    except ValueError:
        return None


def _plain_year(match: re.Match[str], context: Context) -> Moment:
    return _year(int(match["year"]))


def _years(match: re.Match[str], context: Context) -> Moment | None:
    first, last = int(match["year"]), int(match["until"])
    if last < 100:
        last += first - first % 100
    if last <= first:
        return None
    return Moment(f"{first:04d}/{last:04d}", date(first, 1, 1), date(last, 12, 31))


def _decade(match: re.Match[str], context: Context) -> Moment:
    first = int(match["decade"]) * 10
    return Moment(f"{first // 10:03d}", date(first, 1, 1), date(first + 9, 12, 31))


def _century(match: re.Match[str], context: Context) -> Moment | None:
    number = int(match["century"])
    if not 1 <= number <= 30:
        return None
    first = (number - 1) * 100 + 1
    return Moment(f"{number - 1:02d}", date(first, 1, 1), date(first + 99, 12, 31))


def _quarter(match: re.Match[str], context: Context) -> Moment | None:
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(match["quarter"].lower())
    number = number or int(match["quarter"][-1])
    if match["year"] is None:
        return Moment(f"XXXX-Q{number}")
    year = int(match["year"])
    last = _month(year, number * 3).last
    return Moment(f"{year:04d}-Q{number}", date(year, number * 3 - 2, 1), last)


def _weekday(match: re.Match[str], context: Context) -> Moment:
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
    return _day(context.published + timedelta(days=distance), part)


def _near_day(match: re.Match[str], context: Context) -> Moment:
    word = match["near"].lower()
    part = match["part"] or ("night" if word in {"tonight", "last night"} else None)
    if context.published is None:
        open_value = {"today": "PRESENT_REF", "tonight": "PRESENT_REF", "tomorrow": "FUTURE_REF"}
        return Moment(open_value.get(word, "PAST_REF"))
    distance = {"tomorrow": 1, "yesterday": -1, "last night": -1}.get(word, 0)
    return _day(context.published + timedelta(days=distance), part)


def _this_part(match: re.Match[str], context: Context) -> Moment:
    if context.published is None:
        return Moment("PRESENT_REF")
    return _day(context.published, match["part"])


def _shifted(match: re.Match[str], context: Context) -> Moment | None:
    shift, unit = match["shift"].lower(), match["unit"].lower()
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(shift, 0)
    if context.published is None:
        return Moment(("PRESENT_REF", "FUTURE_REF", "PAST_REF")[step])
    day = context.published
    if unit in SEASONS:
        return Moment(f"{day.year + step:04d}-{SEASONS[unit]}")
    if unit.rstrip(".") in MONTHS:
        return _shifted_month(day, MONTHS[unit.rstrip(".")], shift)
    if unit == "weekend":
        week = _week(day + timedelta(weeks=step))
        assert week.last is not None
        return Moment(f"{week.value}-WE", week.last - timedelta(days=1), week.last)
    return _away(day, step, unit)


def _shifted_month(day: date, month: int, shift: str) -> Moment:
    year = day.year
    if shift in {"last", "past", "previous"} and month >= day.month:
        year -= 1
    elif shift in {"next", "coming"} and month <= day.month:
        year += 1
    return _month(year, month)


def _away(day: date, steps: int, unit: str) -> Moment | None:
    try:
        if unit == "day":
            return _day(day + timedelta(days=steps))
        if unit == "week":
            return _week(day + timedelta(weeks=steps))
        if unit == "month":
            target = _months_away(day, steps)
            return _month(*target) if target else None
        return _year(day.year + steps * (10 if unit == "decade" else 1))
    except (OverflowError, ValueError):  # beyond the calendar
        return None


def _counted(match: re.Match[str], context: Context) -> Moment | None:
    count = NUMBERS.get(match["count"].lower())
    count = int(match["count"]) if count is None else count
    back = match["direction"] is not None
    if context.published is None:
        return Moment("PAST_REF" if back else "FUTURE_REF")
    return _away(context.published, -count if back else count, match["unit"].lower().rstrip("s"))


_PATTERNS: tuple[tuple[str, Resolver], ...] = (
    (rf"{_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", _numeric),
    (rf"(?:{_WEEKDAY},? )?{_MONTH} {_DAY}(?:,? {_YEAR})?(?![\d%]|[.,]\d)", _full_date),
    (rf"(?:{_WEEKDAY},? )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?(?!\w)", _full_date),
    (rf"{_MONTH},? (?:of )?{_YEAR}(?!\d)", _full_date),
    (
        rf"(?P<quarter>(?i:first|second|third|fourth)|Q[1-4])(?:[ -]quarter)?(?: of)? {_YEAR}\b",
        _quarter,
    ),
    (r"(?P<quarter>(?i:first|second|third|fourth))[ -]quarter(?P<year>(?!))?\b", _quarter),
    (r"(?P<decade>1[5-9]\d|20\d)0['’]?s\b", _decade),
    (r"(?P<century>\d\d?)(?:st|nd|rd|th)[ -]century\b", _century),
    (
        rf"(?:(?P<shift>(?i:last|past|previous|next|coming|this)) )?{_WEEKDAY}{_PART}(?!\w)",
        _weekday,
    ),
    (
        rf"(?P<near>(?:[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Ll]ast night))(?<!USA Today){_PART}\b",
        _near_day,
    ),
    (
        r"(?i:early |earlier |late |later )?(?i:this) (?P<part>morning|afternoon|evening)\b",
        _this_part,
    ),
    (
        rf"{_SHIFT} (?P<unit>weekend|day|week|month|year|decade|"
        rf"spring|summer|autumn|fall|winter|{'|'.join(m.title() for m in MONTHS if len(m) > 4 or m in {'may', 'june', 'july'})})\b",
        _shifted,
    ),
    (
        rf"{_COUNT} (?P<unit>(?:day|week|month|year|decade)s?) "
        r"(?P<direction>ago)\b",
        _counted,
    ),
    (
        rf"(?<=\b[Ii]n ){_COUNT} (?P<unit>(?:day|week|month|year|decade)s?)"
        r"(?P<direction>(?!))?(?= ?[.,;]| time\b)",
        _counted,
    ),
    (
        r"(?:(?<=\b[Ff]rom )|(?<=\bbetween )|(?<=\())(?P<year>1[5-9]\d\d|20\d\d)"
        r"(?:-|–| to | and )(?P<until>1[5-9]\d\d|20\d\d|\d\d)\b(?! ?%)",
        _years,
    ),
    (
        rf"(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil )|(?<=\b[Bb]y )|(?<=\b[Ff]rom )|(?<=\b[Oo]f )|(?<=\bin late )"
        rf"|(?<=\b[Dd]uring )|(?<=\bin early )|(?<=\bto )|(?<=\b[Bb]efore )|(?<=\b[Aa]fter )|(?<=\bsummer )"
        rf"|(?<=\bspring )|(?<=\bwinter )|(?<=\bfall )|(?<=\bthe )){_YEAR}(?![\w%,.]*\d)"
        r"(?! (?:people|percent|men|women|votes|troops|soldiers))\b",
        _plain_year,
    ),
    (
        rf"(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil )|(?<=\b[Bb]y )|(?<=\b[Ll]ate )|(?<=\b[Ee]arly )"
        rf"|(?<=\bmid-)){_MONTH}(?![\w.]*\w)",
        _full_date,
    ),
)


_SINGLES = tuple(re.compile(pattern) for pattern, _ in _PATTERNS)
# Every expression begins with one of these; only there are the patterns tried.
_OPENING = re.compile(
    r"(?<![\w-])(?:\d|Q[1-4]|(?i:last|past|previous|next|coming|this|current|earlier|later|today|"
    r"yesterday|tomorrow|tonight|first|second|third|fourth|early|late|mid|"
    + "|".join(word for word in NUMBERS if len(word) > 2)
    + r")\b|(?i:an?)\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun))"
)


def _matches(text: str) -> Iterator[tuple[re.Match[str], Resolver]]:
    """Yield what the patterns find, the longest at each place, in text order."""
    end = 0
    for opening in _OPENING.finditer(text):
        start = opening.start()
        if start < end:
            continue
        best: re.Match[str] | None = None
        for single, (_, resolve) in zip(_SINGLES, _PATTERNS, strict=True):
            match = single.match(text, start)
            if match and (best is None or match.end() > best.end()):
                best, resolver = match, resolve
        if best is not None:
            end = best.end()
            yield best, resolver


def _is_future(token: Token) -> bool:
    """Tell whether the clause that the token stands in looks ahead."""
    for ancestor in token.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            for child in ancestor.children:
                if child.dep_ in {"aux", "auxpass"} and child.lower_ in {
                    "will",
                    "shall",
                    "to",
                    "'ll",
                }:
                    return True
            return False
    return False


def _publication(doc: Doc) -> date | None:
    published = doc.user_data.get(PUBLISHED)
    if not isinstance(published, str):
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def find_times(doc: Doc) -> list[TimeExpression]:
    """Return the time expressions of the text, with code-point offsets, in text order.

    `begins` and `ends` are set where the days are known, from the first second to the last, in UTC.
    """
    published = _publication(doc)
    text = doc.text
    parsed = doc.has_annotation("DEP")
    times = []
    for match, resolve in _matches(text):
        future = False
        if parsed and published is not None and resolve in {_weekday, _full_date}:
            span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
            future = span is not None and _is_future(span.root)
        moment = resolve(match, Context(published, future))
        if moment is not None:
            times.append(_expression(match, moment))
    return times


def _expression(match: re.Match[str], moment: Moment) -> TimeExpression:
    return TimeExpression(
        Span(match.start(), match.end()),
        moment.value,
        f"{moment.first.isoformat()}T00:00:00Z" if moment.first else None,
        f"{moment.last.isoformat()}T23:59:59Z" if moment.last else None,
    )


@Language.factory("sayso_times")
def make_times(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that fills `doc._.sayso_times`."""
    extensions.register()

    def times(doc: Doc) -> Doc:
        doc._.sayso_times = find_times(doc)
        return doc

    return times
