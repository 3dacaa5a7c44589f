"""`sla`, `plan` and `customer`: the contract around the promises."""

from __future__ import annotations

from nines.language.nodes import At, Statement
from nines.language.phrases import Amount, Condition, Deadline, History, Period, SimpleAmount
from nines.language.table import statement
from nines.values.model import Date, Duration, Money, Number, Percentage, Quantity, Ratio

__all__ = [
    "Balance",
    "Base",
    "Calendar",
    "Call",
    "Cap",
    "Changes",
    "Claim",
    "ClaimStep",
    "Clock",
    "Contact",
    "Covers",
    "Customer",
    "CustomerPlan",
    "CustomerSla",
    "DayOfFee",
    "EarnBack",
    "Example",
    "Exclude",
    "FeeLine",
    "Liability",
    "Needs",
    "PartialPeriod",
    "Payout",
    "PeriodLine",
    "Plan",
    "Points",
    "Pool",
    "ReportDuty",
    "Reset",
    "Round",
    "SetOff",
    "SettleAs",
    "SeverityRow",
    "Sla",
    "Stack",
    "Support",
    "Tenant",
    "Terminate",
    "UnitOf",
    "VersionLine",
]

HELD = "sla plan customer"


@statement(
    "sla <name:name> [<title:text>]", inside="file", body="sla", block="must", example='sla standard "Platform SLA" { }'
)
class Sla(Statement):
    """A service level agreement."""

    name: At[str]
    title: At[str] | None


@statement(
    "plan <name:name> [<title:text>] [extends <parent:name>]",
    inside="sla",
    body="plan",
    example="plan gold extends silver { }",
)
class Plan(Statement):
    """What is bought: overrides and additions to the agreement."""

    name: At[str]
    title: At[str] | None
    parent: At[str] | None


@statement(
    "customer <name:name> [<title:text>]",
    inside="file",
    body="customer",
    block="must",
    example='customer acme "ACME Retail" { }',
)
class Customer(Statement):
    """A party that was promised something, and what was agreed with it alone."""

    name: At[str]
    title: At[str] | None


@statement("sla <name:name> [<version:text>]", inside="customer", once=True, required=True, example="sla standard")
class CustomerSla(Statement):
    """The agreement that it has, and the version if it is pinned."""

    name: At[str]
    version: At[str] | None


@statement("plan <name:name>", inside="customer", once=True, example="plan gold")
class CustomerPlan(Statement):
    """The plan that it bought."""

    name: At[str]


@statement("tenant <value:text>", inside="customer", once=True, example='tenant "acme"')
class Tenant(Statement):
    """The value of the label by which its events are told apart."""

    value: At[str]


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
    "contact <address:text> for <topics:promise-at-risk|promise-broken|monthly-report,>",
    inside="customer",
    example='contact "cto@acme.example" for promise-at-risk, monthly-report',
)
class Contact(Statement):
    """Who of its people is told what."""

    address: At[str]
    topics: tuple[At[str], ...]


@statement(
    "version <version:text> effective <date:date>",
    inside="sla plan customer",
    once=True,
    example='version "2.1" effective 2026-01-01',
)
class VersionLine(Statement):
    """The version of the agreement and the day from which it holds."""

    version: At[str]
    date: At[Date]


@statement("covers <services:name,>", inside=HELD, example="covers checkout, storefront")
class Covers(Statement):
    """The services that it is about."""

    services: tuple[At[str], ...]


@statement("period <period:period>", inside=HELD, once=True, example="period calendar month in Europe/Berlin")
class PeriodLine(Statement):
    """The time over which promises are judged and credits computed."""

    period: Period


@statement(
    "partial period <value:missing time counts as good|only existing time counts|not judged>",
    inside=HELD,
    once=True,
    example="partial period only existing time counts",
)
class PartialPeriod(Statement):
    """What holds for a period in which the contract starts or ends."""

    value: At[str]


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
    "exclude <name:name> [<title:text>] <effect:leaves downtime and period|leaves downtime|waives credit>"
    " [shown by <evidence:text>] [, <beyond:=beyond it counts>]",
    inside=HELD,
    example="exclude weekly leaves downtime and period",
)
class Exclude(Statement):
    """What does not count: a maintenance by its name, or a case with its evidence."""

    name: At[str]
    title: At[str] | None
    effect: At[str]
    evidence: At[str] | None
    beyond: At[str] | None


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


