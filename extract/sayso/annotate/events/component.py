"""The component that fills `doc._.sayso_events` and links statements to the events they are."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from sayso.annotate import extensions
from sayso.annotate.events.arguments import Arguments, arguments_of
from sayso.annotate.events.entities import EntityIndex
from sayso.annotate.events.evaluations import evaluations
from sayso.annotate.events.merging import Mentioned, joined
from sayso.annotate.events.modes import mode_of
from sayso.annotate.events.occasions import with_occasions
from sayso.annotate.events.triggers import Trigger, find_triggers
from sayso.annotate.factuality import Factuality, FactualityReader, Unreal
from sayso.annotate.parse_tree import span_of, span_without_margins
from sayso.annotate.times import publication
from sayso.model import (
    Actuality,
    CharacterizationForm,
    Event,
    QuoteForm,
    Span,
    Statement,
    TimeOrientation,
)

# A statement with such a cue is itself an event of that type.
VERBAL_TYPES = frozenset(
    {"Agree", "Support", "Concede", "Request", "Accuse", "Reject", "Threaten", "Speak"}
)
AUTHORIAL_RULE = "authorial"
# The share of right ones on the development sets: for the roots of PLOVER, of the roots of the
# sentences with a dyad; for the other types, of the triggers of annotated news.
_VERB_CONFIDENCE = (0.82, 0.98)
_NOUN_CONFIDENCE = (0.79, 0.94)
_OUTSIDE_PLOVER = frozenset({"Speak", "State", "War", "Other"})
_MEETING = frozenset({"consult", "meet"})
_DEFINITE = frozenset({"this", "these", "that", "those", "its", "his", "her", "their", "our", "my"})
_UNREAL = {
    Unreal.PLANNED: Actuality.PLANNED,
    Unreal.HYPOTHETICAL: Actuality.HYPOTHETICAL,
    Unreal.NEGATED: Actuality.NEGATED,
}
_NEEDS_STATEMENT = frozenset({Actuality.CLAIMED, Actuality.PLANNED, Actuality.HYPOTHETICAL})


@Language.factory("sayso_events")
def make_events(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that fills `doc._.sayso_events`; it needs only a parse."""
    extensions.register()

    def events(doc: Doc) -> Doc:
        annotate_events(doc)
        return doc

    return events


def annotate_events(doc: Doc) -> None:
    """Find the events of the document and what its statements have to do with them.

    Sets `sayso_events`; replaces statements to set `realizes` and `occasion`; appends a statement
    of the article's own voice for each sentence that speaks of a claimed, planned or merely
    possible event outside every other statement: such an event needs somebody who speaks of it.
    """
    statements: list[Statement] = list(doc._.sayso_statements)
    setting = Setting(
        doc,
        EntityIndex(doc),
        FactualityReader(doc),
        _times_by_verb(doc),
        _times_ahead(doc),
        [
            (span, number)
            for number, statement in enumerate(statements)
            for span in statement.content
        ],
        _presupposed(doc),
        statements,
    )
    events: list[Event] = []
    authorial: dict[int, int] = {}
    mentioned = Mentioned()
    triggers = find_triggers(doc)
    kinds = {trigger.token.i: trigger.type for trigger in triggers}
    for trigger in triggers:
        event = _event(trigger, setting)
        known = mentioned.earlier(trigger, event, events)
        if known is not None:
            events[known] = joined(events[known], event)
            continue
        if event.actuality in _NEEDS_STATEMENT and not event.statements:
            number = _authorial(trigger.token, statements, authorial)
            event = replace(event, statements=(number,))
        mentioned.add(trigger, event, len(events))
        events.append(replace(event, mode=event.mode or mode_of(trigger, kinds)))
    events.extend(evaluations(doc, statements, events))
    statements = _realizing(statements, events)
    doc._.sayso_statements, doc._.sayso_events = with_occasions(doc, statements, events)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the events of one document are read against.

    `times` gives the time expression by the token that it depends on, `ahead` are those after the
    day of publication. `contents` are the contents of the statements with their positions,
    `presupposed` what is taken for granted.
    """

    doc: Doc
    index: EntityIndex
    reader: FactualityReader
    times: dict[int, int]
    ahead: frozenset[int]
    contents: list[tuple[Span, int]]
    presupposed: list[Span]
    statements: list[Statement]


def _event(trigger: Trigger, setting: Setting) -> Event:
    doc, index, statements = setting.doc, setting.index, setting.statements
    arguments = arguments_of(trigger)
    agents, recipients, themes = _roles(arguments, index)
    words = doc[trigger.first : trigger.last + 1]
    span = span_of(words)
    triggers: tuple[Span, ...] = (span,)
    if trigger.verb is not None:
        verb = doc[trigger.verb[0] : trigger.verb[1] + 1]
        triggers = (span_of(verb), span)
    speaking = tuple(
        number for content, number in setting.contents if content.start <= span.start < content.end
    )
    told = [number for number in speaking if statements[number].form is not QuoteForm.AUTHORIAL]
    time = _time(trigger, setting.times)
    reading = _dated(setting.reader.of(trigger.token), time in setting.ahead)
    granted = _is_named(trigger, words) or any(one.contains(span) for one in setting.presupposed)
    return Event(
        type=_refined(trigger, arguments, recipients),
        triggers=triggers,
        actuality=_actuality(reading, bool(told), granted),
        mode=trigger.mode,
        agents=agents,
        recipients=recipients,
        themes=themes,
        participants=tuple(dict.fromkeys(index.words(token) for token in arguments.all())),
        place=index.place(arguments.places),
        time=time,
        statements=tuple(dict.fromkeys(speaking)),
        certainty=reading.certainty,
        polarity=reading.polarity,
        orientation=TimeOrientation.ATEMPORAL if reading.generic else reading.orientation,
        confidence=(_NOUN_CONFIDENCE if trigger.nominal else _VERB_CONFIDENCE)[
            trigger.type in _OUTSIDE_PLOVER
        ],
    )


def _dated(reading: Factuality, ahead: bool) -> Factuality:
    """Return the reading of an event that is dated after the day of publication as planned."""
    if not ahead or reading.orientation is TimeOrientation.FUTURE:
        return reading
    unreal = Unreal.PLANNED if reading.unreal is Unreal.NO else reading.unreal
    return replace(reading, orientation=TimeOrientation.FUTURE, unreal=unreal)


def _is_named(trigger: Trigger, words: Words) -> bool:
    """Tell whether a war is called by its name, which is a point of reference for everybody."""
    return trigger.last > trigger.first and trigger.type == "War" and words[0].pos_ == "PROPN"


def _refined(trigger: Trigger, arguments: Arguments, recipients: tuple[int, ...]) -> str:
    """Return the type; whoever meets a deadline or consults a book consults nobody."""
    verbal = trigger.type == "Consult" and not trigger.nominal and not recipients
    if verbal and trigger.token.lemma_.lower() in _MEETING and arguments.recipients:
        named = all(word.pos_ in {"NOUN", "PROPN"} for word in arguments.recipients)
        return "Other" if named else trigger.type
    return trigger.type


def _presupposed(doc: Doc) -> list[Span]:
    """Return what is characterized as something in definite words: it is taken for granted."""
    found = []
    for characterization in doc._.sayso_characterizations:
        if characterization.form is CharacterizationForm.AS:
            target = characterization.target
            words = doc.char_span(target.start, target.end, alignment_mode="expand")
            if words is not None and (words[0].lower_ in _DEFINITE or words[0].dep_ == "poss"):
                found.append(target)
    return found


def _actuality(reading: Factuality, told: bool, granted: bool) -> Actuality:
    """Return the article's own commitment: what a statement says is never actual by itself."""
    if granted and reading.unreal is Unreal.NO:
        return Actuality.ACTUAL
    if reading.unreal in {Unreal.PLANNED, Unreal.HYPOTHETICAL}:
        return _UNREAL[reading.unreal]
    if told or reading.hedged:
        return Actuality.CLAIMED
    if reading.unreal is Unreal.ATTEMPTED:
        return Actuality.PLANNED
    if reading.unreal is Unreal.NEGATED:
        return Actuality.NEGATED
    return Actuality.GENERIC if reading.generic else Actuality.ACTUAL


