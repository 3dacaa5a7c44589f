"""Reads Alertmanager's configuration back and compares it with the plan: every alert, every receiver, every hour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nines.contract.tiles import FIRST_YEAR, LAST_YEAR
from nines.diagnostics.model import Diagnostic, Label
from nines.emit.artifact import Artifact
from nines.plan import names
from nines.plan.routes.index import Index
from nines.plan.routes.model import Matcher, Reached, RoutingPlan, TimeInterval
from nines.record import dataclass
from nines.source import Source
from nines.values.boxes import Box
from nines.verify.alertmanager_config import Config, InhibitRule, UnreadableError, read, read_part
from nines.verify.alertmanager_object import read_object
from nines.verify.codes import NOT_AS_PLANNED

__all__ = ["verify_alertmanager"]

_CALLED = re.compile(r'\{\{-?\s*template\s+"((?:[^"\\]|\\.)*)"')
_DEFINED = re.compile(r'\{\{-?\s*define\s+"((?:[^"\\]|\\.)*)"')


def verify_alertmanager(plan: RoutingPlan | None, artifacts: Iterable[Artifact]) -> tuple[Diagnostic, ...]:
    """All that is wrong; nothing, if the compiler and its templates are right."""
    files = tuple(artifacts)
    configs = [artifact for artifact in files if artifact.kind in ("alertmanager", "alertmanager-config")]
    if plan is None or len(configs) != 1:
        return ()
    source = Source(configs[0].path, configs[0].text)
    try:
        config = _read(plan, configs[0])
    except UnreadableError as error:
        return (_finding(source, error.line, error.message),)
    checker = _Checker(plan, config, [file for file in files if file.kind == "alertmanager-template"])
    return tuple(_finding(source, line, message) for line, message in checker.all())


def _read(plan: RoutingPlan, config: Artifact) -> Config:
    if config.kind == "alertmanager-config":
        return read_object(config.text, plan.root.receiver)
    return read(config.text) if plan.whole else read_part(config.text, plan.bundle)


def _finding(source: Source, line: int, message: str) -> Diagnostic:
    number = min(line, len(source.line_starts))
    start = source.line_starts[number - 1]
    text = source.line(number)
    indent = len(text) - len(text.lstrip())
    span = source.span(start + indent, start + len(text))
    return Diagnostic(NOT_AS_PLANNED, f"in `{source.name}`, {message}", Label(span))


_Found = Iterator[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class _Checker:
    plan: RoutingPlan
    config: Config
    templates: Sequence[Artifact]

    def all(self) -> _Found:
        """Lines and what is wrong there."""
        yield from self._names()
        yield from self._deliveries()
        yield from self._hours()
        yield from self._rules()
        yield from self._circles()
        yield from self._messages()

    def _names(self) -> _Found:
        """Each name is defined once, and used."""
        defined: dict[str, int] = {}
        for name, line in self.config.receivers:
            if name in defined:
                yield line, f"the receiver `{name}` is defined twice"
            defined[name] = line
        hours = {hours.name: hours.line for hours in self.config.hours}
        routes = tuple(self.config.root.all())
        for route in routes:
            if route.receiver not in defined and (self.plan.whole or route is not self.config.root):
                yield route.line, f"the receiver `{route.receiver}` is not defined"
            for interval in (*route.active, *route.muted):
                if interval not in hours:
                    yield route.line, f"the time interval `{interval}` is not defined"
        root = self.config.root
        if root.active or root.muted or root.matchers:
            yield root.line, "the root takes not everything, always"
        used = {route.receiver for route in routes}
        yield from ((line, f"no route leads to `{name}`") for name, line in defined.items() if name not in used)
        used = {interval for route in routes for interval in (*route.active, *route.muted)}
        yield from ((line, f"no route has the hours `{name}`") for name, line in hours.items() if name not in used)

    def _deliveries(self) -> _Found:
        """Each alert goes exactly where it was planned to, and every receiver is reached by one."""
        root, reached = self.config.root, {self.config.root.receiver}
        index = Index.of(delivery.alert for delivery in self.plan.deliveries)
        for delivery, labels in zip(self.plan.deliveries, index.labels, strict=True):
            found = root.leaves_for(labels)
            reached.update(route.receiver for route in found)
            of = delivery.alert.of or self.plan.bundle
            went = tuple(dict.fromkeys(route.receiver for route in found))
            if set(went) != set(delivery.receivers):
                planned = ", ".join(delivery.receivers)
                yield found[0].line, f"`{delivery.alert.name}` of `{of}` goes to {', '.join(went)}, not to {planned}"
            elif {Reached(route.receiver, route.active, route.muted) for route in found} != set(delivery.reached):
                yield found[0].line, f"`{delivery.alert.name}` of `{of}` is told at other hours than planned"
        telling = {receiver.name for receiver in self.plan.receivers if receiver.ways}
        for name, line in self.config.receivers:
            if name in telling and name not in reached:
                yield line, f"no alert reaches `{name}`"

    def _hours(self) -> _Found:
        """The hours that were read are those that were planned."""
        planned = {
            interval.name: {(part.zone.name, box) for part in interval.hours for box in part.boxes}
            for interval in self.plan.intervals
        }
        utc = {} if self.plan.whole else {interval.name: _in_utc(interval) for interval in self.plan.intervals}
        for hours in self.config.hours:
            if set(hours.entries) not in (planned.get(hours.name), utc.get(hours.name)):
                yield hours.line, f"the hours of `{hours.name}` are not those of the schedule"

    def _rules(self) -> _Found:
        ours = Matcher(names.BUNDLE, "=", self.plan.bundle)
        for rule in self.config.rules:
            if ours not in rule.source or ours not in rule.target:
                yield rule.line, "an inhibition reaches alerts of other bundles"
            if not rule.equal:
                yield rule.line, "an inhibition asks for no label to be equal"
        if len(self.config.rules) != len(self.plan.inhibitions):
            yield self.config.root.line, "the number of inhibitions is not the planned one"

    def _circles(self) -> _Found:
        """No alert suppresses itself by way of others: all in a circle would be silent."""
        above: dict[int, set[int]] = {}
        lines: dict[tuple[int, int], int] = {}
        alerts = [delivery.alert for delivery in self.plan.deliveries]
        index = Index.of(alerts)
        for rule in self.config.rules:
            for source, target in _suppressed(rule, index):
                above.setdefault(target, set()).add(source)
                lines.setdefault((source, target), rule.line)
        while True:
            first = [target for target, sources in above.items() if not sources & above.keys()]
            if not first:
                break
            for target in first:
                del above[target]
        for target, sources in above.items():
            source = min(sources & above.keys())
            yield lines[source, target], f"`{alerts[target].name}` of `{alerts[target].of}` can suppress itself"
            return

    def _messages(self) -> _Found:
        """Every template that is called is there: in a file, or in the very text that calls it."""
        defined = {name for file in self.templates for name in _DEFINED.findall(file.text)}
        prefix = f"nines.{self.plan.bundle}."
        for text, line in self.config.texts:
            yield from (
                (line, f"the message template `{name}` is not defined")
                for name in dict.fromkeys(_CALLED.findall(text))
                if name.startswith(prefix) and name not in defined and name not in _DEFINED.findall(text)
            )
        for file in self.templates:
            for name in dict.fromkeys(_CALLED.findall(file.text)):
                if name not in defined:
                    yield 1, f"the message template `{name}`, which `{file.path}` calls, is not defined"


def _in_utc(interval: TimeInterval) -> set[tuple[str, Box]]:
    """The hours for a configuration that knows no zones."""
    from nines.values.utc_hours import in_utc

    return {("UTC", box) for box in in_utc(interval.hours, FIRST_YEAR, LAST_YEAR)}


def _suppressed(rule: InhibitRule, index: Index) -> Iterator[tuple[int, int]]:
    """Source and target, by their numbers, of everything that a rule suppresses."""
    sources: dict[tuple[str, ...], list[int]] = {}
    for at in index.matching(rule.source):
        sources.setdefault(index.agreement(at, rule.equal), []).append(at)
    for target in index.matching(rule.target) if sources else ():
        for source in sources.get(index.agreement(target, rule.equal), ()):
            if source != target:
                yield source, target
