"""Outputs in the form that the project asks for: as plain files, or as objects of Kubernetes and of Grafana's API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nines.emit.artifact import Artifact, Item
from nines.emit.grafana.dashboards import dashboards
from nines.emit.prometheus import rule_files
from nines.plan.build import Planned
from nines.plan.routes.model import RoutingPlan
from nines.record import dataclass, field, replace
from nines.resources import Folder

__all__ = ["Delivered", "boards", "routes", "rules"]


@dataclass(frozen=True, slots=True)
class Delivered:
    """Files, and in which of them what is planned for a plain file has come; None if it is written nowhere."""

    artifacts: tuple[Artifact, ...]
    moved: Mapping[str, str | None] = field(default_factory=dict)

    def items(self, planned: Iterable[Item]) -> Iterable[Item]:
        """The items of plain files, where they are now."""
        for item in planned:
            file = self.moved.get(item.file, item.file)
            if file is not None:
                yield item if file == item.file else replace(item, file=file)


def rules(planned: Planned, own: Folder | None) -> Delivered:
    """The rules of the bundle. Raises `TooLargeError`."""
    output = planned.output("rules")
    if output.form == "prometheus-rule":
        from nines.emit.kubernetes.objects import prometheus_rules

        return Delivered(prometheus_rules(planned.rules, output, own))
    files = rule_files(planned.rules, output.folder, own)
    if output.form != "config-map":
        return Delivered(files)
    from nines.emit.kubernetes.objects import config_maps

    path = f"{output.folder}/config-map.yaml"
    text = "---\n".join(config_maps(files, planned.bundle, "rules", output, own))
    origins = tuple(dict.fromkeys(origin for file in files for origin in file.origins))
    return Delivered((Artifact(path, text, "rules", origins),), dict.fromkeys((file.path for file in files), path))


def boards(planned: Planned, own: Folder | None) -> Delivered:
    """The boards of the bundle. Raises `TooLargeError`."""
    output = planned.output("dashboards")
    files = dashboards(planned.boards, planned.bundle, output.folder, own)
    match output.form:
        case "config-map":
            from nines.emit.kubernetes.objects import board_maps

            made = board_maps(planned.boards, files, planned.bundle, output, own)
            return Delivered(made, {file.path: f"{file.path.removesuffix('.json')}.yaml" for file in files})
        case "resource" | "v2":
            from nines.emit.grafana.resources import resources

            return Delivered(resources(planned.boards, files, output))
        case _:
            return Delivered(files)


def routes(planned: Planned, plan: RoutingPlan, own: Folder | None) -> Delivered:
    """Alertmanager's configuration. Raises `BaseFileError` and `TooLargeError`."""
    from nines.emit import alertmanager

    output = planned.output("alertmanager")
    files = alertmanager.alertmanager(plan, output.folder, own, output.base)
    if output.form != "alertmanager-config":
        return Delivered(files)
    from nines.emit.kubernetes.alertmanager_config import alertmanager_config

    config, *templates = files
    made = alertmanager_config(plan, tuple(file.text for file in templates), output, own)
    return Delivered((made,), {config.path: made.path} | dict.fromkeys((file.path for file in templates), None))
