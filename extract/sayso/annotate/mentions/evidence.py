"""What kind of thing a name names: what speaks for each kind, gathered over the document."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

from sayso.annotate import gazetteer
from sayso.annotate.lexicon_files import rows
from sayso.annotate.mentions.candidate import Candidate
from sayso.annotate.mentions.columns import Columns
from sayso.annotate.mentions.names import bare
from sayso.model import EntityType, MentionKind

_LABELS = {
    "PERSON": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "WORK_OF_ART": EntityType.WORK,
    "LAW": EntityType.WORK,
    "PRODUCT": EntityType.WORK,
    "NORP": EntityType.COLLECTIVE,
}
_PLACE_PREPOSITIONS = {"in", "near", "across", "throughout", "outside", "into", "around"}
_WEAK_PREPOSITIONS = {"at", "from", "to"}
_SETTLEMENTS = {"city", "town", "village", "capital", "port", "county", "province", "district"}
_DATELINE = {"(", ",", "—", "–", "--", "-"}
# Kinds that vote together; which of them it is, is decided by the more telling votes.
_GROUPS = {
    EntityType.INTERGOVERNMENTAL: EntityType.ORGANIZATION,
    EntityType.GOVERNMENT_BODY: EntityType.ORGANIZATION,
    EntityType.ARMED_FORCE: EntityType.ORGANIZATION,
    EntityType.MEDIA: EntityType.ORGANIZATION,
    EntityType.PARTY: EntityType.ORGANIZATION,
    EntityType.COMPANY: EntityType.ORGANIZATION,
    EntityType.COALITION: EntityType.ORGANIZATION,
    EntityType.STATE: EntityType.PLACE,
}
_PERSON, _PLACE, _ORGANIZATION = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANIZATION
# News gives a person's full name first: a single word without one is likely no person, whatever the
# recognizer says of it each time.
_UNANCHORED = 0.5
_FIRST_WORD = 1.5
_LONGEST_ACRONYM = 5
_COORDINATED, _TELLING = 0.7, 1.5
_FEWEST_TITLES, _TITLED_SHARE = 2, 0.6
_LABEL, _LONG_LABEL = 0.6, 1.0
_LABELS_THAT_COUNT = 3


@cache
def _known_surnames() -> frozenset[str]:
    return frozenset(name.rsplit(" ", 1)[-1] for name in gazetteer.legislators())


@cache
def _governed() -> dict[tuple[str, str], tuple[EntityType, float]]:
    """Return what a noun says of the name before it, by relation ("has", "before") and lemma."""
    table: dict[tuple[str, str], tuple[EntityType, float]] = {}
    for relation, type_, weight, nouns in rows("name_evidence.tsv"):
        for noun in nouns.split():
            for one in ("has", "before") if relation == "both" else (relation,):
                table.setdefault((one, noun), (EntityType(type_), float(weight)))
    for noun in gazetteer.kin():
        table["has", noun] = (_PERSON, 2.0)
    return table


def vote(candidate: Candidate, columns: Columns, role: bool) -> None:
    """Note what speaks for each type of thing that a name may name."""
    votes: dict[str, float] = defaultdict(float)
    assert candidate.name is not None
    first, end = candidate.name
    several = end - first > 1
    if candidate.label in _LABELS:
        votes[_LABELS[candidate.label]] += _LONG_LABEL if several else _LABEL
    if candidate.known:
        votes[candidate.known.type] += 3.0
    if candidate.text in gazetteer.legislators():
        votes[_PERSON] += 3.0
    form = _vote_by_form(candidate, columns, votes) if several else None
    if role or (candidate.gender and form is None):
        votes[_PERSON] += 1.5
    if candidate.kind is not MentionKind.ADJECTIVE:
        _vote_by_use(candidate, columns, votes)
    _vote_by_governor(candidate, columns, votes)
    candidate.votes = dict(votes)


def _vote_by_form(
    candidate: Candidate, columns: Columns, votes: dict[str, float]
) -> EntityType | None:
    """Let the words of a longer name vote; return what its first or last word says it is."""
    assert candidate.name is not None
    first, end = candidate.name
    last = next((t for t in range(first + 1, end) if columns.lower[t] in ("of", "for")), end) - 1
    form = gazetteer.suffixes().get(bare(columns.words[last]))
    form = form or gazetteer.prefixes().get(bare(columns.words[first]))
    if form is None and last < end - 1 and columns.lower[last].endswith("s"):
        # "Friends of the Old Mill", "Citizens for Fair Rents".
        noun = gazetteer.noun(columns.lower[last].removesuffix("s"))
        form = _ORGANIZATION if noun is not None and noun.kind == "person" else None
    if form is not None:
        votes[form] += 2.0
    elif "&" in columns.words[first + 1 : end - 1]:
        votes[EntityType.COMPANY] += 1.5
        form = EntityType.COMPANY
    elif columns.words[first] in gazetteer.given_names():
        votes[_PERSON] += 1.2
    elif end - first in (2, 3) and candidate.label in ("GPE", "PERSON"):
        votes[_PERSON] += 0.7
    return form


def _vote_by_use(candidate: Candidate, columns: Columns, votes: dict[str, float]) -> None:
    root, single = candidate.root, " " not in candidate.text
    head, dep = columns.head[root], columns.dep[root]
    letters = columns.words[root]
    if single and letters.isupper() and 1 < len(letters) <= _LONGEST_ACRONYM:
        votes[_PERSON] -= 1.0
    if columns.lower[candidate.start] == "the":
        votes[_PERSON] -= 1.0
        if single and candidate.start + 1 == root and candidate.label in ("GPE", "LOC", "PERSON"):
            votes[_PLACE] += 0.5
    if dep == "pobj":
        _vote_by_preposition(columns, votes, head)
    if dep == "nsubj" and columns.lemma[head] in gazetteer.volition_verbs():
        votes[_PERSON] += 0.4
        if candidate.known is None:
            votes[_PLACE] -= 0.3
    subject = columns.subject_of(head) if dep == "attr" else None
    if subject is not None and columns.lemma[subject] == "name":
        votes[_PERSON] += 1.5
    assert candidate.name is not None
    before = candidate.name[0] - 1
    if before >= candidate.start:
        noun = gazetteer.noun(columns.lower[before])
        if noun is not None and noun.kind in ("body", "place", "work"):
            votes[noun.type] += 2.0
    after = candidate.name[1]
    if (
        candidate.start in columns.casing.first
        and columns.words[root].isupper()
        and len(columns.words[root]) > 2
        and after < len(columns.words)
        and columns.words[after] in _DATELINE
    ):
        votes[_PLACE] += 1.5
    for child in columns.children[root]:
        # The clause after "an aide in the capital, Lippen," may be the aide's.
        if columns.dep[child] == "relcl" and dep != "appos":
            subject = columns.subject_of(child)
            if subject is not None and columns.lower[subject] == "who":
                votes[_PERSON] += 1.5
            elif subject is not None and columns.lower[subject] == "which":
                votes[_PERSON] -= 1.5


def _vote_by_preposition(columns: Columns, votes: dict[str, float], preposition: int) -> None:
    word = columns.lower[preposition]
    head = columns.head[preposition]
    if word == "of" and columns.lemma[head] in _SETTLEMENTS:
        votes[_PLACE] += 2.0
        return
    governed = _governed().get(("has", columns.lemma[head])) if word in ("of", "in") else None
    if governed is not None:
        votes[governed[0]] += governed[1]
    elif word in _PLACE_PREPOSITIONS:
        votes[_PERSON] -= 0.5
        votes[_PLACE] += 0.7
    elif word in _WEAK_PREPOSITIONS:
        votes[_PLACE] += 0.2


def _vote_by_governor(candidate: Candidate, columns: Columns, votes: dict[str, float]) -> None:
    """Let the noun that a name modifies vote: "Orbex shares", "the Sava river"."""
    dep = columns.dep[candidate.root]
    if dep not in ("poss", "compound", "nmod", "amod"):
        return
    lemma = columns.lemma[columns.head[candidate.root]]
    governed = _governed().get(("has" if dep == "poss" else "before", lemma))
    if governed is not None:
        votes[governed[0]] += governed[1]
    elif dep != "poss" and " " not in candidate.text:
        noun = gazetteer.nouns().get(lemma)
        if noun is not None and noun.kind == "place":
            votes[_PLACE] += 1.0


def _vote_by_coordination(candidates: list[Candidate], columns: Columns) -> None:
    """Let a name vote for the names coordinated with it: "Orbex, Velmont and Google"."""
    by_root = {c.root: c for c in candidates if c.name}
    ballots: list[tuple[Candidate, str]] = []
    for candidate in by_root.values():
        other = by_root.get(columns.head[candidate.root])
        if other is None or columns.dep[candidate.root] != "conj":
            continue
        for giver, taker in ((candidate, other), (other, candidate)):
            best = max(giver.votes, key=lambda t: (giver.votes[t], t), default=None)
            if best is not None and giver.votes[best] >= _TELLING:
                ballots.append((taker, best))
    for taker, best in ballots:
        # A believer or a member is not of the kind of what it stands beside.
        if not taker.known and taker.label != "NORP":
            taker.votes[best] = taker.votes.get(best, 0.0) + _COORDINATED


def decide_types(candidates: list[Candidate], columns: Columns) -> None:
    """Give every name the type that its mentions together speak for; a surname is its person's."""
    _vote_by_coordination(candidates, columns)
    named = [c for c in candidates if c.name and (c.votes or not c.known)]
    totals: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for candidate in named:
        for type_, weight in candidate.votes.items():
            totals[candidate.text][type_] += weight
    for base in columns.casing.demonyms.values():
        if base in totals:
            totals[base][EntityType.STATE] += 2.0
    _temper_labels(named, totals)
    titled = {c.text for c in named if (c.role or c.gender) and c.votes.get(_PERSON, 0.0) >= 1.5}
    chosen = _choose(totals, titled)
    surnames = _parts_of_people(chosen) | {t for t in titled if chosen.get(t) is _PERSON}
    firms = _firms_called_like_people(named, surnames, chosen)
    for candidate in named:
        text = candidate.text
        type_ = chosen.get(text, _ORGANIZATION)
        if text in surnames and not candidate.known:
            firm = text in firms and not (candidate.role or candidate.gender)
            type_ = firms[text] if firm else _PERSON
        elif not candidate.number and text.removesuffix("s") in surnames and " " not in text:
            type_ = EntityType.COLLECTIVE  # a family
        _settle(candidate, type_)


