"""What passes between the stages: articles as read, and what was found in them.

Every offset counts Unicode code points of `Article.text`, from 0, end-exclusive, so that
`article.text[span.start:span.end]` is the quoted string. Cross-references between the parts of an
`Extraction` are positions in its tuples.
"""

from sayso.model.parts import (
    Article,
    Assessment,
    Characterization,
    Entity,
    Event,
    Extraction,
    Mention,
    Proposition,
    Provenance,
    Quotation,
    Ref,
    Reject,
    RoleHolding,
    Span,
    Stance,
    Statement,
    TimeExpression,
)
from sayso.model.values import (
    ORGANIZATIONS,
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

__all__ = [
    "ORGANIZATIONS",
    "Actuality",
    "Article",
    "Assessment",
    "Certainty",
    "Characterization",
    "CharacterizationForm",
    "CharacterizationType",
    "Entity",
    "EntityType",
    "Event",
    "Extraction",
    "Mention",
    "MentionKind",
    "Polarity",
    "Proposition",
    "Provenance",
    "Quotation",
    "QuoteForm",
    "Ref",
    "RefKind",
    "Reject",
    "RoleHolding",
    "Span",
    "Stance",
    "Statement",
    "TimeExpression",
    "TimeOrientation",
]
