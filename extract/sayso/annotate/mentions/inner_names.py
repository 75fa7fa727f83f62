"""Names inside other phrases: "Russian" officials, the "NATO" leader."""

from __future__ import annotations

from spacy.tokens import Doc

from sayso.annotate import gazetteer
from sayso.annotate.mentions import evidence, names, phrases
from sayso.annotate.mentions.candidate import Candidate
from sayso.annotate.mentions.columns import Columns
from sayso.model import EntityType, MentionKind

# What stands before these as one word is a portfolio: "Defense Minister".
_PORTFOLIOS = {"minister", "secretary", "ministry", "department", "committee"}


def add_inner_names(
    doc: Doc,
    table: Columns,
    candidates: list[Candidate],
) -> None:
    """Add the names that stand inside another phrase: "Russian" officials, the "NATO" leader."""
    covered: set[int] = set()
    for candidate in candidates:
        if candidate.name:
            covered.update(range(*candidate.name))
    for start, end, label in table.ents:
        if label in names.NAMED_LABELS and covered.isdisjoint(range(start, end)):
            covered.update(range(start, end))
            _add_inner(doc, table, candidates, start, end, label)
    adjectives = gazetteer.adjectives()
    demonyms = table.casing.demonyms
    known = {c.text for c in candidates if c.name and " " not in c.text}
    known |= {c.text.rsplit(" ", 1)[-1] for c in candidates if c.name and c.label == "PERSON"}
    for i, word in enumerate(table.words):
        if i in covered or not word[0].isupper():
            continue
        nominal = table.pos[i] in ("ADJ", "PROPN", "NOUN")
        if nominal and (word in adjectives or word in demonyms):
            _add_inner(doc, table, candidates, i, i + 1, "NORP")
        elif word in known and _unlabelled_name(table, i):
            # What is a name elsewhere is one here too, before a noun ("the Ruiz campaign").
            _add_inner(doc, table, candidates, i, i + 1, "")


def _unlabelled_name(table: Columns, i: int) -> bool:
    proper = table.casing.proper(table.words[i]) and not table.label[i]
    return proper and gazetteer.noun(table.lower[i]) is None


def _add_inner(
    doc: Doc, table: Columns, candidates: list[Candidate], start: int, end: int, label: str
) -> None:
    while start < end - 1 and table.lower[start] == "the":
        start += 1
    while end - start > 1 and not table.words[end - 1][:1].isupper():
        end -= 1
    text = names.clean(doc[start:end].text)
    if not text[:1].isalnum() or text.islower():
        return
    if table.casing.ordinary(start, table.words[start]):
        return
    base = table.casing.demonyms.get(text)
    if base is not None and text not in gazetteer.adjectives():
        candidates.append(_demonym(table, start, base))
        return
    root = doc[start:end].root.i
    known = gazetteer.adjectives().get(text) or gazetteer.names().get(text)
    portfolio = end < len(table.words) and end - start == 1 and table.lemma[end] in _PORTFOLIOS
    if known is None and (label == "NORP" or portfolio):
        return
    modifier = table.dep[root] in phrases.INNER
    made = Candidate(
        root,
        start,
        end,
        MentionKind.ADJECTIVE if modifier else MentionKind.NAME,
        known.type if known else EntityType.ORGANIZATION,
        definite="name",
        name=(start, end),
        text=text,
        known=known,
        label=label,
    )
    if text in gazetteer.names() or known is None:
        evidence.vote(made, table, False)
        winner = max(made.votes, key=lambda t: (made.votes[t], t), default=None)
        if known is None and winner is not None:
            made.type = EntityType(winner)
    candidates.append(made)


def _demonym(table: Columns, i: int, base: str) -> Candidate:
    """Return the adjective of a country or region that only this text names."""
    kind = MentionKind.ADJECTIVE if table.dep[i] in phrases.INNER else MentionKind.NAME
    return Candidate(
        i,
        i,
        i + 1,
        kind,
        EntityType.STATE,
        definite="name",
        name=(i, i + 1),
        text=base,
        label="NORP",
        votes={EntityType.STATE: 1.0},
    )
