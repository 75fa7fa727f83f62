"""Where the paragraphs of a plain text begin and end, decided line break by line break."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from sayso.model import Span

_LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")

# A text whose longest line is longer than this was not wrapped at a column; typewriter, e-mail and
# wire-service widths lie between 60 and 100.
_WIDEST_WRAP = 110
# Fewer filled lines than this say nothing about a column, since the longest line is always full.
_FEWEST_FILLED_LINES = 2
_SHARE_OF_FILLED_LINES = 0.5
# Some programs (fmt, for one) even out the lines of a paragraph instead of filling each.
_RAGGED = 0.85

_LIST_ITEM = re.compile(
    r"[-–—*•·▪●‣~]\s|\(?\d{1,3}[.)]\s|[QA][:.]\s|#{1,6}\s|\d{1,2}[:.]\d{2}\b|>\s"
)
_CLOSED = re.compile(r"[.!?…:;][\"'”’»)\]]*$|[.!?…,][”\"’']{1,2}$|[”\"]$")
# A sentence does not end in these, whatever the next line begins with.
_DANGLING_WORD = re.compile(
    r"(?:^|[\s(\"'“‘—–-])(?:a|an|the|of|and|or|nor|to|in|on|at|by|for|from|with|into|than|that|which|"
    r"whose|its|their|his|our|your|my|as|is|are|was|were|has|have|had|will|would|could|should|may|"
    r"might|must|be|been|between|among|against|under|over|about|per|via|vs\.?)$"
)
_DANGLING_MARK = re.compile(r"(?:,|;|&|(?<=\s)[-–—]|[A-Za-z]-|[(\[“‘])$")
# Abbreviations after which a name follows, so that the full stop ends no sentence.
_TITLE_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'“‘])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Sgt|Cpl|Pvt|Adm|Sen|Rep|Gov|"
    r"Pres|Rev|Hon|St|Mt|Ft|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|No|vs|Messrs|Supt|Insp|Det|Amb|"
    r"[A-Z])\.$"
)
_INITIALS = re.compile(r"(?:^|[\s(\"'“‘])(?:[A-Za-z]\.){2,}$")
# Words that open a sentence but hardly ever a name: after "U.S." they begin a new sentence.
_OPENER = re.compile(
    r"[\"'“‘(\[]*(?:The|A|An|He|She|It|They|We|I|You|This|That|These|Those|There|Here|His|Her|Its|"
    r"Their|Our|My|In|On|At|By|For|From|With|As|After|Before|During|Since|While|When|Where|Who|What|"
    r"Why|How|If|But|And|Or|So|Yet|Also|Meanwhile|However|Although|Though|Both|Some|Many|Most|All|"
    r"No|Not|One|Two|Another|Other|Last|Earlier|Later|Asked|Despite|According|Under|Until|Because|"
    r"To|Of|Instead|Then|Now|Even|Still|Such|Amid|Among|Moreover|Critics|Officials|Mr|Mrs|Ms|Dr)\b"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its surrounding white space, and how far it is indented from the margin."""

    start: int
    end: int
    indent: int

    @property
    def width(self) -> int:
        """The column at which its last character stands."""
        return self.indent + self.end - self.start


def blocks(text: str) -> tuple[Span, ...]:
    """Return the paragraphs of `text`, in order, without the white space around them.

    They cover every character that is not white space. Blank lines always separate. A single line
    break separates too, unless the line before it was filled up to the column at which the text is
    wrapped, or the sentence visibly goes on: the next line begins in lower case, or the line ends
    in a comma, in a word such as "of", or in an abbreviation that a name follows.
    """
    runs = _runs_of_lines(text)
    column = _wrap_column(text, runs)
    found: list[Span] = []
    for run in runs:
        # Where the text as a whole was not wrapped, a quoted letter in it may have been.
        found.extend(_paragraphs_of_run(text, run, column or _wrap_column(text, [run])))
    return tuple(found)


def _runs_of_lines(text: str) -> list[list[_Line]]:
    """Return the lines of the text, in runs without a blank line between them."""
    runs: list[list[_Line]] = []
    current: list[_Line] = []
    position = 0
    for end, following in _line_ends(text):
        raw = text[position:end]
        body = raw.strip()
        if body:
            start = position + len(raw) - len(raw.lstrip())
            indent = len(raw[: start - position].expandtabs())
            current.append(_Line(start, start + len(body), indent))
        elif current:
            runs.append(current)
            current = []
        position = following
    if current:
        runs.append(current)
    margin = min((line.indent for run in runs for line in run), default=0)
    return [[_Line(line.start, line.end, line.indent - margin) for line in run] for run in runs]


def _line_ends(text: str) -> list[tuple[int, int]]:
    """Return for every line the position of its end and the start of the next one."""
    ends = [(match.start(), match.end()) for match in _LINE_BREAK.finditer(text)]
    return [*ends, (len(text), len(text))]


def _wrap_column(text: str, runs: list[list[_Line]]) -> int | None:
    """Return the width at which the lines were wrapped, or None if each line stands alone."""
    breaks = [pair for run in runs for pair in itertools.pairwise(run)]
    if not breaks:
        return None
    column = max(line.width for run in runs for line in run)
    if column > _WIDEST_WRAP:
        return None
    filled = sum(_is_filled(text, before, after, column) for before, after in breaks)
    if filled < max(_FEWEST_FILLED_LINES, _SHARE_OF_FILLED_LINES * len(breaks)):
        return None
    # Lines that all end a sentence are short paragraphs of their own, however even their lengths.
    if all(_CLOSED.search(text[before.start : before.end]) for before, _ in breaks):
        return None
    return column


def _is_filled(text: str, before: _Line, after: _Line, column: int) -> bool:
    """Tell whether the first word of the next line hardly fitted on the line before it."""
    first_word = text[after.start : after.end].split(None, 1)[0]
    return before.width + 1 + len(first_word) > _RAGGED * column


def _paragraphs_of_run(text: str, run: list[_Line], column: int | None) -> list[Span]:
    paragraphs: list[Span] = []
    start = run[0].start
    for before, after in itertools.pairwise(run):
        if not _goes_on(text, before, after, column):
            paragraphs.append(Span(start, before.end))
            start = after.start
    paragraphs.append(Span(start, run[-1].end))
    return paragraphs


def _goes_on(text: str, before: _Line, after: _Line, column: int | None) -> bool:
    """Tell whether the break between two lines falls inside a paragraph."""
    ending, opening = text[before.start : before.end], text[after.start : after.end]
    closed = _CLOSED.search(ending) is not None
    filled = column is not None and _is_filled(text, before, after, column)
    if after.indent > 1 and (closed or not filled):
        return False
    if _LIST_ITEM.match(opening) and (closed or not filled):
        return False
    return filled or _sentence_goes_on(ending, opening)


def _sentence_goes_on(ending: str, opening: str) -> bool:
    if opening[0].islower():
        return True
    tail = ending[-40:]
    if (
        _DANGLING_MARK.search(tail)
        or _DANGLING_WORD.search(tail)
        or _TITLE_ABBREVIATION.search(tail)
    ):
        return True
    return _INITIALS.search(tail) is not None and not _OPENER.match(opening)
