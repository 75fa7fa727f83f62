"""What kind of thing is ascribed: a label, a trait, a severity, a motive, and so on."""

from spacy.tokens import Span

from sayso.annotate.characterization.lexicon import typical_types
from sayso.model import CharacterizationType, EntityType

_MOTIVES = frozenset(("aim", "seek", "intend", "design", "motivate", "attempt", "calculate"))
_OF_ACTORS = frozenset((CharacterizationType.LABEL, CharacterizationType.TRAIT))


def type_of(attribute: Span, target: EntityType | None) -> CharacterizationType:
    """Return the type: by the head word, else by the modifiers, else by word class and target."""
    table = typical_types()
    root = attribute.root
    if root.lemma_ in _MOTIVES:
        return CharacterizationType.MOTIVE
    for token in (root, *(t for t in attribute if t != root)):
        found = table.get(token.lower_) or table.get(token.lemma_)
        if found is not None and found not in _OF_ACTORS | {CharacterizationType.FRAMING}:
            return found
    if target is None or not target.can_act:
        return CharacterizationType.FRAMING
    is_noun = root.pos_ in ("NOUN", "PROPN")
    return CharacterizationType.LABEL if is_noun else CharacterizationType.TRAIT
