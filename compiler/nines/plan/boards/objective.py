"""The board of an objective: how much is left, how fast it goes, since when."""

from __future__ import annotations

from fractions import Fraction

from nines.plan import names
from nines.plan.boards import graphs, words
from nines.plan.boards.context import DAY, MINUTE, OBJECTIVE, Context
from nines.plan.boards.groups import groups
from nines.plan.boards.layout import Row, stacked
from nines.plan.boards.look import Tone
from nines.plan.boards.model import (
    Board,
    Cell,
    Column,
    Form,
    Line,
    Lines,
    Query,
    Section,
    Sort,
    Stat,
    Style,
    Table,
)
from nines.plan.boards.series import BAD, HOUR, OF_PROMISE, Chosen, least, worst
from nines.promql import build as q
from nines.promql.tree import Edge, Selector
from nines.record import replace
from nines.values.model import Duration

__all__ = ["objective"]


def objective(context: Context) -> Board:
    aims = Chosen(context.bundle, OBJECTIVE)
    chosen = Chosen(context.bundle, (*OBJECTIVE, *context.of_groups()))
    return Board(
        uid=context.uid("objective"),
        name="objective",
        folder=context.folder,
        title="Objective",
        question="How much is left, how fast does it go, since when?",
        span=Duration(30 * DAY.milliseconds),
        refresh=MINUTE,
        zone=None,
        variables=(context.services(several=False), context.objectives(), *context.groups(), context.window()),
        marks=context.marks(aims),
        links=(
            context.head("Portfolio", "portfolio"),
            context.head("Service", "service"),
            context.head("On call", "oncall"),
        ),
        panels=stacked(
            (
                Row(3, _numbers(context, chosen, aims)),
                Row(9, ((24, _left(context, chosen, aims)),)),
                Row(8, ((24, graphs.burning_by_window(20, context, chosen, aims)),)),
                Row(7, ((12, graphs.bad(21, context, chosen)), (12, graphs.traffic(23, context, chosen)))),
                Section(
                    id=50,
                    title="Day by day",
                    description="What each day took of the budget, and when which state held.",
                    panels=stacked(
                        (Row(8, ((12, _by_day(51, context, chosen, aims)), (12, graphs.states(22, context, chosen)))),)
                    ),
                ),
                Section(
                    id=30,
                    title="Alerts, owner, runbook, contract",
                    description="What fires when, whom it calls, what to do first, and who is promised it.",
                    panels=stacked(
                        (
                            Row(7, ((8, _policy(31, context, aims)), (16, _about(32, context, aims)))),
                            *((Row(7, ((24, _clauses(33, context, aims)),)),) if context.promises else ()),
                        )
                    ),
                ),
                groups(40, context, chosen),
            )
        ),
        of=None,
        origin=context.contract.project.origin,
    )


def _numbers(context: Context, chosen: Chosen, aims: Chosen) -> tuple[tuple[int, Stat], ...]:
    attained = words.floored(least(chosen.of(names.ATTAINED)))
    left = least(chosen.of(names.BUDGET_LEFT))
    everything_bad = q.clamp_min(q.sum_(chosen.of(names.COUNTED, BAD), q.by(names.WINDOW)), 0)
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
                    Query("B", worst(aims.of(names.OBJECTIVE)), Form.NOW, "target"),
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


