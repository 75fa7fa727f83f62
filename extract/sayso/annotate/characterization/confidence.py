"""How often each rule is right."""

# Of each rule, how many of its findings had the words, the holder and the target right, and how
# many there were, doubtful ones left out, on the 30 development articles with hand-annotated
# characterizations. The rules were made while looking at these, so it is an upper bound.
_COUNTS = {
    "as": (12, 19),
    "as.passive": (2, 2),
    "compare": (1, 1),
    "terms": (2, 2),
    "naming": (13, 15),
    "conduct": (4, 5),
    "predicative.adjective": (15, 21),
    "predicative.plain_adjective": (13, 14),
    "predicative.noun": (17, 21),
    "predicative.class": (5, 6),
    "predicative.participle": (2, 3),
    "predicative.copula_like": (1, 1),
    "epithet.modifier": (10, 12),
}


def confidence_of(rule: str) -> float:
    """Return the measured precision of a rule, drawn towards one half by two observations.

    A rule that was never measured gets one half.
    """
    right, found = _COUNTS.get(rule.removeprefix("characterization."), (0, 0))
    return round((right + 1) / (found + 2), 2)
