"""`support`: how fast people answer, update and mend."""

from __future__ import annotations

from nines.language.nodes import At, Statement
from nines.language.statements.contract import HELD
from nines.language.table import statement
from nines.values.model import Duration

__all__ = [
    "Call",
    "Clock",
    "SeverityRow",
    "Support",
]


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
    """When a ticket's clock starts, pauses and stops.

    The last word is the event in the numbers: `opened`, `responded`, `updated`, `workaround`, `fixed`, or one of your
    own such as `waiting-for-customer`, from which it is `paused` until `resumed`.
    """

    what: At[str]
    text: At[str]
    severity: At[str] | None


@statement("call <number:text> for <severities:name,>", inside="support", example='call "+49 30 000000" for critical')
class Call(Statement):
    """The number to call."""

    number: At[str]
    severities: tuple[At[str], ...]
