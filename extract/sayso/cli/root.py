"""The `sayso` command itself: finds the commands, and turns what goes wrong into one paragraph."""

from __future__ import annotations

import errno
import importlib
from typing import IO, Any

import click

from sayso.errors import SaysoError
from sayso.version import own_version

COMMANDS = (
    "build",
    "ask",
    "explore",
    "show",
    "report",
    "actors",
    "check",
    "judge",
    "export",
    "stats",
    "doctor",
    "kb",
    "evaluate",
)
"""The commands in the order in which a person meets them; each is a module beside this one."""

STOPPED = 130
"""The exit code of a command that was stopped from the keyboard, as shells have it."""

EPILOG = """\b
Example:
  sayso build articles/
  sayso ask who-characterized-whom
"""


class FailureError(click.ClickException):
    """What the user reads instead of a traceback: one paragraph, and exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the paragraph on standard error."""
        click.echo(f"sayso: {self.format_message()}", file=file, err=file is None)


class SaysoGroup(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command `cmd_name`, or None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"sayso.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error becomes a paragraph unless `--debug` asks for the traceback."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("sayso: stopped. What was written before is kept.", err=True)
            raise click.exceptions.Exit(STOPPED) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            raise FailureError(in_words(error)) from error


def in_words(error: Exception) -> str:
    """Say in one paragraph what happened and what to do, for any error that reaches the user."""
    if isinstance(error, SaysoError):
        return str(error)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        where = f" while writing {error.filename}" if error.filename else ""
        return f"The disk is full{where}. Free some space and run the same command again."
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror}. Check the path and who may read and write it."
    said = " ".join(str(error).split())
    return (
        f"Something went wrong that Sayso did not foresee: {type(error).__name__}: {said}. "
        "Type the same with `sayso --debug` in front to see where, and report it with that."
    )


@click.group(
    cls=SaysoGroup,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(own_version(), "--version", message="sayso %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback when something goes wrong.")
def sayso(debug: bool) -> None:
    """Read news articles and build a knowledge graph of who said what about whom."""
