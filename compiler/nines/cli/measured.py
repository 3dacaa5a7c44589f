"""Measured numbers of a period straight from Prometheus: what its rules recorded, as a file that can be settled again.

Of each hour the server has one number, whatever the moment at which it is asked (`nines:promise_counted:hours`). Hours
that an exclusion cuts, that began before the customer did, or in which evaluations were lost are asked for by their
base ranges, so that what is missing is missing to the minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from nines.cli.prometheus import Prometheus, Refused, Series
from nines.contract.model import Contract, Customer
from nines.contract.recorded import Recorded, as_recorded
from nines.contract.tiles import tile_of
from nines.diagnostics.model import Report
from nines.plan import names
from nines.plan.rules.book import book_of
from nines.plan.rules.context import Context, holder_of
from nines.promql import build as q
from nines.promql.text import line
from nines.promql.tree import Expression, Matcher
from nines.record import dataclass, field
from nines.settle.book import under
from nines.settle.codes import NO_ANSWER, NOT_RECORDED, WRONG_TIME
from nines.settle.excluded import excluded_time, masked_time
from nines.settle.gaps import Gap
from nines.settle.judged import Judged, judged_period
from nines.settle.rows import Measured
from nines.settle.series import Cells, Tile, Track, rows_of, written
from nines.settle.words import moment_words
from nines.source import Span
from nines.values.intervals import Interval
from nines.values.text import duration

__all__ = ["Fetch", "Fetched", "fetch"]

_MOST = 2_000
"""Steps of one query: a server gives 11,000 at most, and long answers are slow."""
_PARTS = 4
"""An hour is read three times before the next one ends, lest a standstill of the rules loses it."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The text of a file of measured numbers, what people should know of it, and what it is made of."""

    text: str
    notes: tuple[str, ...]
    tracks: tuple[Track, ...]


@dataclass(slots=True)
class Fetch:
    """What is asked, of whom, and what has come of it. `place` is the address as it was written."""

    server: Prometheus
    place: Span
    contract: Contract
    given: Measured
    report: Report
    tables: dict[str, list[Cells]] = field(default_factory=dict)
    tracks: list[Track] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def over(self, query: Expression, start: int, end: int, step: int) -> tuple[Series, ...] | None:
        """The series of a query, in as many questions as it takes; None after a finding."""
        found: list[Series] = []
        while start <= end:
            until = min(end, start + (_MOST - 1) * step)
            answer = self.server.over(line(query), start, until, step)
            if isinstance(answer, Refused):
                self.refused(answer)
                return None
            found += answer
            start = until + step
        return tuple(found)

    def refused(self, answer: Refused) -> None:
        said = f"`{self.server.address}` {answer.why}"
        self.report.say(NO_ANSWER, said, self.place, helps=[answer.help] if answer.help else [])


def fetch(
    server: Prometheus,
    place: Span,
    contract: Contract,
    period: str,
    wanted: Sequence[str],
    given: Measured,
    report: Report,
) -> Fetched | None:
    """All that was recorded of a period for the customers. None after a finding; `place` is the address as written.

    `given` are measured numbers from files: exclusions and lifetimes of theirs cut hours.
    """
    asked = Fetch(server, place, contract, given, report)
    now = server.now()
    if isinstance(now, Refused):
        asked.refused(now)
        return None
    for customer in contract.customers:
        if wanted and customer.name not in wanted:
            continue
        held, span = under(customer, period)
        if isinstance(span, str):
            continue
        judged = judged_period(held.agreement, span, _lifetime(given, held))
        if judged is None or judged.existing.seconds <= 0:
            continue
        if not _of_customer(asked, held, judged, now):
            return None
    return Fetched(written(period, asked.tables), tuple(asked.notes), tuple(asked.tracks))


def _lifetime(given: Measured, customer: Customer) -> Interval | None:
    row = next((row for row in given.lifetimes if row.customer in (None, customer.name)), None)
    return Interval(row.start, row.end or 2**40) if row is not None else None


# --- a customer ---------------------------------------------------------------


