"""What kind of thing a content is: the less it is like speech, the surer a cue of it must be."""

from typing import Literal

from spacy.tokens import Doc

from sayso.annotate.attribution.clauses import Stretch

Kind = Literal["quotation", "clause", "infinitive", "phrase"]

_FINITE = frozenset({"MD", "VBD", "VBP", "VBZ"})
_NOT_FINITE = frozenset({"TO", "VB", "VBG"})
_MARKS = frozenset('"“”‘«»') | {"''", "``"}


def kind_of_content(doc: Doc, content: list[Stretch]) -> Kind:
    """Return what a content is, by its quotation marks and its verbs."""
    words = [doc[i] for start, end in content for i in range(start, end)]
    edges = [doc[i] for a, b in content for i in (a - 1, b) if 0 <= i < len(doc)]
    if any(word.text in _MARKS for word in words + edges):
        return "quotation"
    if any(word.tag_ in _FINITE for word in words):
        return "clause"
    return "infinitive" if any(word.tag_ in _NOT_FINITE for word in words) else "phrase"
