"""Whose words a quotation is, as far as the verb beside it tells; a feature, not a finding."""

from __future__ import annotations

from functools import cache

from sayso.annotate.lexicon_files import rows
from sayso.annotate.mentions.columns import Columns

_REACH = 12  # tokens from the edge of a quotation to the verb that reports it


@cache
def _verbs() -> frozenset[str]:
    return frozenset(row[0] for row in rows("speech_acts.tsv") if row[1] == "verb")


def speakers(table: Columns) -> dict[int, int]:
    """Return for each quotation the token of the subject of the nearest verb of saying."""
    edges: dict[int, tuple[int, int]] = {}
    for i, quote in enumerate(table.quote):
        if quote >= 0:
            edges[quote] = (edges.get(quote, (i, i))[0], i)
    found: dict[int, int] = {}
    for quote, (start, end) in edges.items():
        best = _REACH + 1
        for i in range(max(0, start - _REACH), min(len(table.words), end + _REACH + 1)):
            if table.quote[i] >= 0 or table.lemma[i] not in _verbs():
                continue
            if table.pos[i] not in ("VERB", "AUX"):
                continue
            distance = start - i if i < start else i - end if i > end else 0
            subject = table.subject_of(i)
            if distance < best and subject is not None and table.quote[subject] < 0:
                best, found[quote] = distance, subject
    return found
