"""Tells requests that may be answered from those that a web page elsewhere has a browser send.

A page anywhere can make its own name point to this machine and then read what the service answers
(DNS rebinding); what it cannot do is to send another name in the Host header. And it can have a
browser post a form to this machine, without leave and without seeing the answer; what it cannot do
is to hide that from the headers Origin and Sec-Fetch-Site, which browsers write themselves.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request

from sayso.service import Settings

_OWN_SITE = ("same-origin", "none")


class RequestError(Exception):
    """The request is not one of the protocol; `status` and `headers` say so in HTTP."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}


def check_host(request: Request, settings: Settings) -> None:
    """Refuse requests that call the service by a name that is not its own.

    Raises:
        RequestError: the name is not in `settings.hosts`.
    """
    hosts = request.headers.getlist("host")
    host = hosts[0].lower() if len(hosts) == 1 else ""
    name = host if host.endswith("]") else host.rsplit(":", 1)[0]
    if name not in settings.hosts:
        raise RequestError(421, "This service does not answer to the name in the Host header.")


def check_origin(request: Request) -> None:
    """Refuse what a page of another site, or of another port of this machine, has sent.

    Programs that are no browsers send no Origin, and are let through.

    Raises:
        RequestError: the page is not of this service.
    """
    host = request.headers.get("host", "").lower()
    origins = [urlsplit(origin).netloc.lower() for origin in request.headers.getlist("origin")]
    sites = request.headers.getlist("sec-fetch-site")
    if any(origin != host for origin in origins) or any(site not in _OWN_SITE for site in sites):
        raise RequestError(
            403, "The request was sent by a page of another site, and those may not change a store."
        )


def accepted(request: Request) -> str:
    """Return the Accept headers of a request as one."""
    return ",".join(request.headers.getlist("accept"))
