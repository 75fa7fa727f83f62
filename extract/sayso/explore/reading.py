"""From the graph of an article to the records that pages are made of."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from sayso.explore.records import (
    Article,
    Characterization,
    Entity,
    Event,
    Record,
    Role,
    Statement,
    Words,
)
from sayso.explore.view import ArticleView, local
from sayso.export.networks import KINDS
from sayso.export.networks.reading import read_links
from sayso.vocabulary import EVENT, MODE, SAYSO, org, rdf, sayso, schema

_POLARITIES = ("negative", "mixedPolarity", "neutral", "positive")
# A node of several classes is called after the first of these, or else after the first there is.
_GENERAL = {"Actor", "Organization", "Place", "AnonymousActor"}
_UNTITLED = 70


def read_record(view: ArticleView) -> Record:
    """Return what pages show of an article."""
    article = read_article(view)
    evaluations: dict[str, set[str]] = defaultdict(set)
    for node in (*view.of_class(sayso.Characterization), *view.of_class(sayso.Stance)):
        for statement in view.all(node, sayso.expressedIn):
            evaluations[statement].add(local(view.one(node, sayso.polarity)))
    mentioning: dict[str, list[str]] = defaultdict(list)
    for node in view.of_class(sayso.Statement):
        for event in view.all(node, sayso.mentionsEvent):
            mentioning[event].append(node)
    characterizations = tuple(
        _characterization(view, node) for node in view.of_class(sayso.Characterization)
    )
    naming = _Naming(view)
    statements = [
        _statement(view, node, evaluations[node], naming) for node in view.of_class(sayso.Statement)
    ]
    events = [
        _event(view, node, mentioning[node])
        for node in view.subjects()
        if sayso.trigger in view.told(node)
    ]
    entities = _entities(view)
    named = {entity.iri for entity in entities}
    pointed = {item.target for item in characterizations}
    pointed.update(target for statement in statements for target in statement.targets)
    return Record(
        article,
        tuple(sorted(statements, key=lambda one: (one.start, one.end, one.iri))),
        tuple(sorted(characterizations, key=lambda one: (one.start, one.end, one.iri))),
        tuple(sorted(events, key=lambda one: (one.start, one.end, one.iri))),
        entities,
        read_links(view.as_evidence(), KINDS),
        {iri: label_of(view, iri) for iri in sorted(pointed - named) if iri},
        view.size,
    )


def read_article(view: ArticleView) -> Article:
    """Return the article's own data; one without a title is called by its first words."""
    node = view.article
    title = " ".join(view.one(node, schema.headline).split())
    if not title:
        begin = " ".join(view.text()[:2000].split())
        title = begin if len(begin) <= _UNTITLED else begin[:_UNTITLED].rsplit(" ", 1)[0] + " …"
    return Article(
        node,
        view.one(view.one(node, sayso.hasText), sayso.textDigest),
        title or local(node),
        view.one(node, schema.datePublished)[:10],
        view.one(node, schema.publisher),
        view.one(node, schema.url),
        tuple(view.all(node, schema.author)),
        view.one(node, schema.inLanguage),
    )


def label_of(view: ArticleView, node: str) -> str:
    """Return what a node is called by: its name, or the words that it rests on."""
    name = view.one(node, sayso.name)
    if name:
        return name
    for predicates in (
        (sayso.trigger,),
        (sayso.contentSpan,),
        (sayso.characterizedAs,),
        (sayso.evidence,),
        (sayso.cue,),
    ):
        words = view.joined(node, *predicates)
        if words:
            return words
    return local(node)


class _Naming:
    """Finds whom and what a stretch of text mentions."""

    def __init__(self, view: ArticleView) -> None:
        found = ((view.words(node), node) for node in view.of_class(sayso.EntityMention))
        ordered = sorted((words, node) for words, node in found if words)
        self._words = [words for words, _ in ordered]
        self._nodes = [view.one(node, sayso.refersTo) for _, node in ordered]

    def within(self, spans: tuple[Words, ...]) -> dict[str, None]:
        """Return the entities mentioned inside of spans, in the order of the text."""
        found: dict[str, None] = {}
        for span in spans:
            place = bisect_left(self._words, Words(span.start, 0))
            while place < len(self._words) and self._words[place].start < span.end:
                if self._words[place].end <= span.end:
                    found[self._nodes[place]] = None
                place += 1
        return found


