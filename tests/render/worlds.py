"""The worlds in which boards are looked at: what is promised, and what happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nines.contract.model import Contract
from tests.render.history import SHOP, Story, World
from tests.support.specs import ROOT, compile_folder, compile_text

__all__ = ["HOSTILE", "WORLDS"]

HOSTILE = """\"><script>alert(1)</script> ${__user.login} [[x]] {{ $labels.x }} 'a' \\ <b>&amp; Ü"""
"""A title that would break out of HTML, Grafana's variables, Go templates, JSON and Markdown if it could."""

_TEXT = """
    project "TITLE" { bundle shop }
    provider "TITLE" { law "Germany" }
    team t "TITLE" { }
    service checkout "TITLE" {
      owner t
      first "TITLE"
      sli availability "TITLE" {
        bad http_requests_total{code=~"5.."}
        of  http_requests_total
        per tenant
      }
      slo availability 99.9% over calendar month in Europe/Berlin each tenant "TITLE"
    }
    sla s "TITLE" {
      version "1" effective 2026-01-01
      period calendar month in Europe/Berlin
      promise availability "TITLE" of checkout.availability at least 99.9% {
        measure share of good events
        credit 10% when missed
      }
    }
    customer acme "TITLE" {
      sla s
      fee subscription EUR 12_000 per month
    }
"""


def _shop() -> Contract:
    return compile_folder(ROOT / "specs" / "shop").contract


def _hostile() -> Contract:
    quoted = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    return compile_text(_TEXT.replace("TITLE", quoted)).contract


_CALM, _TOO_MUCH = Story(0.2), Story(1.4, ((0.9, 2, 40),))

WORLDS: Mapping[str, Callable[[], tuple[Contract, World]]] = {
    "shop": lambda: (_shop(), SHOP),
    "quiet": lambda: (_shop(), World({}, _CALM, tenants=SHOP.tenants, days=32)),
    "spent": lambda: (_shop(), World({}, _TOO_MUCH, tenants=SHOP.tenants, days=32)),
    "no-traffic": lambda: (_shop(), World({}, _CALM, tenants=SHOP.tenants, traffic=False, days=32)),
    "nothing": lambda: (_shop(), World({}, days=0)),
    "tenants": lambda: (_shop(), World(SHOP.stories, tenants=tuple(f"tenant-{n:03}" for n in range(200)), days=32)),
    "hostile": lambda: (_hostile(), World(SHOP.stories, tenants=(HOSTILE, "acme", "Müller & Söhne"), days=32)),
}
