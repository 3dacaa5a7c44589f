"""A real Alertmanager on a free port, and a receiver beside it that keeps what it is sent."""

from __future__ import annotations

import email
import email.policy
import json
import socketserver
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.support.ports import free_port
from tests.support.tools import tool

__all__ = ["Alertmanager", "Inbox", "alertmanager", "inbox", "mailbox", "until"]

_SENT = b'{"ok": true, "result": {"message_id": 1, "date": 1, "chat": {"id": 12, "type": "group"}}}'
"""What Telegram says to a message: without it Alertmanager would send it again and again."""
_PATIENCE = 90

# Debian's build reads its own templates from where its package would install them. In a copy of the program that path
# is made a relative one of the same length, so that it runs from the folder into which the package was unpacked.
_INSTALLED = b"/usr/share/prometheus/alertmanager"
_UNPACKED = b"./share/prometheus/alertmanager///"
_copies = tempfile.TemporaryDirectory(prefix="nines-alertmanager-")


@dataclass
class Inbox:
    """What was received: path, moment (seconds, monotonic) and body of each request."""

    url: str
    requests: list[tuple[str, float, str]] = field(default_factory=list)

    def at(self, path: str) -> list[Any]:
        """The bodies sent to a path, read as JSON."""
        return [json.loads(body) for got, _, body in list(self.requests) if got == path]

    def moments(self, path: str) -> list[float]:
        return [moment for got, moment, _ in list(self.requests) if got == path]


@dataclass(frozen=True)
class Alertmanager:
    url: str

    def fire(self, *labels: Mapping[str, str], annotations: Mapping[str, str] | None = None) -> None:
        """Alerts that begin now."""
        self._post([{"labels": dict(each), "annotations": dict(annotations or {})} for each in labels])

    def resolve(self, *labels: Mapping[str, str], annotations: Mapping[str, str] | None = None) -> None:
        over = {"annotations": dict(annotations or {}), "endsAt": "2020-01-01T00:00:00Z"}
        self._post([{"labels": dict(each), **over} for each in labels])

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self.url}/api/v2/{path}") as answer:
            return json.load(answer)

    def _post(self, alerts: list[dict[str, object]]) -> None:
        request = urllib.request.Request(
            f"{self.url}/api/v2/alerts",
            data=json.dumps(alerts).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request):
            pass


@contextmanager
def inbox() -> Iterator[Inbox]:
    """A web server that says yes to everything and keeps it."""
    received: list[tuple[str, float, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            received.append((self.path, time.monotonic(), body))
            said = _SENT if self.path.startswith("/bot") else b"ok"
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Inbox(f"http://127.0.0.1:{server.server_port}", received)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def mailbox() -> Iterator[tuple[str, list[EmailMessage]]]:
    """A mail server: its address, and the mails that it was given."""
    mails: list[EmailMessage] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                command = line.split(None, 1)[0].upper() if line.strip() else b""
                if command == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    data = b"".join(iter(self.rfile.readline, b".\r\n"))
                    mails.append(email.message_from_bytes(data, policy=email.policy.default))
                self.wfile.write(b"221 bye\r\n" if command == b"QUIT" else b"250 ok\r\n")
                if command == b"QUIT":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}", mails
        finally:
            server.shutdown()


@contextmanager
def alertmanager(generation: str, config: Path, folder: Path) -> Iterator[Alertmanager]:
    """Alertmanager with a configuration, for the time of the block; its data go to `folder`."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [
        str(_program(generation)),
        f"--config.file={config}",
        f"--storage.path={folder / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}",
        "--cluster.listen-address=",
    ]
    with (folder / f"alertmanager-{generation}.log").open("w+b") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=_usr(generation))
        try:
            until(lambda: process.poll() is not None or _answers(url), "Alertmanager answers")
            if process.poll() is not None:
                log.seek(0)
                raise RuntimeError(log.read().decode())
            yield Alertmanager(url)
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def until(holds: Callable[[], bool], what: str, patience: float = _PATIENCE) -> None:
    """Wait for something, and fail with its name if it does not come."""
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, f"waited {patience:g} seconds for: {what}"
        time.sleep(0.02)


@cache
def _program(generation: str) -> Path:
    original = tool("alertmanager", generation).read_bytes()
    program = Path(_copies.name) / f"alertmanager-{generation}"
    program.write_bytes(original.replace(_INSTALLED, _UNPACKED))
    program.chmod(0o755)
    return program


def _usr(generation: str) -> Path:
    return tool("alertmanager", generation).parents[1] / "root" / "usr"


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/-/ready", timeout=1):
            return True
    except (urllib.error.URLError, OSError):
        return False
