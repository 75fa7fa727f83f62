"""Praise and criticism as events: a characterization of an actor in good or bad words."""

from collections.abc import Iterator

from spacy.tokens import Doc

from sayso.model import (
    Actuality,
    CharacterizationForm,
    Event,
    Polarity,
    RefKind,
    Span,
    Statement,
)

_TYPES = {Polarity.POSITIVE: ("Support", None), Polarity.NEGATIVE: ("Accuse", "disapprove")}
_FORMS = frozenset(
    {
        CharacterizationForm.AS,
        CharacterizationForm.NAMING,
        CharacterizationForm.EVALUATIVE_VERB,
    }
)


def evaluations(doc: Doc, statements: list[Statement], events: list[Event]) -> Iterator[Event]:
    """Yield an event for each cue that praises or criticizes an actor and is not yet an event.

    The cue is the trigger, the evaluator the agent and the one evaluated the recipient. Inside the
    content of another statement the event is only claimed.
    """
    taken = [trigger for event in events for trigger in event.triggers]
    for one in doc._.sayso_characterizations:
        target, cue = one.characterized, one.cue
        if one.form not in _FORMS:
            continue
        if cue is None or one.evaluator is None or one.polarity not in _TYPES:
            continue
        if target is None or target.kind is not RefKind.ENTITY or target.index == one.evaluator:
            continue
        if not doc._.sayso_entities[target.index].type.can_act:
            continue
        if any(cue.overlaps(trigger) for trigger in taken):
            continue
        taken.append(cue)
        kind, mode = _TYPES[one.polarity]
        inside = _around(cue, statements)
        yield Event(
            type=kind,
            triggers=(cue,),
            actuality=Actuality.CLAIMED if inside else Actuality.ACTUAL,
            mode=mode,
            agents=(one.evaluator,),
            recipients=(target.index,),
            participants=(one.target,),
            statements=inside,
        )


def _around(cue: Span, statements: list[Statement]) -> tuple[int, ...]:
    return tuple(
        number
        for number, statement in enumerate(statements)
        if any(content.contains(cue) for content in statement.content)
    )
