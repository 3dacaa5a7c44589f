"""The table of commitments: what is promised, of what, and with which plan."""

from __future__ import annotations

from collections.abc import Sequence

from nines.contract.model import Promise
from nines.language.nodes import At
from nines.language.statements.promise import Level, Strength, TargetValue
from nines.plan.documents.inline import clause, figure, join, paragraph, plain, say
from nines.plan.documents.model import Align, Clause, Column, Line, Row, Said, Table
from nines.plan.documents.words.comparisons import comparison, level_words
from nines.plan.documents.words.measures import of_good
from nines.plan.documents.words.numbers import percentage_at, quantity_at, written_time
from nines.plan.documents.words.terms import Terms, readable
from nines.record import dataclass
from nines.source import Span
from nines.values.model import Duration

__all__ = ["Variant", "clock_figure", "commitments", "level_title", "severity_title", "target_of"]


@dataclass(frozen=True, slots=True)
class Variant:
    """Terms that hold for some: a plan with its title and name, or one party alone (`title` is empty)."""

    title: Line
    terms: Terms
    plan: str | None = None


def commitments(variants: Sequence[Variant]) -> Clause | None:
    """One table over all plans, a row for each commitment and level, a column for each plan."""
    first = variants[0].terms
    t = first.t
    names = list(dict.fromkeys(p.name for variant in variants for p in variant.terms.agreement.promises))
    rows = tuple(row for name in names for row in _rows(name, variants))
    if not rows:
        return None
    targets = any(any(row.target) for row in rows)
    table = Table(
        say(t.COMMITMENTS_CAPTION),
        (
            Column(say(t.HEAD_COMMITMENT)),
            Column(say(t.HEAD_MEASURED)),
            *(Column(_promised_head(variant), Align.RIGHT) for variant in variants),
            *([Column(say(t.HEAD_TARGET), Align.RIGHT)] if targets else []),
        ),
        tuple(row.as_row(first, targets=targets) for row in rows),
    )
    levels = any(promise.levels for variant in variants for promise in variant.terms.agreement.promises)
    origins = [promise.origin for variant in variants for promise in variant.terms.agreement.promises]
    notes = [say(t.LEVELS_ORDER)] if levels else []
    notes += [say(t.TARGETS)] if targets else []
    return clause(
        "commitments",
        title=say(t.COMMITMENTS),
        clauses=[
            clause("commitment-table", paragraph(say(t.COMMITMENTS_INTRO)), table, origins=origins),
            clause("commitment-notes", paragraph(*notes), origins=[*_targets(variants), *origins][:1]),
            *_strengths(variants),
            *_weights(variants),
        ],
        origins=[first.sla.origin],
    )


def _targets(variants: Sequence[Variant]) -> list[Span]:
    promises = [promise for variant in variants for promise in variant.terms.agreement.promises]
    return [promise.target.span for promise in promises if promise.target is not None]


def _promised_head(variant: Variant) -> Line:
    t = variant.terms.t
    return say(t.HEAD_PROMISED_IN, plan=variant.title) if variant.title else say(t.HEAD_PROMISED)


@dataclass(frozen=True, slots=True)
class _CommitmentRow:
    title: Line
    measured: Line
    promised: tuple[Line, ...]
    target: Line
    promise: Promise

    def as_row(self, terms: Terms, *, targets: bool) -> Row:
        t = terms.t
        promised = tuple(cell or say(t.NOT_IN_PLAN) for cell in self.promised)
        target = (self.target or say(t.NO_TARGET),) if targets else ()
        return Row((self.title, self.measured, *promised, *target), (self.promise.origin,))


def _rows(name: str, variants: Sequence[Variant]) -> list[_CommitmentRow]:
    """The rows of one promise: its levels in their order, then the head."""
    found = [(variant, variant.terms.agreement.promise(name)) for variant in variants]
    known = [(variant, promise) for variant, promise in found if promise is not None]
    levels = list(dict.fromkeys(level.name.value for _, promise in known for level in promise.levels))
    rows = [_level_row(level, found) for level in levels]
    variant, promise = known[0]
    promised = tuple(comparison(p.comparison, v.terms.t) if p is not None else () for v, p in found)
    target = next((target_of(p.target, v.terms) for v, p in known if p.target is not None), ())
    title: Line = (Said(promise.title),)
    return [*rows, _CommitmentRow(title, _measured(promise, variant.terms), promised, target, promise)]


