"""Joining names: the same name, a surname or first name alone, an acronym, a state's adjective."""

from __future__ import annotations

from collections import defaultdict

from sayso.annotate.coreference.clusters import PEOPLE, Clusters
from sayso.annotate.mentions.candidate import Candidate
from sayso.model import ORGANIZATIONS

_SUFFIXES = {"inc", "corp", "co", "ltd", "llc", "plc", "corporation", "company"}
_SMALL = {"of", "the", "and", "for", "in", "on", "de", "la"}


def join_names(clusters: Clusters) -> None:
    """Join all named candidates that name the same thing."""
    exact: dict[tuple[str, bool], int] = {}
    known: dict[str, int] = {}
    people: dict[str, list[int]] = defaultdict(list)
    organizations: list[int] = []
    for n, candidate in enumerate(clusters.candidates):
        if not candidate.name:
            continue
        if candidate.known:
            clusters.join(n, known.setdefault(candidate.known.key, n))
        person = candidate.type in PEOPLE
        same = exact.setdefault((candidate.text.lower(), person), n)
        if same != n and _same_reading(candidate, clusters.candidates[same]):
            clusters.join(n, same)
        elif person:
            _join_person(clusters, people, n)
        elif candidate.type in ORGANIZATIONS:
            organizations.append(n)
        if person:
            for part in {candidate.text.split()[-1], candidate.text.split()[0]}:
                people[part].append(n)
    _join_organizations(clusters, organizations)


def _same_reading(a: Candidate, b: Candidate) -> bool:
    """Tell whether two equal names are not a capital as a city and as a government."""
    return (a.known and a.known.key) == (b.known and b.known.key)


def _join_person(clusters: Clusters, people: dict[str, list[int]], n: int) -> None:
    candidate = clusters.candidates[n]
    parts = candidate.text.split()
    gender = candidate.gender
    for other in reversed(people.get(parts[-1], []) + (people.get(parts[0], []))):
        before = clusters.candidates[other].text.split()
        if len(parts) > 1 and len(before) > 1 and not _compatible(parts, before):
            continue
        if len(parts) == 1 and parts[0] not in (before[-1], before[0]):
            continue
        if gender and clusters.gender(other) not in ("", gender):
            continue
        clusters.join(n, other)
        return


def _compatible(a: list[str], b: list[str]) -> bool:
    """Tell whether two full names may be one person's: "J. Smith", "John A. Smith"."""
    if a[-1] != b[-1]:
        return False
    first, second = a[0].rstrip("."), b[0].rstrip(".")
    return first.startswith(second) or second.startswith(first)


def _join_organizations(clusters: Clusters, organizations: list[int]) -> None:
    """Join acronyms to their long forms, and long forms to themselves without a legal form."""
    acronyms: dict[str, int] = {}
    stems: dict[str, int] = {}
    first_words: dict[str, dict[str, int]] = defaultdict(dict)
    for n in organizations:
        words = clusters.candidates[n].text.split()
        kept = [w for w in words if w.lower().rstrip(".") not in _SUFFIXES]
        stem = " ".join(kept or words)
        if stem in stems:
            clusters.join(n, stems[stem])
        stems.setdefault(stem, n)
        if len(words) > 1:
            first_words[words[0]].setdefault(stem, n)
            letters = "".join(w[0] for w in words if w.lower() not in _SMALL and w[0].isupper())
            if len(letters) > 1:
                acronyms.setdefault(letters, n)
    for n in organizations:
        text = clusters.candidates[n].text.replace(".", "")
        if text.isupper() and " " not in text and text in acronyms:
            clusters.join(n, acronyms[text])
        elif len(first_words.get(text, ())) == 1:
            # "Orbex" after "Orbex Energy", where no other name begins with it.
            clusters.join(n, *first_words[text].values())
