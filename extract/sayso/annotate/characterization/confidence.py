"""How often each rule is right."""

# Share of a rule's findings on the development articles whose words, holder and target are right,
# smoothed towards one half by two observations.
_PRECISION: dict[str, float] = {}
_UNKNOWN = 0.5


def confidence_of(rule: str) -> float:
    """Return the measured precision of a rule, or one half where none was measured."""
    return _PRECISION.get(rule, _UNKNOWN)
