"""Which names a name finds, as the parameters of `sayso ask` find them."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph
from pyoxigraph import Literal, QuerySolutions

from sayso.query.parameters import literal
from sayso.query.questions import Parameter
from sayso.query.sparql import fill

_MATCHING = 'SELECT ?name WHERE {{ VALUES ?name {{ {names} }} FILTER(REGEX(?name, ?_name, "im")) }}'
_MANY = 5000


def matching(names: Iterable[str], wanted: str, parameter: str) -> set[str]:
    """Return the names that `wanted` finds, as the parameter of a question would.

    Raises:
        UsageError: `wanted` is empty.
    """
    pattern = literal(Parameter(parameter, "name", ""), wanted)
    every = sorted(set(names))
    found: set[str] = set()
    for start in range(0, len(every), _MANY):
        listed = " ".join(str(Literal(name)) for name in every[start : start + _MANY])
        asked = fill(_MATCHING.format(names=listed), {"_name": pattern})
        answer = pyoxigraph.Store().query(asked)
        assert isinstance(answer, QuerySolutions)
        found.update(name.value for row in answer if isinstance(name := row["name"], Literal))
    return found
