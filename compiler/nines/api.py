"""Nines as a library: specs in, findings and outputs out. `import nines` offers what stands here."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from os import PathLike, fspath

from nines.cli.extras import require_extras
from nines.cli.files import WrongCall, select
from nines.cli.today import today as current_day
from nines.contract.model import Contract
from nines.diagnostics.model import Allowed, Diagnostic, Severity
from nines.driver import analyse, produce
from nines.emit.artifact import Artifact, Item
from nines.record import dataclass
from nines.resources import Folder

__all__ = ["MissingPackageError", "NoSpecsError", "Result", "compile"]


class NoSpecsError(ValueError):
    """There is nothing to compile at the paths that were given; its text says why."""


class MissingPackageError(ImportError):
    """The specs ask for documents as PDF or Word files, and what sets them is not installed; its text says what."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a compilation.

    * `contract`: what is measured, aimed for and promised (`nines.contract.model`). Shares are
      `fractions.Fraction`s from 0 to 1, durations whole milliseconds, money a `decimal.Decimal` with its currency.
    * `findings`: all findings in the order of the texts; `allowed`: those that the authors accept for a time.
    * `artifacts`: the files that `nines build` writes, with paths relative to the output folder; none if a finding
      is an error.
    * `inventory`: everything in them, an item each.
    """

    contract: Contract
    findings: tuple[Diagnostic, ...]
    allowed: tuple[Allowed, ...]
    artifacts: tuple[Artifact, ...]
    inventory: tuple[Item, ...]

    @property
    def ok(self) -> bool:
        """Whether there is no error, so that `artifacts` are there."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


def compile(  # noqa: A001 - `nines.compile` is what it does
    paths: Iterable[str | PathLike[str]] | str | PathLike[str] = (),
    *,
    today: datetime.date | None = None,
    templates: str | PathLike[str] | None = None,
) -> Result:
    """Compile specs, without writing anything.

    `paths` are files, folders or patterns, as the command line takes them; without any, the project
    is compiled that the current folder belongs to. `today` decides which allowances still hold (the
    current day in UTC, if not given). `templates` is a folder whose files take the place of ours.

    Mistakes in specs are findings in the result, never exceptions. Raises NoSpecsError if no spec is there, and
    MissingPackageError if specs ask for a form of documents that this installation cannot set.
    """
    given = (paths,) if isinstance(paths, str | PathLike) else tuple(paths)
    try:
        chosen = select(tuple(fspath(path) for path in given))
    except WrongCall as error:
        raise NoSpecsError(str(error)) from error
    compiled = analyse(chosen.inputs, today or current_day())
    findings = tuple(compiled.report)
    if compiled.report.has_errors:
        return Result(compiled.contract, findings, compiled.allowed, (), ())
    try:
        require_extras(compiled.contract)
    except WrongCall as error:
        raise MissingPackageError(str(error)) from error
    built = produce(compiled, Folder(templates) if templates is not None else None)
    if built.faults:
        return Result(compiled.contract, (*findings, *built.faults), compiled.allowed, (), ())
    return Result(compiled.contract, findings, compiled.allowed, built.artifacts, built.inventory)
