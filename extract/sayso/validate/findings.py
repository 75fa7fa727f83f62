"""What is wrong with a graph, in plain words, with the words of the article that it is about."""

from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from sayso.model import Article, Span
from sayso.store import Term
from sayso.validate.index import Index
from sayso.vocabulary import nif, sayso, schema

# Where the words of a node are sought, the most telling first; "^" goes against the arrow.
_WAYS = (
    sayso.attributeSpan,
    sayso.evidence,
    sayso.trigger,
    sayso.contentSpan,
    sayso.cue,
    sayso.sourceMention,
    sayso.sourceSpan,
    sayso.titleSpan,
    "^" + sayso.refersTo,
    "^" + sayso.trigger,
    "^" + sayso.says,
    "^" + sayso.expressedIn,
    sayso.expressedIn,
    sayso.assesses,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    `article` is the digest of the article's text and `title` its title, each empty when not known.
    `message` says what is wrong, `words` the words that it is about, at `span` (code points,
    end-exclusive); both are missing where no words can be found. `focus` is the node, `shape` the
    shape that it breaks, `value` the value at fault; `severity` is "violation", "warning" or
    "info".
    """

    article: str
    title: str
    message: str
    severity: str
    focus: str
    shape: str
    words: str = ""
    span: Span | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found before the words and the article are looked up."""

    focus: Term
    message: str
    shape: str
    severity: str = "violation"
    value: str = ""


def located(faults: set[Fault], index: Index, article: Article | None) -> tuple[Finding, ...]:
    """Return the faults as findings, in the order of the text, the same for the same graph."""
    findings = [_finding(fault, index, article) for fault in faults]
    return tuple(sorted(findings, key=_order))


def _order(finding: Finding) -> tuple[object, ...]:
    span = finding.span
    place = (span.start, span.end) if span else (-1, -1)
    return (finding.article, place, finding.focus, finding.shape, finding.message, finding.value)


def _finding(fault: Fault, index: Index, article: Article | None) -> Finding:
    node = _with_offsets(fault.focus, index)
    span = None if node is None else span_of(node, index)
    words = "" if node is None else _string(index.value(node, nif.anchorOf))
    if article is not None:
        if span is not None and span.end <= len(article.text):
            words = span.of(article.text)
        digest, title = article.digest, article.title or ""
    else:
        digest, title = _article(fault.focus if node is None else node, index)
    return Finding(
        article=digest,
        title=title,
        message=fault.message,
        severity=fault.severity,
        focus=_string(fault.focus),
        shape=fault.shape,
        words=words,
        span=span,
        value=fault.value,
    )


def span_of(node: Term, index: Index) -> Span | None:
    """Return the span that the offsets of `node` give, or None where they give none."""
    begin, end = index.value(node, nif.beginIndex), index.value(node, nif.endIndex)
    try:
        return Span(int(_string(begin)), int(_string(end)))
    except ValueError:
        return None


def _with_offsets(focus: Term, index: Index) -> Term | None:
    if span_of(focus, index) is not None or index.value(focus, nif.anchorOf) is not None:
        return focus
    waiting, seen = [focus], {focus}
    # Two steps reach the words from everything that the mapping makes.
    for _ in range(2):
        reached: list[Term] = []
        for way in _WAYS:
            for node in waiting:
                nearby = _neighbours(node, way, index)
                spans = [(span, other) for other in nearby if (span := span_of(other, index))]
                if spans:
                    return min(spans, key=lambda pair: (pair[0], _string(pair[1])))[1]
                reached += [other for other in nearby if other not in seen]
        seen.update(reached)
        waiting = reached
    return None


def _neighbours(node: Term, way: str, index: Index) -> list[Term]:
    if way.startswith("^"):
        return list(index.inverse(way[1:]).get(node, ()))
    return list(index.values(node, way))


def _article(node: Term, index: Index) -> tuple[str, str]:
    """Return digest and title of the article that `node` belongs to, as far as the graph tells."""
    text: Term | None = index.value(node, nif.referenceContext)
    if text is None:
        texts = index.instances(sayso.ArticleText)
        text = texts[0] if len(texts) == 1 else None
    if text is None:
        return "", ""
    digest = _string(index.value(text, sayso.textDigest)).removeprefix("sha256:")
    holders = index.inverse(sayso.hasText).get(text, ())
    titles = [_string(index.value(holder, schema.headline)) for holder in holders]
    return digest, next(iter(titles), "")


def _string(term: Term | None) -> str:
    if isinstance(term, NamedNode | Literal):
        return term.value
    return f"_:{term.value}" if isinstance(term, BlankNode) else ""
