"""Finds in SPARQL text what reaches beyond the store, and which dataset the text itself names.

Strings, IRIs, comments, variables and names are taken out first, by the grammar of SPARQL 1.1,
section 19.8. Then a clause is looked for in what is left without caring for word boundaries,
because the parser does not care either: it takes `1.SERVICE<…>` for a number and a clause.
"""

from __future__ import annotations

import re

# The escapes of a local name (`ex:a\#b`) are consumed with it, so that they begin no comment. A dot
# in a local name ends it here, because in `ex:.SERVICE` the parser ends the name before the dot.
_OPAQUE = re.compile(
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
_FROM = re.compile(r"(?<![\w.-])FROM(?![\w-])", re.IGNORECASE)


def calls_another_server(sparql: str) -> bool:
    """Tell whether a query has a SERVICE clause; a prefix of that name passes for one, too."""
    return "service" in _OPAQUE.sub(_word_kept, sparql).lower()


def names_its_graphs(sparql: str) -> bool:
    """Tell whether a query says with FROM which graphs it is about."""
    return _FROM.search(_OPAQUE.sub(_keyword_kept, sparql)) is not None


def _word_kept(token: re.Match[str]) -> str:
    """Return what may hold a keyword: also the letters before a colon, as in `1SERVICEex:at`."""
    return f" {token['word'] or ''} "


def _keyword_kept(token: re.Match[str]) -> str:
    return " " if token["prefix"] else _word_kept(token)
