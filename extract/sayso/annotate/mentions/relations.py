"""How candidates belong to one another: officials to a state, an office to an organization."""

from __future__ import annotations

from sayso.annotate import gazetteer
from sayso.annotate.mentions.candidate import Candidate, Found, Office
from sayso.annotate.mentions.columns import Columns
from sayso.annotate.mentions.phrases import full_extent
from sayso.model import ORGANIZATIONS, EntityType, MentionKind

_MODIFIERS = {"compound", "amod", "nmod", "poss"}
_OWNERS = ORGANIZATIONS | {EntityType.STATE, EntityType.PLACE}
_LINKING = {"be", "become", "remain"}
_APPOINTING = {
    "appoint",
    "name",
    "elect",
    "reelect",
    "make",
    "hire",
    "install",
    "serve",
    "work",
    "act",
}
_WHEN = {"in", "since", "from", "to", "until", "till", "between", "during", "through"}
# After these a capital may be meant as a government; after "in" or "from" it is a city.
_GOVERNMENT_PREPOSITIONS = {"for", "with", "against", "between", "toward", "towards"}


def relate(found: Found) -> None:
    """Fill `member`, `organization`, `role` and `metonym` of all candidates."""
    states = {c.known.key for c in found.candidates if c.known}
    for candidate in found.candidates:
        owner = _owner(found, candidate)
        if candidate.kind is MentionKind.NOMINAL and candidate.type is not None:
            if candidate.member is None and owner is not None:
                candidate.member = owner
            if owner is not None and _holds_office(candidate):
                candidate.role = (candidate.start, candidate.root + 1)
                candidate.organization = owner
        elif candidate.role:
            candidate.organization = owner
        if candidate.role:
            candidate.role_time = _when(found.columns, candidate.role[1] - 1)
            candidate.role = _trim(found, candidate.role)
        _metonym(found.columns, candidate, states)
    found.offices = [o for c in found.candidates if (o := _office(found, c)) is not None]


def _office(found: Found, candidate: Candidate) -> Office | None:
    """Return the office that a clause gives to its subject or object, in the article's own voice.

    What is denied, possible, quoted or reported is no office that the article speaks of.
    """
    table, root = found.columns, candidate.root
    noun = gazetteer.noun(candidate.text) if candidate.kind is MentionKind.NOMINAL else None
    if noun is None or not noun.office or candidate.number == "p" or table.quote[root] >= 0:
        return None
    verb = _predicating(table, root)
    if verb is None or table.dep[verb] in ("ccomp", "csubj", "pcomp"):
        return None
    if any(table.dep[c] == "neg" or table.tag[c] == "MD" for c in table.children[verb]):
        return None
    given = [c for c in table.children[verb] if table.dep[c] == "dobj"]
    subject = given[0] if given else table.subject_of(verb)
    number = found.by_token.get(subject) if subject is not None else None
    holder = found.candidates[number] if number is not None else None
    organization = candidate.organization or _owner(found, candidate)
    if holder is None or holder is candidate or holder.type is not EntityType.PERSON:
        return None
    if candidate.definite in ("indef", "dem") and organization is None:
        return None
    label = _trim(found, (candidate.start, root + 1))
    candidate.role = None
    when = _when(table, root) or _when(table, verb)
    return Office(holder, label, organization, when) if label else None


def _when(table: Columns, head: int) -> tuple[int, int] | None:
    """Return the words after an office, or the verb that gives it, that say when it is held."""
    dated = [
        child
        for child in table.children[head]
        if child > head
        and table.lower[child] in _WHEN
        and any(table.label[c] == "DATE" for c in table.children[child])
    ]
    if not dated or table.lower[dated[0]] == "to":
        return None
    return dated[0], max(full_extent(table, child)[1] for child in dated)


def _predicating(table: Columns, root: int) -> int | None:
    """Return the verb that makes a noun the predicate of somebody, or None."""
    dep, head = table.dep[root], table.head[root]
    if dep == "attr" and table.lemma[head] in _LINKING:
        return head
    if dep in ("oprd", "attr") and table.lemma[head] in _APPOINTING:
        return head
    appointed = table.lemma[table.head[head]] in _APPOINTING
    return table.head[head] if dep == "pobj" and table.lower[head] == "as" and appointed else None


def _holds_office(candidate: Candidate) -> bool:
    """Tell whether a description is of one office holder: "the NATO leader"."""
    noun = gazetteer.noun(candidate.text)
    return (
        candidate.type is EntityType.PERSON
        and candidate.definite in ("def", "poss")
        and noun is not None
        and noun.office
    )


def _owner(found: Found, candidate: Candidate) -> Candidate | None:
    """Return the organization or state that modifies the phrase of a candidate."""
    best = None
    table = found.columns
    for root in (candidate.root, *candidate.other_roots):
        for child in table.children[root]:
            targets = [child] if table.dep[child] in _MODIFIERS else []
            if table.dep[child] == "prep" and table.lower[child] in ("of", "for", "at", "with"):
                targets = [c for c in table.children[child] if table.dep[c] == "pobj"]
                if candidate.role is None and table.lower[child] != "of":
                    continue
            for target in targets:
                inner = (
                    found.candidates[found.by_token[target]] if target in found.by_token else None
                )
                if inner is not None and inner is not candidate and _owns(inner):
                    best = best or inner
    if best is None and candidate.role:
        best = _before_role(found, candidate)
    return best


def _owns(inner: Candidate) -> bool:
    return inner.type in _OWNERS or (
        inner.kind is MentionKind.ADJECTIVE and inner.type is EntityType.COLLECTIVE
    )


def _before_role(found: Found, candidate: Candidate) -> Candidate | None:
    assert candidate.role is not None
    for token in range(candidate.role[1] - 1, candidate.start - 1, -1):
        n = found.by_token.get(token)
        inner = found.candidates[n] if n is not None else None
        if inner is not None and inner is not candidate and _owns(inner):
            return inner
    return None


def _trim(found: Found, role: tuple[int, int]) -> tuple[int, int] | None:
    """Return the role without articles, names of states and organizations before the office."""
    table = found.columns
    start, end = role
    for token in range(start, end - 1):
        n = found.by_token.get(token)
        inner = found.candidates[n] if n is not None else None
        if (
            (inner is not None and inner.name and token in range(*inner.name))
            or table.pos[token] in ("DET", "PART", "PUNCT", "PRON")
            or table.words[token] in gazetteer.adjectives()
        ):
            start = token + 1
    return (start, end) if start < end else None


def _metonym(table: Columns, candidate: Candidate, states: set[str]) -> None:
    """Mark a capital that stands for its government, and give it the state as referent."""
    state = gazetteer.capitals().get(candidate.text)
    if state is None or candidate.type is EntityType.PERSON or candidate.role:
        return
    head, dep = table.head[candidate.root], table.dep[candidate.root]
    acts = dep in ("nsubj", "nsubjpass") and table.lemma[head] in gazetteer.volition_verbs()
    faces = dep == "pobj" and table.lower[head] in _GOVERNMENT_PREPOSITIONS and state.key in states
    if acts or faces:
        candidate.metonym, candidate.known, candidate.type = True, state, state.type
