"""Which properties a person may set, and what they may be set to."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from sayso.errors import UsageError
from sayso.judgements.record import Kind
from sayso.model import EntityType
from sayso.vocabulary import (
    ACTUALITY_VALUES,
    CHARACTERIZATION_TYPES,
    POLARITIES,
    QUOTE_FORMS,
    SAYSO,
    SPEECH_ACTS,
    org,
    rdf,
    sayso,
    xsd,
)

BOOLEAN = ("true", "false")


@dataclass(frozen=True, slots=True)
class Property:
    """A property that can be set: `values` are those allowed, of `actor` an actor, else any text.

    `predicate` is what it is called in the graph.
    """

    name: str
    predicate: str
    values: tuple[str, ...] = ()
    actor: bool = False

    def term(self, value: str) -> NamedNode | Literal:
        """Return a value that is no actor as it stands in the graph."""
        if self.values == BOOLEAN:
            return Literal(value, datatype=NamedNode(xsd.boolean))
        return NamedNode(SAYSO + value) if self.values else Literal(value)

    def checked(self, value: str) -> str:
        """Return the value as it is recorded.

        Raises:
            UsageError: the property cannot have this value.
        """
        wanted = " ".join(value.split())
        if self.values and wanted not in self.values:
            raise UsageError(
                f"'{self.name}' cannot be '{value}'. It can be {', '.join(self.values)}."
            )
        if not wanted:
            raise UsageError(f"'{self.name}' cannot be empty. To take a thing out, reject it.")
        return wanted


_TYPES = tuple(kind.value for kind in EntityType)

PROPERTIES: dict[Kind, tuple[Property, ...]] = {
    Kind.ACTOR: (
        Property("name", sayso.name),
        Property("type", rdf.type, _TYPES),
        Property("gender", sayso.gender),
    ),
    Kind.MENTION: (Property("actor", sayso.refersTo, actor=True),),
    Kind.STATEMENT: (
        Property("source", sayso.source, actor=True),
        Property("form", sayso.quoteForm, QUOTE_FORMS),
        Property("act", sayso.speechAct, SPEECH_ACTS),
        Property("addressee", sayso.addressee, actor=True),
        Property("negated", sayso.isNegated, BOOLEAN),
    ),
    Kind.CHARACTERIZATION: (
        Property("polarity", sayso.polarity, POLARITIES),
        Property("type", sayso.characterizationType, CHARACTERIZATION_TYPES),
        Property("target", sayso.characterized, actor=True),
        Property("negated", sayso.isNegated, BOOLEAN),
    ),
    Kind.STANCE: (
        Property("polarity", sayso.polarity, POLARITIES),
        Property("target", sayso.stanceTarget, actor=True),
    ),
    Kind.EVENT: (Property("actuality", sayso.actuality, ACTUALITY_VALUES),),
    Kind.ROLE: (
        Property("label", sayso.roleLabel),
        Property("holder", org.member, actor=True),
        Property("organization", org.organization, actor=True),
    ),
}


def property_of(kind: Kind, name: str) -> Property:
    """Return the property of this name that things of a kind have.

    Raises:
        UsageError: they have none of this name; the message lists those they have.
    """
    for known in PROPERTIES[kind]:
        if known.name == name:
            return known
    listed = ", ".join(known.name for known in PROPERTIES[kind])
    raise UsageError(f"The property '{name}' of a {kind} cannot be set. These can: {listed}.")
