"""What `nines settle` does: read the specs, the numbers and the ledger, settle, and write."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from nines.cli import console as consoles
from nines.cli.files import LARGEST, Disk, Selection, WrongCall, decode, select
from nines.cli.today import today
from nines.cli.what_if import Changed, changed
from nines.contract.model import Contract
from nines.diagnostics.model import Report
from nines.diagnostics.suggest import closest, listing
from nines.driver import Compiled, analyse
from nines.record import dataclass, replace
from nines.settle.book import Settled, labels_of, settle_book, zones_of
from nines.settle.codes import UNREADABLE_NUMBERS
from nines.settle.comparing import WhatIf, what_if_text
from nines.settle.entries import Entry
from nines.settle.instants import instant_of
from nines.settle.ledger import Ledger, appended, read_ledger
from nines.settle.machine import settled_json
from nines.settle.reading import File, read_measured, table_named
from nines.settle.rows import Measured
from nines.settle.tables import TABLES
from nines.settle.text import settlement_text
from nines.source import Source

__all__ = ["Ready", "Wish", "ready", "settle"]

if TYPE_CHECKING:
    from nines.cli.measured import Fetched


@dataclass(frozen=True, slots=True)
class Wish:
    """What to settle, from what, as the options of the command say."""

    period: str
    paths: tuple[str, ...]
    measured: tuple[str, ...]
    customers: tuple[str, ...] = ()
    ledger: Path | None = None
    record: bool = False
    what_if: tuple[str, ...] = ()
    form: str = "text"
    color: str = "auto"
    address: str | None = None
    header_file: Path | None = None
    save: Path | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class _Run:
    """All that was read. `customers` are those asked for, none for all that have numbers."""

    wish: Wish
    chosen: Selection
    compiled: Compiled
    measured: Measured
    entries: tuple[Entry, ...]
    today: datetime.date


@dataclass(frozen=True, slots=True)
class Ready:
    """All that was read, and what is settled of it. `fetched` is what a server recorded, where one was asked."""

    run: _Run
    ledger: Ledger
    settled: Settled
    fetched: Fetched | None

    @property
    def contract(self) -> Contract:
        return self.run.compiled.contract

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.run.entries


def settle(wish: Wish) -> int:
    """Settle, and write what comes of it; the exit code. If anything is wrong, nothing is settled."""
    found = ready(wish)
    if isinstance(found, int):
        return found
    report = Report()
    others = _what_if(found.run, found.settled, report)
    if len(report):
        return _failed(report, wish)
    if wish.record and not _recorded(wish, found.ledger, found.settled, report):
        return _failed(report, wish)
    _write(wish, found.contract, found.settled, others)
    return 0


def ready(wish: Wish) -> Ready | int:
    """Read and settle; the exit code after a finding, which has then been said."""
    if wish.record and wish.ledger is None:
        raise WrongCall("`--record` adds to a ledger: name it with `--ledger FILE`")
    if not wish.measured and wish.address is None:
        raise WrongCall("there are no numbers: give `--measured FILE` or `--from-prometheus URL`")
    chosen = select(wish.paths)
    day = today()
    compiled = analyse(chosen.inputs, day)
    if compiled.report.has_errors:
        return _failed(compiled.report, wish)
    _known(wish, compiled.contract)
    report = Report()
    files = _files(wish, report)
    ledger = _ledger(wish, report)
    contract = compiled.contract
    fetched: Fetched | None = None
    if files is not None and ledger is not None and wish.address is not None:
        files, fetched = _with_recorded(wish, contract, files, report)
    measured = read_measured(files, labels_of(contract), zones_of(contract), report) if files is not None else None
    if measured is None or ledger is None or len(report):
        return _failed(report, wish)
    measured = _looked_at(measured, wish)
    run = _Run(wish, chosen, compiled, measured, ledger.entries, day)
    settled = settle_book(contract, wish.period, measured, ledger.entries, wish.customers, report)
    if len(report):
        return _failed(report, wish)
    if not settled.settlements:
        raise WrongCall(
            "none of the customers has numbers: " + "; ".join(f"`{x.customer}`: {x.why}" for x in settled.left)
        )
    return Ready(run, ledger, settled, fetched)


def _looked_at(measured: Measured, wish: Wish) -> Measured:
    """The numbers with the time that `--as-of` says, in the place of that of a file."""
    if wish.as_of is None:
        return measured
    at = instant_of(wish.as_of)
    if isinstance(at, str):
        raise WrongCall(f"`--as-of {wish.as_of}` {at}: write `2026-10-05T12:00:00+02:00`")
    return replace(measured, as_of=at)


def _failed(report: Report, wish: Wish) -> int:
    consoles.stderr(wish.color).findings(report, "text")
    return 1


def _known(wish: Wish, contract: Contract) -> None:
    names = [customer.name for customer in contract.customers]
    for name in wish.customers:
        if name not in names:
            better = closest(name, names)
            hint = f"did you mean `{better}`?" if better else f"there is {listing(names, joint='and') or 'none'}"
            raise WrongCall(f"there is no customer `{name}`: {hint}")


# Reading.


def _files(wish: Wish, report: Report) -> tuple[File, ...] | None:
    found: list[File] = []
    for argument in wish.measured:
        table, path = _table(argument)
        source = _read(Path(path), path, report)
        if source is not None:
            found.append(File(source, table))
    return tuple(found) if len(found) == len(wish.measured) else None


def _with_recorded(
    wish: Wish, contract: Contract, files: tuple[File, ...], report: Report
) -> tuple[tuple[File, ...] | None, Fetched | None]:
    """The files with one more, of what a server recorded; None after a finding."""
    from nines.cli.recorded import recorded_numbers  # asks over the network

    given = read_measured(files, labels_of(contract), zones_of(contract), report)
    found = recorded_numbers(wish, contract, given, report) if given is not None else None
    return ((*files, File(found[0], None)), found[1]) if found is not None else (None, None)


def _table(argument: str) -> tuple[str | None, str]:
    """The table that an argument names, or its file does, and the file. JSON needs none."""
    names = [shape.name for shape in TABLES]
    before, sign, after = argument.partition("=")
    if sign and before in names:
        return before, after
    path = Path(argument)
    if path.suffix.lower() == ".json":
        return None, argument
    table = table_named(path.stem)
    if table is None:
        known = listing(names, most=12, joint="and")
        raise WrongCall(f"which table is in `{argument}`? Say `--measured TABLE={argument}`: there is {known}")
    return table, argument


def _read(path: Path, name: str, report: Report) -> Source | None:
    """The text of a file as a source; None after a finding."""
    try:
        if path.stat().st_size > LARGEST * 10:
            raise WrongCall(f"`{name}` is larger than {LARGEST * 10 // 1024 // 1024} MB")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise WrongCall(f"there is no file `{name}`") from None
    except OSError as error:
        raise WrongCall(f"`{name}` cannot be read: {error.strerror or error}") from None
    text = decode(raw)
    if isinstance(text, str):
        return Source(name, text.replace("\r\n", "\n").replace("\r", "\n"))
    start = _first_bad(raw)
    source = Source(name, raw.decode("utf-8", "replace"))
    report.say(
        UNREADABLE_NUMBERS,
        f"`{name}` {text.reason}",
        source.span(start, min(start + 1, len(source.text))),
        helps=[text.help] if text.help else [],
    )
    return None


def _first_bad(raw: bytes) -> int:
    """The code point at which a file is no longer UTF-8."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return len(raw[: error.start].decode("utf-8"))
    return 0