def _firms_called_like_people(
    named: list[Candidate], surnames: set[str], chosen: dict[str, EntityType]
) -> dict[str, EntityType]:
    """Return the surnames that without a title mean a firm: "Ms Roe", but "Roe" for "Roe Steel".

    So it is only where the text gives persons their titles as a rule.
    """
    firms = {text: type_ for text, type_ in _first_words(chosen).items() if text in surnames}
    titled = {c.text for c in named if c.gender and c.text in firms}
    if not titled:
        return {}
    others = [c for c in named if c.text in surnames and c.text not in firms and " " not in c.text]
    polite = sum(bool(c.gender or c.role) for c in others)
    if len(others) < _FEWEST_TITLES or polite < _TITLED_SHARE * len(others):
        return {}
    return {text: type_ for text, type_ in firms.items() if text in titled}


def _temper_labels(named: list[Candidate], totals: dict[str, dict[str, float]]) -> None:
    """Take back the label of a name where it is given again and again: it is one error or none."""
    counts = Counter((c.text, c.label) for c in named if c.label in _LABELS)
    for (text, label), count in counts.items():
        if count > _LABELS_THAT_COUNT:
            weight = _LONG_LABEL if " " in text else _LABEL
            totals[text][_LABELS[label]] -= (count - _LABELS_THAT_COUNT) * weight


