"""What of a company's own file goes against ours: names, routes, inhibitions, and what it leaves unsaid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nines.contract.base_codes import (
    BASE_INHIBITS,
    BASE_MISSING_NAME,
    BASE_NAME_TAKEN,
    BASE_ROUTE_BEFORE,
    BASE_SECRET,
    BASE_UNREADABLE,
    BASE_WITHOUT_MAIL,
    BASE_WORDS,
)
from nines.diagnostics.model import Label, Report
from nines.diagnostics.suggest import listing
from nines.emit.alertmanager.merge.base import Base
from nines.emit.alertmanager.merge.matchers import NoMatcherError, can_hold, matchers_of, words_of
from nines.emit.alertmanager.merge.nodes import Node
from nines.emit.alertmanager.merge.secrets import secrets_in
from nines.plan import names
from nines.plan.routes.index import ANY
from nines.plan.routes.model import Alert, Matcher, RoutingPlan
from nines.record import dataclass, field

__all__ = ["judge"]

_MOST_ROUTES = 20_000
"""An alias can stand for routes with aliases in them, and so on: a short text for more than anybody can read."""
_NOT_OF_ROOT = frozenset({"match", "match_re", "matchers", "continue", "active_time_intervals", "mute_time_intervals"})
_INTERVALS = ("active_time_intervals", "mute_time_intervals")


def judge(base: Base, plan: RoutingPlan, report: Report) -> None:
    """Say what is wrong with merging a plan into a file. `plan` is one that is embedded in another's file."""
    judge = _Judge(base, plan, report)
    try:
        judge.names()
        judge.routes_before()
        judge.inhibitions()
        judge.words()
    except NoMatcherError as error:
        place = base.span(error.node)
        report.say(
            BASE_UNREADABLE,
            f"`{base.source.name}` is not Alertmanager's: `{place.text}` is no condition on a label",
            place,
            helps=['write `name="value"`, with `=`, `!=`, `=~` or `!~`'],
        )
    judge.mail()
    judge.secrets()