def _left(context: Context, chosen: Chosen, aims: Chosen) -> Lines:
    """What is left, and for a calendar window what would be left if the budget went evenly, and in the end."""
    elapsed = worst(aims.of(names.WINDOW_ELAPSED))
    left = least(chosen.of(names.BUDGET_LEFT))
    at_the_end = left - worst(_of_day(chosen)) * (1 - elapsed)
    last = q.timestamp(q.at(aims.of(names.WINDOW_ELAPSED), Edge.END))
    lately = q.gt(q.vector(q.time()), worst(last) - DAY.milliseconds // 1000, q.on())
    return Lines(
        id=10,
        title="Budget left of ${service}.${objective}: ${window}",
        description=(
            "The share of the error budget that is left; below 0 the objective is missed. A calendar window has two "
            "dashed lines: what would be left if the budget went evenly (grey), and what will be left when the window "
            "ends if things go on as in the day before (amber, told for the last day that is shown, down to -100 %)."
        ),
        queries=(
            Query("A", left, Form.OVER_TIME, "left"),
            Query("B", 1 - q.ge(elapsed, 0), Form.OVER_TIME, "left if spent evenly"),
            Query(
                "C",
                q.and_(q.clamp_min(at_the_end, -1), lately, q.on()),
                Form.OVER_TIME,
                "left at its end, as things go",
            ),
        ),
        look=replace(words.BUDGET, tone=Tone.FINE, steps=(), most=Fraction(1)),
        interval=context.often,
        lines=(
            Line("B", style=Style.DASHED, tone=Tone.NO_DATA),
            Line("C", style=Style.DASHED, tone=Tone.WATCH),
        ),
    )


def _of_day(chosen: Chosen) -> Selector:
    return chosen.of(names.BURN_RATE, q.equal(names.WINDOW, "1d"))


def _by_day(number: int, context: Context, chosen: Chosen, aims: Chosen) -> Lines:
    """A window is a budget: of one that lasts 30 days, a day may take a thirtieth."""
    length = worst(aims.of(names.WINDOW_SECONDS))
    return Lines(
        id=number,
        title="Spent in the day before",
        description=(
            "The share of the budget that the last 24 hours took, beside what each day may take. Above the dashed line "
            "the budget will not last."
        ),
        queries=(
            Query("A", worst(_of_day(chosen)) * 86_400 / length, Form.OVER_TIME, "spent in a day"),
            Query("B", 86_400 / length, Form.OVER_TIME, "allowed in a day"),
        ),
        look=replace(words.RATIO, absent="Not recorded over a day", decimals=1, tone=Tone.BURNING),
        interval=context.often,
        lines=(Line("B", style=Style.DASHED, tone=Tone.NO_DATA),),
    )


def _clauses(number: int, context: Context, aims: Chosen) -> Table:
    """What is promised of the indicator that the objective is about."""
    told = ("customer_title", "title", "target", "credit", "source")
    of_indicator = (names.SERVICE, names.INDICATOR)
    here = q.group(aims.of(names.OBJECTIVE), q.by(*of_indicator))
    info = q.and_(context.all.of(names.PROMISE_INFO), here, q.on(*of_indicator))
    states = worst(q.and_(context.all.of(names.PROMISE_STATE), here, q.on(*of_indicator)), *OF_PROMISE)
    return Table(
        id=number,
        title="Promised to customers",
        description="Each promise that rests on the same indicator, how it stands, and the line of the contract.",
        queries=(
            Query("A", states, Form.ROWS),
            Query("B", worst(info, *OF_PROMISE, *told), Form.ROWS),
        ),
        look=replace(words.TEXT, absent="Nobody is promised it"),
        interval=context.often,
        columns=(
            Column("State", ref="A", look=words.PROMISE_STATE, cell=Cell.TINTED, width=130),
            Column("Customer", label="customer_title", wrapped=True),
            Column("Promise", label="title", wrapped=True),
            Column("Promised", label="target", width=90, cell=Cell.NUMBER),
            Column("If missed", label="credit", width=220, wrapped=True),
            Column("Contract", label="source", width=200, wrapped=True),
        ),
        sort=(Sort("State", descending=True),),
    )


def _policy(number: int, context: Context, aims: Chosen) -> Table:
    limits = worst(aims.of(names.BURN_THRESHOLD), names.CLASS, names.WINDOW, names.SHORT)
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


def _about(number: int, context: Context, aims: Chosen) -> Table:
    labels = ("window_text", "unit", "owner_title", "first", "runbook", "source")
    info = worst(aims.of(names.OBJECTIVE_INFO), names.OBJECTIVE_LABEL, *labels)
    masked = worst(aims.of(names.MASKED), names.OBJECTIVE_LABEL)
    return Table(
        id=number,
        title="Whose it is, and where it is written",
        description="Its owner, its runbook, the line of the spec, and whether time counts now: maintenance may not.",
        queries=(Query("A", info, Form.ROWS), Query("B", masked, Form.ROWS)),
        look=replace(words.TEXT, absent="Unknown"),
        interval=context.often,
        columns=(
            Column("Window", label="window_text", width=160, wrapped=True),
            Column("Counts", label="unit", width=75),
            Column("Counts now", ref="B", look=words.COUNTS, width=95),
            Column("Owner", label="owner_title", width=150, wrapped=True),
            Column("First step", label="first", wrapped=True),
            Column("Runbook", label="runbook", look=words.RUNBOOK, width=80),
            Column("Spec", label="source", width=150, wrapped=True),
        ),
        sort=(),
    )
