"""What `nines call` does: find the customer, ask Prometheus, and show the sheet."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from nines.cli import console as consoles
from nines.cli.files import WrongCall, select
from nines.cli.prometheus import Prometheus, Refused, is_address
from nines.cli.recorded import headers_in
from nines.cli.today import today
from nines.contract.model import Contract, Customer
from nines.diagnostics.suggest import closest, listing
from nines.driver import analyse
from nines.plan.documents.inline import say
from nines.plan.documents.model import Said
from nines.plan.sheets import Answers, Now, Sample, Sheet, Unknown, questions, sheet, standing
from nines.record import dataclass

__all__ = ["Wish", "call"]

_WAIT = 10
"""Seconds that a server may take: the customer waits too."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose sheet, from what, in what form, as the options of the command say."""

    customer: str
    paths: tuple[str, ...]
    address: str | None
    header_file: Path | None
    page: Path | None
    language: str | None
    form: str
    color: str
    templates: Path | None = None
    at: str | None = None


def call(wish: Wish) -> int:
    """Show the sheet; the exit code. What Prometheus does not tell is said on the sheet, and is an error."""
    chosen = select(wish.paths)
    compiled = analyse(chosen.inputs, today())
    if compiled.report.has_errors:
        consoles.stderr(wish.color).findings(compiled.report, "text")
        return 1
    contract = compiled.contract
    customer = _meant(wish.customer, contract)
    page = sheet(customer, contract, wish.language)
    now = _standing(wish, page, customer, contract)
    _write(wish, page, now)
    return 1 if wish.address is not None and isinstance(now, Unknown) else 0


# --- who ----------------------------------------------------------------------


def _meant(asked: str, contract: Contract) -> Customer:
    """By name, title or tenant, or by how one of them begins if no other begins so."""
    wanted = asked.casefold()
    for fits in (str.__eq__, str.startswith):
        found = [one for one in contract.customers if any(fits(name, wanted) for name in _names(one))]
        if len(found) == 1:
            return found[0]
        if found:
            told = listing([one.name for one in found], most=8)
            raise WrongCall(f"`{asked}` can be {told}: say which")
    names = [one.name for one in contract.customers]
    better = closest(asked, names)
    hint = f"did you mean `{better}`?" if better else f"there is {listing(names, joint='and') or 'none'}"
    raise WrongCall(f"there is no customer `{asked}`: {hint}")


def _names(customer: Customer) -> Iterable[str]:
    return (name.casefold() for name in (customer.name, customer.title, customer.tenant or customer.name))


# --- how it stands --------------------------------------------------------------


def _standing(wish: Wish, page: Sheet, customer: Customer, contract: Contract) -> Now | Unknown:
    if wish.address is None:
        return Unknown(say(page.t.CALL_NOT_ASKED))
    if not is_address(wish.address):
        raise WrongCall(f"`{wish.address}` is no address of a server: write `https://prometheus.example`")
    server = Prometheus(wish.address, headers_in(wish.header_file), _WAIT)
    answers = _answers(server, _moment(wish.at), customer, contract)
    if isinstance(answers, Refused):
        reason = f"{wish.address} {answers.why}"
        consoles.stderr(wish.color).line(f"nines: {reason}" + (f"; {answers.help}" if answers.help else ""))
        return Unknown(say(page.t.CALL_NO_ANSWER, reason=Said(reason)))
    return standing(page, customer, answers)


def _moment(said: str | None) -> int | None:
    """Unix seconds; None for now."""
    if said is None:
        return None
    try:
        found = datetime.datetime.fromisoformat(said)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise WrongCall(f"`--at {said}` is no moment: write `2026-11-24T17:00+01:00` or `2026-11-24T16:00Z`")
    return int(found.timestamp())


def _answers(server: Prometheus, at: int | Refused | None, customer: Customer, contract: Contract) -> Answers | Refused:
    """All answers are of one moment: by default that of the server's clock when the first question is asked."""
    at = server.now() if at is None else at
    if isinstance(at, Refused):
        return at
    found: dict[str, tuple[Sample, ...]] = {}
    for question in questions(customer, contract):
        answer = server.over(question.query, at, at, 1)
        if isinstance(answer, Refused):
            return answer
        found[question.key] = tuple(
            Sample(tuple(sorted(one.labels.items())), next(iter(one.values.values()), None)) for one in answer
        )
    return found


# --- the sheet ----------------------------------------------------------------


def _write(wish: Wish, page: Sheet, now: Now | Unknown) -> None:
    if wish.page is not None:
        from nines.emit.sheets import html

        try:
            wish.page.write_text(html(page, now, wish.templates), "utf-8", newline="\n")
        except OSError as error:
            raise WrongCall(f"`{wish.page}` cannot be written: {error.strerror or error}") from None
        consoles.stderr(wish.color).line(f"Wrote {wish.page}")
        return
    from nines.explain.sheet import explain_sheet

    explanation = explain_sheet(page, now)
    out = consoles.stdout(wish.color)
    if wish.form == "json":
        from nines.explain.machine import to_json

        out.stream.write(to_json(explanation))
    else:
        from nines.explain.show import shown

        out.line(shown(explanation, width=out.width, color=out.color))
