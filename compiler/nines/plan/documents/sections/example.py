"""The worked example: one assumed miss, settled line by line, each with its clause. Nothing in it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from nines.contract.model import Exclusion, Promise
from nines.language.statements.money import Cap
from nines.language.statements.promise import Credit
from nines.plan.documents.inline import clause, figure, paragraph, plain, say
from nines.plan.documents.model import Align, Clause, Column, Line, Pointer, Row, Said, Table
from nines.plan.documents.observe import Counted, Observation, due_of, observation, points_reach
from nines.plan.documents.sections.limits import cap_amount
from nines.plan.documents.settled import Settled, settled, worth_words
from nines.plan.documents.texts import Texts
from nines.plan.documents.words.amounts import amount
from nines.plan.documents.words.comparisons import comparison
from nines.plan.documents.words.conditions import Of, condition
from nines.plan.documents.words.ladder import ladder
from nines.plan.documents.words.numbers import computed_time, local, money, share
from nines.plan.documents.words.terms import Terms
from nines.plan.documents.worth import as_money, base_fee, base_of, ground_of, reckoned
from nines.record import dataclass, replace
from nines.settle.ground import rounded
from nines.settle.promises import Limit, limited
from nines.settle.reckon import Worth
from nines.values import text
from nines.values.model import Duration, FineDuration, Percentage
from nines.values.units import base_value

__all__ = ["example"]


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """A step, its result, and the anchor of the clause that says so (empty for what is assumed)."""

    step: Line
    result: Line
    anchor: str = ""


def example(terms: Terms, plan: Line) -> Clause | None:
    """For the first promise that can be worked through; None if none can."""
    t = terms.t
    for promise in terms.agreement.promises:
        lines = _worked(promise, terms)
        if lines:
            intro = say(t.EXAMPLE_INTRO_PLAN, plan=plan) if plan else say(t.EXAMPLE_INTRO)
            inner = clause("example-steps", paragraph(intro), _table(lines, promise, terms), origins=[promise.origin])
            return clause("example", title=say(t.EXAMPLE), clauses=[inner], origins=[promise.origin])
    return None


def _table(lines: Sequence[ExampleLine], promise: Promise, terms: Terms) -> Table:
    t = terms.t
    rows = tuple(
        Row((item.step, item.result, (Pointer(item.anchor, "", ""),) if item.anchor else ())) for item in lines
    )
    columns = (Column(say(t.EXAMPLE_STEP)), Column(say(t.EXAMPLE_RESULT), Align.RIGHT), Column(say(t.EXAMPLE_CLAUSE)))
    return Table(say(t.EXAMPLE_CAPTION, promise=Said(promise.title)), columns, rows, total=True)


def _worked(promise: Promise, terms: Terms) -> list[ExampleLine]:
    seen = observation(promise, terms)
    if seen is None or not promise.credits:
        return []
    compared, rounding_line = _rounded(seen, terms)
    credit = due_of(compared)
    result = settled(credit.amount, compared, terms) if credit is not None else None
    if credit is None or result is None:
        return []
    return [
        *_trigger(promise, terms),
        *_observed(seen, terms),
        rounding_line,
        *_reached(credit, promise, terms),
        *_base(result, promise, terms),
        *(ExampleLine(step, line, f"credits-{promise.name}") for step, line in result.steps),
        *_to_pay(result.worth, promise, terms),
    ]


# What was seen.


def _trigger(promise: Promise, terms: Terms) -> list[ExampleLine]:
    trigger = promise.trigger
    if trigger is None:
        return []
    line = condition(trigger.condition, terms, Of((Said(promise.title),)))
    return [ExampleLine(say(terms.t.EX_ASSUMED, condition=line), (), f"credits-{promise.name}")]


def _observed(seen: Observation, terms: Terms) -> list[ExampleLine]:
    t, promise = terms.t, seen.promise
    value = ExampleLine(say(t.EX_MEASURED), _value_of(seen, terms), f"measure-{promise.name}.value")
    if seen.counted is not None:
        return _counted(seen, seen.counted, terms)
    downtime, whole = seen.seen.downtime, seen.seen.length
    if downtime is None or whole is None:
        return [value]
    down = (figure(computed_time(downtime * 1000, t)),)
    lines = [ExampleLine(say(t.EX_DOWN_WEIGHED if promise.weigh is not None else t.EX_DOWN), down)]
    if isinstance(promise.comparison.value.value, Percentage):
        length = (figure(computed_time(whole * 1000, t)),)
        quotient = say(t.EX_QUOTIENT_TIME, length=length, down=down)
        return [
            ExampleLine(say(t.EX_TIME), length, "period"),
            *lines,
            ExampleLine(quotient, _value_of(seen, terms), f"measure-{promise.name}.value"),
        ]
    return [value]


def _counted(seen: Observation, counted: Counted, terms: Terms) -> list[ExampleLine]:
    """How many there were, how many are excluded, and the quotient."""
    t, what = terms.t, counted.what
    heads = {"events": t.EX_EVENTS, "slices": t.EX_SLICES, "tickets": t.EX_TICKETS}
    excluded = _excluded(terms) if what == "events" else None
    extra = counted.all // 500 if excluded is not None else 0
    both = excluded is not None and excluded.effect == "leaves downtime and period"
    total = counted.all + (extra if both else 0)
    lines = [
        ExampleLine(say(heads[what]), _number(total, t)),
        ExampleLine(say(t.EX_FAILED[what]), _number(counted.bad + extra, t)),
    ]
    if excluded is not None:
        words = t.EX_EXCLUDED_BOTH if both else t.EX_EXCLUDED_BAD
        step = say(words, exclusion=Said(excluded.title))
        lines.append(ExampleLine(step, _number(extra, t), f"exclusion-{excluded.name}"))
    good, whole = counted.all - counted.bad, counted.all
    quotient = say(t.EX_QUOTIENT, good=_number(good, t), all=_number(whole, t))
    return [*lines, ExampleLine(quotient, _value_of(seen, terms), f"measure-{seen.promise.name}.value")]


def _excluded(terms: Terms) -> Exclusion | None:
    """An exclusion of single events, for the example: not maintenance, which takes all events of its hours."""
    cases = [item for item in terms.agreement.exclusions if item.maintenance is None]
    return next((item for item in cases if item.effect.startswith("leaves")), None)


def _number(value: int, t: Texts) -> Line:
    return (figure(local(f"{value:,}", t)),)


def _value_of(seen: Observation, terms: Terms) -> Line:
    """The measured value in the unit of what is promised."""
    promised = seen.promise.comparison.value.value
    match promised:
        case Percentage():
            return (share(seen.seen.measured, terms.t),)
        case Duration() | FineDuration():
            return (figure(computed_time(seen.seen.measured * 1000, terms.t)),)
        case _:
            return (figure(local(text.decimal(seen.seen.measured), terms.t)),)


def _rounded(seen: Observation, terms: Terms) -> tuple[Observation, ExampleLine]:
    t, rule = terms.t, seen.promise.round_measured or terms.agreement.round_measured
    anchor = f"measure-{seen.promise.name}.rounding" if seen.promise.round_measured is not None else "rounding"
    if rule is None or rule.mode is None or rule.step is None:
        return seen, ExampleLine(say(t.EX_COMPARED), _value_of(seen, terms), anchor)
    after = replace(seen, seen=replace(seen.seen, measured=rounded(seen.seen.measured, rule)))
    return after, ExampleLine(say(t.EX_ROUNDED), _value_of(after, terms), anchor)


# What is due for it.


def _reached(credit: Credit, promise: Promise, terms: Terms) -> list[ExampleLine]:
    """The row of the table that holds, and what it says."""
    t, anchor = terms.t, f"credits-{promise.name}"
    steps = ladder(promise.credits, promise.comparison) or ()
    found = next((step for step in steps if step.credit is credit), None)
    if found is None or len(promise.credits) == 1:
        return [ExampleLine(say(t.EX_PROMISED), comparison(promise.comparison, t), "commitments")]
    return [ExampleLine(say(t.EX_STEP_REACHED, range=found.words(t)), amount(credit.amount, terms), anchor)]


def _base(result: Settled, promise: Promise, terms: Terms) -> list[ExampleLine]:
    if not result.uses_base:
        return []
    base = base_of(promise, terms)
    whole = base_fee(base, terms)
    if whole is None:
        return []
    anchor = f"base-{promise.name}" if promise.base is not None else "base"
    return [
        ExampleLine(say(terms.t.EX_BASE), (figure(local(as_money(whole.amount, whole.currency), terms.t)),), anchor)
    ]


def _to_pay(worth: Worth, promise: Promise, terms: Terms) -> list[ExampleLine]:
    """Caps, rounding and the least sum, in this order; then what is due."""
    t = terms.t
    lines: list[ExampleLine] = []
    if worth.kind == "points":
        lines, due = _points(worth, promise, terms)
        if due is None:
            return lines
        worth = due
    caps = [(cap, f"credits-{promise.name}") for cap in promise.caps if cap.what.value == "credits"]
    numbered = enumerate((cap for cap in terms.agreement.caps if cap.what.value == "credits"), 1)
    caps += [(cap, f"cap-credits-{index}") for index, cap in numbered]
    for cap, anchor in caps:
        limit = _cap(cap, worth, promise, terms)
        if limit is not None:
            words = cap_amount(cap, cap.amount, terms) if cap.amount is not None else ()
            result = worth_words(limit.most, terms)
            if not limit.bites:
                same = plain(result) == plain(words)
                result = say(t.EX_NOT_REACHED) if same else say(t.EX_NOT_REACHED_AT, most=result)
            lines.append(ExampleLine(say(t.EX_CAP, cap=words), result, anchor))
            worth = limit.after
    if worth.kind == "money":
        lines += _paid(worth, terms)
        return lines
    return [*lines, ExampleLine(say(t.EX_DUE), worth_words(worth, terms))]


def _points(worth: Worth, promise: Promise, terms: Terms) -> tuple[list[ExampleLine], Worth | None]:
    """What the points come to, if the balance was zero before; None if no credit is due for it yet."""
    t, points = terms.t, terms.agreement.points
    lines = [ExampleLine(say(t.EX_CHARGED), worth_words(worth, terms))]
    if points is None:
        return lines, None
    lines.append(ExampleLine(say(t.EX_BALANCE), worth_words(worth, terms), "points"))
    reached = [item for item in points.body.all(Credit) if points_reach(item, worth.amount)]
    for credit in reversed(reached):
        found = reckoned(credit.amount, promise, terms)
        if found is not None:
            step = say(t.EX_POINTS_CREDIT, amount=amount(credit.amount, terms))
            return [*lines, ExampleLine(step, worth_words(found.worth, terms), "points")], found.worth
    return lines, None


def _cap(cap: Cap, worth: Worth, promise: Promise, terms: Terms) -> Limit | None:
    """What a cap for one period or outage leaves, in the unit of what is due."""
    if cap.amount is None or cap.scope is None or cap.scope.value not in ("period", "outage"):
        return None
    found = limited(cap, cap.amount, worth, ground_of(terms), promise)
    return found if isinstance(found, Limit) else None


def _paid(worth: Worth, terms: Terms) -> list[ExampleLine]:
    t, rule, payout = terms.t, terms.agreement.round_money, terms.agreement.payout
    lines: list[ExampleLine] = []
    paid = replace(worth, amount=rounded(worth.amount, rule))
    if rule is not None:
        lines.append(ExampleLine(say(t.EX_ROUND_MONEY), worth_words(paid, terms), "round-money"))
    if payout is not None and payout.amount.value.currency == worth.currency:
        least = money(payout.amount.value, t, payout.amount.span)
        reached = paid.amount >= base_value(payout.amount.value)
        state = t.EX_PAID if reached else {"waits": t.EX_WAITS, "lapses": t.EX_LAPSES}[payout.otherwise.value]
        lines.append(ExampleLine(say(t.EX_PAYOUT, amount=least), say(state), "payout"))
    return [*lines, ExampleLine(say(t.EX_DUE), worth_words(paid, terms))]
