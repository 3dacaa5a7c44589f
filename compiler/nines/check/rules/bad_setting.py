"""A receiver's settings have values that Alertmanager can read."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.routing import spec
from nines.check.rule import found
from nines.contract.model import Receiver
from nines.contract.receivers import Form, Place
from nines.contract.settings import placed, value_of
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.project import MailServer
from nines.source import Span

_SLACK = 'url    file "/etc/alertmanager/secrets/slack"\noption link_names "{value}"\n'

PAGE = Page(
    Code("N0803", "bad-setting", Severity.ERROR, "a receiver's setting has a value it cannot have"),
    why="""\
Alertmanager reads some settings as numbers, durations, addresses or `true` and `false`, and starts with no other. A
text may hold templates of Alertmanager's, which must end; one that does not would be found out when the first alert is
to be told.""",
    bad=spec("slack", _SLACK.format(value="often")),
    good=spec("slack", _SLACK.format(value="true")),
    can_be_allowed=False,
)

_SERVER = Place("smtp_smarthost", Form.SERVER)


def check(context: Context) -> Iterator[Diagnostic]:
    for receiver in context.contract.receivers:
        for written, place in placed(receiver):
            if place is not None and value_of(place, written.value) is None:
                yield _finding(written.name, written.value, place.form, written.origin)
        if receiver.kind == "slack":
            yield from _slack(receiver)
    for mail in context.every(MailServer):
        server = mail.node.server
        if value_of(_SERVER, server.value) is None:
            yield _finding("mail through", server.value, Form.SERVER, server.span)


def _finding(name: str, value: str, form: Form, span: Span) -> Diagnostic:
    text = form is Form.TEXT
    return found(
        PAGE,
        f"`{name}` cannot be `{value}`: {'a template in it does not end' if text else f'it is {form.value}'}",
        span,
        helps=["close `{{` by `}}`" if text else f"write {form.value}"],
    )


def _slack(receiver: Receiver) -> Iterator[Diagnostic]:
    """A webhook posts, an app posts and changes what it posted."""
    files = {file.name: file.origin for file in receiver.files}
    edits = next((item for item in receiver.options if item.name == "update_message" and item.value == "true"), None)
    if "token" in files and "url" in files:
        yield found(
            PAGE,
            f"`{receiver.name}` has both `url file` and `token file`: Alertmanager takes one",
            files["url"],
            others=[Label(files["token"], "and the token of an app")],
            helps=["keep the token of an app, which can change its messages, or the address of a webhook"],
        )
    elif edits is not None and "token" not in files:
        yield found(
            PAGE,
            "Slack lets a message be changed only by the app that wrote it",
            edits.origin,
            helps=["give the receiver the app's `token file` in the place of its `url file`"],
        )
