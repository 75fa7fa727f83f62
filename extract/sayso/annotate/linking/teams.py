"""Teams that are called like their country: "Sweden" in the report on a match is no state."""

from __future__ import annotations

import re

from sayso.annotate.lexicon_files import words
from sayso.annotate.linking.surroundings import Surroundings, codes
from sayso.model import Entity

_FEWEST, _SHARE = 6, 0.01
"""A report on a match has so many words of the game, and so large a share of all its words."""
_IN_PLACE = {"in", "across", "near", "throughout", "outside"}


def is_team(entity: Entity, number: int, around: Surroundings) -> bool:
    """Tell whether an entity with the name of a country is the country's team."""
    if entity.wikidata not in codes() or not _reports_on_match(around):
        return False
    return not any(around.before(name) in _IN_PLACE for name in around.names(number))


def _reports_on_match(around: Surroundings) -> bool:
    said = re.findall(r"\w+", around.text.lower())
    count = sum(word in words("sport_words.txt") for word in said)
    return count >= max(_FEWEST, _SHARE * len(said))
