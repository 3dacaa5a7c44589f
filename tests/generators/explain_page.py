"""docs/explain.md: what `nines explain` says of the web shop, as it says it today."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cache

from nines.explain.alert import explain_alerts
from nines.explain.find import Thing, find
from nines.explain.known import Assumption, Known
from nines.explain.model import Explanation
from nines.explain.show import shown
from nines.explain.tell import tell
from nines.record import replace
from tests.support.specs import ROOT, compile_folder

_WIDTH = 100
_DAY = datetime.date(2026, 11, 24)

_PAGE = """\
# What the specs come to: `nines explain`

A spec says what is promised; `nines explain` says what follows from it. It plans what is asked and tells it in words,
with the numbers that the rules, the routes and the contracts have too. `nines explain` alone lists all that has a name;
a kind may stand before it (`team money`), and the last part of a name will do where it is the only one.

What follows was printed in [the web shop](../specs/shop) on 24 November 2026, cut to the parts that are shown.

## An objective

```text
$ nines explain checkout.availability
[[checkout.availability: , What is measured, What it allows]]
```

The windows here are months less their maintenance. Without maintenance there is a line for each length that the window
can have, the hours of clock changes included. `--rate 50/s` tells the budget in events at another traffic.

```text
[[checkout.availability: When it alerts, Who is told, What rests on it]]
```

The times are exact, for a failure that begins when all was well and goes on at the same share of the same traffic. An
alert fires when the long window has seen enough, and resolves when the short one has forgotten enough. What Prometheus
adds to that is said below the table: a sample has to be scraped, the base range has to fill, the group has to be
evaluated. That a page comes neither before its time nor later than that is tested on promtool.

```text
[[checkout.availability: How it is computed]]
```

* **Samples read an hour** are computed from the planned expressions: the series that each selector finds, times the
  samples in its range, times the evaluations in an hour. They are counted as Prometheus counts them
  (`totalQueryableSamples` of its query statistics), and are within 5 % of what a live Prometheus says; a test compares
  every rule. Of what the rules record themselves all is known; how many raw series there are only your server knows, so
  say it with `--series`. Only the first rules, which read them, grow with that number. A sample of a native histogram
  counts as one.
* **The error** is the difference from the true ratio, divided by the larger of that and the budget. `make bench-rules`
  holds the rules to the right column, on history with restarts, deploys, gaps and nights without traffic; the left one
  is for a window that an incident has entered ten minutes ago or is about to leave. Both are for a base range of one
  minute; a longer one makes them larger in proportion. Of windows under half an hour it is how much their ends are
  blurred (base range, evaluation, scrape), as a share of the window. [The rules](rules.md) says where errors come from.

## An alert

```text
$ nines explain alert checkout.availability
[[alert checkout.availability: page ErrorBudgetBurn over 6h of checkout.availability]]
```

Receivers, hours and times are those of the planned routes, found as Alertmanager finds them. What keeps an alert silent
are the inhibitions of which some alert of the bundle can be the source. The example speaks of a failure at twice the
threshold with 41 % of the budget left; all of its other numbers follow from that. `nines explain alert ErrorBudgetBurn`
lists where every alert of a name goes, `nines explain alert acme.availability` tells of those about a promise.

## A customer

```text
$ nines explain globex
[[globex: , Promise availability: Availability, Promise peak-capacity: Peak capacity, What a miss would come to]]
```

Each term says in brackets whose it is, and what it replaced: terms further in (sla, plan, customer) replace those of
their keyword further out.

## Teams, hours, series

```text
$ nines explain team money
[[money: How it is told, What it owns]]

$ nines explain weekly
[[weekly: , The next times from 2026-11-24 on]]

$ nines explain nines:budget_left
[[nines:budget_left: , Who reads it]]
```

Receivers, journeys, services, automations, slas, plans (`platform.premium`), promises (`acme.availability`), blueprints
(`http.latency`), policies and codes (`N0401`) are explained too. A statement (`nines explain sli`) is explained as
`nines help` does.

## For programs

`--format json` gives the same as JSON, by [its schema](../grammar/explanation.schema.json): sections of facts, tables
and prose, with the file, line and column of each place. Words may be put better from release to release; series, alerts
and routes by name are in [the inventory](../grammar/inventory.schema.json).
"""


def outputs() -> Mapping[str, str]:
    return {"docs/explain.md": re.sub(r"\[\[(.*?)\]\]", lambda match: _excerpt(match.group(1)), _PAGE)}


def _excerpt(asked: str) -> str:
    """`NAME: title, title`: some sections of what is said; an empty title is the one without, after the heading."""
    name, _, titles = asked.partition(": ")
    wanted = [title.strip() for title in re.split(r", (?=[A-Z]|page )|^, ", titles)]
    told = _told(name)
    sections = tuple(section for section in told.sections if section.title in wanted)
    missing = [title for title in wanted if title not in {section.title for section in told.sections}]
    if missing:
        raise ValueError(f"`{name}` has no part {missing}: it has {[section.title for section in told.sections]}")
    text = shown(replace(told, sections=sections), width=_WIDTH, color=False)
    return text if sections[0] == told.sections[0] else text.partition("\n\n")[2]


@cache
def _told(name: str) -> Explanation:
    known = _known()
    if name.startswith("alert "):
        of = name.removeprefix("alert ")
        title = next(objective.title for objective in known.contract.objectives if objective.id == of)
        return explain_alerts(of, title, known)
    found = find(name, None, known)
    assert isinstance(found, Thing), found
    return tell(found, known)


@cache
def _known() -> Known:
    compiled = compile_folder(ROOT / "specs" / "shop")
    return Known(compiled.contract, compiled.program, Assumption(_DAY))
