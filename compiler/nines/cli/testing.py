"""What `nines test` does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial
from pathlib import Path
from time import monotonic_ns
from typing import TYPE_CHECKING

from nines.cli import console as consoles
from nines.cli.console import Console
from nines.cli.files import WrongCall, select
from nines.cli.today import today
from nines.contract.model import Contract, Journey, Service
from nines.diagnostics.model import Diagnostic, Report
from nines.diagnostics.suggest import closest, listing
from nines.driver import analyse
from nines.plan.model import Plan
from nines.plan.rules.build import rules
from nines.record import dataclass
from nines.scenario.codes import no_tool, refused
from nines.scenario.judge import Verdict, judge
from nines.scenario.promtool import RefusedError, find_tool, version_of
from nines.scenario.results import Result, to_json, to_junit
from nines.scenario.run import Case, Prepared, play_out, prepare
from nines.scenario.show import show_result, summary
from nines.scenario.timeline import timeline

if TYPE_CHECKING:
    from nines.scenario.routes import Routed

__all__ = ["Wish", "test"]

_VARIABLE = "NINES_PROMTOOL"
_AMTOOL = "NINES_AMTOOL"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which tests to try and how, as the options of the command say."""

    what: tuple[str, ...]
    words: str | None = None
    generated: bool = False
    promtool: Path | None = None
    verbose: bool = False
    form: str = "text"
    junit: Path | None = None
    color: str = "auto"


