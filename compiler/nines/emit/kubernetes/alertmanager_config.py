"""The routing plan as an `AlertmanagerConfig` of the Prometheus operator's: secrets by key, texts within, hours in UTC.

Of `monitoring.coreos.com/v1alpha1`, which the operator serves without more being set up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nines.contract.model import Output
from nines.contract.operator import key_of, list_of, secret_of
from nines.contract.tiles import FIRST_YEAR, LAST_YEAR
from nines.emit.alertmanager.hours import spans
from nines.emit.alertmanager.inline import definitions, inlined
from nines.emit.alertmanager.messages import said, template_prefix
from nines.emit.alertmanager.text import comment, flow, mapping, scalar, told
from nines.emit.artifact import Artifact
from nines.emit.environment import Raw, environment
from nines.emit.kubernetes.metadata import metadata, object_name
from nines.emit.mistakes import TooLargeError
from nines.plan.routes.model import (
    Inhibition,
    Matcher,
    ReceiverPlan,
    Route,
    RoutingPlan,
    Setting,
    TimeInterval,
    Way,
)
from nines.record import dataclass
from nines.resources import Folder
from nines.values.utc_hours import in_utc

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment

__all__ = ["alertmanager_config", "object_path"]

_LARGEST = 1_000_000
_SECRET_FILE = "_file"
_PAIRS = ("details", "headers")
"""Mappings of Alertmanager's that are lists of keys and values here."""


def object_path(folder: str) -> str:
    return f"{folder}/alertmanager-config.yaml"


def alertmanager_config(plan: RoutingPlan, templates: tuple[str, ...], output: Output, own: Folder | None) -> Artifact:
    """The object. `templates` are the texts of the message templates. Raises `TooLargeError`."""
    writer = _Writer(plan, output, environment("yaml", own), definitions(templates))
    origins = tuple(dict.fromkeys(origin for route in plan.root.all() for origin in route.origins))
    made = Artifact(object_path(output.folder), writer.text(), "alertmanager-config", origins)
    if len(made.content) > _LARGEST:
        raise TooLargeError(made.path, len(made.content), _LARGEST, origins)
    return made


@dataclass(frozen=True, slots=True)
class _Writer:
    plan: RoutingPlan
    output: Output
    jinja: Environment
    defined: Mapping[str, str]

    def text(self) -> str:
        plan = self.plan
        return self.jinja.get_template("kubernetes/alertmanager-config.yaml").render(
            about=comment(
                f"Alertmanager's configuration for the bundle {plan.bundle}, built by Nines. Changes made here are "
                "lost: change the specs, whose lines stand in brackets."
            ),
            metadata=metadata(self.output, object_name(plan.bundle)),
            route_comment=comment(plan.own.what, plan.own.origins),
            route=self._route(plan.own),
            receivers=tuple(self._receiver(receiver) for receiver in plan.own_receivers),
            inhibitions=tuple(self._inhibition(rule) for rule in plan.inhibitions),
            intervals=tuple(self._interval(interval) for interval in plan.intervals),
        )

    def _route(self, route: Route) -> Raw:
        text = self.jinja.get_template("kubernetes/route.yaml").render(
            matchers=tuple(map(_matcher, route.matchers)),
            **told(route),
            routes=tuple((comment(inner.what, inner.origins), self._route(inner)) for inner in route.routes),
        )
        return Raw(text.rstrip("\n"))

    def _receiver(self, receiver: ReceiverPlan) -> Raw:
        kinds: dict[str, list[Raw]] = {}
        for way in receiver.ways:
            kinds.setdefault(list_of(way.kind), []).append(mapping(self._settings(way)))
        text = self.jinja.get_template("alertmanager/receiver.yaml").render(
            comment=comment(receiver.what, receiver.origins),
            name=scalar(receiver.name),
            kinds=tuple((Raw(kind), tuple(ways)) for kind, ways in kinds.items()),
        )
        return Raw(text.rstrip("\n"))

    def _settings(self, way: Way) -> Iterator[Setting]:
        """All that a way says, as the object calls it. What it has no place for the checker has refused."""
        places: dict[str, int] = {}
        for setting in said(way, template_prefix(self.plan.bundle)):
            first, _, rest = setting.key.partition(".")
            if setting.key.endswith(_SECRET_FILE):
                yield from _secret(way.kind, setting)
            elif first in _PAIRS:
                at = places[first] = places.get(first, -1) + 1
                yield Setting(f"{first}.{at}.key", rest)
                yield Setting(f"{first}.{at}.value", self._inlined(setting.value))
            elif first == "links":
                at_, _, what = rest.partition(".")
                key = key_of(way.kind, "links")
                yield Setting(f"{key}.{at_}.{'alt' if what == 'text' else what}", self._inlined(setting.value))
            elif setting.value != "" or setting.key == "html":  # an empty text is refused, or is nothing
                key = key_of(way.kind, setting.key)
                if key is not None:
                    yield Setting(key, self._inlined(setting.value))

    def _inlined(self, value: str | int) -> str | int:
        return inlined(value, self.defined) if isinstance(value, str) else value

    def _inhibition(self, rule: Inhibition) -> Raw:
        text = self.jinja.get_template("kubernetes/inhibition.yaml").render(
            comment=comment(rule.what, rule.origins),
            source=tuple(map(_matcher, rule.source)),
            target=tuple(map(_matcher, rule.target)),
            equal=flow(rule.equal),
        )
        return Raw(text.rstrip("\n"))

    def _interval(self, interval: TimeInterval) -> Raw:
        zones = ", ".join(dict.fromkeys(part.zone.name for part in interval.hours))
        what = f"{interval.what} In UTC, as the clocks of {zones} show it up to {LAST_YEAR}."
        boxes = in_utc(interval.hours, FIRST_YEAR, LAST_YEAR)
        text = self.jinja.get_template("kubernetes/interval.yaml").render(
            comment=comment(what, [interval.origin]),
            name=scalar(interval.name),
            entries=tuple(tuple((Raw(key), value) for key, value in spans(box)) for box in boxes),
        )
        return Raw(text.rstrip("\n"))


def _secret(kind: str, setting: Setting) -> Iterator[Setting]:
    """A reference to the key of a Secret that the path of a file means."""
    found, key = secret_of(str(setting.value)), key_of(kind, setting.key)
    if found is not None and key is not None:
        yield Setting(f"{key}.name", found.name)
        yield Setting(f"{key}.key", found.key)


def _matcher(condition: Matcher) -> tuple[Raw, Raw, Raw]:
    return scalar(condition.label), scalar(condition.operator), scalar(condition.value)
