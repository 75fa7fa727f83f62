"""The worker processes: made when they are needed, killed when a query takes too long.

All of them read the same picture of the store. When the store has changed, the next query gets a
worker over a new picture; the old one goes with the last worker that reads it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
import weakref
from pathlib import Path

from sayso.errors import SaysoError, StoreError
from sayso.service import Settings
from sayso.service.process import Process
from sayso.service.snapshot import Snapshot, fingerprint, take

_logger = logging.getLogger(__name__)


class BusyError(SaysoError):
    """All workers are at work, and none became free in time."""


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


class Worker(Process):
    """A process that answers one query at a time, over a picture of the store."""

    picture: _Picture | None = None

    @classmethod
    async def start(cls, picture: _Picture, settings: Settings) -> Worker:
        """Start a process over a picture and wait until it can take queries.

        Raises:
            StoreError: it cannot open the picture.
        """
        picture.readers += 1
        arguments = [
            str(picture.snapshot.database),
            str(settings.memory_bytes),
            "network" if settings.service else "",
            str(os.getpid()),
        ]
        try:
            worker = await cls.spawned("sayso.service.worker", arguments)
        except BaseException:
            picture.leave()
            raise
        worker.picture = picture
        return worker

    async def kill(self) -> bool:
        """End the process at once, whatever it does; doing it twice does no harm."""
        killed = await super().kill()
        if killed and self.picture is not None:
            self.picture.leave()
        return killed


class Pool:
    """Gives out workers, at most `settings.queries` at a time."""

    def __init__(self, store: Path, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._free = asyncio.Semaphore(settings.queries)
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
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
            worker = await self._worker()
        except BaseException:
            self._free.release()
            raise
        self._busy.add(worker)
        return worker

    async def _worker(self) -> Worker:
        picture = await self._fresh()
        while self._idle:
            worker = self._idle.pop()
            if worker.alive and worker.picture is picture:
                return worker
            await worker.kill()
        return await Worker.start(picture, self._settings)

    async def release(self, worker: Worker, *, reusable: bool) -> None:
        """Take a worker back; one in the middle of an answer is killed."""
        self._busy.discard(worker)
        try:
            current = worker.picture is not None and worker.picture.current
            if reusable and worker.alive and current:
                self._idle.append(worker)
            else:
                await worker.kill()
        finally:
            self._free.release()

    def look_again(self) -> None:
        """Have the next query see every change that is done by now."""
        self._looked = -self._settings.refresh_seconds

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
        """End all workers, also in the middle of an answer, and remove the picture."""
        for worker in (*self._idle, *self._busy):
            await worker.kill()
        self._idle.clear()
        if self._picture is not None:
            self._picture.current = False
            self._picture.tidy()
            self._picture = None
