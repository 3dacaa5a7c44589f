"""The routing plan as Alertmanager's configuration and the message templates that it loads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nines.diagnostics.model import Diagnostic, Report
from nines.emit.alertmanager.hours import entries
from nines.emit.alertmanager.merge import Parts, merged, read_base
from nines.emit.alertmanager.messages import NOTES, said, template_file, template_prefix, templates_of
from nines.emit.alertmanager.text import comment, flow, mapping, matcher, plain, scalar, told
from nines.emit.artifact import Artifact
from nines.emit.environment import Raw, environment, indented, yaml_text
from nines.emit.mistakes import BaseFileError
from nines.plan.routes.model import Inhibition, ReceiverPlan, Route, RoutingPlan, TimeInterval, Way, any_of
from nines.record import dataclass
from nines.resources import Folder
from nines.source import Source
from nines.values.model import Version

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["alertmanager", "config_path", "judge_base", "template_paths", "without_ours"]

_FOLDER = "templates"
_FINE, _WATCH, _BURNING = Raw("#2E93E6"), Raw("#C48700"), Raw("#D4235A")

# Pipelines in the message templates, put after a text. Slack's signs, what Amazon takes in a subject, and what looks
# the same, but is a text to any reader of YAML: no colon has a blank after it, and nothing odd stands at its start.
_SLACK = Raw('| reReplaceAll "&" "&amp;" | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;"')
_ASCII = Raw('| reReplaceAll "[^ -~]+ *" ""')
_YAML_PLAIN = Raw(
    r'| reReplaceAll ":[ \t]" ":\u00a0" | reReplaceAll ":([\r\n\u0085\u2028\u2029]|$)" ":\u00a0$1"'
    r' | reReplaceAll "^([^0-9A-Za-z■▲✖✔–])" "\u2060$1"'
)
_AS_IT_IS = Raw("")

_ZONES = (0, 28)
"""The release from which on templates can tell times in a zone, and lengths (`tz`, `date`, `since`)."""
_IN_UTC = '{{ .StartsAt.UTC.Format "2 January 2006 15:04 MST" }}'
_ZONED = '{{{{ tz {zone} .StartsAt | date "2 January 2006 15:04 MST" }}}}'


def alertmanager(
    plan: RoutingPlan | None, folder: str, own: Folder | None, base: Source | None = None
) -> tuple[Artifact, ...]:
    """The configuration and its templates. Nothing without a plan: nobody is named who could be told.

    `base` is the file that it is merged into. Raises `BaseFileError` if that cannot be, with what is to be mended.
    """
    if plan is None:
        return ()
    writer = _Writer(plan, environment("yaml", own))
    origins = tuple(origin for route in plan.root.all() for origin in route.origins)
    config = writer.config() if base is None else _merged(writer, base)
    return (
        Artifact(config_path(folder), config, "alertmanager", tuple(dict.fromkeys(origins))),
        *(
            Artifact(path, writer.messages(name), "alertmanager-template")
            for name, path in template_paths(plan, folder)
        ),
    )


def without_ours(base: Source, bundle: str, folder: str) -> Artifact:
    """A company's file without our part: nobody is named who could be told, and the file is theirs all the same.

    Raises `BaseFileError` as `alertmanager` does.
    """
    report = Report()
    read = read_base(base, bundle, report)
    text = merged(read, bundle, {}, report) if read is not None else None
    if text is None:
        raise BaseFileError(tuple(report))
    return Artifact(config_path(folder), text, "alertmanager")


def judge_base(plan: RoutingPlan | None, base: Source, bundle: str) -> tuple[Diagnostic, ...]:
    """What keeps a plan from being merged into a file, and what there is to know of it."""
    from nines.emit.alertmanager.merge.judge import judge

    report = Report()
    read = read_base(base, bundle, report)
    parts = _parts(plan) if plan is not None else {}
    if read is not None and merged(read, bundle, parts, report) is not None and plan is not None:
        judge(read, plan, report)
    return tuple(report)


def _merged(writer: _Writer, source: Source) -> str:
    report = Report()
    base = read_base(source, writer.plan.bundle, report)
    text = merged(base, writer.plan.bundle, writer.parts(), report) if base is not None else None
    if text is None:
        raise BaseFileError(tuple(report))
    return text


def _parts(plan: RoutingPlan) -> Parts:
    return _Writer(plan, environment("yaml", None)).parts()


def config_path(folder: str) -> str:
    return f"{folder}/alertmanager.yaml"


def template_paths(plan: RoutingPlan, folder: str) -> tuple[tuple[str, str], ...]:
    """The template files that a plan needs, by their short names (`slack`), with their paths."""
    ways = [way for receiver in plan.receivers for way in receiver.ways]
    return tuple((name, f"{folder}/{_FOLDER}/{template_file(plan.bundle, name)}") for name in templates_of(ways))


@dataclass(frozen=True, slots=True)
class _Writer:
    plan: RoutingPlan
    jinja: Environment

    def config(self) -> str:
        plan = self.plan
        ways = [way for receiver in plan.receivers for way in receiver.ways]
        used = templates_of(ways)
        return self.jinja.get_template("alertmanager/alertmanager.yaml").render(
            about=tuple(self._about()),
            mail=tuple(self._mail()),
            templates=self._glob() if used else None,
            root_comment=comment(plan.root.what, plan.root.origins),
            root=self._route(plan.root),
            receivers=tuple(self._receiver(receiver) for receiver in plan.receivers),
            inhibitions=tuple(self._inhibition(rule) for rule in plan.inhibitions),
            intervals=tuple(self._interval(interval) for interval in plan.intervals),
        )

    def parts(self) -> Parts:
        """The lines of each list of ours, for a file that has others' too."""
        plan = self.plan
        ways = [way for receiver in plan.receivers for way in receiver.ways]
        route = indented(self._route(plan.own), 2)
        texts: dict[str, list[str]] = {
            "routes": [*(f"# {line}" for line in comment(plan.own.what, plan.own.origins)), f"- {route}"],
            "receivers": [self._receiver(receiver) for receiver in plan.own_receivers],
            "inhibit_rules": [self._inhibition(rule) for rule in plan.inhibitions],
            "time_intervals": [self._interval(interval) for interval in plan.intervals],
            "templates": [f"- {self._glob()}"] if templates_of(ways) else [],
        }
        return {name: tuple(line for text in found for line in text.split("\n")) for name, found in texts.items()}

    def _glob(self) -> Raw:
        return scalar(f"{_FOLDER}/{template_file(self.plan.bundle, '*')}")

    def messages(self, name: str) -> str:
        plan = self.plan
        return self.jinja.get_template(f"alertmanager/{name}.tmpl").render(
            about=Raw(f"Messages of the bundle {plain(plan.bundle)}, built by Nines. Changes made here are lost."),
            prefix=Raw(self._prefix),
            bundle=plan.bundle,
            pages=f"^({any_of(plan.severities.pages)})$",
            spent=f"^({any_of(plan.spent)})$",
            group_labels=tuple(Raw(label) for label in plan.groups),
            notes=tuple(Raw(note) for note in NOTES),
            contact=plan.contact,
            since_line=f"alertmanager/lines/{'since-0.28' if self._knows_zones else 'since'}.tmpl",
            long_since=Raw(_ZONED.format(zone=yaml_text(plan.zone)) if self._knows_zones else _IN_UTC),
            zone=plan.zone,
            escape=_AS_IT_IS,
            slack_escape=_SLACK,
            ascii_only=_ASCII,
            yaml_plain=_YAML_PLAIN,
            fine=_FINE,
            watch=_WATCH,
            burning=_BURNING,
        )

    @property
    def _newest(self) -> Version:
        """The oldest release that takes what is written."""
        return max([self.plan.oldest, *(need.since for need in self.plan.needs)], key=lambda since: since.parts)

    @property
    def _knows_zones(self) -> bool:
        return self._newest.parts >= _ZONES

    @property
    def _prefix(self) -> str:
        return template_prefix(self.plan.bundle)

    def _about(self) -> Iterator[Raw]:
        plan = self.plan
        yield from comment(
            f"Alertmanager's configuration for the bundle {plan.bundle}, built by Nines. Changes made here are lost: "
            "change the specs, whose lines stand in brackets."
        )
        newest = self._newest
        what = [need.what.replace("`", "") for need in plan.needs if need.since == newest]
        yield from comment(f"For Alertmanager {newest.text} or newer" + (f", because of {what[0]}." if what else "."))

    def _mail(self) -> Iterator[tuple[Raw, Raw]]:
        plan = self.plan
        mail = plan.mail
        if mail.host is None or mail.sender is None:
            return
        yield Raw("smtp_from"), scalar(mail.sender)
        yield Raw("smtp_smarthost"), scalar(mail.host)
        if mail.user is not None and mail.password is not None:
            yield Raw("smtp_auth_username"), scalar(mail.user)
            yield Raw("smtp_auth_password_file"), scalar(mail.password)
        if mail.host.startswith("localhost:"):
            yield Raw("smtp_require_tls"), scalar(False)

    def _route(self, route: Route) -> Raw:
        text = self.jinja.get_template("alertmanager/route.yaml").render(
            matchers=tuple(matcher(condition) for condition in route.matchers),
            root=not route.matchers,
            **told(route),
            routes=tuple((comment(inner.what, inner.origins), self._route(inner)) for inner in route.routes),
        )
        return Raw(text.rstrip("\n"))

    def _receiver(self, receiver: ReceiverPlan) -> Raw:
        kinds: dict[str, list[Raw]] = {}
        for way in receiver.ways:
            kinds.setdefault(way.kind, []).append(self._way(way))
        text = self.jinja.get_template("alertmanager/receiver.yaml").render(
            comment=comment(receiver.what, receiver.origins),
            name=scalar(receiver.name),
            kinds=tuple((Raw(kind), tuple(ways)) for kind, ways in kinds.items()),
        )
        return Raw(text.rstrip("\n"))

    def _way(self, way: Way) -> Raw:
        return mapping(said(way, self._prefix))

    def _inhibition(self, rule: Inhibition) -> Raw:
        text = self.jinja.get_template("alertmanager/inhibition.yaml").render(
            comment=comment(rule.what, rule.origins),
            source=tuple(matcher(condition) for condition in rule.source),
            target=tuple(matcher(condition) for condition in rule.target),
            equal=flow(rule.equal),
        )
        return Raw(text.rstrip("\n"))

    def _interval(self, interval: TimeInterval) -> Raw:
        text = self.jinja.get_template("alertmanager/interval.yaml").render(
            comment=comment(interval.what, [interval.origin]),
            name=scalar(interval.name),
            entries=tuple(tuple((Raw(key), value) for key, value in entry) for entry in entries(interval)),
        )
        return Raw(text.rstrip("\n"))
