"""Escalation ends with somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.people import Escalate, Team

PAGE = Page(
    Code("N0509", "escalation-circle", Severity.WARNING, "teams escalate to each other in a circle"),
    why="""\
An alert that nobody has ended is told to another team too. In a circle it comes back to those who did not hear it the
first time, and nobody is called who could decide. The last team of a chain escalates to no one.""",
    bad="team payments {\n  escalate to platform after 30m\n}\nteam platform {\n  escalate to payments after 30m\n}\n"
    "service checkout {\n  owner payments\n}\n",
    good="team payments {\n  escalate to platform after 30m\n}\nteam platform\n"
    "service checkout {\n  owner payments\n}\n",
)


def check(context: Context) -> Iterator[Diagnostic]:
    steps: dict[str, list[Escalate]] = {}
    for placed in context.every(Escalate):
        team = placed.inside(Team)
        if team is not None:
            steps.setdefault(team.name.value, []).append(placed.node)
    told: set[frozenset[str]] = set()
    for start in steps:
        chain = _circle(start, steps)
        names = frozenset(step.team.value for step in chain)
        if chain and names not in told:
            told.add(names)
            yield _finding(start, chain)


def _circle(start: str, steps: dict[str, list[Escalate]]) -> list[Escalate]:
    """The steps from a team back to itself, the shortest way; none if there is no way back."""
    waiting: list[tuple[str, list[Escalate]]] = [(start, [])]
    seen = {start}
    for name, chain in waiting:
        for step in steps.get(name, []):
            if step.team.value == start:
                return [*chain, step]
            if step.team.value not in seen:
                seen.add(step.team.value)
                waiting.append((step.team.value, [*chain, step]))
    return []


def _finding(start: str, chain: list[Escalate]) -> Diagnostic:
    names = [start, *(step.team.value for step in chain)]
    headline = (
        f"the team `{start}` escalates to itself"
        if len(chain) == 1
        else f"these teams escalate to each other in a circle: {' -> '.join(names)}"
    )
    return found(
        PAGE,
        headline,
        chain[-1].team.span,
        "comes back to where it began",
        others=[Label(step.team.span, "and on") for step in chain[:-1]],
        helps=["let the last of them escalate to nobody, or to somebody else"],
    )
