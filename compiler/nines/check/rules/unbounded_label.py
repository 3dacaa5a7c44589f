"""Labels to report by have few values."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.indicator import Per

PAGE = Page(
    Code("N0336", "unbounded-label", Severity.WARNING, "a label to report by may have values without end"),
    why="""\
Each value of a label after `per` is a group with series of its own for every window, and a budget of its own if it is
judged alone. Tenants and regions are a known number; users, addresses, paths and sessions are not, and pods get new
names at every deploy, so that none of them keeps a history.""",
    bad=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"5.."}
        of  http_requests_total{job="checkout"}
        per user_id
        """),
    good=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"5.."}
        of  http_requests_total{job="checkout"}
        per tenant
        """),
)

_UNBOUNDED = frozenset(
    {
        *("user", "user_id", "userid", "username", "email", "account_id", "customer_email", "session", "session_id"),
        *("path", "url", "uri", "full_path", "request_uri", "query", "referer", "referrer", "user_agent"),
        *("ip", "ip_address", "client_ip", "remote_addr", "remote_ip", "source_ip", "x_forwarded_for"),
        *("id", "uuid", "request_id", "trace_id", "span_id", "order_id", "transaction_id", "correlation_id"),
        *("pod", "pod_name", "pod_ip", "container_id", "timestamp", "message", "error_message"),
    }
)


def check(context: Context) -> Iterator[Diagnostic]:
    for per in context.every(Per):
        for label in per.node.labels:
            if label.value.casefold().replace(".", "_").replace("-", "_") in _UNBOUNDED:
                yield found(
                    PAGE,
                    f"`{label.value}` may have values without end, and each gets series of its own",
                    label.span,
                    "one group for each value",
                    helps=["report by something of which there are few, such as `tenant`, `region` or `handler`"],
                )
