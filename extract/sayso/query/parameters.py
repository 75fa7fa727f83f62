"""Values for the parameters of a question, checked and turned into RDF literals."""

from __future__ import annotations

import re
from datetime import date

from pyoxigraph import Literal, NamedNode

from sayso.errors import UsageError
from sayso.query.questions import Parameter
from sayso.vocabulary import xsd

_DECIMAL = NamedNode(xsd.decimal)
_APOSTROPHES = "['\u2019]"  # typed straight, printed curly: either finds the other


def count(value: object) -> int:
    """Return a limit as a number, or say what it must look like."""
    if re.fullmatch(r"[1-9]\d{0,8}", str(value)) is None:
        raise UsageError(f"limit must be a whole number from 1, not '{value}'.")
    return int(str(value))


def literal(parameter: Parameter, value: str | float | date) -> Literal:
    """Return a parameter's value as a literal, or say what it must look like."""
    text = str(value).strip()
    if not text:
        raise UsageError(
            f"The parameter '{parameter.name}' is empty. Give a value or leave it out."
        )
    if parameter.type in ("name", "text"):
        return Literal(_pattern(text))
    if parameter.type == "date":
        return Literal(_day(parameter.name, text))
    if parameter.type == "number":
        if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text) is None:
            raise UsageError(f"'{parameter.name}' must be a number like 0.8, not '{text}'.")
        return Literal(text, datatype=_DECIMAL)
    if parameter.type == "choice":
        chosen = [choice for choice in parameter.choices if choice.startswith(text)]
        if len(chosen) != 1:
            raise UsageError(
                f"'{parameter.name}' must be one of {', '.join(parameter.choices)}, not '{text}'."
            )
        return Literal(chosen[0])
    return Literal(text)


def _pattern(text: str) -> str:
    """Return the regular expression that finds the text, "=text" as a whole, or one of "a|b"."""
    parts = []
    for part in (part.strip() for part in text.split("|")):
        plain = re.sub(r"([\\.^$?*+(){}\[\]])", r"\\\1", part.removeprefix("="))
        plain = re.sub(_APOSTROPHES, _APOSTROPHES, plain)
        if plain:
            parts.append(f"^{plain}$" if part.startswith("=") else plain)
    return "|".join(parts)


def _day(name: str, text: str) -> str:
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        try:
            date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
            return text
        except ValueError:
            pass
    raise UsageError(f"'{name}' must be a day like 2024-05-31, 2024-05 or 2024, not '{text}'.")
