"""Draws every board of the web shop with Grafana's own parts: `python -m tests.render.pictures [FOLDER]`.

Optional, since it needs Node.js, and 440 MB of npm packages below `build/render/`. It writes a PNG for each board in
dark and in light, and fails if a query fails or a board shows a value that nobody gave a form (`NaN`, `Value #A`).
"""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nines.contract.model import Contract
from nines.emit.grafana.dashboards import dashboards
from nines.plan.boards.build import boards
from tests.render.history import NOW, openmetrics
from tests.render.site import Site, made, served
from tests.support.ports import free_port
from tests.support.specs import compile_folder
from tests.support.tools import ROOT, tool

_HOUR = 3_600
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Picture:
    """A board, what is chosen on it, and how many seconds of history it shows. `open_all`: with its sections open."""

    name: str
    board: str
    seconds: int
    chosen: tuple[tuple[str, str], ...] = ()
    open_all: bool = False
    height: int = 900


PICTURES = (
    Picture("portfolio", "boards/portfolio.json", 30 * _DAY),
    Picture("portfolio-open", "boards/portfolio.json", 30 * _DAY, open_all=True, height=2_000),
    Picture("service", "boards/service.json", _DAY, (("service", "checkout"),)),
    Picture("objective", "boards/objective.json", 30 * _DAY, (("service", "checkout"), ("objective", "availability"))),
    Picture(
        "objective-alert", "boards/objective.json", 6 * _HOUR, (("service", "checkout"), ("objective", "availability"))
    ),
    Picture(
        "objective-groups",
        "boards/objective.json",
        30 * _DAY,
        (("service", "merchant-api"), ("objective", "webhooks-each")),
        open_all=True,
        height=1_800,
    ),
    Picture("customer", "boards/customer.json", 30 * _DAY, (("customer", "acme"),)),
    Picture("customer-own", "customers/globex.json", 30 * _DAY),
    Picture("oncall", "boards/oncall.json", 3 * _HOUR),
)


def main(arguments: Sequence[str]) -> int:
    target = Path(arguments[0]) if arguments else ROOT / "build" / "pictures"
    wanted = arguments[1:]
    target.mkdir(parents=True, exist_ok=True)
    if shutil.which("npm") is None:
        print("drawing boards needs Node.js 20 or newer with npm: sudo apt-get install nodejs npm", file=sys.stderr)
        return 1
    contract = compile_folder(ROOT / "specs" / "shop").contract
    page = made()
    failed = 0
    with tempfile.TemporaryDirectory() as scratch, _recorded(contract, Path(scratch)) as prometheus:
        folder = _written(contract, Path(scratch))
        with served(page, folder, prometheus) as site:
            for picture in PICTURES:
                if not wanted or picture.name in wanted:
                    failed += _drawn(site, picture, target)
    return 1 if failed else 0


def _drawn(site: Site, picture: Picture, target: Path) -> int:
    """Draw a board in dark and in light, and say what is wrong with it; how much that is."""
    wrong = 0
    query = {f"var-{name}": value for name, value in picture.chosen}
    query |= {"from": _moment(NOW - picture.seconds), "to": _moment(NOW)}
    if picture.open_all:
        query["open"] = "all"
    for theme in ("dark", "light"):
        file = target / f"{picture.name}-{theme}.png"
        for error in site.photograph(picture.board, file, theme=theme, width=1_440, height=picture.height, **query):
            wrong += 1
            print(f"{picture.name}: {error}", file=sys.stderr)
    print(f"Drew {picture.name}", flush=True)
    return wrong


def _moment(seconds: int) -> str:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _written(contract: Contract, scratch: Path) -> Path:
    folder = scratch / "out"
    for artifact in dashboards(boards(contract), contract.project.bundle, "dashboards", None):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(artifact.text, encoding="utf-8")
    return folder / "dashboards"


@contextmanager
def _recorded(contract: Contract, scratch: Path) -> Iterator[str]:
    """A Prometheus that holds the made-up history; its address."""
    history, data = scratch / "history.txt", scratch / "data"
    with history.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in openmetrics(contract))
    load = ("tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=1458h", history, data)
    subprocess.run([tool("promtool", "3"), *load], check=True, capture_output=True)
    (scratch / "prometheus.yml").write_text("global: {}\n", encoding="utf-8")
    port = free_port()
    command: list[str | Path] = [
        tool("prometheus", "3"),
        f"--config.file={scratch / 'prometheus.yml'}",
        f"--storage.tsdb.path={data}",
        "--storage.tsdb.retention.time=10y",
        "--query.lookback-delta=31m",  # the history is coarse, to be quick
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}/-/ready").close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"no Prometheus answers at {address}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
