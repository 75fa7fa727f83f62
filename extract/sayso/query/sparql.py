"""SPARQL text: telling variables and keywords apart, putting values in, explaining mistakes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import pyoxigraph
from pyoxigraph import Literal

from sayso.errors import UsageError
from sayso.vocabulary import OWL, PREFIXES

_PREFIXES = {**PREFIXES, "owl": OWL}
PREAMBLE = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in _PREFIXES.items()) + "\n"
_READING = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_WRITING = frozenset(
    {"INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}
)

# What SPARQL text consists of, as far as it takes to tell a variable or a keyword from the same
# letters inside a string, an IRI, a comment or a prefixed name (SPARQL 1.1, section 19.8).
_TOKEN = re.compile(
    r"""(?P<string>"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
          | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<comment>\#[^\n]*)
      | (?P<bound>\bBOUND\s*\(\s*[?$]\w+\s*\))
      | (?P<variable>[?$]\w+)
      | (?P<prefixed>[\w.-]*:[\w.:%-]*)
      | (?P<word>\w+)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def begins_sparql(text: str) -> bool:
    """Tell SPARQL text from the name of a question or of a file."""
    words = _keywords(text)
    return "{" in text or bool(words and words[0] in _READING | _WRITING | {"PREFIX", "BASE"})


def fill(sparql: str, values: Mapping[str, Literal], absent: Collection[str] = ()) -> str:
    """Put each value, written as an RDF literal, in the place of its variable.

    `BOUND(?_by)` becomes `true` where `_by` is among the values, and `false` where it is `absent`,
    as it is at every solution of a query in which the variable has this value, or none.
    """

    def replacement(token: re.Match[str]) -> str:
        if token.lastgroup == "variable":
            value = values.get(token[0][1:])
            return token[0] if value is None else str(value)
        if token.lastgroup == "bound":
            name = token[0].rstrip(") \t\r\n").partition("(")[2].strip()[1:]
            return "true" if name in values else "false" if name in absent else token[0]
        return token[0]

    return _TOKEN.sub(replacement, sparql)


def _keywords(sparql: str) -> list[str]:
    return [m["word"].upper() for m in _TOKEN.finditer(sparql) if m.lastgroup == "word"]


def check(original: str, sparql: str) -> None:
    """Refuse what is not a query that this store alone can answer, before the store sees it."""
    words = [word for word in _keywords(original) if word not in ("PREFIX", "BASE")]
    if words and words[0] in _WRITING:
        raise UsageError(
            f"This SPARQL would change the store ({words[0]}), and questions only read. "
            "Use SELECT, ASK, CONSTRUCT or DESCRIBE; articles are added with 'sayso build'."
        )
    if "SERVICE" in words:
        raise UsageError(
            "This SPARQL asks another server (SERVICE), and Sayso works offline. "
            "Export the graph and ask both from a SPARQL server of your own."
        )
    try:
        pyoxigraph.Store().query(sparql)
    except SyntaxError as error:
        raise UsageError(_explain(error, original)) from error
    except RuntimeError as error:
        raise UsageError(f"This SPARQL cannot be answered: {error}.") from error


def _explain(error: SyntaxError, original: str) -> str:
    found = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
    if found is None:
        return f"This SPARQL has a mistake: {error}."
    # The line of prefixes that goes before the text is not counted.
    line, column = max(int(found[1]) - 1, 1), int(found[2])
    if "Prefix not found" in found[3]:
        reason = f"a prefix is not declared; known without declaring are {', '.join(_PREFIXES)}"
    else:
        wanted = " ".join(found[3].split())[:200]
        reason = (
            f"{wanted}; often a full stop between two patterns, a brace or a quotation mark is "
            "missing just before"
        )
    lines = original.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    return (
        f"This SPARQL has a mistake in line {line}, column {column}: {reason}.\n"
        f"    {shown}\n    {' ' * (column - 1)}^"
    )
