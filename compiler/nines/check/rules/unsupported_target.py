"""The target is one that outputs are made for."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.project import DEFAULT_ENGINE
from nines.contract.receivers import OLDEST
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import At
from nines.language.statements.project import Target, TargetAlertmanager
from nines.values.model import Version
from nines.values.text import literal

_PROJECT = """\
project {{
  target    prometheus {version}
  heartbeat to watch
}}
receiver watch webhook {{
  url "https://watch.shop.example/nines"
}}
"""
_OLDEST = DEFAULT_ENGINE.version

PAGE = Page(
    Code("N0610", "unsupported-target", Severity.ERROR, "the target is older than what outputs are made for"),
    why=f"""\
Rules are written for Prometheus {_OLDEST.text} and newer, Alertmanager's configuration for {OLDEST.text} and newer:
these are the oldest that everything is proven on. Older ones lack functions, file settings for secrets and time zones,
and would refuse the files or read something else in them.""",
    bad=_PROJECT.format(version="2.30") + examples.slo("slo requests 99.9% over 30d\n"),
    good=_PROJECT.format(version="2.42") + examples.slo("slo requests 99.9% over 30d\n"),
    can_be_allowed=False,
)


def check(context: Context) -> Iterator[Diagnostic]:
    for target in context.every(Target):
        if target.node.engine.value == "prometheus":
            yield from _judged("Prometheus", target.node.version, _OLDEST)
    for alerting in context.every(TargetAlertmanager):
        yield from _judged("Alertmanager", alerting.node.version, OLDEST)


def _judged(program: str, version: At[Version], oldest: Version) -> Iterator[Diagnostic]:
    if version.value < oldest:
        yield found(
            PAGE,
            f"{program} {literal(version.value)} is older than what is supported",
            version.span,
            f"{oldest.text} and newer are",
            fixes=[Fix(f"write `{oldest.text}`, the oldest", (Edit(version.span, oldest.text),))],
        )
