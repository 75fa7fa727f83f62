"""Finds in SPARQL text what reaches beyond the store, and which dataset the text itself names.

Strings, IRIs, comments, variables and names are taken out first, by the grammar of SPARQL 1.1,
section 19.8. Then a clause is looked for in what is left without caring for word boundaries,
because the parser does not care either: it takes `1.SERVICE<…>` for a number and a clause.
"""

from __future__ import annotations

import re

# The escapes of a local name (`ex:a\#b`) are consumed with it, so that they begin no comment. A dot
# in a local name ends it here, because in `ex:.SERVICE` the parser ends the name before the dot.
OPAQUE = re.compile(
    r"""'''(?:[^\\]|\\.)*?''' | \"{3}(?:[^\\]|\\.)*?\"{3}
    | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*"
    | <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*>
    | \#[^\n\r]*
    | [?$]\w+
    | (?P<word>[\w.-]+)(?P<prefix>:(?:[\w:-]|%[0-9a-f]{2}|\\.)*)?
    | :(?:[\w:-]|%[0-9a-f]{2}|\\.)*
    | \\.""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_FORMS = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w-])", re.IGNORECASE)
_FROM = re.compile(r"(?<![\w.-])FROM(?![\w-])", re.IGNORECASE)
# `service:name` is a name with the prefix `service`, or a clause that calls `:name`; only the
# clause goes on with a brace.
_EITHER = "\0"
_PREFIX_OR_CLAUSE = re.compile(rf"{_EITHER}\s*\{{")


def calls_another_server(sparql: str) -> bool:
    """Tell whether a query has a SERVICE clause; a longer word with it passes for one, too."""
    left = OPAQUE.sub(_word_kept, sparql).lower()
    return "service" in left or _PREFIX_OR_CLAUSE.search(left) is not None


def names_its_graphs(sparql: str) -> bool:
    """Tell whether a query says with FROM which graphs it is about."""
    return _FROM.search(OPAQUE.sub(_keyword_kept, sparql)) is not None


def _word_kept(token: re.Match[str]) -> str:
    """Return what may hold a keyword: also the letters before a colon, as in `1SERVICEex:at`."""
    if token["prefix"] and token["word"].lower() == "service":
        return _EITHER
    if token[0].startswith("#"):
        return " "
    return f" {token['word'] or '.'} "


def _keyword_kept(token: re.Match[str]) -> str:
    return " " if token["prefix"] else _word_kept(token)


def query_form(sparql: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE, or an empty string for what is none of them."""
    found = _FORMS.search(OPAQUE.sub(_keyword_kept, sparql))
    return found[0].upper() if found else ""
