"""What one article says of one of its actors: the records that resolution compares."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.actors.names import BodyName, PersonName


class Family(StrEnum):
    """The kinds of actors that are never one another; the first part of an actor's identifier."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    STATE = "GeopoliticalEntity"


@dataclass(frozen=True, slots=True)
class Form:
    """Words by which an article names an actor, at code points [start, end) of its text."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """An office: its name ("senator"), its walk of life, and the place or body it is held in.

    `label` are the words of the article. `of_one_place` says that another holder in another place
    is another person.
    """

    office: str
    life: str = ""
    place: str = ""
    of_one_place: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Appearance:
    """An actor in one article, named there at least once.

    `iri` names the appearance, `graph` the article's graph, `entity` the node in it; the same
    entity may appear in many articles. `type` is a class of the ontology. `item` is the IRI of the
    Wikidata item. `countries` are codes of countries that the article ties the actor to, `setting`
    the country that most of the article's place names are in. `company` are the keys of other
    actors named in the article, those that tell most first.
    """

    iri: str
    graph: str
    entity: str
    family: Family
    type: str
    name: str
    forms: tuple[Form, ...]
    person: PersonName | None = None
    body: BodyName | None = None
    gender: str = ""
    item: str = ""
    offices: tuple[Held, ...] = ()
    countries: frozenset[str] = frozenset()
    setting: str = ""
    company: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What equal names have equal, by family."""
        if self.person is not None:
            return f"{self.family}:{self.person.whole}"
        assert self.body is not None
        return f"{self.family}:{self.body.key}"


def appearance_iri(graph: str, entity: str) -> str:
    """Return the IRI of an entity's appearance in an article, given the IRI of its graph."""
    tail = entity.rsplit("/", 1)[-1]
    place = "local" if "/article/" in entity else "global"
    return f"{graph.removesuffix('graph')}appearance/{place}.{tail}"
