"""Events as described, in time: by the day they are dated to, or else by their article's."""

from __future__ import annotations

from collections import Counter

from sayso.explore.asked import Asked, Page, paged
from sayso.explore.catalog import folded
from sayso.explore.records import Event
from sayso.explore.timeline import bars
from sayso.query import Table


def events(asked: Asked) -> Page:
    """Return the events that fit the parameters, the newest first."""
    kind, actuality, actor = asked.value("type"), asked.value("actuality"), asked.key("actor")
    since, until = asked.day("since"), asked.day("until")
    words, catalog = folded(asked.value("q")), asked.catalog
    rows = [
        one
        for one in catalog.newest_events
        if kind in ("", one.kind)
        and actuality in ("", one.actuality)
        and (not actor or actor in (catalog.key(one.article, iri) for iri in members(one)))
        and (not words or words in folded(one.words))
        and _within(catalog.day_of(one), since, until)
    ]
    listing = paged(asked, list(rows))
    actual = [catalog.day_of(one) for one in rows if one.actuality == "actual"]
    others = [catalog.day_of(one) for one in rows if one.actuality != "actual"]
    everything = catalog.events.values()
    content = {
        "listing": listing,
        "kinds": sorted(Counter(one.kind for one in everything).items()),
        "actualities": sorted(Counter(one.actuality for one in everything).items()),
        "kind": kind,
        "actuality": actuality,
        "actor": actor,
        "words": asked.value("q"),
        "since": since,
        "until": until,
        "days": {one.iri: catalog.day_of(one) for one in rows},
        "bars": bars(("presented as actual", actual), ("claimed, planned or denied", others)),
    }

    def table() -> Table:
        return _table(asked, rows)

    def data() -> object:
        found = table()
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]

    shown = tuple(one.iri for one in listing.rows if isinstance(one, Event))
    return Page("events.html", "Events", content, data, shown, table=table)


def members(one: Event) -> tuple[str, ...]:
    """Return everybody and everything that takes part in an event."""
    return (*one.agents, *one.recipients, *one.themes, *((one.place,) if one.place else ()))


def _within(day: str, since: str, until: str) -> bool:
    return (not since or day >= since) and (not until or (day or "9999")[: len(until)] <= until)


def _table(asked: Asked, rows: list[Event]) -> Table:
    columns = (
        "day",
        "type",
        "words",
        "actuality",
        "agents",
        "recipients",
        "themes",
        "place",
        "time",
        "article",
        "start",
        "end",
        "iri",
    )
    catalog = asked.catalog
    return Table(
        columns,
        tuple(
            (
                catalog.day_of(one),
                one.kind,
                one.words,
                one.actuality,
                "; ".join(catalog.names(one.article, one.agents)),
                "; ".join(catalog.names(one.article, one.recipients)),
                "; ".join(catalog.names(one.article, one.themes)),
                catalog.name(one.article, one.place) if one.place else "",
                one.time,
                catalog.article(one.article).title,
                one.start,
                one.end,
                one.iri,
            )
            for one in rows
        ),
    )
