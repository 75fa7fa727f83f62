"""Mentions of persons, organizations, states, groups, places and works, named or not.

The component `sayso_mentions` runs after spaCy's named entity recognizer and repairs what it says:
whole phrases with titles and offices, types decided over the document, and the actors without a
name ("Western leaders", "a senior official") that a recognizer of names cannot see. Each mention
has an entity of its own until `sayso_coreference` joins them.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Span

from sayso.annotate import extensions
from sayso.annotate.mentions import phrases
from sayso.annotate.mentions.candidate import KEY, Candidate, Found, found_in
from sayso.annotate.mentions.emission import emit, entity_of, mention_from, singletons
from sayso.annotate.mentions.evidence import decide_types
from sayso.annotate.mentions.finding import find
from sayso.annotate.mentions.relations import relate
from sayso.model import MentionKind

__all__ = ["ensure_mention", "mention_of"]


@Language.factory("sayso_mentions")
def make(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that fills `doc._.sayso_mentions`, `sayso_entities` and `sayso_roles`."""
    extensions.register()
    return annotate


def annotate(doc: Doc) -> Doc:
    """Find the mentions of a parsed document."""
    found = find(doc)
    decide_types(found.candidates, found.columns)
    relate(found)
    doc.user_data[KEY] = found
    emit(doc, found, singletons(found))
    return doc


def mention_of(doc: Doc, span: Span) -> int | None:
    """Return the position in `doc._.sayso_mentions` of the mention that heads `span`, or None.

    The head is the span's syntactic root; where that is not the head of a mention but a word of a
    name, the mention of that name is returned.
    """
    found = found_in(doc)
    if found is None or not len(span):
        return None
    number = found.by_token.get(span.root.i)
    return None if number is None else found.emitted.get(number)


def ensure_mention(doc: Doc, span: Span) -> int:
    """Return the mention that heads `span`; where there is none, add a nominal one with an entity.

    Raises ValueError if `span` is empty or `sayso_mentions` has not run on the document.
    """
    present = mention_of(doc, span)
    if present is not None:
        return present
    found = found_in(doc)
    if found is None or not len(span):
        raise ValueError("ensure_mention needs a span with words, after sayso_mentions has run")
    root = span.root.i
    number = found.by_token.get(root)
    if number is None:
        number = len(found.candidates)
        found.candidates.append(_described(found, span))
        found.by_token[root] = number
    candidate = found.candidates[number]
    same = phrases.referent(found.columns, root)
    meant = mention_of(doc, doc[same : same + 1]) if same is not None else None
    if meant is not None:
        entity = doc._.sayso_mentions[meant].entity
    else:
        doc._.sayso_entities.append(entity_of(doc, [candidate]))
        entity = len(doc._.sayso_entities) - 1
    doc._.sayso_mentions.append(mention_from(doc, candidate, entity))
    found.emitted[number] = len(doc._.sayso_mentions) - 1
    return found.emitted[number]


def _described(found: Found, span: Span) -> Candidate:
    """Return a candidate for the phrase around the head of a span, without relative clauses."""
    root = span.root.i
    start = min(phrases.left_edge(found.columns, root), root)
    end = max(phrases.right_edge(found.columns, root, named=False), root + 1)
    text = span.root.lemma_.lower()
    return Candidate(root, start, end, MentionKind.NOMINAL, None, text=text)
