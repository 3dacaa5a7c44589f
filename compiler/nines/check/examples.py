"""The specs that pages show: what each needs around its point, written once."""

from __future__ import annotations

from textwrap import dedent, indent

__all__ = ["service", "sli", "slo"]


def service(inside: str) -> str:
    """A service with these statements."""
    return f'service checkout "Checkout" {{\n{_within(inside)}}}\n'


def sli(inside: str) -> str:
    """A service whose one indicator is measured so, with an objective."""
    return service(f"sli requests {{\n{_within(inside)}}}\nslo requests 99.9% over 30d\n")


def slo(objective: str) -> str:
    """A service with an indicator of requests, and the statements of its objective."""
    queries = 'bad http_requests_total{job="checkout", code=~"5.."}\nof  http_requests_total{job="checkout"}\n'
    return service(f"sli requests {{\n{_within(queries)}}}\n{dedent(objective)}")


def _within(text: str) -> str:
    return indent(dedent(text).strip("\n") + "\n", "  ")
