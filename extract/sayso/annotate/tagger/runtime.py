"""Running the trained tagger: which words report, who is their source and what they convey."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from numpy.typing import NDArray

from sayso.annotate.tagger.decoding import Scores, Stretch, decoded
from sayso.annotate.tagger.relations import AFTER, BEFORE, relations
from sayso.annotate.tagger.table import CONTENT, CUE, SOURCE, Table
from sayso.annotate.tagger.windows import windows
from sayso.annotate.tagger.wordpieces import WordPieces

MODEL = Path(__file__).parent / "model"

# A word that reports less surely than this is not looked at any further.
_PROPOSED = 0.15


@dataclass(frozen=True, slots=True)
class Tagged:
    """An attribution as the tagger sees it: stretches of tokens, and how sure it is.

    `anchor` is the head of the cue, `valid` the probability of the whole, a share of 1.
    """

    anchor: int
    source: list[Stretch]
    cue: list[Stretch]
    content: list[Stretch]
    valid: float


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # One thread: articles are annotated side by side, and sums come out the same every time.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        path.read_bytes(), sess_options=options, providers=["CPUExecutionProvider"]
    )


class Tagger:
    """The trained networks and their word pieces."""

    def __init__(self, folder: Path = MODEL) -> None:
        """Load the networks from a folder.

        Raises:
            FileNotFoundError: a file of the model is missing.
        """
        self._pieces = WordPieces(folder / "vocabulary.txt")
        self._encoder = _session(folder / "encoder.onnx")
        self._roles = _session(folder / "roles.onnx")

    def tag(self, words: list[str], table: Table) -> list[Tagged]:
        """Return what may be attributions, one for each word that may report, in their order."""
        if not words:
            return []
        ids, filled, where = windows(self._pieces, words)
        tokens, scores = self._encoder.run(
            None, {"ids": ids, "filled": filled, "where": where, "features": table.features}
        )
        reports = _shares(scores)
        cues = np.nonzero(reports > _PROPOSED)[0]
        if not len(cues):
            return []
        found = [relations(table, int(cue)) for cue in cues]
        there = np.stack([present for _, present in found])
        places = np.clip(cues[:, None] + np.arange(-BEFORE, AFTER + 1), 0, len(words) - 1)
        roles, valid = self._roles.run(
            None,
            {
                "tokens": tokens,
                "cues": cues,
                "places": places,
                "there": there,
                "related": np.stack([related for related, _ in found]),
            },
        )
        sure = _shares(valid)
        return [
            _tagged(int(cue), roles[k].astype(np.float64), there[k], float(sure[k]))
            for k, cue in enumerate(cues)
        ]


def _shares(scores: NDArray[np.float32]) -> Scores:
    shares: Scores = 1 / (1 + np.exp(-scores.astype(np.float64)))
    return shares


def _tagged(anchor: int, scores: Scores, there: NDArray[np.bool_], valid: float) -> Tagged:
    found = decoded(scores, there, BEFORE)
    offset = anchor - BEFORE
    moved = {
        role: [(start + offset, end + offset) for start, end in found[role]]
        for role in (SOURCE, CUE, CONTENT)
    }
    return Tagged(
        anchor=anchor,
        source=moved[SOURCE],
        cue=moved[CUE],
        content=moved[CONTENT],
        valid=valid,
    )


@cache
def tagger() -> Tagger:
    """Return the shipped tagger, loaded once."""
    return Tagger()
