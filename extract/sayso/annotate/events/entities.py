"""Go from the words of an argument to the entities that mentions link them to."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from sayso.annotate.events.arguments import coordinated
from sayso.model import EntityType, Mention, Span

_PLACES = frozenset({EntityType.PLACE, EntityType.STATE})
# "troops of X", "members of X": the words before "of" are a part of what comes after it.
_PART_WORDS = frozenset(
    {
        "troop", "soldier", "force", "army", "member", "leader", "official", "government",
        "group", "some", "many", "most", "all", "one", "both", "part", "number", "hundred",
        "thousand", "dozen", "people", "citizen", "authority", "ally", "supporter", "city",
    }
)  # fmt: skip


class EntityIndex:
    """The mentions of one document by the words that head them; empty without mentions."""

    def __init__(self, doc: Doc) -> None:
        self._mentions: list[Mention] = doc._.sayso_mentions
        self._types: list[EntityType] = [entity.type for entity in doc._.sayso_entities]
        self._by_start: dict[int, int] = {}
        inside: dict[int, int] = {}
        for number, mention in enumerate(self._mentions):
            self._by_start.setdefault(mention.head.start, number)
            if mention.name is not None:
                inside.setdefault(mention.name.start, number)
        for start, number in inside.items():
            self._by_start.setdefault(start, number)

    def mention(self, token: Token) -> Mention | None:
        """Return the mention that the word heads, or the one whose part it names."""
        number = self._by_start.get(token.idx)
        if number is not None:
            return self._mentions[number]
        if token.lemma_.lower() in _PART_WORDS:
            for word in _owners(token):
                number = self._by_start.get(word.idx)
                if number is not None:
                    return self._mentions[number]
        return None

    def actor(self, entity: int) -> bool:
        """Tell whether the entity can act."""
        return self._types[entity].can_act

    def place(self, tokens: Iterable[Token]) -> int | None:
        """Return the first of the words' entities that is a place."""
        for token in tokens:
            mention = self.mention(token)
            if mention is not None and self._types[mention.entity] in _PLACES:
                return mention.entity
        return None

    def entities(self, tokens: Iterable[Token]) -> tuple[int, ...]:
        """Return the words' entities, each once, in order."""
        found: dict[int, None] = {}
        for token in tokens:
            mention = self.mention(token)
            if mention is not None:
                found.setdefault(mention.entity)
        return tuple(found)

    def words(self, token: Token) -> Span:
        """Return the phrase that the word heads: its mention's, or the noun phrase to its left."""
        number = self._by_start.get(token.idx)
        if number is not None:
            return self._mentions[number].span
        first = token.left_edge if token.pos_ in {"NOUN", "PROPN"} else token
        return Span(first.idx, token.idx + len(token))


def _owners(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in {"poss", "amod", "compound"}:
            yield child
        elif child.dep_ == "prep" and child.lower_ in {"of", "from"}:
            for word in child.children:
                if word.dep_ == "pobj":
                    yield from coordinated(word)
