"""A Prometheus that holds a made-up history."""

from __future__ import annotations

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nines.contract.model import Contract
from tests.render.history import World, openmetrics
from tests.support.ports import free_port
from tests.support.tools import tool

__all__ = ["recorded"]


@contextmanager
def recorded(contract: Contract, world: World, scratch: Path) -> Iterator[str]:
    """A Prometheus that holds the made-up history; its address."""
    history, data = scratch / "history.txt", scratch / "data"
    with history.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in openmetrics(contract, world))
    load = ("tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=1458h", history, data)
    if world.days:
        subprocess.run([tool("promtool", "3"), *load], check=True, capture_output=True)
    (scratch / "prometheus.yml").write_text("global: {}\n", encoding="utf-8")
    port = free_port()
    command: list[str | Path] = [
        tool("prometheus", "3"),
        f"--config.file={scratch / 'prometheus.yml'}",
        f"--storage.tsdb.path={data}",
        "--storage.tsdb.retention.time=10y",
        f"--query.lookback-delta={world.coarse + 60}s",  # the history is coarse, to be quick
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
