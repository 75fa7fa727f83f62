"""The parts of a named phrase: titles and offices, the name itself, what kind of thing it names."""

from __future__ import annotations

import re
from collections import defaultdict

from sayso.annotate import gazetteer
from sayso.annotate.mentions.candidate import Candidate
from sayso.annotate.mentions.columns import Columns
from sayso.model import EntityType, MentionKind

_POSSESSIVE = re.compile(r"\s*['’]s?$")
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
NAMED_LABELS = frozenset(_LABELS)
_PLACE_PREPOSITIONS = {"in", "near", "across", "throughout", "outside"}
# Organizations of every kind vote together; the kind is decided by the name's last word.
_ORGANIZATIONS = {
    EntityType.ORGANIZATION,
    EntityType.INTERGOVERNMENTAL,
    EntityType.GOVERNMENT_BODY,
    EntityType.ARMED_FORCE,
    EntityType.MEDIA,
    EntityType.PARTY,
    EntityType.COMPANY,
    EntityType.COALITION,
}


def clean(text: str) -> str:
    """Return a name for comparison: without article, possessive mark and doubled blanks."""
    return gazetteer.without_article(_POSSESSIVE.sub("", " ".join(text.split())))


def bare(word: str) -> str:
    """Return a word in lower case without a final full stop, as the tables of titles hold it."""
    return word.lower().rstrip(".")


def name_start(columns: Columns, start: int, root: int, entity_start: int | None) -> int:
    """Return where the name begins in [start, root]: after titles and lower-case words."""
    first = root if entity_start is None else max(entity_start, start)
    while first > start and _continues(columns, first - 1, root, labelled=entity_start is not None):
        first -= 1
    titles = gazetteer.titles()
    while first < root and (
        (columns.pos[first] in ("DET", "ADJ", "ADP") and not columns.words[first][0].isupper())
        or columns.lower[first] == "the"
        or bare(columns.words[first]) in titles
    ):
        first += 1
    return first


def name_end(columns: Columns, root: int, entity: tuple[int, int, str] | None) -> int:
    """Return where the name with the head `root` ends: "Church of England" goes on after "of"."""
    end = root + 1
    if entity is not None:
        stop = entity[1]
        while stop > end and columns.pos[stop - 1] in ("PART", "PUNCT"):
            stop -= 1
        if entity[2] != "PERSON" or all(columns.pos[t] == "PROPN" for t in range(end, stop)):
            end = max(end, stop)
    if end == root + 1 and columns.lower[root] in gazetteer.suffixes():
        end = _after_of(columns, root)
    return end


def _after_of(columns: Columns, root: int) -> int:
    end = root + 1
    if end < len(columns.words) and columns.lower[end] == "of" and columns.head[end] == root:
        stop = end + 1
        if stop < len(columns.words) and columns.lower[stop] == "the":
            stop += 1
        first = stop
        while stop < len(columns.words) and columns.pos[stop] == "PROPN":
            stop += 1
        return stop if stop > first else end
    return end


def _continues(columns: Columns, token: int, root: int, *, labelled: bool) -> bool:
    """Tell whether the word before what is known of a name belongs to the name."""
    word = columns.words[token]
    if not word[:1].isupper():
        return False
    if not labelled:
        return columns.pos[token] in ("PROPN", "NOUN", "ADJ")
    if columns.pos[token] != "PROPN" or columns.head[token] != root:
        return False
    # The recognizer often keeps only the surname, or takes the first name for a place.
    return columns.label[token] in ("", "GPE", "PERSON") and clean(word) not in gazetteer.names()


def role_span(columns: Columns, start: int, name: int) -> tuple[int, int] | None:
    """Return the words of an office in [start, name), or None if there is none."""
    titles = gazetteer.titles()
    end = name
    while end > start and columns.pos[end - 1] == "PUNCT":
        end -= 1
    if end == start:
        return None
    last = columns.words[end - 1]
    title, noun = titles.get(bare(last)), gazetteer.noun(columns.lemma[end - 1])
    party = last in gazetteer.adjectives() and last + "s" in gazetteer.peoples()
    if not ((title and title.kind != "address") or (noun and noun.kind == "person") or party):
        return None
    first = end - 1
    while first > start and _role_word(columns, first - 1):
        first -= 1
    return first, end


def _role_word(columns: Columns, token: int) -> bool:
    if columns.pos[token] not in ("NOUN", "PROPN", "ADJ", "ADP", "CCONJ"):
        return columns.words[token] in "-–"
    word = columns.words[token]
    return word not in gazetteer.adjectives() and clean(word) not in gazetteer.names()


