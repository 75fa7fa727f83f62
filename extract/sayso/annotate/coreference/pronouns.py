"""Resolving third-person pronouns: what grammar allows, weighed by distance, role and salience."""

from __future__ import annotations

import math
from functools import cache

from sayso.annotate import gazetteer
from sayso.annotate.coreference.agreement import (
    HE_SHE,
    REFLEXIVE,
    agrees,
    forbidden,
    kind_of,
    pleonastic,
)
from sayso.annotate.coreference.clusters import Clusters
from sayso.annotate.lexicon_files import rows
from sayso.annotate.mentions.candidate import Candidate
from sayso.annotate.mentions.columns import Columns
from sayso.model import MentionKind

REACH = {"he": 6, "they": 4, "it": 3}  # sentences back
# Somebody of whom no more is said: the text goes on about others.
_ONE_OF_SEVERAL = {"one", "another"}
_SUBJECT = ("nsubj", "nsubjpass")
_ROLES = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "dobj": "object",
    "dative": "object",
    "pobj": "oblique",
    "poss": "possessor",
}
_CLAUSAL = {"ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "csubj", "pcomp"}


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature, named with the kind of pronoun before it."""
    return {row[0]: float(row[1]) for row in rows("pronoun_weights.tsv")}


def join_pronouns(clusters: Clusters, table: Columns) -> None:
    """Join each third-person pronoun to its best antecedent, in the order of the text."""
    by_root = {c.root: n for n, c in enumerate(clusters.candidates)}
    for n, candidate in enumerate(clusters.candidates):
        kind = kind_of(candidate)
        if not candidate.pronoun or not kind or pleonastic(table, candidate.root):
            continue
        best = choose(clusters, table, n, by_root)
        if best is not None:
            clusters.join(n, best)


def choose(clusters: Clusters, table: Columns, n: int, by_root: dict[int, int]) -> int | None:
    """Return the candidate that pronoun `n` most likely refers to, or None."""
    table_of = weights()
    kind = kind_of(clusters.candidates[n])
    shares: dict[int, float] = {}
    for other, found in options(clusters, table, n, by_root):
        score = sum(table_of.get(f"{kind} {feature}", 0.0) for feature in found)
        cluster = clusters.of(other)
        shares[cluster] = shares.get(cluster, 0.0) + math.exp(score)
    if shares:
        best = max(shares, key=lambda cluster: (shares[cluster], cluster))
        if shares[best] > math.exp(table_of.get(f"{kind} none", -50.0)):
            return best
    return _ahead(clusters, table, n)


def options(
    clusters: Clusters, table: Columns, n: int, by_root: dict[int, int]
) -> list[tuple[int, list[str]]]:
    """Return the candidates that pronoun `n` may refer to, nearest first, with their features."""
    pronoun = clusters.candidates[n]
    here = table.sentence[pronoun.root]
    reach = REACH[kind_of(pronoun)]
    if pronoun.text in REFLEXIVE:
        subject = table.subject_of(table.head[pronoun.root])
        own = by_root.get(subject) if subject is not None else None
        if own is not None and own < n and agrees(clusters, pronoun, own):
            return [(own, ["subject"])]
    barred = forbidden(clusters, table, pronoun, by_root)
    governor = _governing_subject(table, pronoun.root)
    found: list[tuple[int, list[str]]] = []
    seen: set[int] = set()
    for other in range(n - 1, -1, -1):
        before = clusters.candidates[other]
        distance = here - table.sentence[before.root]
        if distance > reach:
            break
        cluster = clusters.of(other)
        if cluster == barred or before.start <= pronoun.root < before.end:
            continue
        if not agrees(clusters, pronoun, other) or (distance and before.text in _ONE_OF_SEVERAL):
            continue
        features = _features(clusters, table, pronoun, other, distance)
        features.append(f"rank {min(len(seen), 4)}")
        if before.root == governor:
            features.append("governs")
        if cluster in seen:
            features.append("again")
        seen.add(cluster)
        found.append((other, features))
    return found


def _governing_subject(table: Columns, root: int) -> int | None:
    """Return the subject of the clause that the pronoun's own clause depends on."""
    verb = table.head[root]
    for _ in range(4):
        if table.pos[verb] in ("VERB", "AUX") and table.dep[verb] in _CLAUSAL:
            break
        if table.head[verb] == verb:
            return None
        verb = table.head[verb]
    return table.subject_of(table.head[verb])


def _features(
    clusters: Clusters, table: Columns, pronoun: Candidate, other: int, distance: int
) -> list[str]:
    before = clusters.candidates[other]
    role = _ROLES.get(table.dep[before.root], "other")
    own_role = _ROLES.get(table.dep[pronoun.root], "other")
    head = table.head[before.root]
    size = _mentioned(clusters, other, pronoun.root)
    features = [
        f"distance {min(distance, 4)}",
        role,
        f"{own_role} {role}",
        f"size {size}",
        f"form {_form(before)}",
        f"type {clusters.type(other)}",
        f"definite {before.definite}",
        f"near {distance} {role}" if distance < 2 else "far",
    ]
    if role == "subject" and table.dep[head] == "ROOT":
        features.append("main subject")
    if role == "oblique" and table.lower[head] in ("in", "at", "on", "to", "from"):
        features.append("place")
    if pronoun.text in HE_SHE and not clusters.gender(other):
        features.append("gender unknown")
    quotes = table.quote[before.root], table.quote[pronoun.root]
    if quotes[0] != quotes[1]:
        features.append("into quote" if quotes[1] >= 0 else "out of quote")
        if role == "subject" and quotes[1] >= 0 and distance <= 1 and _wills(table, before.root):
            features.append("speaker")
    if own_role == "subject" and _wills(table, pronoun.root):
        features.append(f"wills {clusters.type(other)}")
    return features


def _mentioned(clusters: Clusters, other: int, before: int) -> int:
    """Return how often the cluster of `other` has been mentioned before a token, at most 4."""
    count = 0
    for candidate in clusters.of_members(other):
        count += candidate.root < before
        if count == 4:
            break
    return count


def _wills(table: Columns, subject: int) -> bool:
    return table.lemma[table.head[subject]] in gazetteer.volition_verbs()


def _form(before: Candidate) -> str:
    if before.pronoun:
        return "pronoun"
    if before.kind is MentionKind.ADJECTIVE:
        return "adjective"
    return "name" if before.name else "noun" if before.type is not None else "thing"


def _ahead(clusters: Clusters, table: Columns, n: int) -> int | None:
    """Return the subject that a pronoun in a fronted phrase points forward to."""
    pronoun = clusters.candidates[n]
    sentence = table.sentence[pronoun.root]
    for other in range(n + 1, len(clusters.candidates)):
        after = clusters.candidates[other]
        if table.sentence[after.root] != sentence:
            return None
        if (
            table.dep[after.root] in _SUBJECT
            and not after.pronoun
            and table.dep[table.head[after.root]] == "ROOT"
            and agrees(clusters, pronoun, other)
        ):
            return other
    return None
