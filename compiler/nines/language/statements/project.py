"""The `project` block: what holds for all files."""

from __future__ import annotations

from nines.language.nodes import At, Statement
from nines.language.table import statement
from nines.values.model import Duration, Number, Quantity, Version

__all__ = [
    "AutomationsTo",
    "Buckets",
    "Bundle",
    "Carry",
    "Compat",
    "Evaluate",
    "Heartbeat",
    "Histograms",
    "Label",
    "Language",
    "MailServer",
    "Project",
    "Retention",
    "Scrape",
    "SeverityWord",
    "Source",
    "Target",
    "TargetAlertmanager",
    "Write",
    "WriteAnnotation",
    "WriteContinue",
    "WriteNamespace",
]


@statement("project [<title:text>]", inside="file", body="project", block="must", example="project { }")
class Project(Statement):
    """Settings of the project; in `project.nines`, found by walking up from the files."""

    title: At[str] | None


@statement(
    "target <engine:prometheus|thanos|mimir|cortex|victoriametrics> <version:version> [with <flags:word,>]",
    inside="project source",
    once=True,
    example="target prometheus 3.5",
)
class Target(Statement):
    """The engine that evaluates the rules, its version, and the features switched on in it."""

    engine: At[str]
    version: At[Version]
    flags: tuple[At[str], ...]


@statement(
    "target <program:=alertmanager> <version:version>",
    inside="project",
    once=True,
    example="target alertmanager 0.28",
)
class TargetAlertmanager(Statement):
    """The oldest Alertmanager that is to run with the configuration; without it 0.25, or what a receiver needs."""

    program: At[str]
    version: At[Version]


@statement("source <name:name> [<title:text>]", inside="project", body="source", block="must", example="source eu { }")
class Source(Statement):
    """One of several engines; a service names its own with `from`."""

    name: At[str]
    title: At[str] | None


@statement("scrape every <interval:duration>", inside="project source service", once=True, example="scrape every 15s")
class Scrape(Statement):
    """How often the metrics are scraped."""

    interval: At[Duration]


@statement("evaluate every <interval:duration>", inside="project source", once=True, example="evaluate every 30s")
class Evaluate(Statement):
    """How often base rules and paging alerts are evaluated."""

    interval: At[Duration]


@statement("retention <length:duration>", inside="project source", once=True, example="retention 400d")
class Retention(Statement):
    """How long the engine keeps samples."""

    length: At[Duration]


@statement("bundle <name:name>", inside="project", once=True, example="bundle shop")
class Bundle(Statement):
    """The label `nines` of all that is written, and the prefix of its file names."""

    name: At[str]


@statement("automations to <receiver:name>", inside="project", once=True, example="automations to eda")
class AutomationsTo(Statement):
    """The webhook of the program that runs automations: what is due is sent there, before people are told."""

    receiver: At[str]


@statement("heartbeat to <receiver:name>", inside="project", once=True, example="heartbeat to dead-mans-switch")
class Heartbeat(Statement):
    """Who hears that all is well, and so misses it when it is not."""

    receiver: At[str]


@statement(
    "dashboards at <address:text>", inside="project", once=True, example='dashboards at "https://grafana.example.com"'
)
class DashboardsAt(Statement):
    """Where Grafana answers: messages link to its boards."""

    address: At[str]


@statement(
    "mail through <server:text> from <sender:text> [as <user:text> with password file <password:text>]",
    inside="project",
    once=True,
    example='mail through "mail.example.com:587" from "nines@example.com"',
)
class MailServer(Statement):
    """The server that mails go through, to teams and to customers, where an e-mail receiver says no other."""

    server: At[str]
    sender: At[str]
    user: At[str] | None
    password: At[str] | None


@statement("language <edition:count>", inside="project", once=True, example="language 1")
class Language(Statement):
    """The edition of the language that the files are written in."""

    edition: At[Number]


@statement("histograms <kind:classic|native>", inside="project source", once=True, example="histograms native")
class Histograms(Statement):
    """The kind of histograms where an sli does not say."""

    kind: At[str]


@statement(
    "buckets <bounds:quantity,>",
    inside="project service sli",
    once=True,
    example="buckets 100ms, 300ms, 1s, 3s",
)
class Buckets(Statement):
    """The bounds of the buckets that classic histograms have, the infinite one apart.

    Then a `within` between two of them is an error. What is said of an sli holds before what is said of its service,
    and that before what is said of the project.
    """

    bounds: tuple[At[Quantity], ...]


@statement("compat <tool:sloth|pyrra>", inside="project", example="compat sloth")
class Compat(Statement):
    """Write the series names of another tool too, so that its dashboards go on working."""

    tool: At[str]


@statement(
    "label <name:label> <value:text>",
    inside="project service slo alerts policy class write",
    example='label component "edge"',
)
class Label(Statement):
    """A label of one's own: on the info series, or where it stands in an alert's block, on the alert."""

    name: At[str]
    value: At[str]


@statement("carry <labels:label,>", inside="project", example="carry component")
class Carry(Statement):
    """Labels of services that alerts get besides `team` and `tier`."""

    labels: tuple[At[str], ...]


@statement(
    "severity <class_:page|ticket|note> is <value:text>", inside="project", example='severity page is "critical"'
)
class SeverityWord(Statement):
    """The value of the label `severity` for a class of alerts."""

    class_: At[str]
    value: At[str]


@statement(
    "write <kind:rules|dashboards|alertmanager|automations|documents> to <folder:text>"
    " [as <form:file|prometheus-rule|alertmanager-config|config-map|resource|v2>] [merged into <base:text>]"
    " [also as <also:pdf|word,>]",
    inside="project",
    body="write",
    example='write rules to "out" as config-map { }',
)
class Write(Statement):
    """Where a kind of output goes, below the output folder, and in what form; documents as PDF and Word files too.

    `merged into` puts Alertmanager's configuration into a file of the company's own.
    """

    kind: At[str]
    folder: At[str]
    form: At[str] | None
    base: At[str] | None
    also: tuple[At[str], ...]


@statement("namespace <name:text>", inside="write", once=True, example='namespace "monitoring"')
class WriteNamespace(Statement):
    """The namespace of the Kubernetes object."""

    name: At[str]


@statement(
    "annotation <name:label> <value:text>", inside="write slo alerts policy class", example='annotation ring "0"'
)
class WriteAnnotation(Statement):
    """An annotation of one's own."""

    name: At[str]
    value: At[str]


@statement("continue", inside="write", once=True, example="continue")
class WriteContinue(Statement):
    """Let the routes of the file that Alertmanager's configuration is merged into have our alerts too."""
