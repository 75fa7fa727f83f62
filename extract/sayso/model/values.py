"""The closed lists of values: what a thing can be, said as the ontology says it."""

from __future__ import annotations

from enum import StrEnum


class EntityType(StrEnum):
    """What a mention refers to; the values are the class names of the ontology."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    STATE = "GeopoliticalEntity"
    INTERGOVERNMENTAL = "IntergovernmentalOrganization"
    GOVERNMENT_BODY = "GovernmentBody"
    ARMED_FORCE = "ArmedForce"
    MEDIA = "MediaOutlet"
    PARTY = "PoliticalParty"
    COMPANY = "Company"
    COALITION = "Coalition"
    COLLECTIVE = "CollectiveActor"
    ANONYMOUS = "AnonymousActor"
    PLACE = "Place"
    WORK = "Work"
    IDEA = "Idea"

    @property
    def can_act(self) -> bool:
        """Tell whether such an entity can say, want or do something: the actors of the ontology."""
        return self not in (EntityType.PLACE, EntityType.WORK, EntityType.IDEA)


ORGANIZATIONS = frozenset(
    {
        EntityType.ORGANIZATION,
        EntityType.INTERGOVERNMENTAL,
        EntityType.GOVERNMENT_BODY,
        EntityType.ARMED_FORCE,
        EntityType.MEDIA,
        EntityType.PARTY,
        EntityType.COMPANY,
        EntityType.COALITION,
    }
)
"""The kinds of organizations; a state is one too, but a place as well, and not among them."""


class MentionKind(StrEnum):
    """How a mention refers: by name, by description, by pronoun, or as an adjective ("Russian")."""

    NAME = "NAM"
    NOMINAL = "NOM"
    PRONOUN = "PRO"
    ADJECTIVE = "ADJ"


class QuoteForm(StrEnum):
    """How a statement is reported; the values are the individuals of the ontology."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    NARRATED = "narrated"
    AUTHORIAL = "authorial"


class Polarity(StrEnum):
    """An evaluator's attitude towards a target, or whether a content is held to be so."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    MIXED = "mixedPolarity"


class Certainty(StrEnum):
    """How sure an assessor is."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNDERSPECIFIED = "underspecified"


class Actuality(StrEnum):
    """The article's own commitment to an event."""

    ACTUAL = "actual"
    CLAIMED = "claimed"
    HYPOTHETICAL = "hypothetical"
    PLANNED = "planned"
    NEGATED = "negated"
    GENERIC = "generic"


class TimeOrientation(StrEnum):
    """Where an event lies in time, seen from the article."""

    NON_FUTURE = "nonFuture"
    FUTURE = "future"
    ATEMPORAL = "atemporal"


class CharacterizationForm(StrEnum):
    """By which construction words are ascribed to a target."""

    AS = "as"
    NAMING = "naming"
    PREDICATIVE = "predicative"
    EPITHET = "epithet"
    EVALUATIVE_VERB = "evaluative_verb"


class CharacterizationType(StrEnum):
    """What kind of thing is ascribed; the values are the individuals of the ontology."""

    LABEL = "label"
    TRAIT = "trait"
    SEVERITY = "severity"
    LIKELIHOOD = "likelihood"
    MOTIVE = "motive"
    LEGITIMACY = "legitimacy"
    FRAMING = "framing"


class RefKind(StrEnum):
    """Which tuple of the `Extraction` a `Ref` points into."""

    ENTITY = "entities"
    EVENT = "events"
    STATEMENT = "statements"
    PROPOSITION = "propositions"
