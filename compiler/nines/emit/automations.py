"""Automations as an Ansible rulebook, the guard that it starts, and what that reads: the plan as JSON.

The rulebook only says which automation an alert is for. What is run, with which arguments, stands in the plan, so that
no text of an alert ever reaches a command. The guard is the file that `nines serve` uses itself.
"""

from __future__ import annotations

import json
from typing import Any

from nines.emit.artifact import Artifact, Item
from nines.emit.environment import Raw, environment
from nines.plan import names
from nines.plan.automations import AutomationPlan, RunnerPlan
from nines.promql.text import line
from nines.resources import Folder, packaged

__all__ = ["KIND", "automations", "items", "plan_path"]

KIND = "automations"
_ALERTNAME = "alertname"


def automations(plan: RunnerPlan, folder: str, own: Folder | None) -> tuple[Artifact, ...]:
    """Four files. `own` is the user's folder of templates."""
    jinja = environment("yaml", own)
    bundle, planned = plan.bundle, plan.automations
    origins = tuple(one.origin for one in planned)
    sources = sorted({origin.source.name for origin in origins})
    rulebook = jinja.get_template("automation/rulebook.yml").render(
        about=Raw(f"Automations of the bundle {bundle}"),
        sources=Raw(", ".join(sources)),
        name=f"Automations of {bundle}",
        rules=[_rule(one, bundle) for one in planned],
        has_token=plan.has_token,
        has_tls=plan.has_tls,
    )
    guard = packaged("automation", "guard.py").read_text(encoding="utf-8")
    return (
        Artifact(plan_path(folder), _plan(planned, bundle), KIND, origins),
        Artifact(f"{folder}/guard.py", guard, KIND),
        Artifact(f"{folder}/guard.yml", jinja.get_template("automation/guard.yml").render(), KIND),
        Artifact(f"{folder}/rulebook.yml", rulebook, KIND, origins),
    )


def plan_path(folder: str) -> str:
    """Where the plan lies, relative to the output folder."""
    return f"{folder}/automations.json"


def items(plan: RunnerPlan, folder: str) -> tuple[Item, ...]:
    """An item for each automation."""
    return tuple(
        Item(
            kind="automation",
            name=one.name,
            file=plan_path(folder),
            of=f"{one.service}.{one.objective}",
            means=one.kind,
            labels=((_ALERTNAME, names.AUTOMATION_DUE), (names.AUTOMATION, one.name)),
            origin=one.origin,
        )
        for one in plan.automations
    )


def _rule(one: AutomationPlan, bundle: str) -> tuple[Raw, str, tuple[tuple[Raw, str], ...]]:
    """What it is, its name, and the labels of the alert that it answers to."""
    conditions = (
        (Raw(_ALERTNAME), names.AUTOMATION_DUE),
        (Raw(names.BUNDLE), bundle),
        (Raw(names.AUTOMATION), one.name),
    )
    about = f"{' '.join(one.title.split())} ({one.origin})"
    return Raw("".join(char if char.isprintable() else " " for char in about)), one.name, conditions


def _plan(planned: tuple[AutomationPlan, ...], bundle: str) -> str:
    """By grammar/automations.schema.json."""
    made = {"version": 1, "bundle": bundle, "automations": {one.name: _value(one) for one in planned}}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _value(one: AutomationPlan) -> dict[str, Any]:
    # Variables of Ansible have no dashes.
    named = {name.replace("-", "_") if one.kind == "playbook" else name: value for name, value in one.arguments}
    run: dict[str, Any] = {"kind": one.kind, "target": one.target, "arguments": named}
    if one.kind == "script":
        run["options"] = [part for name, value in one.arguments for part in (f"--{name}", value)]
    return {
        "title": one.title,
        "service": one.service,
        "objective": one.objective,
        "burning": line(one.burning),
        "allowed": line(one.allowed) if one.allowed is not None else None,
        "once_per": one.once_per,
        "armed": one.armed,
        "run": run,
        "source": str(one.origin),
    }
