"""Provider, teams and receivers: who is told, and by what way."""

from __future__ import annotations

from nines.language.nodes import At, Statement
from nines.language.table import statement
from nines.values.model import Duration

__all__ = [
    "Escalate",
    "Law",
    "Logo",
    "Mail",
    "Phone",
    "Provider",
    "Receiver",
    "ReceiverOption",
    "RouteTo",
    "SecretFile",
    "SecretLiteral",
    "SendResolved",
    "StatusPage",
    "Team",
    "Website",
]


@statement("provider <title:text>", inside="file", body="provider", example='provider "Example Commerce GmbH" { }')
class Provider(Statement):
    """The party that promises."""

    title: At[str]


@statement(
    "website <address:text>", inside="provider customer", once=True, example='website "https://commerce.example"'
)
class Website(Statement):
    """The party's website."""

    address: At[str]


@statement("status-page <address:text>", inside="provider", once=True, example='status-page "https://status.example"')
class StatusPage(Statement):
    """Where customers see the state of the services."""

    address: At[str]


@statement("mail <address:text>", inside="provider customer", once=True, example='mail "reliability@commerce.example"')
class Mail(Statement):
    """Where notices and claims are sent."""

    address: At[str]


@statement(
    "phone <number:text> [<who:text>]",
    inside="provider customer team",
    example='phone "+49 30 000001" "Operations desk"',
)
class Phone(Statement):
    """Whom to call, for call sheets: of ours or of the customer's."""

    number: At[str]
    who: At[str] | None


@statement("logo <path:text>", inside="provider", once=True, example='logo "brand/logo.svg"')
class Logo(Statement):
    """The mark at the head of its documents: an SVG file that needs no other."""

    path: At[str]


@statement("law <place:text>", inside="provider sla", once=True, example='law "Germany"')
class Law(Statement):
    """The law that governs the contracts."""

    place: At[str]


@statement("team <name:name> [<title:text>]", inside="file", body="team", example='team payments "Payments" { }')
class Team(Statement):
    """Who owns services and answers their alerts."""

    name: At[str]
    title: At[str] | None


@statement(
    "<class_:page|ticket> to <receiver:name> [during <schedule:name>]",
    inside="team",
    example="ticket to pay-chat during business-hours",
)
class RouteTo(Statement):
    """The receiver of a class of alerts, all the time or during a schedule."""

    class_: At[str]
    receiver: At[str]
    schedule: At[str] | None


@statement("escalate to <team:name> after <delay:duration>", inside="team", example="escalate to platform after 30m")
class Escalate(Statement):
    """Tell another team too if an alert fires that long."""

    team: At[str]
    delay: At[Duration]


RECEIVER_KINDS = "pagerduty|opsgenie|slack|teams|discord|telegram|email|webhook|sns|pushover|victorops"


@statement(
    f"receiver <name:name> <kind:{RECEIVER_KINDS}> [<title:text>]",
    inside="file",
    body="receiver",
    example="receiver pay-chat slack { }",
)
class Receiver(Statement):
    """A way to reach people or programs."""

    name: At[str]
    kind: At[str]
    title: At[str] | None


@statement(
    "<what:key|url|password|token> file <path:text>", inside="receiver", example='url file "/etc/alertmanager/slack"'
)
class SecretFile(Statement):
    """The file in which Alertmanager finds the secret.

    Secrets never stand in a spec.
    """

    what: At[str]
    path: At[str]


@statement("<what:key|url|password|token> <value:text>", inside="receiver", example='url "https://hooks.example/in"')
class SecretLiteral(Statement):
    """An address that is no secret; a secret here is an error."""

    what: At[str]
    value: At[str]


@statement("send resolved [<value:yes|no>]", inside="receiver", once=True, example="send resolved")
class SendResolved(Statement):
    """Whether the end of an alert is told as well."""

    value: At[str] | None


@statement(
    "( option <name:word> <value:text>"
    " | <name:channel|to|from|smarthost|region|topic|user|chat|details> <value:text> )",
    inside="receiver",
    example='channel "#payments-alerts"',
)
class ReceiverOption(Statement):
    """A setting of the receiver, or by `option` any other that Alertmanager knows."""

    name: At[str]
    value: At[str]
