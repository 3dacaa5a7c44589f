"""The words of alerts: annotations as templates of Prometheus, which look up recorded series when an alert fires.

Every look-up says what it says when there is nothing (`with ... else`), since a template that fails is a message lost.
Texts of the specs are escaped, but for summaries and annotations, in which authors may write templates of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from nines.contract.model import AlertClass, AlertStyle, Objective
from nines.plan import names
from nines.plan.boards.identity import board_uid
from nines.plan.model import Labels
from nines.plan.rules.book import Book
from nines.promql.names import is_bare_label, quoted
from nines.values.text import prometheus_duration

__all__ = ["Subject", "budget_messages", "burn_messages", "escaped", "missing_messages", "rounded"]


def escaped(text: str) -> str:
    """A text that a template prints as it is."""
    return text.replace("{{", '{{ "{{" }}')


def _value(label: str) -> str:
    """A label of the alert, in a template; names that Go does not take after a dot are looked up."""
    return f"$labels.{label}" if is_bare_label(label) else f'(index $labels "{label}")'


def _matched(label: str) -> str:
    """A label's name in a matcher."""
    return label if is_bare_label(label) else quoted(label)


def _go(text: str) -> str:
    """A text as a template writes it: bare between backquotes, so that queries can be read."""
    return f"`{text}`" if "`" not in text else quoted(text)


def rounded(value: str) -> str:
    """A number with three digits that count. Go's `%.3g` would write a thousand as `1e+03`."""
    whole, other = (f'{{{{ {value} | printf "{form}" }}}}' for form in ("%.0f", "%.3g"))
    return f"{{{{ if ge ({value}) 100.0 }}}}{whole}{{{{ else }}}}{other}{{{{ end }}}}"


_SHOWN_TIME = '{{ . | first | value | humanizeDuration | reReplaceAll " 0s$" "" }}'


