"""How names are compared: without case, accents, surplus white space and a leading "the"."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 300
"""Nothing is called by more characters; a longer name is neither kept nor looked up."""


def writable(text: str) -> str:
    """Return a text with white space made plain, and without what no encoding can write."""
    return " ".join(text.encode("utf-8", "replace").decode().split())


def normalized(name: str) -> str:
    """Return a name as it is kept and looked up; "" for one that is too long or empty."""
    if len(name) > LONGEST_NAME:
        return ""
    parts = unicodedata.normalize("NFKD", writable(name))
    plain = "".join(char for char in parts if not unicodedata.combining(char)).casefold()
    words = plain.replace("’", "'").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
