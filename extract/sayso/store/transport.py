"""HTTP to one server: connections that are kept, credentials, and trying again with patience.

Only what can be done twice without harm is sent, so that any request may be tried again. The
credentials come from the environment and are shown to the one server that the user named: there
is no following to another place.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import itertools
import os
import re
import secrets
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from sayso.errors import StoreError, UsageError

USER, PASSWORD, TOKEN = "SAYSO_STORE_USER", "SAYSO_STORE_PASSWORD", "SAYSO_STORE_TOKEN"
"""The environment variables that hold what a server asks for."""

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_TRY_AGAIN = (429, 502, 503, 504)
_LONGEST_PAUSE = 60.0
_HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media(self) -> str:
        """The media type of the body, without parameters."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    def words(self) -> str:
        """Return the beginning of the body as a line of text, for a message."""
        return " ".join(self.body[:2000].decode("utf-8", "replace").split())[:300]


@dataclass(frozen=True, slots=True)
class Credentials:
    """What to show a server that asks: a user with a password, or a token; or nothing."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read them from `SAYSO_STORE_USER`, `SAYSO_STORE_PASSWORD` and `SAYSO_STORE_TOKEN`."""
        return cls(*(environment.get(name, "") for name in (USER, PASSWORD, TOKEN)))


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a request is tried, and the seconds to wait; the pause doubles each time."""

    tries: int = 6
    pause: float = 0.5
    timeout: float = 300.0


class Transport:
    """Sends requests to the server of one address."""

    def __init__(self, address: str, credentials: Credentials, patience: Patience) -> None:
        parts = urlsplit(address)
        if parts.username or parts.password:
            raise UsageError(
                "The address of the store has a user or password in it, which would end up in "
                f"logs. Take them out and set {USER} and {PASSWORD} in the environment."
            )
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(f"'{address}' is not the http(s) address of a store.")
        self._scheme, self._host, self._netloc = parts.scheme, parts.hostname, parts.netloc
        self._credentials = credentials
        self._patience = patience
        self._challenge: dict[str, str] = {}
        self._nonce_count = itertools.count(1)
        self._connection: http.client.HTTPConnection | None = None

    def send(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Send a request that does no harm twice, and return what comes back.

        Raises:
            StoreError: the server cannot be reached, refuses the credentials, wants another
                address to be used, or says again and again that it cannot answer now.
        """
        pause = self._patience.pause
        for attempt in range(1, self._patience.tries + 1):
            last = attempt == self._patience.tries
            try:
                reply = self._authorized(method, url, body, headers)
            except (OSError, http.client.HTTPException) as error:
                self.close()
                if last:
                    raise StoreError(self._unreachable(error)) from error
            else:
                if reply.status not in _TRY_AGAIN or last:
                    return self._checked(reply)
                pause = max(pause, _seconds(reply.headers.get("retry-after", "")))
            time.sleep(min(pause, _LONGEST_PAUSE))
            pause *= 2
        raise AssertionError("the last try returns or raises")

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _authorized(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Send a request, once more if the server asks who is there."""
        reply = self._once(method, url, body, {**headers, **self._authorization(method, url)})
        if reply.status == 401 and self._credentials.user:
            self._challenge = challenge(reply.headers.get("www-authenticate", ""))
            self._nonce_count = itertools.count(1)
            again = {**headers, **self._authorization(method, url)}
            if "Authorization" in again:
                reply = self._once(method, url, body, again)
        return reply

    def _once(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        if urlsplit(url)[:2] != (self._scheme, self._netloc):
            raise UsageError(f"The address {url} is not on the server {self._netloc}.")
        if self._connection is None:
            self._connection = self._connect()
        # A connection that the server closed meanwhile is opened anew, without counting as a try.
        fresh = self._connection.sock is None
        try:
            return self._exchange(method, url, body, headers)
        except (ConnectionError, http.client.BadStatusLine, http.client.CannotSendRequest):
            self.close()
            if fresh:
                raise
            self._connection = self._connect()
            return self._exchange(method, url, body, headers)

    def _connect(self) -> http.client.HTTPConnection:
        if self._scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(
                self._netloc, timeout=self._patience.timeout, context=context
            )
        return http.client.HTTPConnection(self._netloc, timeout=self._patience.timeout)

    def _exchange(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        assert self._connection is not None
        self._connection.request(method, _target(url), body=body or None, headers=dict(headers))
        answer = self._connection.getresponse()
        kept = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, kept, answer.read())

    def _authorization(self, method: str, url: str) -> dict[str, str]:
        shown = self._credentials
        scheme = self._challenge.get("scheme")
        if shown.token:
            self._refuse_clear_text()
            return {"Authorization": f"Bearer {shown.token}"}
        if scheme == "basic":
            self._refuse_clear_text()
            pair = base64.b64encode(f"{shown.user}:{shown.password}".encode()).decode("ascii")
            return {"Authorization": f"Basic {pair}"}
        if scheme == "digest":
            count = next(self._nonce_count)
            return {"Authorization": digest(self._challenge, shown, method, _target(url), count)}
        return {}

    def _refuse_clear_text(self) -> None:
        if self._scheme == "http" and self._host not in _LOOPBACK:
            raise StoreError(
                f"The server {self._netloc} is reached without encryption, so that everybody on "
                "the way could read the password or token. Use its https:// address."
            )

    def _checked(self, reply: Reply) -> Reply:
        if reply.status in (401, 403):
            missing = "" if self._credentials != Credentials() else " None was given."
            raise StoreError(
                f"The server {self._netloc} wants other credentials (status {reply.status}: "
                f"{reply.words() or 'no reason'}).{missing} Set {USER} and {PASSWORD}, or {TOKEN}, "
                "in the environment."
            )
        if 300 <= reply.status < 400:
            place = reply.headers.get("location", "an unknown place")
            raise StoreError(
                f"The server {self._netloc} points to another address, {place}. Use that as the "
                "address of the store, if you trust it."
            )
        if reply.status in _TRY_AGAIN:
            raise StoreError(
                f"The server {self._netloc} could not answer in {self._patience.tries} tries "
                f"(status {reply.status}: {reply.words()}). Run the command again later; what was "
                "committed before is kept."
            )
        return reply

    def _unreachable(self, error: Exception) -> str:
        return (
            f"The server {self._netloc} could not be reached in {self._patience.tries} tries: "
            f"{error or type(error).__name__}. Check the address and whether the server runs; what "
            "was committed before is kept."
        )


def _target(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _seconds(retry_after: str) -> float:
    return float(retry_after) if re.fullmatch(r"[0-9]{1,6}", retry_after) else 0.0


def challenge(header: str) -> dict[str, str]:
    """Return what a WWW-Authenticate header asks for, digest rather than basic."""
    for scheme in ("digest", "basic"):
        found = re.search(rf"\b{scheme}\b(?P<rest>.*)", header, re.IGNORECASE | re.DOTALL)
        if found:
            pairs = re.findall(r'([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))', found["rest"])
            return {"scheme": scheme, **{n.lower(): quoted or bare for n, quoted, bare in pairs}}
    return {}


def digest(
    challenge: Mapping[str, str], shown: Credentials, method: str, target: str, count: int
) -> str:
    """Return the header that answers a challenge by RFC 7616."""
    algorithm = challenge.get("algorithm", "MD5")
    name, _, session = algorithm.upper().partition("-SESS")
    if name not in _HASHES or session:
        raise StoreError(f"The server asks for the digest '{algorithm}', which Sayso cannot make.")

    def hashed(*parts: str) -> str:
        return _HASHES[name](":".join(parts).encode(), usedforsecurity=False).hexdigest()

    realm, nonce = challenge.get("realm", ""), challenge.get("nonce", "")
    mine = hashed(shown.user, realm, shown.password)
    about = hashed(method, target)
    fields = {"username": shown.user, "realm": realm, "nonce": nonce, "uri": target}
    bare = {"algorithm": algorithm}
    if "auth" in [part.strip() for part in challenge.get("qop", "").split(",")]:
        client, times = secrets.token_hex(8), f"{count:08x}"
        fields["cnonce"] = client
        bare |= {"qop": "auth", "nc": times}
        fields["response"] = hashed(mine, nonce, times, client, "auth", about)
    else:
        fields["response"] = hashed(mine, nonce, about)
    if "opaque" in challenge:
        fields["opaque"] = challenge["opaque"]
    quoted = [f'{key}="{value}"' for key, value in fields.items()]
    return "Digest " + ", ".join([*quoted, *(f"{key}={value}" for key, value in bare.items())])
