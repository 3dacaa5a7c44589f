"""A recorded series: what it means, of what there is one, and who reads it."""

from __future__ import annotations

from collections.abc import Iterator

from nines.explain.known import Known
from nines.explain.model import Column, Explanation, Fact, Facts, Row, Section, Table
from nines.explain.words import listed
from nines.plan.boards.model import Board, Panel, Source
from nines.plan.boards.model import Section as BoardSection
from nines.plan.model import AlertRule, RecordingRule
from nines.plan.rules.inventory import KINDS
from nines.promql.facts import metrics
from nines.values.text import count

__all__ = ["explain_series"]

_MOST = 12
"""Of so many things all are named."""


def explain_series(name: str, known: Known) -> Explanation:
    facts = Section("", (Facts(tuple(_facts(name, known))),))
    return Explanation("series", name, KINDS[name].text, None, (facts, _of(name, known), *_readers(name, known)))


def _facts(name: str, known: Known) -> Iterator[Fact]:
    kind = KINDS[name]
    yield Fact("means", f"{kind.means} (its word in the inventory)")
    yield Fact("unit", kind.unit or "that of the indicator: events, slices, samples or seconds")
    infos = [info for info in known.planned.rules.series if info.name == name]
    labels = dict.fromkeys(label for info in infos for label, _ in info.labels)
    groups = dict.fromkeys(group for info in infos for group in info.groups)
    yield Fact("labels", listed(labels))
    if groups:
        yield Fact("kept apart", f"by {listed(groups)}, where the specs say so")
    windows = dict.fromkeys(info.window for info in infos if info.window)
    if windows:
        yield Fact("windows", listed(windows))
    rules = [rule for rule in known.planned.rules.rules if isinstance(rule, RecordingRule) and rule.record == name]
    yield Fact("recorded by", f"{count(len(rules), 'rule')}: {_some([rule.about for rule in rules])}")


def _of(name: str, known: Known) -> Section:
    infos = [info for info in known.planned.rules.series if info.name == name]
    by_file: dict[str, dict[str, None]] = {}
    for info in infos:
        by_file.setdefault(info.file, {})[info.of or known.planned.bundle] = None
    rows = tuple(Row((file, _some(list(of)))) for file, of in by_file.items())
    return Section("Of what there is one", (Table((Column("rule file"), Column("of")), rows),))


def _some(words: list[str]) -> str:
    """The words, or the first of them and how many more there are."""
    found = list(dict.fromkeys(words))
    return listed(found if len(found) <= _MOST else [*found[: _MOST - 1], f"{len(found) - _MOST + 1:,} more"])


# --- who reads it -------------------------------------------------------------------


def _readers(name: str, known: Known) -> Iterator[Section]:
    facts = (*_rules(name, known), *_boards(name, known))
    yield Section("Who reads it", (Facts(facts or (Fact("nobody", "of what Nines writes"),)),))


def _rules(name: str, known: Known) -> Iterator[Fact]:
    reading = [rule for rule in known.planned.rules.rules if name in metrics(rule.expression)]
    recorded = dict.fromkeys(rule.record for rule in reading if isinstance(rule, RecordingRule))
    alerts = dict.fromkeys(rule.name for rule in reading if isinstance(rule, AlertRule))
    said = dict.fromkeys(
        rule.name for rule in known.planned.rules.alerts if any(f"{name}{{" in text for _, text in rule.annotations)
    )
    if recorded:
        yield Fact("rules", f"of {listed(recorded)}")
    if alerts:
        yield Fact("alerts", listed(alerts))
    if said:
        yield Fact("messages", f"of {listed(said)} look it up")


def _boards(name: str, known: Known) -> Iterator[Fact]:
    for board in known.planned.boards:
        panels = dict.fromkeys(
            panel.title
            for panel in _panels(board)
            if isinstance(panel, Source) and any(name in metrics(query.expression) for query in panel.queries)
        )
        if panels:
            yield Fact("board", f"{board.title}: {_some(list(panels))}")


def _panels(board: Board) -> Iterator[Panel]:
    for panel in board.panels:
        yield from panel.panels if isinstance(panel, BoardSection) else (panel,)
