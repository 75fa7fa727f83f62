"""A process of the service: started, given frames, read from, and killed at any instant."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from typing import Self

from sayso.errors import SaysoError, StoreError
from sayso.service import wire

_START_SECONDS = 60.0
# Bytes of an answer that are held for a slow reader before its process has to wait.
_READ_AHEAD = 1 << 20
_DIED = (
    "The request brought down the process that was to answer it: it is nested too deeply, or needs "
    "more memory than one may have."
)


class StoppedError(SaysoError):
    """The request was stopped, refused or failed; `status` is the HTTP status that says so."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Process:
    """A Python process that speaks in frames, see `sayso.service.wire`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._alive = True

    @classmethod
    async def spawned(cls, module: str, arguments: Sequence[str]) -> Self:
        """Start a module as a process, and wait until it is ready.

        Raises:
            StoreError: it is not.
            StoppedError: it says why it is not.
        """
        process = await asyncio.create_subprocess_exec(
            # Python's own path goes along, and the folder that the service was started in does not.
            *(sys.executable, "-P", "-m", module, *arguments),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=_READ_AHEAD,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        started = cls(process)
        try:
            await asyncio.wait_for(started.read(), _START_SECONDS)
        except (StoppedError, TimeoutError) as error:
            await started.kill()
            if isinstance(error, StoppedError) and str(error) != _DIED:
                raise
            raise StoreError(
                "A process to answer requests could not be started over the store; what it says "
                "about it is in the log."
            ) from error
        except BaseException:
            await started.kill()
            raise
        return started

    async def send(self, frames: bytes) -> None:
        """Give the process what it is to do."""
        assert self._process.stdin is not None
        with contextlib.suppress(ConnectionError):  # It died; reading will say so.
            self._process.stdin.write(frames)
            await self._process.stdin.drain()

    async def read(self) -> tuple[bytes, bytes]:
        """Return the next frame, its kind and its content.

        Raises:
            StoppedError: the frame says that there is no answer, or the process died.
        """
        assert self._process.stdout is not None
        try:
            head = await self._process.stdout.readexactly(wire.HEADER.size)
            kind, size = wire.HEADER.unpack(head)
            body = await self._process.stdout.readexactly(size)
        except asyncio.IncompleteReadError as error:
            raise StoppedError(500, _DIED) from error
        if kind == wire.PROBLEM:
            problem: wire.Problem = json.loads(body)
            raise StoppedError(problem["status"], problem["message"])
        return kind, body

    @property
    def alive(self) -> bool:
        """Whether it can take another request."""
        return self._alive and self._process.returncode is None

    async def ended(self) -> None:
        """Wait until the process has ended by itself."""
        await self._closed()

    async def _closed(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        # Reading to the end lets the pipe close; who waits for the next frame does that, too.
        with contextlib.suppress(RuntimeError):
            while await self._process.stdout.read(_READ_AHEAD):
                pass
        await self._process.wait()

    async def kill(self) -> bool:
        """End the process at once, whatever it does; False if that was done before."""
        if not self._alive:
            return False
        self._alive = False
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._closed()
        return True
