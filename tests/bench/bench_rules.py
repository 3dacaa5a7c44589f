"""The speed from the contract to the text of rules: a thousand objectives. Run by `make bench`."""

from __future__ import annotations

import gc
import time

from nines.emit.prometheus import items, rule_files
from nines.plan.rules.build import rules
from nines.verify.prometheus import verify_rules
from tests.support.specs import compile_text

SERVICES, OBJECTIVES = 100, 10
AT_MOST = 0.8
"""Seconds from the contract to the text."""


def spec(attempt: int) -> str:
    parts = []
    for service in range(SERVICES):
        parts.append(f'service s{service}-{attempt} "Service {service}" {{\n  tier 1\n')
        for number in range(OBJECTIVES):
            own = f'job="s{service}", route="{number}"'
            bad, every = f'requests_total{{{own}, code=~"5.."}}', f"requests_total{{{own}}}"
            parts.append(f"  sli a{number} {{\n    bad {bad}\n    of {every}\n  }}\n")
            parts.append(f"  slo a{number} 99.9% over 30d\n")
        parts.append("}\n")
    return "".join(parts)


def bench_a_thousand_objectives() -> None:
    gc.set_threshold(100_000, 50, 100)  # as a command has it
    fastest = (float("inf"), 0.0, 0.0, 0.0)
    for attempt in range(3):
        contract = compile_text(spec(attempt)).contract
        started = time.process_time()
        planned = rules(contract)
        at_plan = time.process_time()
        files = rule_files(planned, "rules", None)
        written = time.process_time()
        listed = items(planned, "rules")
        at_items = time.process_time()
        assert verify_rules(planned, files, "rules") == ()
        verified = time.process_time()
        assert listed
        fastest = min(
            fastest,
            (at_plan - started, written - at_plan, at_items - written, verified - at_items),
            key=lambda x: x[0] + x[1],
        )
    planning, writing, listing, reading = fastest
    print(
        f"\n  {SERVICES * OBJECTIVES:,} objectives: rules planned in {planning:.2f} s, written in {writing:.2f} s; "
        f"listed in {listing:.2f} s, read back in {reading:.2f} s"
    )
    assert planning + writing < AT_MOST
