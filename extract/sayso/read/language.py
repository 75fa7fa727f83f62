"""Whether a text is in English, by its script and by the small words that every sentence needs."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from importlib import resources

# Initials are no words: the "U" and "S" of "U.S." are small words of Croatian.
_WORD = re.compile(r"(?!\w\.\w)(?<!\w\.)[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENGLISH_TAG = re.compile(r"en(?:-[a-z0-9]{1,8})*")

# Small words inside names, which a text in any language may have many of: "de la Cruz".
_PARTICLES = frozenset(
    {"al", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "du", "e",
     "el", "la", "las", "le", "los", "van", "von", "y"}
)  # fmt: skip

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
    words = _WORD.findall(text.replace("’", "'"))
    table = _function_words()
    counted = Counter(word.lower() for word in words)
    english = sum(counted[word] for word in table["en"])
    outside_names = Counter(_outside_names(words))
    foreign, other = max(
        (sum(outside_names[word] for word in function_words), language)
        for language, function_words in table.items()
        if language != "en"
    )
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


def _outside_names(words: list[str]) -> Iterator[str]:
    """Yield the words, in lower case, that are not capitalized and not a particle before a name."""
    if sum(word.isupper() for word in words) > len(words) / 2:
        yield from (word.lower() for word in words)
        return
    before_name = False
    for word in reversed(words):
        if word[0].isupper():
            before_name = True
        elif not (before_name and word in _PARTICLES):
            before_name = False
            yield word


@functools.cache
def _function_words() -> dict[str, tuple[str, ...]]:
    source = resources.files("sayso.read") / "function_words.tsv"
    table: dict[str, tuple[str, ...]] = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, words = line.split("\t")
            table[language] = tuple(sorted(set(words.split())))
    return table
