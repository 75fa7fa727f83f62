"""Every construction in which a word can report what somebody says, thinks or signals.

Which pairs of word and frame are attributions is for the lexicon to say.
"""

from collections.abc import Iterator

from spacy.tokens import Doc

from sayso.annotate.attribution.candidate import Candidate
from sayso.annotate.attribution.nouns import (
    according_candidates,
    adjective_candidates,
    noun_candidates,
)
from sayso.annotate.attribution.verbs import verb_candidates

__all__ = ["Candidate", "candidates"]


def candidates(doc: Doc) -> Iterator[Candidate]:
    """Yield every candidate of the document in the order of its cue words."""
    for token in doc:
        part = token.pos_
        if token.lower_ == "according":
            yield from according_candidates(token)
        elif part == "VERB":
            yield from verb_candidates(token)
        elif part == "NOUN":
            yield from noun_candidates(token)
        elif part == "ADJ":
            yield from adjective_candidates(token)
