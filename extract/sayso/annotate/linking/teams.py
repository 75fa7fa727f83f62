"""Teams that are called like their country: "Sweden" in the report on a match is no state."""

from __future__ import annotations

from sayso.annotate.linking.surroundings import Surroundings, codes
from sayso.model import Entity

_IN_PLACE = {"in", "across", "near", "throughout", "outside"}


def is_team(entity: Entity, number: int, around: Surroundings) -> bool:
    """Tell whether an entity with the name of a country is the country's team."""
    if entity.wikidata not in codes() or not around.report_on_match:
        return False
    return not any(around.before(name) in _IN_PLACE for name in around.names(number))
