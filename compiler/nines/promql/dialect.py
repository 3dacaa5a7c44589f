"""Which Prometheus can read an expression: what each version knows, and what it hides behind a flag."""

from __future__ import annotations

from collections.abc import Iterator

from nines.diagnostics.model import Report
from nines.promql.codes import FLAG, VERSION
from nines.promql.functions import AGGREGATORS, ALWAYS, FUNCTIONS, Availability, Version
from nines.promql.names import is_bare_label, is_metric_identifier
from nines.promql.transform import walk
from nines.promql.tree import Aggregation, Binary, Call, Expression, Selector
from nines.record import dataclass
from nines.source import Span

__all__ = ["EXTENDED_RANGES", "Dialect", "Requirement", "check_dialect", "requirements"]

EXTENDED_RANGES = Availability((3, 7), flag="promql-extended-range-selectors", stable_since=(3, 16))
"""`anchored` and `smoothed`."""

_QUOTED_NAMES = Availability((3, 0))

_INSTEAD = {"holt_winters": "`double_exponential_smoothing` does the same"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """The Prometheus that will read the rules: its version, and the feature flags it is started with."""

    version: Version
    flags: frozenset[str] = frozenset()

    def knows(self, availability: Availability) -> bool:
        """Whether the version has it at all, flags aside."""
        gone = availability.until is not None and self.version >= availability.until
        return self.version >= availability.since and not gone

    def lacks_flag(self, availability: Availability) -> bool:
        """Whether it is there, but behind a flag that is not given."""
        stable = availability.stable_since is not None and self.version >= availability.stable_since
        return availability.flag is not None and not stable and availability.flag not in self.flags


@dataclass(frozen=True, slots=True)
class Requirement:
    """A part of an expression that not every Prometheus reads. `what` is its spelling."""

    what: str
    availability: Availability
    span: Span | None


def requirements(expression: Expression) -> tuple[Requirement, ...]:
    """What an expression needs beyond the oldest supported version, in the order of the text, each once."""
    needs = [need for node in walk(expression) for need in _needs(node) if need.availability != ALWAYS]
    return tuple(dict.fromkeys(needs))


def check_dialect(expression: Expression, dialect: Dialect, report: Report, whole: Span) -> None:
    """Report what the target cannot read. `whole` is shown for parts that know no place."""
    for need in requirements(expression):
        span = need.span or whole
        if not dialect.knows(need.availability):
            _say_version(need, dialect, report, span)
        elif dialect.lacks_flag(need.availability):
            flag = need.availability.flag
            helps = (f"start Prometheus with `--enable-feature={flag}`, and say so: `target ... with {flag}`",)
            report.say(FLAG, f"{need.what} needs the feature flag `{flag}`", span, helps=helps)


def _say_version(need: Requirement, dialect: Dialect, report: Report, span: Span) -> None:
    target = _text(dialect.version)
    available = need.availability
    if available.until is not None and dialect.version >= available.until:
        helps = [_INSTEAD[name] for name in (need.what.strip("`"),) if name in _INSTEAD]
        headline = f"{need.what} is gone since Prometheus {_text(available.until)}, and the target is {target}"
        report.say(VERSION, headline, span, helps=helps)
        return
    headline = f"{need.what} comes with Prometheus {_text(available.since)}, and the target is {target}"
    report.say(VERSION, headline, span)


def _text(version: Version) -> str:
    return f"{version[0]}.{version[1]}"


def _needs(node: Expression) -> Iterator[Requirement]:
    match node:
        case Call() if node.function in FUNCTIONS:
            span = node.function_span
            yield Requirement(f"`{node.function}`", FUNCTIONS[node.function].availability, span)
        case Aggregation():
            yield Requirement(f"`{node.operator}`", AGGREGATORS[node.operator].availability, node.operator_span)
            yield from _quoted(node.grouping.labels, node.grouping.span)
        case Binary() if node.matching is not None:
            group = node.matching.group
            yield from _quoted(node.matching.labels + (group.labels if group else ()), node.matching.span)
        case Selector():
            if node.extension is not None:
                yield Requirement(f"`{node.extension.value}`", EXTENDED_RANGES, node.span)
            if node.metric is not None and not is_metric_identifier(node.metric):
                yield Requirement(f"the quoted name `{node.metric}`", _QUOTED_NAMES, node.metric_span)
            for matcher in node.matchers:
                if not is_bare_label(matcher.label):
                    yield from _quoted((matcher.label,), matcher.label_span)
        case _:
            pass


def _quoted(names: tuple[str, ...], span: Span | None) -> Iterator[Requirement]:
    for name in names:
        if not is_bare_label(name):
            yield Requirement(f"the quoted name `{name}`", _QUOTED_NAMES, span)
