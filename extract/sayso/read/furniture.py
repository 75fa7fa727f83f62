"""The furniture at the head of an article: title line, byline, dateline and date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.model import Span
from sayso.read.dates import CALENDAR_DAY, day_with_clock, full_day

# How many paragraphs at the head may be furniture, and how many may precede the dateline.
_HEAD = 7
_LONGEST_TITLE = 220
_MOST_TITLE_WORDS = 32

_LABELS = frozenset(
    {
        "analysis", "breaking", "breaking news", "comment", "culture", "editorial", "exclusive",
        "feature", "for immediate release", "interview", "live", "live blog", "media release",
        "news", "news release", "obituary", "opinion", "politics", "press release", "profile",
        "report", "science", "sport", "statement", "technology", "update", "world",
    }
)  # fmt: skip
_NAME = (
    r"(?:[A-Z][\w'’.-]*|[A-Z]\.)(?:\s+(?:(?:de|del|della|der|den|di|da|dos|du|la|le|van|"
    r"von|bin|al|el|ter)\s+){0,2}(?:[A-Z][\w'’.-]*|O['’][A-Z]\w+)){0,4}"
)
_BYLINE = re.compile(
    rf"(?:By|BY|Words by|Written by|Reported by)\s+"
    rf"(?P<names>{_NAME}(?:(?:\s*,\s*|\s+(?:and|AND|&)\s+){_NAME})*)"
    r"(?P<rest>(?:\s*[,|·•/–—-].*|\s+(?:in|at)\s+.*)?)$"
)
_NAME_BREAK = re.compile(r"\s*,\s*|\s+(?:and|AND|&)\s+")
_ROLE = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|staff|desk|bureau|chief|columnist|contributor|agency|"
    r"agencies|news|press|service|critic|producer|team)\b",
    re.IGNORECASE,
)
_DATE_LEADS = (
    re.compile(
        r"(?:(?:published|posted|updated|last\s+updated|first\s+published|issued|released|date|dated)"
        r"(?:\s+on|\s+at)?\s*:?\s+)?",
        re.IGNORECASE,
    ),
    re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3},\s+"),
)
_AFTER_DATE = re.compile(r"\s*(?:[,|·•–—-]\s*.{0,40}|\(.{0,40}\)|\.)?$")

_PLACE_WORD = r"[^\W\d_a-z][^\W\d_a-z.'’-]+\.?|[A-Z]\."
_CAPITALS = rf"(?:{_PLACE_WORD})(?:[ /-](?:{_PLACE_WORD})){{0,3}}"
_MIXED = r"[A-Z][\w.'’-]+(?:[ -][A-Z][\w.'’-]+){0,3}"
_REGION = r"(?:,\s+[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,2})"
_DAY_PART = rf"(?:,?\s+(?i:{CALENDAR_DAY}))"
_AGENCY = r"(?:\s*[(/][A-Z][\w .&'’/-]{1,40}[)/])"
_DASH = r"(?:\s*(?:--|[–—―])(?=\s|[A-Z\"“‘'])|\s-(?=\s))"
# A colon alone also ends the name of a speaker ("JANE DOE:"), so it needs an agency before it.
_DATELINE = re.compile(
    rf"(?:{_CAPITALS}){_REGION}?(?:{_DAY_PART})?(?:{_AGENCY}?{_DASH}|{_AGENCY}\s*:(?=\s))"
    rf"|(?:{_MIXED}){_REGION}?(?:{_DAY_PART}{_AGENCY}?|{_AGENCY}){_DASH}"
    rf"|(?:{_MIXED}),\s+(?:[A-Z]\.){{2,3}}\s*(?:--|[–—])(?=\s)"
)
_SENTENCE_END = re.compile(r"[.;:][\"'”’)\]]*$")
_LETTER_RUN = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Furniture:
    """What the head of a text says about the article itself, with the spans of the words."""

    title: Span | None = None
    byline: Span | None = None
    authors: tuple[str, ...] = ()
    dateline: Span | None = None
    date: Span | None = None
    published: str | None = None


def furniture(text: str, paragraphs: tuple[Span, ...]) -> Furniture:
    """Return the title, byline, dateline and date found at the head of `text`.

    `paragraphs` are its blocks. A title is only a title if something else follows it. `published`
    is None where the text gives no year.
    """
    title: Span | None = None
    byline: tuple[Span, tuple[str, ...], Span | None] | None = None
    date: Span | None = None
    body = 0
    for position, span in enumerate(paragraphs[:_HEAD]):
        words = span.of(text)
        if byline is None and (byline := _byline(words, span.start)) is not None:
            date = date or byline[2]
        elif date is None and (found := _date_line(words, span.start)) is not None:
            date = found
        elif title is None and byline is None and position + 1 < len(paragraphs):
            if words.strip(" :").lower() in _LABELS:
                continue
            title = _title(words, span.start, _opens_article(text, paragraphs[position + 1]))
            if title is None:
                break
        else:
            continue
        body = position + 1
    dateline, day = _dateline(text, paragraphs[body : body + 3])
    date = date or day
    return Furniture(
        title,
        byline[0] if byline else None,
        byline[1] if byline else (),
        dateline,
        date,
        full_day(date.of(text)) if date else None,
    )


def _opens_article(text: str, span: Span) -> bool:
    """Tell whether a paragraph is one that only follows a title: a byline, date or dateline."""
    words = span.of(text)
    return (
        _byline(words, 0) is not None
        or _date_line(words, 0) is not None
        or _dateline(text, (span,))[0] is not None
    )


def _title(words: str, offset: int, before_opening: bool) -> Span | None:
    """Return the span of the title that a paragraph is, or None if it is no title.

    A paragraph that ends like a sentence is a title only in title case, or if `before_opening`
    says that what follows it follows a title.
    """
    mark = re.match(r"#{1,6}\s+", words)
    begin = mark.end() if mark else 0
    if len(words) > _LONGEST_TITLE or len(words.split()) > _MOST_TITLE_WORDS:
        return None
    if _DATELINE.match(words) and _SENTENCE_END.search(words):
        return None
    if not any(character.isalpha() for character in words):
        return None
    sentence = mark is None and _SENTENCE_END.search(words) is not None
    if sentence and not before_opening and not _is_title_case(words):
        return None
    return Span(offset + begin, offset + len(words))


def _is_title_case(words: str) -> bool:
    """Tell whether nearly all longer words are capitalized, which only a title has."""
    longer = _LETTER_RUN.findall(words)
    return len(longer) >= 3 and sum(word[0].isupper() for word in longer) >= 0.8 * len(longer)


def _byline(words: str, offset: int) -> tuple[Span, tuple[str, ...], Span | None] | None:
    """Return the byline's span, the names in it, and the span of a date on the same line."""
    if len(words) > 200 or "\n" in words:
        return None
    match = _BYLINE.match(words)
    if match is None or (match["rest"].endswith(".") and len(match["rest"]) > 40):
        return None
    names = [name.strip() for name in _NAME_BREAK.split(match["names"])]
    rest = match["rest"]
    end = match.end("names")
    date: Span | None = None
    for position in range(len(rest)):
        if (day := day_with_clock(rest, position)) is not None:
            date = Span(offset + end + day[0], offset + end + day[1])
            rest = rest[: day[0]]
            break
    end += len(rest.rstrip(" ,|·•/–—-"))
    return Span(offset, offset + end), persons(names), date