def _level_row(name: str, found: Sequence[tuple[Variant, Promise | None]]) -> _CommitmentRow:
    cells: list[Line] = []
    first: tuple[Variant, Promise, Level] | None = None
    for variant, promise in found:
        levels = promise.levels if promise is not None else ()
        level = next((item for item in levels if item.name.value == name), None)
        cells.append(comparison(level.comparison, variant.terms.t) if level is not None else ())
        if first is None and level is not None and promise is not None:
            first = (variant, promise, level)
    assert first is not None  # the name came from one of them
    variant, promise, level = first
    target = level.body.last(TargetValue)
    return _CommitmentRow(
        level_title(promise, level, variant.terms),
        _measured(promise, variant.terms),
        tuple(cells),
        target_of(target, variant.terms) if target is not None else (),
        promise,
    )


def level_title(promise: Promise, level: Level, terms: Terms) -> Line:
    """`Availability, where zones is at least 3`."""
    t, title = terms.t, Said(promise.title)
    if level.label is None:
        return say(t.LEVEL_PLAIN, title=title, level=Said(readable(level.name.value)))
    label = Said(readable(level.label.value))
    return say(t.LEVEL_WHERE, title=title, label=label, range=level_words(level, t))


def target_of(target: TargetValue, terms: Terms) -> Line:
    return (quantity_at(target.value, terms.t),)


def _measured(promise: Promise, terms: Terms) -> Line:
    """The indicator's title, or the support clock in words."""
    if promise.indicator is not None:
        return (Said(promise.indicator.title),)
    row, clock = terms.severity(promise)
    time = clock_figure(promise, terms)
    if row is None or not time:
        return (Said(readable(promise.of)),)
    severity = severity_title(promise, terms)
    if not of_good(promise):
        return say(terms.t.CLOCK_TIMES[clock], severity=severity)
    return say(terms.t.CLOCK_MEASURED[clock], severity=severity, time=time)


def severity_title(promise: Promise, terms: Terms) -> Line:
    row, _ = terms.severity(promise)
    if row is None:
        return (Said(readable(promise.of)),)
    return (Said(row.title.value if row.title is not None else readable(row.name.value)),)


def clock_figure(promise: Promise, terms: Terms) -> Line:
    """The time of the support clock that a promise is of."""
    row, clock = terms.severity(promise)
    if row is None:
        return ()
    times: dict[str, At[Duration] | None] = {
        "respond": row.respond,
        "update": row.update,
        "workaround": row.workaround,
        "fix": row.fix,
    }
    time = times.get(clock)
    return (figure(written_time(time.value, terms.t), time.span),) if time is not None else ()


def _strengths(variants: Sequence[Variant]) -> list[Clause | None]:
    """How binding the commitments are, where the spec says so; those of one strength together."""
    t = variants[0].terms.t
    found: dict[str, dict[str, tuple[Line, Strength]]] = {}
    for variant in variants:
        for promise in variant.terms.agreement.promises:
            for line, strength in _strengths_of(promise, variant.terms):
                found.setdefault(strength.text.value, {})[plain(line)] = (line, strength)
    clauses = []
    for word, promises in found.items():
        titles = join([line for line, _ in promises.values()], t.COMMA, t.LAST_AND)
        said = paragraph(say(t.STRENGTHS[word], promises=titles))
        origins = [strength.span for _, strength in promises.values()]
        clauses.append(clause("strength-" + word.replace(" ", "-"), said, origins=origins))
    return clauses


def _strengths_of(promise: Promise, terms: Terms) -> list[tuple[Line, Strength]]:
    own = [((Said(promise.title),), promise.strength)] if promise.strength is not None else []
    levels = [(level_title(promise, level, terms), level.body.last(Strength)) for level in promise.levels]
    return [*own, *((line, strength) for line, strength in levels if strength is not None)]


def _weights(variants: Sequence[Variant]) -> list[Clause | None]:
    t = variants[0].terms.t
    found = {}
    for variant in variants:
        for promise in variant.terms.agreement.promises:
            if promise.weight is not None:
                found[promise.name] = (promise, promise.weight)
    return [
        clause(
            f"weight-{name}",
            paragraph(say(t.WEIGHTS, promise=Said(promise.title), share=percentage_at(w.share, t))),
            origins=[w.span],
        )
        for name, (promise, w) in found.items()
    ]
