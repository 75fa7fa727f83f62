"""What the words beside a phrase ask of it: somebody who acts, somebody at all, an event."""

from __future__ import annotations

from functools import cache

from sayso.annotate import gazetteer
from sayso.annotate.coreference.markables import Markable
from sayso.annotate.lexicon_files import rows, words
from sayso.annotate.mentions.columns import Columns
from sayso.model import ORGANIZATIONS, EntityType

DEMANDS = ("", "actor", "person", "event")
_NONE, _ACTOR, _PERSON, _EVENT = range(len(DEMANDS))
_HAPPENING = {"happen", "occur", "ensue"}
_ACTORS = ORGANIZATIONS | {
    EntityType.PERSON,
    EntityType.ANONYMOUS,
    EntityType.STATE,
    EntityType.COLLECTIVE,
}
_WHO_ACT = {"person", "human", "group", "body"}


def demand(table: Columns, root: int) -> int:
    """Return what is asked of the phrase with a head, as its place in DEMANDS."""
    dep, lemma = table.dep[root], table.lemma[table.head[root]]
    if dep == "poss":
        noun = gazetteer.noun(lemma)
        return _ACTOR if noun is not None and noun.kind in ("person", "human") else _NONE
    if dep == "nsubj":
        return _EVENT if lemma in _HAPPENING else _ACTOR if lemma in _actors() else _NONE
    if dep in ("dobj", "nsubjpass", "dative"):
        return _PERSON if lemma in _undergoers() else _NONE
    return _NONE


def acts(one: Markable) -> bool:
    """Tell whether a phrase is of somebody who can speak and act, by its type or noun."""
    if one.own.type is not None:
        return one.own.type in _ACTORS
    noun = gazetteer.noun(one.own.text) if one.form == "noun" else None
    return noun is not None and noun.kind in _WHO_ACT


def happens(one: Markable) -> bool:
    """Tell whether a phrase is of an event, by its noun."""
    return one.form == "noun" and one.own.text in _events()


@cache
def _actors() -> frozenset[str]:
    said = {row[0] for row in rows("speech_acts.tsv") if row[1] == "verb"}
    return gazetteer.volition_verbs() | said


@cache
def _undergoers() -> frozenset[str]:
    return words("person_object_verbs.txt")


@cache
def _events() -> frozenset[str]:
    return frozenset(row[0] for row in rows("event_nouns.tsv"))
