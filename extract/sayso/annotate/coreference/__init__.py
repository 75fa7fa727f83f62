"""Coreference by a trained ranker: which phrases of an article refer to the same entity.

The component `sayso_coreference` runs after `sayso_mentions` and gives each chain one entity. Names
are joined by rule; each phrase in turn joins the earlier chain that the ranker finds likeliest, or
begins one. How sure a link is stands on the mention, so that a doubtful one can be seen and undone.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate import extensions
from sayso.annotate.coreference.clusters import Clusters
from sayso.annotate.coreference.ellipsis import name_ellipses
from sayso.annotate.coreference.names import join_names
from sayso.annotate.coreference.problem import problem
from sayso.annotate.coreference.ranker import ranker
from sayso.annotate.coreference.resolving import Resolved, resolve
from sayso.annotate.coreference.voices import join_voices
from sayso.annotate.mentions.candidate import Found, found_in
from sayso.annotate.mentions.emission import emit, span_of
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
    resolved = resolve(problem(found), ranker())
    phrases = resolved.problem.phrases
    chains = [group for group in resolved.chains.members.values() if len(group) > 1]
    doc.user_data[_KEY] = [[(phrases[n].start, phrases[n].end) for n in group] for group in chains]
    parts = _entities(found, resolved, chains)
    name_ellipses(parts, found, doc)
    groups = [sorted(members) for members in parts.members.values()]
    emit(doc, found, [g for g in groups if _is_mention(found, g)])
    return doc


def _entities(found: Found, resolved: Resolved, chains: list[list[int]]) -> Clusters:
    """Return the candidates of mentions joined as the phrases are, with how sure each link is."""
    parts = Clusters(found.candidates)
    join_names(parts)
    for group in chains:
        phrases = [(n, resolved.problem.phrases[n].candidate) for n in group]
        members = [(n, number) for n, number in phrases if number >= 0]
        for n, number in members[1:]:
            if parts.of(number) == parts.of(members[0][1]):
                continue
            parts.join(number, members[0][1])
            candidate = found.candidates[number]
            candidate.confidence = round(candidate.confidence * float(resolved.confidence[n]), 2)
            candidate.mention = None
    join_voices(parts, found.columns)
    return parts


def _is_mention(found: Found, group: list[int]) -> bool:
    """Tell whether a group is written: an actor, place or work, or anything mentioned twice."""
    if any(found.candidates[n].type is not None for n in group):
        return True
    return len(group) > 1


def clusters(doc: Doc) -> list[list[Span]]:
    """Return the chains of two phrases or more, with the extent of whole noun phrases.

    Unlike the mentions these include relative clauses, dates, demonstratives, coordinations and
    names inside names, as annotated corpora have it.
    """
    chains = doc.user_data.get(_KEY, [])
    return [[span_of(doc, start, end) for start, end in group] for group in chains]
