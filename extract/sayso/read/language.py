"""Whether a text is in English, by its script and by the small words that every sentence needs."""

from __future__ import annotations

import functools
import re
from collections import Counter
from importlib import resources

# Initials are no words: the "U" and "S" of "U.S." are small words of Croatian.
_WORD = re.compile(r"(?!\w\.\w)(?<!\w\.)[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENGLISH_TAG = re.compile(r"en(?:-[a-z0-9]{1,8})*")

# A text shorter than this many words may be English without a single function word.
_FEW_WORDS = 20
# Function words make up a third of running English; a list of results or names still has some.
_LEAST_SHARE = 0.08
# As many words of another language must be seen before it can outvote English.
_LEAST_FOREIGN = 3
_LEAST_LATIN_SHARE = 0.5

_NAMES = {
    "af": "Afrikaans", "ca": "Catalan", "cs": "Czech", "da": "Danish or Norwegian", "de": "German",
    "es": "Spanish", "et": "Estonian", "eu": "Basque", "fi": "Finnish", "fr": "French",
    "ga": "Irish", "hr": "Croatian, Bosnian or Serbian", "hu": "Hungarian",
    "id": "Indonesian or Malay",
    "is": "Icelandic", "it": "Italian", "lt": "Lithuanian", "lv": "Latvian",
    "ms": "Malay or Indonesian", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "sk": "Slovak", "sl": "Slovene",
    "sq": "Albanian", "sv": "Swedish", "sw": "Swahili", "tl": "Filipino", "tr": "Turkish",
    "vi": "Vietnamese",
}  # fmt: skip


def foreign_language(text: str) -> str | None:
    """Return what `text` is in if it is not English, in words such as "German", else None.

    English is assumed unless the text says otherwise, so that a short text, or one full of foreign
    names and words, is never taken for another language.
    """
    letters = [character for character in text if character.isalpha()]
    if not letters:
        return "no language: it has no letters"
    latin = sum(map(_is_latin, letters))
    if latin < _LEAST_LATIN_SHARE * len(letters):
        return "a script other than Latin"
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    scores = _scores(words)
    english = scores.pop("en", 0)
    other, foreign = max(scores.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
    if foreign >= _LEAST_FOREIGN and foreign > english:
        return _NAMES[other]
    if len(words) >= _FEW_WORDS and english < _LEAST_SHARE * len(words):
        return "an unknown language"
    return None


def english_tag(declared: str) -> str | None:
    """Return a declared language ("en_GB") as a tag in lower case, or None if it is not English."""
    tag = declared.strip().replace("_", "-").lower()
    if tag in {"eng", "english"}:
        return "en"
    return tag if _ENGLISH_TAG.fullmatch(tag) else None


def _is_latin(letter: str) -> bool:
    """Tell whether a letter is in one of the Latin blocks of Unicode."""
    code = ord(letter)
    return code < 0x2B0 or 0x1E00 <= code < 0x1F00 or 0x2C60 <= code < 0x2C80 or (
        0xA720 <= code < 0xA800 or 0xAB30 <= code < 0xAB70 or 0xFB00 <= code < 0xFB07
    ) or 0xFF21 <= code < 0xFF5B  # fmt: skip


def _scores(words: list[str]) -> dict[str, int]:
    """Return for each language how many of the words are among its function words."""
    counted = Counter(words)
    scores = {}
    for language, function_words in _function_words().items():
        scores[language] = sum(counted[word] for word in function_words if word in counted)
    return scores


@functools.cache
def _function_words() -> dict[str, tuple[str, ...]]:
    source = resources.files("sayso.read") / "function_words.tsv"
    table: dict[str, tuple[str, ...]] = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, words = line.split("\t")
            table[language] = tuple(sorted(set(words.split())))
    return table
