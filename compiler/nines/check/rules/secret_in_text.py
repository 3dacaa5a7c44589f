"""No token and no password stands anywhere in a spec."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.check.secrets import Hidden, literal_secrets, tokens
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code("N0612", "secret-in-text", Severity.ERROR, "something in a spec has the form of a token or password"),
    why="""\
Tokens of well-known services have a form of their own, and an address with a name and a password before `@` is one too.
They are looked for everywhere in a file, comments included, since whatever is committed can be read by many and stays
in the history.

The message shows the place and blacks the secret out.""",
    bad='service checkout {\n  dashboard "https://admin:admin@grafana.shop.example/d/checkout"\n}\n',
    good='service checkout {\n  dashboard "https://grafana.shop.example/d/checkout"\n}\n',
)


def check(context: Context) -> Iterator[Diagnostic]:
    hidden = Hidden(context)
    told = [node.value.span for _, node in literal_secrets(context)]
    for span in tokens(context):
        if any(other.source is span.source and other.start <= span.start < other.end for other in told):
            continue
        login = span.text.endswith("@")
        yield found(
            PAGE,
            "an address holds a name and a password" if login else "this has the form of a secret token",
            hidden.span(span),
            "known to everybody who reads this",
            helps=["remove it, and have it replaced: it stays in the history of the file"],
        )
