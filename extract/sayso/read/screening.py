"""What is no English article, and why: empty, binary, too long, or in another language."""

from __future__ import annotations

import re

from sayso.model import Reject
from sayso.read.language import foreign_language

# The longest newspaper articles have some 150,000 characters; what is longer is a book or a dump.
MAX_CHARACTERS = 200_000

_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1b\x7f]")
_MOST_CONTROL = 0.005
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"
_MOST_REPLACED = 0.02


def refusal(text: str, origin: str) -> Reject | None:
    """Return why `text` is not taken as an article, or None if it is."""
    if len(text) > MAX_CHARACTERS:
        return too_long(origin, f"{len(text):,} characters")
    if not text.strip():
        return Reject(origin, "empty", "There is no text in it.")
    position = text.find("\0")
    if position >= 0:
        return Reject(origin, "binary", f"A NUL character at offset {position}: this is not text.")
    controls = len(_CONTROL.findall(text))
    if controls > _MOST_CONTROL * len(text):
        return Reject(origin, "binary", f"{controls:,} control characters: this is not text.")
    if (lone := _SURROGATE.search(text)) is not None:
        return Reject(
            origin,
            "not valid Unicode",
            f"Half a surrogate pair at offset {lone.start()}, which no file can hold.",
        )
    damaged = text.count(_REPLACEMENT)
    if damaged > _MOST_REPLACED * len(text):
        return Reject(
            origin,
            "damaged",
            f"{damaged:,} replacement characters (U+FFFD): the text was decoded wrongly before.",
        )
    if (language := foreign_language(text)) is not None:
        return Reject(origin, "not in English", f"It seems to be in {language}.")
    return None


def too_long(origin: str, size: str) -> Reject:
    """Return the reject of something longer than the limit; `size` says how long it is."""
    return Reject(
        origin,
        "too long",
        f"{size}; an article may have {MAX_CHARACTERS:,} characters. Split it into its articles.",
    )
