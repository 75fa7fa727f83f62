"""The "it" that refers to nothing: "it is clear that", "it seems"."""

from __future__ import annotations

from sayso.annotate.mentions.columns import Columns

_RAISING = {"seem", "appear", "turn", "happen", "follow", "rain", "snow"}
_CLAUSES = {"ccomp", "xcomp", "advcl", "csubj", "acl", "relcl"}


def pleonastic(table: Columns, i: int) -> bool:
    """Tell whether the word at `i` is an "it" that refers to nothing, by its clause."""
    if table.lower[i] != "it":
        return False
    if table.dep[i] == "expl":
        return True
    verb = table.head[i]
    if table.dep[i] not in ("nsubj", "nsubjpass"):
        return False
    if table.lemma[verb] in _RAISING:
        return True
    if table.lemma[verb] != "be" and table.dep[i] != "nsubjpass":
        return False
    heads = [verb, *(c for c in table.children[verb] if table.dep[c] in ("acomp", "attr"))]
    return any(
        table.dep[child] in _CLAUSES and child > verb for h in heads for child in table.children[h]
    )
