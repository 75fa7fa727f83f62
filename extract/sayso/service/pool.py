"""The worker processes: made when they are needed, killed when a query takes too long.

All of them read the same picture of the store. When the store has changed, the next query gets a
worker over a new picture; the old one goes with the last worker that reads it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
import time
import weakref
from pathlib import Path

from sayso.errors import SaysoError, StoreError
from sayso.service import Settings, wire
from sayso.service.snapshot import Snapshot, fingerprint, take

_START_SECONDS = 60.0
# Bytes of an answer that are held for a slow reader before its worker has to wait.
_READ_AHEAD = 1 << 20
_logger = logging.getLogger(__name__)


class BusyError(SaysoError):
    """All workers are at work, and none became free in time."""


class StoppedError(SaysoError):
    """The query was stopped, refused or failed; `status` is the HTTP status that says so."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class _Picture:
    """A snapshot, and how many workers read it; it is removed after the last of them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.readers = 0
        self.current = True
        # The folder goes also if nobody closes the service.
        self._remove = weakref.finalize(self, snapshot.remove)

    def leave(self) -> None:
        """Note that a reader has gone."""
        self.readers -= 1
        self.tidy()

    def tidy(self) -> None:
        """Remove the folder if nobody needs it any more."""
        if not self.current and self.readers == 0:
            self._remove()


class Worker:
    """A process that answers one query at a time."""

    def __init__(self, process: asyncio.subprocess.Process, picture: _Picture) -> None:
        self._process = process
        self.picture = picture
        self._alive = True

    @classmethod
    async def start(cls, picture: _Picture, memory_bytes: int) -> Worker:
        """Start a process over a picture and wait until it can take queries.

        Raises:
            StoreError: it cannot open the picture.
        """
        picture.readers += 1
        process = await asyncio.create_subprocess_exec(
            # Python's own path goes along, and the folder that the service was started in does not.
            *(sys.executable, "-P", "-m", "sayso.service.worker"),
            *(str(picture.snapshot.database), str(memory_bytes)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=_READ_AHEAD,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        worker = cls(process, picture)
        try:
            await asyncio.wait_for(worker.read(), _START_SECONDS)
        except (StoppedError, TimeoutError) as error:
            await worker.kill()
            raise StoreError(
                "A process to answer queries could not be started over the store; what it says "
                "about it is in the log."
            ) from error
        except BaseException:
            await worker.kill()
            raise
        return worker

    async def send(self, query: wire.Query) -> None:
        """Give the worker a query."""
        assert self._process.stdin is not None
        with contextlib.suppress(ConnectionError):  # It died; reading will say so.
            self._process.stdin.write(query.packed())
            await self._process.stdin.drain()

    async def read(self) -> tuple[bytes, bytes]:
        """Return the next frame, its kind and its content.

        Raises:
            StoppedError: the frame says that there is no answer, or the worker died.
        """
        assert self._process.stdout is not None
        try:
            head = await self._process.stdout.readexactly(wire.HEADER.size)
            kind, size = wire.HEADER.unpack(head)
            body = await self._process.stdout.readexactly(size)
        except asyncio.IncompleteReadError as error:
            raise StoppedError(
                500,
                "The query brought down the process that was to answer it: it is nested too "
                "deeply, or needs more memory than a query may have.",
            ) from error
        if kind == wire.PROBLEM:
            problem: wire.Problem = json.loads(body)
            raise StoppedError(problem["status"], problem["message"])
        return kind, body

    @property
    def alive(self) -> bool:
        """Whether it can take another query."""
        return self._alive and self._process.returncode is None

    async def kill(self) -> None:
        """End the process at once, whatever it does; doing it twice does no harm."""
        if not self._alive:
            return
        self._alive = False
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        # Reading to the end lets the pipe close.
        await asyncio.shield(asyncio.ensure_future(self._process.communicate()))
        self.picture.leave()


class Pool:
    """Gives out workers, at most `settings.queries` at a time."""

    def __init__(self, store: Path, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._free = asyncio.Semaphore(settings.queries)
        self._idle: list[Worker] = []
        self._picture: _Picture | None = None
        self._looked = 0.0
        self._looking = asyncio.Lock()

    async def acquire(self) -> Worker:
        """Return a worker over the store as it is, or was `refresh_seconds` ago.

        Raises:
            BusyError: none became free in time.
            StoreError: the store cannot be read.
        """
        try:
            await asyncio.wait_for(self._free.acquire(), self._settings.wait_seconds)
        except TimeoutError as error:
            raise BusyError(
                f"The {self._settings.queries} queries that this service answers at a time are "
                "under way. Try again in a moment."
            ) from error
        try:
            picture = await self._fresh()
            while self._idle:
                worker = self._idle.pop()
                if worker.alive and worker.picture is picture:
                    return worker
                await worker.kill()
            return await Worker.start(picture, self._settings.memory_bytes)
        except BaseException:
            self._free.release()
            raise

    async def release(self, worker: Worker, *, reusable: bool) -> None:
        """Take a worker back; one in the middle of an answer is killed."""
        try:
            if reusable and worker.alive and worker.picture.current:
                self._idle.append(worker)
            else:
                await worker.kill()
        finally:
            self._free.release()

    async def _fresh(self) -> _Picture:
        """Return a picture of the store that is not too old."""
        async with self._looking:
            old, now = self._picture, time.monotonic()
            if old is not None and now - self._looked < self._settings.refresh_seconds:
                return old
            self._looked = now
            if old is not None and fingerprint(self._store) == old.snapshot.fingerprint:
                return old
            try:
                self._picture = _Picture(await asyncio.to_thread(take, self._store))
            except StoreError as error:
                if old is None:
                    raise
                _logger.warning("Answering from an earlier state of the store. %s", error)
                return old
            if old is not None:
                old.current = False
                old.tidy()
            return self._picture

    async def close(self) -> None:
        """End all idle workers and remove the picture."""
        while self._idle:
            await self._idle.pop().kill()
        if self._picture is not None:
            self._picture.current = False
            self._picture.tidy()
            self._picture = None
