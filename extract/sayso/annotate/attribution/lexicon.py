"""Which words report, in which constructions, how surely, and which speech acts they perform."""

from dataclasses import dataclass
from functools import cache

from sayso.annotate.lexicon_files import rows, words

# How sure an attribution must be to be kept: one whose content is a clause or a quotation, and one
# whose content is a phrase, of which it is harder to tell whether it was said at all.
CLAUSE_THRESHOLD = 0.33
PHRASE_THRESHOLD = 0.4
_CLAUSE_FRAMES = frozenset(
    {"that", "after", "inside", "wh", "according", "quote", "name-line", "signature"}
)

# Reactions have no content to measure them by: set by judgement.
_REACTION_TRUST = 0.6

# Verbs with a preposition that do nothing but report, however rare they are in the measured texts.
_REPORTING_WITH_PREPOSITION = frozenset(
    {"insist on", "hint at", "allude to", "call for", "warn of", "warn about", "warn against"}
)

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


@cache
def speech_acts() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the speech acts of each cue and part of speech."""
    return {(row[0], row[1]): tuple(row[2].split()) for row in rows("speech_acts.tsv")}


def part_of_speech(frame: str) -> str:
    """Return the part of speech of the cues of a frame."""
    if frame == "according" or frame == "reaction" or frame.startswith("l-"):
        return "phrase"
    if frame.startswith("n-"):
        return "noun"
    return "adjective" if frame.startswith("a-") else "verb"


def acts_of(key: str, frame: str) -> tuple[str, ...]:
    """Return the speech acts of a cue, or ("say",) for one that the lexicon does not have."""
    acts = speech_acts()
    for entry in _entries(key, frame):
        if entry in acts:
            return acts[entry]
    return ("say",)


def _entries(key: str, frame: str) -> tuple[tuple[str, str], ...]:
    """Return where the lexicon may list a cue: whole, without its preposition, or by its noun."""
    part = part_of_speech(frame)
    words = key.split()
    if part == "phrase" and len(words) > 1:
        return (key, part), (" ".join(words[:2]), part), (words[1], "noun")
    return (key, part), (words[0], part)


@cache
def is_reporting_noun(lemma: str) -> bool:
    """Tell whether a noun can report a statement or an attitude."""
    return (lemma, "noun") in speech_acts()


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
    for frame, cue, value in rows("cue_frames.tsv"):
        if cue == "(listed)":
            listed[frame] = float(value)
        elif cue == "(unlisted)":
            unlisted[frame] = float(value)
        else:
            cues[frame, cue] = float(value)
    return _Trust(cues, listed, unlisted)


def trust(key: str, frame: str) -> float:
    """Return how often the cue in this frame is an attribution: 0 to 1."""
    if frame == "reaction":
        return _REACTION_TRUST
    table = _trust()
    known = table.cues.get((frame, key))
    if known is None:
        is_listed = any(entry in speech_acts() for entry in _entries(key, frame))
        known = (table.listed if is_listed else table.unlisted).get(frame, 0.0)
    if frame == "prep" and key in _REPORTING_WITH_PREPOSITION:
        return max(known, PHRASE_THRESHOLD)
    return known


@cache
def _shifts() -> dict[tuple[str, bool], float]:
    return {(row[0], row[1] == "yes"): float(row[2]) for row in rows("frame_confidence.tsv")}


def confidence(frame: str, quoted: bool, sure: float) -> float:
    """Return how likely a statement is right, from the trust in its cue: 0 to 1, two digits."""
    return round(min(0.99, max(0.01, sure + _shifts().get((frame, quoted), 0.0))), 2)


def is_kept(frame: str, sure: float) -> bool:
    """Tell whether an attribution in this frame is sure enough."""
    return sure >= (CLAUSE_THRESHOLD if frame in _CLAUSE_FRAMES else PHRASE_THRESHOLD)


@cache
def is_speech(lemma: str) -> bool:
    """Tell whether a verb can introduce a quotation: anything but a mere attitude."""
    acts = speech_acts().get((lemma, "verb"))
    return acts is not None and acts[0] not in {"want", "feel", "know", "decide", "refuse", "fear"}


@cache
def hedge_words() -> frozenset[str]:
    """Return the words by which an author withholds commitment: "alleged", "so-called"."""
    return words("hedge_words.txt")


@cache
def statement_nouns() -> frozenset[str]:
    """Return the nouns that name a statement: "claim", "warning"."""
    skipped = {"plan", "idea", "decision", "support", "post"}
    return frozenset(k for k, part in speech_acts() if part == "noun") - skipped
