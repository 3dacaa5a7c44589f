"""What runs automations is told by a webhook."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.project import AutomationsTo

PAGE = Page(
    Code("N0615", "runner-not-a-webhook", Severity.ERROR, "automations are sent to people"),
    why="""\
What runs automations is a program: it takes alerts as JSON, as a webhook has them. A chat or a pager would only tell
people each minute that something is due.""",
    bad='project {\n  automations to chat\n}\nreceiver chat slack {\n  url file "/etc/alertmanager/secrets/slack"\n}\n',
    good='project {\n  automations to runner\n}\nreceiver runner webhook {\n  url "http://localhost:5001/endpoint"\n}\n',
)


def check(context: Context) -> Iterator[Diagnostic]:
    runner = context.contract.project.automations
    if runner is None or runner.kind == "webhook":
        return
    for placed in context.every(AutomationsTo):
        yield found(
            PAGE,
            f"`{runner.name}` is a {runner.kind} receiver, and programs are told by webhooks",
            placed.node.receiver.span,
            "not a webhook",
            helps=["name a receiver of the kind `webhook`"],
        )
