"""Which type the instances of a class of Wikidata have; its subclasses follow by the dump."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sayso.model import EntityType

_TABLE = Path(__file__).parent / "classes.tsv"


@cache
def type_of_class() -> dict[int, EntityType]:
    """Return the type by the number of the class, in the order of the table."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {int(row[0][1:]): EntityType(row[1]) for row in cells}
