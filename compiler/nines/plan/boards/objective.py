"""The board of an objective: how much is left, how fast it goes, since when."""

from __future__ import annotations

from fractions import Fraction

from nines.plan import names
from nines.plan.boards import graphs, words
from nines.plan.boards.context import DAY, MINUTE, OBJECTIVE, Context
from nines.plan.boards.groups import groups
from nines.plan.boards.layout import Row, stacked
from nines.plan.boards.look import Tone
from nines.plan.boards.model import Board, Column, Form, Line, Lines, Query, Section, Sort, Stat, Style, Table
from nines.plan.boards.series import BAD, HOUR, Chosen, least, worst
from nines.promql import build as q
from nines.record import replace
from nines.values.model import Duration

__all__ = ["objective"]


def objective(context: Context) -> Board:
    chosen = Chosen(context.bundle, OBJECTIVE)
    return Board(
        uid=context.uid("objective"),
        name="objective",
        folder=context.folder,
        title="Objective",
        question="How much is left, how fast does it go, since when?",
        span=Duration(30 * DAY.milliseconds),
        refresh=MINUTE,
        zone=None,
        variables=(context.services(several=False), context.objectives()),
        marks=context.marks(chosen),
        links=(
            context.head("Portfolio", "portfolio"),
            context.head("Service", "service"),
            context.head("On call", "oncall"),
        ),
        panels=stacked(
            (
                Row(3, _numbers(context, chosen)),
                Row(9, ((24, _left(context, chosen)),)),
                Row(9, ((12, graphs.burning_by_window(20, context, chosen)), (12, graphs.bad(21, context, chosen)))),
                Row(7, ((12, graphs.states(22, context, chosen)), (12, graphs.traffic(23, context, chosen)))),
                Section(
                    id=30,
                    title="Alerts, owner, runbook",
                    description="What fires when, whom it calls, and what to do first.",
                    panels=stacked((Row(7, ((8, _policy(31, context, chosen)), (16, _about(32, context, chosen)))),)),
                ),
                groups(40, context, chosen),
            )
        ),
        of=None,
        origin=context.contract.project.origin,
    )


def _numbers(context: Context, chosen: Chosen) -> tuple[tuple[int, Stat], ...]:
    attained = words.floored(least(chosen.of(names.ATTAINED)))
    left = least(chosen.of(names.BUDGET_LEFT))
    everything_bad = q.sum_(chosen.of(names.COUNTED, BAD), q.by(names.WINDOW))
    return (
        (
            4,
            Stat(
                id=1,
                title="State",
                description="○ no data, ● fine, ▲ watch, ■ burning or ✖ spent; of the worst group, if there are any.",
                queries=(Query("A", worst(chosen.of(names.STATE)), Form.NOW),),
                look=words.STATE,
                interval=context.often,
            ),
        ),
        (
            5,
            Stat(
                id=2,
                title="Attained, of the target",
                description="The good share of the window so far, beside what it is to be. Cut off, not rounded up.",
                queries=(
                    Query("A", attained, Form.NOW, "attained"),
                    Query("B", worst(chosen.of(names.OBJECTIVE)), Form.NOW, "target"),
                ),
                look=words.ATTAINED,
                interval=context.often,
                named=True,
            ),
        ),
        (
            4,
            Stat(
                id=3,
                title="Budget",
                description="The share of the error budget that is left or, once it is gone, how far it is overspent.",
                queries=(
                    Query("A", q.ge(left, 0), Form.NOW, "left"),
                    Query("B", q.gt(-left, 0), Form.NOW, "overspent by"),
                ),
                look=words.BUDGET,
                interval=context.often,
                named=True,
                lines=(Line("B", tone=Tone.SPENT),),
            ),
        ),
        (
            3,
            Stat(
                id=4,
                title="Burn over 1 h",
                description="How many budgets the window would take at this rate. 1x lasts as long as the window.",
                queries=(Query("A", worst(chosen.of(names.BURN_RATE, HOUR)), Form.NOW),),
                look=words.BURN,
                interval=context.often,
            ),
        ),
        (
            5,
            Stat(
                id=5,
                title="Left if this goes on",
                description="Until the budget is gone, at the rate of the last hour.",
                queries=(Query("A", least(chosen.of(names.BUDGET_EXHAUSTS)), Form.NOW),),
                look=words.LEFT,
                interval=context.often,
            ),
        ),
        (
            3,
            Stat(
                id=6,
                title="Bad so far",
                description="Events, slices, samples or seconds that were bad in the objective's window so far.",
                queries=(Query("A", worst(everything_bad), Form.NOW),),
                look=replace(words.COUNT, absent=words.NO_TRAFFIC),
                interval=context.often,
            ),
        ),
    )


def _left(context: Context, chosen: Chosen) -> Lines:
    """What is left, and for a calendar window what would be left if the budget went evenly."""
    ideal = 1 - q.ge(worst(chosen.of(names.WINDOW_ELAPSED)), 0)
    return Lines(
        id=10,
        title="Budget left of ${service}.${objective}",
        description=(
            "The share of the error budget that is left. A calendar window has a dashed line: what would be left if "
            "the budget went evenly to the end. Below 0 the objective is missed."
        ),
        queries=(
            Query("A", least(chosen.of(names.BUDGET_LEFT)), Form.OVER_TIME, "left"),
            Query("B", ideal, Form.OVER_TIME, "left if spent evenly"),
        ),
        look=replace(words.BUDGET, tone=Tone.FINE, steps=(), most=Fraction(1)),
        interval=context.often,
        lines=(Line("B", style=Style.DASHED, tone=Tone.NO_DATA),),
    )


def _policy(number: int, context: Context, chosen: Chosen) -> Table:
    limits = worst(chosen.of(names.BURN_THRESHOLD), names.CLASS, names.WINDOW, names.SHORT)
    return Table(
        id=number,
        title="When somebody is told",
        description="An alert fires while the burn rate of both windows is over the factor.",
        queries=(Query("A", limits, Form.ROWS),),
        look=replace(words.TEXT, absent="No alerts"),
        interval=context.often,
        columns=(
            Column("Alert", label=names.CLASS),
            Column("Window", label=names.WINDOW),
            Column("Short", label=names.SHORT),
            Column("Burn rate over", ref="A", look=replace(words.BURN, steps=(), decimals=2), width=140),
        ),
        sort=(Sort("Burn rate over", descending=True),),
    )


def _about(number: int, context: Context, chosen: Chosen) -> Table:
    labels = ("window_text", "unit", "owner_title", "first", "runbook", "source")
    return Table(
        id=number,
        title="Whose it is, and where it is written",
        description="Its owner, its runbook, and the line of the spec that it comes from.",
        queries=(Query("A", worst(chosen.of(names.OBJECTIVE_INFO), *labels), Form.ROWS),),
        look=replace(words.TEXT, absent="Unknown"),
        interval=context.often,
        columns=(
            Column("Window", label="window_text", width=160, wrapped=True),
            Column("Counts", label="unit", width=75),
            Column("Owner", label="owner_title", width=150, wrapped=True),
            Column("First step", label="first", wrapped=True),
            Column("Runbook", label="runbook", look=words.RUNBOOK, width=80),
            Column("Spec", label="source", width=150, wrapped=True),
        ),
        sort=(),
    )
