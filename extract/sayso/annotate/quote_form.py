"""Whether a statement quotes: the one place that tells direct, mixed and indirect speech apart."""

from collections.abc import Sequence

from spacy.tokens import Doc

from sayso.annotate.parse_tree import span_of
from sayso.model import Quotation, QuoteForm, Span


def quote_form(
    doc: Doc, content: Sequence[tuple[int, int]], *, inside: bool
) -> tuple[tuple[Span, ...], QuoteForm]:
    """Return the quotations in the contents and the form: all, some or none of the words quoted.

    `content` are stretches of token positions, end-exclusive. With `inside` the statement is told
    within a quotation, which then is no quotation of its own.
    """
    quotations: list[Quotation] = doc._.sayso_quotations
    spans = [span_of(doc[start:end]) for start, end in content]
    outer = [q for q in quotations if any(q.span.overlaps(span) for span in spans)]
    if inside:
        outer = [q for q in outer if not any(q.inner.contains(span) for span in spans)]
    outer = [q for q in outer if not any(o is not q and o.inner.contains(q.span) for o in outer)]
    if not outer:
        return (), QuoteForm.INDIRECT
    words = total = 0
    for start, end in content:
        for token in doc[start:end]:
            if token.is_alpha or token.like_num:
                total += 1
                words += any(q.span.start <= token.idx < q.span.end for q in outer)
    form = QuoteForm.DIRECT if words == total else QuoteForm.MIXED
    return tuple(q.span for q in outer), form
