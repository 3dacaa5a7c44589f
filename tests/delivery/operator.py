"""What the Prometheus operator makes of an `AlertmanagerConfig`: the configuration that Alertmanager gets in the end.

Written after the operator's documentation, apart from what writes the object.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

__all__ = ["Loader", "configuration"]

_Object = dict[str, Any]

_SPELT = {
    "apiURL": "api_url",
    "apiUrl": "api_url",
    "iconURL": "icon_url",
    "imageURL": "image_url",
    "thumbURL": "thumb_url",
    "avatarURL": "avatar_url",
    "clientURL": "client_url",
    "webhookURL": "webhook_url",
    "chatID": "chat_id",
    "messageThreadID": "message_thread_id",
    "topicARN": "topic_arn",
    "targetARN": "target_arn",
    "requireTLS": "require_tls",
    "urlSecret": "url",
    "pagerDutyLinkConfigs": "links",
}
_OF_KIND = {("discordConfigs", "apiURL"): "webhook_url"}


class Loader(yaml.CSafeLoader):
    """Takes a bare `=` for a text."""


Loader.add_constructor("tag:yaml.org,2002:value", lambda _, node: node.value)


def configuration(resource: _Object, secrets: _Object) -> _Object:
    """Alertmanager's configuration with one object in it. `secrets` are the values of keys, by `name/key`."""
    namespace, name = resource["metadata"]["namespace"], resource["metadata"]["name"]
    spec = resource["spec"]
    own = _Operator(f"{namespace}/{name}/", namespace, secrets)
    return {
        "route": {"receiver": "null", "group_by": ["namespace"], "routes": [own.first(spec["route"])]},
        "receivers": [{"name": "null"}, *(own.receiver(one) for one in spec["receivers"])],
        "inhibit_rules": [own.rule(rule) for rule in spec.get("inhibitRules", [])],
        "time_intervals": [own.interval(one) for one in spec.get("muteTimeIntervals", [])],
    }


class _Operator:
    def __init__(self, prefix: str, namespace: str, secrets: _Object) -> None:
        self._prefix = prefix
        self._within = f'namespace="{namespace}"'
        self._secrets = secrets

    def first(self, route: _Object) -> _Object:
        """The first level: of its namespace alone, and others' routes come after it."""
        made = self.route(route)
        return {**made, "matchers": [*made["matchers"], self._within], "continue": True}

    def route(self, route: _Object) -> _Object:
        made: _Object = {
            "receiver": self._prefix + route["receiver"],
            "matchers": [_matcher(one) for one in route.get("matchers", [])],
            "group_by": route["groupBy"],
            "group_wait": route["groupWait"],
            "group_interval": route["groupInterval"],
            "repeat_interval": route["repeatInterval"],
            "continue": route["continue"],
            "routes": [self.route(inner) for inner in route.get("routes", [])],
        }
        for key, theirs in (
            ("activeTimeIntervals", "active_time_intervals"),
            ("muteTimeIntervals", "mute_time_intervals"),
        ):
            if key in route:
                made[theirs] = [self._prefix + name for name in route[key]]
        return made

    def receiver(self, one: _Object) -> _Object:
        made: _Object = {"name": self._prefix + one["name"]}
        for kind, ways in one.items():
            if kind != "name":
                made[_snake(kind)] = [self._way(kind, way) for way in ways]
        return made

    def rule(self, rule: _Object) -> _Object:
        return {
            "source_matchers": [*map(_matcher, rule["sourceMatch"]), self._within],
            "target_matchers": [*map(_matcher, rule["targetMatch"]), self._within],
            "equal": rule["equal"],
        }

    def interval(self, one: _Object) -> _Object:
        return {"name": self._prefix + one["name"], "time_intervals": [_entry(entry) for entry in one["timeIntervals"]]}

    def _way(self, kind: str, way: _Object) -> _Object:
        made: _Object = {}
        for key, value in way.items():
            name = _OF_KIND.get((kind, key)) or _SPELT.get(key) or _snake(key)
            made[name] = self._value(kind, value)
        return made

    def _value(self, kind: str, value: Any) -> Any:
        if isinstance(value, dict):
            if value.keys() == {"name", "key"}:
                return self._secrets[f"{value['name']}/{value['key']}"]
            return self._way(kind, value)
        if isinstance(value, list) and value and value[0].keys() == {"key", "value"}:
            return {one["key"]: one["value"] for one in value}
        if isinstance(value, list) and value and "alt" in value[0]:
            return [{"text": one["alt"], "href": one["href"]} for one in value]
        return value


def _matcher(one: _Object) -> str:
    value = one["value"].replace("\\", "\\\\").replace('"', '\\"')
    return f'{one["name"]}{one["matchType"]}"{value}"'


def _entry(entry: _Object) -> _Object:
    made: _Object = {key: entry[key] for key in ("weekdays", "months", "years") if key in entry}
    if "times" in entry:
        made["times"] = [{"start_time": one["startTime"], "end_time": one["endTime"]} for one in entry["times"]]
    if "daysOfMonth" in entry:
        made["days_of_month"] = [f"{one['start']}:{one['end']}" for one in entry["daysOfMonth"]]
    return made


def _snake(key: str) -> str:
    return re.sub(r"([A-Z])", lambda found: f"_{found[1].lower()}", key)
