"""The specs that pages show: what each needs around its point, written once."""

from __future__ import annotations

__all__ = ["CREDITED", "RUNNER", "agreement", "service", "sli", "slo", "versions"]

CREDITED = "measure share of good events\ncredit  10% when missed\ncredit  25% below 99.0%\n"
"""What a promise needs beside its head."""

RUNNER = """\
project {
  heartbeat   to runner
  automations to runner
}
receiver runner webhook {
  url "http://localhost:5001/endpoint"
}
"""
"""What runs automations."""

_TERMS = """\
version        "1.0" effective 2026-01-01
covers         checkout
period         calendar month in UTC
base           subscription per month of the period missed
no traffic     left out
monitor outage left out
partial period only existing time counts
round          measured never
round          money half-even to EUR 0.01
cap            credits 100% per period, rest lapses
claim { submit within 30 days of period end by mail }
"""


def service(inside: str) -> str:
    """A service with these statements."""
    return f'service checkout "Checkout" {{\n{_within(inside)}}}\n'


def sli(inside: str) -> str:
    """A service whose one indicator is measured so, with an objective."""
    return service(f"sli requests {{\n{_within(inside)}}}\nslo requests 99.9% over 30d\n")


def slo(objective: str) -> str:
    """A service with an indicator of requests, and the statements of its objective."""
    queries = 'bad http_requests_total{job="checkout", code=~"5.."}\nof  http_requests_total{job="checkout"}\n'
    return service(f"sli requests {{\n{_within(queries)}}}\n{_flush(objective)}")


def agreement(
    promise: str = CREDITED,
    *,
    head: str = "promise requests of checkout.requests at least 99.9%",
    objective: str = "99.95% over calendar month in UTC",
    measured: str = "",
    without: str = "",
    also: str = "",
    after: str = "",
) -> str:
    """An sla with one promise. `without` is the beginning of a term to leave out, `also` are more statements.

    `measured` are more statements of the indicator, and `after` what stands behind the sla.
    """
    queries = 'bad http_requests_total{job="checkout", code=~"5.."}\nof  http_requests_total{job="checkout"}\n'
    of = service(f"sli requests {{\n{_within(queries + measured)}}}\nslo requests {objective}\n")
    terms = [line for line in _TERMS.splitlines() if not without or not " ".join(line.split()).startswith(without)]
    said = "\n".join([*terms, also.strip("\n")]).strip("\n")
    inside = f"{said}\n\n{head} {{\n{_within(promise)}}}\n"
    return f"{of}\nsla standard {{\n{_within(inside)}}}\n{after}"


def versions(second: str) -> str:
    """An sla in two versions, the second effective on a day."""
    whole = agreement(without="version")
    start = whole.index("sla standard")
    terms = whole[start:].replace("sla standard {", "blueprint terms {", 1)
    said = 'sla standard {{\n  use     terms\n  version "{version}" effective {day}\n}}\n'
    both = said.format(version="1.0", day="2026-01-01") + "\n" + said.format(version="2.0", day=second)
    return f"{whole[:start]}{terms}\n{both}"


def announced(day: str) -> str:
    """A second version, with less time to claim, that holds from July on and was announced on a day."""
    whole = agreement(also="changes        with 60d notice")
    start = whole.index("sla standard")
    terms = whole[start:].replace("sla standard {", "blueprint terms {", 1)
    first = 'sla standard {\n  use     terms\n  version "1.0" effective 2026-01-01\n}\n'
    second = f"""\
sla standard {{
  use     terms
  version "2.0" effective 2026-07-01 announced {day}
  claim {{ submit within 20 days of period end by mail }}
}}
"""
    return f"{whole[:start]}{terms}\n{first}\n{second}"


def _within(text: str) -> str:
    lines = _flush(text).strip("\n").split("\n")
    return "".join(f"  {line}\n" if line else "\n" for line in lines)


def _flush(text: str) -> str:
    """A text without the blanks that all its lines begin with. To load `textwrap` takes longer than a check."""
    lines = [line.rstrip() for line in text.split("\n")]
    margin = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    return "\n".join([line[margin:] for line in lines])
