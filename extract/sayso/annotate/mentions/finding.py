"""Finding the phrases that may be mentions: names, actors, pronouns, other noun phrases."""

from __future__ import annotations

from spacy.tokens import Doc

from sayso.annotate import gazetteer
from sayso.annotate.mentions import descriptions, evidence, names, phrases
from sayso.annotate.mentions.appositions import join_appositions
from sayso.annotate.mentions.candidate import Candidate, Found
from sayso.annotate.mentions.columns import Columns, columns
from sayso.annotate.mentions.inner_names import add_inner_names
from sayso.model import EntityType, MentionKind

# Words that stand alone for people: "some argue", "many believe".
_QUANTIFIERS = {"some", "many", "most", "others", "few", "several", "those", "all", "both"}
_ONE_OF_SEVERAL = {"one", "another"}
_PEOPLE_PRONOUNS = {"everyone", "everybody", "someone", "somebody", "anyone", "nobody", "anybody"}
_NO_PHRASE = {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"}


def find(doc: Doc) -> Found:
    """Return every candidate of a parsed document in the order of the text."""
    table = columns(doc)
    candidates: list[Candidate] = []
    for i, pos in enumerate(table.pos):
        candidate = _candidate(doc, table, i, pos)
        if candidate is not None:
            candidates.append(candidate)
    candidates = _outside_names(candidates)
    add_inner_names(doc, table, candidates)
    candidates.sort(key=lambda c: (c.start, -c.end, c.root))
    found = Found(table, candidates)
    _index(found)
    if join_appositions(found):
        _index(found)
        for n, candidate in enumerate(found.candidates):
            for root in candidate.other_roots:
                found.by_token[root] = n
    return found


def _outside_names(candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates whose head is not a word inside another's name."""
    inside: set[int] = set()
    for candidate in candidates:
        if candidate.name:
            inside.update(t for t in range(*candidate.name) if t != candidate.root)
    return [c for c in candidates if c.root not in inside]


def _index(found: Found) -> None:
    found.by_token = {}
    for n, candidate in enumerate(found.candidates):
        if candidate.name:
            for token in range(*candidate.name):
                found.by_token.setdefault(token, n)
    for n, candidate in enumerate(found.candidates):
        found.by_token[candidate.root] = n


def _candidate(doc: Doc, table: Columns, i: int, pos: str) -> Candidate | None:
    word = table.lower[i]
    if word in descriptions.PRONOUNS and pos in ("PRON", "DET", "PROPN"):
        return descriptions.pronoun(table, i)
    subject = table.dep[i] in ("nsubj", "nsubjpass")
    if word in _PEOPLE_PRONOUNS or (
        subject and word in _QUANTIFIERS and not descriptions.has_left_noun(table, i)
    ):
        return descriptions.quantifier(table, i)
    if subject and word in _ONE_OF_SEVERAL and descriptions.acts_alone(table, i):
        return descriptions.one_of_several(table, i)
    if pos not in ("NOUN", "PROPN") or _modifies(table, i, pos):
        return None
    if not table.words[i][0].isalnum():
        return None
    if _is_name(table, i, pos):
        return _named(doc, table, i)
    return None if table.label[i] in _NO_PHRASE else descriptions.nominal(table, i)


def _modifies(table: Columns, i: int, pos: str) -> bool:
    """Tell whether a noun is part of another's phrase; a name read as an adverb is not."""
    loose = table.dep[i] == "npadvmod" and pos == "PROPN" and table.label[i] not in _NO_PHRASE
    return table.dep[i] in phrases.INNER and not loose


def _is_name(table: Columns, i: int, pos: str) -> bool:
    """Tell whether a noun is read as a name: by its tag and label, or by its capital."""
    word = table.words[i]
    if not word[0].isupper() or table.casing.ordinary(i, word):
        return False
    labelled = table.label[i] in names.NAMED_LABELS
    if pos != "PROPN" and not labelled:
        # Taggers take surnames that are also nouns for nouns.
        return table.casing.proper(word) and gazetteer.noun(table.lower[i]) is None
    return labelled or word in table.casing.sure or not _due_capital(table, i)


def _due_capital(table: Columns, i: int) -> bool:
    """Tell whether a lone word without a label owes its capital to where it stands."""
    alone = not any(table.dep[c] in phrases.INNER for c in table.children[i])
    place = i in table.casing.titled or i in table.casing.first
    wills = table.dep[i] == "nsubj" and table.lemma[table.head[i]] in gazetteer.volition_verbs()
    return alone and place and not wills and table.words[i] not in gazetteer.names()


def _named(doc: Doc, table: Columns, i: int) -> Candidate | None:
    if table.label[i] in _NO_PHRASE or table.label[i] == "EVENT":
        return None if table.label[i] != "EVENT" else descriptions.nominal(table, i)
    if _common_noun(table, i):
        return descriptions.nominal(table, i)
    start = phrases.left_edge(table, i)
    entity = table.ents[table.entity[i]] if table.entity[i] >= 0 else None
    plural = table.tag[i] in ("NNPS", "NNS")
    if plural and (table.words[i] in gazetteer.peoples() or table.label[i] == "NORP"):
        return descriptions.people(table, i, start)
    first = names.name_start(table, start, i, entity[0] if entity else None)
    end = names.name_end(table, i, entity)
    made = Candidate(
        i,
        start,
        max(end, phrases.right_edge(table, i, named=True)),
        MentionKind.NAME,
        EntityType.ORGANIZATION,
        definite="name",
        name=(first, end),
        text=names.clean(doc[first:end].text),
        label=table.label[i],
    )
    whole = names.clean(doc[start:end].text)
    if len(made.text) < 2:
        return None
    made.known = gazetteer.names().get(made.text) or gazetteer.names().get(whole)
    if made.known and made.text not in gazetteer.names():
        made.name, made.text = (start, end), whole
    made.role = names.role_span(table, start, first)
    made.gender = names.gender_of(table, start, first, end)
    if table.tag[i] == "NNPS" and not made.known:
        made.number = ""
    evidence.vote(made, table, made.role is not None)
    return made


def _common_noun(table: Columns, i: int) -> bool:
    """Tell whether a capitalized word is a noun of the lexicon, not a name: "the Senator"."""
    if table.words[i] in gazetteer.names():
        return False
    if table.words[i].endswith(".") and names.bare(table.words[i]) in gazetteer.titles():
        return True  # cut off from its name
    if table.entity[i] >= 0 and table.ents[table.entity[i]][1] > i + 1:
        return False
    listed = gazetteer.nouns()
    singular = table.lower[i].removesuffix("s")
    due = i in table.casing.first or i in table.casing.titled
    # By its ending alone a word is a noun only where anything is capitalized: "Lindquist".
    noun = listed.get(table.lemma[i]) or listed.get(table.lower[i]) or listed.get(singular)
    noun = noun or (gazetteer.noun(singular) if due else None)
    if noun is None:
        return False
    inner = [c for c in table.children[i] if table.dep[c] in ("compound", "amod", "nmod")]
    if not inner:
        return True
    # "Chief Executive Officer" is an office; "Stephen King" and "National Guard" are names.
    body = names.bare(table.words[i]) in gazetteer.suffixes()
    if noun.kind != "person" or table.label[i] == "PERSON" or body:
        return False
    given = any(table.words[c] in gazetteer.given_names() for c in inner)
    # So is "the First Lady", by its article.
    return not given and (noun.office or descriptions.definiteness(table, i) == "def")
