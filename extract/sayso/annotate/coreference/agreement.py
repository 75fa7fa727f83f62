"""Which antecedents grammar allows a pronoun: person, number, gender, and not its own subject."""

from __future__ import annotations

from sayso.annotate.coreference.clusters import PEOPLE, Clusters
from sayso.annotate.mentions.candidate import Candidate
from sayso.annotate.mentions.columns import Columns

HE_SHE = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
IT = frozenset({"it", "its", "itself"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_RAISING = {"seem", "appear", "turn", "happen", "follow", "rain", "snow"}
_CLAUSES = {"ccomp", "xcomp", "advcl", "csubj", "acl", "relcl"}


def kind_of(pronoun: Candidate) -> str:
    """Return "he", "they" or "it" for a third-person pronoun, or "" for another."""
    if pronoun.text in HE_SHE:
        return "he"
    if pronoun.text in THEY:
        return "they"
    return "it" if pronoun.text in IT else ""


def pleonastic(table: Columns, i: int) -> bool:
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
    if table.lemma[verb] != "be" and table.dep[i] != "nsubjpass":
        return False
    heads = [verb, *(c for c in table.children[verb] if table.dep[c] in ("acomp", "attr"))]
    return any(
        table.dep[child] in _CLAUSES and child > verb for h in heads for child in table.children[h]
    )


def agrees(clusters: Clusters, pronoun: Candidate, other: int) -> bool:
    """Tell whether the pronoun can refer to candidate `other` by person, number and gender."""
    before = clusters.candidates[other]
    wanted = kind_of(pronoun)
    if before.pronoun and kind_of(before) != wanted:
        return False
    if before.number == ("s" if wanted == "they" else "p"):
        return False
    person = clusters.type(other) in PEOPLE
    if wanted == "he":
        return person and clusters.gender(other) in ("", pronoun.gender)
    return not person


def forbidden(
    clusters: Clusters, table: Columns, pronoun: Candidate, by_root: dict[int, int]
) -> int:
    """Return the cluster of the subject whose verb has the pronoun as its object, or -1."""
    dep = table.dep[pronoun.root]
    verb = table.head[pronoun.root]
    if pronoun.text in REFLEXIVE or dep not in ("dobj", "dative", "pobj"):
        return -1
    if dep == "pobj":
        verb = table.head[verb]
    subject = table.subject_of(verb)
    n = by_root.get(subject) if subject is not None else None
    return clusters.of(n) if n is not None else -1
