"""Two speakers or two outlets side by side: what each says of one target, and how each sees it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from sayso.explore.addresses import with_query
from sayso.explore.asked import Asked, Page
from sayso.explore.catalog import Actor
from sayso.explore.pages.pairs import pairs, targets_of
from sayso.explore.records import Characterization, Statement
from sayso.query import Table

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what it says of the target, and as what it presents it."""

    name: str
    href: str
    statements: tuple[Statement, ...]
    characterizations: tuple[Characterization, ...]
    tones: tuple[tuple[str, int], ...]


def compare(asked: Asked) -> Page:
    """Return the two sides; without a target, the targets that both speak of."""
    by = asked.choice("by", ("speakers", "outlets"), "speakers")
    names = [asked.value("one"), asked.value("other"), asked.value("target")]
    target = _actor(asked, names[2])
    missing = [names[2]] if names[2] and target is None else []
    sides: list[Side] = []
    shared: list[tuple[Actor, int, int]] = []
    if all(names[:2]):
        found = [_all_of(asked, by, name) for name in names[:2]]
        missing += [name for name, one in zip(names, found, strict=False) if one is None]
        if not missing:
            both = [one for one in found if one is not None]
            shared = _shared(asked, both[0][2:], both[1][2:])
            if target:
                sides = [_side(asked, one, target) for one in both]
    publishers = sorted({one.publisher for one in asked.catalog.articles if one.publisher})
    content = {
        "by": by,
        "names": [_shown(asked, name) for name in names],
        "named": [_shown(asked, name) for name in names[:2]],
        "pairs": [] if sides or shared or missing else pairs(asked, by, _one(asked, by, names[0])),
        "target": target,
        "sides": sides,
        "shared": shared[:_SHOWN],
        "missing": missing,
        "publishers": publishers,
        "actors": list(islice((one for one in asked.catalog.ranked_actors() if one.said), 200)),
    }
    title = f"Compare {names[0]} and {names[1]}" if all(names[:2]) else "Compare"
    return Page("compare.html", title, content, _data(sides, shared), table=_table(asked, sides))


def _one(asked: Asked, by: str, name: str) -> str:
    """Return what the first is called in the list of pairs."""
    actor = _actor(asked, name) if by == "speakers" else None
    return actor.key if actor else name


def _shown(asked: Asked, name: str) -> str:
    """Return the name of an actor that an address gives by its identifier, if that finds it too."""
    actor = _actor(asked, name)
    return actor.name if actor and _actor(asked, actor.name) is actor else name


Found = tuple[str, str, list[Statement], list[Characterization]]


def _all_of(asked: Asked, by: str, name: str) -> Found | None:
    """Return the name of a speaker or outlet, its page, and all that it says."""
    catalog = asked.catalog
    if by == "speakers":
        actor = _actor(asked, name)
        if actor is None:
            return None
        return actor.name, asked.href(actor.key), actor.said, actor.given
    records = [one for one in catalog.records.values() if one.article.publisher == name]
    if not records:
        return None
    return (
        name,
        with_query("/articles", publisher=name),
        [statement for record in records for statement in record.statements],
        [one for record in records for one in record.characterizations],
    )


def _actor(asked: Asked, name: str) -> Actor | None:
    """Return the actor of an identifier or a name; of several, the one most is told of."""
    if not name:
        return None
    for key in (name, asked.catalog.base + name):
        if key in asked.catalog.actors:
            return asked.catalog.actors[key]
    found = asked.catalog.search_actors(name, 1)
    return found[0] if found else None


def _side(asked: Asked, found: Found, target: Actor) -> Side:
    name, href, said, given = found
    about = [one for one in given if target.key in targets_of(asked, one)]
    expressed = {one.statement for one in about}
    statements = [
        one for one in said if one.iri in expressed or target.key in targets_of(asked, one)
    ]
    tones = Counter(one.polarity for one in about)
    return Side(name, href, tuple(statements), tuple(about), tuple(sorted(tones.items())))


def _shared(
    asked: Asked,
    one: tuple[list[Statement], list[Characterization]],
    other: tuple[list[Statement], list[Characterization]],
) -> list[tuple[Actor, int, int]]:
    counted = []
    for items in (one, other):
        counter: Counter[str] = Counter()
        for statement in items[0]:
            counter.update(targets_of(asked, statement))
        for given in items[1]:
            counter.update(targets_of(asked, given))
        counted.append(counter)
    actors = asked.catalog.actors
    found = [
        (actors[key], counted[0][key], counted[1][key])
        for key in counted[0].keys() & counted[1].keys() & actors.keys()
    ]
    return sorted(found, key=lambda row: (-min(row[1:]), -row[1] - row[2], row[0].name))


def _data(sides: list[Side], shared: list[tuple[Actor, int, int]]) -> dict[str, object]:
    return {
        "sides": sides,
        "shared_targets": [
            {"iri": actor.key, "name": actor.name, "one": one, "other": other}
            for actor, one, other in shared
        ],
    }


def _table(asked: Asked, sides: list[Side]) -> Table:
    columns = ("side", "what", "words", "polarity", "published", "article", "start", "end", "iri")
    rows: list[tuple[str | int, ...]] = []
    for side in sides:
        for one in side.statements:
            about = asked.catalog.article(one.article)
            tones = ", ".join(one.polarities)
            rows.append(
                (
                    *(side.name, "statement", one.content, tones, about.published, about.title),
                    *(one.start, one.end, one.iri),
                )
            )
        for item in side.characterizations:
            about = asked.catalog.article(item.article)
            rows.append(
                (
                    *(side.name, "characterization", item.words, item.polarity),
                    *(about.published, about.title, item.start, item.end, item.iri),
                )
            )
    return Table(columns, tuple(rows))
