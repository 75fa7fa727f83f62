"""What kind of thing is ascribed: a label, a trait, a severity, a motive, and so on."""

from spacy.tokens import Span

from sayso.annotate.characterization.lexicon import typical_types
from sayso.model import CharacterizationType, EntityType

_PERSONS = frozenset(
    (EntityType.PERSON, EntityType.COLLECTIVE, EntityType.ANONYMOUS, EntityType.ORGANIZATION)
)
_MOTIVES = frozenset(("aim", "seek", "intend", "design", "motivate", "attempt", "want"))


def type_of(attribute: Span, target: EntityType | None) -> CharacterizationType:
    """Return the type: by the head word, else by the modifiers, else by word class and target."""
    table = typical_types()
    root = attribute.root
    if root.lemma_ in _MOTIVES:
        return CharacterizationType.MOTIVE
    for token in (root, *(t for t in attribute if t != root)):
        found = table.get(token.lower_) or table.get(token.lemma_)
        if found is not None:
            return _fit(found, target)
    if root.pos_ in ("NOUN", "PROPN"):
        return CharacterizationType.LABEL if target in _PERSONS else CharacterizationType.FRAMING
    return CharacterizationType.TRAIT if target in _PERSONS else CharacterizationType.FRAMING


def _fit(found: CharacterizationType, target: EntityType | None) -> CharacterizationType:
    """Return the type that fits the target: traits are of persons, framings of the rest."""
    if found is CharacterizationType.FRAMING and target in _PERSONS:
        return CharacterizationType.TRAIT
    if found is CharacterizationType.TRAIT and target not in _PERSONS:
        return CharacterizationType.FRAMING
    return found