@dataclass(slots=True)
class _Judge:
    base: Base
    plan: RoutingPlan
    report: Report
    _routes: list[Node] = field(default_factory=list)

    @property
    def root(self) -> Node:
        route = self.base.root.get("route")
        return route if route is not None else self.base.root

    def names(self) -> None:
        """Each name is defined once, and what routes name is defined."""
        receivers = self._defined("receivers", "receiver", {receiver.name for receiver in self.plan.own_receivers})
        ours = {interval.name for interval in self.plan.intervals}
        intervals = self._defined("time_intervals", "time interval", ours)
        intervals |= self._defined("mute_time_intervals", "time interval", ours)
        self._takes_everything()
        if self.root.get("receiver") is None:
            headline = "the root route names no receiver, and Alertmanager does not start without one"
            self.report.say(BASE_MISSING_NAME, headline, self.base.span(self.root))
        for route in self._all_routes():
            found = route.get("receiver")
            if found is not None:
                self._is_defined(found, "receiver", receivers)
            for key in _INTERVALS:
                listed = route.get(key)
                for item in listed.elements if listed is not None else ():
                    self._is_defined(item, "time interval", intervals)

    def _takes_everything(self) -> None:
        """Alertmanager's root has no conditions and no hours."""
        for key, value in self.root.pairs:
            said = value.real.text == "true" if key.text == "continue" else bool(value.real.items)
            if key.text in _NOT_OF_ROOT and said:
                self.report.say(
                    BASE_UNREADABLE,
                    f"the root route has `{key.text}`, and Alertmanager refuses that: it takes everything, always",
                    self.base.span(key),
                    helps=["move it to a route below"],
                )

    def _defined(self, key: str, what: str, ours: set[str]) -> set[str]:
        """The names of a list and ours. One that is there twice, or ours, is reported."""
        found = self.base.root.get(key)
        seen: dict[str, Node] = {}
        for item in found.elements if found is not None else ():
            name = item.real.get("name")
            if name is None:
                continue
            if name.text in ours:
                self.report.say(
                    BASE_NAME_TAKEN,
                    f"the {what} `{name.text}` is one of the specs, and the file defines it too",
                    self.base.span(name),
                    helps=["give it another name, or take it away if it was copied from what was built"],
                )
            elif name.text in seen:
                first = Label(self.base.span(seen[name.text]), "first defined here")
                headline = f"the {what} `{name.text}` is defined twice, and Alertmanager refuses that"
                self.report.say(BASE_NAME_TAKEN, headline, self.base.span(name), others=[first])
            seen.setdefault(name.text, name)
        return {*seen, *ours}

    def _is_defined(self, found: Node, what: str, names_: set[str]) -> None:
        name = found.real.text
        if name and name not in names_:
            gone = name.startswith(f"nines-{self.plan.bundle}-")
            self.report.say(
                BASE_MISSING_NAME,
                f"there is no {what} `{name}`" + (": the specs need it no longer" if gone else ""),
                self.base.span(found),
                "named here",
                helps=[f"define it in `{self.base.source.name}`, or name another"],
            )

    def _all_routes(self) -> Sequence[Node]:
        """All routes of the file, the root first."""
        if not self._routes:
            waiting = [self.root]
            while waiting and len(self._routes) < _MOST_ROUTES:
                route = waiting.pop()
                self._routes.append(route)
                below = route.get("routes")
                waiting += [item.real for item in reversed(below.elements if below is not None else [])]
        return self._routes

    def routes_before(self) -> None:
        """No route before ours takes our alerts away. Ours comes first, unless somebody moved it."""
        routes = self.root.pair("routes")
        if routes is None:
            return
        key, listed = routes
        ours = next((piece.at for piece in self.base.taken if key.end <= piece.at), key.end)
        for route in listed.elements:
            continues = route.real.get("continue")
            if route.start >= ours or (continues is not None and continues.text == "true"):
                continue
            taken = next(_meeting(self._alerts(), _conditions(route.real)), None)
            if taken is not None:
                self.report.say(
                    BASE_ROUTE_BEFORE,
                    f"this route takes alerts of the bundle, such as {_shown(taken)}",
                    self.base.span(route),
                    "stands before ours",
                    helps=["move our part, with its markers, before it, or write `continue: true` here"],
                )

    def inhibitions(self) -> None:
        """A rule of theirs should need what our alerts have not."""
        rules = self.base.root.get("inhibit_rules")
        for rule in rules.elements if rules is not None else ():
            hit = next(_meeting(self._alerts(), _conditions(rule.real, "target_")), None)
            list(matchers_of(rule.real, "source_"))  # raises on what is no condition
            if hit is not None:
                self.report.say(
                    BASE_INHIBITS,
                    f"this rule can silence alerts of the bundle, such as {_shown(hit)}",
                    self.base.span(rule),
                    helps=['add `nines=""` to its `target_matchers`, if it is not meant for them'],
                )

    def words(self) -> None:
        """Which words for `severity` the file goes by, if none of them is ours."""
        severities = self.plan.severities
        ours = (*severities.pages, *severities.tickets)
        found: dict[str, Node] = {}
        rules = self.base.root.get("inhibit_rules")
        holders = [(route, "") for route in self._all_routes()]
        holders += [
            (rule.real, prefix) for rule in (rules.elements if rules else ()) for prefix in ("source_", "target_")
        ]
        for holder, prefix in holders:
            for placed in matchers_of(holder, prefix):
                if placed.matcher.label == names.SEVERITY:
                    for word in words_of(placed.matcher):
                        found.setdefault(word, placed.node)
        if found and not found.keys() & {*ours, severities.note}:
            first = next(iter(found))
            said = listing(list(found), joint="and", most=5)
            self.report.say(
                BASE_WORDS,
                f"the file goes by the severities {said}, and the specs by {listing(ours, joint='and', most=5)}",
                self.base.span(found[first]),
                helps=[f'write `severity page is "{first}"` in `project`, if that is what a page is called here'],
            )

    def mail(self) -> None:
        """Mails that name no server or sender themselves need those of the file."""
        ways = [way for receiver in self.plan.receivers for way in receiver.ways if way.kind == "email_configs"]
        globals_ = self.base.root.get("global")
        for key, setting in (("smtp_smarthost", "smarthost"), ("smtp_from", "from")):
            needed = any(setting not in {one.key for one in way.settings} for way in ways)
            if needed and (globals_ is None or globals_.get(key) is None):
                place = self.base.root.pair("global") or self.base.root.pair("route")
                self.report.say(
                    BASE_WITHOUT_MAIL,
                    f"mails need `{key}`, and neither the specs nor `global` of `{self.base.source.name}` say it",
                    self.base.span(place[0] if place is not None else self.base.root),
                    notes=["Alertmanager does not start without it"],
                    helps=['write `mail through "mail.example.com:587" from "..."` in `project`, or `global` here'],
                )
                return

    def secrets(self) -> None:
        """What stands in the file stands in what is built, too."""
        for key in secrets_in(self.base.root):
            self.report.say(
                BASE_SECRET,
                f"`{key.text}` is a secret, and what is built from `{self.base.source.name}` holds it too",
                self.base.span(key),
                helps=[f"keep it in a file on Alertmanager's machine (`{key.text}_file`), and have this one replaced"],
            )

    def _alerts(self) -> Iterator[Alert]:
        return (delivery.alert for delivery in self.plan.deliveries)


def _conditions(holder: Node, prefix: str = "") -> list[Matcher]:
    return [placed.matcher for placed in matchers_of(holder, prefix)]


def _meeting(alerts: Iterator[Alert], conditions: Sequence[Matcher]) -> Iterator[Alert]:
    """The alerts that can meet all conditions."""
    for alert in alerts:
        labels = {**dict.fromkeys(alert.groups, ANY), **dict(alert.labels)}
        if all(can_hold(condition, labels) for condition in conditions):
            yield alert


def _shown(alert: Alert) -> str:
    """An alert as people know it: `ErrorBudgetBurn` of `checkout.availability`."""
    return f"`{alert.name}`" + (f" of `{alert.of}`" if alert.of else "")
