"""Which item of a knowledge base a name means: by its type, the words around, and its fame."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from sayso.annotate.linking.surroundings import Surroundings
from sayso.kb import Item, KnowledgeBase
from sayso.model import ORGANIZATIONS, Entity, EntityType

_MARGIN = 1.0
"""So far ahead the first must be: ten times as well known, or with two more words around it."""
_ENOUGH = 2.5
"""The right type (1 or 2) with some fame or a word of the context; a name alone is not enough."""
_SAME_TYPE, _LIKE_TYPE = 2.0, 1.0
_WORD, _MOST_WORDS = 0.5, 4
_COUNTRY = 1.0
_NO_NAMES = {EntityType.COLLECTIVE, EntityType.ANONYMOUS, EntityType.IDEA}
_PLACES = frozenset({EntityType.PLACE, EntityType.STATE})
_LIKE = (
    _PLACES,
    frozenset({EntityType.MEDIA, EntityType.COMPANY}),
    frozenset({EntityType.GOVERNMENT_BODY, EntityType.INTERGOVERNMENTAL, EntityType.ARMED_FORCE}),
    frozenset({EntityType.INTERGOVERNMENTAL, EntityType.COALITION}),
)
"""Kinds that are easily taken for each other. A body of the state is no company of its name."""
_SHORTEST = 4


def best(entity: Entity, number: int, around: Surroundings, base: KnowledgeBase) -> Item | None:
    """Return the item that an entity surely is, or None.

    A person is looked up by a name of two words or more only: a surname alone is many people's.
    """
    if entity.type in _NO_NAMES or entity.anonymous or entity.collective:
        return None
    if entity.type is EntityType.PERSON and len(entity.name.split()) < 2:
        return None
    names = dict.fromkeys([entity.name, *(name.text for name in around.names(number))])
    if entity.type is EntityType.PERSON:
        names = {name: None for name in names if len(name.split()) > 1}
    found = {item.item: item for name in names for item in base.candidates(name)}
    scored = sorted(
        (
            (score, -int(item.item[1:]), item)
            for item in found.values()
            if (score := _score(entity, item, around)) > 0
        ),
        reverse=True,
        key=lambda one: one[:2],
    )
    if not scored or scored[0][0] < _ENOUGH:
        return None
    if len(scored) > 1 and scored[0][0] - scored[1][0] < _MARGIN:
        return None
    return scored[0][2]


def _score(entity: Entity, item: Item, around: Surroundings) -> float:
    """Return how well an item fits; 0 where its types say that it is something else."""
    if entity.type in item.types:
        score = _SAME_TYPE
    elif any(_alike(entity.type, type_) for type_ in item.types):
        score = _LIKE_TYPE
    else:
        return 0.0
    said = (item.description, *(position.label for position in item.positions))
    shared = (_words(" ".join(said)) - _words(item.label)) & around.vocabulary
    score += _WORD * min(len(shared), _MOST_WORDS)
    score += _COUNTRY * bool(around.items & set(item.countries))
    return score + math.log10(1 + item.popularity)


def _alike(one: EntityType, other: EntityType) -> bool:
    if EntityType.ORGANIZATION in (one, other):
        return one in ORGANIZATIONS and other in ORGANIZATIONS
    return any(one in kinds and other in kinds for kinds in _LIKE)


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"\w+", text.lower()) if len(w) >= _SHORTEST)
