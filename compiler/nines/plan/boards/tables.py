"""The tables that more than one board shows: of objectives, of promises, of groups. Worst on top in each."""

from __future__ import annotations

from nines.plan import names
from nines.plan.boards import words
from nines.plan.boards.context import Context
from nines.plan.boards.look import Unit
from nines.plan.boards.model import Cell, Column, Form, Line, Query, Sort, Stat, Table
from nines.plan.boards.series import HOUR, OF_PROMISE, ROW, TOTAL, Chosen, least, worst
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.record import replace
from nines.values.model import Duration

__all__ = ["of_objectives", "of_promises", "owed", "policies"]

_STATE, _LEFT = "State", "Left if this goes on"


def of_objectives(number: int, context: Context, chosen: Chosen) -> Table:
    """A row an objective; of one that is judged by groups, the worst value of any group."""
    facts = worst(chosen.of(names.OBJECTIVE_INFO), *ROW, "target", "owner", "customers")
    return Table(
        id=number,
        title="Objectives, worst first",
        description=(
            "One row an objective, sorted by state and then by the time left. Where groups are judged alone, "
            "the worst group counts. Click an objective to see why, a service to see what it stands on."
        ),
        queries=(
            _rows("A", worst(chosen.of(names.STATE), *ROW)),
            _rows("B", words.floored(least(chosen.of(names.ATTAINED), *ROW))),
            _rows("C", least(chosen.of(names.BUDGET_LEFT), *ROW)),
            _rows("D", worst(chosen.of(names.BURN_RATE, HOUR), *ROW)),
            _rows("E", least(chosen.of(names.BUDGET_EXHAUSTS), *ROW)),
            _rows("F", facts),
        ),
        look=replace(words.TEXT, absent=words.NOT_SCRAPED),
        interval=context.often,
        columns=(
            Column(_STATE, ref="A", look=words.STATE, cell=Cell.TINTED, width=105),
            Column("Service", label=names.SERVICE, look=words.linked(words.TEXT, context.to_service())),
            Column("Objective", label=names.OBJECTIVE_LABEL, look=words.linked(words.TEXT, context.to_objective())),
            Column("Target", label="target", width=90, cell=Cell.NUMBER),
            Column("Attained", ref="B", look=words.ATTAINED, width=95),
            Column("Budget left", ref="C", look=words.BUDGET_BAR, cell=Cell.BAR, width=190),
            Column("Burn 1 h", ref="D", look=words.BURN, width=85),
            Column(_LEFT, ref="E", look=words.LEFT, width=180),
            Column("Owner", label="owner", width=110),
            Column("Customers", label="customers", width=200, wrapped=True),
        ),
        sort=(Sort(_STATE, descending=True), Sort(_LEFT, descending=False)),
    )


