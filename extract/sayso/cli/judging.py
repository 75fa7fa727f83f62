"""What `sayso judge` does to record a judgement: what is meant, whether it can be, and by whom."""

from __future__ import annotations

import getpass
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.output import print_json

if TYPE_CHECKING:
    from sayso.judgements import Judgement, Thing
    from sayso.judgements.extracted import Extracted
    from sayso.store import Store


def place_of(store: Path, judgements: Path | None) -> Path:
    """Return the file of judgements of a store."""
    from sayso.judgements import default_place

    return judgements or default_place(store)


def record(
    act: str,
    thing: str | None,
    *,
    store: Path,
    judgements: Path | None,
    author: str | None,
    reason: str,
    at: str | None,
    as_json: bool,
    other: str | None = None,
    name: str = "",
    value: str | None = None,
    of: str = "",
) -> None:
    """Work out what is meant, see that nothing speaks against it, and write it down."""
    from sayso.judgements import Act, Judgement, append
    from sayso.judgements.extracted import Extracted
    from sayso.store import open_store

    place = place_of(store, judgements)
    with open_store(store, read_only=True) as graphs:
        extracted = Extracted(graphs)
        about, given = _about(act, thing, name, value, extracted)
        judgement = Judgement(
            act=Act(act),
            at=_time(at),
            by=_text(author or _somebody()),
            reason=_text(reason),
            thing=about,
            other=_named(other, extracted, ("actor",)) if other is not None else None,
            property_name=name,
            value=given,
            of=of,
        )
        _see(judgement, place, graphs)
    append(place, judgement)
    if as_json:
        print_json(judgement.as_dict())
    else:
        click.echo(f"{judgement.id}: {judgement}")
    click.echo(
        f"Written to {place}. The next `sayso build` applies it, or `sayso judge apply` now.",
        err=True,
    )


def _about(
    act: str, thing: str | None, name: str, value: str | None, extracted: Extracted
) -> tuple[Thing | None, str | Thing | None]:
    """Return what a judgement is about, and what it sets."""
    from sayso.judgements.naming import kinds_of
    from sayso.judgements.properties import property_of

    if thing is None:
        return None, None
    about = _named(thing, extracted, kinds_of(act, name))
    if value is None:
        return about, None
    known = property_of(about.kind, name)
    if known.actor:
        return about, _named(value, extracted, ("actor",))
    return about, known.checked(value)


def _named(typed: str, extracted: Extracted, kinds: tuple[str, ...]) -> Thing:
    from sayso.judgements import Kind
    from sayso.judgements.naming import named

    return named(typed, extracted, tuple(map(Kind, kinds)))


def _see(judgement: Judgement, place: Path, graphs: Store) -> None:
    """Refuse what cannot be applied, and say which earlier judgements no longer hold."""
    from sayso.errors import UsageError
    from sayso.judgements import Judgements, Outcome, read_judgements
    from sayso.judgements.plan import plan
    from sayso.validate import Validator

    before = read_judgements(place)
    if judgement.id in {one.id for one in before.all}:
        raise UsageError(f"The judgement {judgement.id} is in {place} already.")
    earlier = plan(before, graphs)
    conforming = Validator().validate_graph
    later = plan(Judgements((*before.all, judgement), before.damaged), graphs, conforming)
    was = {one.judgement.id: one.outcome for one in earlier.verdicts}
    for one in later.verdicts:
        if one.judgement.id == judgement.id:
            if one.outcome in (Outcome.REFUSED, Outcome.ORPHANED):
                raise UsageError(f"This was not recorded: {one.note}.")
            if one.outcome is Outcome.OVERRULED:
                click.echo(f"It has no effect: {one.note}.", err=True)
        elif one.outcome is Outcome.OVERRULED and was.get(one.judgement.id) is not one.outcome:
            click.echo(
                f"This overrules the judgement {one.judgement.id} of {one.judgement.by}: "
                f"{one.judgement}.",
                err=True,
            )


def _time(at: str | None) -> str:
    from sayso.errors import UsageError
    from sayso.judgements.record import moment

    if at is None:
        return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        moment(at)
    except ValueError as error:
        raise UsageError(f"--at must be a time like 2026-03-01T10:00:00Z: {error}.") from error
    return at


def _somebody() -> str:
    """Return who types, as git knows them, or else as the machine does."""
    from sayso.errors import UsageError

    try:
        asked = subprocess.run(
            ["git", "config", "user.name"], capture_output=True, text=True, check=False
        )
        if asked.stdout.strip():
            return asked.stdout.strip()
    except OSError:
        pass  # There is no git on this machine.
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        raise UsageError("Nobody knows who you are. Say it with --author NAME.") from None


def _text(said: str) -> str:
    from sayso.errors import UsageError

    try:
        said.encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"This is not text in UTF-8: {said!a}. Type it anew.") from error
    return " ".join(said.split())
