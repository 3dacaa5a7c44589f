"""Projects of any size, as Nines and as Sloth have them: the same indicators, the same objectives."""

from __future__ import annotations

from pathlib import Path

__all__ = ["nines_project", "sloth_project"]

_SETTINGS = """\
project {
  bundle bench
  heartbeat to watch
  mail through "mail.shop.example:587" from "nines@shop.example"
}
"""
_PEOPLE = """\
team platform "Platform" {
  page   to watch
  ticket to watch
}
receiver watch email {
  to "watch@shop.example"
}
"""


def nines_project(folder: Path, *, services: int, objectives: int) -> None:
    """A file for each service, with so many objectives; and the project's settings and team."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "project.nines").write_text(_SETTINGS, "utf-8")
    (folder / "people.nines").write_text(_PEOPLE, "utf-8")
    for number in range(services):
        (folder / f"service-{number}.nines").write_text(_service(number, objectives), "utf-8")


def sloth_project(folder: Path, *, services: int, objectives: int) -> None:
    """The same services and objectives for Sloth."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(services):
        (folder / f"service-{number}.yaml").write_text(_sloth_service(number, objectives), "utf-8")


def _service(number: int, objectives: int) -> str:
    lines = ['import "people.nines"', "", f'service service-{number} "Service {number}" {{', "  owner platform"]
    for handler in range(objectives):
        series = f'http_requests_total{{job="service-{number}", handler="/{handler}"'
        lines += [
            f'  sli handler-{handler} "Requests to /{handler} answered without a server error" {{',
            f'    bad {series}, code=~"5.."}}',
            f"    of  {series}}}",
            "  }",
            f"  slo handler-{handler} 99.9% over 30d",
        ]
    return "\n".join([*lines, "}", ""])


def _sloth_service(number: int, objectives: int) -> str:
    lines = ["version: prometheus/v1", f"service: service-{number}", "labels:", "  owner: platform", "slos:"]
    for handler in range(objectives):
        series = f'http_requests_total{{job="service-{number}", handler="/{handler}"'
        lines += [
            f"  - name: handler-{handler}",
            "    objective: 99.9",
            f"    description: Requests to /{handler} answered without a server error",
            "    sli:",
            "      events:",
            f'        error_query: sum(rate({series}, code=~"5.."}}[{{{{.window}}}}]))',
            f"        total_query: sum(rate({series}}}[{{{{.window}}}}]))",
            "    alerting:",
            f"      name: Handler{handler}",
            "      page_alert: {labels: {severity: page}}",
            "      ticket_alert: {labels: {severity: ticket}}",
        ]
    return "\n".join([*lines, ""])
