"""Plain text as an article: screened, hashed, cut into paragraphs, its furniture recognized."""

from __future__ import annotations

import hashlib
import re

from sayso.model import Article, Reject, Span
from sayso.read.furniture import furniture
from sayso.read.paragraphs import blocks
from sayso.read.screening import refusal

_SPACE = re.compile(r"\s+")


def read_text(
    text: str,
    origin: str,
    *,
    identifier: str | None = None,
    title: str | None = None,
    authors: tuple[str, ...] = (),
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    language: str = "en",
) -> Article | Reject:
    """Return `text` as an article, or why it is none (empty, binary, too long, not in English).

    The text is stored exactly as given; all offsets are code points over it. What the caller knows
    about the article goes before what the text says of itself. `published` must be ISO 8601.
    """
    rejected = refusal(text, origin)
    if rejected is not None:
        return rejected
    paragraphs = blocks(text)
    found = furniture(text, paragraphs)
    title_span = found.title
    if title is not None:
        title_span = _span_of_title(text, paragraphs, title)
    elif title_span is not None:
        title = _SPACE.sub(" ", title_span.of(text))
    return Article(
        text=text,
        digest=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        blocks=paragraphs,
        origin=origin,
        identifier=identifier,
        title=title,
        authors=authors or found.authors,
        published=published or found.published,
        publisher=publisher,
        url=url,
        language=language,
        title_span=title_span,
        byline_span=found.byline,
        dateline_span=found.dateline,
        date_span=found.date,
    )


def _span_of_title(text: str, paragraphs: tuple[Span, ...], title: str) -> Span | None:
    """Return where a title known from elsewhere stands at the head of the text, if it does."""
    wanted = _SPACE.sub(" ", title).strip().rstrip(".").casefold()
    for span in paragraphs[:3]:
        if _SPACE.sub(" ", span.of(text)).strip("# .").casefold() == wanted:
            return span
    return None
