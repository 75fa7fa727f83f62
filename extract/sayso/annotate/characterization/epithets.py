"""Evaluative modifiers inside a source's words: "this toothless accord"."""

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.annotate.characterization.findings import Finding
from sayso.annotate.characterization.polarity import is_evaluative, valence
from sayso.model import CharacterizationForm

# Praise is often mere description ("great care"), so it must be stronger than blame.
_BLAME, _PRAISE = -1.5, 2.0


def find(token: Token) -> Iterator[Finding]:
    """Yield what `token` ascribes to the noun it modifies."""
    if (
        token.pos_ in ("ADJ", "VERB")
        and token.head.pos_ in ("NOUN", "PROPN")
        and _is_strong(token)
    ):
        yield _modifier(token)


def _is_strong(token: Token) -> bool:
    if token.tag_ == "JJR" or any(t.tag_ in ("RBR", "JJR") for t in token.lefts):
        return False
    return is_evaluative(token) and not _BLAME < valence(token) < _PRAISE


def _modifier(token: Token) -> Finding:
    head = token.head
    start = min([token.i, *(t.left_edge.i for t in token.lefts if t.dep_ == "advmod")])
    while start > 1 and token.doc[start - 1].text == "-" and not token.doc[start - 1].whitespace_:
        start -= 2
    end = max([token.i + 1, *(t.i + 1 for t in token.conjuncts if t.i < head.i)])
    return Finding(
        form=CharacterizationForm.EPITHET,
        attribute=token.doc[start:end],
        target=token.doc[head.i : head.i + 1],
        rule="characterization.epithet.modifier",
    )
