"""Which entity or event of the gold something found is: by its name, or by where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sayso.evaluate.founding.gold import VOICE, FoundingGold, Place
from sayso.evaluate.names import same_name
from sayso.model import Extraction, Ref, RefKind, Span


class Alignment:
    """Compares references of one extraction with identifiers of the gold.

    Words refer to what the smallest gold mention (or trigger) around their head word refers to. An
    entity is also the one of the gold whose name it has, with or without title or first name.
    """

    def __init__(self, gold: FoundingGold, extraction: Extraction) -> None:
        self._gold = gold
        self._extraction = extraction
        self._heads = {mention.span: mention.head for mention in extraction.mentions}
        self._names: dict[str, set[str]] = {}
        for mention in extraction.mentions:
            entity = self._innermost(gold.entities, mention.head)
            if entity is not None:
                name = extraction.entities[mention.entity].name
                self._names.setdefault(name, set()).add(gold.names[entity])

    def gold_names(self, name: str) -> set[str]:
        """Return the gold's names of what an entity of this name refers to in the text."""
        return self._names.get(name, set())

    def is_source(self, wanted: str, span: Span | None, entity: int | None) -> bool:
        """Tell whether a holder or source is the gold entity; none is the article's voice."""
        if wanted == VOICE or (span is None and entity is None):
            return wanted == VOICE and entity is None
        return self._is_named(wanted, entity) or self._stands_at(wanted, span)

    def is_target(self, wanted: str, span: Span | None, ref: Ref | None) -> bool:
        """Tell whether a target is the gold entity or event."""
        if ref is not None and ref.kind is RefKind.ENTITY and self._is_named(wanted, ref.index):
            return True
        if ref is not None and ref.kind is RefKind.EVENT:
            triggers = self._extraction.events[ref.index].triggers
            if meet(self._gold.events.get(wanted, ()), triggers):
                return True
        if ref is not None and ref.kind is RefKind.STATEMENT:
            statement = self._extraction.statements[ref.index]
            own = (*statement.cue, *statement.content)
            if meet(self._gold.statements.get(wanted, ()), own):
                return True
        return self._stands_at(wanted, span)

    def _is_named(self, wanted: str, entity: int | None) -> bool:
        if entity is None or wanted not in self._gold.names:
            return False
        name = self._extraction.entities[entity].name
        return same_name(self._gold.names[wanted], name, loosely=True)

    def _stands_at(self, wanted: str, span: Span | None) -> bool:
        if span is None:
            return False
        places = self._gold.events if wanted in self._gold.events else self._gold.entities
        return self._innermost(places, self._heads.get(span) or self._last_word(span)) == wanted

    def _last_word(self, span: Span) -> Span:
        words = span.of(self._extraction.article.text).split()
        return Span(span.end - len(words[-1]), span.end) if words else span

    @staticmethod
    def _innermost(places: Mapping[str, Iterable[Place]], head: Span) -> str | None:
        around = [
            (end - start, name)
            for name, spans in places.items()
            for start, end in spans
            if start < head.end and head.start < end
        ]
        return min(around)[1] if around else None


def meet(places: Iterable[Place], spans: Iterable[Span]) -> bool:
    """Tell whether some place shares a character with some span."""
    listed = list(spans)
    return any(span.start < end and start < span.end for start, end in places for span in listed)