class Subject:
    """What a family of alerts is about, and how its templates ask for it.

    `fixed` says that the alert's expression does not tell the objective, of which there is one: templates know no
    labels that a rule adds.
    """

    def __init__(
        self, book: Book, objectives: Sequence[Objective], groups: tuple[str, ...], *, fixed: bool = False
    ) -> None:
        self.book = book
        self.objectives = objectives
        self.groups = groups
        self.objective = objectives[0].name if fixed else "{{ $labels.objective }}"
        own = f'objective="{objectives[0].name}"' if fixed else "objective=%q"
        self._aim = f'nines="{book.context.bundle}",service="{book.holder.name}",{own}'
        self._of = self._aim + "".join(f",{_matched(label)}=%q" for label in groups)
        self._aim_values = () if fixed else ("$labels.objective",)
        self._of_values = (*self._aim_values, *map(_value, groups))

    @property
    def name(self) -> str:
        """`Checkout availability`, with the group where there is one."""
        group = "".join(f", {escaped(label)} {{{{ {_value(label)} }}}}" for label in self.groups)
        objective = "" if self.book.holder.journey else f" {self.objective}"
        return f"{escaped(self.book.holder.title)}{objective}{group}"

    def ask(self, query: str, *values: str) -> str:
        """A look-up. In the query `OF` stands for the matchers of the alert, `AIM` for those without its groups, which
        come before all else that is filled in: `%q` by more values of the template.
        """
        filled = self._of_values * query.count("{OF") + self._aim_values * query.count("{AIM")
        text = _go(query.replace("{OF", "{" + self._of).replace("{AIM", "{" + self._aim))
        arguments = " ".join((*filled, *values))
        return f"printf {text} {arguments} | query" if arguments else f"query {text}"

    def number(self, query: str, form: str, otherwise: str, *values: str) -> str:
        """A number in a form of `printf`; three digits (`%.3g`) are those that count, never `1e+03`."""
        shown = rounded(". | first | value") if form == "%.3g" else f'{{{{ . | first | value | printf "{form}" }}}}'
        return f"{{{{ with {self.ask(query, *values)} }}}}{shown}{{{{ else }}}}{otherwise}{{{{ end }}}}"

    def fact(self, otherwise: str, label: str, known: Callable[[Objective], str]) -> str:
        """A label of the objective's info series: written out where it is the same for all."""
        texts = {known(objective) for objective in self.objectives}
        if len(texts) == 1 and all(texts):
            return escaped(texts.pop())
        asked = self.ask(f"{names.OBJECTIVE_INFO.name}{{AIM}}")
        return f'{{{{ with {asked} }}}}{{{{ . | first | label "{label}" }}}}{{{{ else }}}}{otherwise}{{{{ end }}}}'

    # --- phrases ----------------------------------------------------------

    def bad_share(self, window: str) -> str:
        """Over a window, or one that a variable of the template names: `3.2 %`."""
        asked = f"100 * {names.ERROR_RATIO.name}{{OF,window={'%q' if window.startswith('$') else quoted(window)}}}"
        return self.number(asked, "%.3g", "an unknown part", *((window,) if window.startswith("$") else ())) + " %"

    @property
    def exhausts(self) -> str:
        """It is 0 where nothing is left, and absent where it lasts."""
        gone = f"ceil({names.BUDGET_EXHAUSTS.name}{{OF}} / 60) * 60 or 0 * ({names.BUDGET_LEFT.name}{{OF}} <= 0)"
        time = f"{{{{ if . | first | value }}}}budget gone in {_SHOWN_TIME}{{{{ else }}}}budget spent{{{{ end }}}}"
        return f"{{{{ with {self.ask(gone)} }}}}{time}{{{{ else }}}}budget lasts at this rate{{{{ end }}}}"

    @property
    def budget(self) -> str:
        left = self.ask(f"100 * {names.BUDGET_LEFT.name}{{OF}}")
        share = '{{ . | first | value | printf "%.1f %% left" | reReplaceAll "^-(.*) left" "overspent by $1" }}'
        by_objective = "on (nines, service, objective) group_left ()"
        time = self.ask(
            f"floor(abs({names.BUDGET_LEFT.name}{{OF}}) * {by_objective}"
            f" ({names.WINDOW_SECONDS.name} * (1 - {names.OBJECTIVE.name})))"
        )
        shown = f"{{{{ with {time} }}}} ({{{{ . | first | value | humanizeDuration }}}}){{{{ end }}}}"
        return f"{{{{ with {left} }}}}{share}{shown}{{{{ else }}}}unknown{{{{ end }}}}"

    @property
    def unit(self) -> str:
        """What is counted: `requests`."""
        return self.fact("events", "unit", lambda objective: objective.indicator.unit)

    def bad(self, window: str) -> str:
        """How bad it is, in a few words: `3.2 % of requests bad`."""
        return (
            f"{self.bad_share(window)} bad" if self.book.is_weighted else f"{self.bad_share(window)} of {self.unit} bad"
        )

    @property
    def impact(self) -> str:
        if self.book.is_weighted:
            return f"{self.bad_share('5m')} of what users do, its steps weighed"
        rate = self.number(f'{names.COUNTED_RATE.name}{{OF,half="total"}}', "%.3g", "an unknown number")
        return f"{self.bad_share('5m')} of {rate} {self.unit} a second"

    @property
    def hurting(self) -> str:
        """Since when more than one budget burns, looking back six hours."""
        burning = f'{names.BURN_RATE.name}{{OF,window="5m"}}'
        calm = f"floor((time() - max_over_time(timestamp({burning} <= 1)[6h:1m])) / 60) * 60"
        return f"{{{{ with {self.ask(calm)} }}}}{_SHOWN_TIME}{{{{ else }}}}more than 6h{{{{ end }}}}"

    @property
    def suspects(self) -> str:
        """What it stands on that burns too."""
        others = "|".join(self.book.holder.depends_on)
        query = f'{names.BURN_RATE.name}{{nines="{self.book.context.bundle}",service=~"{others}",window="1h"}} > 1'
        each = f"{{{{ if $at }}}}, {{{{ end }}}}{{{{ $other.Labels.service }}}} {rounded('$other.Value')}x"
        asked = f"query {_go(query)}"
        none = "nothing that it depends on"
        return f"{{{{ range $at, $other := {asked} }}}}{each}{{{{ else }}}}{none}{{{{ end }}}}"

    @property
    def deployed(self) -> str:
        """Whether what fails was changed just now: what to look at before all else."""
        service = self.book.context.contract.service(self.book.holder.name)
        if service is None or service.deploys is None or service.deploys.expression is None:
            return ""
        own = f'{{nines="{self.book.context.bundle}",service="{service.name}"}}'
        asked = f"query {_go(f'max_over_time({names.DEPLOYED.name}{own}[1h]) > 0')}"
        return f"{{{{ with {asked} }}}} (a deploy went out within the last hour){{{{ end }}}}"

    def common(self, style: AlertStyle) -> dict[str, str]:
        """What every alert about an objective says."""
        holder = self.book.holder
        uid = board_uid(self.book.context.bundle, names.OBJECTIVE_LABEL)
        board = f"/d/{uid}?var-service={holder.name}&var-objective={self.objective}&from=now-6h&to=now"
        grafana = self.book.context.contract.project.dashboards
        said = {
            "subject": self.name,
            "budget": self.budget,
            "dashboard": f"{escaped(grafana or '')}{board}" if grafana else escaped(holder.link("dashboard") or board),
        }
        if any(objective.first or holder.first for objective in self.objectives):
            said["first"] = (
                self.fact("see the runbook", "first", lambda one: one.first or holder.first or "") + self.deployed
            )
        if holder.depends_on:
            said["suspects"] = self.suspects
        if style.runbook is not None:
            said["runbook"] = escaped(style.runbook)
        elif any(objective.runbook or holder.link("runbook") for objective in self.objectives):
            said["runbook"] = self.fact("unknown", "runbook", lambda one: one.runbook or holder.link("runbook") or "")
        said["source"] = self.fact("unknown", "source", lambda one: str(one.origin))
        return said

    def messages(self, style: AlertStyle, bad: str, own: dict[str, str], *, before: str = "") -> Labels:
        """The annotations of an alert: its own, the common ones, and over both what the author wrote.

        `bad` says how bad it is, after the name of what it is about, or after what the author calls it; only a template
        of the author's stands alone. `before` sets variables that `bad` has.
        """
        first = f"{self.name}: " if style.summary is None else f"{style.summary} · "
        summary = style.summary if style.summary is not None and "{{" in style.summary else f"{before}{first}{bad}"
        written = {setting.name: setting.value for setting in style.annotations}
        return tuple({"summary": summary, **own, **self.common(style), **written}.items())


