"""How an objective is computed: ranges and intervals, series, what that costs the server, and how wrong it can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from nines.contract.model import Objective, RollingWindow
from nines.contract.tiles import slice_lengths, tile_of
from nines.contract.windows import nominal
from nines.explain.known import Known
from nines.explain.model import Column, Fact, Facts, Prose, Row, Section, Table
from nines.explain.words import listed
from nines.plan import names
from nines.plan.accuracy import accuracy
from nines.plan.cost import Assumed, Cost, costs
from nines.plan.model import AlertRule, RecordingRule, RuleFile, SeriesInfo
from nines.plan.rules.build import rules
from nines.plan.rules.inventory import KINDS
from nines.promql.durations import read_duration
from nines.record import dataclass
from nines.values.text import count, duration, percent_to

__all__ = ["Lag", "computed_section", "lag", "series_section"]


@dataclass(frozen=True, slots=True)
class Lag:
    """By how much rules may see a failure later than it is, and why."""

    milliseconds: int
    words: str


def lag(objective: Objective, known: Known) -> Lag | None:
    """A scrape, the base range, an evaluation, and a slice where slices are judged; None without a base range."""
    base = known.base(objective)
    if base is None:
        return None
    slices = slice_lengths((objective.indicator,))
    late = known.scrape(objective.service) + base + known.contract.project.evaluate.milliseconds + sum(slices)
    words = ["a scrape", "the base range", "an evaluation", *(["a slice"] if slices else [])]
    return Lag(late, listed(words))


def computed_section(objective: Objective, known: Known) -> Section:
    facts = Facts((*_intervals(objective, known), *_costs(objective, known)))
    return Section("How it is computed", (facts, *_errors(objective, known)))


def _intervals(objective: Objective, known: Known) -> Iterator[Fact]:
    file = known.files.get(objective.service)
    base = known.base(objective)
    if base is not None:
        scrape = duration(known.scrape(objective.service))
        yield Fact("base range", f"{duration(base)}, scraped every {scrape}: what is measured is added up from it")
    if file is None:
        return
    for group in file.groups:
        yield Fact("evaluated", f"every {duration(group.interval)}: {group.about} ({count(len(group.rules), 'rule')})")
    yield Fact("long windows", "beyond an hour are shorter ones that lie end to end")
    if not isinstance(objective.window, RollingWindow):
        tile = duration(tile_of([objective.window]))
        yield Fact("own window", f"is a sum of tiles of {tile} since it began, and the running one")


# --- what it costs ----------------------------------------------------------------


def _costs(objective: Objective, known: Known) -> Iterator[Fact]:
    file = known.files.get(objective.service)
    if file is None:
        return
    assumed = Assumed(known.assumed.series, 1, known.scrape(objective.service))
    alone = known.alone(objective)
    many = len({info.of for info in known.planned.rules.series if info.file == file.name and _is_aim(info)})
    if alone is not None:
        plan = rules(alone)
        for own in plan.files:
            if own.name == file.name:
                yield Fact("costs", f"{_amount(own, costs(plan, own, assumed))}, for this objective alone")
    if many > 1 or alone is None:
        whole = f"all {count(many, 'objective')} of {file.name}" if many > 1 else "this objective"
        yield Fact("costs", f"{_amount(file, costs(known.planned.rules, file, assumed))}, for {whole}")
    apart = sorted({*objective.each, *objective.indicator.per})
    groups = f" and one value of {listed(apart)}" if apart else ""
    raw = f"{count(known.assumed.series, 'raw series', 'raw series')} behind each selector{groups}"
    yield Fact("assumed", f"{raw}; `--series N` says another number")


def _is_aim(info: SeriesInfo) -> bool:
    return info.name == names.OBJECTIVE.name


def _amount(file: RuleFile, found: Iterable[Cost]) -> str:
    """`117,300 samples read an hour by 40 recording rules and 5 alerts; 83 recorded series`."""
    read = list(found)
    hourly = sum((cost.hourly for cost in read), Fraction(0))
    every = [rule for group in file.groups for rule in group.rules]
    recording = count(sum(isinstance(rule, RecordingRule) for rule in every), "recording rule")
    alerting = count(sum(isinstance(rule, AlertRule) for rule in every), "alert")
    series = count(sum(cost.series for cost in read), "recorded series", "recorded series")
    return f"{round(hourly):,} samples read an hour by {recording} and {alerting}; {series}"


# --- how wrong it can be ------------------------------------------------------------


def _errors(objective: Objective, known: Known) -> Iterator[Table | Prose]:
    base = known.base(objective)
    windows = _windows(objective, known)
    if base is None or not windows:
        return
    blur = known.scrape(objective.service) + base + known.contract.project.evaluate.milliseconds
    alike: dict[tuple[str, str], list[str]] = {}
    for label, length in windows:
        found = accuracy(length, base, blur)
        later = percent_to(found.settled, 0) if found.measured else ""
        alike.setdefault((percent_to(found.edge, 0), later), []).append(label)
    rows = tuple(Row((listed(labels), edge, later)) for (edge, later), labels in alike.items())
    columns = (
        Column("error of the ratio over"),
        Column("from ten minutes into an incident", right=True),
        Column("once it is an hour old", right=True),
    )
    yield Table(columns, rows)
    yield Prose(
        "What the rules are held to, as a share of the true ratio or of the budget, whichever is larger. Windows are "
        "further off while a deep incident begins or leaves them, for as long as their ends are blurred. It "
        f"depends on the base range ({duration(base)} here: twice the range, twice the error) and on traffic: where "
        "few events come, a rate over the base range is coarse, and replicas that are replaced take the events since "
        "their last scrape with them."
    )


def _windows(objective: Objective, known: Known) -> list[tuple[str, int]]:
    """The windows that an error ratio is recorded over, the shortest first, with their lengths."""
    own = {info.window for info in known.planned.rules.series if info.of == objective.id and _is_ratio(info)}
    found = [(window, _length(window, objective)) for window in own if window != names.PREVIOUS]
    return sorted(found, key=lambda item: item[1])


def _is_ratio(info: SeriesInfo) -> bool:
    return info.name == names.ERROR_RATIO.name


def _length(window: str, objective: Objective) -> int:
    found = read_duration(window)
    return found if found is not None else nominal(objective.window).milliseconds


# --- series -------------------------------------------------------------------------


def series_section(objective: Objective, known: Known) -> Section:
    """The series that are recorded for an objective or its indicator, each name once."""
    wanted = (objective.id, objective.indicator.id)
    windows: dict[str, dict[str, None]] = {}
    for info in known.planned.rules.series:
        if info.of in wanted:
            windows.setdefault(info.name, {})[info.window] = None
    rows = [Row((name, _over(over, KINDS[name].text))) for name, over in windows.items()]
    more = f"`nines explain nines:state` tells of a series, `nines inventory --of {objective.id}` lists their labels."
    return Section("What is recorded", (Table((Column("series"), Column("is")), tuple(rows)), Prose(more)))


def _over(windows: Iterable[str], said: str) -> str:
    named = [window for window in windows if window]
    return f"{said}; over {listed(named)}" if named else said
