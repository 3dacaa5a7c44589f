"""A receiver is given what its kind knows."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.contract.receivers import KINDS, Kind
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import closest, listing
from nines.language.nodes import At
from nines.language.statements.people import Receiver, ReceiverOption, SecretFile, SecretLiteral

_TEAM = "team payments {\n  page   to chat\n  ticket to chat\n}\nservice checkout {\n  owner payments\n}\n"
_CHAT = 'receiver chat slack {{\n  url    file "/etc/alertmanager/secrets/chat"\n  option {option} "Nines"\n}}\n'

PAGE = Page(
    Code("N0512", "unknown-option", Severity.ERROR, "a receiver is given a setting that its kind does not know"),
    why="""\
Alertmanager refuses its whole configuration for one setting that it does not know, and a key for a kind that takes an
address would never be read. `option` sets any field that Alertmanager's configuration has for this kind and that is a
text, a number, a duration or a switch; lists such as `fields` and `images` cannot be written in a spec.""",
    bad=_CHAT.format(option="usrname") + _TEAM,
    good=_CHAT.format(option="username") + _TEAM,
)


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.every(Receiver):
        node = placed.node
        kind = KINDS[node.kind.value]
        for secret in node.body.all(SecretFile):
            if secret.what.value not in kind.secrets:
                yield _finding(node, secret.what, [f"{name} file" for name in kind.secrets], certain=False)
        for literal in node.body.all(SecretLiteral):
            if literal.what.value not in (*kind.secrets, *kind.statements):
                yield _finding(node, literal.what, [f"{name} file" for name in kind.secrets], certain=False)
        for option in node.body.all(ReceiverOption):
            yield from _option(node, kind, option)


def _option(node: Receiver, kind: Kind, option: ReceiverOption) -> Iterator[Diagnostic]:
    name = option.name.value
    if option.keyword.text != "option":
        if name not in kind.statements:
            yield _finding(node, option.name, list(kind.statements), certain=False)
    elif name in kind.beyond:
        yield found(
            PAGE,
            f"`{name}` of {kind.title} is a list or has parts, which no text can set",
            option.name.span,
            helps=[f"leave it out: {kind.title} gets what Nines writes there"],
        )
    elif name not in kind.settings:
        yield _finding(node, option.name, list(kind.settings), certain=True)


def _finding(node: Receiver, name: At[str], known: list[str], *, certain: bool) -> Diagnostic:
    """A setting that is not known; `certain` where a misspelt name can only mean the closest."""
    better = closest(name.value, known)
    what = f"the {node.kind.value} receiver `{node.name.value}`"
    takes = f"it takes {listing(known, most=30, joint='and')}" if known else "it takes none of this sort"
    return found(
        PAGE,
        f"{what} does not know `{name.value}`" + (f": did you mean `{better}`?" if better else ""),
        name.span,
        f"did you mean `{better}`?" if better else "",
        helps=[] if better else [takes],
        fixes=[Fix(f"write `{better}`", (Edit(name.span, better),), certain)] if better else [],
    )
