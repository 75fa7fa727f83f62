"""Everything that pages list, sorted and looked up: articles, statements, actors, events."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sayso.explore.narrowing import Narrowing
from sayso.explore.records import Article, Characterization, Entity, Event, Record, Statement
from sayso.explore.resolved import described, resolved
from sayso.explore.view import local
from sayso.store import Store

VOICE = "voice"
"""What stands for the narrating voice of every article, where sources are listed."""
VOICE_NAME = "the article’s own voice"


@dataclass(slots=True)
class Actor:
    """Whom or what articles name, over all articles that name it; `key` is its IRI."""

    key: str
    name: str = ""
    kind: str = ""
    item: str = ""
    names: Counter[str] = field(default_factory=Counter)
    entities: list[Entity] = field(default_factory=list)
    said: list[Statement] = field(default_factory=list)
    targeted: list[Statement] = field(default_factory=list)
    named: list[Statement] = field(default_factory=list)
    given: list[Characterization] = field(default_factory=list)
    received: list[Characterization] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def aliases(self) -> list[str]:
        """The other names it goes by, the most frequent first."""
        return [n for n, _ in sorted(self.names.items(), key=_often) if n and n != self.name]

    @property
    def weight(self) -> int:
        """How much there is to tell of it."""
        return len(self.said) + len(self.targeted) + len(self.given) + len(self.received)


class Catalog:
    """What the records of a store say together."""

    def __init__(self, store: Store, records: Iterable[Record]) -> None:
        self.base = store.base
        self.records = {record.article.iri: record for record in sorted(records, key=_by_date)}
        self.articles: list[Article] = [record.article for record in self.records.values()]
        self.statements: dict[str, Statement] = {}
        self.characterizations: dict[str, Characterization] = {}
        self.events: dict[str, Event] = {}
        self.actors: dict[str, Actor] = {}
        self.answers: dict[str, list[str]] = defaultdict(list)
        self.leads: dict[str, dict[str, None]] = defaultdict(dict)
        """By the IRI of an entity the actors that it is, in the articles in which it is one."""
        self.nested: dict[str, list[str]] = defaultdict(list)
        self.expressed: dict[str, list[str]] = defaultdict(list)
        self.triples = sum(record.triples for record in self.records.values())
        self._keys = resolved(store)
        for key, about in described(store).items():
            self.actors[key] = Actor(key, about.get("canonicalName", ""), about["actorType"])
        for record in self.records.values():
            self._take(record)
        self.actors = {key: one for key, one in self.actors.items() if one.entities}
        for actor in self.actors.values():
            actor.name = actor.name or min(actor.names.items(), key=_often)[0]
        self._ranked = self._rank()
        self._contents = {iri: folded(one.content) for iri, one in self.statements.items()}
        self.newest_events = sorted(
            self.events.values(),
            key=lambda one: (self.day_of(one), one.article, -one.start),
            reverse=True,
        )
        # The name it goes by comes first, for those that begin as what is searched.
        self._search = [
            (folded("\n".join([one.name, *one.names])), one) for one in self.ranked_actors()
        ]
        self._titles = [(folded(one.title), one) for one in self.articles]
        self.kinds = sorted({one.kind for one in self.actors.values()})

    def article(self, iri: str) -> Article:
        """Return an article by its IRI."""
        return self.records[iri].article

    def key(self, article: str, iri: str) -> str:
        """Return what an entity of an article goes by over all articles."""
        if iri == f"{article}/voice":
            return VOICE
        return self.resolved(article).get(iri, iri)

    def keys(self, article: str, iris: Iterable[str]) -> list[str]:
        """Return what several entities of an article go by over all articles."""
        return [self.key(article, iri) for iri in iris]

    def resolved(self, article: str) -> Mapping[str, str]:
        """Return which entities of an article were found to be which actors."""
        return self._keys.get(article, {})

    def name(self, article: str, iri: str) -> str:
        """Return what to call an entity, or anything else that a record points to."""
        key = self.key(article, iri)
        if key == VOICE:
            return VOICE_NAME
        if key in self.actors:
            return self.actors[key].name
        return self.label(article, iri)

    def label(self, article: str, iri: str) -> str:
        """Return what to call a node that is no entity."""
        statement = self.statements.get(iri)
        if statement:
            return statement.content or statement.cue or "a statement"
        event = self.events.get(iri)
        return event.words if event else self.records[article].labels.get(iri) or local(iri)

    def names(self, article: str, iris: Iterable[str]) -> list[str]:
        """Return what to call several."""
        return [self.name(article, iri) for iri in iris]

    def ranked_actors(self) -> list[Actor]:
        """Return the actors, those first of which there is most to tell."""
        return self._ranked

    def words_of(self, statement: Statement) -> str:
        """Return what a statement is found by: its content, folded."""
        return self._contents[statement.iri]

    def day_of(self, event: Event) -> str:
        """Return the day an event is dated to, or else the day of its article."""
        return event.day or self.article(event.article).published

    @cached_property
    def told(self) -> Narrowing[Statement]:
        """All statements by day and place, to be narrowed by who, whom, act, form and so on."""
        return Narrowing(
            list(self.statements.values()),
            {
                "source": lambda one: self.keys(one.article, one.sources),
                "target": lambda one: self.keys(one.article, one.targets),
                "act": lambda one: one.acts,
                "form": lambda one: (one.form,),
                "polarity": lambda one: one.polarities,
                "publisher": lambda one: (self.article(one.article).publisher,),
                "year": lambda one: (self.article(one.article).published[:4],),
            },
            lambda one: self.article(one.article).published,
            self.words_of,
        )

    @cached_property
    def happening(self) -> Narrowing[Event]:
        """All events, the newest first, to be narrowed by type, actuality and who takes part."""
        return Narrowing(
            self.newest_events,
            {
                "type": lambda one: (one.kind,),
                "actuality": lambda one: (one.actuality,),
                "actor": lambda one: self.keys(one.article, one.members),
            },
            self.day_of,
            lambda one: folded(one.words),
        )

    @cached_property
    def bearers(self) -> dict[str, str]:
        """Which actor each name belongs to; a name of several is not among them."""
        counted = Counter(actor.name for actor in self.actors.values())
        return {one.name: key for key, one in self.actors.items() if counted[one.name] == 1}

    def _rank(self) -> list[Actor]:
        return sorted(self.actors.values(), key=lambda one: (-one.weight, one.name, one.key))

    def search_actors(self, words: str, most: int) -> list[Actor]:
        """Return the actors whose names have all the words; first where a word begins with them."""
        wanted = folded(words).split()
        if not wanted:
            return []
        found = self._search
        for word in wanted:
            found = [one for one in found if word in one[0]]
        begun = [f" {names}".find(" " + " ".join(wanted)) >= 0 for names, _ in found]
        first = [one for (_, one), begins in zip(found, begun, strict=True) if begins]
        rest = [one for (_, one), begins in zip(found, begun, strict=True) if not begins]
        return (first + rest)[:most]

    def search_articles(self, words: str) -> Iterator[Article]:
        """Yield the articles whose title has all the words."""
        wanted = folded(words).split()
        for title, article in self._titles if wanted else ():
            if all(word in title for word in wanted):
                yield article

    def search_statements(self, words: str) -> list[Statement]:
        """Return the statements whose words have all the words."""
        wanted = folded(words).split()
        places = self.told.find({}, "", "", wanted) if wanted else ()
        return list(self.told.at(places))

    def _take(self, record: Record) -> None:
        article = record.article.iri
        for entity in record.entities:
            if entity.iri == f"{article}/voice":
                continue
            actor = self._actor(article, entity.iri)
            assert actor is not None
            self.leads[entity.iri][actor.key] = None
            actor.kind = actor.kind or entity.kind
            actor.item = actor.item or entity.item
            actor.entities.append(entity)
            actor.names.update([entity.name, *entity.names])
        for statement in record.statements:
            self._statement(statement)
        for one in record.characterizations:
            self.characterizations[one.iri] = one
            self.expressed[one.statement].append(one.iri)
            self._append(article, one.evaluator, "given", one)
            for iri in dict.fromkeys((one.target, one.ultimate)):
                self._append(article, iri, "received", one)
        for event in record.events:
            self.events[event.iri] = event
            for iri in dict.fromkeys(event.members):
                self._append(article, iri, "events", event)

    def _statement(self, one: Statement) -> None:
        self.statements[one.iri] = one
        if one.parent:
            self.nested[one.parent].append(one.iri)
        for answered in one.responds_to:
            self.answers[answered].append(one.iri)
        for iri in one.sources:
            self._append(one.article, iri, "said", one)
        for iri in one.targets:
            self._append(one.article, iri, "targeted", one)
        for key in dict.fromkeys(self.key(one.article, iri) for iri in one.named):
            actor = self.actors.get(key)
            if actor and not any(item is one for item in (*actor.said[-1:], *actor.targeted[-1:])):
                actor.named.append(one)

    def _append(self, article: str, iri: str, where: str, item: object) -> None:
        actor = self.actors.get(self.key(article, iri))
        if actor is not None:
            getattr(actor, where).append(item)

    def _actor(self, article: str, iri: str) -> Actor | None:
        key = self.key(article, iri)
        return None if key == VOICE else self.actors.setdefault(key, Actor(key))


def folded(text: str) -> str:
    """Return text without case and accents, as people type it when they search."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def _often(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _by_date(record: Record) -> tuple[str, str]:
    return record.article.published, record.article.iri