@statement(
    "claim [<automatic:=automatic>]",
    inside=HELD,
    body="claim",
    once=True,
    example="claim { submit within 30 days of period end by mail }",
)
class Claim(Statement):
    """How a credit is claimed, and by when; or that it comes by itself."""

    automatic: At[str] | None


@statement(
    "<step:notify|submit|answer> within <deadline:deadline> [by <way:word>] [with <evidence:word,>]",
    inside="claim",
    example="submit within 30 days of period end by mail",
)
class ClaimStep(Statement):
    """A step of the claim and its deadline."""

    step: At[str]
    deadline: Deadline
    way: At[str] | None
    evidence: tuple[At[str], ...]


@statement(
    "terminate when <condition:condition> [, notice within <notice:deadline>]",
    inside=HELD,
    once=True,
    example="terminate when 3 of 6 periods missed, notice within 30 days of period end",
)
class Terminate(Statement):
    """When the customer may leave for chronic failure."""

    condition: Condition
    notice: Deadline | None


@statement(
    "report within <deadline:deadline> [, missing counts as a miss of <promise:name>]",
    inside=HELD,
    once=True,
    example="report within 8 business days of period end, missing counts as a miss of uptime",
)
class ReportDuty(Statement):
    """When the provider reports, and what a missing report counts as."""

    deadline: Deadline
    promise: At[str] | None


@statement(
    "needs <name:name> <text:text> [else <otherwise:=no credit>]",
    inside=HELD,
    example='needs paid-up "No open invoice" else no credit',
)
class Needs(Statement):
    """What a customer has to fulfil to be credited."""

    name: At[str]
    text: At[str]
    otherwise: At[str] | None


@statement("liability ( <kind:=sole remedy> | <text:text> )", inside=HELD, once=True, example="liability sole remedy")
class Liability(Statement):
    """Whether credits are all that a customer can ask for."""

    kind: At[str] | None
    text: At[str] | None


@statement("changes with <notice:duration> notice", inside=HELD, once=True, example="changes with 30d notice")
class Changes(Statement):
    """How long before it holds a change is announced."""

    notice: At[Duration]


@statement("calendar <place:text>", inside=HELD, once=True, example='calendar "NL"')
class Calendar(Statement):
    """Whose holidays are no business days."""

    place: At[str]


@statement(
    "example <text:example>", inside="sla plan promise", example="example downtime 3h in 30d expect reach 99.583%"
)
class Example(Statement):
    """A worked example that is computed anew and has to agree."""

    text: At[str]


@statement("support", inside=HELD, body="support", block="must", once=True, example="support { }")
class Support(Statement):
    """How fast people answer, update and mend, by severity."""


@statement(
    "severity <name:name> [<title:text>] [respond <respond:duration>] [update <update:duration>]"
    " [workaround <workaround:duration>] [fix <fix:duration>] ( <always:=around the clock> | during <schedule:name> )",
    inside="support",
    example='severity critical "Shop cannot take orders" respond 15m update 1h fix 4h around the clock',
)
class SeverityRow(Statement):
    """A severity: the time to respond, update and mend, and the hours in which the clock runs."""

    name: At[str]
    title: At[str] | None
    respond: At[Duration] | None
    update: At[Duration] | None
    workaround: At[Duration] | None
    fix: At[Duration] | None
    always: At[str] | None
    schedule: At[str] | None


@statement(
    "clock <what:starts|pauses|stops> <text:clock event> [for <severity:name>]",
    inside="support",
    example="clock pauses while waiting-for-customer",
)
class Clock(Statement):
    """When a ticket's clock starts, pauses and stops."""

    what: At[str]
    text: At[str]
    severity: At[str] | None


@statement("call <number:text> for <severities:name,>", inside="support", example='call "+49 30 000000" for critical')
class Call(Statement):
    """The number to call."""

    number: At[str]
    severities: tuple[At[str], ...]
