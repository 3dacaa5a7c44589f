"""A customer whose promises are judged by tenant says which tenant it is."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Customer, Promise
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements import contract as said

_ACME = 'customer acme "ACME Retail" {\n  sla standard\n  fee subscription EUR 800 per month\n}\n'
_TENANT = (
    'customer acme "ACME Retail" {\n  sla    standard\n  tenant "acme"\n  fee    subscription EUR 800 per month\n}\n'
)
_EACH = "judge   each tenant\n" + examples.CREDITED

PAGE = Page(
    Code("N0410", "customer-without-tenant", Severity.ERROR, "promises are judged by tenant, and a customer is none"),
    why="""\
A promise that is judged `each tenant` has as many results as there are tenants. A customer without `tenant` has none of
them: nothing could be put into its report, and no credit could be computed.""",
    bad=examples.agreement(_EACH, measured="per tenant\n", after=_ACME),
    good=examples.agreement(_EACH, measured="per tenant\n", after=_TENANT),
)

_TENANTS = frozenset({"tenant", "tenant_id", "customer_id", "account", "organisation", "organization", "org"})
"""Labels that stand for a customer; others (`region`, `cluster`) cut what one customer has."""


def check(context: Context) -> Iterator[Diagnostic]:
    for customer in context.contract.customers:
        statement = context.statement(customer.origin)
        if customer.tenant is not None or statement is None or context.is_broken(statement.span):
            continue
        judged = next((promise for promise in customer.agreement.promises if _by_tenant(promise)), None)
        if judged is not None and isinstance(statement, said.Customer):
            yield _finding(customer, statement, judged)


def _by_tenant(promise: Promise) -> bool:
    return promise.judge is not None and any(label.value in _TENANTS for label in promise.judge.what)


def _finding(customer: Customer, statement: said.Customer, promise: Promise) -> Diagnostic:
    assert promise.judge is not None
    return found(
        PAGE,
        f"`{customer.name}` does not say which tenant it is, by which the promise `{promise.name}` is judged",
        statement.name.span,
        "no `tenant`",
        others=[Label(promise.judge.span, "judged by it")],
        helps=[f'add `tenant "{customer.name}"`, with the value of the label'],
    )
