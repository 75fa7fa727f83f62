"""The article itself: what its source says of it, its text, sentences and quotations."""

from pyoxigraph import Literal

from sayso.mapping.draft import Draft
from sayso.mapping.literals import integer, uri, words
from sayso.model import Article, Extraction
from sayso.vocabulary import nif, sayso, schema


def write(extraction: Extraction, draft: Draft, *, with_text: bool) -> None:
    """Write the article's own part of the graph."""
    article, names = extraction.article, draft.names
    draft.type(names.article, sayso.Article)
    draft.add(names.article, sayso.hasText, names.text)
    draft.type(names.text, sayso.ArticleText)
    draft.add(names.text, sayso.textDigest, Literal(article.digest))
    if with_text:
        draft.add(names.text, nif.isString, Literal(article.text))
        draft.sentences(extraction.sentences)
    _metadata(article, draft)
    _quotations(extraction, draft)


def _metadata(article: Article, draft: Draft) -> None:
    node = draft.names.article
    if article.title:
        draft.add(node, schema.headline, words(article.title))
    for author in article.authors:
        draft.add(node, schema.author, words(author))
    for predicate, value in (
        (schema.datePublished, article.published),
        (schema.publisher, article.publisher),
        (schema.identifier, article.identifier),
    ):
        if value:
            draft.add(node, predicate, Literal(value))
    if article.url:
        draft.add(node, schema.url, uri(article.url))
    draft.add(node, schema.inLanguage, Literal(article.language.lower()))
    for predicate, span in (
        (sayso.titleSpan, article.title_span),
        (sayso.bylineSpan, article.byline_span),
        (sayso.datelineSpan, article.dateline_span),
        (sayso.dateSpan, article.date_span),
    ):
        if span:
            draft.add(node, predicate, draft.span(span))


def _quotations(extraction: Extraction, draft: Draft) -> None:
    quotations = extraction.quotations
    for quotation in quotations:
        node = draft.span(quotation.span, sayso.QuotedSpan)
        draft.add(node, sayso.quoteDepth, integer(quotation.depth))
        if quotation.continues is not None:
            earlier = draft.span(quotations[quotation.continues].span, sayso.QuotedSpan)
            draft.add(node, sayso.continuesQuote, earlier)
