"""Stretches between quotation marks, nested ones and those that run over paragraphs included.

The marks are those that news uses: “ ” „ « » ‘ ’ " ' and the doubled single marks `` and ''. A
single mark is an apostrophe unless it opens before a word and finds a mark that can close it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate import extensions
from sayso.model import Quotation, Span

# Of three single marks in a row the first closes an inner quotation.
_MARK = re.compile(r"'(?=''(?!'))|``|''|[“”„«»‘’\"']")
_OPENS_ONLY = {"“": "”", "„": "“”", "«": "»"}
_CLOSES_ONLY = frozenset("”»")
# Words that begin with an apostrophe, and years without a century ('90s).
_ELISION = re.compile(r"(?:em|til|tis|twas|cause|bout|round|n|\d\ds?)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner."""

    kind: str
    start: int
    inner: int


def _family(mark: str) -> str:
    """Return which marks belong together: double, single or angular."""
    if mark in ("‘", "’", "'"):
        return "single"
    return "angular" if mark in "«»" else "double"


def _may_open(text: str, start: int, end: int, low: int) -> bool:
    before = text[start - 1] if start > low else " "
    after = text[end : end + 1]
    return bool(after) and not after.isspace() and (before.isspace() or before in "([{—–-/:“‘\"'")


def _may_close(text: str, start: int, end: int, high: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < high else " "
    return not before.isspace() and not after.isalnum()


def _single_closes(text: str, start: int, high: int) -> bool:
    """Tell a closing single mark from the apostrophe of a plural possessive ("leaders’ plan")."""
    if not _may_close(text, start, start + 1, high):
        return False
    if text[start - 1] not in "sS" or not re.match(r" [a-z]", text[start + 1 : start + 3]):
        return True
    rest = text[start + 1 : high]
    opening = re.search(r"(?<![\w])[‘']\w", rest)
    closing = re.search(r"(?<=[\w.,!?…])[’'](?!\w)", rest)
    return closing is None or (opening is not None and opening.start() < closing.start())


def _single_has_partner(text: str, start: int, high: int) -> bool:
    rest = text[start + 1 : high]
    return re.search(r"(?<=[\w.,!?…—])[’'](?!\w)", rest) is not None


def _pairs(text: str, block: Span) -> Iterator[tuple[int, int, int, int, int, bool]]:
    """Yield start, inner start, inner end, end, depth and whether closed, for each quotation."""
    waiting: list[_Open] = []
    for match in _MARK.finditer(text, block.start, block.end):
        mark, start, end = match.group(), match.start(), match.end()
        family = _family(mark)
        if mark == "''" and any(o.kind == "single" for o in waiting):
            family = "single"  # the end of a quotation within one of the same marks
        partner = next(
            (k for k in range(len(waiting) - 1, -1, -1) if waiting[k].kind == family), -1
        )
        if family == "single":
            if partner >= 0 and _single_closes(text, start, block.end):
                opened = waiting[partner]
                del waiting[partner:]
                yield opened.start, opened.inner, start, start + 1, len(waiting), True
            elif mark != "’" and _opens_single(text, start, block):
                waiting.append(_Open(family, start, end))
        elif (
            partner >= 0
            and mark not in _OPENS_ONLY
            and (mark in _CLOSES_ONLY or _may_close(text, start, end, block.end) or mark == '"')
        ):
            opened = waiting[partner]
            del waiting[partner:]
            yield opened.start, opened.inner, start, end, len(waiting), True
        elif mark in _OPENS_ONLY or (
            mark not in _CLOSES_ONLY and _may_open(text, start, end, block.start)
        ):
            if partner >= 0 and mark in _OPENS_ONLY and _OPENS_ONLY[mark] != "»":
                # An opening mark where the former was never closed: the former ends here.
                opened = waiting[partner]
                del waiting[partner:]
                if text[opened.inner : start].strip():
                    yield opened.start, opened.inner, start, start, len(waiting), False
            waiting.append(_Open(family, start, end))
    for depth, opened in enumerate(waiting):
        if opened.kind != "single":
            yield opened.start, opened.inner, block.end, block.end, depth, False


def _opens_single(text: str, start: int, block: Span) -> bool:
    if not _may_open(text, start, start + 1, block.start) or _ELISION.match(text, start + 1):
        return False
    return _single_has_partner(text, start, block.end)


def _closes_above(text: str, block: Span, mark: str) -> int | None:
    """Return the end of the mark in `block` that closes a quotation left open in the one above.

    That is the first double mark of the paragraph, if it cannot be an opening one.
    """
    match = re.compile(r"[“”\"]|''").search(text, block.start, block.end)
    if match is None or (match.group() == "“") or (mark == "“" and match.group() == '"'):
        return None
    if match.group() != "”" and _may_open(text, match.start(), match.end(), block.start):
        return None
    return match.end()


def quotations(text: str, blocks: list[Span]) -> list[Quotation]:
    """Find the quotations in the paragraphs `blocks` of `text`, in order of their first mark.

    An opening mark without a closing one reaches to the end of its paragraph; to the closing mark
    in the next one, where that has no opening mark before it. Where the next paragraph opens with
    a mark again, its quotation continues the former.
    """
    found: list[Quotation] = []
    open_ended: int | None = None
    for block in blocks:
        start_at = block.start
        if open_ended is not None:
            former = found[open_ended]
            end = _closes_above(text, block, text[former.span.start])
            if end is not None:
                mark = 2 if text[end - 2 : end] == "''" else 1
                found[open_ended] = replace(
                    former,
                    span=Span(former.span.start, end),
                    inner=Span(former.inner.start, end - mark),
                )
                open_ended, start_at = None, end
        if start_at >= block.end:
            continue
        first, unclosed = len(found), None
        for quotation, closed in _in_block(text, Span(start_at, block.end)):
            if not closed and quotation.depth == 0 and quotation.span.end == block.end:
                unclosed = len(found)
            found.append(quotation)
        if open_ended is not None and len(found) > first and found[first].span.start == block.start:
            found[first] = replace(found[first], continues=open_ended)
        open_ended = unclosed
    return found


def _in_block(text: str, block: Span) -> Iterator[tuple[Quotation, bool]]:
    """Yield the quotations of one paragraph, each with whether it is closed."""
    for start, inner_start, inner_end, end, depth, closed in sorted(_pairs(text, block)):
        while end > start and text[end - 1].isspace():
            end -= 1
        if min(inner_end, end) > inner_start:
            inner = Span(inner_start, min(inner_end, end))
            yield Quotation(Span(start, end), inner, depth), closed


@Language.factory("sayso_quotations")
def make_quotations(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component; it needs no other, and uses the paragraphs where they are known."""
    extensions.register()

    def find(doc: Doc) -> Doc:
        text = doc.text  # spaCy puts it together anew each time
        blocks = doc._.sayso_blocks or [Span(0, len(text))] if text else []
        doc._.sayso_quotations = quotations(text, blocks)
        return doc

    return find
