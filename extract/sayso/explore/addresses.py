"""The addresses of pages: every identifier of the graph has one, made of the identifier itself.

What follows the base of the store in an IRI is the path of its page, so that the identifiers of a
store that was built with the explorer's own address as base lead to their pages as they are.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

SUFFIXES = {"json": "json", "ttl": "ttl", "jsonld": "jsonld", "csv": "csv"}
"""What a path may end in to ask for data instead of a page, with the name of the format."""

_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
# What may stand in the path of a URL as it is; "%" among them, because IRIs are encoded already.
_PLAIN = "/%~:@!$&'()*+,;=-._"


def path_of(iri: str, base: str) -> str:
    """Return the path of the page about `iri`; one that is not of this store goes by its name."""
    if iri.startswith(base) and len(iri) > len(base):
        return "/" + quote(iri[len(base) :], safe=_PLAIN)
    return f"/resource?{urlencode({'iri': iri})}"


def iri_of(raw_path: str, base: str) -> str:
    """Return the IRI that a path, as it was sent, is the page of; the inverse of `path_of`.

    Letters beyond ASCII stand in IRIs as they are and travel encoded; everything else that is
    encoded is encoded in the IRI too.
    """
    return base + _ENCODED.sub(_letters, raw_path.lstrip("/"))


def _letters(found: re.Match[str]) -> str:
    encoded = bytes.fromhex(found[0].replace("%", ""))
    try:
        text = encoded.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
    return "".join(
        char
        if char.isalnum() and not char.isascii()
        else "".join(f"%{byte:02X}" for byte in char.encode())
        for char in text
    )


def split_suffix(path: str) -> tuple[str, str | None]:
    """Return a path without the ending that names a format, and the format, if there is one."""
    stem, dot, ending = path.rpartition(".")
    if dot and ending in SUFFIXES and not stem.endswith("/"):
        return stem, SUFFIXES[ending]
    return path, None


def with_query(path: str, **parameters: object) -> str:
    """Return a path with those parameters that have a value."""
    given = {name: str(value) for name, value in parameters.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path
