"""What the rules pass on: a construction, before its source and target are resolved."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from sayso.model import CharacterizationForm


@dataclass(frozen=True, slots=True)
class Finding:
    """A target presented as something.

    `cue` is the verb that ascribes, where the construction has one of its own, and `holder` its
    subject; without them the statement around the words tells the source. `stance` is the attitude
    that the verb alone shows (-1, 0, 1). `free_relative` marks "what they call X", where the phrase
    itself is the only mention of the target.
    """

    form: CharacterizationForm
    attribute: Span
    target: Span
    rule: str
    cue: Token | None = None
    holder: Token | None = None
    negated: bool = False
    stance: int = 0
    act: str = "describe"
    free_relative: bool = False
