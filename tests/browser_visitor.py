"""A real browser for the tests: a Chromium of this machine, which reaches the explorer alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from explorer_site import Site

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    # No name is looked up but that of this computer, so that nothing could get out by mistake.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # A machine without a graphics card draws WebGL all the same.
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
)
PATIENCE = 60_000
"""Milliseconds to wait for what should be there at once; other tests may keep the machine busy."""


@contextmanager
def launched() -> Iterator[Browser]:
    """Yield a browser, or skip the test where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("There is no Chromium on this machine: apt-get install chromium.")
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: it is among constraints-dev."
    )
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody at the explorer with a browser; what went wrong meanwhile is in `complaints`."""

    browser: Browser
    site: Site
    complaints: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    @property
    def base(self) -> str:
        """The address of the explorer."""
        return f"http://127.0.0.1:{self.site.port}"

    def page(self, **options: Any) -> Page:
        """Return an empty page in a browser of its own, without movement."""
        given: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
        given |= {"reduced_motion": "reduce", "base_url": self.base} | options
        context = self.browser.new_context(**given)
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        context.on("request", lambda request: self._see(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda told: self._hear(told.type, told.text))
        return page

    def at(self, path: str, **options: Any) -> Page:
        """Return a page at a path of the explorer."""
        page = self.page(**options)
        page.goto(path)
        return page

    def _see(self, url: str) -> None:
        if not url.startswith(f"{self.base}/"):
            self.complaints.append(f"A request left for {url}")

    def _hear(self, kind: str, text: str) -> None:
        # The answer 400 to a query with a mistake is told in the console too.
        if kind in ("error", "warning") and "status of 400" not in text and "GL Driver" not in text:
            self.complaints.append(text)

    def leave(self) -> None:
        """Close all pages."""
        for context in self._contexts:
            context.close()