def _settle(candidate: Candidate, type_: EntityType) -> None:
    candidate.type = type_
    if type_ is not _PERSON:
        candidate.gender = ""
        candidate.role = None
    if candidate.known and candidate.known.type is not type_:
        candidate.known = None


def _choose(totals: dict[str, dict[str, float]], titled: set[str]) -> dict[str, EntityType]:
    """Return the type of each name, longer names first, since single words go by them."""
    for text, votes in totals.items():
        surname = totals.get(text.split()[-1]) if " " in text else None
        if surname:
            votes[_PERSON] += min(1.0, max(0.0, surname[_PERSON]))
    chosen = {text: _winner(votes) for text, votes in totals.items() if " " in text}
    surnames, firms = _parts_of_people(chosen), _first_words(chosen)
    for text, votes in totals.items():
        if " " in text:
            continue
        if text in firms:
            votes[firms[text]] += _FIRST_WORD
        if text in _known_surnames():
            votes[_PERSON] += _UNANCHORED
        elif text not in surnames and text not in titled and text not in gazetteer.given_names():
            votes[_PERSON] *= _UNANCHORED
        chosen[text] = _winner(votes)
    return chosen


def _parts_of_people(chosen: dict[str, EntityType]) -> set[str]:
    people = [text.split() for text, type_ in chosen.items() if type_ is _PERSON and " " in text]
    return {parts[-1] for parts in people} | {parts[0] for parts in people}


def _first_words(chosen: dict[str, EntityType]) -> dict[str, EntityType]:
    """Return the first words of companies and other organizations, which name them in short."""
    firms: dict[str, EntityType] = {}
    for text, type_ in chosen.items():
        words = text.split()
        if type_ in (EntityType.COMPANY, _ORGANIZATION) and len(words) > 1:
            firms.setdefault(words[0], type_)
    return firms


def _winner(votes: dict[str, float]) -> EntityType:
    grouped: dict[str, float] = defaultdict(float)
    for type_, weight in votes.items():
        grouped[_GROUPS.get(EntityType(type_), type_)] += weight
    best = max(grouped, key=lambda kind: (grouped[kind], kind), default=None)
    if best is None or grouped[best] <= 0:
        return _ORGANIZATION
    kinds = {t: w for t, w in votes.items() if _GROUPS.get(EntityType(t), t) == best and w > 0}
    special = {t: w for t, w in kinds.items() if t != best} or kinds
    return EntityType(max(special, key=lambda kind: (special[kind], kind)))
