"""`nines completion`: the completion script of a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

__all__ = ["command"]


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script of SHELL.

    \b
    bash:  nines completion bash >> ~/.bashrc
    zsh:   nines completion zsh  >> ~/.zshrc
    fish:  nines completion fish > ~/.config/fish/completions/nines.fish
    """
    from nines.cli.commands import cli

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(cli, {}, "nines", "_NINES_COMPLETE").source())
