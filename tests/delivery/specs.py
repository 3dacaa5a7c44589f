"""Specs with every way to be told, delivered in whatever form."""

from __future__ import annotations

from textwrap import dedent

from nines.driver import Built, Inputs, analyse, produce
from nines.emit.artifact import Artifact
from tests.alertmanager.bases import COMPANY
from tests.support.specs import TODAY, Texts, findings

__all__ = ["ALL_KINDS", "BASE", "OBJECTS", "built", "text_of"]

OBJECTS = """
  write alertmanager to "alertmanager" as alertmanager-config {
    namespace  "monitoring"
    label      "alertmanagerConfig" "main"
    annotation "argocd.argoproj.io/sync-wave" "2"
  }
  write rules to "rules" as prometheus-rule {
    namespace "monitoring"
    label     release "kube-prometheus-stack"
  }
  write dashboards to "dashboards" as config-map {
    namespace "monitoring"
  }
"""

BASE = COMPANY.replace("['/etc/alertmanager/company/*.tmpl'] # brackets, and nothing to add", "\n- company/*.tmpl")

_SECRETS = "/etc/alertmanager/secrets"
_KINDS = {
    "pagerduty": f'key file "{_SECRETS}/pagerduty/key"\n  details "See the wall"',
    "opsgenie": f'key file "{_SECRETS}/opsgenie/key"\n  to "Shop"\n  option tags "a, b"',
    "slack": f'url file "{_SECRETS}/slack/url"\n  channel "#shop"\n  option link_names "true"\n  option icon_url "x"',
    "teams": f'url file "{_SECRETS}/teams/url"',
    "discord": f'url file "{_SECRETS}/discord/url"',
    "telegram": f'token file "{_SECRETS}/telegram/token"\n  chat "-100123"',
    "email": f'to "a@b.example"\n  smarthost "m.example:587"\n  user "n"\n  password file "{_SECRETS}/mail/password"',
    "webhook": f'url file "{_SECRETS}/hook/url"\n  token file "{_SECRETS}/hook/token"',
    "sns": 'topic "arn:aws:sns:eu-central-1:1:shop"\n  region "eu-central-1"',
    "pushover": f'key file "{_SECRETS}/pushover/key"\n  token file "{_SECRETS}/pushover/token"\n  option retry "2m"',
    "victorops": f'key file "{_SECRETS}/victorops/key"\n  option routing_key "shop"',
}

ALL_KINDS = (
    "".join(f"receiver via-{kind} {kind} {{\n  {body}\n}}\n" for kind, body in _KINDS.items())
    + """
schedule office "Office hours" {
  every  mon..fri from 09:00 to 17:00 in Europe/Berlin
  except 2026-12-25
}
team shop "The shop" {
"""
    + "".join(f"  page to via-{kind}\n" for kind in _KINDS)
    + "  ticket to via-slack during office\n  ticket to via-email\n  escalate to sre after 30m\n}\n"
    + "team sre {\n  page to via-pagerduty\n  ticket to via-slack\n}\n"
    + """
service checkout "Checkout" {
  owner shop
  sli availability {
    bad a_bad_total{job="a"}
    of  a_total{job="a"}
    per tenant
  }
  sli speed {
    bad b_bad_total{job="a"}
    of  b_total{job="a"}
  }
  slo availability 99.9% over 30d
  slo speed 99% over calendar month in Europe/Berlin
}
"""
)


def built(project: str, text: str = ALL_KINDS, base: str = BASE) -> Built:
    """What is built of specs with a part of the project's settings. They must be without mistakes."""
    settings = f"""
receiver beat webhook {{
  url "https://beat.example/ping"
}}
project {{
  bundle shop
  target alertmanager 0.33
  heartbeat to beat
  mail through "mail.example.com:587" from "nines@example.com"
{project}
}}
"""
    texts = {"project.nines": settings, "main.nines": dedent(text), "base.yml": base}
    compiled = analyse(Inputs(("project.nines", "main.nines"), Texts(texts), "project.nines"), TODAY)
    assert not compiled.report.has_errors, findings(compiled)
    made = produce(compiled, None)
    assert made.faults == (), [fault.headline for fault in made.faults]
    return made


def text_of(made: Built, path: str) -> str:
    return artifact_of(made, path).text


def artifact_of(made: Built, path: str) -> Artifact:
    return next(artifact for artifact in made.artifacts if artifact.path == path)
