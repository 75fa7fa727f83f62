"""What a page in a real browser can do to a service that takes updates."""

from __future__ import annotations

import http.server
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sayso.service import Settings

sys.path.insert(0, str(Path(__file__).parent))

from sparql_server import Server, serving
from sparql_stores import ROWS, make, number_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ALL = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
FORM = '<form method="post" action="{}"><input name="update" value="CLEAR ALL"></form>'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = make(tmp_path_factory.mktemp("browser") / "store")
    with serving(path, Settings(update=True)) as running:
        yield running


class _Elsewhere(http.server.BaseHTTPRequestHandler):
    """Another site: a page with a form that is posted to the service."""

    form = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        if self.path == "/quiet":
            self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(self.form.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere(server: Server) -> Iterator[str]:
    handler = type("Handler", (_Elsewhere,), {"form": FORM.format(address(server))})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{site.server_port}"
        site.shutdown()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def address(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}/sparql"


@pytest.mark.parametrize("path", ["/", "/quiet"])
def test_a_form_of_another_site_is_refused(
    server: Server, elsewhere: str, page: Page, path: str
) -> None:
    page.goto(elsewhere + path)
    with page.expect_navigation() as navigation:
        page.evaluate("document.forms[0].submit()")
    assert navigation.value is not None and navigation.value.status == 403
    assert number_of(server.query(ALL)) == ROWS + 2


def test_a_script_of_another_site_neither_changes_nor_reads(
    server: Server, elsewhere: str, page: Page
) -> None:
    page.goto(elsewhere)
    fetched = "options => fetch(...options).then(r => r.text(), () => 'no answer')"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for options in (
        {"method": "POST", "mode": "no-cors", "headers": form, "body": "update=CLEAR+ALL"},
        {"method": "POST", "headers": {"Content-Type": "application/sparql-update"}, "body": ""},
        {"method": "DELETE"},
        {},
    ):
        text = page.evaluate(fetched, [f"{address(server)}?query=ASK+%7B%7D", options])
        assert text in ("", "no answer")
    assert number_of(server.query(ALL)) == ROWS + 2


def test_a_page_of_the_service_itself_may_change_the_store(server: Server, page: Page) -> None:
    # What it has to say of this is shown as text.
    page.goto(f"{address(server)}?query=NONSENSE")
    update = "INSERT DATA { GRAPH <a:a> { <a:a> <a:b> 1 } }"
    sending = "update => fetch('/sparql', {method: 'POST', body: new URLSearchParams({update})})"
    assert page.evaluate(f"{sending}.then(reply => reply.status)", update) == 204
    assert number_of(server.query(ALL)) == ROWS + 3
