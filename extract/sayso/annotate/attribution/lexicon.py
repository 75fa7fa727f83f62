"""Which words report, in which constructions, how surely, and which speech acts they perform."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

# How sure an attribution must be to be kept.
THRESHOLD = 0.33

# Verbs that the lemmatizer takes for others.
_LEMMAS = {
    "hoping": "hope",
    "hoped": "hope",
    "hopes": "hope",
    "found": "find",
    "pled": "plead",
    "retweeting": "retweet",
}


def lemma_of(lower: str, lemma: str) -> str:
    """Return the lemma in lower case, mended where the lemmatizer is known to be wrong."""
    return _LEMMAS.get(lower, lemma.lower())


def _rows(name: str) -> list[list[str]]:
    text = resources.files("sayso.annotate").joinpath("lexicons", name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def speech_acts() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the speech acts of each cue and part of speech."""
    return {(row[0], row[1]): tuple(row[2].split()) for row in _rows("speech_acts.tsv")}


def part_of_speech(frame: str) -> str:
    """Return the part of speech of the cues of a frame."""
    if frame.startswith("n-"):
        return "noun"
    return "adjective" if frame.startswith("a-") else "verb"


def acts_of(key: str, frame: str) -> tuple[str, ...]:
    """Return the speech acts of a cue, or ("say",) for one that the lexicon does not have."""
    acts = speech_acts()
    part = "phrase" if frame == "according" else part_of_speech(frame)
    found = acts.get((key, part)) or acts.get((key.split()[0], part))
    return found or ("say",)


@dataclass(frozen=True, slots=True)
class _Trust:
    """The measured trust in cues, and by frame in cues that the lexicon lists or does not list."""

    cues: dict[tuple[str, str], float]
    listed: dict[str, float]
    unlisted: dict[str, float]


@cache
def _trust() -> _Trust:
    cues: dict[tuple[str, str], float] = {}
    listed: dict[str, float] = {}
    unlisted: dict[str, float] = {}
    for frame, cue, value in _rows("cue_frames.tsv"):
        if cue == "(listed)":
            listed[frame] = float(value)
        elif cue == "(unlisted)":
            unlisted[frame] = float(value)
        else:
            cues[frame, cue] = float(value)
    return _Trust(cues, listed, unlisted)


def trust(key: str, frame: str) -> float:
    """Return how often the cue in this frame is an attribution: 0 to 1."""
    table = _trust()
    known = table.cues.get((frame, key))
    if known is not None:
        return known
    part = part_of_speech(frame)
    acts = speech_acts()
    is_listed = (key, part) in acts or (key.split()[0], part) in acts
    return (table.listed if is_listed else table.unlisted).get(frame, 0.0)


@cache
def is_speech(lemma: str) -> bool:
    """Tell whether a verb can introduce a quotation: anything but a mere attitude."""
    acts = speech_acts().get((lemma, "verb"))
    return acts is not None and acts[0] not in {"want", "feel", "know", "decide", "refuse", "fear"}


@cache
def hedge_words() -> frozenset[str]:
    """Return the words by which an author withholds commitment: "alleged", "so-called"."""
    return frozenset(row[0] for row in _rows("hedge_words.txt"))


@cache
def statement_nouns() -> frozenset[str]:
    """Return the nouns that name a statement: "claim", "warning"."""
    skipped = {"plan", "idea", "decision", "support", "post"}
    return frozenset(k for k, part in speech_acts() if part == "noun") - skipped