def gender_of(columns: Columns, start: int, name: int, end: int) -> str:
    """Return the gender that the titles before a name or its first part tell, or ""."""
    titles, nouns = gazetteer.titles(), gazetteer.nouns()
    for i in range(start, name):
        title = titles.get(bare(columns.words[i]))
        noun = nouns.get(columns.lemma[i])
        gender = (title and title.gender) or (noun and noun.gender)
        if gender:
            return gender
    if end - name > 1:
        return gazetteer.given_names().get(columns.words[name].split("-")[0]) or ""
    return ""


def vote(candidate: Candidate, columns: Columns, role: bool) -> None:
    """Note what speaks for each type of thing that a name may name."""
    votes: dict[str, float] = defaultdict(float)
    assert candidate.name is not None
    first, end = candidate.name
    if candidate.label in _LABELS:
        votes[_LABELS[candidate.label]] += 1.0 if end - first > 1 else 0.6
    if candidate.known:
        votes[candidate.known.type] += 3.0
    if candidate.text in gazetteer.legislators():
        votes[EntityType.PERSON] += 3.0
    several = end - first > 1
    suffix = gazetteer.suffixes().get(bare(columns.words[end - 1])) if several else None
    prefix = gazetteer.prefixes().get(bare(columns.words[first])) if several else None
    if suffix or prefix:
        votes[suffix or prefix or EntityType.PLACE] += 2.0
    elif several and columns.words[first] in gazetteer.given_names():
        votes[EntityType.PERSON] += 1.2
    elif end - first in (2, 3) and candidate.label in ("GPE", "PERSON"):
        votes[EntityType.PERSON] += 0.7
    if role or (candidate.gender and not suffix and not prefix):
        votes[EntityType.PERSON] += 1.5
    _vote_by_use(candidate, columns, votes)
    candidate.votes = dict(votes)


def _vote_by_use(candidate: Candidate, columns: Columns, votes: dict[str, float]) -> None:
    root = candidate.root
    if candidate.kind is MentionKind.ADJECTIVE:
        return
    head = columns.head[root]
    if columns.lower[candidate.start] == "the":
        votes[EntityType.PERSON] -= 1.0
    if columns.dep[root] == "pobj" and columns.lower[head] in _PLACE_PREPOSITIONS:
        votes[EntityType.PERSON] -= 0.5
        votes[EntityType.PLACE] += 0.7
    if columns.dep[root] == "nsubj" and columns.lemma[head] in gazetteer.volition_verbs():
        votes[EntityType.PERSON] += 0.4
    if columns.dep[root] == "poss" and columns.lemma[head] in gazetteer.kin():
        votes[EntityType.PERSON] += 2.0
    for child in columns.children[root]:
        if columns.dep[child] == "relcl":
            subject = columns.subject_of(child)
            if subject is not None and columns.lower[subject] == "who":
                votes[EntityType.PERSON] += 1.5


def decide_types(candidates: list[Candidate]) -> None:
    """Give every name the type that its mentions together speak for; a surname is its person's."""
    named = [c for c in candidates if c.name and (c.votes or not c.known)]
    totals: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for candidate in named:
        for type_, weight in candidate.votes.items():
            totals[candidate.text][type_] += weight
    for text, votes in totals.items():
        surname = totals.get(text.split()[-1]) if " " in text else None
        if surname:
            votes[EntityType.PERSON] += max(0.0, surname[EntityType.PERSON])
    chosen = {text: _winner(votes) for text, votes in totals.items()}
    people = {text for text, type_ in chosen.items() if type_ is EntityType.PERSON and " " in text}
    surnames = {text.split()[-1] for text in people} | {text.split()[0] for text in people}
    for candidate in named:
        type_ = chosen.get(candidate.text, EntityType.ORGANIZATION)
        if candidate.text in surnames and not candidate.known:
            type_ = EntityType.PERSON
        candidate.type = type_
        if type_ is not EntityType.PERSON:
            candidate.gender = ""
        if candidate.known and candidate.known.type is not type_:
            candidate.known = None


def _winner(votes: dict[str, float]) -> EntityType:
    grouped: dict[str, float] = defaultdict(float)
    for type_, weight in votes.items():
        grouped["org" if type_ in _ORGANIZATIONS else type_] += weight
    best = max(grouped, key=lambda kind: (grouped[kind], kind))
    if grouped[best] <= 0:
        return EntityType.ORGANIZATION
    if best != "org":
        return EntityType(best)
    kinds = {t: w for t, w in votes.items() if t in _ORGANIZATIONS and w > 0}
    special = {t: w for t, w in kinds.items() if t != EntityType.ORGANIZATION} or kinds
    return EntityType(max(special, key=lambda kind: (special[kind], kind)))
