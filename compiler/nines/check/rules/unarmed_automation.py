"""An automation that is not armed only says what it would do."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.service import Armed, Automation

_RUN = """\
automation scale {{
  when checkout.requests burns fast
  run  playbook "playbooks/scale.yml" with replicas 12
{armed}}}
"""

PAGE = Page(
    Code("N0607", "unarmed-automation", Severity.NOTE, "an automation only says what it would do"),
    why="""\
Until its spec says `armed`, an automation runs dry: it writes into its log what it would have run, so that its guards
can be judged before anything is changed. This keeps one from staying so without anybody knowing.""",
    bad=examples.RUNNER + examples.slo("slo requests 99.9% over 30d\n") + _RUN.format(armed=""),
    good=examples.RUNNER + examples.slo("slo requests 99.9% over 30d\n") + _RUN.format(armed="  armed\n"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for automation in context.every(Automation):
        node = automation.node
        if not node.body.all(Armed) and not context.is_broken(node.span):
            yield found(
                PAGE,
                f"the automation `{node.name.value}` only says what it would do",
                node.name.span,
                "not armed",
                helps=["add `armed` when its log shows that it does the right thing"],
            )
