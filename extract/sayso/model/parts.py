"""The parts of an extraction: spans, articles, mentions, statements, events and the rest."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from sayso.model.values import (
    Actuality,
    Certainty,
    CharacterizationForm,
    CharacterizationType,
    EntityType,
    MentionKind,
    Polarity,
    QuoteForm,
    RefKind,
    TimeOrientation,
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: code points, 0-based, end-exclusive, never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span must have 0 <= start < end, not [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """Return the words that the span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Self) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Self) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A pointer to one item of an `Extraction`: the tuple and the position in it."""

    kind: RefKind
    index: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: the text as stored, and what its source says of it.

    `text` is never normalized: offsets are over exactly this string. `digest` is the SHA-256 of
    its UTF-8 bytes, in hexadecimal, and names the article. `published` is an ISO 8601 date or
    date-time, or None. `origin` says where it was read from (a path, or a place in one). The spans
    `title_span`, `byline_span`, `dateline_span` and `date_span` are the furniture that the text
    itself carries; `blocks` are its paragraphs in order, without surrounding white space, and cover
    everything that is not white space. A single line break inside a block does not end a sentence.
    """

    text: str
    digest: str
    blocks: tuple[Span, ...]
    origin: str = ""
    identifier: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str = "en"
    title_span: Span | None = None
    byline_span: Span | None = None
    dateline_span: Span | None = None
    date_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be read or annotated, with the reason and what to do about it."""

    origin: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks.

    `span` includes the marks, `inner` does not. `depth` is 0 for an outermost quotation.
    `continues` is the position of the quotation that this one carries on, where a speaker's words
    run over paragraphs with an opening mark on each.
    """

    span: Span
    inner: Span
    depth: int = 0
    continues: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to an entity.

    `span` is the whole phrase without relative clauses, `head` its head word, `name` the proper
    name inside it, if any ("Mark Rutte" in "NATO Secretary General Mark Rutte"), `role` the words
    of an office ("Secretary General"). `entity` is a position in `Extraction.entities`. `metonym`
    marks a place name that stands for its government.
    """

    span: Span
    head: Span
    kind: MentionKind
    entity: int
    name: Span | None = None
    role: Span | None = None
    metonym: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """What one or more mentions of an article refer to.

    `name` is the best name the article gives. `anonymous` marks a source whose identity is
    withheld, `collective` a plurality without a legal identity; `member_of` is the entity it
    belongs to ("Russian officials" to Russia). `wikidata` is an item identifier such as "Q212", or
    None. `shared` says that the same name in another article means the same thing, so that the
    entity gets a global identifier.
    """

    name: str
    type: EntityType
    anonymous: bool = False
    collective: bool = False
    member_of: int | None = None
    wikidata: str | None = None
    shared: bool = False
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class RoleHolding:
    """An office that the article gives to somebody: holder and organization are entities.

    `time` are the words that say when it was held or given, "from 2010 to 2014".
    """

    holder: int
    label: Span
    mention: int
    organization: int | None = None
    time: Span | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution: a source is reported to have said, thought or signalled something.

    `source`, `cue` and `content` are the words (several spans where discontinuous). `speakers` are
    the entities that the source refers to; without any, the source is unnamed. `speech_acts` are
    names of individuals of the ontology, the main one first. `parent` is the statement this one is
    embedded in. `responds_to` are statements it answers, `addressees` are entities, `targets` whom
    or what it is directed at. `rule` names the rule or model that found it.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: QuoteForm
    cue_lemma: str | None = None
    speech_acts: tuple[str, ...] = ("say",)
    speakers: tuple[int, ...] = ()
    quoted: tuple[Span, ...] = ()
    parent: int | None = None
    level: int = 0
    negated: bool = False
    hedges: tuple[Span, ...] = ()
    addressees: tuple[int, ...] = ()
    targets: tuple[Ref, ...] = ()
    responds_to: tuple[int, ...] = ()
    occasion: int | None = None
    realizes: int | None = None
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Characterization:
    """A source presents a target as something, in exact words.

    `statement` is where it is expressed. `holder` and `target` are the words that name the
    evaluator and the target, `evaluator` and `characterized` what they refer to. `attribute` are
    the ascribed words. `ultimate` is the actor behind a characterized act or idea. `polarity` is
    the evaluator's stance after negation.
    """

    statement: int
    holder: Span | None
    target: Span
    attribute: Span
    form: CharacterizationForm
    type: CharacterizationType
    polarity: Polarity
    evaluator: int | None = None
    characterized: Ref | None = None
    ultimate: int | None = None
    cue: Span | None = None
    negated: bool = False
    self_directed: bool = False
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """An attitude for, against or doubting, without a label: its evidence is a span of the text."""

    statement: int
    target: Ref
    polarity: Polarity
    evidence: Span
    evaluator: int | None = None
    ultimate: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date or time in the text, with its TIMEX3 value, which may be partial (XXXX-12-19)."""

    span: Span
    value: str
    begins: str | None = None
    ends: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An eventuality as described; whether it happened is only said by `actuality`.

    `type` is a class name of the event module ("Assault"), `mode` one of its modes or None. The
    participants are `agents`, `recipients` and `themes` (entities), with `participants` the words
    of each. `place` is an entity, `time` a position in `Extraction.times`. `statements` are those
    whose content speaks of it.
    """

    type: str
    triggers: tuple[Span, ...]
    actuality: Actuality
    mode: str | None = None
    agents: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    themes: tuple[int, ...] = ()
    participants: tuple[Span, ...] = ()
    place: int | None = None
    time: int | None = None
    statements: tuple[int, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    orientation: TimeOrientation = TimeOrientation.NON_FUTURE
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a statement says, as subject, predicate lemma and object or value; never asserted."""

    statement: int
    subject: Ref
    predicate: str
    evidence: Span
    object: Ref | None = None
    value: str | None = None
    event: int | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """How sure one assessor is of something; no assessor means the article's own voice."""

    assesses: Ref
    certainty: Certainty
    polarity: Polarity
    orientation: TimeOrientation
    assessor: int | None = None
    statement: int | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made an extraction: versions and settings, and nothing that changes from run to run.

    `kb` is the digest of the knowledge base that names were linked with, or "".
    """

    sayso: str
    profile: str
    model: str
    model_version: str
    kb: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one article."""

    article: Article
    provenance: Provenance
    sentences: tuple[Span, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    roles: tuple[RoleHolding, ...] = ()
    statements: tuple[Statement, ...] = ()
    characterizations: tuple[Characterization, ...] = ()
    stances: tuple[Stance, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    events: tuple[Event, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    assessments: tuple[Assessment, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the extraction as plain JSON types, spans as [start, end] pairs."""
        plain = _plain(self)
        assert isinstance(plain, dict)
        return plain

    def spans(self) -> Iterator[Span]:
        """Yield every span that any part of the extraction carries, the article's own included."""
        yield from _spans(self)


def _plain(value: object) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value


def _spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _spans(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans(item)
