"""The file of judgements: one JSON object a line, only ever added to, made for version control."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import InputError, StoreError
from sayso.judgements.record import Act, Judgement, moment, parse

if sys.platform != "win32":
    import fcntl

NAME = "judgements.jsonl"


@dataclass(frozen=True, slots=True)
class Damage:
    """A line that could not be read as a judgement: its number from 1, and what is wrong."""

    line: int
    problem: str


@dataclass(frozen=True, slots=True)
class Judgements:
    """What a file holds: the judgements in the order of their lines, and the lines it lost."""

    all: tuple[Judgement, ...] = ()
    damaged: tuple[Damage, ...] = ()

    def in_force(self) -> tuple[Judgement, ...]:
        """Return the judgements that nobody took back, by time, then by place in the file.

        The lines of two branches that were merged stand in any order, so time decides what is
        later. A retraction can itself be retracted.
        """
        back = self.taken_back()
        kept = (one for one in self.all if one.act is not Act.RETRACT and one.id not in back)
        return tuple(sorted(kept, key=lambda one: moment(one.at)))

    def taken_back(self) -> frozenset[str]:
        """Return the identifiers of the judgements that a retraction in force takes back."""
        retracting: dict[str, list[str]] = {}
        for one in self.all:
            if one.act is Act.RETRACT:
                retracting.setdefault(one.of, []).append(one.id)
        # An identifier is made from the one it retracts, so that no ring is possible: from the
        # retractions that nothing retracts, the rest follows step by step.
        back: dict[str, bool] = {}
        waiting = [one.id for one in self.all]
        while waiting:
            name = waiting.pop()
            unknown = [one for one in retracting.get(name, ()) if one not in back]
            if unknown:
                waiting += [name, *unknown]
            else:
                back[name] = any(not back[one] for one in retracting.get(name, ()))
        return frozenset(name for name, taken in back.items() if taken)


def default_place(store: Path) -> Path:
    """Return where the judgements of a store are: in the folder that the store lies in."""
    return store.resolve().parent / NAME


def read_judgements(path: Path) -> Judgements:
    """Return what the file holds; a file that is not there holds nothing.

    A line that is there twice, as after a merge of branches, counts once.

    Raises:
        StoreError: the file cannot be read.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Judgements()
    except OSError as error:
        raise StoreError(
            f"The judgements in {path} cannot be read: {error.strerror}. Change who may read "
            "them, or name another file."
        ) from error
    found: dict[str, Judgement] = {}
    damaged: list[Damage] = []
    lines = content.split(b"\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            judgement = parse(line.decode("utf-8"))
            found.setdefault(judgement.id, judgement)
        except UnicodeDecodeError:
            damaged.append(Damage(number, "This line is not text in UTF-8."))
        except InputError as error:
            torn = number == len(lines)
            half = " It is the last one and has no end: writing it was cut off." if torn else ""
            damaged.append(Damage(number, f"{error}{half}"))
    return Judgements(tuple(found.values()), tuple(damaged))


def append(path: Path, judgement: Judgement) -> None:
    """Add one judgement to the file, and see it on disk before returning.

    Where writing the last line was cut off, the new one begins on a line of its own, and the
    half-written one stays for a person to look at.

    Raises:
        StoreError: the file cannot be written; it may then end in a half-written line.
    """
    try:
        with path.open("a+b", buffering=0) as file:
            if sys.platform != "win32":
                fcntl.flock(file, fcntl.LOCK_EX)
            end = file.seek(0, os.SEEK_END)
            start = b""
            if end:
                file.seek(end - 1)
                start = b"" if file.read(1) == b"\n" else b"\n"
            _write(file.fileno(), start + judgement.line().encode() + b"\n")
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreError(
            f"The judgement could not be written to {path}: {error.strerror}. Free some space, or "
            "change who may write there, and type it again."
        ) from error


def _write(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]
