"""What the verb of a phrase asks of it: only what takes place can happen."""

from __future__ import annotations

from sayso.annotate.mentions.columns import Columns

_HAPPENING = {"happen", "occur", "ensue"}


def takes_place(table: Columns, root: int) -> bool:
    """Tell whether a phrase, by its head, is what happens: no person, body, place or work."""
    return table.dep[root] == "nsubj" and table.lemma[table.head[root]] in _HAPPENING
