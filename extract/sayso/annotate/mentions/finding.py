"""Finding the phrases that may be mentions: names, actors, pronouns, other noun phrases."""

from __future__ import annotations

from spacy.tokens import Doc

from sayso.annotate import gazetteer
from sayso.annotate.mentions import evidence, names, phrases
from sayso.annotate.mentions.appositions import join_appositions
from sayso.annotate.mentions.candidate import Candidate, Found
from sayso.annotate.mentions.columns import Columns, columns
from sayso.model import EntityType, MentionKind

_FIRST = {"i", "me", "my", "mine", "myself"}
_WE = {"we", "us", "our", "ours", "ourselves"}
_SECOND = {"you", "your", "yours", "yourself", "yourselves"}
_MALE = {"he", "him", "his", "himself"}
_FEMALE = {"she", "her", "hers", "herself"}
_THEY = {"they", "them", "their", "theirs", "themselves"}
_IT = {"it", "its", "itself"}
PRONOUNS = _FIRST | _WE | _SECOND | _MALE | _FEMALE | _THEY | _IT
# Words that stand alone for people: "some argue", "many believe".
_QUANTIFIERS = {"some", "many", "most", "others", "few", "several", "those", "all", "both"}
_ONE_OF_SEVERAL = {"one", "another"}
_PEOPLE_PRONOUNS = {"everyone", "everybody", "someone", "somebody", "anyone", "nobody", "anybody"}
_NO_PHRASE = {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"}
# What stands before these as one word is a portfolio: "Defense Minister".
_PORTFOLIOS = {"minister", "secretary", "ministry", "department", "committee"}
_NO_ONE = {"no", "any", "every", "each", "neither", "either", "what", "whatever"}
_DEMONSTRATIVES = {"this", "that", "these", "those", "such"}
_SAID_OF_UNNAMED = {"familiar", "aware", "knowledgeable"}


def find(doc: Doc) -> Found:
    """Return every candidate of a parsed document in the order of the text."""
    table = columns(doc)
    candidates: list[Candidate] = []
    for i, pos in enumerate(table.pos):
        candidate = _candidate(doc, table, i, pos)
        if candidate is not None:
            candidates.append(candidate)
    candidates = _outside_names(candidates)
    _inner_names(doc, table, candidates)
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
    if word in PRONOUNS and pos in ("PRON", "DET", "PROPN"):
        return _pronoun(table, i)
    subject = table.dep[i] in ("nsubj", "nsubjpass")
    if word in _PEOPLE_PRONOUNS or (
        subject and word in _QUANTIFIERS and not _has_left_noun(table, i)
    ):
        return _quantifier(table, i)
    if subject and word in _ONE_OF_SEVERAL and _acts_alone(table, i):
        return _one_of_several(table, i)
    if pos not in ("NOUN", "PROPN") or _modifies(table, i, pos):
        return None
    if not table.words[i][0].isalnum():
        return None
    if _is_name(table, i, pos):
        return _named(doc, table, i)
    return None if table.label[i] in _NO_PHRASE else _nominal(table, i)


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


def _has_left_noun(table: Columns, i: int) -> bool:
    return bool(table.children[i]) and table.children[i][0] < i


def _pronoun(table: Columns, i: int) -> Candidate:
    word = table.lower[i]
    made = Candidate(i, i, i + 1, MentionKind.PRONOUN, None, definite="pron", text=word)
    if word in _MALE or word in _FEMALE:
        made.type, made.gender = EntityType.PERSON, "m" if word in _MALE else "f"
    elif word in _FIRST:
        made.type = EntityType.PERSON
    elif word in _WE or word in _THEY:
        made.type, made.number, made.collective = EntityType.COLLECTIVE, "p", True
    elif word in _SECOND:
        made.type, made.number = EntityType.PERSON, ""
    return made


def _quantifier(table: Columns, i: int) -> Candidate:
    end = phrases.right_edge(table, i, named=False)
    return Candidate(
        i,
        phrases.left_edge(table, i),
        end,
        MentionKind.NOMINAL,
        EntityType.COLLECTIVE,
        number="p",
        definite="indef",
        text=table.lower[i],
        anonymous=True,
        collective=True,
        confidence=0.7,
    )


def _acts_alone(table: Columns, i: int) -> bool:
    """Tell whether "another" or "one of them" is somebody who says or wills something."""
    if _has_left_noun(table, i) or table.lemma[table.head[i]] not in gazetteer.volition_verbs():
        return False
    return table.lower[i] == "another" or any(table.lower[c] == "of" for c in table.children[i])


def _one_of_several(table: Columns, i: int) -> Candidate:
    made = _quantifier(table, i)
    made.type, made.number, made.collective = EntityType.ANONYMOUS, "s", False
    return made


def _named(doc: Doc, table: Columns, i: int) -> Candidate | None:
    if table.label[i] in _NO_PHRASE or table.label[i] == "EVENT":
        return None if table.label[i] != "EVENT" else _nominal(table, i)
    if _common_noun(table, i):
        return _nominal(table, i)
    start = phrases.left_edge(table, i)
    entity = table.ents[table.entity[i]] if table.entity[i] >= 0 else None
    plural = table.tag[i] in ("NNPS", "NNS")
    if plural and (table.words[i] in gazetteer.peoples() or table.label[i] == "NORP"):
        return _people(table, i, start)
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
    # "Chief Executive Officer" is an office; "Stephen King" is a name.
    if noun.kind != "person" or table.label[i] == "PERSON":
        return False
    given = any(table.words[c] in gazetteer.given_names() for c in inner)
    # So is "the First Lady", by its article.
    return not given and (noun.office or _definiteness(table, i) == "def")


def _people(table: Columns, i: int, start: int) -> Candidate:
    return Candidate(
        i,
        start,
        phrases.right_edge(table, i, named=False),
        MentionKind.NOMINAL,
        EntityType.COLLECTIVE,
        number="p",
        definite=_definiteness(table, i),
        text=table.lower[i],
        member=gazetteer.peoples().get(table.words[i]),
        collective=True,
    )


def _definiteness(table: Columns, root: int) -> str:
    for child in table.children[root]:
        if child > root:
            break
        if table.dep[child] == "poss":
            return "poss"
        if table.dep[child] == "det":
            word = table.lower[child]
            if word == "the":
                return "def"
            return "dem" if word in _DEMONSTRATIVES else "indef"
        if table.dep[child] == "nummod":
            return "indef"
    return "bare"


def _nominal(table: Columns, i: int) -> Candidate:
    lemma = table.lemma[i]
    plural = table.tag[i] in ("NNS", "NNPS")
    noun = gazetteer.noun(lemma) or gazetteer.nouns().get(table.lower[i])
    if noun is None and table.pos[i] == "PROPN" and plural:
        # A noun taken for a name keeps its ending in the lemma.
        lemma = table.lower[i].removesuffix("s")
        noun = gazetteer.noun(lemma)
    made = Candidate(
        i,
        phrases.left_edge(table, i),
        phrases.right_edge(table, i, named=False),
        MentionKind.NOMINAL,
        None,
        number="p" if plural else "s",
        definite=_definiteness(table, i),
        text=lemma,
    )
    if noun is None:
        return made
    if not plural and not _refers(table, i, made.definite, noun):
        return made
    made.type, made.gender = noun.type, noun.gender or ""
    vague = made.definite in ("indef", "bare")
    if noun.kind == "group" or noun.kind == "human" or (plural and noun.kind != "work"):
        made.number = "p" if plural else ""
        made.collective = noun.kind != "place" or noun.type is EntityType.STATE
        made.type = EntityType.COLLECTIVE if made.collective else noun.type
    elif noun.kind == "person" and vague and made.definite == "indef":
        made.type = EntityType.ANONYMOUS
        made.anonymous = True
    elif noun.kind == "body":
        made.number = ""
    if noun.kind == "person" and noun.unnamed and (vague or plural):
        made.anonymous = True
    if lemma in ("person", "individual", "people"):
        made.anonymous = vague and any(
            table.lower[c] in _SAID_OF_UNNAMED for c in table.children[i]
        )
    return made


def _refers(table: Columns, i: int, definite: str, noun: gazetteer.Noun) -> bool:
    """Tell whether a singular noun refers to one thing: not "as president" or "is a lawyer"."""
    if any(table.lower[c] in _NO_ONE for c in table.children[i] if c < i):
        return False
    if definite == "bare" and noun.kind != "group":
        return table.dep[i] in ("nsubj", "nsubjpass", "appos") or bool(
            [c for c in table.children[i] if table.words[c] in gazetteer.adjectives()]
        )
    if noun.kind != "person":
        return True
    as_what = table.dep[i] == "pobj" and table.lower[table.head[i]] == "as"
    return not as_what and (table.dep[i] not in ("attr", "oprd") or definite == "def")


def _inner_names(
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
