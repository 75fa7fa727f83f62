"""What is characterized: the entity of the target's words, and the actor behind an act or idea."""

from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from sayso.annotate.characterization import clauses, phrases
from sayso.annotate.characterization.findings import Finding
from sayso.annotate.characterization.lexicon import telling_nouns
from sayso.annotate.referents import known_entity_of

_FIRST_SINGULAR = frozenset(("i", "me", "myself"))
_THIRD_PERSON = frozenset(("he", "she", "him", "her", "it", "they", "them", "you"))
_FIRST_PLURAL = frozenset(("we", "us", "our", "ours"))
# With these as with telling nouns the words characterize the owner: "the bad influence of Y".
_TRAITS = frozenset(
    ("influence", "behavior", "behaviour", "conduct", "character", "role", "attitude")
)


def settled(finding: Finding) -> Finding:
    """Return the finding with its target put right where "what they call Z" speaks of Z's owner."""
    if not finding.free_relative:
        return finding
    root = finding.attribute.root
    owner = owner_of_trait(root)
    if owner is None:
        return finding
    attribute = finding.attribute
    if attribute.start < owner.start < attribute.end:
        attribute = root.doc[attribute.start : root.i + 1]
    return replace(finding, target=owner, attribute=attribute, free_relative=False)


def ultimate(doc: Doc, target: Tokens, entity: int | None) -> int | None:
    """Return the actor behind the target: itself, its possessor, agent or "of" phrase."""
    if entity is not None and doc._.sayso_entities[entity].type.can_act:
        return entity
    root = target.root
    for owner in _owners(root):
        found = _actor(doc, owner)
        if found is not None:
            return found
    return None


def _owners(noun: Token) -> list[Token]:
    """Return who may stand behind a noun, the surest first."""
    owners = [t for t in noun.lefts if t.dep_ == "poss"]
    for child in noun.rights:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "of", "from"):
            owners += [t for t in child.rights if t.dep_ == "pobj"]
        elif child.dep_ == "acl":
            by = clauses.agent(child)
            owners += [by] if by is not None else []
    owners += [t for t in noun.lefts if t.dep_ in ("amod", "compound", "nmod")]
    return owners


def _actor(doc: Doc, token: Token) -> int | None:
    entity = known_entity_of(doc, doc[token.i : token.i + 1])
    if entity is None or not doc._.sayso_entities[entity].type.can_act:
        return None
    return entity


def is_speaker(target: Tokens) -> bool:
    """Tell whether the target's words are "I", "we" or "us", which take in the one who speaks."""
    return target.root.lower_ in _FIRST_SINGULAR | _FIRST_PLURAL


def is_clause(target: Tokens) -> bool:
    """Tell whether the target is an act told in a clause: "it is wrong to close the school"."""
    return target.root.pos_ in ("VERB", "AUX") and target.root.ent_type_ == ""


def is_other_than_speaker(target: Tokens) -> bool:
    """Tell whether the target's words are a pronoun by which nobody refers to himself."""
    return target.root.lower_ in _THIRD_PERSON


def is_singular_speaker(target: Tokens) -> bool:
    """Tell whether the target's words are "I" or "me": the one who speaks and nobody else."""
    return target.root.lower_ in _FIRST_SINGULAR


def owner_of_trait(root: Token) -> Tokens | None:
    """Return whose trait a noun names, as in "the destabilizing influence of the ministry"."""
    if root.lemma_ not in _TRAITS and root.lower_ not in telling_nouns():
        return None
    for owner in _owners(root):
        if owner.pos_ in ("NOUN", "PROPN", "PRON") or owner.ent_type_:
            return phrases.noun_phrase(owner)
    return None
