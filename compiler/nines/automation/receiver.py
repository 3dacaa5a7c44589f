"""The web server at which Alertmanager says what is due: the standard library's, kept small and wary.

It takes messages at any path, from whoever has the token. `/metrics` and `/-/healthy` are for Prometheus.
"""

from __future__ import annotations

import hmac
import http.server
import json
import ssl
import sys
import threading
from http import HTTPStatus
from typing import Any

from nines.automation.guard import PlanError
from nines.automation.runner import Runner
from nines.record import dataclass

__all__ = ["Receiver"]

_MOST = 4 * 1024 * 1024
"""Bytes of a message; Alertmanager's are a few kilobytes."""
_PATIENCE = 10
"""Seconds that a caller may be silent."""


class Receiver(http.server.ThreadingHTTPServer):
    """Listens at `address` from the moment it is made. `token` is what callers have to bear; None lets in all."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self, address: tuple[str, int], runner: Runner, token: str | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self.runner = runner
        self.token = token
        self.tls = tls
        super().__init__(address, _Handler)

    def serve(self, until: threading.Event) -> None:
        """Take messages until the event is set, then wait for what is being done."""
        thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True)
        thread.start()
        until.wait()
        self.shutdown()
        self.server_close()
        thread.join()
        self.runner.close()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - as the base class calls it
        """A caller that hangs up, or speaks no TLS, is worth a line and no traceback."""
        error = sys.exc_info()[1]
        self.runner.log(f"a call from {client_address[0]} failed: {type(error).__name__}: {error}")


@dataclass(frozen=True, slots=True)
class _Answer:
    status: HTTPStatus
    body: str
    kind: str = "text/plain; charset=utf-8"


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Receiver
    timeout = _PATIENCE
    server_version = "nines"
    sys_version = ""

    def setup(self) -> None:
        """TLS is agreed on in the caller's own thread: one that is slow holds nobody up."""
        if self.server.tls is not None:
            self.request.settimeout(_PATIENCE)
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def do_GET(self) -> None:
        if self.path == "/-/healthy":
            self._send(_Answer(HTTPStatus.OK, "listening\n"))
        elif self.path == "/metrics":
            self._send(self._counted())
        else:
            self._send(_Answer(HTTPStatus.NOT_FOUND, "there is /metrics and /-/healthy; messages are posted\n"))

    def do_POST(self) -> None:
        answer = self._taken()
        if answer.status >= HTTPStatus.BAD_REQUEST:
            self.server.runner.log(f"not taken ({answer.status.value}): {answer.body.strip()}")
            self.close_connection = True
        self._send(answer)

    def _taken(self) -> _Answer:
        if not self._may():
            return _Answer(HTTPStatus.UNAUTHORIZED, "the token is missing, or it is another one\n")
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            return _Answer(HTTPStatus.LENGTH_REQUIRED, "a message says how long it is\n")
        if int(length) > _MOST:
            return _Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a message has at most {_MOST} bytes\n")
        try:
            found = self.server.runner.take(json.loads(self.rfile.read(int(length))))
        except PlanError as error:
            return _Answer(HTTPStatus.INTERNAL_SERVER_ERROR, f"{error}\n")
        except (ValueError, RecursionError) as error:
            return _Answer(HTTPStatus.BAD_REQUEST, f"{error}\n")
        body = json.dumps({"taken": found.taken, "left": found.left}, ensure_ascii=False)
        return _Answer(HTTPStatus.ACCEPTED, body + "\n", "application/json")

    def _may(self) -> bool:
        """Takes as long whether the token is nearly right or wholly wrong."""
        if self.server.token is None:
            return True
        given = self.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        return hmac.compare_digest(given, f"Bearer {self.server.token}".encode())

    def _counted(self) -> _Answer:
        try:
            text = self.server.runner.metrics()
        except (PlanError, ValueError) as error:
            return _Answer(HTTPStatus.INTERNAL_SERVER_ERROR, f"{error}\n")
        return _Answer(HTTPStatus.OK, text, "text/plain; version=0.0.4; charset=utf-8")

    def _send(self, answer: _Answer) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(body)))
        if answer.status is HTTPStatus.UNAUTHORIZED:
            self.send_header("WWW-Authenticate", "Bearer")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        """What is decided is told, not who called."""
