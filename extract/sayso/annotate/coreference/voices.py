"""Joining the first and second persons of one voice: a quotation, or a paragraph outside them."""

from __future__ import annotations

from sayso.annotate.coreference.clusters import Clusters
from sayso.annotate.mentions.columns import Columns

_PERSONS = {
    "I": ("i", "me", "my", "mine", "myself"),
    "we": ("we", "us", "our", "ours", "ourselves"),
    "you": ("you", "your", "yours", "yourself", "yourselves"),
}
_PERSON_OF = {word: person for person, words in _PERSONS.items() for word in words}


def join_voices(clusters: Clusters, table: Columns) -> None:
    """Join all "I" of a quotation, all "we" and all "you"; outside quotations, of a paragraph.

    A paragraph is where an interview changes its speaker. Who the voices are is said by the
    attribution of the words.
    """
    paragraph, number = [], 0
    for word in table.words:
        number += "\n" in word
        paragraph.append(number)
    first: dict[tuple[str, int, int], int] = {}
    for n, candidate in enumerate(clusters.candidates):
        person = _PERSON_OF.get(candidate.text) if candidate.pronoun else None
        if person is None:
            continue
        quote = table.quote[candidate.root]
        place = paragraph[candidate.root] if quote < 0 else -1
        clusters.join(n, first.setdefault((person, quote, place), n))
