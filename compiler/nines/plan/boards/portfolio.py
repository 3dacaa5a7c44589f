"""The portfolio: which promise is in danger, and who pays."""

from __future__ import annotations

from nines.plan import names
from nines.plan.boards import words
from nines.plan.boards.context import DAY, FIVE_MINUTES, SERVICE, Context
from nines.plan.boards.layout import Row, stacked
from nines.plan.boards.look import Link, Tone
from nines.plan.boards.model import Board, Column, Form, Query, Section, Stat, States, Table, Text
from nines.plan.boards.series import OF_PROMISE, ROW, Chosen, counted, least, worst
from nines.plan.boards.tables import of_objectives, of_promises, policies
from nines.promql import build as q
from nines.promql.tree import Edge, Expression
from nines.record import replace
from nines.values.model import Duration

__all__ = ["portfolio"]

_WORST = 20
"""Rows of the state timeline: as many as stay legible."""
_NAMED = 40
"""Customers whose call sheets are linked to."""


def portfolio(context: Context) -> Board:
    chosen = Chosen(context.bundle, SERVICE)
    return Board(
        uid=context.uid("portfolio"),
        name="portfolio",
        folder=context.folder,
        title="Portfolio",
        question="Which promise is in danger, and who pays?",
        span=Duration(30 * DAY.milliseconds),
        refresh=FIVE_MINUTES,
        zone=None,
        variables=(context.services(several=True),),
        marks=context.marks(chosen, FIVE_MINUTES),
        links=(
            context.head("On call", "oncall"),
            *((context.head("Customers", "customer"),) if context.promises else ()),
        ),
        panels=stacked(
            (
                Row(3, _numbers(context, chosen)),
                Row(13, ((24, of_objectives(10, context, chosen)),)),
                Row(12, ((24, _timeline(context, chosen)),)),
                *((_section(context),) if context.promises else ()),
                *((_journeys(context, chosen),) if context.contract.journeys else ()),
                Section(
                    id=60,
                    title="Policy: when somebody is told",
                    description="The burn rates at which alerts fire, of every objective.",
                    panels=stacked((Row(12, ((24, policies(61, context, chosen)),)),)),
                ),
                Section(
                    id=40,
                    title="How to read this",
                    description="What the states mean.",
                    panels=stacked((Row(7, ((24, words.legend(41)),)),)),
                ),
            )
        ),
        of=None,
        origin=context.contract.project.origin,
    )


def _journeys(context: Context, chosen: Chosen) -> Section:
    of_journeys = Chosen(context.bundle, (*chosen.matchers, q.equal(names.INDICATOR, "journey")))
    return Section(
        id=50,
        title="Journeys: what users come to do",
        description="The objectives of journeys, which pass through several services.",
        panels=stacked((Row(8, ((24, of_objectives(51, context, of_journeys)),)),)),
    )


def _section(context: Context) -> Section:
    return Section(
        id=30,
        title="Promises to customers",
        description="Every promise to every customer, the one closest to breaking on top.",
        panels=stacked(
            (
                Row(12, ((24, _promised(31, context)),)),
                *((Row(4, ((24, _calls(32, context)),)),) if context.contract.customers else ()),
            )
        ),
    )


def _calls(number: int, context: Context) -> Text:
    """Where the call sheets are. Of many customers the first are named, and the folder has them all."""
    from nines.plan.boards.markdown import harmless  # few specs have customers

    customers = context.contract.customers
    named = [f"[{harmless(one.title)}](/d/{context.uid('call', one.name)})" for one in customers[:_NAMED]]
    more = f" and {len(customers) - _NAMED} more" if len(customers) > _NAMED else ""
    return Text(
        id=number,
        title="Call sheets",
        description="For who has a customer on the phone. All of them are in a folder of their own.",
        markdown=f"{', '.join(named)}{more}",
    )


