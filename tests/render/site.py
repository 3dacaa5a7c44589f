"""The page that draws boards: made from Grafana's own parts, served beside a Prometheus, photographed by a browser.

Needs Node.js 20 or newer with npm, and 440 MB for the packages, which stay in `build/render/`.
"""

from __future__ import annotations

import http.server
import json
import shutil
import subprocess
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from tests.support.tools import ROOT, tool

__all__ = ["Seen", "Site", "made", "photograph", "served"]

SOURCES = ROOT / "tests" / "render"
FOLDER = ROOT / "build" / "render"

_SETTLE = 15_000  # milliseconds of the page's own time, which passes as fast as its requests are answered
_BROWSER = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


@dataclass(slots=True)
class Seen:
    """What a page said of itself: panels that drew nothing, queries that failed, words that should not show."""

    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Site:
    address: str
    seen: Seen

    def photograph(self, board: str, target: Path, *, theme: str, width: int, height: int, **query: str) -> list[str]:
        """Write the picture of a board as PNG, and return what is wrong with it."""
        self.seen.errors.clear()
        address = f"{self.address}/index.html?{urlencode({'board': board, 'theme': theme, **query})}"
        photograph(address, target, width=width, height=height)
        return list(self.seen.errors)


def photograph(address: str, target: Path, *, width: int, height: int) -> None:
    """Write the picture of a page as PNG."""
    with tempfile.TemporaryDirectory() as profile:
        command: list[str | Path] = [
            tool("chromium"),
            *_BROWSER,
            f"--user-data-dir={profile}",
            f"--window-size={width},{height}",
        ]
        command += [f"--virtual-time-budget={_SETTLE}", f"--screenshot={target}", address]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def made() -> Path:
    """The folder of the bundled page, made anew if its sources changed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    locked = (SOURCES / "package-lock.json").read_bytes()
    stamp = FOLDER / "installed.json"
    for source in SOURCES.iterdir():
        if source.is_dir() and source.name == "page":
            shutil.copytree(source, FOLDER / source.name, dirs_exist_ok=True)
        elif source.suffix in (".json", ".mjs", ".html") or source.name == ".npmrc":
            shutil.copy(source, FOLDER / source.name)
    if not stamp.exists() or stamp.read_bytes() != locked:
        subprocess.run(["npm", "ci", "--silent"], cwd=FOLDER, check=True)
        stamp.write_bytes(locked)
    subprocess.run(["node", "build.mjs"], cwd=FOLDER, check=True)
    shutil.copy(FOLDER / "index.html", FOLDER / "site" / "index.html")
    return FOLDER


@contextmanager
def served(folder: Path, boards: Path, prometheus: str) -> Iterator[Site]:
    """Serves the page, the boards below `/boards/`, and a Prometheus below `/prometheus/`."""
    seen = Seen()
    handler = partial(_Handler, folder, boards, prometheus, seen)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", seen)
    finally:
        server.shutdown()
        server.server_close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, folder: Path, boards: Path, prometheus: str, seen: Seen, *rest: object) -> None:
        self.folder, self.boards, self.prometheus, self.seen = folder, boards, prometheus, seen
        super().__init__(*rest)  # type: ignore[arg-type]  # what the server hands over, in its own order

    def do_GET(self) -> None:
        if not self.path.startswith("/prometheus/"):
            super().do_GET()
            return
        try:
            with urllib.request.urlopen(self.prometheus + self.path.removeprefix("/prometheus")) as answer:
                status, body = 200, answer.read()
        except urllib.error.HTTPError as error:
            status, body = error.code, error.read()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """What the page has to say of itself, when it has settled."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.errors = json.loads(body)
        self.send_response(204)
        self.end_headers()

    def translate_path(self, path: str) -> str:
        name = path.partition("?")[0]
        if name.startswith("/boards/"):
            return str(self.boards / name.removeprefix("/boards/"))
        if name.startswith("/public/build/img/"):
            public = self.folder / "node_modules" / "@grafana" / "ui" / "dist" / "public" / "img"
            return str(public / name.removeprefix("/public/build/img/"))
        return str(self.folder / "site" / name.lstrip("/"))

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the parent's name for it
        """Says nothing: what is wrong, the page tells itself."""
