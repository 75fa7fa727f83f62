"""Builds a knowledge base from a dump, a record at a time; the database does what needs memory."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sayso.errors import InputError, UsageError
from sayso.kb.classes import type_of_class
from sayso.kb.dump import Bad, CutOff, Line, read_dump
from sayso.kb.records import Kept, kept
from sayso.kb.schema import FINAL, FORMAT, STAGING, VERSION

NAMED = 10
"""So many rejected lines a report names; the file has them all."""
_BATCH = 2000
_Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a dump: `records` is the sum of `items`, `left_out` and `rejected`.

    `left_out` are properties, items of no type that Sayso knows, and items that too few wikis have
    an article on. `cut_off` says why the dump is not whole, or is "".
    """

    records: int
    items: int
    left_out: int
    names: int
    rejected: int
    digest: str
    cut_off: str = ""
    first_rejected: tuple[Bad, ...] = ()


def build(
    dump: Path,
    output: Path,
    *,
    keep_partial: bool = False,
    sitelinks: int = 1,
    progress: _Progress | None = None,
) -> Built:
    """Make the knowledge base `output` from a dump; it is written beside it and renamed at the end.

    Items with fewer than `sitelinks` articles in wikis are left out. What was at `output` stays
    until the new file is whole. The same dump gives the same bytes.

    Raises:
        InputError: the dump cannot be read, or is cut off and `keep_partial` is not set.
        UsageError: the file cannot be written there.
    """
    if not output.parent.is_dir():
        raise UsageError(
            f"There is no folder {output.parent} to write the knowledge base to. Make it first."
        )
    try:
        with tempfile.TemporaryDirectory(prefix=f".{output.name}.", dir=output.parent) as scratch:
            made, built = _build(dump, Path(scratch), keep_partial, sitelinks, progress)
            made.replace(output)
            return built
    except sqlite3.Error as error:
        raise UsageError(
            f"The knowledge base {output} cannot be written: {error}. See whether the disk is full."
        ) from error


def _build(
    dump: Path, scratch: Path, keep_partial: bool, sitelinks: int, progress: _Progress | None
) -> tuple[Path, Built]:
    staging = scratch / "staging"
    with closing(sqlite3.connect(staging)) as base:
        base.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {STAGING}")
        loading = _Loading(base, sitelinks)
        for found in read_dump(dump, progress):
            loading.take(found)
        loading.flush()
        base.commit()
        if loading.cut_off is not None and not keep_partial:
            raise InputError(
                f"The dump {dump} is cut off after line {loading.cut_off.line}: "
                f"{loading.cut_off.reason}. Nothing was written. Get the dump again, or keep what "
                "is there with --keep-partial."
            )
        type_classes(base)
    made = scratch / "made"
    with closing(sqlite3.connect(made)) as base:
        base.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {FINAL}")
        built = _finish(base, staging, loading)
        base.commit()
        base.execute("VACUUM")
    return made, built


@dataclass(slots=True)
class _Loading:
    """Puts records into the staging tables, some thousand at a time."""

    base: sqlite3.Connection
    sitelinks: int
    records: int = 0
    rejects: list[Bad] = field(default_factory=list)
    rejected: int = 0
    cut_off: CutOff | None = None
    waiting: list[Kept] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.base.execute("CREATE TABLE rejected (line INTEGER NOT NULL, reason TEXT NOT NULL)")

    def take(self, found: Line | Bad | CutOff) -> None:
        """Take the next thing that the dump has."""
        if isinstance(found, CutOff):
            self.cut_off = found
            return
        self.records += 1
        if isinstance(found, Bad):
            self._reject(found)
            return
        try:
            item = kept(found.record)
        except ValueError as error:
            self._reject(Bad(found.line, str(error)[:300]))
            return
        if item is not None:
            self.waiting.append(item)
        if len(self.waiting) == _BATCH:
            self.flush()

    def _reject(self, bad: Bad) -> None:
        self.rejected += 1
        if len(self.rejects) < NAMED:
            self.rejects.append(bad)
        self.base.execute("INSERT INTO rejected VALUES (?, ?)", (bad.line, bad.reason))

    def flush(self) -> None:
        """Write what waits; an item that the dump has twice is kept as it came first."""
        many, items = self.base.executemany, self.waiting
        self.waiting = []
        # Classes count by their place among classes, whether or not wikis write about them.
        many(
            "INSERT INTO subclass VALUES (?, ?)", [(i.number, p) for i in items for p in i.parents]
        )
        many(
            "INSERT OR IGNORE INTO raw VALUES (?, ?, ?, ?)",
            [(i.number, i.label, i.description, i.popularity) for i in items],
        )
        famous = [i for i in items if i.popularity >= self.sitelinks and i.label and i.classes]
        many("INSERT INTO name VALUES (?, ?)", [(n, i.number) for i in famous for n in i.names])
        many(
            "INSERT INTO instance VALUES (?, ?)", [(i.number, c) for i in famous for c in i.classes]
        )
        many(
            "INSERT INTO held VALUES (?, ?, ?, ?)",
            [(i.number, *held) for i in famous for held in i.positions],
        )
        many(
            "INSERT INTO belongs VALUES (?, ?)",
            [(i.number, c) for i in famous for c in i.countries],
        )


