"""Reads the documents to evaluate on: JSON lines with a text each, with or without gold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import InputError
from sayso.model import Article
from sayso.read import blocks


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One line of a gold file: the name of the document, its text, and whatever else is there."""

    name: str
    text: str
    fields: Mapping[str, Any]
    origin: str

    def article(self) -> Article:
        """Return the document as an article, with its paragraphs."""
        published = self.fields.get("published")
        return article_of(self.text, self.origin, self.name, published)


def article_of(text: str, origin: str, name: str, published: str | None = None) -> Article:
    """Return a text as an article, with its paragraphs; offsets are over exactly this text."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(text, digest, blocks(text), origin, identifier=name, published=published)


def read_gold(path: Path) -> list[GoldDocument]:
    """Return the documents of a JSON-lines file, in order.

    Each line is an object with `text`, and a name under `doc` or `id`.

    Raises:
        InputError: the file cannot be read, has no documents, or a line is not as it should be.
    """
    lines = enumerate(_text(path).split("\n"), start=1)
    documents = [_document(line, f"{path}:{number}") for number, line in lines if line.strip()]
    if not documents:
        raise InputError(f"{path} has no documents in it. Give a file with one JSON object a line.")
    return documents


def read_json(path: Path) -> Any:
    """Return what is in a JSON file.

    Raises:
        InputError: the file cannot be read or is not JSON.
    """
    return _parsed(_text(path), str(path))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror or error}. Give the file with the texts."
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text: {error.reason} at {error.start}.") from error


def _parsed(text: str, origin: str) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{origin} is not JSON: {error}.") from error


def _document(line: str, origin: str) -> GoldDocument:
    fields = _parsed(line, origin)
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
        raise InputError(f'{origin} is not an object with a "text". Give each line its text.')
    name = fields.get("doc", fields.get("id"))
    if not isinstance(name, str | int):
        raise InputError(f'{origin} has no name. Give each line a "doc" or an "id".')
    return GoldDocument(str(name), fields["text"], fields, origin)
