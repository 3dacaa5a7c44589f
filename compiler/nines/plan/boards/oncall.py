"""The board for who is on call: what to do first."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import AlertClass
from nines.plan import names
from nines.plan.boards import words
from nines.plan.boards.context import SERVICE, Context
from nines.plan.boards.graphs import burn_lines
from nines.plan.boards.layout import Row, stacked
from nines.plan.boards.look import Look, Step, Tone, Unit, Word
from nines.plan.boards.model import Board, Cell, Column, Form, Lines, Query, Sort, Stat, Table
from nines.plan.boards.series import (
    ALERTS,
    ALERTS_SINCE,
    DECIDED,
    DECIDED_LAST,
    FIRING,
    HOUR,
    ROW,
    Chosen,
    least,
    worst,
)
from nines.promql import build as q
from nines.promql.tree import Expression, Matcher, Selector
from nines.record import replace
from nines.values.model import Duration

__all__ = ["firing", "oncall"]

_HALF_A_MINUTE = Duration(30_000)
_THREE_HOURS = Duration(3 * 3_600_000)

_OF_ALERT = ("alertname", *ROW, names.CUSTOMER, names.PROMISE)
_OF_ONE_PROMISE = (names.CUSTOMER, names.PROMISE)
_URGENCY = Look(
    Unit.STATE,
    "Nothing is firing",
    words=(Word(1, "▲ ticket", Tone.WATCH), Word(2, "■ page", Tone.BURNING)),
)


def oncall(context: Context) -> Board:
    chosen = Chosen(context.bundle, SERVICE)
    return Board(
        uid=context.uid("oncall"),
        name="oncall",
        folder=context.folder,
        title="On call",
        question="What do I do first?",
        span=_THREE_HOURS,
        refresh=_HALF_A_MINUTE,
        zone=None,
        variables=(context.services(several=True),),
        marks=context.marks(chosen),
        links=(context.head("Portfolio", "portfolio"),),
        panels=stacked(
            (
                Row(3, _numbers(context, chosen)),
                Row(9, ((24, firing(10, context, chosen)),)),
                Row(8, ((24, _burning(context, chosen)),)),
                *((Row(7, ((24, _runs(context)),)),) if context.contract.automations else ()),
            )
        ),
        of=None,
        origin=context.contract.project.origin,
    )


def _alerts(context: Context, chosen: Chosen, alert_class: AlertClass, *own: Matcher) -> Selector:
    severity = q.equal(names.SEVERITY, context.contract.project.severity(alert_class))
    return chosen.named(ALERTS, FIRING, severity, *own)


def _distinct(context: Context, chosen: Chosen, alert_class: AlertClass, *own: Matcher) -> Expression:
    """Those that fire, as the table shows them: one for all windows and groups of an objective."""
    return worst(_alerts(context, chosen, alert_class, *own), *_OF_ALERT)


def _numbers(context: Context, chosen: Chosen) -> tuple[tuple[int, Stat], ...]:
    """How many fire, and the proof that they would."""
    rules = context.all.of(names.STATE)
    none = 0 * q.count(rules)
    pages = _distinct(context, chosen, AlertClass.PAGE)
    tickets = q.unless(_distinct(context, chosen, AlertClass.TICKET), pages, q.on(*_OF_ALERT))
    beats = context.all.named(ALERTS, FIRING, q.equal("alertname", names.HEARTBEAT))
    return (
        (
            6,
            _number(context, 1, "Pages", Tone.BURNING, q.or_(q.count(pages), none)),
        ),
        (
            6,
            _number(context, 2, "Tickets", Tone.WATCH, q.or_(q.count(tickets), none)),
        ),
        (
            6,
            Stat(
                id=3,
                title="Heartbeat",
                description="The alert that always fires while rules are fed: if it stops, silence means nothing.",
                queries=(Query("A", q.max_(beats), Form.NOW),),
                look=Look(Unit.STATE, "✖ silent", words=(Word(1, "● beating", Tone.FINE),)),
                interval=context.often,
            ),
        ),
        (
            6,
            Stat(
                id=4,
                title="Rules last ran",
                description="The age of the newest state. More than a few minutes: rules or scraping have stopped.",
                queries=(Query("A", q.time() - q.max_(q.timestamp(rules)), Form.NOW),),
                look=Look(
                    Unit.DURATION,
                    "Not for 5m",
                    decimals=0,
                    steps=(Step(None, Tone.FINE), Step(Fraction(180), Tone.BURNING)),
                ),
                interval=context.often,
            ),
        ),
    )


def _number(context: Context, number: int, title: str, tone: Tone, of: Expression) -> Stat:
    return Stat(
        id=number,
        title=title,
        description=f"{title} that fire now.",
        queries=(Query("A", of, Form.NOW),),
        look=words.troubles(tone, words.NOT_SCRAPED),
        interval=context.often,
    )


def firing(number: int, context: Context, chosen: Chosen, *own: Matcher, among: Expression | None = None) -> Table:
    """Every alert with what its objective says: all queries have the alert's labels, so that rows join one to one.

    `own` narrows the alerts, and nothing that is looked up for them; `among` to the services that it has.
    """
    pages = _distinct(context, chosen, AlertClass.PAGE, *own)
    tickets = _distinct(context, chosen, AlertClass.TICKET, *own)
    all_of_them: Expression = q.or_(2 * pages, tickets)
    if among is not None:
        all_of_them = q.and_(all_of_them, among, q.on(names.SERVICE))
    since = least(chosen.named(ALERTS_SINCE), *_OF_ALERT)

    def beside(value: Expression, *labels: str) -> Expression:
        return q.plus(0 * all_of_them, value, q.on(*labels).group_left())

    told = ("first", "customers", "runbook")
    facts = worst(chosen.of(names.OBJECTIVE_INFO), *ROW, *told)
    of_promise = q.and_(all_of_them, chosen.of(names.PROMISE_STATE), q.on(*_OF_ONE_PROMISE))
    on_service = q.on(names.SERVICE).group_left(names.DEPENDENCY)
    lasts = least(chosen.of(names.BUDGET_EXHAUSTS), *ROW)
    breaks = least(chosen.of(names.PROMISE_TIME_LEFT), *_OF_ONE_PROMISE)
    return Table(
        id=number,
        title="Firing, most urgent first",
        description="Pages before tickets, and of these what has the least time left. Click an alert to see why.",
        queries=(
            Query("A", all_of_them, Form.ROWS),
            Query("B", q.and_(q.time() - since, all_of_them, q.on(*_OF_ALERT)), Form.ROWS),
            Query("C", q.or_(beside(lasts, *ROW), beside(breaks, *_OF_ONE_PROMISE)), Form.ROWS),
            Query("D", beside(worst(chosen.of(names.BURN_RATE, HOUR), *ROW), *ROW), Form.ROWS),
            Query(
                "E",
                q.or_(
                    q.times(all_of_them, facts, q.on(*ROW).group_left(*told)),
                    q.label_join(of_promise, "customers", "", names.CUSTOMER),
                ),
                Form.ROWS,
            ),
            Query("F", q.times(all_of_them, _suspect(context, chosen), on_service), Form.ROWS),
        ),
        look=replace(words.TEXT, absent="Nothing is firing"),
        interval=context.often,
        columns=(
            Column("Urgency", ref="A", look=_URGENCY, cell=Cell.TINTED, width=100),
            Column("Alert", label="alertname", look=words.linked(words.TEXT, context.to_objective()), width=145),
            Column("Service", label=names.SERVICE, look=words.linked(words.TEXT, context.to_service())),
            Column("Objective", label=names.OBJECTIVE_LABEL, look=words.linked(words.TEXT, context.to_objective())),
            Column("Promise", label=names.PROMISE, width=105, wrapped=True),
            Column("Since", ref="B", look=Look(Unit.DURATION, "", decimals=0), width=105),
            Column("Left if this goes on", ref="C", look=words.LEFT, width=160),
            Column("Burn 1 h", ref="D", look=replace(words.BURN, absent=""), width=80),
            Column("Also burning", label=names.DEPENDENCY, width=100, wrapped=True),
            Column("First step", label="first", width=165, wrapped=True),
            Column("Runbook", label="runbook", look=words.RUNBOOK, width=75),
            Column("Customers", label="customers", width=160, wrapped=True),
        ),
        sort=(Sort("Urgency", descending=True), Sort("Left if this goes on", descending=False)),
    )


def _suspect(context: Context, chosen: Chosen) -> Expression:
    """What each service stands on that burns fastest, where it burns at more than one budget in its window."""
    rates = worst(context.all.of(names.BURN_RATE, HOUR), names.SERVICE)
    theirs = worst(q.label_replace(rates, names.DEPENDENCY, "$1", names.SERVICE, "(.*)"), names.DEPENDENCY)
    stands = worst(chosen.of(names.DEPENDS_ON), names.SERVICE, names.DEPENDENCY)
    burning = q.times(stands, q.gt(theirs, 1), q.on(names.DEPENDENCY).group_left())
    return q.topk(1, burning, q.by(names.SERVICE))


def _runs(context: Context) -> Table:
    """What the guard of automations tells of its decisions, where a text file of the node exporter carries it."""
    of = (names.AUTOMATION, "decision")
    last = worst(context.all.named(DECIDED_LAST), *of)
    times = q.sum_(context.all.named(DECIDED), q.by(*of))
    return Table(
        id=30,
        title="What automations decided last",
        description="How long ago each automation decided so, and how often it did; refused ones too.",
        queries=(Query("A", q.time() - last, Form.ROWS), Query("B", times, Form.ROWS)),
        look=replace(words.TEXT, absent="No automation has decided anything, or nines_textfiles is not set"),
        interval=context.often,
        columns=(
            Column("Ago", ref="A", look=Look(Unit.DURATION, "", decimals=0), width=170),
            Column("Automation", label=names.AUTOMATION),
            Column("Decision", label="decision", width=170),
            Column("Times", ref="B", look=Look(Unit.COUNT, "", decimals=0), width=100),
        ),
        sort=(Sort("Ago", descending=False),),
    )


def _burning(context: Context, chosen: Chosen) -> Lines:
    rate = worst(chosen.of(names.BURN_RATE, HOUR), *ROW)
    any_alert = q.or_(_alerts(context, chosen, AlertClass.PAGE), _alerts(context, chosen, AlertClass.TICKET))
    return burn_lines(
        20,
        context,
        "Burn rate over 1 h of what fires",
        Query("A", q.and_(rate, any_alert, q.on(*ROW)), Form.OVER_TIME, "{service}.{objective}"),
        absent="Nothing is firing",
    )
