"""Where sentences may begin: decided before the parser, from paragraphs and quotation marks.

A statistical parser loses its way at headlines, at line ends and at ``.” Next``. The component sets
what is certain and leaves the rest to the parser, which keeps to what is set.
"""

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate import extensions
from sayso.model import Span

_PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?")
_CLOSERS = frozenset("”’\"'»") | {"''"}
_OPENERS = frozenset("“‘\"'«„") | {"``", "''"}
_STOPS = frozenset(".!?…") | {"...", ".."}


# "LONDON, March 3 (Agency) — ", "New York (AP) - ": a place in capitals or an agency in brackets.
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.’' -]{2,40}(?:,[^—–\n]{1,40}?)?(?:\s*\([^()\n]{2,40}\))?"
    r"|[A-Z][\w.’' ,-]{2,60}?\s*\([A-Z][^()\n]{1,40}\))\s*(?:—|–|--|-)\s+(?=[A-Z“\"‘'])"
)


def paragraphs(text: str) -> list[Span]:
    """Return every line of `text` that is not blank, without surrounding white space."""
    return [Span(*match.span()) for match in _PARAGRAPH.finditer(text)]


def _begins_after_quotation(doc: Doc, i: int) -> bool:
    """Tell whether token `i` follows a full stop and a closing mark, as in ``willing.’ This``."""
    if doc[i - 1].text not in _CLOSERS or not doc[i - 1].whitespace_ or i < 2:
        return False
    # After ! or ? a reporting clause may follow ("Go!" Smith said), after a full stop none does.
    return doc[i - 2].text == "." and doc[i].text[:1].isupper()


def _opens_quotation(doc: Doc, i: int) -> bool:
    """Tell whether token `i` is an opening mark right after the end of a sentence."""
    if doc[i].text not in _OPENERS or doc[i].whitespace_ or i + 1 >= len(doc):
        return False
    before = doc[i - 1]
    if not before.whitespace_ and not before.is_space:
        return False
    return before.text in _STOPS or (
        before.text in _CLOSERS and i > 1 and doc[i - 2].text in _STOPS
    )


def _mark_starts(doc: Doc) -> None:
    text = doc.text
    block_starts = {block.start for block in doc._.sayso_blocks}
    # The parser would take a dateline for the subject of the sentence after it.
    block_starts |= {
        dateline.end()
        for block in doc._.sayso_blocks
        if (dateline := _DATELINE.match(text, block.start, block.end))
    }
    for i, token in enumerate(doc):
        if token.idx in block_starts:
            token.is_sent_start = True
        elif token.is_space:
            token.is_sent_start = False
        elif i and _opens_quotation(doc, i):
            token.is_sent_start = True
            doc[i + 1].is_sent_start = False
        elif i and _begins_after_quotation(doc, i):
            token.is_sent_start = True
        elif i and token.text in _CLOSERS and not doc[i - 1].whitespace_:
            token.is_sent_start = False


@Language.factory("sayso_sentences")
def make_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component; it belongs before the parser."""
    extensions.register()

    def sentences(doc: Doc) -> Doc:
        if not doc._.sayso_blocks:
            doc._.sayso_blocks = paragraphs(doc.text)
        _mark_starts(doc)
        return doc

    return sentences
