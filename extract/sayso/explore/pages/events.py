"""Events as described, in time: by the day they are dated to, or else by their article's."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.explore.asked import Asked, Page, paged
from sayso.explore.catalog import folded
from sayso.explore.narrowing import Narrowing
from sayso.explore.records import Event
from sayso.explore.timeline import Chart, bars
from sayso.query import Table


def events(asked: Asked) -> Page:
    """Return the events that fit the parameters, the newest first."""
    chosen = {name: asked.value(name) for name in ("type", "actuality")}
    chosen["actor"] = asked.key("actor")
    since, until = asked.day("since"), asked.day("until")
    known = asked.catalog.happening
    places = known.find(chosen, since, until, [folded(asked.value("q"))])
    rows = known.at(places)
    listing = paged(asked, rows)
    content = {
        "listing": listing,
        "kinds": sorted(known.counts("type", known.everything).items()),
        "actualities": sorted(known.counts("actuality", known.everything).items()),
        "kind": chosen["type"],
        "actuality": chosen["actuality"],
        "actor": chosen["actor"],
        "words": asked.value("q"),
        "since": since,
        "until": until,
        "days": {one.iri: asked.catalog.day_of(one) for one in listing.rows},
        "bars": _bars(known, places),
    }

    def table() -> Table:
        return _table(asked, rows)

    def data() -> object:
        found = table()
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]

    shown = tuple(one.iri for one in listing.rows)
    return Page("events.html", "Events", content, data, shown, table=table)


def _bars(known: Narrowing[Event], places: Sequence[int]) -> Chart | None:
    actual = set(known.having("actuality", "actual"))
    days = [known.days[at] for at in places if at in actual]
    others = [known.days[at] for at in places if at not in actual]
    return bars(("presented as actual", days), ("claimed, planned or denied", others))


def _table(asked: Asked, rows: Sequence[Event]) -> Table:
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