def _of_customer(asked: Fetch, customer: Customer, judged: Judged, now: int) -> bool:
    """Whether all went well."""
    promises = [as_recorded(customer.sla, customer, customer.agreement, each) for each in customer.agreement.promises]
    by_service: dict[str, list[Recorded]] = {}
    for each in promises:
        if isinstance(each, Recorded):
            by_service.setdefault(each.indicator.service, []).append(each)
    for service, recorded in by_service.items():
        tile = tile_of([recorded[0].window]) // 1000
        if judged.existing.end + tile // 2 > now:
            end = moment_words(judged.existing.end, judged.zone)
            said = f"`{customer.name}` cannot be settled for {judged.name}: the period ends on {end}"
            clock = moment_words(now, judged.zone)
            help_ = f"its last hour is on record {duration(tile * 500)} later; the server's clock says {clock}"
            asked.report.say(WRONG_TIME, said, asked.place, helps=[help_])
            return False
        ledger = _Recordings(asked, customer, service, tuple(recorded), judged, tile)
        if not ledger.fetched():
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Recordings:
    """What is recorded of one customer's promises of one service; `tile` in seconds."""

    asked: Fetch
    customer: Customer
    service: str
    recorded: tuple[Recorded, ...]
    judged: Judged
    tile: int

    def fetched(self) -> bool:
        hours, seen = self._hours(), self._evaluations()
        if hours is None or seen is None:
            return False
        fine = self._fine(seen)
        if fine is None:
            return False
        return all(self._promise(each, hours, fine) for each in self.recorded)

    # --- queries --------------------------------------------------------------

    @property
    def _first(self) -> int:
        """When the first hour begins."""
        return self.judged.existing.start // self.tile * self.tile

    @property
    def _ends(self) -> range:
        """When each hour ends."""
        last = -(-self.judged.existing.end // self.tile) * self.tile
        return range(self._first + self.tile, last + 1, self.tile)

    @property
    def _own(self) -> tuple[Matcher, ...]:
        return (
            q.equal(names.BUNDLE, self.asked.contract.project.bundle),
            q.equal(names.SLA, self.customer.sla.name),
            q.equal(names.CUSTOMER, self.customer.name),
            q.equal(names.SERVICE, self.service),
        )

    @property
    def _groups(self) -> tuple[str, ...]:
        return tuple(sorted({label for each in self.recorded for label in each.groups}))

    def _hours(self) -> dict[_Key, dict[int, Fraction]] | None:
        """By the promise, its scope and the half: what was counted in the hour that ended at each moment."""
        hours = q.selector(names.PROMISE_HOURS.name, *self._own, q.equal(names.PIECE, "hour"))
        part = self.tile // _PARTS
        query = q.sum_(hours, q.by(names.PROMISE, *self._groups, names.HALF))
        found = self.asked.over(query, self._ends[0] + part, self._ends[-1] + self.tile - part, part)
        if found is None:
            return None
        last: dict[_Key, dict[int, Fraction]] = {}
        for series in found:
            values = last.setdefault(self._key(series), {})
            for at in sorted(series.values):
                if at % self.tile:
                    values[at - at % self.tile] = series.values[at]
        return last

    def _evaluations(self) -> dict[_Key, dict[int, Fraction]] | None:
        """How often each promise was counted in each hour."""
        rate = q.selector(names.PROMISE_RATE.name, *self._own, q.equal(names.HALF, "total"))
        query = q.sum_(q.count_over_time(rate[self.tile * 1000]), q.by(names.PROMISE, *self._groups))
        found = self.asked.over(query, self._ends[0], self._ends[-1], self.tile)
        return None if found is None else {self._key(series): dict(series.values) for series in found}

    def _fine(self, seen: dict[_Key, dict[int, Fraction]]) -> dict[int, dict[_Key, dict[int, Fraction]]] | None:
        """What was counted in each base range of the hours that have to be cut, by the end of the hour."""
        base, every = self._base, self.asked.contract.project.evaluate.milliseconds // 1000
        expected = self.tile // max(every, 1)
        torn = {end for edge in self._edges() for end in self._ends if end - self.tile < edge < end}
        torn |= {
            end
            for values in seen.values()
            for end in self._ends
            if 0 < values.get(end, Fraction(0)) <= expected - max(base // max(every, 1), 1)
        }
        found: dict[int, dict[_Key, dict[int, Fraction]]] = {}
        rate = q.selector(names.PROMISE_RATE.name, *self._own)
        query = q.sum_(q.last_over_time(rate[base * 1000]), q.by(names.PROMISE, *self._groups, names.HALF)) * base
        for end in sorted(torn):
            series = self.asked.over(query, end - self.tile + base, end, base)
            if series is None:
                return None
            found[end] = {self._key(one): dict(one.values) for one in series}
        return found

    def _key(self, series: Series) -> _Key:
        return (
            series.labels.get(names.PROMISE, ""),
            tuple((label, series.labels[label]) for label in self._groups if label in series.labels),
            series.labels.get(names.HALF, ""),
        )

    @property
    def _base(self) -> int:
        context = Context(self.asked.contract)
        service = self.asked.contract.service(self.service)
        assert service is not None, "a promise is of a service that there is"
        return book_of(context, holder_of(service, self.asked.contract.project.scrape.milliseconds)).ledger.base // 1000

    def _edges(self) -> Iterator[int]:
        """Where hours are cut: where the customer's time begins and ends, and where exclusions do."""
        yield from (self.judged.existing.start, self.judged.existing.end)
        given, agreement, name = self.asked.given, self.customer.agreement, self.customer.name
        cases = [row for row in given.exclusions if row.customer in (None, name)]
        works = [row for row in given.maintenance if row.customer in (None, name)]
        time = excluded_time(agreement, self.judged, cases, works)
        excluded = [] if isinstance(time, Gap) else [*time[0]]
        for each in self.recorded:
            excluded += masked_time(each.promise, agreement, self.judged)
        for item in excluded:
            yield from (item.span.start, item.span.end)

    # --- rows -----------------------------------------------------------------

    def _promise(
        self, each: Recorded, hours: dict[_Key, dict[int, Fraction]], fine: dict[int, dict[_Key, dict[int, Fraction]]]
    ) -> bool:
        scopes = sorted({scope for promise, scope, _ in hours if promise == each.promise.name})
        if not scopes:
            self._nothing(each)
            return False
        for scope in scopes:
            tiles = list(self._tiles(each.promise.name, scope, hours, fine))
            known = [tile for tile in tiles if tile.total is not None]
            if not known:
                self._nothing(each)
                return False
            if not scope and known[0].start > tiles[0].start:
                self._late(each, known[0].start)
                return False
            self._note(each, scope, tiles)
            rows = rows_of(each, scope, tiles, self.judged)
            if isinstance(rows, Gap):
                self.asked.report.add(rows.finding)
                return False
            self.asked.tables.setdefault(rows[0], []).extend(rows[1])
            self.asked.tracks.append(Track(self.customer.name, each.promise.name, scope, tuple(tiles)))
        return True

    def _tiles(
        self,
        promise: str,
        scope: Cells,
        hours: dict[_Key, dict[int, Fraction]],
        fine: dict[int, dict[_Key, dict[int, Fraction]]],
    ) -> Iterator[Tile]:
        total, bad = (promise, scope, "total"), (promise, scope, "bad")
        existing, base = self.judged.existing, self._base
        for end in self._ends:
            if end not in fine:
                yield Tile(end - self.tile, self.tile, hours.get(total, {}).get(end), hours.get(bad, {}).get(end))
                continue
            parts = fine[end]
            for at in range(end - self.tile + base, end + 1, base):
                if existing.start <= at - base and at <= existing.end:
                    yield Tile(at - base, base, parts.get(total, {}).get(at), parts.get(bad, {}).get(at))

    def _nothing(self, each: Recorded) -> None:
        said = f"nothing of `{self.customer.name}.{each.promise.name}` is recorded in {self.judged.name}"
        bundle = self.asked.contract.project.bundle
        helps = (
            f"are the rules of the bundle `{bundle}` loaded there, and was the customer in them then?",
            "a server forgets what is older than it keeps: 15 days, unless `--storage.tsdb.retention.time` says more",
        )
        self.asked.report.say(NOT_RECORDED, said, self.asked.place, helps=helps)

    def _late(self, each: Recorded, first: int) -> None:
        moment = moment_words(first, self.judged.zone)
        said = f"of `{self.customer.name}.{each.promise.name}` nothing is recorded before {moment}"
        helps = (
            "the rules were loaded later, or the server has forgotten the beginning of the period",
            f"if the customer began then, say so: a row in `lifetimes` with `from` ({self.customer.name})",
        )
        self.asked.report.say(NOT_RECORDED, said, self.asked.place, helps=helps)

    def _note(self, each: Recorded, scope: Cells, tiles: Iterable[Tile]) -> None:
        gaps: list[Interval] = []
        for tile in tiles:
            if tile.total is None:
                if gaps and gaps[-1].end == tile.start:
                    gaps[-1] = Interval(gaps[-1].start, tile.start + tile.length)
                else:
                    gaps.append(Interval(tile.start, tile.start + tile.length))
        for gap in gaps:
            of = "".join(f", {name} {value}" for name, value in scope)
            start, length = moment_words(gap.start, self.judged.zone), duration(gap.seconds * 1000)
            self.asked.notes.append(
                f"Nothing is recorded of `{self.customer.name}.{each.promise.name}`{of} for {length} from {start} on."
            )


_Key = tuple[str, Cells, str]
"""The promise, the scope, the half."""
