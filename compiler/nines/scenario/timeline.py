"""A test as lines of moments: what was sent, what was due, what happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nines.contract.model import Scenario, Step, StepKind
from nines.plan import names
from nines.record import dataclass
from nines.scenario.judge import Verdict
from nines.scenario.outcome import Firing, Outcome
from nines.values.text import percent, prometheus_duration, rate

__all__ = ["Moment", "timeline"]

_SENT, _HAPPENED, _DUE = range(3)


@dataclass(frozen=True, slots=True)
class Moment:
    """`kind` is `sent`, `due`, `fires`, `resolves` or `end`; `passed` is None but for what was due."""

    at: int
    kind: str
    text: str
    place: str
    passed: bool | None = None

    @property
    def clock(self) -> str:
        return prometheus_duration(self.at) if self.at else "0"


def timeline(scenario: Scenario, outcome: Outcome, verdicts: Sequence[Verdict]) -> tuple[Moment, ...]:
    """All moments in the order of time; at one moment what was sent comes first, and what was due last."""
    found = [
        *((_SENT, moment) for moment in _sent(scenario)),
        *((_HAPPENED, moment) for firing in outcome.firings for moment in _fired(firing)),
        *((_DUE, moment) for moment in _due(verdicts)),
    ]
    ordered = [moment for _, moment in sorted(found, key=lambda each: (each[1].at, each[0]))]
    at_end = [verdict for verdict in verdicts if verdict.due is None]
    closing = [
        Moment(outcome.length, "end", f"expected {each.expected}; {each.happened}", _place(each.origin), each.passed)
        for each in at_end
    ]
    return (*ordered, *(closing or [Moment(outcome.length, "end", "the test ends", "")]))


def _sent(scenario: Scenario) -> Iterator[Moment]:
    for traffic in scenario.traffic:
        where = f" of {traffic.label} {traffic.value}" if traffic.label else ""
        yield Moment(0, "sent", f"{rate(traffic.rate)}{where}, as in all the time before", _place(traffic.origin))
    for step in scenario.steps:
        yield Moment(step.at.milliseconds, "sent", _begins(step), _place(step.origin))
        if step.length is not None:
            yield Moment(step.at.milliseconds + step.length.milliseconds, "sent", _ends(step), "")


def _begins(step: Step) -> str:
    of = f" of `{step.objective.name}`" if step.objective is not None else ""
    length = f", for {step.length.text}" if step.length is not None else ""
    share = percent(step.share.value) if step.share is not None else ""
    match step.kind:
        case StepKind.FAIL:
            return f"{share}{of} fails{length}"
        case StepKind.SLOW:
            return f"{share}{of} is slow{length}"
        case StepKind.STOP:
            return f"no traffic{length}"
        case StepKind.GAP:
            return f"no scrapes{length}"
        case StepKind.TRAFFIC:
            return f"traffic is {rate(step.rate) if step.rate is not None else ''}{length}"
        case StepKind.LEVEL:
            return f"the gauge{of} is at {step.level.text if step.level is not None else ''}{length}"
        case StepKind.RESTART:
            return "all processes restart"
        case StepKind.DEPLOY:
            return "a deploy replaces all processes"


def _ends(step: Step) -> str:
    return {
        StepKind.FAIL: "no more failures",
        StepKind.SLOW: "no longer slow",
        StepKind.STOP: "traffic is back",
        StepKind.GAP: "scrapes are back",
        StepKind.TRAFFIC: "traffic is as before",
        StepKind.LEVEL: "the gauge is as before",
    }[step.kind]


def _fired(firing: Firing) -> Iterator[Moment]:
    window = firing.label(names.WINDOW)
    stage = " (next stage)" if firing.label(names.STAGE) else ""
    of = firing.label(names.OBJECTIVE_LABEL) or f"{firing.label(names.CUSTOMER)}.{firing.label(names.PROMISE)}"
    who = f"{firing.label(names.SEVERITY)} from {of}"
    what = f"{firing.name}{f' over {window}' if window else ''}{stage}"
    yield Moment(firing.start, "fires", f"{who} fires: {what}", "")
    if firing.end is not None:
        yield Moment(firing.end, "resolves", f"{who} is resolved: {what}", "")


def _due(verdicts: Sequence[Verdict]) -> Iterator[Moment]:
    for verdict in verdicts:
        if verdict.due is not None:
            text = f"expected by now: {verdict.expected}"
            yield Moment(verdict.due, "due", text, _place(verdict.origin), verdict.passed)


def _place(span: object) -> str:
    return str(span).rpartition(":")[0]
