"""The words of alerts: annotations as templates of Prometheus, which look up recorded series when an alert fires.

Every look-up says what it says when there is nothing (`with ... else`), since a template that fails is a message lost.
Texts of the specs are escaped, but for summaries and annotations, in which authors may write templates of their own.
"""

from __future__ import annotations

from nines.contract.model import AlertStyle
from nines.plan import names
from nines.plan.boards.identity import board_uid
from nines.plan.model import Labels
from nines.plan.rules.book import Book
from nines.promql.names import is_bare_label
from nines.values.text import prometheus_duration

__all__ = ["Subject", "budget_messages", "burn_messages", "escaped", "missing_messages"]

_TIME = '{{ %s | first | value | humanizeDuration | reReplaceAll " 0s$" "" }}'


def escaped(text: str) -> str:
    """A text that a template prints as it is."""
    return text.replace("{{", '{{ "{{" }}')


def _value(label: str) -> str:
    """A label of the alert, in a template; names that Go does not take after a dot are looked up."""
    return f"$labels.{label}" if is_bare_label(label) else f'(index $labels "{label}")'


def _matched(label: str) -> str:
    """A label's name in a matcher within a quoted string."""
    return label if is_bare_label(label) else f'\\"{label}\\"'


class Subject:
    """What a family of alerts is about, and how its templates ask for it.

    `objective` is given where the alert's expression does not tell it: templates know no labels that a rule adds.
    """

    def __init__(self, book: Book, groups: tuple[str, ...], objective: str | None = None) -> None:
        self.book = book
        self.groups = groups
        self.objective = "{{ $labels.objective }}" if objective is None else objective
        about = "$labels.objective" if objective is None else f'"{objective}"'
        pairs = "".join(f",{_matched(label)}=%q" for label in (names.OBJECTIVE_LABEL, *groups))
        values = " ".join([about, *map(_value, groups)])
        known = f'nines=\\"{book.context.bundle}\\",service=\\"{book.holder.name}\\"'
        self.intro = (
            f'{{{{ $aim := printf "{known},objective=%q" {about} }}}}{{{{ $of := printf "{known}{pairs}" {values} }}}}'
        )

    @property
    def name(self) -> str:
        """`Checkout availability`, with the group where there is one."""
        group = "".join(f", {escaped(label)} {{{{ {_value(label)} }}}}" for label in self.groups)
        objective = "" if self.book.holder.journey else f" {self.objective}"
        return f"{escaped(self.book.holder.title)}{objective}{group}"

    def ask(self, query: str, *, of: str = "$of") -> str:
        """A look-up of an expression in which `%s` stands for the matchers."""
        count = query.count("%s")
        quoted = query.replace('"', '\\"')
        return f'printf "{quoted}" {" ".join([of] * count)} | query'

    def number(self, query: str, form: str, otherwise: str) -> str:
        """A number in a form of `printf`."""
        asked = self.ask(query)
        return (
            f'{{{{ with {asked} }}}}{{{{ . | first | value | printf "{form}" }}}}{{{{ else }}}}{otherwise}{{{{ end }}}}'
        )

    def time(self, query: str, before: str, otherwise: str) -> str:
        """A time in words, to the minute."""
        asked = self.ask(f"floor(({query}) / 60) * 60")
        shown = '. | first | value | humanizeDuration | reReplaceAll " 0s$" ""'
        return f"{{{{ with {asked} }}}}{before}{{{{ {shown} }}}}{{{{ else }}}}{otherwise}{{{{ end }}}}"

    def fact(self, label: str, otherwise: str) -> str:
        """A label of the objective's info series."""
        asked = self.ask(f"{names.OBJECTIVE_INFO.name}{{%s}}", of="$aim")
        shown = f'{{{{ . | first | label "{label}" }}}}'
        return f"{{{{ with {asked} }}}}{shown}{{{{ else }}}}{otherwise}{{{{ end }}}}"

    # --- phrases ----------------------------------------------------------

    def bad_share(self, window: str) -> str:
        query = f'100 * {names.ERROR_RATIO.name}{{%s,window="{window}"}}'
        return self.number(query, "%.3g", "an unknown part") + " %"

    @property
    def exhausts(self) -> str:
        spent = self.ask(f"{names.BUDGET_LEFT.name}{{%s}} <= 0")
        otherwise = f"{{{{ with {spent} }}}}budget spent{{{{ else }}}}budget lasts at this rate{{{{ end }}}}"
        return self.time(f"{names.BUDGET_EXHAUSTS.name}{{%s}} > 0", "budget gone in ", otherwise)

    @property
    def budget(self) -> str:
        left = f"{names.BUDGET_LEFT.name}{{%s}}"
        time = (
            f"{left} * on (nines, service, objective) group_left () {names.WINDOW_SECONDS.name}{{%s}}"
            f" * on (nines, service, objective) group_left () (1 - {names.OBJECTIVE.name}{{%s}})"
        )
        over = self.number(f"-100 * ({left} < 0)", "overspent by %.0f %%", "")
        kept = self.number(f"100 * ({left} >= 0)", "%.3g %% left", "")
        asked = self.ask(f"floor(abs({time}))").replace("$of $of $of", "$of $aim $aim")
        shown = ". | first | value | humanizeDuration"
        return f"{over}{kept}{{{{ with {asked} }}}} ({{{{ {shown} }}}}){{{{ else }}}}unknown{{{{ end }}}}"

    @property
    def impact(self) -> str:
        if self.book.is_weighted:
            return f"{self.bad_share('5m')} of what users do, its steps weighed"
        rate = self.number(f'{names.COUNTED_RATE.name}{{%s,half="total"}}', "%.3g", "an unknown number")
        return f"{self.bad_share('5m')} of {rate} {self.fact('unit', 'events')} a second"

    @property
    def hurting(self) -> str:
        """Since when more than one budget burns, looking back six hours."""
        burning = f'{names.BURN_RATE.name}{{%s,window="5m"}}'
        calm = f"time() - max_over_time(timestamp({burning} <= 1)[6h:1m])"
        return self.time(calm, "", "more than 6h")

    @property
    def suspects(self) -> str:
        """What it stands on that burns too."""
        others = "|".join(self.book.holder.depends_on)
        query = f'{names.BURN_RATE.name}{{nines="{self.book.context.bundle}",service=~"{others}",window="1h"}} > 1'
        each = '{{ if $at }}, {{ end }}{{ $other.Labels.service }} {{ $other.Value | printf "%.3g" }}x'
        asked = f'query "{query.replace(chr(34), chr(92) + chr(34))}"'
        none = "nothing that it depends on"
        return f"{{{{ range $at, $other := {asked} }}}}{each}{{{{ else }}}}{none}{{{{ end }}}}"

    def common(self, style: AlertStyle) -> dict[str, str]:
        """What every alert about an objective says."""
        holder = self.book.holder
        uid = board_uid(self.book.context.bundle, names.OBJECTIVE_LABEL)
        where = f"/d/{uid}?var-service={holder.name}&var-objective={self.objective}&from=now-6h&to=now"
        said = {"budget": self.budget, "dashboard": where}
        if any(objective.first or holder.first for objective in holder.objectives):
            said["first"] = self.fact("first", "see the runbook")
        if holder.depends_on:
            said["suspects"] = self.suspects
        if style.runbook is not None:
            said["runbook"] = escaped(style.runbook)
        elif holder.link("runbook") or any(objective.runbook for objective in holder.objectives):
            said["runbook"] = self.fact("runbook", "unknown")
        said["source"] = self.fact("source", "unknown")
        return said

    def messages(self, style: AlertStyle, own: dict[str, str]) -> Labels:
        """The annotations of an alert: its own, the common ones, and over both what the author wrote."""
        said = {**own, **self.common(style)}
        written = {setting.name: setting.value for setting in style.annotations}
        if style.summary is not None:
            written["summary"] = style.summary
        ours = {name: self.intro + text if "$of" in text or "$aim" in text else text for name, text in said.items()}
        return tuple({**ours, **written}.items())


