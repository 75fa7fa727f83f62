"""What kinds of phrases, roles and types the ranker tells apart, and which ones a phrase has."""

from sayso.annotate.coreference.markables import Markable
from sayso.model import ORGANIZATIONS, EntityType

KINDS = (
    *("he", "she", "they", "it", "I", "we", "you", "this", "here"),
    *("person", "place", "organization", "thing", "adjective"),
    *("def", "dem", "poss", "indef", "bare"),
    *("date", "several", "quantity"),
)
ROLES = (
    *("subject", "passive", "object", "oblique", "possessor", "modifier"),
    *("apposed", "joined", "predicate", "other"),
)
TYPES = ("none", "person", "body", "state", "place", "collective", "work", "time")
GENDERS, NUMBERS = ("", "m", "f"), ("", "s", "p")
_WORDS = {
    "he": "he him his himself",
    "she": "she her hers herself",
    "they": "they them their theirs themselves",
    "it": "it its itself",
    "I": "i me my mine myself",
    "we": "we us our ours ourselves",
    "you": "you your yours yourself yourselves",
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_ROLE_OF = {
    "nsubj": "subject",
    "nsubjpass": "passive",
    "dobj": "object",
    "dative": "object",
    "pobj": "oblique",
    "poss": "possessor",
    "compound": "modifier",
    "nmod": "modifier",
    "amod": "modifier",
    "appos": "apposed",
    "conj": "joined",
    "attr": "predicate",
    "oprd": "predicate",
}
PRONOUNS = frozenset(KINDS.index(k) for k in KINDS[:9])
THIRD = frozenset(KINDS.index(k) for k in ("he", "she", "they", "it"))


def kind_of(one: Markable) -> str:
    """Return the kind of a phrase, one of KINDS."""
    if one.form == "pronoun":
        return _KIND_OF.get(one.own.text, "it")
    if one.form == "demonstrative":
        return "this"
    if one.form in ("adjective", "date", "several", "quantity"):
        return one.form
    if one.form == "name":
        return {"person": "person", "body": "organization", "state": "place", "place": "place"}.get(
            type_of(one.own.type), "thing"
        )
    return one.own.definite if one.own.definite in KINDS else "bare"


def type_of(type_: EntityType | None) -> str:
    """Return one of TYPES."""
    if type_ is None:
        return "none"
    if type_ in (EntityType.PERSON, EntityType.ANONYMOUS):
        return "person"
    if type_ in ORGANIZATIONS:
        return "body"
    return {
        EntityType.STATE: "state",
        EntityType.PLACE: "place",
        EntityType.COLLECTIVE: "collective",
        EntityType.WORK: "work",
    }.get(type_, "none")


def role_of(label: str) -> str:
    """Return the role, one of ROLES, of a phrase whose head has this dependency label."""
    return _ROLE_OF.get(label, "other")
