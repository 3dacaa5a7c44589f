"""Settles what was never measured, for test vectors: nothing is told, and nothing comes of what cannot be settled."""

from __future__ import annotations

from nines.contract.model import Customer
from nines.diagnostics.model import Report
from nines.settle.result import Settlement
from nines.settle.rows import Measured
from nines.settle.settle import settle
from nines.values.intervals import Interval

__all__ = ["tried"]


def tried(customer: Customer, span: Interval, measured: Measured) -> Settlement | None:
    """The settlement of a period before which there was none."""
    return settle(customer, span, measured, (), Report())
