"""What an evaluation reports: figures, speed, and what could not be annotated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sayso.evaluate.scores import Scores
from sayso.evaluate.speed import Speed
from sayso.model import Provenance, Reject


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one evaluation; `scores` is None where there is no gold."""

    task: str
    gold: str
    documents: int
    made_by: Provenance
    scores: Scores | None = None
    speed: Speed | None = None
    rejects: tuple[Reject, ...] = ()

    @property
    def headline(self) -> dict[str, float]:
        """The few figures that count, by name."""
        return {} if self.scores is None else self.scores.headline

    def text(self) -> str:
        """Return the report as lines to print."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        made = self.made_by
        yield (
            f"{self.task} on {self.gold}: {self.documents} documents, profile {made.profile}, "
            f"{made.model} {made.model_version}"
        )
        if self.scores is None:
            yield "There is no gold in it, so nothing can be said about the quality."
        else:
            yield from self.scores.lines
        if self.speed is not None:
            yield self.speed.line()
        for reject in self.rejects:
            yield f"not annotated: {reject.origin}: {reject.detail}"

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain JSON types; figures are as in the task's scorer."""
        made = self.made_by
        return {
            "task": self.task,
            "gold": self.gold,
            "documents": self.documents,
            "sayso": made.sayso,
            "profile": made.profile,
            "model": made.model,
            "model_version": made.model_version,
            "headline": {name: round(value, 2) for name, value in self.headline.items()},
            "figures": None if self.scores is None else self.scores.figures,
            "speed": None if self.speed is None else self.speed.as_dict(),
            "rejects": [
                {"origin": reject.origin, "reason": reject.reason, "detail": reject.detail}
                for reject in self.rejects
            ],
        }
