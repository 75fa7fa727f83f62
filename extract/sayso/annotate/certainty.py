"""How sure each speaker, and the article itself, is of the events that are spoken of.

The words around an event say how its teller presents it; the verb of saying may turn that round
("denied"), weaken it ("hinted") or leave it open ("asked whether"). What a source says is never
certain for the article: its own assessment is written down only where the article adds something,
in its own voice, or keeps a distance ("alleged").
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate import extensions
from sayso.annotate.factuality import CLASSES, Factuality, both, factuality_words
from sayso.annotate.propositions import find_propositions
from sayso.model import (
    Actuality,
    Assessment,
    Certainty,
    Event,
    Polarity,
    QuoteForm,
    Ref,
    RefKind,
    Statement,
)

_TURNING = frozenset({"negative", "unlikely", "possible", "expected"})


@Language.factory("sayso_certainty")
def make_certainty(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that fills `doc._.sayso_assessments` and `doc._.sayso_propositions`."""
    extensions.register()

    def certainty(doc: Doc) -> Doc:
        doc._.sayso_propositions = find_propositions(doc)
        doc._.sayso_assessments = list(_assessments(doc))
        return doc

    return certainty


def _assessments(doc: Doc) -> Iterator[Assessment]:
    """Yield the speakers' assessments of each event, and then the article's."""
    statements: list[Statement] = doc._.sayso_statements
    for number, event in enumerate(doc._.sayso_events):
        ref = Ref(RefKind.EVENT, number)
        told = [
            position
            for position in event.statements
            if statements[position].form is not QuoteForm.AUTHORIAL
        ]
        if told:
            yield from _told(event, ref, told, statements)
        yield from _articles(event, ref, told, statements)


def _told(
    event: Event, ref: Ref, told: list[int], statements: list[Statement]
) -> Iterator[Assessment]:
    """Yield an assessment for each speaker of the statements that speak of the event.

    Only the innermost speaker is taken at the word; one who reports what another said is not
    committed to it, except by a cue that presupposes it ("noted that he had admitted").
    """
    levels = [statements[p].level for p in told if not _is_will(statements[p])]
    deepest = max(levels, default=0)
    for position in told:
        statement = statements[position]
        reading = _reading(event)
        kind = cue_class(statement)
        if statement.level < deepest and kind != "factive":
            reading = replace(reading, certainty=Certainty.UNDERSPECIFIED)
        elif kind in _TURNING:
            reading = _turned(CLASSES[kind], reading)
        if statement.negated:
            reading = replace(reading, certainty=Certainty.UNDERSPECIFIED)
        for speaker in statement.speakers:
            yield _assessment(ref, reading, speaker, position)


def _turned(cue: Factuality, reading: Factuality) -> Factuality:
    """Return the reading under a cue; it may have been read under the same word before."""
    turned = both(cue, reading)
    if Polarity.NEGATIVE in {cue.polarity, reading.polarity}:
        turned = replace(turned, polarity=Polarity.NEGATIVE)
    return replace(turned, orientation=reading.orientation)


def _articles(
    event: Event, ref: Ref, told: list[int], statements: list[Statement]
) -> Iterator[Assessment]:
    if told:
        hedged = any(
            hedge.overlaps(trigger) or 0 <= trigger.start - hedge.end <= 1
            for position in told
            for hedge in statements[position].hedges
            for trigger in event.triggers
        )
        if hedged or (
            event.certainty is Certainty.UNDERSPECIFIED and event.actuality is Actuality.CLAIMED
        ):
            reading = replace(_reading(event), certainty=Certainty.UNDERSPECIFIED)
            yield _assessment(ref, reading, None, None)
        return
    authorial = event.statements[0] if event.statements else None
    plain = event.actuality in {Actuality.ACTUAL, Actuality.NEGATED}
    if not plain or event.certainty is not Certainty.CERTAIN:
        yield _assessment(ref, _reading(event), None, authorial)


def _is_will(statement: Statement) -> bool:
    """Tell whether the statement is about what somebody wants: whoever tells it stands by it."""
    lemma = (statement.cue_lemma or "").lower()
    return factuality_words()["governor"].get(lemma) in {"conative", "planned"}


def cue_class(statement: Statement) -> str:
    """Return what the statement's cue makes of its content, a class of the lexicon or ""."""
    cues = factuality_words()["cue"]
    lemma = (statement.cue_lemma or "").lower()
    found = cues.get(lemma, "")
    if not found and " " in lemma:
        found = next((cues[word] for word in lemma.split() if word in cues), "")
    return found


def _reading(event: Event) -> Factuality:
    return Factuality(event.certainty, event.polarity, event.orientation)


def _assessment(
    ref: Ref, reading: Factuality, assessor: int | None, statement: int | None
) -> Assessment:
    return Assessment(
        assesses=ref,
        certainty=reading.certainty,
        polarity=reading.polarity,
        orientation=reading.orientation,
        assessor=assessor,
        statement=statement,
    )