def _numbers(context: Context, chosen: Chosen) -> tuple[tuple[int, Stat], ...]:
    """Each with its width; those of promises where there are any."""
    state = worst(chosen.of(names.STATE), *ROW)
    objectives = (
        _number(context, 1, "Objectives spent", "Error budgets that are used up.", q.eq_bool(state, 4), Tone.SPENT),
        _number(context, 2, "Burning", "Objectives of which a page fires now.", q.eq_bool(state, 3), Tone.BURNING),
        _number(
            context, 3, "On watch", "A ticket fires, or the budget goes too fast.", q.eq_bool(state, 2), Tone.WATCH
        ),
    )
    if not context.promises:
        return tuple((8, number) for number in objectives)
    promises = worst(chosen.of(names.PROMISE_STATE), *OF_PROMISE)
    at_risk, broken = q.eq_bool(promises, 3), q.eq_bool(promises, 4)
    return (
        *((4, number) for number in objectives),
        (4, _promises(context, 4, "Promises at risk", "Break soon if this goes on.", at_risk, Tone.BURNING)),
        (4, _promises(context, 5, "Promises broken", "Missed in the running period.", broken, Tone.SPENT)),
        (4, _owed(context)),
    )


def _owed(context: Context) -> Stat:
    """Never summed up over currencies."""
    return Stat(
        id=6,
        title="Credit owed today",
        description="What all customers together would get back if their periods ended now, in each currency.",
        queries=(Query("A", q.sum_(context.all.of(names.CREDIT_MONEY), q.by(names.CURRENCY)), Form.NOW, "{currency}"),),
        look=words.linked(replace(words.CREDIT, absent="None is known"), Link("Customers", context.uid("customer"))),
        interval=context.often,
        named=True,
    )


def _number(context: Context, number: int, title: str, description: str, which: Expression, tone: Tone) -> Stat:
    return Stat(
        id=number,
        title=title,
        description=description,
        queries=(Query("A", counted(which), Form.NOW),),
        look=words.linked(words.troubles(tone, words.NOT_SCRAPED), Link("What fires now", context.uid("oncall"))),
        interval=context.often,
    )


def _promises(context: Context, number: int, title: str, description: str, which: Expression, tone: Tone) -> Stat:
    return Stat(
        id=number,
        title=title,
        description=description,
        queries=(Query("A", counted(which), Form.NOW),),
        look=words.linked(words.troubles(tone, words.NO_PROMISES), Link("Customers", context.uid("customer"))),
        interval=context.often,
    )


def _promised(number: int, context: Context) -> Table:
    customer = Column("Customer", label=names.CUSTOMER, look=words.linked(words.TEXT, context.to_customer()))
    return of_promises(number, context, context.all, customer)


def _timeline(context: Context, chosen: Chosen) -> States:
    """The states of those that are worst at the end of what is shown: first by state, then by what is left."""
    states = worst(chosen.of(names.STATE), *ROW)
    in_the_end = worst(q.at(chosen.of(names.STATE), Edge.END), *ROW)
    left = least(q.at(chosen.of(names.BUDGET_LEFT), Edge.END), *ROW)
    shown = q.and_(states, q.topk(_WORST, 2 * in_the_end - q.clamp(left, -1, 1)), q.on(*ROW))
    # Rows come in the order of the queries: so the worst are on top.
    parts = (q.ge(in_the_end, 3), q.eq(in_the_end, 2), q.lt(in_the_end, 2))
    return States(
        id=20,
        title=f"State over time, the worst {_WORST}",
        description="When each objective was fine, on watch, burning or spent. A gap is time without rules or data.",
        queries=tuple(
            Query(ref, q.and_(shown, part, q.on(*ROW)), Form.OVER_TIME, "{service}.{objective}")
            for ref, part in zip("ABC", parts, strict=True)
        ),
        look=words.linked(words.STATE, context.to_objective()),
        interval=FIVE_MINUTES,
    )
