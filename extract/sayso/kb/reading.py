"""Reads a knowledge base: which items have a name, and what is known of each."""

from __future__ import annotations

import sqlite3
import weakref
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sayso.errors import InputError
from sayso.kb.names import normalized
from sayso.kb.schema import FORMAT, VERSION
from sayso.model import EntityType

MOST = 50
"""So many items of one name are looked at, the best known first."""


@dataclass(frozen=True, slots=True)
class Position:
    """An office held; `begins` and `ends` are ISO 8601 dates, as precise as known, or ""."""

    item: str
    label: str
    begins: str
    ends: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a knowledge base; `countries` are items, `popularity` counts articles in wikis."""

    item: str
    label: str
    description: str
    types: tuple[EntityType, ...]
    popularity: int
    countries: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()


class KnowledgeBase:
    """A file that `sayso kb build` has made, open for reading; use it in one thread.

    It is closed when nothing refers to it any more, for a pipeline keeps it as long as it lives.
    """

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            InputError: it is not there, is no knowledge base, or is one of another version.
        """
        self.path = path
        self.meta = _meta(path)
        self._base = _connect(path)
        weakref.finalize(self, self._base.close)
        self.candidates = lru_cache(maxsize=4096)(self._candidates)

    @property
    def digest(self) -> str:
        """The SHA-256 of the contents, which names the knowledge base in a run."""
        return self.meta["digest"]

    @property
    def cut_off(self) -> str:
        """Why the dump that it was made from was not whole, or ""."""
        return self.meta.get("cut_off", "")

    def _candidates(self, name: str) -> tuple[Item, ...]:
        """Return the items of a name, the best known first; at most `MOST`."""
        wanted = normalized(name)
        if not wanted:
            return ()
        rows = self._base.execute(
            "SELECT id, label, description, types, popularity FROM alias JOIN item "
            "ON item.id = alias.item WHERE name = ? ORDER BY popularity DESC, id LIMIT ?",
            (wanted, MOST),
        ).fetchall()
        return tuple(self._item(*row) for row in rows)

    def _item(self, number: int, label: str, said: str, types: str, popularity: int) -> Item:
        positions = self._base.execute(
            "SELECT position, label, begins, ends FROM position WHERE item = ? "
            "ORDER BY begins, position",
            (number,),
        )
        countries = self._base.execute(
            "SELECT country FROM country WHERE item = ? ORDER BY country", (number,)
        )
        return Item(
            f"Q{number}",
            label,
            said,
            tuple(EntityType(type_) for type_ in dict.fromkeys(types.split())),
            popularity,
            tuple(f"Q{row[0]}" for row in countries),
            tuple(Position(f"Q{row[0]}", *row[1:]) for row in positions),
        )


def _connect(path: Path) -> sqlite3.Connection:
    # The garbage collector may close it, in whatever thread it runs.
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


def _meta(path: Path) -> dict[str, str]:
    """Return what the file says of itself, once it is sure that it is a knowledge base."""
    if not path.is_file():
        raise InputError(
            f"There is no knowledge base {path}. Make one with 'sayso kb build DUMP -o {path}'."
        )
    try:
        base = _connect(path)
        try:
            found = {str(key): str(value) for key, value in base.execute("SELECT * FROM meta")}
        finally:
            base.close()
    except (sqlite3.Error, ValueError) as error:
        raise InputError(
            f"{path} is no knowledge base: {error}. Give a file that 'sayso kb build' has made."
        ) from error
    if found.get("format") != FORMAT:
        raise InputError(
            f"{path} is a database, but no knowledge base of Sayso. Give a file that "
            "'sayso kb build' has made."
        )
    if found.get("version") != VERSION:
        raise InputError(
            f"{path} is a knowledge base of version {found.get('version')}, and this Sayso reads "
            f"version {VERSION}. Build it again from the dump."
        )
    return found
