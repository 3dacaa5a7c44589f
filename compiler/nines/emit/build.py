"""The emit pass: from the plans to files, and to the inventory of what is in them."""

from __future__ import annotations

from nines.diagnostics.model import Report
from nines.emit import delivery
from nines.emit.artifact import Artifact, Item
from nines.emit.environment import environment
from nines.emit.grafana.dashboards import items as board_items
from nines.emit.inventory import inventory
from nines.emit.mistakes import BaseFileError, mistake_in
from nines.emit.prometheus import items as rule_items
from nines.plan.build import Planned
from nines.resources import Folder

__all__ = ["emit"]


def emit(planned: Planned, own: Folder | None, report: Report) -> tuple[tuple[Artifact, ...], tuple[Item, ...]]:
    """All artifacts, sorted by path, and what they hold; nothing, if the user has something to mend first.

    `own` is the user's folder of templates; the report says what does not work in it.
    """
    if own is not None:
        environment.cache_clear()  # what lies in the folder may have changed since an earlier build
    try:
        return _emitted(planned, own)
    except BaseFileError as error:
        report.extend(error.findings)
        return (), ()
    except Exception as error:
        # A template of the user's may do anything: what comes out of it is a mistake in it, all else is ours.
        mistake = mistake_in(own, error)
        if mistake is None:
            raise
        report.add(mistake)
        return (), ()


def _emitted(planned: Planned, own: Folder | None) -> tuple[tuple[Artifact, ...], tuple[Item, ...]]:
    folder = planned.folder
    rules, boards = delivery.rules(planned, own), delivery.boards(planned, own)
    artifacts = [*rules.artifacts, *boards.artifacts]
    items = [
        *rules.items(rule_items(planned.rules, folder("rules"))),
        *boards.items(board_items(planned.boards, folder("dashboards"))),
    ]
    if planned.routes is not None:
        from nines.emit import alertmanager  # few of the smallest bundles have routes

        routes = delivery.routes(planned, planned.routes, own)
        artifacts += routes.artifacts
        items += routes.items(alertmanager.items(planned.routes, folder("alertmanager")))
    elif (base := planned.output("alertmanager").base) is not None:
        from nines.emit import alertmanager

        artifacts.append(alertmanager.without_ours(base, planned.bundle, folder("alertmanager")))
    if planned.runner is not None:
        from nines.emit import automations

        artifacts += automations.automations(planned.runner, folder(automations.KIND), own)
        items += automations.items(planned.runner, folder(automations.KIND))
    if planned.documents:
        from nines.emit import documents

        artifacts += documents.documents(planned.documents, folder("documents"), planned.also, own)
        artifacts += documents.schedules(planned.schedules, folder("documents"))
        items += documents.items(planned.documents, folder("documents"))
    artifacts.append(inventory(items))
    return tuple(sorted(artifacts, key=lambda artifact: artifact.path)), tuple(items)
