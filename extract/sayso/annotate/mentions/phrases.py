"""The extent of noun phrases: with their modifiers, without relative clauses."""

from __future__ import annotations

from sayso.annotate.mentions.columns import Columns

# What stands before a noun and belongs to its phrase.
LEFT = {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "advmod", "neg"}
# A noun with one of these relations is part of a larger base phrase.
INNER = {"compound", "amod", "nmod", "flat", "npadvmod", "nummod", "quantmod"}
# Prepositions that begin a modifier of a noun far more often than of a verb before it.
NOMINAL_PREPOSITIONS = {"of", "for", "in", "from", "with", "at", "on", "to", "between", "behind"}
_LOOSE = {",", ".", ";", ":", "-", "–", "—"}
_TIMES = {"DATE", "TIME"}


def left_edge(columns: Columns, root: int) -> int:
    """Return the first token of the base phrase of `root`."""
    edge = root
    for child in reversed(columns.children[root]):
        if child > root:
            continue
        if columns.dep[child] not in LEFT:
            if columns.dep[child] != "punct" or columns.words[child] in ",;:—–()":
                break
            continue
        if columns.label[child] == "DATE" and columns.pos[root] == "PROPN":
            break  # what remains of a line with the date
        edge = min(edge, _leftmost(columns, child))
    return edge


def _leftmost(columns: Columns, token: int) -> int:
    edge = token
    while columns.children[edge] and columns.children[edge][0] < edge:
        edge = columns.children[edge][0]
    return edge


def right_edge(columns: Columns, root: int, *, named: bool) -> int:
    """Return the end of the phrase of `root`, exclusive, with its prepositional modifiers.

    After a name only "of" and "for" are taken to modify it.
    """
    end = root + 1
    for child in columns.children[root]:
        if child < root:
            continue
        dep, word = columns.dep[child], columns.lower[child]
        if dep == "flat" or (dep == "compound" and child == end):
            end = child + 1
        elif dep == "prep" and child == end:
            if word not in (("of", "for") if named else NOMINAL_PREPOSITIONS):
                break
            # "what" of "what loopholes in" may hang on the preposition, before all of the phrase.
            after = (c for c in columns.children[child] if c > child)
            objects = [c for c in after if columns.dep[c] in ("pobj", "pcomp")]
            if not objects or columns.label[objects[0]] in _TIMES:
                break
            end = right_edge(columns, objects[0], named=False)
        elif dep == "amod" and child == end and not named:
            end = _rightmost(columns, child) + 1
        else:
            break
    return end


def _rightmost(columns: Columns, token: int) -> int:
    edge = token
    while columns.children[edge] and columns.children[edge][-1] > edge:
        edge = columns.children[edge][-1]
    return edge


def full_extent(columns: Columns, root: int) -> tuple[int, int]:
    """Return the phrase with everything that depends on it, without what is coordinated to it."""
    start = left_edge(columns, root)
    end = root + 1
    for child in columns.children[root]:
        if child < root:
            continue
        if columns.dep[child] in ("cc", "conj", "preconj"):
            break
        if columns.dep[child] != "punct":
            end = max(end, _rightmost(columns, child) + 1)
    while end > root + 1 and (columns.words[end - 1] in _LOOSE or columns.pos[end - 1] == "SPACE"):
        end -= 1
    return start, end


def referent(columns: Columns, root: int) -> int | None:
    """Return the head of what a word stands for by grammar alone, or None.

    A relative pronoun stands for the noun of its clause, "the one" of a predicate for the subject.
    """
    if columns.lower[root] in ("who", "whom", "which") and columns.tag[root] in ("WP", "WDT"):
        at = root
        for _ in range(5):
            if columns.dep[at] == "relcl":
                return columns.head[at]
            at = columns.head[at]
    if columns.lower[root] == "one" and columns.dep[root] == "attr":
        verb = columns.head[root]
        return columns.subject_of(verb) if columns.lemma[verb] == "be" else None
    return None
