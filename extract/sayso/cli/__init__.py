"""The command line: `sayso COMMAND`, one file a command, loaded when it is used."""

from sayso.cli.root import sayso


def main() -> None:
    """Run the command line; the entry point of the `sayso` script and of `python -m sayso`."""
    sayso(prog_name="sayso")


__all__ = ["main", "sayso"]