def _statement(view: ArticleView, node: str, polarities: set[str], naming: _Naming) -> Statement:
    content = view.words_of(node, sayso.contentSpan)
    shown = content or view.words_of(node, sayso.cue) or view.words_of(node, sayso.sourceMention)
    first = shown[0] if shown else Words(0, 0)
    known = {*view.all(node, sayso.source), *view.all(node, sayso.target)}
    return Statement(
        node,
        view.article,
        tuple(view.all(node, sayso.source)),
        tuple(view.all(node, sayso.target)),
        tuple(view.all(node, sayso.addressee)),
        local(view.one(node, sayso.quoteForm)),
        tuple(local(act) for act in view.all(node, sayso.speechAct)),
        view.joined(node, sayso.cue) or view.one(node, sayso.cueLemma),
        view.joined(node, sayso.contentSpan),
        first.start,
        first.end,
        view.one(node, sayso.isNegated) == "true",
        int(view.one(node, sayso.nestingLevel) or 0),
        view.one(node, sayso.embeddedIn),
        tuple(view.all(node, sayso.responseTo)),
        float(view.one(node, sayso.confidence) or 1),
        tuple(one for one in _POLARITIES if one in polarities),
        tuple(one for one in naming.within(content) if one not in known),
    )


def _characterization(view: ArticleView, node: str) -> Characterization:
    spans = view.words_of(node, sayso.attributeSpan) or view.words_of(node, sayso.evidence)
    first = spans[0] if spans else Words(0, 0)
    sentence = ""
    for span in (*view.all(node, sayso.attributeSpan), *view.all(node, sayso.evidence)):
        sentence = sentence or view.sentence(span)
    return Characterization(
        node,
        view.article,
        view.one(node, sayso.evaluator),
        view.one(node, sayso.characterized),
        view.one(node, sayso.ultimateTarget),
        view.one(node, sayso.characterizedAs),
        local(view.one(node, sayso.characterizationType)),
        local(view.one(node, sayso.characterizationForm)),
        local(view.one(node, sayso.polarity)),
        view.one(node, sayso.isNegated) == "true",
        float(view.one(node, sayso.confidence) or 1),
        view.one(node, sayso.expressedIn),
        first.start,
        first.end,
        sentence,
    )


def _event(view: ArticleView, node: str, statements: list[str]) -> Event:
    triggers = view.words_of(node, sayso.trigger)
    first = triggers[0] if triggers else Words(0, 0)
    kinds = [one for one in view.classes(node) if one.startswith(EVENT)] or view.classes(node)
    time = view.one(node, sayso.eventTime)
    return Event(
        node,
        view.article,
        local(kinds[0]) if kinds else "Event",
        view.joined(node, sayso.trigger),
        first.start,
        first.end,
        local(view.one(node, sayso.actuality)),
        view.one(node, sayso.mode).removeprefix(MODE),
        tuple(view.all(node, sayso.agent)),
        tuple(view.all(node, sayso.recipient)),
        tuple(view.all(node, sayso.theme)),
        view.one(node, sayso.eventPlace),
        view.one(time, sayso.name),
        view.one(time, sayso.begins)[:10],
        tuple(statements),
    )


def _entities(view: ArticleView) -> tuple[Entity, ...]:
    mentions: dict[str, list[tuple[Words, str]]] = defaultdict(list)
    for node in view.of_class(sayso.EntityMention):
        found = view.words(node)
        if found:
            kind = view.one(node, sayso.mentionType)
            mentions[view.one(node, sayso.refersTo)].append((found, kind))
    roles: dict[str, list[Role]] = defaultdict(list)
    for node in view.of_class(sayso.RoleHolding):
        spans = view.words_of(node, sayso.evidence)
        role = Role(
            view.one(node, sayso.roleLabel),
            view.one(node, org.organization),
            view.article,
            spans[0].start if spans else 0,
        )
        roles[view.one(node, org.member)].append(role)
    found_in = []
    for node in view.subjects():
        told = view.told(node)
        if sayso.name in told and rdf.type in told and sayso.timexValue not in told:
            found_in.append(_entity(view, node, sorted(mentions[node]), roles[node]))
    return tuple(sorted(found_in, key=lambda one: one.iri))


def _entity(
    view: ArticleView, node: str, mentions: list[tuple[Words, str]], roles: list[Role]
) -> Entity:
    kinds = [one.removeprefix(SAYSO) for one in view.classes(node) if one.startswith(SAYSO)]
    narrow = [kind for kind in kinds if kind not in _GENERAL] or kinds
    names = {" ".join(words.words.split()) for words, kind in mentions if kind == "NAM"}
    evidence = view.words_of(node, sayso.evidence)
    first = mentions[0][0] if mentions else evidence[0] if evidence else None
    return Entity(
        node,
        view.article,
        view.one(node, sayso.name),
        narrow[0] if narrow else "Entity",
        tuple(sorted(names)),
        view.one(node, schema.sameAs),
        len(mentions),
        first,
        tuple(dict.fromkeys(roles)),
    )
