"""A version that is worse for customers is announced as long before as the version in force promises."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Agreement, Sla
from nines.contract.versions import in_order, since
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.contract import VersionLine
from nines.source import Span
from nines.values.text import count

if TYPE_CHECKING:
    from nines.change import Change, Notice

PAGE = Page(
    Code("N0910", "short-notice", Severity.ERROR, "a version that is worse for customers does not keep its notice"),
    why="""\
`changes with 60d notice` promises customers time to object, or to leave, before terms change to their disadvantage. A
version that is worse in anything (a lower credit, a shorter time to claim, a further exclusion), or that may be, has to
be announced so many days before it holds, by the version that is in force until then. Whether it is worse is computed
from both versions' terms; `nines diff --versions` shows each change. `announced` says on which day customers were told;
without it, that is today at the earliest.""",
    bad=examples.announced("2026-05-15"),
    good=examples.announced("2026-04-01"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for sla in context.contract.slas:
        for before, after in pairwise(in_order((sla, *sla.others))):
            if after.agreement.announced is None and since(after) <= context.today:
                continue  # it holds already, and nobody says when it was announced
            worse, notice = _worse(before, after, context)
            if worse is not None and notice is not None and not notice.is_kept:
                yield _finding(context, before, after, worse, notice)


def _worse(before: Sla, after: Sla, context: Context) -> tuple[Change | None, Notice | None]:
    """The first change that needs notice, of any plan, and the notice that its terms promise."""
    from nines.change import compare, notice_of  # few specs have versions

    for old, new in _both(before, after):
        worse = next((change for change in compare(old, new) if change.verdict.needs_notice), None)
        if worse is not None:
            return worse, notice_of(old, new, context.today)
    return None, None


def _both(before: Sla, after: Sla) -> Iterator[tuple[Agreement, Agreement]]:
    yield before.agreement, after.agreement
    later = {plan.name: plan.agreement for plan in after.plans}
    for plan in before.plans:
        if plan.name in later:
            yield plan.agreement, later[plan.name]


def _finding(context: Context, before: Sla, after: Sla, worse: Change, notice: Notice) -> Diagnostic:
    line = _line(context, after)
    said = "announced on" if after.agreement.announced is not None else "announced today at the earliest,"
    promised = before.agreement.changes
    others = [Label(promised.span, "promised here")] if promised is not None else []
    if worse.new is not None:
        others.append(Label(worse.new, worse.subject))
    return found(
        PAGE,
        f"version {after.agreement.version} of `{after.name}` holds {count(max(notice.given, 0), 'day')} after it is "
        f"{said} {notice.announced.isoformat()}, and {count(notice.days, 'day')} are promised",
        line,
        f"may hold from {notice.first.isoformat()}",
        others=others,
        helps=[
            f"what needs notice is {worse.subject}: {worse.text}",
            f"let it hold from {notice.first.isoformat()} or later, or say since when customers know: `announced`",
        ],
    )


def _line(context: Context, version: Sla) -> Span:
    """Where an sla says its version."""
    statement = context.statement(version.origin)
    lines = context.within(statement, VersionLine) if statement is not None else ()
    return lines[0].span if lines else version.origin