def type_classes(base: sqlite3.Connection) -> None:
    """Give each class the type of the nearest class of the table above it, level by level."""
    base.execute("CREATE TABLE typed (class INTEGER PRIMARY KEY, place INTEGER, level INTEGER)")
    known = list(type_of_class())
    base.executemany(
        "INSERT INTO typed VALUES (?, ?, 0)", [(number, at) for at, number in enumerate(known)]
    )
    base.execute("CREATE INDEX by_parent ON subclass (parent)")
    base.execute("CREATE INDEX by_item ON instance (item)")
    level, grown = 0, len(known)
    while grown:
        grown = base.execute(
            "INSERT OR IGNORE INTO typed SELECT subclass.class, min(place), ? FROM subclass "
            "JOIN typed ON typed.class = subclass.parent WHERE level = ? GROUP BY subclass.class",
            (level + 1, level),
        ).rowcount
        level += 1
    base.commit()


def _copy(base: sqlite3.Connection) -> None:
    """Copy what has a type into the final tables, in the order of numbers and names."""
    places = {at: str(type_) for at, type_ in enumerate(type_of_class().values())}
    base.create_function("type_at", 1, places.get, deterministic=True)
    base.execute(
        "INSERT INTO item SELECT raw.id, raw.label, raw.description, "
        "(SELECT group_concat(type_at(place), ' ') FROM (SELECT DISTINCT place FROM "
        "staging.instance JOIN staging.typed USING (class) WHERE instance.item = raw.id "
        "ORDER BY place)), raw.popularity FROM staging.raw WHERE raw.id IN (SELECT instance.item "
        "FROM staging.instance JOIN staging.typed USING (class)) ORDER BY raw.id"
    )
    for statement in (
        "INSERT OR IGNORE INTO alias SELECT name, item FROM staging.name WHERE item IN "
        "(SELECT id FROM item) ORDER BY name, item",
        "INSERT INTO position SELECT DISTINCT held.item, held.position, "
        "coalesce(raw.label, ''), begins, ends FROM staging.held LEFT JOIN staging.raw "
        "ON raw.id = held.position WHERE held.item IN (SELECT id FROM item) "
        "ORDER BY held.item, begins, held.position, ends",
        "INSERT OR IGNORE INTO country SELECT item, country FROM staging.belongs WHERE item IN "
        "(SELECT id FROM item) ORDER BY item, country",
        "INSERT INTO reject SELECT line, reason FROM staging.rejected ORDER BY line",
        "CREATE INDEX position_of ON position (item)",
    ):
        base.execute(statement)


def _finish(base: sqlite3.Connection, staging: Path, loading: _Loading) -> Built:
    """Copy what is kept out of the staging tables, and write what was made of the dump."""
    base.execute("ATTACH ? AS staging", (str(staging),))
    _copy(base)
    (items,) = base.execute("SELECT count(*) FROM item").fetchone()
    (names,) = base.execute("SELECT count(*) FROM alias").fetchone()
    cut_off = loading.cut_off
    digest = _digest(base)
    meta = {
        "format": FORMAT,
        "version": VERSION,
        "digest": digest,
        "items": str(items),
        "names": str(names),
        "records": str(loading.records),
        "rejected": str(loading.rejected),
        "cut_off": f"after line {cut_off.line}: {cut_off.reason}" if cut_off else "",
    }
    base.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    base.commit()
    base.execute("DETACH staging")
    return Built(
        records=loading.records,
        items=items,
        left_out=loading.records - loading.rejected - items,
        names=names,
        rejected=loading.rejected,
        digest=digest,
        cut_off=meta["cut_off"],
        first_rejected=tuple(loading.rejects),
    )


def _digest(base: sqlite3.Connection) -> str:
    """Return the SHA-256 of all that can decide on a link, row by row."""
    whole = hashlib.sha256()
    for table, order in (
        ("item", "id"),
        ("alias", "name, item"),
        ("position", "item, begins, position, ends"),
        ("country", "item, country"),
    ):
        for row in base.execute(f"SELECT * FROM {table} ORDER BY {order}"):
            whole.update(repr(row).encode("utf-8", "surrogatepass"))
    return whole.hexdigest()
