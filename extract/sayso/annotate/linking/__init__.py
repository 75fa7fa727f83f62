"""Items of Wikidata for what an article names: the gazetteer's, and those of a knowledge base.

The component `sayso_linking` runs after `sayso_coreference`, so that an entity is linked once, by
all of its names. What the gazetteer knows by name alone is linked already when the mentions are
made; here come the names that need the article: cities, names that several places share, teams
called like their country, and, with a knowledge base, everything else. Rather unlinked than wrong.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate import extensions
from sayso.annotate.linking import ranking, teams
from sayso.annotate.linking.cities import city_of, is_shared_name
from sayso.annotate.linking.identity import is_shared, item_of
from sayso.annotate.linking.surroundings import Surroundings
from sayso.kb import KnowledgeBase
from sayso.model import Entity, EntityType

__all__ = ["is_shared", "item_of"]

_PLACES = (EntityType.PLACE, EntityType.STATE)


@Language.factory("sayso_linking", default_config={"kb": None})
def make(nlp: Language, name: str, kb: str | None) -> Callable[[Doc], Doc]:
    """Make the component; `kb` is the path of a knowledge base that `sayso kb build` has made.

    Raises:
        InputError: there is no such file, or it is no knowledge base of this version.
    """
    extensions.register()
    base = KnowledgeBase(Path(kb)) if kb is not None else None

    def annotate(doc: Doc) -> Doc:
        """Link the entities of a document."""
        return link(doc, base)

    return annotate


def link(doc: Doc, base: KnowledgeBase | None = None) -> Doc:
    """Give the entities of a document their items, where it is sure which these are."""
    around = Surroundings.of(doc)
    entities: list[Entity] = doc._.sayso_entities
    for number, entity in enumerate(entities):
        if teams.is_team(entity, number, around):
            entities[number] = dataclasses.replace(entity, wikidata=None, shared=False)
        elif entity.wikidata is None and around.names(number):
            entities[number] = _linked(entity, number, around, base)
    return doc


def _linked(
    entity: Entity, number: int, around: Surroundings, base: KnowledgeBase | None
) -> Entity:
    if entity.type in _PLACES:
        place = city_of(around, number)
        if place is not None:
            return dataclasses.replace(entity, name=place.name, wikidata=place.item, shared=True)
        if any(is_shared_name(name.text) for name in around.names(number)):
            return entity  # What the article leaves open, a knowledge base cannot settle.
    found = ranking.best(entity, number, around, base) if base is not None else None
    if found is None:
        return entity
    return dataclasses.replace(entity, name=found.label, wikidata=found.item, shared=True)
