"""An extraction made by hand, with one of everything, and an annotator that finds just it."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator
from functools import partial

from sayso.model import (
    Actuality,
    Article,
    Assessment,
    Certainty,
    Characterization,
    CharacterizationForm,
    CharacterizationType,
    Entity,
    EntityType,
    Event,
    Extraction,
    Mention,
    MentionKind,
    Polarity,
    Proposition,
    Provenance,
    Quotation,
    QuoteForm,
    Ref,
    RefKind,
    Reject,
    RoleHolding,
    Span,
    Stance,
    Statement,
    TimeExpression,
    TimeOrientation,
)

TEXT = """Council approves bridge
By Jo Pé

HARBOURTON, 13 March 2021 - Mayor Ana Ruiz on 12 March called the new bridge “a gift \
to the town”, but the Harbour Union said dockers would strike. A person close to the \
talks said police had denied a \
deal. The vote marked a turning point. Reporters heard hints of delay in Porto on Monday.

“We built it together.

“And it will last,” she added.
"""


def article(text: str = TEXT, **fields: object) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(text, digest, (Span(0, len(text.rstrip())),), **fields)  # type: ignore[arg-type]


def span_of(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _quotations(text: str) -> tuple[Quotation, ...]:
    at = partial(span_of, text=text)
    return (
        Quotation(at("“a gift to the town”"), at("a gift to the town")),
        Quotation(at("“We built it together."), at("We built it together.")),
        Quotation(at("“And it will last,”"), at("And it will last,"), continues=1),
    )


def _mentions(text: str) -> tuple[Mention, ...]:
    at = partial(span_of, text=text)

    def name(words: str, entity: int, kind: MentionKind = MentionKind.NAME) -> Mention:
        return Mention(at(words), at(words.split()[-1]), kind, entity)

    return (
        Mention(
            at("Mayor Ana Ruiz"),
            at("Ruiz"),
            MentionKind.NAME,
            0,
            name=at("Ana Ruiz"),
            role=at("Mayor"),
        ),
        name("the new bridge", 1, MentionKind.NOMINAL),
        name("the Harbour Union", 2),
        name("dockers", 3, MentionKind.NOMINAL),
        name("police", 4, MentionKind.NOMINAL),
        name("Porto", 5),
        name("she", 0, MentionKind.PRONOUN),
    )


def _entities() -> tuple[Entity, ...]:
    return (
        Entity("Ana Ruiz", EntityType.PERSON, shared=True, gender="f"),
        Entity("the new bridge", EntityType.IDEA),
        Entity("Harbour Union", EntityType.ORGANIZATION, shared=True),
        Entity("dockers", EntityType.COLLECTIVE, collective=True, member_of=2),
        Entity("police", EntityType.GOVERNMENT_BODY, anonymous=True),
        Entity("Porto", EntityType.PLACE, wikidata="Q36433", shared=True),
    )


def _statements_without_a_name(text: str) -> tuple[Statement, ...]:
    """Return the statements whose source is the article, nobody, or a pronoun."""
    at = partial(span_of, text=text)
    return (
        Statement(
            (),
            (),
            (at("The vote marked a turning point"),),
            QuoteForm.AUTHORIAL,
            speech_acts=("assert",),
        ),
        Statement(
            (),
            (at("heard hints of"),),
            (at("delay in Porto"),),
            QuoteForm.INDIRECT,
            speech_acts=("hint",),
        ),
        Statement(
            (at("she"),),
            (at("added"),),
            (at("“We built it together."), at("“And it will last,”")),
            QuoteForm.DIRECT,
            cue_lemma="add",
            speakers=(0,),
            quoted=(at("“We built it together."), at("“And it will last,”")),
        ),
    )


def _statements(text: str) -> tuple[Statement, ...]:
    at = partial(span_of, text=text)
    return (
        Statement(
            (at("Mayor Ana Ruiz"),),
            (at("called"),),
            (at("the new bridge “a gift to the town”"),),
            QuoteForm.MIXED,
            cue_lemma="call",
            speech_acts=("describe", "praise"),
            speakers=(0,),
            quoted=(at("“a gift to the town”"),),
            targets=(Ref(RefKind.ENTITY, 1),),
            occasion=1,
            confidence=0.9,
            rule="cue.verb.naming",
        ),
        Statement(
            (at("the Harbour Union"),),
            (at("said"),),
            (at("dockers would strike"),),
            QuoteForm.INDIRECT,
            cue_lemma="say",
            speakers=(2,),
            addressees=(0,),
            responds_to=(0,),
            realizes=0,
        ),
        Statement(
            (at("A person close to the talks"),),
            (Span(text.index("said police"), text.index("said police") + 4),),
            (at("police had denied a deal"),),
            QuoteForm.INDIRECT,
            cue_lemma="say",
        ),
        Statement(
            (at("police"),),
            (at("had denied"),),
            (at("a deal"),),
            QuoteForm.INDIRECT,
            cue_lemma="deny",
            speech_acts=("deny",),
            speakers=(4,),
            parent=2,
            level=1,
            negated=True,
            hedges=(at("close to"),),
        ),
        *_statements_without_a_name(text),
    )


def _characterizations(text: str) -> tuple[Characterization, ...]:
    at = partial(span_of, text=text)
    return (
        Characterization(
            0,
            at("Mayor Ana Ruiz"),
            at("the new bridge"),
            at("a gift to the town"),
            CharacterizationForm.NAMING,
            CharacterizationType.LABEL,
            Polarity.POSITIVE,
            evaluator=0,
            characterized=Ref(RefKind.ENTITY, 1),
            ultimate=2,
            cue=at("called"),
            confidence=0.85,
            rule="naming",
        ),
        Characterization(
            4,
            None,
            at("The vote"),
            at("a turning point"),
            CharacterizationForm.PREDICATIVE,
            CharacterizationType.FRAMING,
            Polarity.NEUTRAL,
            negated=True,
            self_directed=True,
        ),
    )


def _times(text: str) -> tuple[TimeExpression, ...]:
    at = partial(span_of, text=text)
    return (
        TimeExpression(at("12 March"), "XXXX-03-12", "2021-03-12", "2021-03-12"),
        TimeExpression(at("Monday"), "XXXX-WXX-1"),
    )


def _events(text: str) -> tuple[Event, ...]:
    at = partial(span_of, text=text)
    return (
        Event(
            "Protest",
            (at("strike"),),
            Actuality.PLANNED,
            mode="strike",
            agents=(3,),
            recipients=(5,),
            themes=(1,),
            participants=(at("dockers"),),
            statements=(1,),
            confidence=0.7,
        ),
        Event("Speak", (at("on 12 March called"),), Actuality.ACTUAL, place=5, time=0),
    )


def _propositions(text: str) -> tuple[Proposition, ...]:
    at = partial(span_of, text=text)
    return (
        Proposition(
            1,
            Ref(RefKind.ENTITY, 3),
            "strike against",
            at("dockers would strike"),
            object=Ref(RefKind.ENTITY, 2),
            event=0,
        ),
        Proposition(
            0,
            Ref(RefKind.ENTITY, 1),
            "be",
            at("a gift"),
            value="a gift to the town",
            negated=True,
        ),
    )


def _assessments() -> tuple[Assessment, ...]:
    return (
        Assessment(
            Ref(RefKind.EVENT, 0),
            Certainty.PROBABLE,
            Polarity.POSITIVE,
            TimeOrientation.FUTURE,
            assessor=2,
            statement=1,
        ),
        Assessment(
            Ref(RefKind.EVENT, 0),
            Certainty.UNDERSPECIFIED,
            Polarity.POSITIVE,
            TimeOrientation.FUTURE,
        ),
    )


def extraction_of(text: str = TEXT, **fields: object) -> Extraction:
    """Return an extraction of `text`, which must hold the words of the sample text."""
    at = partial(span_of, text=text)
    title_end = text.index("\n")
    return Extraction(
        article=article(
            text,
            **{
                "origin": "news/bridge.txt",
                "title": "Council approves bridge",
                "authors": ("Jo Pé",),
                "published": "2021-03-13",
                "publisher": "The Harbour Post",
                "url": "https://example.org/bridge?a=1",
                "identifier": "doc-1",
                "title_span": Span(0, title_end),
                "byline_span": at("By Jo Pé"),
                "dateline_span": at("HARBOURTON"),
                "date_span": at("13 March 2021"),
                **fields,
            },
        ),
        provenance=Provenance("0.1.0", "fast", "en_core_web_sm", "3.8.0"),
        sentences=(
            Span(text.index("HARBOURTON"), text.index(" A person")),
            at("The vote marked a turning point."),
        ),
        quotations=_quotations(text),
        mentions=_mentions(text),
        entities=_entities(),
        roles=(RoleHolding(0, at("Mayor"), 0, organization=5, time=at("on 12 March")),),
        statements=_statements(text),
        characterizations=_characterizations(text),
        stances=(
            Stance(1, Ref(RefKind.ENTITY, 1), Polarity.NEGATIVE, at("would strike"), 2, ultimate=0),
        ),
        times=_times(text),
        events=_events(text),
        propositions=_propositions(text),
        assessments=_assessments(),
    )


class Handmade:
    """Annotates articles that begin with the sample text, with the sample's extraction.

    Words after it tell what else becomes of an article: REFUSED, RAISES, LOST or UNSOUND.
    """

    provenance = Provenance("0.1.0", "fast", "en_core_web_sm", "3.8.0")

    def __init__(self) -> None:
        self.annotated: list[str] = []
        self.unsound = True

    def annotate(self, articles: Iterable[Article]) -> Iterator[Extraction | Reject]:
        """Yield the sample's extraction, or what the article asks for."""
        # As a language model does, it takes a batch before it gives anything back.
        for item in list(articles):
            self.annotated.append(item.origin)
            if "RAISES" in item.text:
                raise ZeroDivisionError("nothing goes into nothing")
            if "LOST" in item.text:
                continue
            if "REFUSED" in item.text:
                yield Reject(item.origin, "refused", "as the test wants")
                continue
            found = dataclasses.replace(
                extraction_of(item.text), article=item, provenance=self.provenance
            )
            if "UNSOUND" in item.text and self.unsound:
                # Direct speech without a quotation is against the shapes.
                unsound = dataclasses.replace(found.statements[1], form=QuoteForm.DIRECT)
                found = dataclasses.replace(
                    found, statements=(found.statements[0], unsound, *found.statements[2:])
                )
            yield found
