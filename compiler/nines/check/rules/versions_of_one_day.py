"""One version of an agreement holds at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.versions import in_order, since
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code("N0481", "versions-of-one-day", Severity.ERROR, "two versions of an agreement hold from the same day"),
    why="""\
Each version holds until the next one does. Of two that hold from the same day nobody can say which it is that customers
have.""",
    bad=examples.versions("2026-01-01"),
    good=examples.versions("2026-08-01"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for sla in context.contract.slas:
        written = sorted((sla, *sla.others), key=lambda version: (version.origin.source.name, version.origin.start))
        for before, after in pairwise(in_order(written)):
            if since(before) == since(after):
                yield found(
                    PAGE,
                    f"versions {before.agreement.version} and {after.agreement.version} of `{sla.name}` hold from the "
                    f"same day, {since(after).isoformat()}",
                    after.origin,
                    "holds from that day",
                    others=[Label(before.origin, "and so does this")],
                    helps=["let one of them hold from another day, or remove it"],
                )