def burn_messages(
    subject: Subject, style: AlertStyle, windows: Mapping[str, str | None], alert_class: AlertClass
) -> Labels:
    """`windows` are the long ones that may have fired, each with its short one if it has one."""
    shorts = {long: short or long for long, short in windows.items()}
    short, chosen = _short(shorts)
    threshold = f'max({names.BURN_THRESHOLD.name}{{AIM,window=%q,class="{alert_class.value}"}})'
    over = subject.number(threshold, "%.3g", "its limit", "$labels.window")
    why = f"{{{{ $labels.window }}}} {rounded('$value')}x"
    if all(windows.values()):
        asked = f"{names.BURN_RATE.name}{{OF,window={'%q' if short.startswith('$') else quoted(short)}}}"
        rate = subject.number(asked, "%.3g", "an unknown rate ", *((short,) if short.startswith("$") else ()))
        said = f"{{{{ {short} }}}}" if short.startswith("$") else short
        why = f"{chosen}{why} and {said} {rate}x, both over {over}x"
    else:
        why = f"{why}, over {over}x"
    own = {
        "impact": subject.impact,
        "hurting": subject.hurting,
        "exhausts": subject.exhausts,
        "why": why,
    }
    return subject.messages(style, f"{subject.bad(short)}, {subject.exhausts}", own, before=chosen)


def _short(windows: Mapping[str, str]) -> tuple[str, str]:
    """The short window beside the long one that fired, and what finds it out: a variable, where there are several."""
    if len(set(windows.values())) == 1:
        return next(iter(windows.values())), ""
    (_, first), *others = windows.items()
    tests = "".join(
        f'{{{{ if eq $labels.window "{long}" }}}}{{{{ $short = "{short}" }}}}{{{{ end }}}}' for long, short in others
    )
    return "$short", f'{{{{ $short := "{first}" }}}}{tests}'


def budget_messages(subject: Subject, style: AlertStyle, what: str, why: str) -> Labels:
    """`what` is the rest of the first line."""
    own = {
        "impact": subject.impact,
        "exhausts": subject.exhausts,
        "why": why,
    }
    return subject.messages(style, what, own)


def missing_messages(subject: Subject, style: AlertStyle, delay: int) -> Labels:
    text = prometheus_duration(delay)
    own = {"why": f"series that were there within the last day have had no samples for {text}"}
    return subject.messages(style, f"no data for {text}, so nobody knows how it stands", own)
