"""Resolving pronouns by agreement, distance and grammatical role."""

from __future__ import annotations

from sayso.annotate.coreference.clusters import ORGANIZATIONS, PEOPLE, Clusters
from sayso.annotate.mentions.candidate import Candidate
from sayso.annotate.mentions.columns import Columns
from sayso.model import EntityType, MentionKind

_HE_SHE = {"he", "him", "his", "himself", "she", "her", "hers", "herself"}
_THEY = {"they", "them", "their", "theirs", "themselves"}
_IT = {"it", "its", "itself"}
_REACH = {"person": 6, "thing": 2}
_REFLEXIVE = {"himself", "herself", "itself", "themselves"}
_ROLES = {"nsubj": 3.0, "nsubjpass": 2.6, "dobj": 1.2, "poss": 1.0, "pobj": 0.8, "dative": 1.0}
_RAISING = {"seem", "appear", "turn", "happen", "follow", "rain", "snow"}


def join_pronouns(clusters: Clusters, table: Columns) -> None:
    """Join each third-person pronoun to its best antecedent, in the order of the text."""
    for n, candidate in enumerate(clusters.candidates):
        if not candidate.pronoun:
            continue
        word = candidate.text
        if word in _IT and _pleonastic(table, candidate.root):
            continue
        if word in _HE_SHE or word in _THEY or word in _IT:
            best = _best(clusters, table, n)
            if best is not None:
                clusters.join(n, best)


def _pleonastic(table: Columns, i: int) -> bool:
    """Tell whether "it" refers to nothing: "it is clear that", "it seems"."""
    if table.lower[i] != "it":
        return False
    if table.dep[i] == "expl":
        return True
    verb = table.head[i]
    if table.dep[i] not in ("nsubj", "nsubjpass"):
        return False
    if table.lemma[verb] in _RAISING:
        return True
    if table.lemma[verb] == "be" or table.dep[i] == "nsubjpass":
        return any(
            table.dep[child] in ("ccomp", "xcomp", "advcl", "csubj", "acl", "relcl")
            and child > verb
            for c in (verb, *table.children[verb])
            for child in table.children[c]
            if table.dep[c] in ("acomp", "attr") or c == verb
        )
    return False


def _best(clusters: Clusters, table: Columns, n: int) -> int | None:
    pronoun = clusters.candidates[n]
    here = table.sentence[pronoun.root]
    person = pronoun.text in _HE_SHE
    reach = _REACH["person" if person or pronoun.text in _THEY else "thing"]
    best, best_score = None, 0.0
    for other in range(n - 1, -1, -1):
        before = clusters.candidates[other]
        distance = here - table.sentence[before.root]
        if distance > reach:
            break
        if not _agrees(clusters, pronoun, other) or not _free(table, pronoun, before):
            continue
        score = _score(clusters, table, pronoun, other, distance)
        if score > best_score:
            best, best_score = other, score
    return best if best is not None else _ahead(clusters, table, n)


def _agrees(clusters: Clusters, pronoun: Candidate, other: int) -> bool:
    before = clusters.candidates[other]
    type_ = clusters.type(other)
    if pronoun.text in _HE_SHE:
        if type_ not in PEOPLE or before.number == "p":
            return False
        return clusters.gender(other) in ("", pronoun.gender) and not _first_or_second(before)
    if _first_or_second(before):
        return False
    if pronoun.text in _THEY:
        return (
            before.number in ("p", "")
            and type_ not in PEOPLE
            and not (before.pronoun and before.text in _IT)
        )
    return (
        before.number != "p"
        and type_ not in PEOPLE
        and not (before.pronoun and before.text not in _IT)
    )


def _first_or_second(candidate: Candidate) -> bool:
    return candidate.pronoun and candidate.text not in _HE_SHE | _THEY | _IT


def _free(table: Columns, pronoun: Candidate, before: Candidate) -> bool:
    """Tell whether grammar lets the pronoun refer to `before`."""
    if before.start <= pronoun.root < before.end:
        return False
    if pronoun.text in _REFLEXIVE or table.dep[pronoun.root] == "poss":
        return True
    head = table.head[pronoun.root]
    if table.dep[pronoun.root] in ("dobj", "dative", "pobj"):
        verb = head
        if table.dep[pronoun.root] == "pobj":
            verb = table.head[head]
        return table.subject_of(verb) != before.root
    return True


def _score(
    clusters: Clusters, table: Columns, pronoun: Candidate, other: int, distance: int
) -> float:
    before = clusters.candidates[other]
    score = 10.0 - 2.0 * distance + _ROLES.get(table.dep[before.root], 0.3)
    if table.dep[before.root] == table.dep[pronoun.root]:
        score += 0.7
    score += min(3, sum(1 for c in clusters.of_members(other) if c.root < pronoun.root)) * 0.6
    if before.kind is MentionKind.ADJECTIVE:
        score -= 3.0
    if before.type is None:
        score -= 1.5
    if pronoun.text in _HE_SHE and not clusters.gender(other):
        score -= 1.0
    if pronoun.text in _THEY and clusters.type(other) in ORGANIZATIONS:
        score -= 2.0
    if pronoun.text in _IT and clusters.type(other) in ORGANIZATIONS | {EntityType.STATE}:
        score += 0.7
    if table.quote[before.root] != table.quote[pronoun.root]:
        score -= 1.5
    return score


def _ahead(clusters: Clusters, table: Columns, n: int) -> int | None:
    """Return the subject that a pronoun in a fronted phrase points forward to."""
    pronoun = clusters.candidates[n]
    sentence = table.sentence[pronoun.root]
    for other in range(n + 1, len(clusters.candidates)):
        after = clusters.candidates[other]
        if table.sentence[after.root] != sentence:
            return None
        if (
            table.dep[after.root] in ("nsubj", "nsubjpass")
            and not after.pronoun
            and table.dep[table.head[after.root]] == "ROOT"
            and _agrees(clusters, pronoun, other)
        ):
            return other
    return None
