"""Files that are replaced as a whole or not at all."""

from __future__ import annotations

import errno
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import BinaryIO, NoReturn

from sayso.errors import SaysoError, UsageError


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a new file beside `path` that takes its place when the block ends without an error.

    A link keeps pointing where it does, and its target is replaced. What is neither a file nor a
    folder, such as a pipe, is written to directly. A process that is told to end, by SIGTERM or by
    the closing of its terminal, removes the new file before it does.

    Raises:
        UsageError: `path` is a folder, or the folder it should lie in does not exist.
        SaysoError: the file cannot be written, for example because the disk is full.
    """
    place = path.resolve()
    if place.is_dir():
        raise UsageError(f"{path} is a folder. Name a file in it, such as {path / 'graph.ttl'}.")
    if not place.parent.is_dir():
        raise UsageError(f"The folder {path.parent} does not exist. Make it, or name another file.")
    special = place.exists() and not place.is_file()
    draft = place if special else place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with _ending_in_order(), draft.open("wb") as file:
            yield file
        if not special:
            draft.replace(place)
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        if not special:
            draft.unlink(missing_ok=True)


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Let the signals that end a process raise SystemExit, so that `finally` is still done.

    A program that has its own way with a signal keeps it; other threads cannot be told of any.
    """
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    ours = threading.current_thread() is threading.main_thread()
    taken = [
        number
        for number in (getattr(signal, name) for name in names)
        if ours and signal.getsignal(number) is signal.SIG_DFL
    ]
    for number in taken:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def _failed(path: Path, error: OSError) -> SaysoError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return SaysoError(
            f"The disk is full: {path} could not be written. An earlier file of that name is as it "
            "was. Free some space, or name a file on another disk."
        )
    return SaysoError(
        f"{path} could not be written: {error.strerror or error}. An earlier file of that name is "
        "as it was. Change who may write there, or name another file."
    )
