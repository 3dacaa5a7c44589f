"""`allow CODE because REASON until DATE`: which findings are accepted, and what is to be said of the allowances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nines.check.context import Context, Placed
from nines.check.rule import found
from nines.diagnostics.model import Allowed, Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import closest
from nines.language.statements.common import Allow
from nines.language.statements.project import Project
from nines.record import dataclass
from nines.source import Span
from nines.values.text import day

__all__ = ["PAGES", "Judged", "judge"]

_SPEC = """\
team payments "Payments"

service checkout "Checkout" {{
  tier 1
}}

project {{
  heartbeat to watch{allow}
}}
receiver watch webhook {{
  url "https://watch.shop.example/nines"
}}
"""
"""A team that is used nowhere, which an `allow` may accept."""

_ACCEPTED = '\n  allow     N0601 because "its first service comes in March" until {until}'

ENDED = Page(
    Code("N0602", "allowance-ended", Severity.WARNING, "the date of an `allow` is over"),
    why="""\
An allowance is for a time, so that what was to be mended later is not forgotten. After its date the finding is back,
and the `allow` does nothing any more.""",
    bad=_SPEC.format(allow=_ACCEPTED.format(until="2020-06-30")),
    good=_SPEC.format(allow=_ACCEPTED.format(until="2199-06-30")),
    can_be_allowed=False,
)
USELESS = Page(
    Code("N0603", "useless-allowance", Severity.WARNING, "an `allow` accepts nothing"),
    why="""\
What it was to accept has been mended, or stands elsewhere: an `allow` counts for the block that it stands in, and in
`project` for all files. One that accepts nothing today would accept tomorrow's mistake in silence.

It is looked for only when all files of a project are checked together.""",
    bad='service checkout {\n  tier  1\n  allow N0312 because "it was lower once" until 2199-06-30\n}\n',
    good="service checkout {\n  tier 1\n}\n",
    can_be_allowed=False,
)
UNKNOWN = Page(
    Code("N0604", "unknown-allowance", Severity.ERROR, "an `allow` names a code that cannot be allowed or is none"),
    why="""\
A code that does not exist accepts nothing. Errors of spelling and of names cannot be accepted either, since nothing is
built from what is wrong there.""",
    bad=_SPEC.format(allow=_ACCEPTED.format(until="2199-06-30").replace("N0601", "N9999")),
    good=_SPEC.format(allow=_ACCEPTED.format(until="2199-06-30")),
    can_be_allowed=False,
)
PAGES = (ENDED, USELESS, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is left to tell, and what is accepted."""

    findings: tuple[Diagnostic, ...]
    allowed: tuple[Allowed, ...]


def judge(context: Context, findings: Iterable[Diagnostic]) -> Judged:
    """Take out what is allowed today, and tell of allowances that ended, accept nothing or mean nothing."""
    allows = context.every(Allow)
    if not allows:
        return Judged(tuple(findings), ())
    from nines.check.pages import page_of  # loads every rule for its page

    pages = page_of()
    living = [allow for allow in allows if _may_be_allowed(allow.node, pages) and not _is_over(allow.node, context)]
    kept: list[Diagnostic] = []
    allowed: list[Allowed] = []
    used: set[Span] = set()
    for finding in findings:
        accepted = [allow for allow in living if _accepts(allow, finding)]
        if accepted:
            first = accepted[0].node
            allowed.append(Allowed(finding, first.reason.value, first.until.value.day, first.span))
            used.update(allow.node.span for allow in accepted)
        else:
            kept.append(finding)
    for allow in allows:
        said = _about(allow.node, context, pages, used)
        if said is not None:
            kept.append(said)
    return Judged(tuple(kept), tuple(allowed))


def _may_be_allowed(allow: Allow, pages: Mapping[str, Page]) -> bool:
    page = pages.get(allow.code.value)
    return page is not None and page.can_be_allowed


def _is_over(allow: Allow, context: Context) -> bool:
    return allow.until.value.day < context.today


def _accepts(allow: Placed[Allow], finding: Diagnostic) -> bool:
    """Whether a finding is of the code and touches the block: either end of a clash may accept it."""
    if allow.node.code.value != finding.code.id:
        return False
    if allow.inside(Project) is not None:
        return True
    spans = [label.span for label in (finding.primary, *finding.others)]
    if not allow.within:
        return any(span.source.name == allow.node.span.source.name for span in spans)
    block = allow.within[-1].span
    return any(span.source.name == block.source.name and block.start <= span.start <= block.end for span in spans)


def _about(allow: Allow, context: Context, pages: Mapping[str, Page], used: set[Span]) -> Diagnostic | None:
    code = allow.code
    if not _may_be_allowed(allow, pages):
        return _unknown(allow, pages)
    if _is_over(allow, context):
        return found(
            ENDED,
            f"what `allow {code.value}` accepted is no longer accepted",
            allow.until.span,
            f"over since the end of {day(allow.until.value)}",
            helps=["mend what it was for and remove the line, or write a later date and why it takes longer"],
        )
    if allow.span in used or not context.program.whole:
        return None
    return found(
        USELESS,
        f"`allow {code.value}` accepts nothing",
        allow.span,
        f"no {code.value} is found here",
        helps=["if it is for another place, move it into that block"],
        fixes=[Fix("remove it", (Edit(_line(allow.span), ""),))],
    )


def _line(span: Span) -> Span:
    """The whole line of a statement that stands alone on it."""
    text = span.source.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end) + 1
    alone = end > 0 and not text[start : span.start].strip() and not text[span.end : end].strip()
    return Span(span.source, start, end) if alone else span


def _unknown(allow: Allow, pages: Mapping[str, Page]) -> Diagnostic:
    code = allow.code
    page = pages.get(code.value)
    if page is not None:
        return found(
            UNKNOWN,
            f"{code.value} cannot be allowed",
            code.span,
            page.code.summary,
            helps=["mend what it is said of, and remove the line"],
        )
    by_name = {page.code.name: page.code.id for page in pages.values()}
    better = by_name.get(code.value) or closest(code.value, [key for key, page in pages.items() if page.can_be_allowed])
    return found(
        UNKNOWN,
        f"there is no code `{code.value}`" + (f": did you mean `{better}`?" if better else ""),
        code.span,
        f"did you mean `{better}`?" if better else "",
        helps=[] if better else ["write the code that stands in brackets behind `error` or `warning`, such as `N0601`"],
        fixes=[Fix(f"write `{better}`", (Edit(code.span, better),), certain=code.value in by_name)] if better else [],
    )
