"""Coreference by rules: which mentions of an article refer to the same entity.

The component `sayso_coreference` runs after `sayso_mentions` and gives each cluster one entity.
Names are joined first, then descriptions, then pronouns; each step sees what the earlier joined.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate import extensions
from sayso.annotate.coreference.clusters import Clusters
from sayso.annotate.coreference.ellipsis import name_ellipses
from sayso.annotate.coreference.names import join_names
from sayso.annotate.coreference.nominals import join_nominals
from sayso.annotate.coreference.pronouns import join_pronouns
from sayso.annotate.coreference.voices import join_voices
from sayso.annotate.mentions.candidate import Found, found_in
from sayso.annotate.mentions.emission import emit, span_of
from sayso.annotate.mentions.phrases import full_extent
from sayso.model import Span

__all__ = ["clusters"]
_KEY = "sayso_coreference_clusters"


@Language.factory("sayso_coreference")
def make(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that joins the mentions of a document into entities."""
    extensions.register()
    return annotate


def annotate(doc: Doc) -> Doc:
    """Join the mentions of a document; without `sayso_mentions` before it, do nothing."""
    found = found_in(doc)
    if found is None:
        return doc
    parts = Clusters(found.candidates)
    join_names(parts)
    join_nominals(parts, found)
    join_pronouns(parts, found.columns)
    join_voices(parts, found.columns)
    name_ellipses(parts, found, doc)
    groups = [sorted(members) for members in parts.members.values()]
    doc.user_data[_KEY] = sorted(g for g in groups if len(g) > 1)
    emit(doc, found, [g for g in groups if _is_mention(found, g)])
    return doc


def _is_mention(found: Found, group: list[int]) -> bool:
    """Tell whether a group is written: an actor, place or work, or anything mentioned twice."""
    if any(found.candidates[n].type is not None for n in group):
        return True
    return len(group) > 1


def clusters(doc: Doc) -> list[list[Span]]:
    """Return the clusters of two mentions or more, with the extent of whole noun phrases.

    Unlike the spans of the mentions these include relative clauses, as annotated corpora have it.
    """
    found = found_in(doc)
    if found is None:
        return []
    return [[_extent(doc, found, n) for n in group] for group in doc.user_data.get(_KEY, [])]


def _extent(doc: Doc, found: Found, n: int) -> Span:
    candidate = found.candidates[n]
    if candidate.pronoun:
        return span_of(doc, candidate.root, candidate.root + 1)
    start, end = full_extent(found.columns, candidate.root)
    if candidate.name and candidate.kind == "ADJ":
        start, end = candidate.name
    return span_of(doc, min(start, candidate.start), max(end, candidate.end))