def _ledger(wish: Wish, report: Report) -> Ledger | None:
    if wish.ledger is None:
        return read_ledger(Source("ledger", ""), report)
    if not wish.ledger.exists():
        if not wish.record:
            raise WrongCall(f"there is no ledger `{wish.ledger}`: `--record` begins one")
        return read_ledger(Source(str(wish.ledger), ""), report)
    source = _read(wish.ledger, str(wish.ledger), report)
    return read_ledger(source, report) if source is not None else None


# Otherwise.


def _what_if(run: _Run, settled: Settled, report: Report) -> tuple[WhatIf, ...]:
    found: list[WhatIf] = []
    for asked in run.wish.what_if:
        for now in settled.settlements:
            other = changed(asked, now, run.compiled, run.measured, report)
            if other is None:
                return ()
            then = _then(run, other, now.customer.name, report)
            if then is None:
                return ()
            found.append(WhatIf(asked, other.assumed, now, then.settlements[0]))
    return tuple(found)


def _then(run: _Run, other: Changed, customer: str, report: Report) -> Settled | None:
    """The settlement by changed specs or numbers."""
    contract = run.compiled.contract
    if other.text is not None:
        name, text = other.text
        inputs = run.chosen.inputs
        library = _Edited(run.chosen.disk, name, text)
        compiled = analyse(type(inputs)(inputs.names, library, inputs.project, inputs.folder, inputs.whole), run.today)
        if compiled.report.has_errors:
            report.extend(finding for finding in compiled.report if finding.severity.value == "error")
            return None
        contract = compiled.contract
    settled = settle_book(contract, run.wish.period, other.measured, run.entries, (customer,), report)
    return settled if settled.settlements else None


@dataclass(frozen=True, slots=True)
class _Edited:
    """The files on disk, one of them with another text."""

    disk: Disk
    name: str
    text: str

    def read(self, name: str):  # type: ignore[no-untyped-def]  # as the disk does
        return self.text if name == self.name else self.disk.read(name)

    def path(self, name: str) -> str:
        return f"{self.disk.path(name)} with --what-if" if name == self.name else self.disk.path(name)

    def names(self) -> list[str]:
        return self.disk.names()

    def is_missing(self, name: str) -> bool:
        return self.disk.is_missing(name)


# Writing.


def _recorded(wish: Wish, ledger: Ledger, settled: Settled, report: Report) -> bool:
    from nines.cli.disk import replace_text

    text = appended(ledger, [item.entry for item in settled.settlements], report)
    if text is None or wish.ledger is None:
        return False
    if text != ledger.source.text:
        if not wish.ledger.exists():
            wish.ledger.touch()
        replace_text(wish.ledger, text)
    return True


def _write(wish: Wish, contract: Contract, settled: Settled, others: tuple[WhatIf, ...]) -> None:
    out = consoles.stdout(wish.color)
    if wish.form == "json":
        out.stream.write(settled_json(settled, others))
        return
    for index, item in enumerate(settled.settlements):
        out.stream.write(("\n\n" if index else "") + settlement_text(item, contract))
    for other in others:
        out.stream.write(what_if_text(other))
    err = consoles.stderr(wish.color)
    for left in settled.left:
        err.line(f"Not settled: `{left.customer}`: {left.why}")
