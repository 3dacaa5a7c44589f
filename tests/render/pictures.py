"""Draws every board of the web shop with Grafana's own parts: `python -m tests.render.pictures [FOLDER [NAME...]]`.

Optional, since it needs Node.js, and 440 MB of npm packages below `build/render/`. It writes a PNG for each board in
dark and in light, and fails if a query fails or a board shows a value that nobody gave a form (`NaN`, `Value #A`).
Beside the shop's worst day there are worlds in which nothing happens, nobody comes, nothing is recorded yet, 200
tenants come, or titles are as hostile as they can be; the boards on a telephone; and the page of a call sheet.
"""

from __future__ import annotations

import datetime
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nines.cli.main import run
from nines.contract.model import Contract
from nines.emit.grafana.dashboards import dashboards
from nines.plan.boards.build import boards
from tests.render.history import NOW
from tests.render.recorded import recorded
from tests.render.site import Site, made, photograph, served
from tests.render.worlds import HOSTILE, WORLDS
from tests.support.tools import ROOT

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
    width: int = 1_440
    world: str = "shop"


_CHECKOUT = (("service", "checkout"), ("objective", "availability"))
_SHEET = "sheet"
_PHONE = 390
_LEAST = 500
"""A browser's window cannot be narrower: what is, is drawn in a part of it."""
PICTURES = (
    Picture("portfolio", "boards/portfolio.json", 30 * _DAY),
    Picture("portfolio-open", "boards/portfolio.json", 30 * _DAY, open_all=True, height=2_000),
    Picture("service", "boards/service.json", _DAY, (("service", "checkout"),)),
    Picture("objective", "boards/objective.json", 30 * _DAY, _CHECKOUT),
    Picture("objective-open", "boards/objective.json", 30 * _DAY, _CHECKOUT, open_all=True, height=2_600),
    Picture("objective-alert", "boards/objective.json", 6 * _HOUR, _CHECKOUT),
    Picture(
        "objective-groups",
        "boards/objective.json",
        30 * _DAY,
        (("service", "merchant-api"), ("objective", "webhooks-each")),
        open_all=True,
        height=2_600,
    ),
    Picture("customer", "boards/customer.json", 30 * _DAY, (("customer", "acme"),), height=1_200),
    Picture("customer-own", "customers/globex.json", 30 * _DAY),
    Picture("oncall", "boards/oncall.json", 3 * _HOUR, height=1_200),
    Picture("call", "calls/acme.json", _DAY, height=1_300),
    Picture("phone-portfolio", "boards/portfolio.json", 30 * _DAY, height=1_600, width=_PHONE),
    Picture("phone-oncall", "boards/oncall.json", 3 * _HOUR, height=1_600, width=_PHONE),
    Picture("hostile-call", "calls/acme.json", _DAY, height=1_300, world="hostile"),
    *(
        Picture(f"{world}-{board}", f"boards/{board}.json", seconds, chosen, height=height, world=world)
        for world in ("quiet", "spent", "no-traffic", "nothing", "hostile")
        for board, seconds, chosen, height in (
            ("portfolio", 30 * _DAY, (), 900),
            ("service", _DAY, (("service", "checkout"),), 1_000),
            ("objective", 30 * _DAY, _CHECKOUT, 1_000),
            ("customer", 30 * _DAY, (("customer", "acme"),), 1_100),
            ("oncall", 3 * _HOUR, (), 1_100),
        )
    ),
    Picture(
        "tenants-objective",
        "boards/objective.json",
        30 * _DAY,
        (("service", "merchant-api"), ("objective", "webhooks-each")),
        open_all=True,
        height=2_600,
        world="tenants",
    ),
)


def main(arguments: Sequence[str]) -> int:
    target = Path(arguments[0]) if arguments else ROOT / "build" / "pictures"
    wanted = arguments[1:]
    target.mkdir(parents=True, exist_ok=True)
    if shutil.which("npm") is None:
        print("drawing boards needs Node.js 20 or newer with npm: sudo apt-get install nodejs npm", file=sys.stderr)
        return 1
    page = made()
    chosen = [picture for picture in PICTURES if not wanted or picture.name in wanted or picture.world in wanted]
    worlds = [picture.world for picture in chosen] + (["shop"] if _SHEET in wanted else [])
    failed = 0
    for name in dict.fromkeys(worlds):
        contract, world = WORLDS[name]()
        with tempfile.TemporaryDirectory() as scratch, recorded(contract, world, Path(scratch)) as prometheus:
            folder = _written(contract, Path(scratch))
            if name == "shop" and (not wanted or _SHEET in wanted):
                _draw_sheet(prometheus, target)
            with served(page, folder, prometheus) as site:
                failed += sum(_drawn(site, picture, target) for picture in chosen if picture.world == name)
    return 1 if failed else 0


def _draw_sheet(prometheus: str, target: Path) -> None:
    """The page of `nines call` for a customer of the shop, as it stood on the shop's worst day."""
    page = target / f"{_SHEET}.html"
    asked = ("--from-prometheus", prometheus, "--at", _moment(NOW), "--html", str(page))
    if run(["call", "acme", str(ROOT / "specs" / "shop"), *asked]):
        raise RuntimeError("`nines call` could not write its page")
    photograph(page.resolve().as_uri(), target / f"{_SHEET}.png", width=1_280, height=1_120)
    print(f"Drew {_SHEET}", flush=True)


def _drawn(site: Site, picture: Picture, target: Path) -> int:
    """Draw a board in dark and in light, and say what is wrong with it; how much that is."""
    wrong = 0
    query = {f"var-{name}": value for name, value in picture.chosen}
    query |= {"from": _moment(NOW - picture.seconds), "to": _moment(NOW)}
    if picture.open_all:
        query["open"] = "all"
    if picture.width < _LEAST:
        query["wide"] = str(picture.width)
    for theme in ("dark", "light"):
        file = target / f"{picture.name}-{theme}.png"
        width = max(picture.width, _LEAST)
        errors = site.photograph(picture.board, file, theme=theme, width=width, height=picture.height, **query)
        for error in errors:
            if HOSTILE not in error:  # shown as it is, which is right
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
