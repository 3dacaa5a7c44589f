"""Numbers for `nines settle` from a server: asked for, kept in a file, and read from it like any others."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from nines.cli import console as consoles
from nines.cli.files import WrongCall
from nines.cli.measured import Fetched, fetch
from nines.cli.prometheus import Prometheus, headers_of, is_address
from nines.contract.model import Contract
from nines.diagnostics.model import Report
from nines.settle.rows import Measured
from nines.source import Source

__all__ = ["Asking", "headers_in", "recorded_numbers", "server_of"]


class Asking(Protocol):
    """What the options of a command say of a server."""

    @property
    def period(self) -> str: ...

    @property
    def customers(self) -> tuple[str, ...]: ...

    @property
    def address(self) -> str | None: ...

    @property
    def header_file(self) -> Path | None: ...

    @property
    def save(self) -> Path | None: ...

    @property
    def color(self) -> str: ...


def recorded_numbers(
    asking: Asking, contract: Contract, given: Measured, report: Report
) -> tuple[Source, Fetched] | None:
    """The file of what a server recorded, as it is kept, and what it is made of; None after a finding."""
    address = asking.address or ""
    server, place = server_of(asking), Source("--from-prometheus", address)
    found = fetch(server, place.span(0, len(address)), contract, asking.period, asking.customers, given, report)
    if found is None or len(report):
        return None
    path = asking.save or Path(f"measured-{asking.period}.json")
    _keep(path, found.text)
    err = consoles.stderr(asking.color)
    for note in found.notes:
        err.line(note)
    err.line(f"What {address} recorded is kept in `{path}`: `--measured {path}` settles it again.")
    return Source(str(path), found.text), found


def server_of(asking: Asking) -> Prometheus:
    """The server that the options name."""
    address = asking.address or ""
    if not is_address(address):
        said = "a password belongs in a file: `--header-file FILE`" if "@" in address else f"`{address}` is no address"
        raise WrongCall(f"{said}: write `--from-prometheus https://prometheus.example`")
    return Prometheus(address, headers_in(asking.header_file))


def headers_in(path: Path | None) -> tuple[tuple[str, str], ...]:
    """The headers that a file has for a server. Raises WrongCall if it cannot be read, or has something else."""
    if path is None:
        return ()
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise WrongCall(f"there is no file `{path}`") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise WrongCall(f"`{path}` cannot be read: {reason}") from None
    found = headers_of(text)
    if isinstance(found, int):
        raise WrongCall(f"line {found} of `{path}` is no header: write `Authorization: Bearer ...`")
    return found


def _keep(path: Path, text: str) -> None:
    """Never over other numbers: a settlement rests on them."""
    try:
        if path.exists():
            if path.read_text("utf-8") != text:
                raise WrongCall(f"`{path}` holds other numbers: name another file with `--save FILE`")
            return
        path.write_text(text, "utf-8", newline="\n")
    except UnicodeDecodeError:
        raise WrongCall(f"`{path}` holds something else: name another file with `--save FILE`") from None
    except OSError as error:
        raise WrongCall(f"`{path}` cannot be written: {error.strerror or error}") from None
