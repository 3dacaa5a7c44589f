"""`sla`, `plan` and `customer`: the contract around the promises."""

from __future__ import annotations

from nines.language.nodes import At, Statement
from nines.language.phrases import Condition, Deadline, Period
from nines.language.table import statement
from nines.values.model import Date, Duration

__all__ = [
    "Calendar",
    "Changes",
    "Claim",
    "ClaimStep",
    "Contact",
    "Covers",
    "Customer",
    "CustomerPlan",
    "CustomerSla",
    "DocumentLanguage",
    "Example",
    "Exclude",
    "Liability",
    "Needs",
    "Notes",
    "OwnClauses",
    "PartialPeriod",
    "PeriodLine",
    "Plan",
    "ReportDuty",
    "Sla",
    "Tenant",
    "Terminate",
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
    """The agreement that it has.

    With a version it stays with that one; without, it goes along from version to version.
    """

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
    "contact <address:text> for <topics:promise-at-risk|promise-broken|monthly-report,>",
    inside="customer",
    example='contact "cto@acme.example" for promise-at-risk, monthly-report',
)
class Contact(Statement):
    """Who of its people is told what."""

    address: At[str]
    topics: tuple[At[str], ...]


@statement("notes <path:text>", inside="customer", once=True, example='notes "notes/acme.md"')
class Notes(Statement):
    """What was agreed with it on the way: Markdown, each entry below `## 2026-11-20`, for its call sheet."""

    path: At[str]


@statement(
    "version <version:text> effective <date:date> [announced <announced:date>]",
    inside="sla plan customer",
    once=True,
    example='version "2.1" effective 2026-01-01 announced 2025-10-15',
)
class VersionLine(Statement):
    """The version of the agreement, the day from which it holds, and the day on which customers were told."""

    version: At[str]
    date: At[Date]
    announced: At[Date] | None


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


@statement("language <code:en|de>", inside=HELD, once=True, example="language de")
class DocumentLanguage(Statement):
    """The language of the document, English without it.

    What the specs say (titles, descriptions, conditions in words) stays as it is written.
    """

    code: At[str]


@statement("changes with <notice:duration> notice", inside=HELD, once=True, example="changes with 30d notice")
class Changes(Statement):
    """How long before it holds a change is announced."""

    notice: At[Duration]


@statement(
    "clauses <path:text> [as <kind:=annex>]",
    inside=HELD,
    example='clauses "legal/data-protection.md"',
)
class OwnClauses(Statement):
    """Clauses of one's own for the document, from a file of Markdown: sections, or annexes.

    Those of a plan or a customer take the place of those further out.
    """

    path: At[str]
    kind: At[str] | None


@statement("calendar <place:text>", inside=HELD, once=True, example='calendar "NL"')
class Calendar(Statement):
    """Whose holidays are no business days: a country (`NL`), a part of one (`DE-BE`) or an exchange (`XNYS`)."""

    place: At[str]


@statement(
    "example <text:example>", inside="sla plan promise", example="example downtime 3h in 30d expect reach 99.583%"
)
class Example(Statement):
    """A worked example that is computed anew and has to agree.

    Before `expect` stand `downtime 3h in 30d`, `outage 40m in 30d`, `outages 2`, `bad slices 12`, `late tickets 3`,
    `30 bad of 1_000` or `measured 250ms`; after it promises with their value, `kept` or `missed`, and `credit 10%`.
    """

    text: At[str]
