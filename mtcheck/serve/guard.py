"""What every request passes before the routes: host, origin, token, size and time of the body; headers on the way out."""

from __future__ import annotations

import asyncio
import hmac
import json
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, TypeAlias

from mtcheck.language.choosing import of_request
from mtcheck.language.messages import gettext, language, speaking
from mtcheck.serve.metrics import Metrics
from mtcheck.serve.settings import ServeSettings

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

OPEN = ("/", "/health", "/openapi.json")  # nothing of anybody's is told there
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# A report is shown in a frame without an origin of its own; its page names what may run in it.
REPORT_POLICY = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
_WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Refusal(Exception):  # noqa: N818
    """A request is not let through.

    Attributes:
        status: HTTP status.
        message: What to tell.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


class Guard:
    """ASGI middleware around the whole application.

    Args:
        application: What is guarded.
        settings: The limits.
        metrics: Counts what passes and what does not.
        debug: Whether a fault of the server's own is shown, with its traceback, on stderr; never to the caller.
    """

    def __init__(
        self, application: Application, settings: ServeSettings, metrics: Metrics, *, debug: bool = False
    ) -> None:
        self._application, self._settings, self._metrics, self._debug = application, settings, metrics, debug
        self._hosts = settings.allowed_hosts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._application(scope, receive, send)
            return
        started, state = time.monotonic(), {"status": 500, "begun": False}

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                state["status"], state["begun"] = message["status"], True
                message["headers"] = [*message.get("headers", ()), *_missing(message.get("headers", ()))]
            await send(message)

        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        try:
            with speaking(of_request(headers.get("accept-language", "")) or language()):
                self._admit(scope, headers)
                body = await self._body(receive, headers)
                await self._application(scope, _replayed(body, receive), answer)
        except Refusal as refusal:
            if not state["begun"]:
                await _say(answer, refusal.status, refusal.message)
        except Exception as error:
            self._log(error)
            if not state["begun"]:
                await _say(answer, 500, "a fault of the server; its log says more")
        finally:
            route = getattr(scope.get("route"), "path", "other")
            method = scope["method"] if scope["method"] in {"GET", "HEAD", *_WRITING} else "other"
            self._metrics.request(method, route, state["status"], time.monotonic() - started)

    def _admit(self, scope: Scope, headers: dict[str, str]) -> None:
        host = headers.get("host", "")
        if self._hosts is not None and _name_of(host) not in self._hosts:
            raise Refusal(421, gettext("this server does not go by that name"))
        if scope["method"] in _WRITING:
            _require_same_origin(headers, host)
            if scope["method"] != "DELETE" and _media_type(headers) != "application/json":
                raise Refusal(415, gettext("send JSON, as application/json"))
        if not self._is_open(scope) and not self._has_token(headers):
            raise Refusal(401, gettext("a token is needed: Authorization: Bearer …"))

    def _is_open(self, scope: Scope) -> bool:
        path: str = scope["path"]
        shown = path.startswith("/jobs/") and path.endswith("/report.html")  # its address is a secret of its own
        return self._settings.token is None or path in OPEN or path.startswith("/page/") or shown

    def _has_token(self, headers: dict[str, str]) -> bool:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        wanted = (self._settings.token or "").encode()
        return hmac.compare_digest(given.strip().encode("latin-1", "replace"), wanted) and scheme.lower() == "bearer"

    async def _body(self, receive: Receive, headers: dict[str, str]) -> bytes:
        """Take the whole body in, so that its size and its time are known before anything is done with it."""
        most = self._settings.max_body
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > most:
            raise Refusal(413, gettext("larger than {most} bytes", most=most))
        parts: list[bytes] = []
        size, more = 0, True
        try:
            async with asyncio.timeout(self._settings.read_limit):
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise Refusal(400, gettext("the caller has gone"))
                    parts.append(message.get("body", b""))
                    size += len(parts[-1])
                    if size > most:
                        raise Refusal(413, gettext("larger than {most} bytes", most=most))
                    more = message.get("more_body", False)
        except TimeoutError:
            raise Refusal(408, gettext("the request did not arrive in time")) from None
        return b"".join(parts)

    def _log(self, error: Exception) -> None:
        if self._debug:
            import traceback

            traceback.print_exception(error, file=sys.stderr)
        else:
            print(f"mtcheck: {type(error).__name__} in a request (--debug shows where)", file=sys.stderr)  # noqa: T201


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Return a ``receive`` that gives the body, then waits for the caller to go away."""
    left = [body]

    async def replay() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return replay


def _require_same_origin(headers: dict[str, str], host: str) -> None:
    """Refuse what another site's page sends: no cookie is needed to reach a server on this machine."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is not None and origin.partition("://")[2].lower() != host.lower():
        raise Refusal(403, gettext("sent by a page of another site"))
    if site is not None and site not in {"same-origin", "none"}:
        raise Refusal(403, gettext("sent by a page of another site"))


def _name_of(host: str) -> str:
    """Return the name of a ``Host`` header, without its port and brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _media_type(headers: dict[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _missing(given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    have = {name.lower() for name, _ in given}
    wanted = {**_HEADERS, "content-security-policy": POLICY}
    if not any(name == b"content-security-policy" and b"sandbox" in value for name, value in given):
        wanted["x-frame-options"] = "DENY"
    return [(name.encode(), value.encode()) for name, value in wanted.items() if name.encode() not in have]


async def _say(send: Send, status: int, message: str) -> None:
    body = json.dumps({"detail": message}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    if status in {408, 413}:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