def persons(names: list[str]) -> tuple[str, ...]:
    """Return the names of a byline that are persons': without "agencies", roles and repetitions.

    Where no name is left, all are returned: an article by "Staff reporters" has that as its author.
    """
    kept = [name for name in names if not _ROLE.search(name)]
    return tuple(dict.fromkeys(_unshout(name) for name in kept or names))


def _unshout(name: str) -> str:
    """Return a name set in capitals as it is usually written."""
    return name.title() if name.isupper() and len(name) > 5 else name


def _date_line(words: str, offset: int) -> Span | None:
    """Return the span of the date if the paragraph is a date and little else."""
    if len(words) > 100:
        return None
    for lead in _DATE_LEADS:
        match = lead.match(words)
        day = day_with_clock(words, match.end()) if match else None
        if day is not None and _AFTER_DATE.match(words, day[1]):
            return Span(offset + day[0], offset + day[1])
    return None


def _dateline(text: str, paragraphs: tuple[Span, ...]) -> tuple[Span | None, Span | None]:
    """Return the span of a dateline that opens one of the paragraphs, and of the date in it."""
    for span in paragraphs:
        match = _DATELINE.match(text, span.start, min(span.end, span.start + 160))
        if match is None or match.end() >= span.end:
            continue
        if match[0].rstrip(" -–—―").lower() in _LABELS:
            continue
        day = re.compile(rf"\b(?i:{CALENDAR_DAY})").search(text, span.start, match.end())
        return Span(*match.span()), Span(*day.span()) if day else None
    return None, None
