"""Training the ranker of coreference: the slopes it follows are those of its loss."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
ROOT = Path(__file__).parents[1]

if not (ROOT / "training").is_dir():
    pytest.skip("the training is not in a wheel", allow_module_level=True)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_slopes_are_those_of_the_loss(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from training.coreference import network

    rng = np.random.default_rng(seed)
    counts = np.array([3, 1, 4])
    right = np.array([0, 1, 1, 0, 0, 0, 1, 0], dtype=bool)
    scores, none = rng.standard_normal(8), rng.standard_normal(3)
    nothing = np.zeros((8, 1), np.float32)
    batch = network._Batch(nothing[:3], nothing, nothing, right, counts)

    def loss(scores: Doubles, none: Doubles) -> float:
        total = 0.0
        for n in range(3):
            here = batch.of == n
            shares = np.exp(scores[here])
            wanted = shares[right[here]].sum() if right[here].any() else np.exp(none[n])
            total -= np.log(wanted / (shares.sum() + np.exp(none[n])))
        return float(total / 3)

    slope, slope_none = network._slopes(
        scores.astype(np.float32), none.astype(np.float32), batch, batch.of
    )
    step = 1e-5
    for k in range(8):
        moved = scores.copy()
        moved[k] += step
        assert slope[k] == pytest.approx((loss(moved, none) - loss(scores, none)) / step, abs=1e-3)
    for n in range(3):
        moved = none.copy()
        moved[n] += step
        found = (loss(scores, moved) - loss(scores, none)) / step
        assert slope_none[n] == pytest.approx(found, abs=1e-3)


def test_the_certainty_found_is_the_one_that_made_the_links(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from training.coreference import certainty

    rng = np.random.default_rng(0)
    made = {"third": (-0.2, 0.6), "rest": (-0.7, 0.5)}
    seen: list[certainty.Link] = []
    for kind, (offset, slope) in made.items():
        for share in rng.uniform(0.05, 0.95, 20_000).tolist():
            likely = 1 / (1 + np.exp(-offset - slope * np.log(share / (1 - share))))
            fold = len(seen) % 4
            seen.append(certainty.Link(fold, kind, share, bool(rng.random() < likely)))
    for kind, line in certainty.fitted(seen).items():
        assert line == pytest.approx(made[kind], abs=0.08)
    titles = [line for line in certainty.report(seen) if "calibration error" in line]
    before, after = (float(t.split("error ")[1].split(",")[0]) for t in titles)
    assert after < 0.02
    assert before > 0.05
