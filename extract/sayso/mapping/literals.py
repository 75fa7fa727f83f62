"""Literals in the one form that every store keeps as it is.

Oxigraph, and others, rewrite what is not canonical: 0.50 becomes 0.5, +00:00 becomes Z. A graph
read back would then differ from the graph written.
"""

import unicodedata
from datetime import UTC, datetime, time
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from sayso.vocabulary import xsd

_INTEGER = NamedNode(xsd.integer)
_DECIMAL = NamedNode(xsd.decimal)
_BOOLEAN = NamedNode(xsd.boolean)
_DATE_TIME = NamedNode(xsd.dateTime)
_ANY_URI = NamedNode(xsd.anyURI)

TRUE = Literal("true", datatype=_BOOLEAN)
_DIGITS = Decimal("0.0001")


def integer(value: int) -> Literal:
    """Return an xsd:integer."""
    return Literal(str(value), datatype=_INTEGER)


def decimal(value: float) -> Literal:
    """Return an xsd:decimal of at most four digits after the point, without trailing zeros."""
    digits = format(Decimal(value).quantize(_DIGITS), "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return Literal("0" if digits == "-0" else digits, datatype=_DECIMAL)


def date_time(value: str, *, end: bool = False) -> Literal:
    """Return an xsd:dateTime in UTC; a date is its first second, or with `end` its last one.

    What has no time zone is taken as UTC, because news rarely says which one it means.

    Raises:
        ValueError: `value` is not an ISO 8601 date or date-time.
    """
    moment = datetime.fromisoformat(value)
    if len(value) <= len("2024-12-19") and end:
        moment = datetime.combine(moment, time(23, 59, 59))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    moment = moment.astimezone(UTC)
    digits = moment.strftime("%Y-%m-%dT%H:%M:%S").rjust(len("2024-12-19T00:00:00"), "0")
    if moment.microsecond:
        digits += f".{moment.microsecond:06}".rstrip("0")
    return Literal(f"{digits}Z", datatype=_DATE_TIME)


def uri(value: str) -> Literal:
    """Return an xsd:anyURI."""
    return Literal(value, datatype=_ANY_URI)


def words(value: str) -> Literal:
    """Return the words as a label, on one line and in NFC, as the IRIs of names are."""
    return Literal(unicodedata.normalize("NFC", " ".join(value.split())))
