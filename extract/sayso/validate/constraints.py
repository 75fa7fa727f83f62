"""The core constraints of SHACL that the screen knows, each as a proof that a node conforms.

A check is made for an index once and then asked node by node. Whatever is not known here raises
`UnclearError` when the shapes are read, and the shape is left to pySHACL.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode

from sayso.store import Term
from sayso.validate.index import Index
from sayso.validate.shapes import SH, ShapesGraph
from sayso.vocabulary import xsd

Prove = Callable[[Term], bool]
Check = Callable[[Index], Prove]
Values = Mapping[Term, None]
ProveAll = Callable[[Values], bool]
CheckAll = Callable[[Index], ProveAll]
# The classes of the ontology's own values, which an article's graph does not repeat.
Known = Mapping[Term, frozenset[str]]

_EMPTY: Values = {}
_NO_CLASSES: frozenset[str] = frozenset()
_LEXICAL = {
    xsd.string: re.compile(""),
    xsd.anyURI: re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+\Z"),
    xsd.integer: re.compile(r"[+-]?[0-9]+\Z"),
    xsd.decimal: re.compile(r"[+-]?[0-9]+(\.[0-9]+)?\Z"),
    xsd.boolean: re.compile(r"(true|false)\Z"),
    xsd.dateTime: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z"),
}
_SILENT = frozenset(SH + name for name in ("message", "severity", "name", "description", "order"))
_QUALIFIED = ("qualifiedValueShape", "qualifiedMinCount", "qualifiedMaxCount")


class UnclearError(Exception):
    """A part of a shape that the screen does not know."""


def node_check(
    shapes: ShapesGraph, parameters: Mapping[str, list[Term]], known: Known
) -> tuple[Check, ...]:
    """Return the checks of a node shape whose targets, queries and messages are taken out.

    Raises:
        UnclearError: a parameter is not known.
    """
    checks: list[Check] = []
    for name, values in parameters.items():
        for value in values:
            if name == SH + "property":
                checks.append(_property(shapes, value, known))
            else:
                checks.append(_single(_value_check(shapes, name, value, known)))
    return tuple(checks)


def _single(check: CheckAll) -> Check:
    def made(index: Index) -> Prove:
        prove = check(index)
        return lambda node: prove({node: None})

    return made


def _property(shapes: ShapesGraph, node: Term, known: Known) -> Check:
    parameters = {
        name.removeprefix(SH): values
        for name, values in shapes.parameters(node).items()
        if name not in _SILENT
    }
    table = _path(shapes, parameters.pop("path", []))
    checks: list[CheckAll] = []
    if any(name in parameters for name in _QUALIFIED):
        checks.append(_qualified(shapes, [parameters.pop(name, []) for name in _QUALIFIED]))
    for name, values in parameters.items():
        for value in values:
            checks.append(_value_check(shapes, SH + name, value, known))
    return lambda index: _proof(table(index), [make(index) for make in checks])


def _proof(table: Mapping[Term, Values], proofs: list[ProveAll]) -> Prove:
    def prove(node: Term) -> bool:
        values = table.get(node, _EMPTY)
        return all(proof(values) for proof in proofs)

    return prove


def _path(shapes: ShapesGraph, values: list[Term]) -> Callable[[Index], Mapping[Term, Values]]:
    if len(values) == 1 and isinstance(values[0], NamedNode):
        direct = values[0].value
        return lambda index: index.table(direct)
    if len(values) == 1 and isinstance(values[0], BlankNode):
        described = shapes.parameters(values[0])
        if list(described) == [SH + "inversePath"]:
            inverse = _iri(described[SH + "inversePath"][0])
            return lambda index: index.inverse(inverse)
    raise UnclearError(f"the path {values}")


def _value_check(shapes: ShapesGraph, name: str, value: Term, known: Known) -> CheckAll:
    """Return the check of one constraint over all values of a path."""
    short = name.removeprefix(SH)
    if short == "minCount":
        least = int(_text(value))
        return lambda _: lambda values: len(values) >= least
    if short == "maxCount":
        most = int(_text(value))
        return lambda _: lambda values: len(values) <= most
    if short in ("class", "or", "not"):
        exact = _exact(shapes, short, value, known)
        return lambda index: _every(exact(index))
    return _fixed(_every(_literal_check(shapes, short, value)))


def _fixed(proof: ProveAll) -> CheckAll:
    return lambda _: proof


def _every(prove: Prove) -> ProveAll:
    return lambda values: all(map(prove, values))


def _literal_check(shapes: ShapesGraph, short: str, value: Term) -> Prove:
    """Return the check of one value that needs no graph."""
    if short == "datatype":
        return _datatype(_iri(value))
    if short == "in":
        allowed = frozenset(shapes.members(value))
        return lambda term: term in allowed
    if short == "nodeKind" and _iri(value) == SH + "IRI":
        return lambda term: isinstance(term, NamedNode)
    if short == "minLength":
        least = int(_text(value))
        return lambda term: isinstance(term, Literal) and len(term.value) >= least
    if short == "pattern":
        pattern = re.compile(_text(value))
        return lambda term: (
            isinstance(term, Literal | NamedNode) and pattern.search(term.value) is not None
        )
    if short == "minInclusive":
        low = Decimal(_text(value))
        return lambda term: (number := _number(term)) is not None and number >= low
    if short == "maxInclusive":
        high = Decimal(_text(value))
        return lambda term: (number := _number(term)) is not None and number <= high
    raise UnclearError(f"the constraint {short}")


def _exact(shapes: ShapesGraph, short: str, value: Term, known: Known) -> Check:
    """Return a check that is right both ways, so that it may be negated."""
    if short == "class":
        wanted = _iri(value)

        def made(index: Index) -> Prove:
            classes = index.classes

            def is_of(term: Term) -> bool:
                return wanted in classes.get(term, _NO_CLASSES) or (
                    wanted in known.get(term, _NO_CLASSES)
                )

            return is_of

        return made
    if short == "not":
        inner = _anonymous(shapes, value, known)

        def negated(index: Index) -> Prove:
            holds = inner(index)
            return lambda term: not holds(term)

        return negated
    parts = [_anonymous(shapes, member, known) for member in shapes.members(value)]

    def either(index: Index) -> Prove:
        proofs = [part(index) for part in parts]
        return lambda term: any(proof(term) for proof in proofs)

    return either


def _anonymous(shapes: ShapesGraph, node: Term, known: Known) -> Check:
    parameters = shapes.parameters(node)
    if len(parameters) == 1:
        ((name, values),) = parameters.items()
        short = name.removeprefix(SH)
        if len(values) == 1 and short in ("class", "or", "not"):
            return _exact(shapes, short, values[0], known)
    raise UnclearError(f"the shape {node} inside another")


def _qualified(shapes: ShapesGraph, parts: list[list[Term]]) -> CheckAll:
    (shape,), least, most = parts
    parameters = shapes.parameters(shape)
    if list(parameters) != [SH + "in"] or len(parameters[SH + "in"]) != 1:
        raise UnclearError(f"the qualified shape {shape}")
    allowed = frozenset(shapes.members(parameters[SH + "in"][0]))
    low = int(_text(least[0])) if least else 0
    high = int(_text(most[0])) if most else None

    def prove(values: Values) -> bool:
        count = sum(value in allowed for value in values)
        return count >= low and (high is None or count <= high)

    return _fixed(prove)


def _datatype(wanted: str) -> Prove:
    lexical = _LEXICAL.get(wanted)
    if lexical is None:
        raise UnclearError(f"the datatype {wanted}")
    return lambda term: (
        isinstance(term, Literal)
        and term.datatype.value == wanted
        and lexical.match(term.value) is not None
        and (wanted != xsd.dateTime or _in_calendar(term.value))
    )


def _in_calendar(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _number(term: Term) -> Decimal | None:
    if not isinstance(term, Literal):
        return None
    datatype, text = term.datatype.value, term.value
    if datatype not in (xsd.integer, xsd.decimal) or not _LEXICAL[datatype].match(text):
        return None
    return Decimal(text)


def _iri(term: Term) -> str:
    if not isinstance(term, NamedNode):
        raise UnclearError(f"{term} where an IRI is expected")
    return term.value


def _text(term: Term) -> str:
    if not isinstance(term, Literal):
        raise UnclearError(f"{term} where a literal is expected")
    return term.value
