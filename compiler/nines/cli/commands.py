"""The commands as click knows them, each loaded only when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from nines.cli.main import COMMANDS, WRONG_CALL

__all__ = ["cli", "invoke"]


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
            from nines.diagnostics.suggest import closest, listing

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


def invoke(arguments: list[str]) -> int:
    """Run a command; its exit code. Raises KeyboardInterrupt if the user wants no more."""
    try:
        outcome = cli.main(arguments, prog_name="nines", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        error.show()
        return WRONG_CALL
    except click.Abort as abort:
        raise KeyboardInterrupt from abort
    return outcome if isinstance(outcome, int) else 0
