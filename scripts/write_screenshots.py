"""Take the pictures of the explorer that the docs show, of a store of the example articles.

They are the same each time on the same machine; other fonts or another Chromium give others. The
scripts must have been built: `make explorer`.
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from click.testing import CliRunner
from playwright.sync_api import sync_playwright

from sayso.cli import sayso
from sayso.explore import application

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "guides" / "explore"
FLAGS = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")
MOST_BYTES = 150_000
WRONG = "SELECT ?who WHERE {\n  GRAPH ?article { ?who a sayso:Statement }\n}"


def main() -> int:
    """Take every picture; return the exit code."""
    found = shutil.which("chromium")
    if found is None:
        sys.stderr.write("There is no Chromium on this machine.\n")
        return 2
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        port = _serve(_built(Path(folder) / "examples.store"))
        browser = driver.chromium.launch(executable_path=found, args=list(FLAGS))
        for scheme, names in (("light", ("graph", "reader", "sparql")), ("dark", ("actor",))):
            context = browser.new_context(
                viewport={"width": 1120, "height": 760},
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
                base_url=f"http://127.0.0.1:{port}",
            )
            page = context.new_page()
            for name in names:
                _SHOWN[name](page)
                place = PICTURES / f"{name}.png"
                page.screenshot(path=place)
                size = place.stat().st_size
                sys.stdout.write(f"{place.relative_to(ROOT)} {size:,} bytes\n")
                assert size <= MOST_BYTES, f"{place} is too large for the docs."
        browser.close()
    return 0


def _built(path: Path) -> Path:
    for command in (["build", str(ROOT / "examples" / "articles")], ["actors"]):
        done = CliRunner().invoke(sayso, [*command, "--store", str(path)])
        assert done.exit_code in (0, 1), done.output
    return path


def _serve(store: Path) -> int:
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(store), log_level="error"))
    threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    port: int = listening.getsockname()[1]
    return port


def _graph(page: Page) -> None:
    page.goto("/graph?focus=actor/Person.Rosa_Imhoff")
    page.locator(".canvas[data-state=done]").wait_for()
    page.get_by_role("listbox").focus()
    page.keyboard.press("Enter")
    page.locator("#evidence h2").wait_for()


def _reader(page: Page) -> None:
    page.goto("/search?q=woman+who+counted+bolts")
    page.get_by_role("region", name="Articles").get_by_role("link").first.click()
    page.locator(".words .m.cue", has_text="says").first.click()
    page.wait_for_url("**?at=**")


def _sparql(page: Page) -> None:
    page.goto("/sparql")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(WRONG)
    page.get_by_role("button", name="Ask").click()
    page.locator(".cm-mistake").wait_for()


def _actor(page: Page) -> None:
    page.goto("/actor/Person.Rosa_Imhoff")


_SHOWN = {"graph": _graph, "reader": _reader, "sparql": _sparql, "actor": _actor}

if __name__ == "__main__":
    sys.exit(main())
