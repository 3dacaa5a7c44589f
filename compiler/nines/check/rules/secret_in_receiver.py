"""A receiver's secret stands in a file, not in a spec."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.check.secrets import Hidden, literal_secrets
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

_TEAM = "team payments {\n  page   to chat\n  ticket to chat\n}\nservice checkout {\n  owner payments\n}\n"

PAGE = Page(
    Code("N0611", "secret-in-receiver", Severity.ERROR, "a receiver's secret stands in the spec"),
    why="""\
Specs are committed, reviewed and built into files that many can read; who knows a key or the address of a webhook can
page your people and read what they are told. Alertmanager reads secrets from files on its own machine, and a spec names
only the path. A secret that was committed stays in the history: have it replaced.

The message shows the place and blacks the secret out.""",
    bad='receiver chat slack {\n  url "https://hooks.chat.example/in/0123456789"\n}\n' + _TEAM,
    good='receiver chat slack {\n  url file "/etc/alertmanager/secrets/chat"\n}\n' + _TEAM,
)

_WHAT = {
    "url": "the address of a webhook is a secret",
    "key": "a key is a secret",
    "token": "a token is a secret",
    "password": "a password is a secret",
}


def check(context: Context) -> Iterator[Diagnostic]:
    hidden = Hidden(context)
    for receiver, node in literal_secrets(context):
        what = node.what.value
        instead = f'{what} file "/etc/alertmanager/secrets/{receiver.name.value}"'
        yield found(
            PAGE,
            f"{_WHAT[what]}, and that of `{receiver.name.value}` stands in the spec",
            hidden.span(node.value.span),
            "known to everybody who reads this",
            helps=[f"write `{instead}`, put it into that file, and have this one replaced"],
        )
