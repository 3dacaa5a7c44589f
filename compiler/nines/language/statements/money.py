"""What a contract pays: fees, what credits are a share of, how they add up, and the form in which they are given."""

from __future__ import annotations

from nines.language.nodes import At, Statement
from nines.language.phrases import Amount, Condition, History, SimpleAmount
from nines.language.statements.contract import HELD
from nines.language.table import statement
from nines.values.model import Money, Number, Percentage, Quantity, Ratio

__all__ = [
    "Balance",
    "Base",
    "Cap",
    "DayOfFee",
    "EarnBack",
    "FeeLine",
    "Payout",
    "Points",
    "Pool",
    "Reset",
    "Round",
    "SetOff",
    "SettleAs",
    "Stack",
    "UnitOf",
]


@statement(
    "fee <name:name> <amount:money> per <period:month|quarter|year|day|hour>",
    inside="customer sla plan",
    example="fee subscription EUR 12_000 per month",
)
class FeeLine(Statement):
    """What it pays, which credits are a share of."""

    name: At[str]
    amount: At[Money]
    period: At[str]


@statement(
    "round ( measured <never:=never>"
    " | <what:=measured> <mode:half-even|half-up|up|down> to <step:quantity> before comparing"
    " | <what:=money> <mode:half-even|half-up|up|down> to <step:quantity> )",
    inside="sla plan customer promise level",
    example="round measured half-even to 0.001% before comparing",
)
class Round(Statement):
    """How the measured value, and money, are rounded."""

    never: At[str] | None
    what: At[str] | None
    mode: At[str] | None
    step: At[Quantity] | None


@statement(
    "base <fees:name,> [of the affected <label:label>] per <unit:month|quarter|year|period>"
    " <when:of the period missed|of the period before|of the period after|of the period credited|before|after>"
    " [except <except_:name,>]",
    inside="sla plan customer promise",
    once=True,
    example="base subscription per month of the period missed",
)
class Base(Statement):
    """The fees of which a percentage is taken, and those of which period."""

    fees: tuple[At[str], ...]
    label: At[str] | None
    unit: At[str]
    when: At[str]
    except_: tuple[At[str], ...]


@statement("pool <name:name> <share:percentage> of base", inside=HELD, example="pool at-risk 25% of base")
class Pool(Statement):
    """A named share of the base that credits are paid from."""

    name: At[str]
    share: At[Percentage]


@statement("day of fee <share:share>", inside=HELD, once=True, example="day of fee 1/30")
class DayOfFee(Statement):
    """The fraction of the fee that a day is worth."""

    share: At[Percentage] | At[Ratio]


@statement("unit <name:name> worth <amount:amount>", inside=HELD, example="unit daily-use worth 1/30")
class UnitOf(Statement):
    """A unit that credits can be counted in."""

    name: At[str]
    amount: Amount


@statement(
    "stack ( <how:highest only|sum|first that pays|highest per incident>"
    " | <names:name,> <how:highest only|sum|first that pays|highest per incident> )",
    inside=HELD,
    example="stack highest only",
)
class Stack(Statement):
    """What is paid when several promises are missed."""

    names: tuple[At[str], ...]
    how: At[str]


@statement(
    "cap <what:credits|rewards> ( <none:=none> | <amount:sum> per ( rolling <months:count> months"
    " | <scope:outage|day|period|month|quarter|calendar year|year> ) [, rest <rest:lapses|carries>] )",
    inside="sla plan customer promise",
    example="cap credits 50% per period, rest lapses",
)
class Cap(Statement):
    """The most that is paid in a time, and what becomes of the rest."""

    what: At[str]
    none: At[str] | None
    amount: SimpleAmount | None
    months: At[Number] | None
    scope: At[str] | None
    rest: At[str] | None


@statement(
    "set off rewards within <window:period|quarter|year|calendar year> [, rest <rest:lapses|carries>]",
    inside=HELD,
    once=True,
    example="set off rewards within quarter, rest lapses",
)
class SetOff(Statement):
    """Rewards are set off against credits."""

    window: At[str]
    rest: At[str] | None


@statement(
    "earn back <share:percentage> when <condition:condition>",
    inside=HELD,
    once=True,
    example="earn back 40% when 3 periods in a row kept",
)
class EarnBack(Statement):
    """A share of credits paid comes back after a time without a miss."""

    share: At[Percentage]
    condition: Condition


@statement("points", inside=HELD, body="points", block="must", once=True, example="points { }")
class Points(Statement):
    """How points become money."""


@statement(
    "balance <text:credits minus rewards|credits>", inside="points", once=True, example="balance credits minus rewards"
)
class Balance(Statement):
    """What the account of points is."""

    text: At[str]


@statement("reset after <history:history>", inside="points", once=True, example="reset after 5 periods in a row kept")
class Reset(Statement):
    """When the account starts at zero again."""

    history: History


@statement(
    "payout at least <amount:money> or <otherwise:lapses|waits>",
    inside=HELD,
    once=True,
    example="payout at least EUR 25 or waits",
)
class Payout(Statement):
    """The least sum that is paid."""

    amount: At[Money]
    otherwise: At[str]


@statement(
    "settle as <form:next invoice|refund|term extension>", inside=HELD, once=True, example="settle as next invoice"
)
class SettleAs(Statement):
    """The form in which a credit is given."""

    form: At[str]
