"""Sentence starts that are certain before the parser runs."""

import pytest
import spacy
from spacy.tokens import Doc

import sayso.annotate.sentences  # noqa: F401  (the component registers itself)
from sayso.annotate.sentences import paragraphs


def starts(text: str) -> list[str]:
    """Return the words that begin a sentence for certain."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sayso_sentences")
    doc: Doc = nlp(text)
    return [token.text for token in doc if token.is_sent_start]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bridge to close\nThe mayor spoke.", ["Bridge", "The"]),
        ("It was a ‘coalition of the willing.’ This statement drew fire.", ["It", "This"]),
        ("It rained. “We left,” she said.", ["It", "“"]),
        ("“Go!” Smith said.", ["“"]),
        ("The U.S. “pivot” failed.", ["The"]),
        ("WASHINGTON (AP) — The White House spoke.", ["WASHINGTON", "The"]),
        ("LIPNIK, Marovia, 4 March — Two men left.", ["LIPNIK", "Two"]),
        ("New York (Continental Press) - Rain fell.", ["New", "Rain"]),
        ("NATO - an old alliance - met.", ["NATO"]),
    ],
)
def test_marks_what_is_certain(text: str, words: list[str]) -> None:
    assert starts(text) == words


def test_paragraphs_are_the_lines_with_words() -> None:
    text = "  One \n\n two three\n"
    assert [p.of(text) for p in paragraphs(text)] == ["One", "two three"]
