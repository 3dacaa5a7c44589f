"""`test`: scenarios beside the promises."""

from __future__ import annotations

from nines.language.nodes import At, Statement
from nines.language.phrases import Range
from nines.language.table import statement
from nines.values.model import Duration, Percentage, Quantity, Rate

__all__ = ["Event", "ExpectAlert", "ExpectBudget", "ExpectNamed", "ExpectPromise", "Scenario", "Traffic"]


@statement(
    "test <title:text>", inside="service journey", body="test", block="must", example='test "a dead checkout pages" { }'
)
class Scenario(Statement):
    """Traffic, what happens to it, and what is expected of alerts, budgets and promises.

    `nines test` tries it on the rules themselves. It begins at midnight on the first day of a month, a Monday.
    """

    title: At[str]


@statement(
    "traffic <rate:rate> [where <label:label> <value:text>]", inside="test", example='traffic 200/s where tenant "acme"'
)
class Traffic(Statement):
    """Steady traffic, also through one whole window before the test begins."""

    rate: At[Rate]
    label: At[str] | None
    value: At[str] | None


@statement(
    "at <at:duration> ( <kind:fail|slow> <share:percentage> [of <objective:name>] for <length:duration>"
    " | <kind:stop|gap> for <length:duration> | <kind:=traffic> <rate:rate> for <length:duration>"
    " | <kind:=level> <level:quantity> [of <objective:name>] for <length:duration> | <kind:restart|deploy> )",
    inside="test",
    example="at 1h fail 100% for 10m",
)
class Event(Statement):
    """What happens, and when.

    Events fail or are slow, traffic stops or changes, scrapes have a gap, a gauge has a level, all processes restart,
    a deploy replaces them. Without `of` it happens to all that the service measures in such a way.
    """

    at: At[Duration]
    kind: At[str]
    share: At[Percentage] | None
    rate: At[Rate] | None
    level: At[Quantity] | None
    objective: At[str] | None
    length: At[Duration] | None


@statement(
    "expect ( <none:=no> <class_:page|ticket> [from <objective:name>] | <class_:page|ticket> from <objective:name>"
    " <when:=within|resolved within> <delay:duration> )",
    inside="test",
    example="expect page from availability within 3m",
)
class ExpectAlert(Statement):
    """That an alert fires so soon after trouble begins, is over so soon after the last event ends, or never fires."""

    none: At[str] | None
    class_: At[str]
    objective: At[str] | None
    when: At[str] | None
    delay: At[Duration] | None


@statement(
    "expect ( <none:=no> alert <alert:text> [from <objective:name>] | alert <alert:text> from <objective:name>"
    " <when:=within|resolved within> <delay:duration> )",
    inside="test",
    example='expect alert "ErrorBudgetLow" from availability within 2h',
)
class ExpectNamed(Statement):
    """The same of an alert by its name."""

    none: At[str] | None
    alert: At[str]
    objective: At[str] | None
    when: At[str] | None
    delay: At[Duration] | None


@statement(
    "expect <objective:name> <what:=budget spent|budget left|attained> <range:range>",
    inside="test",
    example="expect availability budget spent above 70%",
)
class ExpectBudget(Statement):
    """How much of a budget is spent or left at the end, or what share of the objective's window was good."""

    objective: At[str]
    what: At[str]
    range: Range


@statement(
    "expect promise <promise:reference> ( <state:=kept> | <state:=at risk|broken> within <delay:duration> )",
    inside="test",
    example="expect promise acme.availability at risk within 2h",
)
class ExpectPromise(Statement):
    """How a promise to a customer stands: kept to the end, or at risk or broken so soon."""

    promise: At[str]
    state: At[str]
    delay: At[Duration] | None
