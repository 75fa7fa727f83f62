"""Joining descriptions: the same noun again, an office for its holder, a class for its member."""

from __future__ import annotations

from collections import defaultdict

from sayso.annotate import gazetteer
from sayso.annotate.coreference.clusters import PEOPLE, Clusters
from sayso.annotate.mentions.candidate import Candidate, Found
from sayso.annotate.mentions.columns import Columns
from sayso.model import ORGANIZATIONS, EntityType

_REACH = 4  # sentences back to the antecedent of "the company", "the country"
_LEADERS = {"leader", "head", "chief", "boss"}
_CONTENT = {"amod", "compound", "nmod", "poss", "nummod"}
_STATES = {"country", "nation", "state"}
_SETTLEMENTS = {"city", "town", "village", "capital"}


def join_nominals(clusters: Clusters, found: Found) -> None:
    """Join every definite description to what it describes, if that has been mentioned."""
    table = found.columns
    by_head: dict[str, list[int]] = defaultdict(list)
    roles: dict[str, list[int]] = defaultdict(list)
    offices = {id(o.holder): o for o in found.offices}
    for n, candidate in enumerate(clusters.candidates):
        office = offices.get(id(candidate))
        if office is not None and candidate.name:
            for token in range(*office.label):
                roles[table.lemma[token]].append(n)
        if candidate.role:
            for token in range(*candidate.role):
                roles[table.lemma[token]].append(n)
        if candidate.pronoun or candidate.name:
            continue
        if candidate.definite in ("def", "dem", "poss"):
            antecedent = _by_role(clusters, roles, n)
            if antecedent is None:
                antecedent = _same_head(clusters, table, by_head.get(candidate.text, []), n)
            if antecedent is None:
                antecedent = _by_class(clusters, table, n)
            if antecedent is not None:
                clusters.join(n, antecedent)
        by_head[candidate.text].append(n)


def _modifiers(table: Columns, candidate: Candidate) -> set[str]:
    return {
        table.lower[child]
        for child in table.children[candidate.root]
        if table.dep[child] in _CONTENT
    }


def _by_role(clusters: Clusters, roles: dict[str, list[int]], n: int) -> int | None:
    candidate = clusters.candidates[n]
    if candidate.number == "p" or candidate.definite == "poss":
        return None
    for other in reversed(roles.get(candidate.text, [])):
        if other != n and _may_hold(clusters, candidate, other):
            return other
    if candidate.text in _LEADERS and candidate.member is not None:
        for other in range(n - 1, -1, -1):
            holder = clusters.candidates[other]
            if holder.role and _same_owner(candidate.member, holder.organization):
                return other
    return None


def _may_hold(clusters: Clusters, candidate: Candidate, other: int) -> bool:
    holder = clusters.candidates[other]
    if candidate.gender and clusters.gender(other) not in ("", candidate.gender):
        return False
    if candidate.member is None or holder.organization is None:
        return True
    return _same_owner(candidate.member, holder.organization)


def _same_owner(a: object, b: object) -> bool:
    if a is b and a is not None:
        return True
    if isinstance(a, Candidate) and isinstance(b, Candidate):
        if a.known and b.known:
            return a.known.key == b.known.key
        return a.text.lower() == b.text.lower()
    return False


def _same_head(clusters: Clusters, table: Columns, earlier: list[int], n: int) -> int | None:
    candidate = clusters.candidates[n]
    own = _modifiers(table, candidate)
    fuller: int | None = None
    for other in reversed(earlier):
        before = clusters.candidates[other]
        if before.number != candidate.number or (candidate.type is None) != (before.type is None):
            continue
        theirs = _modifiers(table, before)
        if own == theirs:
            return other
        fits = own < theirs or (theirs < own and before.definite != "indef")
        if fits and (fuller is None or clusters.size(other) > clusters.size(fuller)):
            fuller = other
    return fuller


def _by_class(clusters: Clusters, table: Columns, n: int) -> int | None:
    """Return the nearest named thing of the class that the noun denotes."""
    candidate = clusters.candidates[n]
    noun = gazetteer.noun(candidate.text)
    if noun is None or candidate.number == "p" or candidate.definite == "poss":
        return None
    if _modifiers(table, candidate):
        return None
    sentence = table.sentence[candidate.root]
    for other in range(n - 1, -1, -1):
        before = clusters.candidates[other]
        if sentence - table.sentence[before.root] > _REACH:
            return None
        if before.name and before.root != candidate.root and _denotes(noun, candidate, before):
            return other
    return None


def _denotes(noun: gazetteer.Noun, candidate: Candidate, before: Candidate) -> bool:
    if candidate.text in _STATES:
        return before.type is EntityType.STATE
    if candidate.text in _SETTLEMENTS:
        return before.type is EntityType.PLACE and before.label == "GPE"
    if noun.kind == "body" and before.type in ORGANIZATIONS:
        special = noun.type is not EntityType.ORGANIZATION
        return before.type is noun.type or (not special or before.type is EntityType.ORGANIZATION)
    if noun.kind == "person" and noun.gender and before.type in PEOPLE:
        return before.gender == noun.gender
    return False
