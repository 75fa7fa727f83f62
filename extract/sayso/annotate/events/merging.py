"""Two mentions of one event: "an attack on the port … the attack"."""

from dataclasses import replace

from sayso.annotate.events.triggers import Trigger
from sayso.model import Event

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


class Mentioned:
    """The events of a document that nouns have named so far, for later nouns to refer back to."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], int] = {}

    def earlier(self, trigger: Trigger, event: Event, events: list[Event]) -> int | None:
        """Return the position of the event that a definite noun refers back to, or None.

        It is the last one of the same type under the same noun, if the two agree in how real they
        are and neither has a participant, a place or a time that the other contradicts.
        """
        noun = trigger.token
        if not trigger.nominal or noun.pos_ != "NOUN":
            return None
        number = self._last.get((noun.lemma_.lower(), event.type))
        definite = any(child.lower_ in _DEFINITE for child in noun.lefts)
        if number is None or not definite or not _agree(events[number], event):
            return None
        return number

    def add(self, trigger: Trigger, event: Event, number: int) -> None:
        """Remember that the trigger named the event at this position."""
        if trigger.token.pos_ == "NOUN":
            self._last[trigger.token.lemma_.lower(), event.type] = number


def joined(first: Event, later: Event) -> Event:
    """Return the first event with what the later mention adds to it."""
    return replace(
        first,
        triggers=(*first.triggers, *later.triggers),
        agents=first.agents or later.agents,
        recipients=first.recipients or later.recipients,
        themes=first.themes or later.themes,
        participants=tuple(dict.fromkeys((*first.participants, *later.participants))),
        place=first.place if first.place is not None else later.place,
        time=first.time if first.time is not None else later.time,
        statements=tuple(dict.fromkeys((*first.statements, *later.statements))),
    )


def _agree(first: Event, later: Event) -> bool:
    reality = (first.certainty, first.polarity, first.orientation)
    return (
        reality == (later.certainty, later.polarity, later.orientation)
        and first.mode == later.mode
        and _compatible(first.agents, later.agents)
        and _compatible(first.recipients, later.recipients)
        and _compatible(first.themes, later.themes)
        and (first.place == later.place or None in {first.place, later.place})
        and (first.time == later.time or None in {first.time, later.time})
    )


def _compatible(first: tuple[int, ...], later: tuple[int, ...]) -> bool:
    return not first or not later or bool(set(first) & set(later))
