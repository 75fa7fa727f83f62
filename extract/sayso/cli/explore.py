"""`sayso explore`: opens the store as web pages on this computer."""

from __future__ import annotations

import threading
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.places import DEFAULT_STORE
from sayso.errors import UsageError

if TYPE_CHECKING:
    import socket

    from starlette.applications import Starlette

EPILOG = """\b
Examples:
  sayso explore
  sayso explore --store news.store --port 8000 --no-browser
"""
DEFAULT_PORT = 8780


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
def command(store: Path, port: int, host: str, no_browser: bool) -> None:
    """Open the store as web pages: search, read, follow who said what about whom.

    The pages are made on this computer, need no network, and go on being readable while the store
    is built anew. Ctrl-C ends it.
    """
    if str(store).startswith(("http:", "https:")):
        raise UsageError(
            f"{store} is a server, and the explorer opens the folder of a store. Build a store "
            "in a folder with `sayso build --store DIR`, or ask the server with `sayso ask`."
        )
    # Imported here, for the other commands need no web server and shall start without.
    import uvicorn

    from sayso.explore import application

    began = time.monotonic()
    app: Starlette = application(store, names=(host,))
    click.echo(f"Read {store} in {time.monotonic() - began:.1f} seconds.", err=True)
    listening = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    click.echo(address)
    click.echo("Press Ctrl-C to stop.", err=True)
    if not no_browser:
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    config = uvicorn.Config(app, log_level="warning", server_header=False)
    uvicorn.Server(config).run(sockets=[listening])


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
