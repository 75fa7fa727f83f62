"""A knowledge base of the user's own: one SQLite file, made from a dump of Wikidata."""

from sayso.kb.building import Built, build
from sayso.kb.names import normalized
from sayso.kb.reading import Item, KnowledgeBase, Position

__all__ = ["Built", "Item", "KnowledgeBase", "Position", "build", "normalized"]
