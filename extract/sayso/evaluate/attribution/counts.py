"""What is counted in one document; the counts of documents are added up before figures are made."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sayso.evaluate.attribution.items import KINDS, ROLES, Attribution, Role
from sayso.evaluate.attribution.matching import CRITERIA, HALF, matched
from sayso.evaluate.words import WordIndex, Words

Counts = defaultdict[str, float]
"""Numbers by name; what was not counted is 0."""
Items = Sequence[Attribution]
THRESHOLDS = (0.3, 0.8)
ALL = "all"


def count(index: WordIndex, predicted: Items, gold: Items) -> Counts:
    """Return the counts of a document for every measure."""
    counts: Counts = defaultdict(float)
    counts["np"], counts["ng"] = len(predicted), len(gold)
    for kind in KINDS:
        counts[f"np_{kind}"] = sum(item.kind == kind for item in predicted)
        counts[f"ng_{kind}"] = sum(item.kind == kind for item in gold)
    counts["ng_speech"] = sum(item.speech for item in gold)
    _count_matches(counts, predicted, gold)
    for role in ROLES:
        _count_role(counts, role, predicted, gold)
    exact = Counter(item.exact["content"] for item in predicted)
    counts["strict_content_tp"] = (exact & Counter(item.exact["content"] for item in gold)).total()
    _count_citron(counts, predicted, gold)
    _count_contents(counts, index, predicted, gold)
    for threshold in THRESHOLDS:
        _count_greedy(counts, threshold, predicted, gold)
    return counts


def added(documents: Iterable[Counts]) -> Counts:
    """Return the counts of several documents together."""
    together: Counts = defaultdict(float)
    for counts in documents:
        for name, number in counts.items():
            together[name] += number
    return together


def _count_matches(counts: Counts, predicted: Items, gold: Items) -> None:
    for name, criterion in CRITERIA.items():
        pairs = matched(predicted, gold, criterion)
        counts[name] = len(pairs)
        for found, wanted in pairs:
            counts[f"{name}_p_{found.kind}"] += 1
            counts[f"{name}_g_{wanted.kind}"] += 1
            counts[f"{name}_speech"] += wanted.speech
            if name == "detect_50":
                _count_given_content(counts, found, wanted)


def _count_given_content(counts: Counts, found: Attribution, wanted: Attribution) -> None:
    counts["m50"] += 1
    counts["m50_typeok"] += found.kind == wanted.kind
    if wanted.words["source"]:
        counts["m50_src"] += 1
        counts["m50_src_any"] += bool(found.words["source"] & wanted.words["source"])
        counts["m50_src_50"] += found.source_overlap(wanted) >= HALF
        counts["m50_src_exact"] += found.same_words(wanted, "source")
    else:
        counts["m50_nosrc"] += 1
        counts["m50_nosrc_ok"] += not found.words["source"]
    counts["m50_cue_any"] += found.cues_meet(wanted)


def _count_role(counts: Counts, role: Role, predicted: Items, gold: Items) -> None:
    """Count the role's word sets, one for one, and its words in the whole document."""
    found = Counter(item.words[role] for item in predicted if item.words[role])
    wanted = Counter(item.words[role] for item in gold if item.words[role])
    if role == "source":  # one source may serve several attributions
        found, wanted = Counter(set(found)), Counter(set(wanted))
    counts[f"ex_{role}_np"], counts[f"ex_{role}_ng"] = found.total(), wanted.total()
    counts[f"ex_{role}_tp"] = (found & wanted).total()
    all_found: Words = frozenset().union(*found)
    all_wanted: Words = frozenset().union(*wanted)
    counts[f"tk_{role}_np"], counts[f"tk_{role}_ng"] = len(all_found), len(all_wanted)
    counts[f"tk_{role}_tp"] = len(all_found & all_wanted)


def _count_citron(counts: Counts, predicted: Items, gold: Items) -> None:
    """Count as the BBC's Citron does: cues must meet; many-to-many; overlaps over all pairs."""
    for name, roles in (*((role, (role,)) for role in ROLES), (ALL, ROLES)):

        def same(found: Attribution, wanted: Attribution, roles: tuple[Role, ...] = roles) -> bool:
            return found.cues_meet(wanted) and found.same_words(wanted, *roles)

        counts[f"cit_{name}_tp"] = sum(any(same(p, g) for g in gold) for p in predicted)
        counts[f"cit_{name}_fn"] = sum(not any(same(p, g) for p in predicted) for g in gold)
    for role in ROLES:
        counts[f"cito_{role}_ov"] = sum(
            len(p.words[role] & g.words[role]) for p in predicted for g in gold
        )
        counts[f"cito_{role}_np"] = sum(len(p.words[role]) for p in predicted)
        counts[f"cito_{role}_ng"] = sum(len(g.words[role]) for g in gold)


def _count_contents(counts: Counts, index: WordIndex, predicted: Items, gold: Items) -> None:
    """Count contiguous content spans as Pareti (2015) and Scheible et al. (2016) do."""
    found, wanted = _contents(index, predicted), _contents(index, gold)
    all_found = [words for words, _ in found]
    all_wanted = [words for words, _ in wanted]
    for name in (ALL, *KINDS):
        mine = [words for words, kind in found if name in (ALL, kind)]
        theirs = [words for words, kind in wanted if name in (ALL, kind)]
        key = f"par_{name}"
        counts[f"{key}_np"], counts[f"{key}_ng"] = len(mine), len(theirs)
        counts[f"{key}_sp"] = (Counter(mine) & Counter(all_wanted)).total()
        counts[f"{key}_sr"] = (Counter(theirs) & Counter(all_found)).total()
        counts[f"{key}_pp"] = _shares(mine, all_wanted)
        counts[f"{key}_pr"] = _shares(theirs, all_found)


def _contents(index: WordIndex, items: Items) -> list[tuple[Words, str]]:
    spans = ((index.words([span]), item.kind) for item in items for span in item.content)
    return [(words, kind) for words, kind in spans if words]


def _shares(mine: Sequence[Words], others: Sequence[Words]) -> float:
    return sum(len(words & other) / len(words) for words in mine for other in others)


def _count_greedy(counts: Counts, threshold: float, predicted: Items, gold: Items) -> None:
    """Count as the Gender Gap Tracker does: greedily, by the share of the gold's content hull."""
    left = list(predicted)
    for wanted in gold:
        start, end = _hull(wanted)
        best: Attribution | None = None
        best_share = threshold
        for found in left:
            begin, stop = _hull(found)
            share = max(0, min(end, stop) - max(start, begin)) / max(1, end - start)
            if share > best_share:
                best, best_share = found, share
        if best is None:
            continue
        left.remove(best)
        counts[f"ggt{threshold}_tp"] += 1
        counts[f"ggt{threshold}_spk"] += bool(best.words["source"] & wanted.words["source"])
        counts[f"ggt{threshold}_verb"] += best.cue_text == wanted.cue_text


def _hull(item: Attribution) -> tuple[int, int]:
    return min(start for start, _ in item.content), max(end for _, end in item.content)
