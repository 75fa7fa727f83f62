"""Reading spaCy's parse without interpreting it: a word's children, the characters of words.

Which word is the subject of a verb is not here: attribution asks who reports, characterization who
judges and events who acts, which are different words where a clause has no subject of its own, and
each answer was chosen by what it does on the texts of its task.
"""

from spacy.tokens import Span as Words
from spacy.tokens import Token

from sayso.model import Span


def child(token: Token, *labels: str) -> Token | None:
    """Return the first child of `token` with one of the dependency labels."""
    return next((c for c in token.children if c.dep_ in labels), None)


def span_of(words: Words) -> Span:
    """Return the code points that the words cover."""
    return Span(words.start_char, words.end_char)


def span_without_margins(words: Words) -> Span | None:
    """Return the code points of the words without outer white space; None where that is all."""
    text = words.text
    start = words.start_char + len(text) - len(text.lstrip())
    end = words.start_char + len(text.rstrip())
    return Span(start, end) if start < end else None
