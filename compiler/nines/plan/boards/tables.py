"""The tables that more than one board shows: of objectives, of promises, of groups. Worst on top in each."""

from __future__ import annotations

from nines.plan import names
from nines.plan.boards import words
from nines.plan.boards.context import Context
from nines.plan.boards.model import Cell, Column, Form, Query, Sort, Table
from nines.plan.boards.series import HOUR, OF_PROMISE, ROW, Chosen, least, worst
from nines.promql import build as q
from nines.promql.tree import Expression

__all__ = ["of_objectives", "of_promises"]

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
        look=words.TEXT,
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
    """A row a promise to a customer. `who` is the column of customers, where there is more than one."""
    return Table(
        id=number,
        title="Promises, closest to breaking first",
        description=(
            "What each customer was promised in the contract's running period, what it got so far, and how much more "
            "may go wrong before the promise breaks."
        ),
        queries=(
            _rows("A", worst(chosen.of(names.PROMISE_STATE), *OF_PROMISE)),
            _rows("B", worst(chosen.of(names.PROMISED), *OF_PROMISE)),
            _rows("C", words.floored(least(chosen.of(names.PROMISE_ATTAINED), *OF_PROMISE))),
            _rows("D", q.floor(q.clamp_min(least(chosen.of(names.PROMISE_BAD_LEFT), *OF_PROMISE), 0))),
            _rows("E", least(chosen.of(names.PROMISE_TIME_LEFT), *OF_PROMISE)),
        ),
        look=words.TEXT,
        interval=context.often,
        columns=(
            Column(_STATE, ref="A", look=words.PROMISE_STATE, cell=Cell.TINTED, width=130),
            *who,
            Column("Promise", label=names.PROMISE),
            Column("Promised", ref="B", look=words.ATTAINED, width=120),
            Column("Attained", ref="C", look=words.ATTAINED, width=120),
            Column("May still go wrong", ref="D", look=words.MAY_FAIL, width=170),
            Column("Breaks if this goes on", ref="E", look=words.BREAKS, width=200),
        ),
        sort=(Sort(_STATE, descending=True), Sort("Breaks if this goes on", descending=False)),
    )


def _rows(ref: str, of: Expression) -> Query:
    return Query(ref, of, Form.ROWS)
