"""`sayso judge`: records what a person decided about what was extracted, and lists decisions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sayso.cli.actors import bring_up_to_date
from sayso.cli.judging import place_of, record
from sayso.cli.output import Cell, print_table, table_options
from sayso.cli.places import judgements_option, store_option

if TYPE_CHECKING:
    from sayso.judgements import Judgement, Replayed

EPILOG = """\b
Examples:
  sayso judge same "3fa94c:Mayor Ana Ruiz" "77bc01:A. Ruiz" --reason "one mayor"
  sayso judge reject "3fa94c:a gift to the town" --reason irony
  sayso judge set "3fa94c:a gift to the town" polarity negative
  sayso judge list
  sayso judge --check
"""
COLUMNS = ("id", "at", "by", "judgement", "reason", "outcome", "note")
F = TypeVar("F", bound=Callable[..., Any])


def _record_options(command: F) -> F:
    """Add who, when and why, and where to keep it."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print the judgement as JSON."),
        click.option("--at", metavar="TIME", help="When, in ISO 8601 with offset.  [default: now]"),
        click.option("--reason", default="", metavar="TEXT", help="Why."),
        click.option("--author", metavar="NAME", help="Who decides.  [default: git's user.name]"),
        judgements_option,
        store_option,
    ):
        command = option(command)
    return command


@click.group(
    "judge",
    epilog=EPILOG,
    invoke_without_command=True,
    short_help="Correct what was extracted, so that it lasts.",
)
@click.option("--check", is_flag=True, help="Name what needs looking at; exit with 1 if anything.")
@store_option
@judgements_option
@table_options
@click.pass_context
def command(
    ctx: click.Context,
    check: bool,
    store: Path,
    judgements: Path | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Record a judgement on what was extracted: same, different, reject, set or retract.

    A judgement goes as a line into a file made for version control, and every build applies all of
    them. It names its thing by the words of the document, so that it outlives every run. On the
    command line, a thing is named by the identifier that `sayso ask --json` prints, or by the first
    digits of the digest of its document, a colon, and its words.
    """
    if ctx.invoked_subcommand is not None:
        if check:
            raise click.UsageError("--check stands alone; leave out the command after it.")
        return
    if not check:
        raise click.UsageError("Name a command, or --check. `sayso judge --help` lists them.")
    found = _previewed(store, judgements)
    rows = [_row(one.judgement, str(one.outcome), one.note) for one in found.lost]
    _table(rows, as_json, as_csv)
    tell(found, place_of(store, judgements), brief=True)
    if not found.sound:
        ctx.exit(1)


@command.command("list")
@store_option
@judgements_option
@table_options
def list_all(store: Path, judgements: Path | None, as_json: bool, as_csv: bool) -> None:
    """List all judgements with what becomes of them in the store."""
    found = _previewed(store, judgements)
    rows = [_row(one.judgement, str(one.outcome), one.note) for one in found.verdicts]
    _table(rows, as_json, as_csv)
    tell(found, place_of(store, judgements), brief=True)


@command.command("apply")
@store_option
@judgements_option
@click.pass_context
def apply_all(ctx: click.Context, store: Path, judgements: Path | None) -> None:
    """Apply all judgements to the store now, as the next build would."""
    from sayso.judgements import replay
    from sayso.store import open_store
    from sayso.validate import Validator

    place = place_of(store, judgements)
    with open_store(store, read_only=True):
        pass  # Applying makes no store where there is none.
    with open_store(store) as graphs:
        found = replay(place, graphs, Validator().validate_graph)
    click.echo(in_words(found))
    tell(found, place)
    bring_up_to_date(store, judgements)
    if not found.sound:
        ctx.exit(1)


@command.command("same")
@click.argument("one")
@click.argument("other")
@_record_options
def same(one: str, other: str, **options: Any) -> None:
    """Say that the actors ONE and OTHER are one."""
    record("same", one, other=other, **options)


@command.command("different")
@click.argument("one")
@click.argument("other")
@_record_options
def different(one: str, other: str, **options: Any) -> None:
    """Say that the actors ONE and OTHER are two, even if they share a name."""
    record("different", one, other=other, **options)


@command.command("reject")
@click.argument("thing")
@_record_options
def reject(thing: str, **options: Any) -> None:
    """Say that a statement, characterization, stance, event, role or mention is none."""
    record("reject", thing, **options)


@command.command("set")
@click.argument("thing")
@click.argument("name", metavar="PROPERTY")
@click.argument("value")
@_record_options
def set_property(thing: str, name: str, value: str, **options: Any) -> None:
    """Say what PROPERTY of THING is: the source of a statement, the type of an actor.

    The properties are name, type and gender of an actor; actor of a mention; source, form, act,
    addressee and negated of a statement; polarity, type, target and negated of a characterization;
    polarity and target of a stance; actuality of an event; label, holder and organization of a
    role. Where VALUE is an actor, it is named like a thing.
    """
    record("set", thing, name=name, value=value, **options)


@command.command("retract")
@click.argument("identifier", metavar="ID")
@_record_options
def retract(identifier: str, **options: Any) -> None:
    """Take back the judgement ID, or the one that begins with it; a retraction too."""
    from sayso.errors import UsageError
    from sayso.judgements import read_judgements

    known = read_judgements(place_of(options["store"], options["judgements"])).all
    fitting = [one.id for one in known if identifier and one.id.startswith(identifier)]
    if len(fitting) != 1:
        found = f"{len(fitting)} judgements begin" if fitting else "No judgement begins"
        raise UsageError(f"{found} with '{identifier}'. `sayso judge list` lists them.")
    record("retract", None, of=fitting[0], **options)


def _previewed(store: Path, judgements: Path | None) -> Replayed:
    from sayso.judgements import preview
    from sayso.store import open_store
    from sayso.validate import Validator

    with open_store(store, read_only=True) as graphs:
        return preview(place_of(store, judgements), graphs, Validator().validate_graph)


def _row(judgement: Judgement, outcome: str, note: str) -> tuple[Cell, ...]:
    return (
        judgement.id,
        judgement.at,
        judgement.by,
        str(judgement),
        judgement.reason,
        outcome,
        note,
    )


def _table(rows: list[tuple[Cell, ...]], as_json: bool, as_csv: bool) -> None:
    if rows or as_json or as_csv:
        print_table(COLUMNS, rows, as_json=as_json, as_csv=as_csv)


def in_words(found: Replayed) -> str:
    """Return in a sentence what became of the judgements."""
    counts: dict[str, int] = {}
    for one in found.verdicts:
        counts[str(one.outcome)] = counts.get(str(one.outcome), 0) + 1
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
    many = "judgement" if len(found.verdicts) == 1 else "judgements"
    return f"{len(found.verdicts)} {many}{': ' if told else ''}{told}."


def tell(found: Replayed, place: Path, *, brief: bool = False) -> None:
    """Say on standard error which judgements are lost, and which lines cannot be read."""
    for damage in found.damaged:
        click.echo(f"{place}:{damage.line} was not applied. {damage.problem}", err=True)
    if found.vanished:
        click.echo(
            f"{len(found.vanished)} judgements that were applied to the store before are not in "
            f"{place} any more, and what they did was undone: {', '.join(found.vanished)}.",
            err=True,
        )
    if brief:
        click.echo(in_words(found), err=True)
        return
    for one in found.lost:
        click.echo(
            f"The judgement {one.judgement.id} of {one.judgement.by} is {one.outcome}: {one.note} "
            f"({one.judgement}).",
            err=True,
        )
    if found.lost:
        click.echo("`sayso judge --check` lists what needs looking at.", err=True)
