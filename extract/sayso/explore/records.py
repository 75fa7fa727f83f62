"""What pages show of an article: plain records, read from its graph once and kept in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.export.networks.reading import Reading


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """Words of an article at code points [start, end) of its text."""

    start: int
    end: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its source presents it; `published` is a day, or empty."""

    iri: str
    digest: str
    title: str
    published: str
    publisher: str
    url: str
    authors: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what: actors are IRIs of the article's graph; `content` are the words, joined.

    `named` are whom and what the content mentions besides sources and targets.
    """

    iri: str
    article: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    addressees: tuple[str, ...]
    form: str
    acts: tuple[str, ...]
    cue: str
    content: str
    start: int
    end: int
    negated: bool
    level: int
    parent: str
    responds_to: tuple[str, ...]
    confidence: float
    polarities: tuple[str, ...]
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Characterization:
    """Who presents whom as what; `sentence` are the words around it."""

    iri: str
    article: str
    evaluator: str
    target: str
    ultimate: str
    words: str
    kind: str
    form: str
    polarity: str
    negated: bool
    confidence: float
    statement: str
    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Event:
    """An eventuality as described; being listed says nothing about whether it took place."""

    iri: str
    article: str
    kind: str
    words: str
    start: int
    end: int
    actuality: str
    mode: str
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    themes: tuple[str, ...]
    place: str
    time: str
    day: str
    statements: tuple[str, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """Everybody and everything that takes part in it, and where it takes place."""
        places = (self.place,) if self.place else ()
        return (*self.agents, *self.recipients, *self.themes, *places)


@dataclass(frozen=True, slots=True)
class Role:
    """An office somebody holds, in the words of the article."""

    label: str
    organization: str
    article: str
    start: int


@dataclass(frozen=True, slots=True)
class Entity:
    """Whom or what an article names: all its names there, and where it is first mentioned."""

    iri: str
    article: str
    name: str
    kind: str
    names: tuple[str, ...]
    item: str
    mentions: int
    first: Words | None
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """All that the explorer keeps of one article.

    `labels` name targets that are no entities; `links` are its evidence for networks of each kind.
    """

    article: Article
    statements: tuple[Statement, ...]
    characterizations: tuple[Characterization, ...]
    events: tuple[Event, ...]
    entities: tuple[Entity, ...]
    links: Reading
    labels: dict[str, str] = field(default_factory=dict)
    triples: int = 0
