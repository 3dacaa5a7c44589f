"""Builds the settings of the project, with what holds where they say nothing."""

from __future__ import annotations

from nines.contract.context import Builder
from nines.contract.model import AlertClass, Engine, MailServer, Output, Project, Setting
from nines.contract.people import receiver, team
from nines.language.nodes import Body
from nines.language.statements import project as said
from nines.language.statements.service import Owner
from nines.program.blueprints import Layers
from nines.program.model import Program
from nines.source import Span
from nines.values.model import Duration, Version

__all__ = ["project"]

DEFAULT_ENGINE = Engine("prometheus", Version((2, 42), "2.42"), ())
"""The oldest version that the rules are proven on: what runs there runs on all later ones."""
DEFAULT_SCRAPE = Duration(15_000, "15s")
DEFAULT_EVALUATE = Duration(30_000, "30s")
KINDS = ("rules", "dashboards", "alertmanager", "automations", "documents")


def project(builder: Builder, node: said.Project | None, folder: str) -> Project:
    """The project's settings. `folder` is the name of its folder, the bundle's name if none is given."""
    body = node.body if node is not None else Body(Span(next(iter(builder.program.files.values())).source, 0, 0), ())
    layers = Layers((body.statements,))
    target = layers.last(said.Target)
    bundle = layers.last(said.Bundle)
    heartbeat, automations = layers.last(said.Heartbeat), layers.last(said.AutomationsTo)
    scrape, evaluate = layers.last(said.Scrape), layers.last(said.Evaluate)
    retention, histograms = layers.last(said.Retention), layers.last(said.Histograms)
    owner, mail, alertmanager = layers.last(Owner), layers.last(said.MailServer), layers.last(said.TargetAlertmanager)
    grafana = layers.last(said.DashboardsAt)
    words = {word.class_.value: word.value.value for word in layers.every(said.SeverityWord)}
    return Project(
        bundle=bundle.name.value if bundle else folder,
        title=node.title.value if node and node.title else None,
        engine=_engine(target) if target else DEFAULT_ENGINE,
        scrape=scrape.interval.value if scrape else DEFAULT_SCRAPE,
        evaluate=evaluate.interval.value if evaluate else DEFAULT_EVALUATE,
        retention=retention.length.value if retention else None,
        native_histograms=histograms is not None and histograms.kind.value == "native",
        heartbeat=receiver(builder, heartbeat.receiver) if heartbeat else None,
        automations=receiver(builder, automations.receiver) if automations else None,
        owner=team(builder, owner.team) if owner else None,
        alertmanager=alertmanager.version.value if alertmanager else None,
        dashboards=grafana.address.value.rstrip("/") if grafana else None,
        mail=_mail(mail) if mail else None,
        labels=tuple(Setting(label.name.value, label.value.value, label.span) for label in layers.every(said.Label)),
        carry=tuple(label.value for carry in layers.every(said.Carry) for label in carry.labels),
        severities=tuple((alert_class, words.get(alert_class.value, alert_class.value)) for alert_class in AlertClass),
        compat=tuple(compat.tool.value for compat in layers.every(said.Compat)),
        outputs=_outputs(layers, builder.program),
        origin=node.span if node is not None else None,
    )


def _engine(target: said.Target) -> Engine:
    return Engine(target.engine.value, target.version.value, tuple(flag.value for flag in target.flags))


def _mail(mail: said.MailServer) -> MailServer:
    user, password = mail.user, mail.password
    return MailServer(
        server=mail.server.value,
        sender=mail.sender.value,
        user=user.value if user else None,
        password=password.value if password else None,
        origin=mail.span,
    )


def _outputs(layers: Layers, program: Program) -> tuple[Output, ...]:
    """Where each kind goes; what is not said goes to a folder of its own name."""
    said_of = {write.kind.value: write for write in layers.every(said.Write)}
    return tuple(_output(kind, said_of.get(kind), program) for kind in KINDS)


def _output(kind: str, write: said.Write | None, program: Program) -> Output:
    if write is None:
        return Output(kind, kind, "file", (), None, (), ())
    namespace = write.body.last(said.WriteNamespace)
    return Output(
        kind=kind,
        folder=write.folder.value.strip("/"),
        form=write.form.value if write.form else "file",
        also=tuple(dict.fromkeys(form.value for form in write.also)),
        namespace=namespace.name.value if namespace else None,
        labels=tuple(Setting(item.name.value, item.value.value, item.span) for item in write.body.all(said.Label)),
        annotations=tuple(
            Setting(item.name.value, item.value.value, item.span) for item in write.body.all(said.WriteAnnotation)
        ),
        base=program.guests.get(write.base.value) if write.base is not None else None,
        continues=write.base is not None and write.body.last(said.WriteContinue) is not None,
    )
