"""`promise`: what is promised of an indicator, how it is measured, and what a miss costs."""

from __future__ import annotations

from nines.language.nodes import At, Statement
from nines.language.phrases import Amount, Comparison, Condition, Deadline, PromqlComparison, Range
from nines.language.table import statement
from nines.values.model import Duration, Number, Ordinal, Percentage, Quantity

__all__ = [
    "BadSlice",
    "Credit",
    "Crossing",
    "Duty",
    "Judge",
    "Level",
    "Measure",
    "MeasuredBy",
    "MonitorOutage",
    "Promise",
    "RemedyNone",
    "Reward",
    "Score",
    "Slice",
    "Strength",
    "TargetValue",
    "Trigger",
    "Valid",
    "Weigh",
    "WeightShare",
]

HELD = "promise sla plan level customer"


@statement(
    "promise <name:name> [<title:text>] [of <indicator:reference>] [<comparison:comparison>]",
    inside="sla plan customer",
    body="promise",
    example="promise availability of checkout.availability at least 99.9% { }",
)
class Promise(Statement):
    """A promise of an indicator.

    In a plan or for a customer it changes the promise of that name.
    """

    name: At[str]
    title: At[str] | None
    indicator: At[str] | None
    comparison: Comparison | None


@statement(
    "measure ( <what:share of good events|share of good slices|share of good time|mean of slice ratios|downtime"
    "|outages|bad slices|mean of value|value of planned|value|score>"
    " | <percentile:ordinal> percentile of value | share within <bound:duration> | formula <formula:group> )",
    inside=HELD,
    once=True,
    example="measure share of good events",
)
class Measure(Statement):
    """The quantity that is measured over the period."""

    what: At[str] | None
    percentile: At[Ordinal] | None
    bound: At[Duration] | None
    formula: At[str] | None


@statement(
    "score 1 within <full:duration> , <half:number> within <limit:duration> , <rest:number> otherwise",
    inside="promise level",
    once=True,
    example="score 1 within 2s, 0.3 within 8s, 0 otherwise",
)
class Score(Statement):
    """Points per event, as Apdex gives them; bounds are included."""

    full: At[Duration]
    half: At[Number]
    limit: At[Duration]
    rest: At[Number]


@statement("slice <length:duration>", inside=HELD, once=True, example="slice 1m")
class Slice(Statement):
    """Time is cut into slices of this length, aligned to the clock."""

    length: At[Duration]


@statement(
    "bad slice ( <what:every event fails|down throughout|down at all>"
    " | <quantity:error rate|value> <comparison:comparison> | <query:promql comparison> )",
    inside=HELD,
    once=True,
    example="bad slice error rate at least 4%",
)
class BadSlice(Statement):
    """What makes a slice bad."""

    what: At[str] | None
    quantity: At[str] | None
    comparison: Comparison | None
    query: PromqlComparison | None


@statement(
    "valid [<unit:=slice>] ( <subject:name> <range:range> | <text:text> )",
    inside="promise sla plan level",
    example="valid slice clients at least 50",
)
class Valid(Statement):
    """What counts; the rest is left out.

    Measured numbers have a column of the name.
    """

    unit: At[str] | None
    subject: At[str] | None
    range: Range | None
    text: At[str] | None


@statement(
    "monitor outage <value:counts as good|counts as bad|left out>",
    inside=HELD,
    once=True,
    example="monitor outage left out",
)
class MonitorOutage(Statement):
    """What time without data counts as."""

    value: At[str]


@statement("weigh by affected <label:label>", inside=HELD, once=True, example="weigh by affected visitors")
class Weigh(Statement):
    """An outage counts by the share of users it hurts."""

    label: At[str]


@statement(
    "crossing <how:split|counts where it starts|counts where it ends>", inside=HELD, once=True, example="crossing split"
)
class Crossing(Statement):
    """Which period an outage or ticket belongs to that lasts over the end of one."""

    how: At[str]


@statement(
    "measured by <party:word> [, <decider:word> decides]",
    inside=HELD,
    once=True,
    example="measured by provider, provider decides",
)
class MeasuredBy(Statement):
    """Whose numbers count, and who decides when they differ."""

    party: At[str]
    decider: At[str] | None


@statement("judge each <what:label,>", inside=HELD, once=True, example="judge each tenant")
class Judge(Statement):
    """Each label value, outage, ticket or record is judged on its own.

    An outage by its `downtime`, a ticket or record by its `value`.
    """

    what: tuple[At[str], ...]


@statement(
    "level <name:name> <comparison:comparison> [where <label:label> ( <named:text,> | <where:range> )]",
    inside="promise",
    body="level",
    example="level ha at least 99.8% where zones above 1",
)
class Level(Statement):
    """Another value for a configuration; the first that matches wins, else the head.

    It goes by a number (`where zones above 1`), or by a name (`where disk "premium"`, or one of several).
    """

    name: At[str]
    comparison: Comparison
    label: At[str] | None
    named: tuple[At[str], ...]
    where: Range | None


CONDITION = "[( when <condition:condition> | <range:range> )]"


@statement(
    f"credit <amount:amount> {CONDITION}", inside="promise level customer points", example="credit 10% when missed"
)
class Credit(Statement):
    """What the customer gets, and when.

    `when missed`, or without a condition, it follows a changed promise. Of thresholds on one side the worst that is
    reached pays, alone.
    """

    amount: Amount
    condition: Condition | None
    range: Range | None


@statement(
    f"reward <amount:amount> {CONDITION} [, ( then <repeat:=counts anew> | <repeat:=pays every period> )]",
    inside="promise level customer points",
    example="reward 2% when 3 periods in a row with measured at least 99.99%, then counts anew",
)
class Reward(Statement):
    """What the provider gets for doing better, and when."""

    amount: Amount
    condition: Condition | None
    range: Range | None
    repeat: At[str] | None


@statement(
    "trigger <condition:condition> , <pays:pays the last|pays all>",
    inside="promise level",
    once=True,
    example="trigger 3 periods in a row missed, pays the last",
)
class Trigger(Statement):
    """Nothing is due before it holds."""

    condition: Condition
    pays: At[str]


@statement(
    "duty <text:text> [within <deadline:deadline>] [when <condition:condition>]",
    inside="promise level sla plan customer points",
    example='duty "Root cause report" within 5 days of outage end when missed',
)
class Duty(Statement):
    """Something to be done that is not money."""

    text: At[str]
    deadline: Deadline | None
    condition: Condition | None


@statement("remedy none", inside="promise level", once=True, example="remedy none")
class RemedyNone(Statement):
    """A miss has no remedy, on purpose."""


@statement("target <value:quantity>", inside="promise level", once=True, example="target 99.95%")
class TargetValue(Statement):
    """What is aimed for beyond what is promised."""

    value: At[Quantity]


@statement(
    "strength <text:reasonable efforts|best efforts|guaranteed>",
    inside="promise level",
    once=True,
    example="strength reasonable efforts",
)
class Strength(Statement):
    """How binding the promise is."""

    text: At[str]


@statement("weight <share:percentage>", inside="promise level", once=True, example="weight 40%")
class WeightShare(Statement):
    """Its share of a pool: `credit 100% of at-risk` is so much of what is at risk."""

    share: At[Percentage]
