"""The ledger: a text of settled periods, one a line, each hashed over the one before, and a last line that counts them.

It only grows. An entry that was changed, taken out, moved or cut off breaks the chain, and is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from nines.diagnostics.model import Code, Report
from nines.record import dataclass
from nines.settle.codes import BROKEN_LEDGER, CONTRADICTION
from nines.settle.entries import Entry, Part, PromiseEntry
from nines.settle.reckon import Worth
from nines.settle.seen import Seen
from nines.source import Source
from nines.values.intervals import Interval

__all__ = ["Ledger", "appended", "read_ledger"]

_HEAD = '{"nines-ledger": 1}'
_NUMBERS = ("promised", "exact", "measured", "length", "downtime", "excess", "bad_slices", "outages")
_OWN = ("charged", "carried", "earned")
"""What entries have of promises with caps of their own."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a file holds: the entries and the lines they stand on, and the hash of the last one."""

    source: Source
    entries: tuple[Entry, ...]
    head: str

    def of(self, customer: str, span: Interval) -> Entry | None:
        return next((item for item in self.entries if item.customer == customer and item.span == span), None)


def read_ledger(source: Source, report: Report) -> Ledger | None:
    """The entries of a ledger; an empty text is one without entries. None after a finding."""
    found = _checked(source)
    if isinstance(found, Ledger):
        return found
    _say(source, found.line, BROKEN_LEDGER, found.headline, found.label, report)
    return None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line, counted from 0."""

    line: int
    headline: str
    label: str = ""


def _checked(source: Source) -> Ledger | Fault:
    head = _hash("", _HEAD)
    if not source.text.strip():
        return Ledger(source, (), head)
    lines = source.text.split("\n")
    if lines[0] != _HEAD:
        said = "this is no ledger that this version of Nines can read"
        return Fault(0, said, f"a ledger starts with `{_HEAD}`")
    if lines[-1] != "" or len(lines) < 3:
        return Fault(len(lines) - 1, "the ledger is cut: its last line has no end")
    entries: list[Entry] = []
    for number, line in enumerate(lines[1:-2], 1):
        read = _entry(line)
        if read is None:
            return Fault(number, f"entry {number} of the ledger was changed: it is no entry")
        entry, previous, mark = read
        if previous != head:
            said = f"before entry {number} of the ledger something was changed or taken out"
            return Fault(number, said, "does not follow the entry before it")
        head = _hash(previous, _canonical(_as_json(entry)))
        if mark != head or line != _line(entry, previous, head):
            said = f"entry {number} of the ledger was changed: {entry.customer}, {entry.period}"
            return Fault(number, said, "its hash is another one")
        entries.append(entry)
    if lines[-2] != _seal(len(entries), head):
        said = f"the ledger is cut, or its end was changed: it has {len(entries)} entries here"
        return Fault(len(lines) - 2, said, "should count the entries, and have the hash of the last")
    return Ledger(source, tuple(entries), head)


def appended(ledger: Ledger, entries: Sequence[Entry], report: Report) -> str | None:
    """The text of the ledger with further entries; None after a finding. What it has already is not added again."""
    lines = [_line_of(ledger.source, index + 1) for index in range(len(ledger.entries))]
    head, number = ledger.head, len(lines)
    for entry in entries:
        before = ledger.of(entry.customer, entry.span)
        if before is not None:
            if before != entry:
                at = ledger.entries.index(before) + 1
                _say(ledger.source, at, CONTRADICTION, _other(entry), "settled here before", report)
                return None
            continue
        later = next(
            (item for item in ledger.entries if item.customer == entry.customer and item.span.start > entry.span.start),
            None,
        )
        if later is not None:
            said = f"{entry.customer}'s {later.period} is in the ledger, and was settled without {entry.period}"
            _say(ledger.source, ledger.entries.index(later) + 1, CONTRADICTION, said, "a later period", report)
            return None
        mark = _hash(head, _canonical(_as_json(entry)))
        lines.append(_line(entry, head, mark))
        head, number = mark, number + 1
    return "\n".join([_HEAD, *lines, _seal(number, head)]) + "\n"


def _other(entry: Entry) -> str:
    return f"{entry.customer}'s {entry.period} was settled before, with another result"


def _line_of(source: Source, number: int) -> str:
    return source.text.split("\n")[number]


def _say(source: Source, line: int, code: Code, headline: str, label: str, report: Report) -> None:
    starts = source.line_starts
    start = starts[min(line, len(starts) - 1)]
    report.say(
        code,
        headline,
        source.span(start, min(len(source.text), start + 1)),
        label,
        helps=["take the ledger from version control as it was"] if code is BROKEN_LEDGER else [],
    )


# Hashes and lines.


def _hash(previous: str, text: str) -> str:
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def _line(entry: Entry, previous: str, mark: str) -> str:
    return _canonical({"entry": _as_json(entry), "previous": previous, "hash": mark})


def _seal(number: int, head: str) -> str:
    return _canonical({"entries": number, "head": head})


# Entries as JSON. Fractions are texts such as `499/500`.


def _as_json(entry: Entry) -> dict[str, object]:
    return {
        "customer": entry.customer,
        "period": entry.period,
        "start": entry.span.start,
        "end": entry.span.end,
        "promises": [_promise_as_json(item) for item in entry.promises],
        "credited": _worths_as_json(entry.credited),
        "rewarded": _worths_as_json(entry.rewarded),
        "carried": _worths_as_json(entry.carried),
        "deferred": _worths_as_json(entry.deferred),
        "set-off": _worths_as_json(entry.set_off),
        "fees": _worths_as_json(entry.fees),
        "points": str(entry.points),
        "earned-back": entry.earned_back,
        **({"parts": [_part_as_json(part) for part in entry.parts]} if entry.parts else {}),
        **({"kept": _worths_as_json(entry.kept)} if entry.kept else {}),
    }


def _part_as_json(part: Part) -> dict[str, object]:
    return {
        "labels": dict(part.labels),
        "credited": _worths_as_json(part.credited),
        "carried": _worths_as_json(part.carried),
        "fees": _worths_as_json(part.fees),
    }


def _part_from_json(read: dict[str, Any]) -> Part:
    return Part(
        tuple((str(name), str(value)) for name, value in read["labels"].items()),
        _worths_from_json(read["credited"]),
        _worths_from_json(read["carried"]),
        _worths_from_json(read["fees"]),
    )


def _promise_as_json(item: PromiseEntry) -> dict[str, object]:
    return {
        "promise": item.promise,
        "labels": dict(item.labels),
        "seen": _seen_as_json(item.seen) if item.seen is not None else None,
        "withheld": _worths_as_json(item.withheld),
        "triggered": item.triggered,
        "rewarded": item.rewarded,
        **({name: _worths_as_json(worths) for name in _OWN if (worths := getattr(item, name))}),
    }


def _seen_as_json(seen: Seen) -> dict[str, object]:
    numbers: dict[str, object] = {}
    for name in _NUMBERS:
        value = getattr(seen, name)
        numbers[name.replace("_", "-")] = None if value is None else str(value)
    if seen.late is not None:
        numbers["late"] = str(seen.late)
    if not seen.told:
        numbers["told"] = False
    return {"operator": seen.operator, "share": seen.is_share, "deemed-missed": seen.deemed_missed, **numbers}


def _worths_as_json(worths: Sequence[Worth]) -> list[dict[str, str]]:
    return [{"kind": item.kind, "amount": str(item.amount), "currency": item.currency} for item in worths]


def _entry(line: str) -> tuple[Entry, str, str] | None:
    """An entry, the hash before it and its own; None for a line that is none."""
    try:
        read = json.loads(line)
        return _from_json(read["entry"]), str(read["previous"]), str(read["hash"])
    except (ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError, RecursionError):
        return None


def _from_json(read: dict[str, Any]) -> Entry:
    return Entry(
        customer=str(read["customer"]),
        period=str(read["period"]),
        span=Interval(int(read["start"]), int(read["end"])),
        promises=tuple(_promise_from_json(item) for item in read["promises"]),
        credited=_worths_from_json(read["credited"]),
        rewarded=_worths_from_json(read["rewarded"]),
        carried=_worths_from_json(read["carried"]),
        deferred=_worths_from_json(read["deferred"]),
        set_off=_worths_from_json(read["set-off"]),
        fees=_worths_from_json(read["fees"]),
        points=Fraction(read["points"]),
        earned_back=bool(read["earned-back"]),
        parts=tuple(_part_from_json(part) for part in read.get("parts", [])),
        kept=_worths_from_json(read.get("kept", [])),
    )


def _promise_from_json(read: dict[str, Any]) -> PromiseEntry:
    seen = read["seen"]
    return PromiseEntry(
        promise=str(read["promise"]),
        labels=tuple((str(name), str(value)) for name, value in read["labels"].items()),
        seen=_seen_from_json(seen) if seen is not None else None,
        withheld=_worths_from_json(read["withheld"]),
        triggered=bool(read["triggered"]),
        rewarded=bool(read["rewarded"]),
        **{name: _worths_from_json(read[name]) for name in _OWN if name in read},
    )


def _seen_from_json(read: dict[str, Any]) -> Seen:
    numbers: dict[str, Any] = {}
    for name in _NUMBERS:
        value = read[name.replace("_", "-")]
        numbers[name] = None if value is None else Fraction(value)
    return Seen(
        operator=str(read["operator"]),
        is_share=bool(read["share"]),
        deemed_missed=bool(read["deemed-missed"]),
        late=Fraction(read["late"]) if "late" in read else None,
        told=bool(read.get("told", True)),
        **numbers,
    )


def _worths_from_json(read: list[dict[str, str]]) -> tuple[Worth, ...]:
    return tuple(Worth(item["kind"], Fraction(item["amount"]), item["currency"]) for item in read)
