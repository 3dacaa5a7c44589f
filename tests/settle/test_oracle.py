"""The engine and an obvious second one agree, to the cent, on random contracts and histories."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nines.settle.entries import Entry
from nines.settle.result import Settlement
from tests.settle.oracle import MINUTES, Amount, Case, Day, Exclusion, Outage, Promise, Slice, expected
from tests.settle.support import SERVICE, run, said
from tests.support.specs import compile_text

SIZES = (30, 60, 120, 240)


@st.composite
def promises(draw: st.DrawFn) -> Promise:
    measure = draw(st.sampled_from(["slices", "time", "mean", "events", "slices"]))
    promised = draw(st.sampled_from([999, 995, 990, 950]))
    lower = sorted(draw(st.sets(st.integers(700, promised - 1), max_size=3)), reverse=True)
    shares = sorted(draw(st.lists(st.integers(1, 60), min_size=len(lower) + 1, max_size=len(lower) + 1)))
    timed = measure in ("time", "slices")
    amounts: list[st.SearchStrategy[Amount]] = [
        st.none(),
        st.tuples(st.just("greater"), st.integers(1, 300), st.integers(1, 30)),
    ]
    if timed:
        amounts += [
            st.tuples(st.just("pro rata"), st.integers(1, 20)),
            st.tuples(st.sampled_from(["started", "whole", "exact"]), st.sampled_from([7, 10, 30]), st.integers(1, 40)),
        ]
    amount = draw(st.one_of(amounts))
    size = draw(st.sampled_from(SIZES))
    multiple = draw(st.integers(2, 4)) * (size if measure == "slices" else 10)
    runs = draw(st.sampled_from([0, multiple])) if timed else 0
    step = draw(st.sampled_from([None, ("half-even", Fraction(1, 1000)), ("down", Fraction(1, 10_000))]))
    return Promise(
        measure=measure,
        promised=promised,
        steps=tuple(zip([promised, *lower], shares, strict=True)),
        amount=amount,
        size=size,
        threshold=draw(st.integers(1, 100)),
        runs=runs,
        in_full=draw(st.booleans()),
        empty=draw(st.sampled_from(["counts as good", "counts as bad", "left out"])),
        rounding=step,
        trigger=draw(st.sampled_from([None, None, (2, "last"), (2, "all"), (3, "all")])),
    )


@st.composite
def days(draw: st.DrawFn, made: tuple[Promise, ...]) -> Day:
    grid = max(promise.size for promise in made)
    outages, slices = [], []
    for promise in made:
        lengths = st.sampled_from([10, 20, 30, 40, 60]) | st.integers(1, 400)
        starts = draw(st.lists(st.tuples(st.integers(0, MINUTES - 1), lengths), max_size=3))
        outages.append(tuple(Outage(start, min(length, MINUTES - start)) for start, length in starts))
        counts = st.integers(0, 30).flatmap(lambda total: st.tuples(st.just(total), st.integers(0, total)))
        quiet = st.just((20, 0))
        number = MINUTES // promise.size
        rows = draw(st.lists(st.one_of(quiet, quiet, counts), min_size=number, max_size=number))
        slices.append(tuple(Slice(total, bad) for total, bad in rows))
    cut = st.tuples(st.integers(0, MINUTES // grid - 1), st.integers(1, 3), st.booleans())
    cuts = draw(st.lists(cut, min_size=draw(st.sampled_from([2, 1, 0])), max_size=3))
    return Day(
        tuple(outages),
        tuple(slices),
        tuple(Exclusion(start * grid, length * grid, both) for start, length, both in cuts),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    made = tuple(draw(st.lists(promises(), min_size=1, max_size=2)))
    return Case(
        promises=made,
        days=tuple(draw(days(made)) for _ in range(draw(st.sampled_from([4, 3, 2, 1])))),
        stack=draw(st.sampled_from(["sum", "highest only", "first that pays"])),
        cap=draw(st.sampled_from([None, (3, "carries"), (10, "carries"), (10, "lapses"), (40, "carries")])),
        payout=draw(st.sampled_from([None, (30, "waits"), (100, "waits"), (100, "lapses")])),
        terminate=draw(st.sampled_from([(1, 1), (2, 3), (2, 4), (3, 3)])),
    )


# The case as specs and tables.


def percent(thousandths: int) -> str:
    return f"{thousandths // 10}.{thousandths % 10}%"


def promise_text(name: str, promise: Promise) -> str:
    measures = {
        "time": "share of good time",
        "slices": "share of good slices",
        "mean": "mean of slice ratios",
        "events": "share of good events",
    }
    lines = [f"measure {measures[promise.measure]}", f"no traffic {promise.empty}"]
    if promise.measure in ("slices", "mean"):
        lines += [f"slice {promise.size}m", f"bad slice error rate at least {promise.threshold}%"]
    if promise.runs:
        lines.append(f"runs of at least {promise.runs}m count {'in full' if promise.in_full else 'beyond it'}")
    if promise.rounding is not None:
        mode, step = promise.rounding
        lines.append(f"round measured {mode} to {'0.1%' if step == Fraction(1, 1000) else '0.01%'} before comparing")
    if promise.trigger is not None:
        count, pays = promise.trigger
        lines.append(f"trigger {count} periods in a row missed, pays {'all' if pays == 'all' else 'the last'}")
    return (
        f"  promise {name} of api.availability at least {percent(promise.promised)} {{\n"
        + "".join(f"    {line}\n" for line in [*lines, *credit_lines(promise)])
        + "  }\n"
    )


def credit_lines(promise: Promise) -> list[str]:
    if promise.amount is None:
        found = [f"credit {credit}% below {percent(threshold)}" for threshold, credit in promise.steps[1:]]
        return [f"credit {promise.steps[0][1]}% when missed", *found]
    kind, *numbers = promise.amount
    if kind == "pro rata":
        return [f"credit {numbers[0]} x fee for the downtime"]
    if kind == "greater":
        return [f"credit greater of EUR {numbers[0]} and {numbers[1]}%"]
    return [f"credit EUR {numbers[1]} per {kind} {numbers[0]}m of downtime"]


def spec(case: Case) -> str:
    cap = f"{case.cap[0]}% per period, rest {case.cap[1]}" if case.cap else "none"
    payout = f"  payout at least EUR {case.payout[0]} or {case.payout[1]}\n" if case.payout else ""
    wanted, window = case.terminate
    history = f"{wanted} of {window} periods missed" if window > 1 else "1 period missed"
    return (
        SERVICE
        + 'sla standard "SLA" {\n'
        + '  version "1.0" effective 2026-06-01\n  period calendar day in UTC\n'
        + "  base subscription per period of the period missed\n  partial period only existing time counts\n"
        + "  round measured never\n  round money half-even to EUR 0.01\n  monitor outage left out\n  crossing split\n"
        + '  exclude storm "Storm" leaves downtime and period shown by "record"\n'
        + '  exclude fault "Fault" leaves downtime shown by "ticket"\n'
        + f"  stack {case.stack}\n  cap credits {cap}\n{payout}"
        + f"  terminate when {history}\n  claim automatic\n"
        + "".join(promise_text(f"p{index}", promise) for index, promise in enumerate(case.promises))
        + '}\ncustomer acme "ACME" {\n  sla standard\n  fee subscription EUR 1_000 per day\n}\n'
    )


def moment(day: int, minute: int) -> str:
    return f"2026-06-{day + 1 + minute // MINUTES:02}T{minute % MINUTES // 60:02}:{minute % 60:02}:00Z"


def tables(case: Case, number: int) -> dict[str, str]:
    day = case.days[number]
    outages, slices = ["id,promise,start,length"], ["promise,start,length,total,bad"]
    for index, promise in enumerate(case.promises):
        if promise.measure == "time":
            outages += [
                f"{index}-{at},p{index},{moment(number, outage.start)},{outage.length}m"
                for at, outage in enumerate(day.outages[index])
            ]
        else:
            slices += [
                f"p{index},{moment(number, at * promise.size)},{promise.size}m,{item.total},{item.bad}"
                for at, item in enumerate(day.slices[index])
            ]
    exclusions = ["exclusion,start,length,evidence"]
    exclusions += [
        f"{'storm' if item.both else 'fault'},{moment(number, item.start)},{item.length}m,T-1"
        for item in day.exclusions
    ]
    found = {"outages": outages, "slices": slices, "exclusions": exclusions}
    return {name: "\n".join(lines) + "\n" for name, lines in found.items()}


def settle_all(case: Case) -> list[Settlement]:
    """Day after day, each with the entries of those before."""
    compiled = compile_text(spec(case))
    assert [finding.headline for finding in compiled.report if finding.code.id < "N0400"] == []
    entries: tuple[Entry, ...] = ()
    found: list[Settlement] = []
    for number in range(len(case.days)):
        settled, report = run(compiled.contract, f"2026-06-{number + 1:02}", entries, **tables(case, number))
        assert said(report) == []
        assert settled is not None
        found.append(settled.settlements[0])
        entries = (*entries, found[-1].entry)
    return found


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_the_engine_agrees_with_the_obvious_one(case: Case) -> None:
    for settlement, wanted in zip(settle_all(case), expected(case), strict=True):
        seen = [result.outcome.seen for result in settlement.promises]
        assert tuple(item.measured if item is not None else None for item in seen) == wanted.measured
        account = settlement.credit
        assert (account.due.amount if account else 0, account.paid.amount if account else 0) == (
            wanted.due,
            wanted.paid,
        )
        assert (settlement.termination is not None) == wanted.may_leave
