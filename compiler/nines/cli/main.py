"""The command `nines`: its commands, each loaded only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from nines.cli.files import WrongCall

__all__ = ["FINE", "FOUND_ERRORS", "OUR_BUG", "WRONG_CALL", "cli", "main"]

FINE, FOUND_ERRORS, WRONG_CALL, OUR_BUG = 0, 1, 2, 3
"""Exit codes."""

COMMANDS = {
    "check": ("nines.cli.check", "Find mistakes in specs."),
    "build": ("nines.cli.build", "Write rules, dashboards, routes and contracts."),
    "fmt": ("nines.cli.fmt", "Lay specs out in the one style."),
    "explain": ("nines.cli.explain", "Explain a code, an objective, a customer."),
    "inventory": ("nines.cli.inventory", "List what a build writes."),
    "init": ("nines.cli.init", "Make a first project that builds at once."),
    "help": ("nines.cli.help", "Teach the language and the tool, by topic."),
    "completion": ("nines.cli.completion", "Print the completion script of a shell."),
    "version": ("nines.cli.version", "Print the version."),
}
"""Each command's module and what it is for; here, so that `nines --help` loads none of them."""


class _Late(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = COMMANDS.get(cmd_name)
        if found is None:
            return None
        command = import_module(found[0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from nines.diagnostics.suggest import closest, listing  # noqa: PLC0415 - for a message only

            better = closest(args[0], COMMANDS)
            hint = f"did you mean `nines {better}`?" if better else f"there is {listing(list(COMMANDS), most=20)}"
            ctx.fail(f"there is no command `{args[0]}`: {hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=_Late, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="nines-lang", message="nines %(version)s")
def cli() -> None:
    """Nines: reliability promises as code.

    Specs in `.nines` files say what is measured, aimed for and promised. From them come Prometheus
    rules, Grafana dashboards, Alertmanager configuration and the contracts that customers sign.

    Start with `nines init`, or `nines help`.
    """


def main() -> None:
    """Run the command line and exit: 0 fine, 1 errors in specs, 2 a wrong call, 3 a bug of ours."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run with arguments; the exit code."""
    try:
        outcome = cli.main(arguments, prog_name="nines", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        error.show()
        return WRONG_CALL
    except WrongCall as error:
        click.echo(f"nines: {error}", err=True)
        return WRONG_CALL
    except (KeyboardInterrupt, click.Abort):
        click.echo("nines: interrupted; nothing was changed", err=True)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return FINE
    except Exception:  # noqa: BLE001 - a last word instead of a bare traceback
        _our_bug(arguments)
        return OUR_BUG
    return outcome if isinstance(outcome, int) else FINE


def _our_bug(arguments: list[str]) -> None:
    import platform  # noqa: PLC0415
    import traceback  # noqa: PLC0415

    from nines.cli.version import VERSION  # noqa: PLC0415

    click.echo("nines: this is a bug in Nines, not in your files. Nothing was written.", err=True)
    click.echo("Please report it with the following, and the smallest spec that shows it:\n", err=True)
    click.echo(f"  nines {VERSION}, python {platform.python_version()}, {platform.system()}", err=True)
    click.echo(f"  nines {' '.join(arguments)}\n", err=True)
    click.echo("".join(f"  {line}" for line in traceback.format_exc().splitlines(keepends=True)), err=True)
