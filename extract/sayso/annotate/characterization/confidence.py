"""How often findings are right: by their rule, and by the words that name holder and target."""

from sayso.model import Entity, EntityType

# Of each rule, how many of its findings had the right words, and how many were read. They come from
# news and press releases that the rules had not been made on when they were read: four samples, 372
# findings in all, without doubtful ones; of the rare rules all findings in some 200 articles, of
# "state" and "named" in 130.
_OF_RULES = {
    "as": (26, 30),
    "as.passive": (7, 9),
    "compare": (2, 3),
    "conduct": (13, 16),
    "conduct.passive": (4, 4),
    "naming": (23, 32),
    "naming.passive": (2, 3),
    "predicative.adjective": (87, 98),
    "predicative.plain_adjective": (27, 33),
    "predicative.noun": (80, 87),
    "predicative.class": (23, 26),
    "predicative.copula_like": (4, 5),
    "predicative.participle": (5, 6),
    "predicative.state": (5, 7),
    "epithet.modifier": (21, 33),
    "epithet.owned": (4, 6),
    "epithet.named": (2, 3),
}
# Of the findings with the right words, how many had the right evaluator and the right target, by
# the words that stand for these; from the same samples and an earlier one of 150.
_OF_HOLDERS = {
    "it": (6, 8),
    "they": (2, 16),
    "he": (65, 73),
    "I": (12, 15),
    "named": (302, 327),
}
_OF_TARGETS = {
    "it": (28, 37),
    "they": (6, 10),
    "he": (37, 43),
    "I": (10, 11),
    "named": (292, 306),
}
_KINDS = {
    "it": ("it", "itself"),
    "they": ("they", "them", "themselves"),
    "he": ("he", "she", "him", "her", "himself", "herself", "who"),
    "I": ("i", "me", "myself", "we", "us", "ourselves"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
# Where words name nobody, it is open who or what is meant; a convention, not measured.
_UNNAMED = 0.4
_PERSONS = frozenset((EntityType.PERSON, EntityType.ANONYMOUS))
_NO_NAMES = frozenset(_KIND_OF) | frozenset(
    ("this", "that", "these", "those", "which", "another", "others", "some", "many", "you", "one")
)


def confidence_of(
    rule: str, holder: str, target: str, evaluator: Entity | None, characterized: Entity | None
) -> float:
    """Return how often such findings have words, evaluator and target right.

    `holder` and `target` are the head words of the phrases in lower case; `evaluator` and
    `characterized` are what they refer to, None where that has no entity.
    """
    value = _share(*_OF_RULES.get(rule.removeprefix("characterization."), (0, 0)))
    if holder in _KINDS["he"] and evaluator is not None and evaluator.type not in _PERSONS:
        holder = "they"  # It was resolved as badly.
    for word, entity, table in (
        (holder, evaluator, _OF_HOLDERS),
        (target, characterized, _OF_TARGETS),
    ):
        name = word if entity is None else entity.name.lower()
        value *= _UNNAMED if name in _NO_NAMES else _share(*table[_KIND_OF.get(word, "named")])
    return round(value, 2)


def _share(right: int, found: int) -> float:
    """Return a share drawn towards one half by two observations."""
    return (right + 1) / (found + 2)
