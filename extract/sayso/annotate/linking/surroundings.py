"""What stands around the names of an article: the places it speaks of, its words, what follows."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property

from spacy.tokens import Doc

from sayso.annotate import gazetteer
from sayso.annotate.lexicon_files import rows, words
from sayso.model import Entity, Mention, Span

_STATED = re.compile(r"(?:, | \()([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*)")
_LAST_WORD = re.compile(r"([\w.'’-]+)\s+$")
_FEWEST, _SHARE = 6, 0.01
"""A report on a match has so many words of the game, and so large a share of all its words."""
_LOOK = 60
"""So many characters after a name are looked at for the state that it lies in."""


@cache
def codes() -> dict[str, str]:
    """Return the code of each state and territory by its Wikidata item."""
    return {row[3]: row[0] for row in rows("territories.tsv")}


@cache
def _words_of_games() -> frozenset[str]:
    return words("sport_words.txt")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text: `span` in code points, and the words as written."""

    span: Span
    text: str


class Surroundings:
    """The names of an annotated document by the position of their entity, and what is around."""

    def __init__(self, text: str, entities: list[Entity], mentions: list[Mention]) -> None:
        self.text = text
        self.entities = entities
        self._names: dict[int, list[Named]] = defaultdict(list)
        for mention in mentions:
            if mention.name is not None:
                called = " ".join(mention.name.of(text).split())
                self._names[mention.entity].append(Named(mention.name, called))
        self.items = frozenset(e.wikidata for e in entities if e.wikidata)

    @classmethod
    def of(cls, doc: Doc) -> Surroundings:
        """Return the surroundings in a document that has mentions and entities."""
        return cls(doc.text, doc._.sayso_entities, doc._.sayso_mentions)

    def names(self, entity: int) -> list[Named]:
        """Return the names of an entity in the order of the text."""
        return self._names.get(entity, [])

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of the article in lower case."""
        return frozenset(re.findall(r"\w+", self.text.lower()))

    @cached_property
    def places(self) -> frozenset[str]:
        """The codes of the states and territories that the article speaks of."""
        return frozenset(codes()[item] for item in self.items if item in codes())

    @cached_property
    def report_on_match(self) -> bool:
        """Whether the article reports on a match, by its share of words of the game."""
        said = re.findall(r"\w+", self.text.lower())
        count = sum(word in _words_of_games() for word in said)
        return count >= max(_FEWEST, _SHARE * len(said))

    def has(self, said: str) -> bool:
        """Tell whether the words stand in the article as written."""
        if said not in self.text:  # which is told sooner
            return False
        return re.search(rf"(?<!\w){re.escape(said)}(?!\w)", self.text) is not None

    def stated(self, name: Named) -> frozenset[str]:
        """Return the codes of the place that is said right after a name: "Paris, Texas"."""
        after = _STATED.match(self.text, name.span.end, name.span.end + _LOOK)
        if after is None:
            return frozenset()
        parts = after[1].split()
        for end in range(len(parts), 0, -1):
            said = " ".join(parts[:end])
            for form in (said, said.rstrip(".")):
                known = gazetteer.places().get(form)
                if known:
                    return known
        return frozenset()

    def before(self, name: Named) -> str:
        """Return the word before a name in lower case, or ""."""
        found = _LAST_WORD.search(self.text, max(0, name.span.start - 40), name.span.start)
        word = found[1].lower() if found else ""
        if word == "the" and found is not None:
            found = _LAST_WORD.search(self.text, max(0, found.start() - 40), found.start())
            return found[1].lower() if found else ""
        return word
