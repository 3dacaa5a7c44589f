"""A customer's tenant tells its events from those of others."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.contract import Tenant

_ACME = (
    'customer acme "ACME Retail" {\n  sla    standard\n  tenant "acme"\n  fee    subscription EUR 800 per month\n}\n'
)

PAGE = Page(
    Code("N0409", "tenant-binds-nothing", Severity.ERROR, "a customer has a tenant, but nothing is measured by tenant"),
    why="""\
`tenant "acme"` is the value of a label by which a customer's events are told apart. If no promised indicator keeps a
label, there is nothing to tell apart: the numbers in this customer's contract and report would be those of all.""",
    bad=examples.agreement(after=_ACME),
    good=examples.agreement("judge   each tenant\n" + examples.CREDITED, measured="per tenant\n", after=_ACME),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for customer in context.contract.customers:
        indicators = [promise.indicator for promise in customer.agreement.promises if promise.indicator is not None]
        statement = context.statement(customer.origin)
        if customer.tenant is None or not indicators or any(indicator.per for indicator in indicators):
            continue
        lines = context.within(statement, Tenant) if statement is not None else ()
        yield found(
            PAGE,
            f"nothing that `{customer.name}` is promised is measured by tenant",
            lines[-1].span if lines else customer.origin,
            "binds to no label",
            others=[Label(indicators[0].origin, "one number for all")],
            helps=["add `per tenant` to what is promised, and `judge each tenant` to the promises"],
        )
