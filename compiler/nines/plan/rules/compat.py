"""Series under the names that another tool gives them, so that its dashboards go on working.

Thin aliases of our own series: one rule for a metric of theirs, however many objectives there are. Names and labels are
theirs (Sloth 0.16, Pyrra's generic rules); values are ours, so a ratio over a month is one of events, not of moments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from nines.contract.model import Objective
from nines.plan import names
from nines.plan.model import Group, Labels, RecordingRule, RuleFile
from nines.plan.rules.context import IDENTITY, Context, nominal_length
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.values.text import prometheus_duration

__all__ = ["compat_files"]

_DAY = 86_400_000
_WEEK = 7 * _DAY
_SLOTH_WINDOWS = ("5m", "30m", "1h", "2h", "6h", "1d", "3d")
_SLOTH = ("sloth_id", "sloth_service", "sloth_slo")
_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$]")


def compat_files(context: Context) -> Iterator[RuleFile]:
    """A file for each tool that `compat` names."""
    project = context.contract.project
    if not context.contract.objectives:
        return
    tools: dict[str, tuple[str, Callable[[Context], Iterator[RecordingRule]]]] = {
        "sloth": ("Sloth", _sloth),
        "pyrra": ("Pyrra", _pyrra),
    }
    for tool in dict.fromkeys(project.compat):
        title, rules = tools[tool]
        about = f"our series under the names of {title}"
        group = Group(f"names of {title}", context.evaluate, about, tuple(rules(context)))
        yield RuleFile(
            f"compat.{tool}", f"{title}'s names for {project.title or project.bundle}", (group,), project.origin
        )


def _rule(context: Context, name: str, value: Expression, about: str, labels: Labels = ()) -> RecordingRule:
    origin = context.contract.project.origin
    return RecordingRule(name, value, labels, about, (origin,) if origin is not None else ())


# --- Sloth ------------------------------------------------------------------


def _sloth(context: Context) -> Iterator[RecordingRule]:
    def as_theirs(value: Expression) -> Expression:
        named = _sloth_names(context, value)
        return q.sum_(named, q.without(*IDENTITY, names.WINDOW))

    def rule(name: str, value: Expression, about: str, labels: Labels = ()) -> RecordingRule:
        return _rule(context, name, as_theirs(value), about, labels)

    objective = context.select(names.OBJECTIVE)
    bad = 1 - context.select(names.ATTAINED)
    each = q.on(*IDENTITY).group_left()
    for window in _SLOTH_WINDOWS:
        of_window = context.select(names.ERROR_RATIO, q.equal(names.WINDOW, window))
        yield rule(f"{_RATIO}{window}", of_window, f"the bad share of {window}", (("sloth_window", window),))
    for length in _periods(context, _sloth_duration, _SLOTH_WINDOWS):
        seconds = q.eq(context.select(names.WINDOW_SECONDS), length // 1000)
        text = _sloth_duration(length)
        own = q.and_(bad, seconds, q.on(*IDENTITY))
        yield rule(f"{_RATIO}{text}", own, f"the bad share of the window of {text}", (("sloth_window", text),))
    yield rule("slo:objective:ratio", objective, names.OBJECTIVE.text)
    yield rule("slo:error_budget:ratio", 1 - objective, "the share that may be bad")
    yield rule("slo:time_period:days", context.select(names.WINDOW_SECONDS) / 86_400, "the length of the window")
    now = context.select(names.BURN_RATE, q.equal(names.WINDOW, "5m"))
    yield rule("slo:current_burn_rate:ratio", now, "the burn rate of 5m")
    yield rule("slo:period_burn_rate:ratio", q.divide(bad, 1 - objective, each), "the burn rate of the window")
    yield rule("slo:period_error_budget_remaining:ratio", context.select(names.BUDGET_LEFT), names.BUDGET_LEFT.text)
    info = q.label_replace(context.select(names.OBJECTIVE_INFO), "sloth_objective", "$1", "target", "(.*)%")
    facts = q.max_(_sloth_names(context, info), q.by(*_SLOTH, "sloth_objective"))
    static = (("sloth_mode", "nines"), ("sloth_spec", "nines"), ("sloth_version", "nines"))
    yield _rule(context, "sloth_slo_info", facts, "what there is to know of each objective", static)


_RATIO = "slo:sli_error:ratio_rate"


def _sloth_names(context: Context, value: Expression) -> Expression:
    """With the labels that tell objectives apart there."""
    value = q.label_replace(value, "sloth_service", "$1", names.SERVICE, "(.*)")
    for service in context.contract.services:
        if service.known_as is not None:
            value = q.label_replace(value, "sloth_service", _literal(service.known_as), names.SERVICE, service.name)
    value = q.label_replace(value, "sloth_slo", "$1", names.OBJECTIVE_LABEL, "(.*)")
    value = _odd_names(context, value, "sloth_slo")
    return q.label_join(value, "sloth_id", "-", "sloth_service", "sloth_slo")


def _sloth_duration(length: int) -> str:
    """As Go's client library writes it: whole weeks as such."""
    return f"{length // _WEEK}w" if length % _WEEK == 0 else prometheus_duration(length)


# --- Pyrra ------------------------------------------------------------------


def _pyrra(context: Context) -> Iterator[RecordingRule]:
    """What its generic dashboards read, which know no groups: traffic of all of them, and the worst one's share."""

    def rule(name: str, value: Expression, about: str) -> RecordingRule:
        joined = q.label_join(value, "slo", "-", names.SERVICE, names.OBJECTIVE_LABEL)
        return _rule(context, name, q.min_(_odd_names(context, joined, "slo"), q.by("slo")), about)

    def rate(half: str) -> Expression:
        counted = context.select(names.COUNTED, q.equal(names.WINDOW, "5m"), q.equal(names.HALF, half))
        return q.sum_(counted, q.by(*IDENTITY)) / 300

    yield rule("pyrra_objective", context.select(names.OBJECTIVE), names.OBJECTIVE.text)
    yield rule("pyrra_window", context.select(names.WINDOW_SECONDS), "the length of the window in seconds")
    yield rule("pyrra_availability", context.select(names.ATTAINED), names.ATTAINED.text)
    yield rule("pyrra_requests:rate5m", rate("total"), "what counts, a second")
    yield rule("pyrra_errors:rate5m", rate("bad"), "what is bad, a second")


# --- both -------------------------------------------------------------------


def _odd_names(context: Context, value: Expression, label: str) -> Expression:
    """With the names that `known as` says, found by service and name."""
    odd = [one for one in context.contract.objectives if one.known_as is not None]
    if not odd:
        return value
    named: Expression = q.label_join(value, _KEY, "/", names.SERVICE, names.OBJECTIVE_LABEL)
    for one in odd:
        named = _renamed(named, one, label)
    return q.label_replace(named, _KEY, "", "", "")


_KEY = "known"


def _renamed(value: Expression, objective: Objective, label: str) -> Expression:
    key = f"{objective.service}/{objective.name}"
    return q.label_replace(value, label, _literal(objective.known_as or ""), _KEY, _SPECIAL.sub(r"\\\g<0>", key))


def _literal(text: str) -> str:
    """A replacement in which `$` means itself."""
    return text.replace("$", "$$")


def _periods(context: Context, spelling: Callable[[int], str], known: tuple[str, ...]) -> list[int]:
    """The lengths of objectives' windows that are not among others."""
    lengths = dict.fromkeys(nominal_length(objective.window) for objective in context.contract.objectives)
    return [length for length in lengths if spelling(length) not in known]
