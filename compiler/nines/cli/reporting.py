"""What `nines report` does: settle a period from what a server recorded, ask for the periods before, and write."""

from __future__ import annotations

import hashlib
from pathlib import Path

from nines.cli import console as consoles
from nines.cli.before import fetch_before
from nines.cli.files import WrongCall
from nines.cli.measured import Fetch
from nines.cli.recorded import server_of
from nines.cli.settling import Ready, Wish, ready
from nines.diagnostics.model import Diagnostic, Report
from nines.emit.documents.html import html
from nines.emit.documents.pdf import pdf
from nines.emit.mistakes import mistake_in
from nines.plan.documents.model import Document
from nines.plan.report.build import report as planned
from nines.plan.report.model import Found
from nines.settle.excluded import Excluded, excluded_time
from nines.settle.gaps import Gap
from nines.settle.result import Settlement
from nines.settle.rows import Measured
from nines.source import Source

__all__ = ["report"]

_PERIODS = 11
"""Periods before the one that is told of: twelve in all."""


def report(wish: Wish, out: Path, templates: Path | None, *, on_paper: bool) -> int:
    """Write the reports; the exit code. If anything is wrong, nothing is written."""
    found = ready(wish)
    if isinstance(found, int):
        return found
    told = Report()
    documents = [_planned(wish, found, settlement, told) for settlement in found.settled.settlements]
    if len(told):
        consoles.stderr(wish.color).findings(told, "text")
        return 1
    files: dict[Path, bytes] = {}
    for document, settlement in zip(documents, found.settled.settlements, strict=True):
        if document is None:
            continue
        set_ = _set(document, out / settlement.judged.name / settlement.customer.name, templates, on_paper=on_paper)
        if isinstance(set_, Diagnostic):
            told.add(set_)
        else:
            files |= set_
    if len(told):
        consoles.stderr(wish.color).findings(told, "text")
        return 1
    _write(files)
    written = consoles.stdout(wish.color)
    for path in files:
        written.line(str(path))
    return 0


def _planned(wish: Wish, found: Ready, settlement: Settlement, told: Report) -> Document | None:
    """None after a finding."""
    assert found.fetched is not None, "the command asks for a server"
    address = wish.address or ""
    place = Source("--from-prometheus", address).span(0, len(address))
    asked = Fetch(server_of(wish), place, found.contract, Measured(), told)
    before = fetch_before(asked, settlement.customer, settlement.judged, _PERIODS)
    if before is None:
        return None
    name = settlement.customer.name
    tracks = tuple(track for track in found.fetched.tracks if track.customer == name)
    notes = tuple(note for note in found.fetched.notes if f"`{name}." in note)
    numbers = hashlib.sha256(found.fetched.text.encode()).hexdigest()[:12]
    left_out = _left_out(found.run.measured, settlement)
    return planned(Found(found.contract, settlement, tracks, before, left_out, notes, numbers))


def _left_out(measured: Measured, settlement: Settlement) -> tuple[Excluded, ...]:
    """The time that the agreement excludes, as the settlement had it: what it refused has been said there."""
    name = settlement.customer.name
    cases = [row for row in measured.exclusions if row.customer in (None, name)]
    works = [row for row in measured.maintenance if row.customer in (None, name)]
    time = excluded_time(settlement.customer.agreement, settlement.judged, cases, works)
    return () if isinstance(time, Gap) else time[0]


def _set(document: Document, name: Path, templates: Path | None, *, on_paper: bool) -> dict[Path, bytes] | Diagnostic:
    """The files of a report, or what the user has to mend in templates or typefaces."""
    try:
        files = {name.with_suffix(".html"): html(document, templates).encode()}
        if on_paper:
            files[name.with_suffix(".pdf")] = pdf(document, templates)
    except ModuleNotFoundError:
        raise WrongCall("paper is set by typst: `pip install 'nines-lang[documents]'`, or say `--no-pdf`") from None
    except Exception as error:
        mistake = mistake_in(templates, error)
        if mistake is None:
            raise
        return mistake
    return files


def _write(files: dict[Path, bytes]) -> None:
    for path, body in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
        except OSError as error:
            raise WrongCall(f"`{path}` cannot be written: {error.strerror or error}") from None
