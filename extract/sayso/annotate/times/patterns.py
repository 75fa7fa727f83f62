"""The patterns that time expressions are found by."""

import re
from collections.abc import Iterator

from sayso.annotate.times.resolving import (
    NUMBERS,
    Resolver,
    century,
    counted,
    decade,
    full_date,
    near_day,
    numeric,
    plain_year,
    quarter,
    shifted,
    this_part,
    weekday,
    years,
)
from sayso.months import MONTHS

_MONTH = r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
_MONTH += r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_WEEKDAY = r"(?<!Black )(?<!Good )(?<!Super )"
_WEEKDAY += r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_WEEKDAY += r"|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
_COUNT = r"(?P<count>(?i:\d{1,3}|an?|" + "|".join(word for word in NUMBERS if len(word) > 2) + "))"
_PART = r"(?: (?P<part>morning|afternoon|evening|night))?"
_SHIFT = r"(?P<shift>(?i:last|past|previous|next|coming|this|current|earlier this|later this))"
_LONG_MONTHS = tuple(m.title() for m in MONTHS if len(m) > 4 or m in {"may", "june", "july"})
_BEFORE_YEAR = (
    "in since until by from of during before after to summer spring winter fall the late early"
)


def _after(words: str) -> str:
    """Return a pattern that stands only after one of the words."""
    behind = (f"(?<=\\b[{word[0].upper()}{word[0]}]{word[1:]} )" for word in words.split())
    return f"(?:{'|'.join(behind)})"


_PATTERNS: tuple[tuple[str, Resolver], ...] = (
    (rf"{_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", numeric),
    (rf"(?:{_WEEKDAY},? )?{_MONTH} {_DAY}(?:,? {_YEAR})?(?![\d%]|[.,]\d)", full_date),
    (rf"(?:{_WEEKDAY},? )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?(?!\w)", full_date),
    (rf"{_MONTH},? (?:of )?{_YEAR}(?!\d)", full_date),
    (
        rf"(?P<quarter>(?i:first|second|third|fourth)|Q[1-4])(?:[ -]quarter)?(?: of)? {_YEAR}\b",
        quarter,
    ),
    (r"(?P<quarter>(?i:first|second|third|fourth))[ -]quarter(?P<year>(?!))?\b", quarter),
    (r"(?P<decade>1[5-9]\d|20\d)0['\u2019]?s\b", decade),
    (r"(?P<century>\d\d?)(?:st|nd|rd|th)[ -]century\b", century),
    (
        rf"(?:(?P<shift>(?i:last|past|previous|next|coming|this)) )?{_WEEKDAY}{_PART}(?!\w)",
        weekday,
    ),
    (
        r"(?P<near>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Ll]ast night)(?<!USA Today)"
        rf"{_PART}\b",
        near_day,
    ),
    (
        r"(?i:early |earlier |late |later )?(?i:this) (?P<part>morning|afternoon|evening)\b",
        this_part,
    ),
    (
        rf"{_SHIFT} (?P<unit>weekend|day|week|month|year|decade|"
        rf"spring|summer|autumn|fall|winter|{'|'.join(_LONG_MONTHS)})\b",
        shifted,
    ),
    (
        rf"{_COUNT} (?P<unit>(?:day|week|month|year|decade)s?) "
        r"(?P<direction>ago)\b",
        counted,
    ),
    (
        rf"(?<=\b[Ii]n ){_COUNT} (?P<unit>(?:day|week|month|year|decade)s?)"
        r"(?P<direction>(?!))?(?= ?[.,;]| time\b)",
        counted,
    ),
    (
        r"(?:(?<=\b[Ff]rom )|(?<=\bbetween )|(?<=\())(?P<year>1[5-9]\d\d|20\d\d)"
        r"(?:-|\u2013| to | and )(?P<until>1[5-9]\d\d|20\d\d|\d\d)\b(?! ?%)",
        years,
    ),
    (
        rf"{_after(_BEFORE_YEAR)}{_YEAR}(?![\w%,.]*\d)"
        r"(?! (?:people|percent|men|women|votes|troops|soldiers))\b",
        plain_year,
    ),
    (
        rf"{_after('in since until by late early')}{_MONTH}(?![\w.]*\w)",
        full_date,
    ),
)


_SINGLES = tuple(re.compile(pattern) for pattern, _ in _PATTERNS)
# Every expression begins with one of these; only there are the patterns tried.
_OPENING = re.compile(
    r"(?<![\w-])(?:\d|Q[1-4]|(?i:last|past|previous|next|coming|this|current|earlier|later|today|"
    r"yesterday|tomorrow|tonight|first|second|third|fourth|early|late|mid|"
    + "|".join(word for word in NUMBERS if len(word) > 2)
    + r")\b|(?i:an?)\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun))"
)


def matches(text: str) -> Iterator[tuple[re.Match[str], Resolver]]:
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
