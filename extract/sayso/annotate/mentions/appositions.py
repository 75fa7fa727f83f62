"""Joining a name and the description beside it: "Ana Ruiz, the chief strategist"."""

from __future__ import annotations

from sayso.annotate import gazetteer
from sayso.annotate.mentions.candidate import Candidate, Found
from sayso.model import EntityType

# Above this a description of a thing beside a name is not one of it.
_SURELY_A_PERSON = 1.5


def join_appositions(found: Found) -> bool:
    """Join names and the descriptions beside them; tell whether there were any.

    The candidates of `found` are fewer then, and `by_token` has to be filled again.
    """
    gone: set[int] = set()
    # The outermost of those that end together is the one that begins first.
    ends = {c.end: n for n, c in reversed(list(enumerate(found.candidates)))}
    inner_ends = {c.end: n for n, c in enumerate(found.candidates)}
    for n, candidate in enumerate(found.candidates):
        outer_number = _spoken_for(found, candidate, inner_ends)
        if outer_number is None:
            outer_number = _beside(found, candidate, ends)
        if outer_number is None or n in gone or outer_number in gone:
            continue
        outer = found.candidates[outer_number]
        if outer is candidate:
            continue
        named, described = (candidate, outer) if candidate.name else (outer, candidate)
        if not _fits(named, described):
            continue
        _join(outer, candidate, named, described)
        gone.add(n)
    found.candidates = [c for n, c in enumerate(found.candidates) if n not in gone]
    return bool(gone)


def _spoken_for(found: Found, candidate: Candidate, ends: dict[int, int]) -> int | None:
    """Return whom a name after "a spokesman for the envoy," names: the envoy, not the spokesman."""
    table, comma = found.columns, candidate.start - 1
    if table.dep[candidate.root] != "appos" or comma < 0 or table.words[comma] != ",":
        return None
    outer, inner = found.by_token.get(table.head[candidate.root]), ends.get(comma)
    if outer is None or inner is None or found.candidates[outer].definite != "indef":
        return None
    beside = found.candidates[inner]
    noun = gazetteer.noun(beside.text)
    single = beside.definite in ("def", "poss") and beside.number == "s" and not beside.name
    return inner if single and noun is not None and noun.kind == "person" else None


def _beside(found: Found, candidate: Candidate, ends: dict[int, int]) -> int | None:
    """Return the candidate that another one is apposed to, by the parse or by its comma."""
    table = found.columns
    dep, head = table.dep[candidate.root], table.head[candidate.root]
    if dep == "appos":
        number = found.by_token.get(head)
        return number if number is not None and found.candidates[number].root == head else None
    if dep == "nsubj" and candidate.name:
        # "The poet Emeka Duru said", read as two subjects of one verb.
        number = ends.get(candidate.start)
        root = found.candidates[number].root if number is not None else candidate.root
        return number if table.dep[root] == dep and table.head[root] == head else None
    comma = candidate.start - 1
    if dep == "npadvmod" and candidate.name and comma > 0 and table.words[comma] == ",":
        return ends.get(comma)
    return None


def _fits(named: Candidate, described: Candidate) -> bool:
    if not named.name or described.name or described.pronoun or described.number == "p":
        return False
    noun = gazetteer.noun(described.text)
    if noun is None:
        return False
    likely = max(named.votes, key=lambda t: (named.votes[t], t), default=None)
    person = likely == EntityType.PERSON
    if noun.kind == "person":
        other = max((w for t, w in named.votes.items() if t != EntityType.PERSON), default=0.0)
        return person or (" " in named.text and other < _SURELY_A_PERSON)
    return not person or named.votes[EntityType.PERSON] < _SURELY_A_PERSON


def _join(outer: Candidate, inner: Candidate, named: Candidate, described: Candidate) -> None:
    noun = gazetteer.noun(described.text)
    assert noun is not None
    role = (described.start, described.root + 1)
    outer.other_roots = [inner.root, *inner.other_roots]
    outer.start, outer.end = min(outer.start, inner.start), max(outer.end, inner.end)
    if outer is described:
        for field in ("kind", "definite", "name", "text", "known", "label", "votes"):
            setattr(outer, field, getattr(named, field))
    outer.type = EntityType.PERSON if noun.kind == "person" else outer.type
    outer.gender = named.gender or described.gender
    outer.number, outer.anonymous, outer.collective = "s", False, False
    if outer.role is None and noun.office:
        outer.role = role
    if noun.kind == "person":
        outer.votes[EntityType.PERSON] = outer.votes.get(EntityType.PERSON, 0.0) + 2.0
    else:
        outer.votes[noun.type] = outer.votes.get(noun.type, 0.0) + 1.5
