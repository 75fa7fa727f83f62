"""What a network is made of: evidence in articles, and the nodes and edges that it adds up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ValueKind = Literal["text", "count", "number", "truth", "iri"]
Value = str | int | float | bool | None
Tone = Literal["positive", "negative", "neutral", "mixedPolarity", ""]

POLARITIES: tuple[Tone, ...] = ("positive", "negative", "neutral", "mixedPolarity")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of network: its name, its title, and what a node and an edge of it is."""

    name: str
    title: str
    node: str
    edge: str
    directed: bool = True


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "characterizations",
            "Who characterizes whom",
            "who characterizes, and who or what is characterized; without a name, who is behind it",
            "what one says of another: from who characterizes to what is characterized",
        ),
        Kind(
            "statements",
            "Who speaks of whom",
            "who speaks, and whom a statement is about, addresses, answers, quotes or names",
            "the statements of one about, to, in answer to, quoting or naming another",
        ),
        Kind(
            "answers",
            "Who answers whom",
            "who answers, and who is answered",
            "the statements of one that answer statements of another",
        ),
        Kind(
            "quotes",
            "Who quotes whom",
            "who quotes, and who is quoted",
            "the statements of one in which another is quoted",
        ),
        Kind(
            "co-mentions",
            "Who is named together",
            "whoever or whatever has a name in an article",
            "the paragraphs in which both are named",
            directed=False,
        ),
        Kind(
            "events",
            "Who is said to do what to whom",
            "who acts, and who or what is acted upon, as the articles present it",
            "the events in which one acts upon another; none of them is claimed to have happened",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Article:
    """What evidence says of the article it stands in; `day` is YYYY-MM-DD or empty."""

    iri: str
    title: str = ""
    publisher: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One piece of evidence for an edge.

    `source` and `target` are the IRIs of nodes. `begin` and `end` are code points of the article's
    text, `end` exclusive; `words` stand there. `type` says which kind of characterization,
    statement or event it is, `status` in which form it is expressed or how real it is presented.
    `sentence` is the sentence in which the words begin, where the graph has it.
    """

    source: str
    target: str
    article: str
    begin: int
    end: int
    iri: str
    words: str
    day: str = ""
    title: str = ""
    polarity: Tone = ""
    type: str = ""
    status: str = ""
    negated: bool = False
    confidence: float | None = None
    sentence: str = ""


@dataclass(slots=True)
class About:
    """What is known of a node while a network is gathered; `names` counts what it is called."""

    names: dict[str, int] = field(default_factory=dict)
    type: str = ""
    name: str = ""
    same_as: str = ""

    @property
    def label(self) -> str:
        """The name it goes by: the given one, or else the most frequent."""
        if self.name or not self.names:
            return self.name
        return min(self.names, key=lambda one: (-self.names[one], one))


@dataclass(frozen=True, slots=True)
class Node:
    """A node: `number` counts from 0 in the order of the IRIs, `type` is a class of the ontology.

    `given` and `received` count the evidence that leads from it and to it, in a network without
    direction both together; `articles` those in which it stands. `first` and `last` are the days of
    the first and last of these, empty where none has a full date; `dated` says that all have one.
    `names` are the other names it goes by, `same_as` is its entry in Wikidata.
    """

    number: int
    iri: str
    label: str
    type: str
    given: int
    received: int
    articles: int
    first: str
    last: str
    dated: bool
    names: str = ""
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """All evidence for one node's dealing with another, or a single piece of it.

    `source` and `target` are numbers of nodes. `counts` says how much of the evidence is positive,
    negative, neutral and mixed; evidence without an attitude is in none. `types` counts the kinds.
    `examples` are a few links with different words, the first ones by day and place; `days` are the
    days of all that is dated, sorted, and `dated` says that all is.
    """

    number: int
    source: int
    target: int
    weight: int
    counts: tuple[int, int, int, int]
    types: tuple[tuple[str, int], ...]
    articles: int
    days: tuple[str, ...]
    dated: bool
    examples: tuple[Link, ...]

    @property
    def sum(self) -> int:
        """How much more of the evidence is positive than negative."""
        return self.counts[0] - self.counts[1]

    @property
    def mean(self) -> float | None:
        """The sum over all evidence that has an attitude, from -1 to 1, or None without any."""
        signed = sum(self.counts)
        return round(self.sum / signed, 3) if signed else None

    @property
    def polarity(self) -> Tone:
        """The attitude of the evidence if it agrees, neutral pieces aside; mixed if it does not."""
        positive, negative, neutral, mixed = self.counts
        if mixed or (positive and negative):
            return "mixedPolarity"
        if positive or negative:
            return "positive" if positive else "negative"
        return "neutral" if neutral else ""
