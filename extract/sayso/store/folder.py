"""The folder of a store: what says that it is one, and what to tell when it cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

from pyoxigraph import NamedNode

from sayso.errors import StoreError, UsageError

FORMAT = 1
"""Raised when a store written by an older version can no longer be read as it is."""

MARKER = "sayso-store.json"


def make(path: Path, base: str) -> str:
    """Make an empty store folder and return its base."""
    # Imported here because it takes most of the time in which a process is ready to open a store.
    from sayso.version import own_version

    try:
        path.mkdir(parents=True, exist_ok=True)
        if any(path.iterdir()):
            raise StoreError(
                f"The folder {path} exists and is not a Sayso store ({MARKER} is missing). "
                "Name an empty folder or one that does not exist yet."
            )
        try:
            NamedNode(base + "x")
        except ValueError as error:
            raise UsageError(f"The base {base!r} cannot begin an IRI: {error}.") from error
        marker = {"format": FORMAT, "base": base, "sayso": own_version()}
        draft = path / f"{MARKER}.tmp"
        draft.write_text(json.dumps(marker, indent=1) + "\n", encoding="utf-8")
        draft.replace(path / MARKER)
    except OSError as error:
        raise failed("make", path, error) from error
    return base


def base_of(path: Path, base: str | None) -> str:
    """Read the marker of a store and return its base, if that is the one wanted."""
    try:
        marker = json.loads((path / MARKER).read_text(encoding="utf-8"))
        found, kept = marker["format"], marker["base"]
    except FileNotFoundError as error:
        raise StoreError(
            f"The folder {path} is not a Sayso store ({MARKER} is missing). Name the folder that "
            "`sayso build --store` was given."
        ) from error
    except OSError as error:
        raise failed("open", path, error) from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{path / MARKER} cannot be understood ({error}). Put back a copy of it, or move the "
            "folder away and build the store again."
        ) from error
    if found != FORMAT:
        raise StoreError(
            f"The store at {path} has format {found}; this version of Sayso reads format {FORMAT}. "
            f"Use the version that wrote it ({marker.get('sayso', 'unknown')}) to export it, or "
            "build it again in another folder."
        )
    if base is not None and base != kept:
        raise StoreError(
            f"The store at {path} was made with the base {kept}, not {base}. Leave the base out, "
            "or build into another folder."
        )
    assert isinstance(kept, str)
    return kept


def failed(doing: str, path: Path, error: Exception) -> StoreError:
    """Return an error that says in one paragraph why Oxigraph or the file system refused."""
    reason = str(error)
    if "No space left" in reason or "quota" in reason.lower() or "File too large" in reason:
        return StoreError(
            f"The disk is full: the store at {path} could not be written. Everything committed "
            "before is kept. Free some space and run the same command again; it goes on from there."
        )
    if "lock" in reason.lower():
        return StoreError(
            f"The store at {path} is in use by another process. Wait until it has finished, or "
            "stop it, and run the command again."
        )
    if isinstance(error, PermissionError) or "Permission denied" in reason:
        return StoreError(
            f"The store at {path} may not be accessed: {reason}. Change who may read and write "
            "the folder, or name another."
        )
    return StoreError(f"Could not {doing} the store at {path}: {reason}.")
