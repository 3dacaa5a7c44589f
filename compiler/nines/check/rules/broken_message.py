"""A receiver's text of one's own is a template that Alertmanager can work out."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.routing import spec
from nines.check.rule import found
from nines.contract.receivers import Form
from nines.contract.settings import placed
from nines.contract.templates import FUNCTIONS, fault_of
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import closest

_SLACK = 'url    file "/etc/alertmanager/secrets/slack"\noption title "{{{{ {} }}}}"\n'

PAGE = Page(
    Code("N0626", "broken-message", Severity.ERROR, "a template in the text of a receiver cannot be worked out"),
    why="""\
Alertmanager works out what stands between `{{` and `}}` when it tells somebody. It starts with a template that it
cannot read, as `amtool check-config` passes it, and fails when the first alert is to be told. Functions are Go's and
Alertmanager's; each `if`, `range` and `with` has its `end`.""",
    bad=spec("slack", _SLACK.format("upper .CommonLabels.service")),
    good=spec("slack", _SLACK.format("toUpper .CommonLabels.service")),
    can_be_allowed=False,
)


def check(context: Context) -> Iterator[Diagnostic]:
    for receiver in context.contract.receivers:
        for written, place in placed(receiver):
            fault = fault_of(written.value) if place is not None and place.form is Form.TEXT else None
            if fault is None or fault[0] in ("{{", "}}"):  # that one does not end is told by another rule
                continue
            word, why = fault
            at = written.origin.text.find(word)
            better = closest(word, sorted(FUNCTIONS))
            yield found(
                PAGE,
                f"`{word}` in `{written.name}` of `{receiver.name}` {why}"
                + (f": did you mean `{better}`?" if better and "know" in why else ""),
                written.origin.part(at, at + len(word)) if at >= 0 else written.origin,
                helps=["try it with `amtool template render --template.text '...'`"],
            )