def _roles(
    arguments: Arguments, index: EntityIndex
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """Return agents, recipients and themes; what cannot act is acted with, not acted on."""
    agents = index.entities(arguments.agents)
    recipients: list[int] = []
    themes = list(index.entities(arguments.themes))
    for entity in index.entities(arguments.recipients):
        (recipients if index.actor(entity) else themes).append(entity)
    agents = tuple(entity for entity in agents if index.actor(entity)) or agents
    recipients = [entity for entity in recipients if entity not in agents]
    return agents, tuple(recipients), tuple(dict.fromkeys(themes))


def _times_by_verb(doc: Doc) -> dict[int, int]:
    """Map each verb, and each noun on the way to it, to the time expression that depends on it."""
    found: dict[int, int] = {}
    for number, time in enumerate(doc._.sayso_times):
        span = doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
        if span is None:
            continue
        for ancestor in span.root.ancestors:
            if ancestor.pos_ in {"NOUN", "VERB", "AUX"}:
                found.setdefault(ancestor.i, number)
                if ancestor.pos_ != "NOUN":
                    break
    return found


def _times_ahead(doc: Doc) -> frozenset[int]:
    published = publication(doc)
    if published is None:
        return frozenset()
    return frozenset(
        number
        for number, time in enumerate(doc._.sayso_times)
        if time.begins is not None and time.begins[:10] > published.isoformat()
    )


def _time(trigger: Trigger, times: dict[int, int]) -> int | None:
    if not times:
        return None
    number = times.get(trigger.token.i)
    if number is None and trigger.support is not None:
        number = times.get(trigger.support.i)
    return number


def _authorial(token: Token, statements: list[Statement], authorial: dict[int, int]) -> int:
    """Return the position of the article's own statement for the word's sentence, made if new."""
    sentence = token.sent
    number = authorial.get(sentence.start)
    if number is None:
        number = authorial[sentence.start] = len(statements)
        content = span_without_margins(sentence)
        assert content is not None  # the word itself is in the sentence
        statements.append(
            Statement(
                source=(),
                cue=(),
                content=(content,),
                form=QuoteForm.AUTHORIAL,
                speech_acts=("assert",),
                rule=AUTHORIAL_RULE,
            )
        )
    return number


def _realizing(statements: list[Statement], events: list[Event]) -> list[Statement]:
    """Set `realizes` where the cue of a statement is itself a verbal event."""
    order = sorted(
        (trigger.start, number)
        for number, event in enumerate(events)
        if event.type in VERBAL_TYPES
        for trigger in event.triggers
    )
    starts = [start for start, _ in order]
    changed = []
    for statement in statements:
        found = None
        for cue in statement.cue:
            position = bisect_right(starts, cue.end - 1) - 1
            # The last verbal event in the cue: the noun in "delivered a stark warning".
            if position >= 0 and starts[position] >= cue.start:
                found = order[position][1]
                break
        if found is not None and statement.realizes is None:
            statement = replace(statement, realizes=found)
        changed.append(statement)
    return changed
