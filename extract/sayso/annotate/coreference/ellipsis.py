"""Fuller names for words that leave out their noun: "another" after "one analyst"."""

from __future__ import annotations

from spacy.tokens import Doc

from sayso.annotate.coreference.clusters import PEOPLE, Clusters
from sayso.annotate.mentions.candidate import Candidate, Found
from sayso.model import EntityType, MentionKind

_SINGULAR = {"another": "another"}
_PLURAL = {"others": "other", "some": "some", "many": "many", "most": "most", "several": "several"}
_WITHOUT_NOUN = {*_SINGULAR, *_PLURAL, "one", "few", "both", "all", "those"}
_REACH = 2  # sentences back to the noun
_PEOPLE = PEOPLE | {EntityType.COLLECTIVE}


def name_ellipses(clusters: Clusters, found: Found, doc: Doc) -> None:
    """Give each such mention a name with the noun that the text means, where that is plain."""
    for n, candidate in enumerate(clusters.candidates):
        if candidate.text not in _WITHOUT_NOUN or candidate.kind is not MentionKind.NOMINAL:
            continue
        called = _of_whom(clusters, found, candidate, doc) or _with_noun(clusters, found, n)
        if called:
            candidate.called, candidate.entity = called, None


def _of_whom(clusters: Clusters, found: Found, candidate: Candidate, doc: Doc) -> str:
    """Return "one of the jurors" for "one of them" where "them" are the jurors."""
    table = found.columns
    if candidate.end - candidate.root != 3 or table.lower[candidate.root + 1] != "of":
        return ""
    number = found.by_token.get(candidate.root + 2)
    if number is None or not clusters.candidates[number].pronoun:
        return ""
    known = [c for c in clusters.of_members(number) if not c.pronoun]
    if not known:
        return ""
    whom = known[0]
    if whom.name is not None or whom.definite == "poss":
        return f"{candidate.text} of {doc[whom.start : whom.end].text}"
    first = whom.start
    while first < whom.root and table.pos[first] in ("DET", "NUM", "PRON"):
        first += 1
    words = str(doc[first : whom.end].text)
    if not table.casing.proper(table.words[first]):
        words = words[0].lower() + words[1:]
    return f"{candidate.text} of the {words}"


def _with_noun(clusters: Clusters, found: Found, n: int) -> str:
    """Return "another analyst" where one of several analysts has just been mentioned."""
    candidate, table = clusters.candidates[n], found.columns
    if candidate.end > candidate.root + 1:
        return ""
    before = _antecedent(clusters, found, n)
    if before is None:
        return ""
    if candidate.text in _SINGULAR:
        return f"{_SINGULAR[candidate.text]} {before.text}"
    plural = table.tag[before.root] == "NNS" and candidate.text in _PLURAL
    return f"{_PLURAL[candidate.text]} {table.lower[before.root]}" if plural else ""


def _antecedent(clusters: Clusters, found: Found, n: int) -> Candidate | None:
    table = found.columns
    here = table.sentence[clusters.candidates[n].root]
    for other in range(n - 1, -1, -1):
        before = clusters.candidates[other]
        if here - table.sentence[before.root] > _REACH:
            return None
        people = before.kind is MentionKind.NOMINAL and before.type in _PEOPLE
        subject = table.dep[before.root] in ("nsubj", "nsubjpass")
        if people and subject and before.text not in _WITHOUT_NOUN:
            return before if before.definite in ("indef", "bare") else None
    return None
