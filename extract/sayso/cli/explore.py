"""`sayso explore`: opens the store as web pages on this computer."""

from __future__ import annotations

import logging
import os
import threading
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.places import DEFAULT_STORE
from sayso.cli.progress import progress
from sayso.errors import UsageError

if TYPE_CHECKING:
    import socket

    from starlette.applications import Starlette

    from sayso.service import Settings

EPILOG = """\b
Examples:
  sayso explore
  sayso explore --store news.store --port 8000 --no-browser
  sayso explore --no-browser --allow-update
"""
DEFAULT_PORT = 8780
_MOST_PROCESSES = 4
"""A store is read by at most so many processes, so that little memory is needed."""
_GRACE_SECONDS = 1
_THIS_COMPUTER = ("127.0.0.1", "::1", "localhost")


@click.command("explore", epilog=EPILOG, short_help="Look at the store in a web browser.")
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    default=DEFAULT_STORE,
    show_default=True,
    metavar="DIR",
    help="The folder of the store.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=DEFAULT_PORT,
    show_default=True,
    metavar="N",
    help="The port to listen on; 0 takes a free one.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="NAME",
    help="The address to listen on; any other than this computer's own lets others read the store.",
)
@click.option("--no-browser", is_flag=True, help="Do not open a web browser.")
@click.option(
    "--allow-update",
    is_flag=True,
    help="Let SPARQL at /sparql change the store, for programs on this computer.",
)
@click.option(
    "--allow-load",
    is_flag=True,
    help="Let SPARQL updates LOAD from the addresses that they name.",
)
@click.option(
    "--allow-service",
    is_flag=True,
    help="Let SPARQL call other servers with SERVICE.",
)
def command(
    store: Path,
    port: int,
    host: str,
    no_browser: bool,
    allow_update: bool,
    allow_load: bool,
    allow_service: bool,
) -> None:
    """Open the store as web pages: search, read, follow who said what about whom.

    The pages are made on this computer, need no network, and go on being readable while the store
    is built anew. Ctrl-C ends it.
    """
    _check(host, allow_update, allow_load)
    if str(store).startswith(("http:", "https:")):
        raise UsageError(
            f"{store} is a server, and the explorer opens the folder of a store. Build a store "
            "in a folder with `sayso build --store DIR`, or ask the server with `sayso ask`."
        )
    from sayso.service import Settings

    allowed = Settings(update=allow_update, load=allow_load, service=allow_service)
    _serve(store, allowed, (host, port), open_browser=not no_browser)


def _serve(store: Path, allowed: Settings, place: tuple[str, int], *, open_browser: bool) -> None:
    # Imported here, for the other commands need no web server and shall start without.
    import uvicorn

    from sayso.explore import application

    host, port = place
    shown = f"[{host}]" if ":" in host else host
    began = time.monotonic()
    with progress("Reading the store", "articles") as report:
        app: Starlette = application(
            store,
            names=(shown.lower(),),
            settings=allowed,
            progress=report,
            processes=min(_MOST_PROCESSES, os.cpu_count() or 1),
        )
    click.echo(f"Read {store} in {time.monotonic() - began:.1f} seconds.", err=True)
    listening = _listen(host, port)
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    click.echo(address)
    click.echo("Press Ctrl-C to stop.", err=True)
    if open_browser:
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        # A query under way is killed with the service, rather than waited for.
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    uvicorn.Server(config).run(sockets=[listening])


def _is_news(record: logging.LogRecord) -> bool:
    """Tell what nobody has logged yet: of an answer that is broken off the service says why."""
    from sayso.service.process import StoppedError

    return not (record.exc_info and isinstance(record.exc_info[1], StoppedError))


def _check(host: str, allow_update: bool, allow_load: bool) -> None:
    if allow_update and host not in _THIS_COMPUTER:
        raise UsageError(
            f"With --allow-update on {host}, everybody who reaches this computer could change the "
            "store, because the service asks for no password. Leave --host out, and put a server "
            "that asks for one before it."
        )
    if allow_load and not allow_update:
        raise UsageError("LOAD is an update: give --allow-update with --allow-load.")


def _listen(host: str, port: int) -> socket.socket:
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Without the protocol asyncio does not turn off Nagle's delay: 40 ms for each page (measured).
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise UsageError(
            f"Nothing can listen on {host}, port {port}: {error.strerror or error}. Name another "
            "port with --port, or let one be found with --port 0."
        ) from error
    listening.listen(128)
    return listening
