"""Phrases without a name: pronouns, words that stand alone for people, descriptions by a noun."""

from __future__ import annotations

from sayso.annotate import gazetteer
from sayso.annotate.mentions import phrases
from sayso.annotate.mentions.candidate import Candidate
from sayso.annotate.mentions.columns import Columns
from sayso.model import EntityType, MentionKind

_FIRST = {"i", "me", "my", "mine", "myself"}
_WE = {"we", "us", "our", "ours", "ourselves"}
_SECOND = {"you", "your", "yours", "yourself", "yourselves"}
_MALE = {"he", "him", "his", "himself"}
_FEMALE = {"she", "her", "hers", "herself"}
_THEY = {"they", "them", "their", "theirs", "themselves"}
_IT = {"it", "its", "itself"}
PRONOUNS = _FIRST | _WE | _SECOND | _MALE | _FEMALE | _THEY | _IT
_NO_ONE = {"no", "any", "every", "each", "neither", "either", "what", "whatever"}
_DEMONSTRATIVES = {"this", "that", "these", "those", "such"}
_SAID_OF_UNNAMED = {"familiar", "aware", "knowledgeable"}


def pronoun(table: Columns, i: int) -> Candidate:
    """Return the candidate of a pronoun."""
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


def quantifier(table: Columns, i: int) -> Candidate:
    """Return the candidate of a word that stands alone for people: "some argue"."""
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


def one_of_several(table: Columns, i: int) -> Candidate:
    """Return the candidate of "another" or "one of them", who is one person."""
    made = quantifier(table, i)
    made.type, made.number, made.collective = EntityType.ANONYMOUS, "s", False
    return made


def acts_alone(table: Columns, i: int) -> bool:
    """Tell whether "another" or "one of them" is somebody who says or wills something."""
    if has_left_noun(table, i) or table.lemma[table.head[i]] not in gazetteer.volition_verbs():
        return False
    return table.lower[i] == "another" or any(table.lower[c] == "of" for c in table.children[i])


def has_left_noun(table: Columns, i: int) -> bool:
    """Tell whether a word has something of its phrase before it."""
    return bool(table.children[i]) and table.children[i][0] < i


def nominal(table: Columns, i: int) -> Candidate:
    """Return the candidate of a phrase by its noun, with no type where it is no actor or place."""
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
        definite=definiteness(table, i),
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


def people(table: Columns, i: int, start: int) -> Candidate:
    """Return the candidate of a people by its name: "the Russians"."""
    return Candidate(
        i,
        start,
        phrases.right_edge(table, i, named=False),
        MentionKind.NOMINAL,
        EntityType.COLLECTIVE,
        number="p",
        definite=definiteness(table, i),
        text=table.lower[i],
        member=gazetteer.peoples().get(table.words[i]),
        collective=True,
    )


def definiteness(table: Columns, root: int) -> str:
    """Return how a noun phrase is determined: "def", "dem", "poss", "indef" or "bare"."""
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
