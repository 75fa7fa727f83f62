"""From counts to figures and to the lines that show them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.evaluate.attribution.counts import ALL, THRESHOLDS, Counts
from sayso.evaluate.attribution.items import KINDS, ROLES
from sayso.evaluate.attribution.matching import CRITERIA
from sayso.evaluate.scores import f1

Figures = dict[str, Any]


def figures_of(counts: Counts) -> Figures:
    """Return every figure by name; shares lie between 0 and 1."""
    figures: Figures = {"n_pred": int(counts["np"]), "n_gold": int(counts["ng"])}
    for name in CRITERIA:
        figures[name] = _shares(counts[name], counts["np"], counts["ng"])
        for kind in KINDS:
            figures[f"{name}/{kind}"] = _shares(
                counts[f"{name}_p_{kind}"],
                counts[f"np_{kind}"],
                counts[f"ng_{kind}"],
                counts[f"{name}_g_{kind}"],
            )
        figures[f"{name}/speech_R"] = counts[f"{name}_speech"] / max(1, counts["ng_speech"])
    figures["gold_types"] = {kind: int(counts[f"ng_{kind}"]) for kind in KINDS}
    figures["pred_types"] = {kind: int(counts[f"np_{kind}"]) for kind in KINDS}
    figures["gold_speech"] = int(counts["ng_speech"])
    figures["given_content50"] = _given_content(counts)
    figures.update(_of_roles(counts))
    for name in (ALL, *KINDS):
        key = f"par_{name}"
        sizes = counts[f"{key}_np"], counts[f"{key}_ng"]
        strict = _shares(counts[f"{key}_sp"], *sizes, counts[f"{key}_sr"])
        figures[f"pareti_strict_{name}"] = strict
        partial = _shares(counts[f"{key}_pp"], *sizes, counts[f"{key}_pr"])
        figures[f"pareti_partial_{name}"] = partial
    for threshold in THRESHOLDS:
        key = f"ggt{threshold}"
        found = counts[f"{key}_tp"]
        greedy = _shares(found, counts["np"], counts["ng"])
        greedy["speaker_acc"] = counts[f"{key}_spk"] / max(1, found)
        greedy["verb_acc"] = counts[f"{key}_verb"] / max(1, found)
        figures[f"ggt_{threshold}"] = greedy
    return figures


def _shares(found: float, predicted: float, gold: float, recalled: float | None = None) -> Figures:
    """Return P, R and F; `recalled` counts the gold found, where that is another number."""
    precision = found / predicted if predicted else 0.0
    recall = (found if recalled is None else recalled) / gold if gold else 0.0
    return {"P": precision, "R": recall, "F": f1(precision, recall)}


def _given_content(counts: Counts) -> Figures:
    """Return how good the rest is where the content was found."""
    sourced = max(1, counts["m50_src"])
    pairs = max(1, counts["m50"])
    return {
        "n": int(counts["m50"]),
        "src_any": counts["m50_src_any"] / sourced,
        "src_50": counts["m50_src_50"] / sourced,
        "src_exact": counts["m50_src_exact"] / sourced,
        "nosrc_ok": counts["m50_nosrc_ok"] / max(1, counts["m50_nosrc"]),
        "cue_any": counts["m50_cue_any"] / pairs,
        "type_ok": counts["m50_typeok"] / pairs,
    }


def _of_roles(counts: Counts) -> Figures:
    figures: Figures = {}
    for role in ROLES:
        for name, key in (("exact", "ex"), ("token", "tk")):
            numbers = (counts[f"{key}_{role}_{part}"] for part in ("tp", "np", "ng"))
            figures[f"{name}_{role}"] = _shares(*numbers)
    strict = _shares(counts["strict_content_tp"], counts["np"], counts["ng"])
    figures["strict_content"] = strict
    for name in (*ROLES, ALL):
        found = counts[f"cit_{name}_tp"]
        wanted = found + counts[f"cit_{name}_fn"]
        figures[f"citron_exact_{name}"] = _shares(found, counts["np"], wanted)
    parts = ("ov", "np", "ng")
    for role in ROLES:
        numbers = (counts[f"cito_{role}_{part}"] for part in parts)
        figures[f"citron_overlap_{role}"] = _shares(*numbers)
    sums = (sum(counts[f"cito_{role}_{part}"] for role in ROLES) for part in parts)
    figures["citron_overlap_all"] = _shares(*sums)
    return figures


def lines_of(figures: Figures) -> Iterator[str]:
    """Yield the figures as lines, shares in percent."""
    yield (
        f"pred {figures['n_pred']}  gold {figures['n_gold']}  gold types {figures['gold_types']}  "
        f"pred types {figures['pred_types']}  gold speech {figures['gold_speech']}"
    )
    for name in CRITERIA:
        speech = 100 * figures[f"{name}/speech_R"]
        yield f"{name:12s} {_percent(figures[name])}   speech-R {speech:5.1f}"
    for name in ("detect_50", "joint_50"):
        for kind in KINDS:
            yield f"  {name}/{kind:9s} {_percent(figures[f'{name}/{kind}'])}"
    given = {name: round(value, 3) for name, value in figures["given_content50"].items()}
    yield f"given content>=.5: {given}"
    for role in ROLES:
        measures = (
            f"{label} {_percent(figures[f'{key}_{role}'])}"
            for label, key in (
                ("exact", "exact"),
                ("token", "token"),
                ("citron exact", "citron_exact"),
                ("citron overlap", "citron_overlap"),
            )
        )
        yield f"{role:8s} {' | '.join(measures)}"
    yield f"content strict(char) {_percent(figures['strict_content'])}"
    exact, overlap = figures["citron_exact_all"], figures["citron_overlap_all"]
    yield f"citron all exact {_percent(exact)} | overlap {_percent(overlap)}"
    for name in (ALL, *KINDS):
        strict, partial = figures[f"pareti_strict_{name}"], figures[f"pareti_partial_{name}"]
        yield f"pareti {name:9s} strict {_percent(strict)} | partial {_percent(partial)}"
    for threshold in THRESHOLDS:
        greedy = figures[f"ggt_{threshold}"]
        speaker, verb = greedy["speaker_acc"], greedy["verb_acc"]
        yield f"ggt {threshold} {_percent(greedy)} speaker {speaker:.3f} verb {verb:.3f}"


def _percent(shares: Figures) -> str:
    numbers = (f"{name} {100 * shares[name]:5.1f}" for name in "PRF")
    return "  ".join(numbers)
