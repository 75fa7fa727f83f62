"""What is known of an actor from all the articles that are taken to speak of the same one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sayso.actors.names import BodyName, PersonName
from sayso.actors.record import Appearance, Family, Held

_MOST_NAMES = 12


@dataclass(slots=True)
class Profile:
    """The appearances of one actor taken together; `members` are positions, the first leads.

    The counters say in how many of the `size` articles something is the case.
    """

    family: Family
    members: list[int]
    names: Counter[PersonName] = field(default_factory=Counter)
    bodies: Counter[BodyName] = field(default_factory=Counter)
    items: set[str] = field(default_factory=set)
    genders: Counter[str] = field(default_factory=Counter)
    offices: set[Held] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    settings: Counter[str] = field(default_factory=Counter)
    company: Counter[str] = field(default_factory=Counter)
    graphs: set[str] = field(default_factory=set)
    also: set[str] = field(default_factory=set)

    @property
    def size(self) -> int:
        """In how many articles the actor appears."""
        return len(self.graphs)

    @classmethod
    def of(cls, place: int, one: Appearance) -> Profile:
        """Return the profile of an actor known from one article."""
        made = cls(one.family, [place])
        if one.person:
            made.names[one.person] = 1
        if one.body:
            made.bodies[one.body] = 1
        if one.item:
            made.items.add(one.item)
        if one.gender:
            made.genders[one.gender] = 1
        if one.setting:
            made.settings[one.setting] = 1
        made.offices.update(one.offices)
        made.countries.update(one.countries)
        made.company.update(one.company)
        made.graphs.add(one.graph)
        made.also.update(one.also)
        return made

    def take(self, other: Profile) -> None:
        """Add what is known from the articles of `other`, whose members come after one's own."""
        self.members += other.members
        for mine, theirs in (
            (self.items, other.items),
            (self.countries, other.countries),
            (self.graphs, other.graphs),
            (self.also, other.also),
        ):
            mine |= theirs
        self.offices |= other.offices
        self.names.update(other.names)
        self.bodies.update(other.bodies)
        self.genders.update(other.genders)
        self.settings.update(other.settings)
        self.company.update(other.company)

    def gender(self) -> str:
        """Return the gender that the articles agree on, or nothing."""
        ordered = self.genders.most_common(2)
        if not ordered or (len(ordered) == 2 and 3 * ordered[1][1] > ordered[0][1]):
            return ""
        return ordered[0][0]

    def person_names(self) -> list[PersonName]:
        """Return the different names of a person, the most frequent first."""
        ordered = sorted(self.names, key=lambda name: (-self.names[name], name.whole))
        return ordered[:_MOST_NAMES]

    def body_names(self) -> list[BodyName]:
        """Return the different names of a body, the most frequent first."""
        ordered = sorted(self.bodies, key=lambda name: (-self.bodies[name], name.words))
        return ordered[:_MOST_NAMES]
