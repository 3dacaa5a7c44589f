"""What `--what-if` changes: the measured numbers (a further outage), or what the specs say for a customer."""

from __future__ import annotations

from nines.cli.files import WrongCall
from nines.diagnostics.model import Report
from nines.driver import Compiled
from nines.language.nodes import Node, Statement
from nines.language.statements.contract import Customer
from nines.language.table import entry_of
from nines.record import dataclass
from nines.settle.gaps import Gap
from nines.settle.hypothetical import with_outage
from nines.settle.result import Settlement
from nines.settle.rows import Measured
from nines.source import Source
from nines.values.literals import parse
from nines.values.model import Duration

__all__ = ["Changed", "changed"]


@dataclass(frozen=True, slots=True)
class Changed:
    """What is to be settled instead: other numbers, or another text of a file (its name, its text)."""

    measured: Measured
    text: tuple[str, str] | None
    assumed: str


def changed(asked: str, now: Settlement, compiled: Compiled, measured: Measured, report: Report) -> Changed | None:
    """None after a finding. Raises WrongCall for what cannot be meant."""
    word, _, rest = asked.strip().partition(" ")
    if word == "outage":
        return _outage(rest.strip(), now, measured, report, asked)
    block = _block(compiled, now.customer.name)
    if block is None:
        raise WrongCall(f"`{now.customer.name}` has no block in the specs that could be changed")
    return Changed(measured, (block.span.source.name, _edited(block, word, asked)), "")


def _outage(length: str, now: Settlement, measured: Measured, report: Report, asked: str) -> Changed | None:
    value = parse(length) if length else None
    seconds = value.milliseconds // 1000 if isinstance(value, Duration) else 0
    if seconds <= 0:
        raise WrongCall(f'`--what-if "{asked}"`: an outage has a length, such as `outage 40m`')
    source = Source("--what-if", asked)
    found = with_outage(now.customer, now.judged.span, measured, seconds, source.span(0, len(asked)))
    if isinstance(found, Gap):
        report.add(found.finding)
        return None
    return Changed(found, None, "everything fails during it; traffic as on average; not excluded")


def _block(compiled: Compiled, name: str) -> Customer | None:
    nodes = (node for _, node in compiled.program.statements())
    return next((node for node in nodes if isinstance(node, Customer) and node.name.value == name), None)


def _edited(block: Customer, word: str, statement: str) -> str:
    """The text of the file with a statement more in the customer's block; one that is there once gives way."""
    text = block.span.source.text
    end = block.body.span.end - 1 if text[block.body.span.end - 1] == "}" else block.body.span.end
    out = text[:end] + f"\n  {statement}\n" + text[end:]
    for node in sorted(block.body.statements, key=_start, reverse=True):
        if isinstance(node, Statement) and node.keyword.text == word and entry_of(type(node)).once:
            out = out[: node.span.start] + out[node.span.end :]
    return out


def _start(node: Node) -> int:
    return node.span.start
