"""The rules of what customers are owed: the credits of all their promises, stacked, capped and rounded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from nines.contract.model import Sla
from nines.plan import names
from nines.plan.model import Group, Labels, Member, RecordingRule
from nines.plan.rules.compared import nearest
from nines.plan.rules.context import Context
from nines.plan.rules.credits import Priced, all_priced
from nines.plan.rules.given import Given
from nines.plan.rules.windows import side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression, Matcher
from nines.settle.owing import Owing, money_step, owing
from nines.values.rounding import Rounding

__all__ = ["owed_group"]

_Owed = tuple[Owing, list[Priced]]
"""How a customer's credits come together, and its promises."""


def owed_group(context: Context, sla: Sla, given: list[Given]) -> Group | None:
    """What shares are of, and, of each customer all of whose credits can be told, what they come to together."""
    priced = _by_customer(all_priced(given))
    owed: dict[str, _Owed] = {}
    for name, of_customer in priced.items():
        found = owing([each for each in given if each.customer is not None and each.customer.name == name])
        if isinstance(found, Owing):
            owed[name] = found, of_customer
    rules = (*_bases(context, sla, priced), *_owed_rules(context, sla, owed))
    about = f"what customers of {sla.title} are owed as things stand"
    return Group(f"{sla.name}: credits", context.evaluate, about, rules) if rules else None


def _by_customer(priced: list[Priced]) -> dict[str, list[Priced]]:
    found: dict[str, list[Priced]] = {}
    for each in priced:
        if each.given.customer is not None:
            found.setdefault(each.given.customer.name, []).append(each)
    return found


def _bases(context: Context, sla: Sla, priced: dict[str, list[Priced]]) -> Iterator[RecordingRule]:
    """A rule for each customer: fees are its own."""
    for of_customer in priced.values():
        found = next((each for each in of_customer if each.given.promise.base is None and each.standing.base), None)
        if found is None or found.standing.base is None:
            continue
        worth, customer = found.standing.base, found.given.customer
        assert customer is not None
        series = names.CREDIT_BASE
        labels = _labels(context, sla, customer.name, worth.currency)
        member = Member(labels, (), customer.name, customer.origin)
        yield RecordingRule(
            series.name, q.vector(q.exact(worth.amount)), labels, series.text, (customer.origin,), (member,)
        )


def _owed_rules(context: Context, sla: Sla, owed: dict[str, _Owed]) -> Iterator[RecordingRule]:
    shares = {name: each for name, each in owed.items() if not each[0].currency}
    if shares:
        yield _owed_rule(context, sla, names.CREDIT_RATIO, _stacked(context, sla, shares), shares)
    lines = _stacked(context, sla, {name: each for name, each in owed.items() if each[0].currency})
    priced = {name: each for name, each in owed.items() if _owed_currency(each)}
    by_step: dict[tuple[Fraction, Rounding] | None, list[str]] = {}
    for name, (found, of) in priced.items():
        if not found.currency:
            by_step.setdefault(money_step(of[0].given.agreement), []).append(name)
    own = q.equal(names.SLA, sla.name)
    for step, customers in by_step.items():
        named = _any_of(names.CUSTOMER, customers)
        ratio, base = (context.select(series, own, named) for series in (names.CREDIT_RATIO, names.CREDIT_BASE))
        money = q.times(ratio, base, q.on(names.BUNDLE, names.SLA, names.CUSTOMER).group_left(names.CURRENCY))
        lines.append(money if step is None else nearest(money, *step))
    if lines:
        yield _owed_rule(context, sla, names.CREDIT_MONEY, lines, priced)


def _owed_currency(owed: _Owed) -> str:
    found, priced = owed
    return found.currency or (priced[0].currency if len({each.currency for each in priced}) == 1 else "")


def _stacked(context: Context, sla: Sla, owed: dict[str, _Owed]) -> list[Expression]:
    alike: dict[tuple[Owing, tuple[Fraction, Rounding] | None], list[str]] = {}
    for name, each in owed.items():
        step = money_step(each[1][0].given.agreement) if each[0].currency else None
        alike.setdefault((each[0], step), []).append(name)
    lines: list[Expression] = []
    for (found, step), customers in alike.items():
        whole = _owed(context, sla, found, customers)
        lines.append(whole if step is None else nearest(whole, *step))
    return lines


def _owed_rule(
    context: Context, sla: Sla, series: names.Series, lines: list[Expression], of: dict[str, _Owed]
) -> RecordingRule:
    members = []
    for name, owed in of.items():
        currency = _owed_currency(owed) if series is names.CREDIT_MONEY else ""
        customer = owed[1][0].given.customer
        assert customer is not None
        members.append(Member(_labels(context, sla, name, currency), (), name, customer.origin))
    origins = tuple(dict.fromkeys(member.origin for member in members if member.origin is not None))
    labels = ((names.SLA, sla.name),)
    return RecordingRule(series.name, side_by_side(lines), labels, series.text, origins, tuple(members))


def _labels(context: Context, sla: Sla, customer: str, currency: str) -> Labels:
    own = ((names.BUNDLE, context.bundle), (names.SLA, sla.name), (names.CUSTOMER, customer))
    return (*own, (names.CURRENCY, currency)) if currency else own


def _owed(context: Context, sla: Sla, owed: Owing, customers: list[str]) -> Expression:
    """The credits of some customers, stacked and capped."""
    series = names.PROMISE_CREDIT_MONEY if owed.currency else names.PROMISE_CREDIT_RATIO
    own = (q.equal(names.SLA, sla.name), _any_of(names.CUSTOMER, customers))
    keys = (names.BUNDLE, names.CUSTOMER, *((names.CURRENCY,) if owed.currency else ()))

    def of_promises(promises: Sequence[str]) -> Expression:
        return context.select(series, *own, _any_of(names.PROMISE, promises))

    pooled = {name for pool in owed.pools for name in pool.promises}
    left = [name for name in owed.promises if name not in pooled]
    if not owed.pools or owed.highest:
        whole: Expression = (q.max_ if owed.highest else q.sum_)(of_promises(owed.promises), q.by(*keys))
    else:
        parts = [(q.max_ if pool.highest else q.sum_)(of_promises(pool.promises), q.by(*keys)) for pool in owed.pools]
        parts += [q.sum_(of_promises(left), q.by(*keys))] if left else []
        marked = [q.label_replace(part, names.PIECE, str(at), "", "") for at, part in enumerate(parts)]
        whole = q.sum_(side_by_side(marked), q.by(*keys))
    return whole if owed.most is None else q.clamp_max(whole, q.exact(owed.most))


def _any_of(label: str, values: Sequence[str]) -> Matcher:
    return q.equal(label, values[0]) if len(values) == 1 else q.matches(label, "|".join(values))
