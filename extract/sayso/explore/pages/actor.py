"""An actor: what it said, what was said of it, how it sees others and is seen, with the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from pyoxigraph import NamedNode, QuerySolutions, Variable

from sayso.explore.asked import Asked, Page
from sayso.explore.catalog import Actor
from sayso.explore.pages import node, resource
from sayso.explore.records import Article, Characterization, Event, Statement, Words
from sayso.explore.timeline import bars
from sayso.query import Table
from sayso.vocabulary import SAYSO

_SHOWN = 40
POLARITIES = ("positive", "neutral", "mixedPolarity", "negative")


def actor(asked: Asked) -> Page:
    """Return the page of an actor, or of an entity of an article."""
    found = asked.catalog.actors.get(asked.place)
    if found is None:
        return _elsewhere(asked)
    said, received = _newest(asked, found.said), _newest(asked, found.received)
    given = _newest(asked, found.given)
    days = [asked.catalog.article(one.article).published for one in found.said]
    heard = [asked.catalog.article(one.article).published for one in found.received]
    content = {
        "actor": found,
        "said": said[:_SHOWN],
        "targeted": _newest(asked, found.targeted)[:_SHOWN],
        "named": _newest(asked, found.named)[:_SHOWN],
        "received": received[:_SHOWN],
        "given": given[:_SHOWN],
        "events": _newest(asked, found.events)[:_SHOWN],
        "shown": _SHOWN,
        "seen": _tally(found.received),
        "sees": _tally(found.given),
        "roles": _roles(asked, found),
        "bars": bars(("statements", days), ("characterizations of it", heard)),
        "articles": _articles(asked, found),
    }
    related = (found.key, *(entity.iri for entity in found.entities))
    subjects = tuple(dict.fromkeys(related))
    return Page(
        "actor.html",
        found.name,
        content,
        _data(found),
        subjects,
        table=lambda: _table(asked, found),
    )


def _elsewhere(asked: Asked) -> Page:
    """Return the page of an identifier that leads to an actor, or to several, or to none."""
    catalog = asked.catalog
    leads = dict.fromkeys((*catalog.leads.get(asked.place, ()), *_redirects(asked)))
    found = [catalog.actors[key] for key in leads if key in catalog.actors]
    if len(found) == 1:
        return Page("choice.html", found[0].name, {}, {}, leads_to=asked.href(found[0].key))
    if found:
        data = [{"iri": one.key, "name": one.name} for one in found]
        title = f"{len(found)} actors of this name"
        return Page("choice.html", title, {"actors": found}, data, (asked.place,))
    if asked.place.startswith(f"{catalog.base}article/"):
        return node.node(asked)
    return resource.resource(asked)


def _redirects(asked: Asked) -> list[str]:
    try:
        old = NamedNode(asked.place)
    except ValueError:
        return []
    answer = asked.store.query(
        f"SELECT ?old ?to WHERE {{ ?old <{SAYSO}redirectsTo> ?to }}", {Variable("old"): old}
    )
    assert isinstance(answer, QuerySolutions)
    return [to.value for row in answer if isinstance(to := row["to"], NamedNode)]


Item = TypeVar("Item", Statement, Characterization, Event)


def _newest(asked: Asked, items: Iterable[Item]) -> list[Item]:
    def when(one: Item) -> tuple[str, str]:
        return asked.catalog.article(one.article).published, one.article

    return sorted(items, key=when, reverse=True)


def _tally(items: list[Characterization]) -> list[tuple[str, int]]:
    counted = Counter(one.polarity for one in items)
    return [(polarity, counted[polarity]) for polarity in POLARITIES if counted[polarity]]


def _roles(asked: Asked, found: Actor) -> list[tuple[str, str, str, int, int]]:
    """Return the offices: label, organization, article, offset, in how many articles."""
    counted: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], tuple[str, int]] = {}
    for entity in found.entities:
        for role in {(one.label, one.organization): one for one in entity.roles}.values():
            where = asked.catalog.name(role.article, role.organization) if role.organization else ""
            counted[role.label, where] += 1
            first.setdefault((role.label, where), (role.article, role.start))
    ordered = sorted(counted, key=lambda pair: (-counted[pair], pair))
    return [(*pair, *first[pair], counted[pair]) for pair in ordered]


def _articles(asked: Asked, found: Actor) -> list[tuple[Article, int, Words | None]]:
    """Return the articles that name the actor: article, mentions, first words."""
    rows = [
        (asked.catalog.article(entity.article), entity.mentions, entity.first)
        for entity in found.entities
    ]
    return sorted(rows, key=lambda row: (row[0].published, row[0].iri), reverse=True)


def _data(found: Actor) -> dict[str, object]:
    return {
        "iri": found.key,
        "name": found.name,
        "type": found.kind,
        "sameAs": found.item or None,
        "aliases": found.aliases,
        "appearances": found.entities,
        "said": found.said,
        "said_about": found.targeted,
        "named_in": found.named,
        "characterized_by": found.received,
        "characterizes": found.given,
        "events": found.events,
    }


def _table(asked: Asked, found: Actor) -> Table:
    columns = (
        "what",
        "who",
        "whom",
        "words",
        "polarity",
        "published",
        "article",
        "start",
        "end",
        "iri",
    )
    rows: list[tuple[str | int, ...]] = []
    catalog = asked.catalog
    for one in found.said:
        article = catalog.article(one.article)
        whom = "; ".join(catalog.names(one.article, one.targets))
        rows.append(
            (
                "said",
                found.name,
                whom,
                one.content,
                ", ".join(one.polarities),
                article.published,
                article.title,
                one.start,
                one.end,
                one.iri,
            )
        )
    for item in dict.fromkeys((*found.given, *found.received)):
        article = catalog.article(item.article)
        who, whom = (
            catalog.name(item.article, item.evaluator),
            catalog.name(item.article, item.target),
        )
        rows.append(
            (
                "characterization",
                who,
                whom,
                item.words,
                item.polarity,
                article.published,
                article.title,
                item.start,
                item.end,
                item.iri,
            )
        )
    return Table(columns, tuple(rows))
