"""What words refer to: from a phrase of the parse, by the mention that it heads, to an entity."""

from spacy.tokens import Doc
from spacy.tokens import Span as Words

from sayso.annotate.mentions import ensure_mention, mention_of


def known_entity_of(doc: Doc, words: Words) -> int | None:
    """Return the entity that the words mention, or None where they mention none."""
    mention = mention_of(doc, words)
    return None if mention is None else int(doc._.sayso_mentions[mention].entity)


def entity_of(doc: Doc, words: Words) -> int:
    """Return the entity that the words refer to, made with a nominal mention when it is new.

    Raises:
        ValueError: the words are empty, or `sayso_mentions` has not run on the document.
    """
    return int(doc._.sayso_mentions[ensure_mention(doc, words)].entity)
