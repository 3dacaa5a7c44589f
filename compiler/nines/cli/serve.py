"""`nines serve`: runs automations without Ansible."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from nines.cli.files import WrongCall

__all__ = ["command"]

_PLAN = Path("out", "automations", "automations.json")


@click.command("serve")
@click.argument("plan", type=click.Path(path_type=Path), default=_PLAN)
@click.option("--files", type=click.Path(path_type=Path), default=Path(), help="The folder of the specs.")
@click.option(
    "--state", type=click.Path(path_type=Path), help="Where the trail is kept.  [default: /var/lib/nines/BUNDLE]"
)
@click.option("--prometheus", metavar="URL", default="http://localhost:9090", show_default=True, help="Who is asked.")
@click.option("--listen", metavar="HOST:PORT", default="127.0.0.1:5001", show_default=True)
@click.option("--token-file", type=click.Path(path_type=Path), metavar="FILE", help="The token that callers bear.")
@click.option("--certificate", type=click.Path(path_type=Path), metavar="FILE", help="Speak TLS with this certificate.")
@click.option("--key", type=click.Path(path_type=Path), metavar="FILE", help="The certificate's key.")
@click.option(
    "--wait", type=click.FloatRange(0, 3600), default=120, show_default=True, help="Seconds until it is better."
)
@click.option("--textfiles", type=click.Path(path_type=Path), metavar="DIR", help="The node exporter's text files.")
@click.option("--unit", is_flag=True, help="Print a unit of systemd that runs this, and end.")
@click.pass_context
def command(
    ctx: click.Context,
    plan: Path,
    files: Path,
    state: Path | None,
    prometheus: str,
    listen: str,
    token_file: Path | None,
    certificate: Path | None,
    key: Path | None,
    wait: float,
    textfiles: Path | None,
    unit: bool,
) -> None:
    """Run the automations of PLAN (out/automations/automations.json) when Alertmanager says that they are due.

    It weighs what speaks against each, acts, asks whether it is better, and writes each decision into the trail with
    its reason, as the playbook for Ansible does. What is run are lists of arguments that the plan has; no shell is
    asked. docs/automation.md tells the rest.
    """
    if sys.platform == "win32":
        raise WrongCall("automations are run on a Unix: files are locked and programs ended in another way here")
    from nines.cli import serving

    wish = serving.Wish(plan, files, state, prometheus, listen, token_file, certificate, key, wait, textfiles)
    ctx.exit(serving.unit(wish) if unit else serving.serve(wish))
