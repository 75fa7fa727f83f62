"""What people decided about what was extracted: kept in a file, replayed on every build.

A judgement names its thing by the words of a document, so that it outlives every run. The article
graphs in the store are the extracted ones with the judgements applied; what each was like before
is kept beside it, and the curation graph says who changed what, when and why.
"""

from sayso.judgements.curation import current
from sayso.judgements.file import (
    Damage,
    Judgements,
    append,
    default_place,
    read_judgements,
)
from sayso.judgements.record import Act, Judgement, Kind, Thing, Words, parse
from sayso.judgements.replay import Replayed, decided, preview, replay
from sayso.judgements.settle import Outcome, Verdict

__all__ = [
    "Act",
    "Damage",
    "Judgement",
    "Judgements",
    "Kind",
    "Outcome",
    "Replayed",
    "Thing",
    "Verdict",
    "Words",
    "append",
    "current",
    "decided",
    "default_place",
    "parse",
    "preview",
    "read_judgements",
    "replay",
]
