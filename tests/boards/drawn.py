"""Boards of texts and of the examples, drawn and read back, as the tests of boards need them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from nines.contract.model import Contract
from nines.emit.artifact import Artifact
from nines.emit.grafana.dashboards import dashboards
from nines.plan.boards.build import boards
from nines.plan.boards.model import Board
from nines.plan.model import Plan
from nines.plan.rules.build import rules
from nines.verify.grafana import Problem, problems
from tests.support.specs import ROOT, compile_folder, compile_text

__all__ = ["FOLDER", "GENERIC", "SHOP", "Drawn", "drawn", "expressions", "of_text", "panels"]

FOLDER = "dashboards"
GENERIC = ("portfolio", "service", "objective", "customer", "oncall")

SERVICE = """
    service checkout "Checkout" {
      sli availability "Requests that work" {
        bad http_requests_total{code=~"5.."}
        of  http_requests_total
      }
      slo availability 99.9% over 30d
    }
"""


class Drawn:
    """A contract's boards, and their files by path."""

    def __init__(self, contract: Contract, own: Path | None = None) -> None:
        self.contract = contract
        self.boards: tuple[Board, ...] = boards(contract)
        self.artifacts: tuple[Artifact, ...] = dashboards(self.boards, contract.project.bundle, FOLDER, own)

    def text(self, name: str) -> str:
        return next(one.text for one in self.artifacts if one.path == f"{FOLDER}/{name}")

    def json(self, name: str) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.text(name))
        return read

    @cached_property
    def rules(self) -> Plan:
        """What is recorded for the boards."""
        return rules(self.contract)

    def problems(self) -> tuple[Problem, ...]:
        return problems(self.boards, self.artifacts, FOLDER, self.rules)


@cache
def drawn(folder: Path) -> Drawn:
    return Drawn(compile_folder(folder).contract)


SHOP = ROOT / "specs" / "shop"


def of_text(text: str = SERVICE, own: Path | None = None) -> Drawn:
    return Drawn(compile_text(text).contract, own)


def panels(board: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Those that show something, sections opened."""
    for panel in board["panels"]:
        if panel["type"] == "row":
            yield from panel["panels"]
        else:
            yield panel


def expressions(board: dict[str, Any]) -> Iterator[str]:
    for panel in panels(board):
        yield from (target["expr"] for target in panel.get("targets", ()))
    yield from (annotation["expr"] for annotation in board["annotations"]["list"])
