"""From bytes to text, exactly: no normalization, no change of line ends, no lossy guess."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

# Longer signatures first: the UTF-32 one begins with the UTF-16 one.
_SIGNATURES = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The bytes of a character that UTF-8 writes with two or more: where these occur, a text is UTF-8
# that was damaged, and reading it as Windows-1252 would give "â€œ" for a quotation mark.
_UTF8_SEQUENCE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
# In Windows-1252 English only some quotation marks, dashes and accents lie above ASCII.
_MOST_HIGH_BYTES = 0.15
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})"
    rb"|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})",
    re.IGNORECASE,
)
_DECLARATION_WITHIN = 4096
# What pages call Latin-1 or ASCII is Windows-1252 to every browser (WHATWG Encoding, 4.2).
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252"}


@dataclass(frozen=True, slots=True)
class Undecodable:
    """Bytes that are no text in any encoding that is tried: the reason, and where they go wrong."""

    reason: str
    detail: str


def decode(raw: bytes, *, html: bool = False) -> str | Undecodable:
    """Return the text that `raw` holds, or why it holds none.

    A byte order mark decides, and is not part of the text; then, with `html`, the page's own
    declaration; then UTF-8; then Windows-1252, if the bytes look like text in it.
    """
    for signature, encoding in _SIGNATURES:
        if raw.startswith(signature):
            return _strictly(raw[len(signature) :], encoding, len(signature))
    if html and (declared := _declared(raw)) is not None:
        return _strictly(raw, declared, 0)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if _looks_like_cp1252(raw):
            return raw.decode("cp1252")
        return _undecodable(error, "utf-8", 0)


def _strictly(raw: bytes, encoding: str, skipped: int) -> str | Undecodable:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        return _undecodable(error, encoding, skipped)


def _undecodable(error: UnicodeDecodeError, encoding: str, skipped: int) -> Undecodable:
    name = encoding.upper()
    place = skipped + error.start
    return Undecodable(
        f"not valid {name}",
        f"Byte 0x{error.object[error.start]:02x} at offset {place} cannot be read as {name}. "
        "Save the file as UTF-8.",
    )


def _declared(raw: bytes) -> str | None:
    """Return the codec that a page declares for itself, or None if it declares none that exists."""
    match = _DECLARED.search(raw[:_DECLARATION_WITHIN])
    if match is None:
        return None
    label = (match[1] or match[2]).decode("ascii")
    try:
        codec = codecs.lookup(label)
    except LookupError:
        return None
    if not codec._is_text_encoding or codec.name.startswith(("utf-16", "utf-32", "utf-7")):
        # A declaration that can be read as ASCII is not in UTF-16; the HTML standard says UTF-8.
        return "utf-8" if codec._is_text_encoding else None
    return _AS_BROWSERS_DO.get(codec.name, codec.name)


def _looks_like_cp1252(raw: bytes) -> bool:
    if _UTF8_SEQUENCE.search(raw) or _CONTROL.search(raw):
        return False
    if sum(byte > 0x7F for byte in raw) > _MOST_HIGH_BYTES * len(raw):
        return False
    try:
        raw.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True
