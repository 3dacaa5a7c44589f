"""The project, and who is told: teams, receivers, schedules and maintenance."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from nines.record import dataclass
from nines.source import Source, Span
from nines.values.model import Duration, Version

if TYPE_CHECKING:
    from nines.values.recurrence import Recurrence

__all__ = [
    "AlertClass",
    "Engine",
    "Escalation",
    "MailServer",
    "Maintenance",
    "Mask",
    "Output",
    "Phone",
    "Project",
    "Provider",
    "Receiver",
    "RouteTo",
    "Schedule",
    "Setting",
    "Team",
]


@dataclass(frozen=True, slots=True)
class Engine:
    """What evaluates the rules: `prometheus` 3.5, and features that are switched on in it."""

    name: str
    version: Version
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A key and a value of the user's: a label, an annotation, a receiver's option."""

    name: str
    value: str
    origin: Span


@dataclass(frozen=True, slots=True)
class Output:
    """Where a kind of output goes, relative to the output folder, and in what form (`file` and so on).

    `also` are forms of documents beside Markdown and HTML: `pdf`, `word`. `base` is the file that Alertmanager's
    configuration is merged into, whose own routes get our alerts too if it `continues`; `namespace`, `labels` and
    `annotations` are those of Kubernetes' objects.
    """

    kind: str
    folder: str
    form: str
    also: tuple[str, ...]
    namespace: str | None
    labels: tuple[Setting, ...]
    annotations: tuple[Setting, ...]
    base: Source | None = None
    continues: bool = False


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server (`mail.example.com:587`) and the sender of mails; `password` is the path of a file."""

    server: str
    sender: str
    user: str | None
    password: str | None
    origin: Span


@dataclass(frozen=True, slots=True)
class Project:
    """Settings for all files. `bundle` is the label `nines` of everything; `severities` the words for the classes.

    `automations` is told what is due; `owner` has what says no owner of its own; `alertmanager` is None if its version
    is not said. `dashboards` is the address of Grafana.
    """

    bundle: str
    title: str | None
    engine: Engine
    scrape: Duration
    evaluate: Duration
    retention: Duration | None
    native_histograms: bool
    heartbeat: Receiver | None
    automations: Receiver | None
    owner: Team | None
    alertmanager: Version | None
    dashboards: str | None
    mail: MailServer | None
    labels: tuple[Setting, ...]
    carry: tuple[str, ...]
    severities: tuple[tuple[AlertClass, str], ...]
    compat: tuple[str, ...]
    outputs: tuple[Output, ...]
    origin: Span | None

    def output(self, kind: str) -> Output:
        """Where a kind of output goes: `rules`, `dashboards`, `alertmanager`, `automations`, `documents`."""
        return next(output for output in self.outputs if output.kind == kind)

    def severity(self, alert_class: AlertClass) -> str:
        """The value of the label `severity` for a class."""
        return dict(self.severities).get(alert_class, alert_class.value)


class AlertClass(StrEnum):
    """How urgent an alert is: `page` wakes people, `ticket` waits for the morning, `note` is for programs."""

    PAGE = "page"
    TICKET = "ticket"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Phone:
    """Whom to call: `number` as people read it, `who` is empty where nobody is named."""

    number: str
    who: str
    origin: Span


@dataclass(frozen=True, slots=True)
class Provider:
    """The party that promises. `logo` is the text of an SVG file."""

    title: str
    website: str | None
    status_page: str | None
    mail: str | None
    law: str | None
    description: str
    origin: Span
    phones: tuple[Phone, ...] = ()
    logo: Source | None = None


@dataclass(frozen=True, slots=True)
class Receiver:
    """A way to reach people. `files` are its secrets: what it is (`key`, `url`), and the file Alertmanager reads.

    `literals` go by words of the language (`channel`, `url`), `options` by Alertmanager's (`option username`).
    """

    name: str
    kind: str
    title: str | None
    files: tuple[Setting, ...]
    literals: tuple[Setting, ...]
    options: tuple[Setting, ...]
    send_resolved: bool
    origin: Span


@dataclass(frozen=True, slots=True)
class RouteTo:
    """Which receiver a class of alerts goes to, always or while a schedule holds."""

    alert_class: AlertClass
    receiver: Receiver
    schedule: Schedule | None
    origin: Span


@dataclass(frozen=True, slots=True)
class Escalation:
    """A team (by name: teams may escalate to each other) that is told too after a time."""

    team: str
    after: Duration
    origin: Span


@dataclass(frozen=True, slots=True)
class Team:
    name: str
    title: str | None
    description: str
    routes: tuple[RouteTo, ...]
    escalations: tuple[Escalation, ...]
    origin: Span
    phones: tuple[Phone, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """Hours with a name. `hours` is None if they could not be made out, which has been reported."""

    name: str
    title: str | None
    description: str
    hours: Recurrence | None
    zone: str
    origin: Span


@dataclass(frozen=True, slots=True)
class Maintenance:
    """Planned work. `allowance` is the most there may be per `per` (day, week, month, quarter, year)."""

    name: str
    title: str | None
    description: str
    hours: Recurrence | None
    zone: str
    notice: Duration | None
    allowance: Duration | None
    per: str | None
    emergency: bool
    origin: Span


@dataclass(frozen=True, slots=True)
class Mask:
    """Hours that count alone (`during`) or are left out (`except`)."""

    kind: str
    hours: Schedule | Maintenance
    origin: Span
