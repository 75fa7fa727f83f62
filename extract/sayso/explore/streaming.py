"""What is written to a file, sent while it is written: nothing of it is held in memory."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Full, Queue
from typing import BinaryIO, cast

_CHUNK = 1 << 16
_AHEAD = 16
"""How many chunks the writer may be ahead of the reader."""
_LOOK_EVERY = 0.5
"""Seconds between two looks at whether the reader has gone."""


class _Pipe(io.RawIOBase):
    """Takes what is written and keeps it until it is read, a little at a time."""

    def __init__(self) -> None:
        self.chunks: Queue[bytes | BaseException] = Queue(_AHEAD)
        self.gone = threading.Event()

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        chunk = bytes(data)  # type: ignore[call-overload]
        self.put(chunk)
        return len(chunk)

    def put(self, what: bytes | BaseException) -> None:
        """Wait until there is room; raises BrokenPipeError when nobody reads any more."""
        while not self.gone.is_set():
            with suppress(Full):
                return self.chunks.put(what, timeout=_LOOK_EVERY)
        raise BrokenPipeError


def streamed(write: Callable[[BinaryIO], object]) -> Iterator[bytes]:
    """Return what `write` writes, chunk by chunk, while a thread of its own writes it.

    What it raises before the first chunk is raised here, and what it raises later by the iterator,
    so that a part does not pass for the whole.
    """
    pipe = _Pipe()
    threading.Thread(target=_write, args=(pipe, write), daemon=True).start()
    first = pipe.chunks.get()
    if isinstance(first, BaseException):
        raise first
    return _read(pipe, first)


def _write(pipe: _Pipe, write: Callable[[BinaryIO], object]) -> None:
    with suppress(BrokenPipeError):
        try:
            file = io.BufferedWriter(pipe, _CHUNK)
            write(cast(BinaryIO, file))
            file.flush()
            pipe.put(b"")
        except BrokenPipeError:
            raise
        except BaseException as error:
            pipe.put(error)


def _read(pipe: _Pipe, chunk: bytes | BaseException) -> Iterator[bytes]:
    try:
        while chunk:
            if isinstance(chunk, BaseException):
                raise chunk
            yield chunk
            chunk = pipe.chunks.get()
    finally:
        pipe.gone.set()
