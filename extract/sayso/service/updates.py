"""Has the store changed by one process after another, each killed when it takes too long."""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path

from sayso.service import Settings, wire
from sayso.service.pool import BusyError
from sayso.service.preparing import prepared
from sayso.service.process import Process, StoppedError
from sayso.service.snapshot import fingerprint
from sayso.service.worker import RefusalError

_END_SECONDS = 60.0
_logger = logging.getLogger(__name__)


class Updates:
    """Does the updates of a store, one at a time."""

    def __init__(self, store: Path, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._turn = asyncio.Semaphore(1)

    async def perform(self, update: wire.Update, triples: bytes = b"") -> bytes:
        """Do an update and return what its process says of it, once it is on the disk.

        Raises:
            BusyError: another update is under way, and did not end in time.
            StoppedError: it was refused, failed, or took too long; the message says whether that
                left the store as it was.
            StoreError: its process could not be started.
        """
        try:
            # In a thread, for it takes a moment where the text is long.
            update = await asyncio.to_thread(prepared, update)
        except RefusalError as error:
            raise StoppedError(error.status, str(error)) from error
        try:
            await asyncio.wait_for(self._turn.acquire(), self._settings.wait_seconds)
        except TimeoutError as error:
            raise BusyError("Another update is under way. Try again in a moment.") from error
        try:
            process = await Process.spawned("sayso.service.updater", self._arguments())
            try:
                return await self._done(process, update, triples)
            finally:
                await process.kill()
        finally:
            self._turn.release()

    def _arguments(self) -> list[str]:
        limits = self._settings
        return [
            str(self._store),
            str(limits.wait_seconds),
            str(limits.memory_bytes),
            "network" if limits.load or limits.service else "",
            str(os.getpid()),
        ]

    async def _done(self, process: Process, update: wire.Update, triples: bytes) -> bytes:
        # The store is open, and nobody but this process writes to it from now on.
        before = fingerprint(self._store)
        try:
            said = await asyncio.wait_for(
                self._said(process, update, triples), self._settings.seconds
            )
        except TimeoutError as error:
            await process.kill()
            raise StoppedError(
                504, self._stopped(unchanged=fingerprint(self._store) == before)
            ) from error
        try:
            await asyncio.wait_for(process.ended(), _END_SECONDS)
        except TimeoutError:
            _logger.warning("An update is done, but its process did not end, and was killed.")
        return said

    async def _said(self, process: Process, update: wire.Update, triples: bytes) -> bytes:
        await process.send(update.packed(triples))
        _, body = await process.read()
        return body

    def _stopped(self, *, unchanged: bool) -> str:
        limit = f"The update was stopped after {self._settings.seconds:g} seconds, the most that "
        if unchanged:
            return limit + "this service gives to one. Nothing was changed."
        return limit + (
            "this service gives to one, while it was being written. It is done as a whole or not "
            "at all; ask the store which."
        )
