"""What boards and messages link to is an address that a browser can open."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import At, Node
from nines.language.statements.people import StatusPage, Website
from nines.language.statements.project import DashboardsAt
from nines.language.statements.service import Link, Run
from nines.late import late_pattern

PAGE = Page(
    Code("N0513", "not-a-web-address", Severity.ERROR, "a link is no address that a browser can open"),
    why="""\
Runbooks, dashboards and websites become links in messages, on boards and in contracts. A link without `https://` is
taken as a path by whatever shows it, and whoever is woken at night finds nothing there.""",
    bad='service checkout {\n  runbook "runbooks.shop.example/checkout"\n}\n',
    good='service checkout {\n  runbook "https://runbooks.shop.example/checkout"\n}\n',
)

_ADDRESS = late_pattern(r"https?://[^\s/?#\"<>]+(?:[/?#][^\s\"<>]*)?")
_WITHOUT_SCHEME = late_pattern(r"(?:www\.|[a-z0-9-]+\.)+[a-z]{2,}(?:[:/?#]\S*)?")


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.placed:
        address = _address(placed.node)
        if address is None or _ADDRESS.fullmatch(address.value) or "{{" in address.value:
            continue
        if not context.is_broken(address.span):
            yield _finding(placed.node, address)


def _address(node: Node) -> At[str] | None:
    match node:
        case Link() | Website() | StatusPage() | DashboardsAt():
            return node.address
        case Run() if node.kind.value == "webhook":
            return node.target
        case _:
            return None


def _finding(node: Node, address: At[str]) -> Diagnostic:
    word = node.kind.value if isinstance(node, Link | Run) else getattr(node, "keyword", address.span).text
    fixes = []
    if _WITHOUT_SCHEME.fullmatch(address.value):
        meant = f"https://{address.value}"
        fixes = [Fix(f"write `{meant}`", (Edit(address.span, f'"{meant}"'),))]
    return found(
        PAGE,
        f"the {word} `{address.value}` is no address that a browser can open",
        address.span,
        "has to begin with `https://` or `http://`",
        helps=[] if fixes else ["write the whole address, such as `https://runbooks.shop.example/checkout`"],
        fixes=fixes,
    )
