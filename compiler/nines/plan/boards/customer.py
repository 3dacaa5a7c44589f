"""The board of a customer: whether we keep what we promised, and what it would cost now."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from nines.contract.model import Customer
from nines.plan import names
from nines.plan.boards import words
from nines.plan.boards.context import DAY, FIVE_MINUTES, YEAR, Context
from nines.plan.boards.layout import Row, stacked
from nines.plan.boards.look import Look, Step, Tone, Unit
from nines.plan.boards.model import (
    Board,
    Choice,
    Column,
    Fixed,
    Form,
    Line,
    Lines,
    Panel,
    Query,
    Section,
    Sort,
    Stat,
    States,
    Style,
    Table,
    Variable,
)
from nines.plan.boards.series import BAD, OF_PROMISE, TOTAL, Chosen, least, worst
from nines.plan.boards.tables import of_promises, owed
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.record import replace
from nines.values.model import Duration

__all__ = ["customer", "customers"]

_BAR = Duration(20 * DAY.milliseconds)
"""How wide the bar of a period is: less than any that contracts are settled by, and wide enough to be seen."""

_CUSTOMER = q.matches(names.CUSTOMER, "$customer")


def customer(context: Context) -> Board:
    """The board of whichever customer is chosen: for our own people."""
    series = context.all.of(names.PROMISE_STATE)
    choice = Choice("customer", "Customer", names.CUSTOMER, series, several=False, everything=False)
    return replace(
        _board(context, (choice,), _panels(context)),
        uid=context.uid("customer"),
        name="customer",
        folder=context.folder,
        zone=context.zone,
        links=(context.head("Portfolio", "portfolio"), context.head("On call", "oncall")),
    )


def customers(context: Context) -> tuple[Board, ...]:
    """A board for each customer's own eyes, with the customer fixed, and without links to boards of ours.

    A fixed variable keeps nobody out: the data source must enforce the label.
    """
    panels = _panels(context)
    titles = Counter(one.title for one in context.contract.customers)
    return tuple(
        replace(
            _board(context, (Fixed("customer", one.name), *_tenant(one)), panels),
            uid=context.uid("customer", one.name),
            name=one.name,
            title=one.title if titles[one.title] == 1 else f"{one.title} ({one.name})",
            of=one.name,
            zone=one.agreement.period_zone,
            origin=one.origin,
        )
        for one in context.contract.customers
    )


def _tenant(one: Customer) -> tuple[Variable, ...]:
    return (Fixed("tenant", one.tenant),) if one.tenant is not None else ()


def _board(context: Context, variables: tuple[Variable, ...], panels: tuple[Panel, ...]) -> Board:
    return Board(
        uid="",
        name="",
        folder=context.customers,
        title="Customer",
        question="Do we keep what we promised, and what would it cost now?",
        span=Duration(31 * DAY.milliseconds),
        refresh=FIVE_MINUTES,
        zone=None,
        variables=variables,
        marks=(),
        links=(),
        panels=panels,
        of=None,
        origin=context.contract.project.origin,
    )


def _panels(context: Context) -> tuple[Panel, ...]:
    chosen = Chosen(context.bundle, (_CUSTOMER,))
    return stacked(
        (
            Row(3, _numbers(context, chosen)),
            Row(8, ((24, of_promises(10, context, chosen)),)),
            Row(8, ((12, _used(chosen)), (12, _periods(chosen)))),
            Row(5, ((24, _excluded(context, chosen)),)),
            Section(
                id=30,
                title="State over time",
                description="When each promise was kept, at risk or broken.",
                panels=stacked((Row(8, ((24, _states(context, chosen)),)),)),
            ),
        )
    )


def _numbers(context: Context, chosen: Chosen) -> tuple[tuple[int, Stat], ...]:
    state = worst(chosen.of(names.PROMISE_STATE))
    return (
        (7, _stat(context, 1, "Worst promise", "Of all promises to the customer.", state, words.PROMISE_STATE)),
        (
            10,
            owed(5, context.often, chosen),
        ),
        (
            7,
            _stat(
                context,
                4,
                "Next breaks in",
                "The least time until a promise breaks that is kept so far, at the rate of the last hour.",
                least(q.gt(chosen.of(names.PROMISE_TIME_LEFT), 0)),
                words.LEFT,
            ),
        ),
    )


def _stat(context: Context, number: int, title: str, description: str, of: Expression, look: Look) -> Stat:
    return Stat(
        id=number,
        title=title,
        description=description,
        queries=(Query("A", of, Form.NOW),),
        look=look,
        interval=context.often,
    )


def _used(chosen: Chosen) -> Lines:
    """All promises on one scale, whatever they promise. A promise of 100 % has no line: nothing may be used."""
    allowed = q.gt(1 - worst(chosen.of(names.PROMISED), *OF_PROMISE), 0)
    used = q.divide(1 - least(chosen.of(names.PROMISE_ATTAINED), *OF_PROMISE), allowed)
    return Lines(
        id=20,
        title="Used of what may go wrong",
        description=(
            "How much of what a promise allows has gone wrong in the contract's running period. Above 100 % the "
            "promise is broken. At the start of a period it moves a lot, since little has happened yet."
        ),
        queries=(Query("A", used, Form.OVER_TIME, "{promise}"),),
        look=Look(
            Unit.SHARE,
            words.NO_PROMISES,
            decimals=1,
            tone=Tone.VARIED,
            steps=(Step(None, Tone.PLAIN), Step(Fraction(1), Tone.SPENT)),
            least=Fraction(0),
        ),
        interval=FIVE_MINUTES,
        thresholds=True,
    )


def _states(context: Context, chosen: Chosen) -> States:
    return States(
        id=21,
        title="State over time",
        description="When each promise was kept, at risk or broken. A gap is time without data.",
        queries=(Query("A", worst(chosen.of(names.PROMISE_STATE), *OF_PROMISE), Form.OVER_TIME, "{promise}"),),
        look=words.PROMISE_STATE,
        interval=context.often,
    )


def _periods(chosen: Chosen) -> Lines:
    """What was used in each whole period, as a bar after its end; of several promises the worst."""
    same = q.on(names.BUNDLE, *OF_PROMISE)
    of_all = (names.BUNDLE, *OF_PROMISE)
    before = q.equal(names.WINDOW, names.PREVIOUS)
    bad = worst(chosen.of(names.PROMISE_COUNTED, BAD, before), *of_all)
    total = worst(chosen.of(names.PROMISE_COUNTED, TOTAL, before), *of_all)
    allowed = q.gt(1 - worst(chosen.of(names.PROMISED), *of_all), 0)
    used = q.divide(q.divide(bad, q.gt(total, 0), same), allowed, same)
    start = chosen.of(names.PERIOD_START)
    begun = worst(q.gt(start, q.offset(start, _BAR.milliseconds)), *of_all)
    return Lines(
        id=22,
        title="The last twelve periods, each by its worst promise",
        description=(
            "How much of what may go wrong was used in each whole period: above 100 % the promise was broken. A bar "
            "begins where its period ended."
        ),
        queries=(Query("A", q.topk(1, q.and_(used, begun, same)), Form.OVER_TIME, "{promise}"),),
        look=Look(
            Unit.SHARE,
            words.NO_WHOLE_PERIOD,
            decimals=1,
            tone=Tone.VARIED,
            steps=(Step(None, Tone.PLAIN), Step(Fraction(1), Tone.SPENT)),
            least=Fraction(0),
            most=Fraction(1),
        ),
        interval=DAY,
        lines=(Line("A", style=Style.BARS),),
        thresholds=True,
        past=YEAR,
    )


def _excluded(context: Context, chosen: Chosen) -> Table:
    """What the contract lets go uncounted, of maintenance that is planned in the specs."""
    own = q.group(chosen.of(names.PROMISE_INFO), q.by(names.SLA))
    of_mask = ("mask", "title", "per")
    allowed = worst(q.and_(context.all.of(names.EXCLUSION_ALLOWED), own, q.on(names.SLA)), *of_mask)
    recorded = q.last_over_time(context.all.of(names.MAINTENANCE_USED)["20m"])
    used = q.plus(0 * allowed, worst(recorded, "mask"), q.on("mask").group_left())
    return Table(
        id=23,
        title="Exclusions used, of what is allowed",
        description=(
            "How long planned maintenance went on in its running period, and how long it may without counting. What "
            "needs evidence, such as force majeure, is not here."
        ),
        queries=(
            Query("A", used, Form.ROWS),
            Query("B", allowed, Form.ROWS),
        ),
        look=replace(words.TEXT, absent="The contract lets no planned maintenance go uncounted"),
        interval=context.often,
        columns=(
            Column("Exclusion", label="title", wrapped=True),
            Column("Used", ref="A", look=words.TIME, width=150),
            Column("Allowed", ref="B", look=words.TIME, width=150),
            Column("In each", label="per", width=90),
        ),
        sort=(Sort("Used", descending=True),),
    )