def test(wish: Wish) -> int:
    """Try the tests, and tell what came of them; the exit code."""
    paths = tuple(each for each in wish.what if _is_path(each))
    chosen = select(paths)
    out, err = consoles.stdout(wish.color), consoles.stderr(wish.color)
    began = monotonic_ns()
    with err.working("Reading and checking"):
        compiled = analyse(chosen.inputs, today())
    if compiled.report.has_errors:
        err.findings(compiled.report, "text", allowed=compiled.allowed)
        err.line("Nothing was tried.")
        return 1
    contract = compiled.contract
    cases = _selected(contract, wish, frozenset(chosen.names))
    if not cases:
        raise WrongCall(_nothing(contract, wish))
    promtool = find_tool("promtool", wish.promtool, _VARIABLE)
    if promtool is None:
        err.findings([no_tool(cases[0].scenario.origin, wish.promtool)], "text")
        return 1
    try:
        version = version_of(promtool)
    except RefusedError as error:
        err.findings([refused(cases[0].scenario.origin, str(error))], "text")
        return 1
    bench = _Bench(contract, rules(contract), promtool, version)
    tasks: list[Callable[[], Result]] = [partial(_try, bench, case) for case in cases]
    if wish.generated and not wish.words and all(map(_is_path, wish.what)):
        tasks += _routes(bench, err)
    results = _tried(tasks, wish, out, err)
    if wish.junit is not None:
        _write(wish.junit, to_junit(results))
    if wish.form == "json":
        out.stream.write(to_json(results))
    else:
        out.line()
        failed = any(not result.passed for result in results)
        out.line(summary(results, (monotonic_ns() - began) // 1_000_000), bold=True, fg="red" if failed else "green")
    return 0 if all(result.passed for result in results) else 1


# --- which tests ----------------------------------------------------------------


def _is_path(text: str) -> bool:
    return text == "-" or text.endswith(".nines") or "/" in text or os.sep in text or Path(text).exists()


def _selected(contract: Contract, wish: Wish, files: frozenset[str]) -> list[Case]:
    names = {each for each in wish.what if not _is_path(each)}
    known = _known(contract)
    unknown = next((name for name in wish.what if name in names - known), None)
    if unknown is not None:
        better = closest(unknown, known)
        hint = f"did you mean `{better}`?" if better else "name a service, a journey or an objective, or a file"
        raise WrongCall(f"nothing here is called `{unknown}`: {hint}")
    return [
        case
        for case in _cases(contract, wish)
        if (not names or _names_of(case) & names)
        and (wish.words is None or wish.words.casefold() in case.name.casefold())
        and (not wish.what or case.scenario.origin.source.name in files or wish.generated)
    ]


def _cases(contract: Contract, wish: Wish) -> Iterator[Case]:
    if wish.generated:
        from nines.scenario.generated import suite

        yield from suite(contract)
        return
    for holder in _holders(contract):
        yield from (Case(holder, scenario) for scenario in holder.scenarios)


def _holders(contract: Contract) -> tuple[Service | Journey, ...]:
    return (*contract.services, *contract.journeys)


def _known(contract: Contract) -> frozenset[str]:
    holders = _holders(contract)
    objectives = (objective.id for holder in holders for objective in holder.objectives)
    return frozenset((*(holder.name for holder in holders), *objectives))


def _names_of(case: Case) -> set[str]:
    expected = (getattr(each, "objective", None) for each in case.scenario.expected)
    return {case.holder.name, *(objective.id for objective in expected if objective is not None)}


def _nothing(contract: Contract, wish: Wish) -> str:
    if wish.words is not None:
        return f"no test has `{wish.words}` in its name"
    with_tests = [holder.name for holder in _holders(contract) if holder.scenarios]
    if wish.what and with_tests:
        return f"no test is about {listing(list(wish.what))}: there are tests of {listing(with_tests, joint='and')}"
    return "the specs have no `test`: see `nines help test`, or try what every objective has with `--generated`"


# --- trying ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bench:
    contract: Contract
    plan: Plan
    promtool: Path
    version: tuple[int, ...]


def _tried(tasks: Sequence[Callable[[], Result]], wish: Wish, out: Console, err: Console) -> list[Result]:
    """All results in the order of the specs, each told as soon as those before it are."""
    found: dict[int, Result] = {}
    told = 0
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        waiting = {pool.submit(task): index for index, task in enumerate(tasks)}
        for done in as_completed(waiting):
            found[waiting[done]] = done.result()
            _progress(err, len(found), len(tasks), clear=True)
            while told in found:
                if wish.form == "text":
                    out.stream.write(show_result(found[told], out.width, color=out.color, verbose=wish.verbose))
                    out.stream.flush()
                told += 1
            _progress(err, len(found), len(tasks), clear=False)
    return [found[index] for index in range(len(tasks))]


def _progress(err: Console, done: int, every: int, *, clear: bool) -> None:
    """To a person who watches; logs stay as they are."""
    if not err.interactive:
        return
    err.stream.write("\r\033[K" if clear or done == every else f"{done} of {every} tests ...")
    err.stream.flush()


def _try(bench: _Bench, case: Case) -> Result:
    began = monotonic_ns()
    report = Report()
    prepared = prepare(bench.contract, bench.plan, case, report)
    trouble = tuple(report)
    if not trouble:
        try:
            return _judged(bench, prepared, began)
        except RefusedError as error:
            trouble = (refused(case.scenario.origin, str(error)),)
    return Result(case, (), (), trouble, (monotonic_ns() - began) // 1_000_000)


def _judged(bench: _Bench, prepared: Prepared, began: int) -> Result:
    if prepared.native and bench.version < (3, 0):
        said = ".".join(map(str, bench.version))
        raise RefusedError(f"native histograms need promtool 3.0 or newer, and this one is {said}")
    case = prepared.case
    outcome = play_out(bench.promtool, prepared)
    verdicts = judge(bench.contract.project, case, outcome)
    moments = timeline(case.scenario, outcome, verdicts)
    return Result(case, verdicts, moments, (), (monotonic_ns() - began) // 1_000_000)


def _routes(bench: _Bench, err: Console) -> list[Callable[[], Result]]:
    """The tests of all routes, where amtool is there."""
    from nines.scenario.routes import routes_of

    amtool = find_tool("amtool", None, _AMTOOL)
    routed = list(routes_of(bench.contract, bench.plan))
    if amtool is None and routed:
        err.line(f"nines: `amtool` is not on the PATH, nor where {_AMTOOL} says: routes are not tried")
    return [partial(_try_routes, amtool, each) for each in routed] if amtool is not None else []


def _try_routes(amtool: Path, routed: Routed) -> Result:
    from nines.scenario.routes import try_routes

    began = monotonic_ns()
    verdicts: tuple[Verdict, ...] = ()
    trouble: tuple[Diagnostic, ...] = ()
    try:
        verdicts = try_routes(amtool, routed)
    except RefusedError as error:
        trouble = (refused(routed.case.scenario.origin, str(error), "amtool"),)
    return Result(routed.case, verdicts, (), trouble, (monotonic_ns() - began) // 1_000_000)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise WrongCall(f"`{path}` cannot be written: {error.strerror}") from error
