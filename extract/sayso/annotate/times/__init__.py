"""Dates and times with their TIMEX3 values, from the publication date where it is known.

The component reads `doc.user_data["sayso_published"]`, an ISO 8601 date or date-time, if there.
Without it "on Monday" keeps the open value XXXX-WXX-1 and "December 19" is XXXX-12-19.
"""

import re
from collections.abc import Callable
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Token

from sayso.annotate import extensions
from sayso.annotate.times.moments import Context, Moment
from sayso.annotate.times.patterns import matches
from sayso.annotate.times.resolving import full_date, weekday
from sayso.model import Span, TimeExpression

_LOOKING_AHEAD = frozenset({"will", "shall", "to", "'ll"})
# What can lie before or after the day of publication: the clause decides.
_LOOKING_AROUND = frozenset({weekday, full_date})


def _is_future(token: Token) -> bool:
    """Tell whether the clause that the token stands in looks ahead."""
    for ancestor in token.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            for child in ancestor.children:
                if child.dep_ == "aux" and child.lower_ in _LOOKING_AHEAD:
                    return True
            return False
    return False


def publication(doc: Doc) -> date | None:
    """Return the day the document was published on, if it is known."""
    published = doc.user_data.get(extensions.PUBLISHED)
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
    published = publication(doc)
    text = doc.text
    parsed = doc.has_annotation("DEP")
    times = []
    for match, resolve in matches(text):
        future = False
        if parsed and published is not None and resolve in _LOOKING_AROUND:
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
