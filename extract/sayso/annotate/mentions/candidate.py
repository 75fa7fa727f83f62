"""What is known of a phrase that may be a mention, before it is frozen into the model."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from sayso.annotate.gazetteer import Known
from sayso.annotate.mentions.columns import Columns
from sayso.model import Entity, EntityType, Mention, MentionKind


@dataclass(slots=True, eq=False)
class Candidate:
    """A phrase with its features; positions are tokens, ends are exclusive.

    `type` is None for a phrase that names no actor, place or work: coreference may still need it.
    `number` is "s", "p" or "" (either), `gender` "m", "f" or "". `definite` is one of "name",
    "def", "dem", "poss", "indef", "bare", "pron". `member` is the candidate or gazetteer entry that
    the phrase belongs to. `other_roots` are heads of parts that stand in apposition. `called` is a
    fuller name than the words give, for "another" where the text means another analyst.
    """

    root: int
    start: int
    end: int
    kind: MentionKind
    type: EntityType | None
    number: str = "s"
    gender: str = ""
    definite: str = "bare"
    name: tuple[int, int] | None = None
    role: tuple[int, int] | None = None
    text: str = ""
    known: Known | None = None
    member: Candidate | Known | None = None
    organization: Candidate | None = None
    anonymous: bool = False
    collective: bool = False
    metonym: bool = False
    confidence: float = 1.0
    label: str = ""
    called: str = ""
    other_roots: list[int] = field(default_factory=list)
    votes: dict[str, float] = field(default_factory=dict)
    role_time: tuple[int, int] | None = None
    # The mention and the entity of the candidate alone, once they have been made.
    mention: Mention | None = None
    entity: Entity | None = None

    @property
    def pronoun(self) -> bool:
        """Tell whether this is a pronoun."""
        return self.kind is MentionKind.PRONOUN


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a clause gives to somebody: "Ana Ruiz became chief strategist of Orbex"."""

    holder: Candidate
    label: tuple[int, int]
    organization: Candidate | None
    time: tuple[int, int] | None = None


@dataclass(slots=True)
class Found:
    """What the mentions component leaves for later ones: all candidates and where their heads are.

    `offices` are those that clauses give to somebody. `emitted` maps the position of a candidate to
    its mention, `by_token` a token to a candidate: each head, and each word of a name.
    """

    columns: Columns
    candidates: list[Candidate]
    by_token: dict[int, int] = field(default_factory=dict)
    emitted: dict[int, int] = field(default_factory=dict)
    offices: list[Office] = field(default_factory=list)


KEY = "sayso_mentions_found"


def found_in(doc: Doc) -> Found | None:
    """Return what the mentions component left on the document, or None if it has not run."""
    found = doc.user_data.get(KEY)
    return found if isinstance(found, Found) else None
