"""Reads in the text of an update what it loads, and writes into it the dataset of a request.

Oxigraph takes the dataset of an update from its text alone, so what a request names has to become
USING clauses there. What is looked for can only stand outside of braces, strings, IRIs and names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sayso.store.federation import OPAQUE

# An operation begins the text or follows a semicolon; PREFIX, BASE and VERSION may precede it.
_LOAD = re.compile(r"(?:^|;)[^\w;]*(?:(?:prefix\s*[\w.-]*:|base|version)\s*)*load", re.IGNORECASE)
_TAKING = re.compile(r"delete|clear|drop|move|copy", re.IGNORECASE)
_MARKS = re.compile(r"[{}]|where|using|with", re.IGNORECASE)


class OwnDatasetError(ValueError):
    """The update names a dataset itself, which cannot go with one that the request names."""


def loads_documents(update: str) -> bool:
    """Tell whether an update has the operation LOAD."""
    text = skeleton(update)
    depth, copied, outside = 0, 0, []
    for brace in re.finditer(r"[{}]", text):
        if depth == 0:
            outside.append(text[copied : brace.start()])
        depth = max(0, depth + (1 if brace[0] == "{" else -1))
        copied = brace.end()
    return _LOAD.search(" ".join([*outside, text[copied:]])) is not None


def takes_out(update: str) -> bool:
    """Tell whether an update may take something out of the store, and not only put in."""
    return _TAKING.search(skeleton(update)) is not None


def with_dataset(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return the update with USING clauses in each operation that has a pattern.

    Without any graph it is returned as it is. The IRIs have to be well formed.

    Raises:
        OwnDatasetError: it has WITH or USING.
    """
    if not default and not named:
        return update
    clauses = "".join(
        [f" USING <{iri}>" for iri in default] + [f" USING NAMED <{iri}>" for iri in named]
    )
    pieces, copied = [], 0
    text = skeleton(update, prefixes=False)
    for start, end in _patterns(text):
        before = start
        while before and text[before - 1].isspace():
            before -= 1
        if text[before - 1 : before] == "}":
            pieces += [update[copied:start], clauses, " "]
        else:  # DELETE WHERE { … } is short for DELETE { … } WHERE { … }.
            pieces += [update[copied:start], update[start + len("WHERE") : end], clauses, " "]
        copied = start
    return "".join([*pieces, update[copied:]])


def _patterns(text: str) -> Iterable[tuple[int, int]]:
    """Yield where a WHERE outside of braces begins and where its group ends."""
    depth, begin = 0, -1
    for mark in _MARKS.finditer(text):
        word = mark[0].lower()
        if word == "{":
            depth += 1
        elif word == "}":
            depth -= 1
            if depth == 0 and begin >= 0:
                yield begin, mark.end()
                begin = -1
        elif depth == 0 and word == "where":
            begin = mark.start()
        elif depth == 0:
            raise OwnDatasetError(word.upper())


def skeleton(update: str, *, prefixes: bool = True) -> str:
    """Return a text of the same length that has keywords, punctuation and `prefixes` alone."""
    return OPAQUE.sub(_blank if prefixes else _blank_names, update)


def _blank(token: re.Match[str]) -> str:
    kept = token["word"] or ""
    if token["prefix"] or token[0].startswith(":"):
        kept += ":"
    return kept.ljust(len(token[0]))


def _blank_names(token: re.Match[str]) -> str:
    kept = "" if token["prefix"] else token["word"] or ""
    return kept.ljust(len(token[0]))
