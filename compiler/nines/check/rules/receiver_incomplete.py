"""A receiver has what its kind cannot do without."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.contract.receivers import KINDS
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.people import Receiver, ReceiverOption, SecretFile, SecretLiteral

_TEAM = "team payments {\n  page   to pager\n  ticket to pager\n}\nservice checkout {\n  owner payments\n}\n"

PAGE = Page(
    Code("N0510", "receiver-incomplete", Severity.ERROR, "a receiver lacks what its kind cannot do without"),
    why="""\
Alertmanager loads a receiver of most kinds without its key or address and fails when the first alert is to be sent, or
refuses the whole configuration. Secrets stand in files on its machine, whose paths are written here:

- `key file` for pagerduty, opsgenie, pushover (with `token file`) and victorops (with `option routing_key`),
- `url file` for slack, teams, discord and webhook,
- `token file` for telegram (with `chat`),
- `to` for email, `topic` for sns.""",
    bad="receiver pager pagerduty {\n  send resolved\n}\n" + _TEAM,
    good='receiver pager pagerduty {\n  key file "/etc/alertmanager/secrets/pager"\n}\n' + _TEAM,
)

_EXAMPLES = {
    "key": 'key file "/etc/alertmanager/secrets/{name}"',
    "url": 'url file "/etc/alertmanager/secrets/{name}"',
    "token": 'token file "/etc/alertmanager/secrets/{name}"',
    "to": 'to "team@shop.example"',
    "topic": 'topic "arn:aws:sns:eu-central-1:123456789012:{name}"',
    "chat": 'chat "-100123456789"',
    "routing_key": 'option routing_key "{name}"',
}


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.every(Receiver):
        node = placed.node
        if context.is_broken(node.span):
            continue
        given = {secret.what.value for secret in node.body.all(SecretFile)}
        given |= {literal.what.value for literal in node.body.all(SecretLiteral)}
        given |= {option.name.value for option in node.body.all(ReceiverOption)}
        for group in KINDS[node.kind.value].needs:
            if not given & set(group):
                example = _EXAMPLES[group[0]].format(name=node.name.value)
                yield found(
                    PAGE,
                    f"the {node.kind.value} receiver `{node.name.value}` has no {' and no '.join(map(_word, group))}",
                    node.name.span,
                    "cannot send anything",
                    helps=[f"add `{example}`"],
                )


def _word(setting: str) -> str:
    return f"`{setting}`"
