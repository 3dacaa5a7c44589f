"""Names in the terms of an agreement stand for something that the agreement has."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import Held, held
from nines.check.context import Context, Placed
from nines.check.rule import found
from nines.check.words import phrases_of
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import closest, listing
from nines.language.nodes import At, Node
from nines.language.phrases import MeasuredRange, Share, Times
from nines.language.statements import contract as said
from nines.language.statements import money as money_said
from nines.language.statements import support as support_said
from nines.record import dataclass

PAGE = Page(
    Code("N0413", "unknown-term", Severity.ERROR, "a term of an agreement names what the agreement does not have"),
    why="""\
Terms refer to each other: `stack` and `report` to promises, `base` to fees, `call` to severities, an amount to a unit
or a pool. A name that nothing has would make the term mean nothing, and a report that is late would count as a miss of
no promise at all.""",
    bad=examples.agreement(also="report         within 5 days of period end, missing counts as a miss of reqests\n"),
    good=examples.agreement(also="report         within 5 days of period end, missing counts as a miss of requests\n"),
)


@dataclass(frozen=True, slots=True)
class _Names:
    """What the terms of an sla, its plans and its customers can refer to. `fees` may come from customers only."""

    promises: tuple[str, ...]
    fees: tuple[str, ...]
    pools: tuple[str, ...]
    units: tuple[str, ...]
    severities: tuple[str, ...]


def check(context: Context) -> Iterator[Diagnostic]:
    known = _known(context)
    customers = {customer.name: customer.sla.name for customer in context.contract.customers}
    for placed in context.placed:
        names = known.get(_sla_of(placed, customers))
        if names is not None:
            yield from _judged(placed, names)


def _known(context: Context) -> dict[str, _Names]:
    by_sla: dict[str, list[Held]] = {}
    for one in held(context):
        by_sla.setdefault(one.sla.name, []).append(one)
    return {name: _names(ones) for name, ones in by_sla.items()}


def _names(ones: list[Held]) -> _Names:
    agreements = [one.agreement for one in ones]
    supports = [agreement.support for agreement in agreements if agreement.support is not None]
    return _Names(
        promises=_each(promise.name for agreement in agreements for promise in agreement.promises),
        fees=_each(fee.name for agreement in agreements for fee in agreement.fees),
        pools=_each(pool.name.value for agreement in agreements for pool in agreement.pools),
        units=_each(unit.name.value for agreement in agreements for unit in agreement.units),
        severities=_each(row.name.value for support in supports for row in support.body.all(support_said.SeverityRow)),
    )


def _each(names: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _sla_of(placed: Placed[Node], customers: dict[str, str]) -> str:
    sla, customer = placed.inside(said.Sla), placed.inside(said.Customer)
    if sla is not None:
        return sla.name.value
    return customers.get(customer.name.value, "") if customer is not None else ""


def _judged(placed: Placed[Node], names: _Names) -> Iterator[Diagnostic]:
    node = placed.node
    match node:
        case money_said.Stack():
            yield from _unknown(node.names, "promise", names.promises)
        case said.ReportDuty(promise=At() as promise):
            yield from _unknown((promise,), "promise", names.promises)
        case support_said.Call():
            yield from _unknown(node.severities, "severity", names.severities)
        case support_said.Clock(severity=At() as severity):
            yield from _unknown((severity,), "severity", names.severities)
        case money_said.Base():
            yield from _unknown((*node.fees, *node.except_), "fee", names.fees)
        case _:
            pass
    for phrase in phrases_of(node):
        match phrase:
            case MeasuredRange(promise=At() as promise):
                yield from _unknown((promise,), "promise", names.promises)
            case Share(fee=At() as fee) if fee.value != "base":
                yield from _unknown((fee,), "fee or pool", (*names.fees, *names.pools))
            case Times(unit=unit):
                yield from _unknown((unit,), "unit", names.units)
            case _:
                pass


def _unknown(names: tuple[At[str], ...], what: str, known: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Names that nothing has. Fees may be read when it is settled, so without any nothing can be told."""
    for name in names:
        if name.value in known or (what.startswith("fee") and not known):
            continue
        better = closest(name.value, known)
        yield found(
            PAGE,
            f"the agreement has no {what} `{name.value}`" + (f": did you mean `{better}`?" if better else ""),
            name.span,
            f"did you mean `{better}`?" if better else "",
            helps=[] if better else [f"it has {listing(known, joint='and')}" if known else f"it has no {what} at all"],
            fixes=[Fix(f"write `{better}`", (Edit(name.span, better),), certain=True)] if better else [],
        )
