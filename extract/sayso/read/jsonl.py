"""JSON lines as articles: one object a line, with its text and what is known about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from sayso.model import Article, Reject
from sayso.read.dates import iso_date
from sayso.read.language import english_tag
from sayso.read.screening import too_long
from sayso.read.text import read_text

# 200,000 characters, each written as \\uXXXX or as a surrogate pair of them, and room for the rest.
MAX_LINE_BYTES = 4_000_000


def read_jsonl(lines: IO[bytes], origin: str) -> Iterator[Article | Reject]:
    """Yield an article or a reject for each line of a binary stream that is not blank.

    A line is an object with `text`, and optionally `id` or `doc`, `title`, `date` or `published`,
    `author` or `authors`, `publisher`, `url` and `language`; other keys are left alone. The origin
    of an article is the stream's and the number of its line, from 1: "news.jsonl:12". Lines are
    read one by one; one longer than `MAX_LINE_BYTES` is skipped without being held in memory.
    """
    number = 0
    while line := lines.readline(MAX_LINE_BYTES + 1):
        number += 1
        place = f"{origin}:{number}"
        if len(line) > MAX_LINE_BYTES:
            size = len(line)
            while not line.endswith(b"\n") and (line := lines.readline(MAX_LINE_BYTES)):
                size += len(line)
            yield too_long(place, f"A line of {size:,} bytes")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield _article(line, place)


def _article(line: bytes, origin: str) -> Article | Reject:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _bad(origin, f"It is not valid UTF-8 at byte {error.start} of the line.")
    except json.JSONDecodeError as error:
        return _bad(origin, f"It is not valid JSON: {error.msg} at character {error.pos}.")
    except (RecursionError, ValueError) as error:
        return _bad(origin, f"It is JSON that cannot be read: {error}.")
    if not isinstance(row, dict):
        return _bad(origin, "It is not a JSON object with a text.")
    if not isinstance(row.get("text"), str):
        return _bad(origin, 'It has no "text", or its text is not a string.')
    wrong = _wrong_key(row)
    if wrong is not None:
        return _bad(origin, wrong)
    date = _first(row, "published", "date")
    return read_text(
        row["text"],
        origin,
        identifier=_first(row, "id", "doc"),
        title=_first(row, "title"),
        authors=_authors(row),
        published=iso_date(date) if date else None,
        publisher=_first(row, "publisher"),
        url=_first(row, "url"),
        language=english_tag(_first(row, "language") or "en") or "en",
    )


def _wrong_key(row: dict[str, Any]) -> str | None:
    """Return what is wrong with the type or value of a key, or None."""
    for key in ("title", "published", "date", "publisher", "url", "language"):
        if not isinstance(row.get(key), str | None):
            return f'Its "{key}" is not a string.'
    for key in ("id", "doc"):
        if isinstance(row.get(key), bool) or not isinstance(row.get(key), str | int | None):
            return f'Its "{key}" is neither a string nor a whole number.'
    for key in ("authors", "author"):
        value = row.get(key)
        names = value if isinstance(value, list) else [value]
        if not all(isinstance(name, str | None) for name in names):
            return f'Its "{key}" is neither a name nor a list of names.'
    date = _first(row, "published", "date")
    if date is not None and iso_date(date) is None:
        return f'Its date "{date[:40]}" cannot be understood; write it as 2024-03-12.'
    language = _first(row, "language")
    if language is not None and english_tag(language) is None:
        return f'It says that its language is "{language[:20]}"; only English is read.'
    return None


def _first(row: dict[str, Any], *keys: str) -> str | None:
    """Return the first of the keys that holds more than white space, as a string."""
    for key in keys:
        value = row.get(key)
        if value is not None and (words := str(value).strip()):
            return words
    return None


def _authors(row: dict[str, Any]) -> tuple[str, ...]:
    value = row.get("authors") or row.get("author") or []
    names = value if isinstance(value, list) else [value]
    return tuple(name.strip() for name in names if name and name.strip())


def _bad(origin: str, detail: str) -> Reject:
    return Reject(origin, "bad line", detail)