def burn_messages(subject: Subject, style: AlertStyle, window: int, short: int | None, alert_class: str) -> Labels:
    long_text = prometheus_duration(window)
    threshold = f'{names.BURN_THRESHOLD.name}{{%s,window="{long_text}",class="{alert_class}"}}'
    over = subject.number(f"max({threshold})", "%.3g", "its limit").replace("$of |", "$aim |")
    long_rate = f'{long_text} {{{{ $value | printf "%.3g" }}}}x'
    if short is None:
        why = f"{long_rate}, over {over}x"
    else:
        short_text = prometheus_duration(short)
        rate = subject.number(f'{names.BURN_RATE.name}{{%s,window="{short_text}"}}', "%.3g", "an unknown rate ")
        why = f"{long_rate} and {short_text} {rate}x, both over {over}x"
    shown = prometheus_duration(short) if short is not None else long_text
    own = {
        "summary": f"{subject.name}: {subject.bad_share(shown)} bad, {subject.exhausts}",
        "impact": subject.impact,
        "hurting": subject.hurting,
        "exhausts": subject.exhausts,
        "why": why,
    }
    return subject.messages(style, own)


def budget_messages(subject: Subject, style: AlertStyle, what: str, why: str) -> Labels:
    """`what` is the rest of the first line."""
    own = {
        "summary": f"{subject.name}: {what}",
        "impact": subject.impact,
        "exhausts": subject.exhausts,
        "why": why,
    }
    return subject.messages(style, own)


def missing_messages(subject: Subject, style: AlertStyle, delay: int) -> Labels:
    text = prometheus_duration(delay)
    own = {
        "summary": f"{subject.name}: no data for {text}, so nobody knows how it stands",
        "why": f"series that were there within the last day have had no samples for {text}",
    }
    return subject.messages(style, own)