def of_promises(number: int, context: Context, chosen: Chosen, *who: Column) -> Table:
    """A row a promise to a customer. `who` is the column of customers, where there is more than one.

    How much longer all may be down goes by the traffic of the period so far or, where no period begins, of now.
    """
    same = q.on(names.BUNDLE, *OF_PROMISE)
    states = worst(chosen.of(names.PROMISE_STATE), names.BUNDLE, *OF_PROMISE)
    told = worst(chosen.of(names.PROMISE_INFO), names.BUNDLE, *OF_PROMISE, "title", "credit")
    of_all = names.BUNDLE, *OF_PROMISE
    passed = q.time() - worst(chosen.of(names.PERIOD_START), *of_all)
    counted = least(chosen.of(names.PROMISE_COUNTED, TOTAL, q.not_equal(names.WINDOW, names.PREVIOUS)), *of_all)
    rate = q.or_(q.divide(counted, q.gt(passed, 0), same), least(chosen.of(names.PROMISE_RATE, TOTAL), *of_all))
    measured = least(chosen.of(names.PROMISE_MEASURED), *of_all)
    left = least(chosen.of(names.PROMISE_BAD_LEFT), *of_all)
    down = q.divide(q.clamp_min(left, 0), q.gt(rate, 0), same)
    return Table(
        id=number,
        title="Promises, closest to breaking first",
        description=(
            "What each customer was promised in the contract's running period, what it got so far, how long everything "
            "may still be down at the period's traffic, and the credit that would be due if the period ended now. "
            "Caps and what excludes another credit are in the sum above."
        ),
        queries=(
            _rows("A", q.times(states, told, same.group_left("title", "credit"))),
            _rows("B", worst(chosen.of(names.PROMISED), *of_all)),
            _rows("C", words.floored(q.or_(measured, least(chosen.of(names.PROMISE_ATTAINED), *of_all)))),
            _rows("D", down),
            _rows("E", least(chosen.of(names.PROMISE_TIME_LEFT), *of_all)),
            _rows("F", worst(chosen.of(names.PROMISE_CREDIT_RATIO), *of_all)),
            _rows("G", worst(chosen.of(names.PROMISE_CREDIT_MONEY), *of_all, names.CURRENCY)),
        ),
        look=replace(words.TEXT, absent=words.NO_PROMISES),
        interval=context.often,
        columns=(
            Column(_STATE, ref="A", look=words.PROMISE_STATE, cell=Cell.TINTED, width=120),
            *who,
            Column("Promise", label="title", wrapped=True),
            Column("Promised", ref="B", look=words.ATTAINED, width=90),
            Column("Attained", ref="C", look=words.ATTAINED, width=90),
            Column("May still be down", ref="D", look=words.MAY_BE_DOWN, width=185),
            Column("Breaks if this goes on", ref="E", look=words.BREAKS, width=185),
            Column("Credit now", ref="F", look=words.CREDIT_SHARE, width=90),
            Column("In money", ref="G", look=replace(words.CREDIT, absent=""), width=85),
            Column("Currency", label=names.CURRENCY, width=75),
            Column("First credit", label="credit", width=215, wrapped=True),
        ),
        sort=(Sort(_STATE, descending=True), Sort("Breaks if this goes on", descending=False)),
    )


def owed(number: int, often: Duration, chosen: Chosen) -> Stat:
    """What the chosen customer would get back: a sum in each currency, and its share of the base."""
    money = q.sum_(chosen.of(names.CREDIT_MONEY), q.by(names.CURRENCY))
    return Stat(
        id=number,
        title="Credit as of now",
        description=(
            "What the customer would get back if the period ended now: with all caps and what excludes another "
            "credit; what evidence will change is not in it."
        ),
        queries=(
            Query("A", money, Form.NOW, "{currency}"),
            Query("B", worst(chosen.of(names.CREDIT_RATIO)), Form.NOW, "of the fees"),
        ),
        look=replace(words.CREDIT, absent="Not known to the rules: settle the period"),
        interval=often,
        named=True,
        lines=(Line("B", unit=Unit.SHARE),),
    )


def policies(number: int, context: Context, chosen: Chosen) -> Table:
    """Which burn rate tells whom, of every objective."""
    labels = (*ROW, names.CLASS, names.WINDOW, names.SHORT)
    return Table(
        id=number,
        title="When somebody is told",
        description="An alert fires while the burn rates of both windows are over the factor.",
        queries=(_rows("A", worst(chosen.of(names.BURN_THRESHOLD), *labels)),),
        look=replace(words.TEXT, absent="No alerts"),
        interval=context.often,
        columns=(
            Column("Service", label=names.SERVICE),
            Column("Objective", label=names.OBJECTIVE_LABEL, look=words.linked(words.TEXT, context.to_objective())),
            Column("Alert", label=names.CLASS, width=100),
            Column("Window", label=names.WINDOW, width=100),
            Column("Short", label=names.SHORT, width=100),
            Column("Burn rate over", ref="A", look=replace(words.BURN, steps=(), decimals=2), width=140),
        ),
        sort=(Sort("Service", descending=False), Sort("Burn rate over", descending=True)),
    )


def _rows(ref: str, of: Expression) -> Query:
    return Query(ref, of, Form.ROWS)
