"""An attribution while it is being put together, and the quotations around it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from sayso.annotate.attribution.clauses import Stretch

# A quotation of fewer words that is no sentence of its own is a part of what surrounds it.
_FEW_WORDS = 3


@dataclass(slots=True)
class Quoted:
    """A quotation as token positions, its marks included; `block` is its paragraph."""

    number: int
    start: int
    end: int
    block: int
    block_end: int
    words: int
    speech: bool
    open_ended: bool
    continues: int | None
    owner: Draft | None = None

    def holds(self, position: int) -> bool:
        """Tell whether a token lies between the marks."""
        return self.start <= position < self.end


@dataclass(slots=True, eq=False)
class Draft:
    """An attribution in the making: cue, source and contents as token positions.

    `tagged` says that the trained tagger found its words, `valid` what probability it gives them.
    """

    cue: Token
    cue_tokens: list[int]
    key: str
    frame: str
    trust: float
    source: Stretch | None
    source_head: Token | None
    content: list[Stretch]
    quote: Quoted | None = None
    taken: list[Quoted] = field(default_factory=list)
    tagged: bool = False
    valid: float = 0.0

    def claim(self, quoted: Quoted) -> None:
        """Add a quotation to the contents."""
        quoted.owner = self
        self.taken.append(quoted)
        self.content = merged([*self.content, (quoted.start, quoted.end)])


def merged(stretches: list[Stretch]) -> list[Stretch]:
    """Join stretches that touch or overlap, in order."""
    out: list[Stretch] = []
    for start, end in sorted(stretches):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def without(stretches: list[Stretch], hole: Stretch) -> list[Stretch]:
    """Cut `hole` out of the stretches."""
    out: list[Stretch] = []
    for start, end in stretches:
        for piece in ((start, min(end, hole[0])), (max(start, hole[1]), end)):
            if piece[0] < piece[1]:
                out.append(piece)
    return out


def quoted_stretches(doc: Doc) -> list[Quoted]:
    """Return the outermost quotations of the document, in order."""
    text = doc.text  # spaCy puts it together anew each time
    starts = [token.idx for token in doc]
    block_starts = [block.start for block in doc._.sayso_blocks]
    found: list[Quoted] = []
    numbers: dict[int, int] = {}
    for number, quotation in enumerate(doc._.sayso_quotations):
        if quotation.depth:
            continue
        first = bisect_right(starts, quotation.span.start) - 1
        last = bisect_right(starts, quotation.span.end - 1) - 1
        inner = [t for t in doc[first : last + 1] if t.is_alpha or t.like_num]
        block = bisect_right(block_starts, quotation.span.end - 1) - 1
        block_end = doc._.sayso_blocks[block].end if block >= 0 else len(text)
        words = quotation.inner.of(text).strip()
        numbers[number] = len(found)
        found.append(
            Quoted(
                number=len(found),
                start=first,
                end=last + 1,
                block=block,
                block_end=bisect_right(starts, block_end - 1),
                words=len(inner),
                speech=_is_speech(words, len(inner), any(t.pos_ in ("VERB", "AUX") for t in inner)),
                open_ended=quotation.span.end == quotation.inner.end,
                continues=numbers.get(quotation.continues)
                if quotation.continues is not None
                else None,
            )
        )
    return found


def _is_speech(text: str, words: int, has_verb: bool) -> bool:
    """Tell a quotation that somebody speaks from a title, a term or scare quotes."""
    if words < _FEW_WORDS:
        return text[-1:] in (",", "!", "?") or (text[-1:] == "." and text[:1].isupper())
    if text[-1:] in (",", ".", "!", "?", "…", "—", "–", "-"):
        return True
    return has_verb or words > 2 * _FEW_WORDS
