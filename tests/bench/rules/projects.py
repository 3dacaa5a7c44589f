"""What is measured: the objective that tools are compared by, every kind of window and indicator, and ten of a service.

Each is written as specs, built by `nines build`, and read as the files that it wrote.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.rules.fill import Rule, rules_of

__all__ = ["CALENDARS", "KINDS", "ONE", "TEN", "VERSIONS", "Project", "built", "pyrra_rules", "sloth_rules"]

_PROJECT = """\
project {{
  bundle {bundle}
  target prometheus {version}
  scrape every 15s
  evaluate every {evaluate}
  heartbeat to watch
}}
team platform "Platform" {{
  page to watch
  ticket to watch
}}
receiver watch email {{
  to "watch@shop.example"
  from "nines@shop.example"
  smarthost "mail.shop.example:587"
}}
"""

_REQUESTS = """\
    bad http_requests_total{job="checkout", code=~"5.."}
    of  http_requests_total{job="checkout"}
"""


@dataclass(frozen=True, slots=True)
class Project:
    """Specs, and how often their rules are evaluated."""

    name: str
    specs: str
    evaluate: str = "30s"


ONE: Final = Project(
    "one",
    f"""\
service checkout "Checkout" {{
  owner platform
  sli availability {{
{_REQUESTS}  }}
  slo availability 99.9% over 30d
}}
""",
)

KINDS: Final = Project(
    "kinds",
    f"""\
service search "Search" {{
  owner platform
  sli speed {{
    within 300ms of search_seconds{{job="search"}}
  }}
  slo speed 99% over 30d
}}
service minutes "Minutes" {{
  owner platform
  sli good {{
{_REQUESTS}    slices of 1m where bad < 5%
  }}
  slo good 99% over 30d
}}
""",
    "1m",
)

CALENDARS: Final = Project(
    "calendars",
    f"""\
service orders "Orders" {{
  owner platform
  sli answers {{
{_REQUESTS}  }}
  slo answers 99.9% over 7d as rolling {{ no alerts }}
  slo answers 99.5% over calendar day in Europe/Berlin as daily {{ no alerts }}
  slo answers 99.9% over calendar month in Europe/Berlin as monthly {{ no alerts }}
  slo answers 99.9% over calendar quarter in Europe/Berlin as quarterly {{ no alerts }}
  slo answers 99.9% over 30d as in-hours {{
    during office
    no alerts
  }}
  slo answers 99.9% over 30d as maintained {{
    except upkeep
    no alerts
  }}
}}
schedule office "Office hours" {{
  every mon..fri from 08:00 to 20:00 in Europe/Berlin
}}
maintenance upkeep "Upkeep" {{
  every  sun from 11:00 to 12:00 in Europe/Berlin
  notice 48h
  at most 10h per month
}}
""",
    "1m",
)

TEN: Final = Project(
    "ten",
    "".join(
        [
            'service checkout "Checkout" {\n  owner platform\n',
            *(
                f"  sli part-{number} {{\n"
                f'    bad http_requests_total{{job="checkout", route="/{number}", code=~"5.."}}\n'
                f'    of  http_requests_total{{job="checkout", route="/{number}"}}\n'
                f"  }}\n  slo part-{number} 99.9% over 30d\n"
                for number in range(10)
            ),
            "}\n",
        ]
    ),
)

VERSIONS: Final = {"2": "2.42", "3": "3.5"}


def built(project: Project, generation: str, folder: Path) -> list[Rule]:
    """The rules that `nines build` writes for a generation of Prometheus."""
    folder = folder / f"{project.name}-{generation}"
    folder.mkdir(parents=True, exist_ok=True)
    spec = folder / "bench.nines"
    spec.write_text(
        _PROJECT.format(bundle=project.name, version=VERSIONS[generation], evaluate=project.evaluate) + project.specs,
        "utf-8",
    )
    _run(sys.executable, "-m", "nines", "build", str(spec), "--out", str(folder / "out"), "--no-cache")
    return rules_of(folder / "out" / "rules")


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# --- peers ------------------------------------------------------------------

_SLOTH = """\
version: prometheus/v1
service: checkout
slos:
  - name: availability
    objective: 99.9
    description: Requests answered without a server error
    sli:
      events:
        error_query: sum(rate(http_requests_total{job="checkout",code=~"5.."}[{{.window}}]))
        total_query: sum(rate(http_requests_total{job="checkout"}[{{.window}}]))
    alerting:
      name: CheckoutBurn
      page_alert: {labels: {severity: page}}
      ticket_alert: {labels: {severity: ticket}}
"""

_PYRRA = """\
apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata:
  name: checkout-availability
  namespace: shop
spec:
  target: "99.9"
  window: 30d
  indicator:
    ratio:
      errors:
        metric: http_requests_total{job="checkout",code=~"5.."}
      total:
        metric: http_requests_total{job="checkout"}
"""


def sloth_rules(program: str, folder: Path) -> list[Rule]:
    """What Sloth writes for the objective of `ONE`."""
    source, out = folder / "sloth.yaml", folder / "sloth"
    out.mkdir(parents=True, exist_ok=True)
    source.write_text(_SLOTH, "utf-8")
    _run(program, "generate", "-i", str(source), "-o", str(out / "rules.yaml"))
    return rules_of(out)


def pyrra_rules(program: str, folder: Path) -> list[Rule]:
    """What Pyrra writes for the objective of `ONE`, with its generic rules."""
    source, out = folder / "pyrra-specs", folder / "pyrra"
    for made in (source, out):
        made.mkdir(parents=True, exist_ok=True)
    (source / "checkout.yaml").write_text(_PYRRA, "utf-8")
    _run(program, "generate", "--generic-rules", f"--config-files={source}/*.yaml", f"--prometheus-folder={out}")
    return rules_of(out)
