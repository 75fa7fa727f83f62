"""Terms and subjects in Turtle and TriG: prefixes, bases, short literals."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode, Triple

from sayso.export.order import Told, by_predicate
from sayso.store import Subject, Term
from sayso.vocabulary import PREFIXES, RDF, XSD

# A part of what Turtle allows after the colon: enough for terms, and all but ~ without an escape.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.~-]*[A-Za-z0-9_-])?")
# Path segments without what could make a relative IRI mean something else.
_SEGMENT = r"""[^\s<>"{}|\\^`/?#:.][^\s<>"{}|\\^`/?#:]*"""
_SEGMENTS = re.compile(f"{_SEGMENT}(?:/{_SEGMENT})*")
_BARE = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
_TILDE = "\\~"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\r\t\x00-\x08\x0b\x0c\x0e-\x1f\x7f]')


def in_ntriples(term: Term) -> str:
    """Return a term as N-Triples and N-Quads have it."""
    return f"<<( {term} )>>" if isinstance(term, Triple) else str(term)


class Turtle:
    """Writes terms short: with prefixes, and relative to the IRI of the article."""

    def __init__(self, base: str) -> None:
        self._prefixes = {
            **PREFIXES,
            "article": f"{base}article/",
            "entity": f"{base}entity/",
        }
        self._base: str | None = None

    def head(self, version: str = "") -> str:
        """Return the prefixes, one a line, after the version of RDF that a reader must know."""
        first = f'VERSION "{version}"\n' if version else ""
        lines = (f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(self._prefixes.items()))
        return first + "".join(lines) + "\n"

    def set_base(self, graph: NamedNode | None) -> str:
        """Write what follows relative to this graph's article; return the line that says so."""
        wanted = f"{graph.value.rpartition('/')[0]}/" if graph else None
        if wanted == self._base or wanted == "/":
            return ""
        self._base = wanted
        return f"@base <{wanted}> .\n\n" if wanted else ""

    def block(self, subject: Subject, told: Told, indent: str = "") -> str:
        """Return all that is told of a subject, its class first, a predicate a line."""
        lines: list[str] = []
        for predicate, values in by_predicate(told):
            written = ", ".join(self.term(value) for value in values)
            if predicate.value == RDF + "type":
                lines.insert(0, f"a {written}")
            else:
                lines.append(f"{self.term(predicate)} {written}")
        return f"{indent}{self.term(subject)} " + f" ;\n{indent}    ".join(lines) + " .\n"

    def term(self, term: Term) -> str:
        """Return a term as Turtle."""
        if isinstance(term, NamedNode):
            return self._iri(term.value)
        if isinstance(term, Triple):
            parts = (self.term(part) for part in (term.subject, term.predicate, term.object))
            return f"<<( {' '.join(parts)} )>>"
        return self._literal(term) if isinstance(term, Literal) else str(term)

    def _iri(self, iri: str) -> str:
        if self._base and iri.startswith(self._base):
            rest = iri[len(self._base) :]
            if _SEGMENTS.fullmatch(rest):
                # The readers of Serd (serdi, sord) take <graph> for the keyword GRAPH.
                return f"<./{rest}>" if rest.lower() == "graph" else f"<{rest}>"
        for name, start in self._prefixes.items():
            if iri.startswith(start) and _LOCAL.fullmatch(iri, len(start)):
                return f"{name}:{iri[len(start) :].replace('~', _TILDE)}"
        return str(NamedNode(iri))

    def _literal(self, literal: Literal) -> str:
        bare = _BARE.get(literal.datatype.value)
        if bare and bare.fullmatch(literal.value):
            return literal.value
        if literal.direction:
            return str(literal)
        text = _ESCAPED.sub(_escape, literal.value)
        quoted = f'"""{text}"""' if "\n" in text else f'"{text}"'
        if literal.language:
            return f"{quoted}@{literal.language}"
        plain = literal.datatype.value == XSD + "string"
        return quoted if plain else f"{quoted}^^{self._iri(literal.datatype.value)}"


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"
