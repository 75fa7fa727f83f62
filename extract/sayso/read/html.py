"""Web pages as articles: the main text by trafilatura, and what the page declares about itself."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import trafilatura
from lxml import etree, html
from trafilatura.settings import Document

from sayso.model import Article, Reject
from sayso.read.dates import iso_date
from sayso.read.encoding import Undecodable, decode
from sayso.read.furniture import persons
from sayso.read.language import english_tag
from sayso.read.screening import MAX_CHARACTERS, refusal, too_long
from sayso.read.text import read_text

# A page of the longest article with all its scripts stays below; beyond it parsing takes minutes.
MAX_PAGE_BYTES = 4_000_000
# Furniture is never several times the article; what has more text is no page of one article.
_MAX_PAGE_CHARACTERS = 5 * MAX_CHARACTERS
_MAX_JSON_LD_DEPTH = 20

# The search for a date stops at this day rather than today, so that no result depends on the clock.
_DATE_SEARCH = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}
# Short boxes that stand inside an article without being of it, and that the extractor leaves in.
_APPEALS = ("donat", "fundrais", "support-us", "support-box", "membership", "author-box", "paywall")
_PRUNED = [
    f"//*[not(self::html or self::body or self::main or self::article)]"
    f"[contains(concat(@class, ' ', @id), '{word}')][string-length(normalize-space()) < 600]"
    for word in _APPEALS
]
_LIBRARY_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")
_BLOCK_TAGS = frozenset(
    {
        "ab",
        "cell",
        "code",
        "div",
        "fw",
        "head",
        "item",
        "list",
        "p",
        "quote",
        "row",
        "table",
        "title",
    }
)
_SPACE = re.compile(r"\s+")


def read_html(page: bytes | str, origin: str) -> Article | Reject:
    """Return the article of a web page, or why there is none.

    The article's text is made here, and offsets are over it: the title, then the paragraphs of the
    main text, an empty line between them, each run of white space a single space. Title, authors,
    date, publisher, canonical address and language are what the page declares. Nothing is fetched.
    """
    tree = _tree(page, origin)
    if isinstance(tree, Reject):
        return tree
    # Before the extraction, which takes elements out of the tree.
    published, language = _declared_date(tree), _declared_language(tree)
    document = _extract(tree)
    if document is None:
        return _without_article(tree, origin)
    title = _title(document)
    return read_text(
        _text(document, title),
        origin,
        title=title,
        authors=_authors(document),
        published=published or iso_date(document.date or ""),
        publisher=_publisher(document),
        url=document.url,
        language=english_tag(language or "en") or "en",
    )


def _tree(page: bytes | str, origin: str) -> html.HtmlElement | Reject:
    """Return the elements of a page, or why it is no page that can be read."""
    if len(page) > MAX_PAGE_BYTES:
        return too_long(origin, f"A page of {len(page):,} bytes")
    source = decode(page, html=True) if isinstance(page, bytes) else page
    if isinstance(source, Undecodable):
        return Reject(origin, source.reason, source.detail)
    if not source.strip():
        return Reject(origin, "empty", "There is no text in it.")
    if "\0" in source:
        return Reject(origin, "binary", "It has NUL characters: this is no web page.")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return Reject(origin, "no article found", "There is no HTML element in it.")
    length = sum(
        (0 if node.tag in {"script", "style"} else len(node.text or "")) + len(node.tail or "")
        for node in tree.iter()
    )
    if length > _MAX_PAGE_CHARACTERS:
        return too_long(origin, f"A page of {length:,} characters without its scripts")
    return tree


def _extract(tree: html.HtmlElement) -> Document | None:
    """Return what trafilatura makes of the page, or None if it finds no article in it."""
    with _quiet():
        try:
            document = trafilatura.bare_extraction(
                tree,
                include_comments=False,
                include_formatting=False,
                with_metadata=True,
                prune_xpath=_PRUNED,
                date_extraction_params=dict(_DATE_SEARCH),
            )
        except (
            ArithmeticError,
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
            RecursionError,
        ):
            # A malformed page may break any heuristic of the extractor; it must not stop the run.
            logging.getLogger(__name__).debug("trafilatura failed", exc_info=True)
            return None
    return document if isinstance(document, Document) else None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries from reporting on the terminal what the reject says already."""
    loggers = [logging.getLogger(name) for name in _LIBRARY_LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _without_article(tree: html.HtmlElement, origin: str) -> Reject:
    """Return the reject of a page without a main text, for the reason that its words give."""
    words = _collapsed(" ".join(str(piece) for piece in tree.itertext()))
    rejected = refusal(words, origin) if words else None
    if rejected is not None and rejected.reason == "not in English":
        return rejected
    return Reject(origin, "no article found", "The page has no main text that can be recognized.")


def _text(document: Document, title: str | None) -> str:
    paragraphs = list(_paragraphs(document.body)) if document.body is not None else []
    if title is not None:
        same = _key(title)
        paragraphs = [title, *(words for words in paragraphs if _key(words) != same)]
    return "\n\n".join(paragraphs)


def _paragraphs(element: etree._Element) -> Iterator[str]:
    """Yield the paragraphs below an element of trafilatura's tree, in order."""
    words = ""
    for piece in _pieces(element):
        if piece is None:
            if words := _collapsed(words):
                yield words
            words = ""
        else:
            words += piece
    if words := _collapsed(words):
        yield words


def _pieces(element: etree._Element) -> Iterator[str | None]:
    """Yield the text below an element piece by piece, and None where a paragraph begins or ends."""
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if node.tag in _BLOCK_TAGS or node.tag == "lb":
            yield None
        if event == "start":
            yield node.text or ""
        elif node is not element:
            yield node.tail or ""


def _collapsed(words: str) -> str:
    return _SPACE.sub(" ", words).strip()


def _key(words: str) -> str:
    return _SPACE.sub(" ", words).strip(" .").casefold()


def _title(document: Document) -> str | None:
    title = _collapsed(document.title or "")
    for mark in (" | ", " - ", " – ", " — "):
        title = title.removesuffix(f"{mark}{document.sitename}")
    return title or None


def _authors(document: Document) -> tuple[str, ...]:
    names = [_collapsed(name) for name in (document.author or "").split(";")]
    return persons([name for name in names if name])


def _publisher(document: Document) -> str | None:
    """Return the name of the outlet, not its host, which the address says already."""
    name = _collapsed(document.sitename or "")
    return name if name and (" " in name or "." not in name.strip(".")) else None


def _declared_language(tree: html.HtmlElement) -> str | None:
    declared = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    if declared:
        return str(declared)
    found = tree.xpath("//meta[@property='og:locale' or @name='language']/@content")
    return str(found[0]) if found else None


def _declared_date(tree: html.HtmlElement) -> str | None:
    """Return when the page says that it was published, with the time of day where it says so."""
    candidates = [
        *(_json_ld_dates(tree)),
        *tree.xpath("//meta[@property='article:published_time']/@content"),
        *tree.xpath("//meta[@itemprop='datePublished']/@content"),
        *tree.xpath("//*[@itemprop='datePublished']/@datetime"),
        *tree.xpath("//time[@pubdate]/@datetime"),
    ]
    return next((date for each in candidates if (date := iso_date(str(each)))), None)


def _json_ld_dates(tree: html.HtmlElement) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(str(script))
        except (ValueError, RecursionError):
            continue  # The page's other declarations may still be good.
        yield from _dates_published(data, 0)


def _dates_published(data: Any, depth: int) -> Iterator[str]:
    if depth > _MAX_JSON_LD_DEPTH:
        return
    if isinstance(data, dict):
        if isinstance(date := data.get("datePublished"), str):
            yield date
        for value in data.values():
            yield from _dates_published(value, depth + 1)
    elif isinstance(data, list):
        for value in data:
            yield from _dates_published(value, depth + 1)
