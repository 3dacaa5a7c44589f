"""`nines help`: teaches the language and the tool, a topic at a time."""

from __future__ import annotations

import click

from nines.cli.files import WrongCall
from nines.resources import packaged

__all__ = ["command", "statement_help"]


@click.command("help")
@click.argument("topic", required=False)
def command(topic: str | None) -> None:
    """Teach the language and the tool. TOPIC is one of those listed, a statement, or none for the list."""
    topics = _topics()
    if topic is None:
        click.echo(topics["start"])
        width = max(len(name) for name in topics)
        for name, text in topics.items():
            if name != "start":
                click.echo(f"  nines help {name:<{width}}  {text.partition(chr(10))[0]}")
        click.echo("\nEvery statement has its own help too: `nines help slo`, `nines help credit`.")
    elif topic in topics:
        click.echo(topics[topic].rstrip())
    else:
        click.echo(_statement(topic, topics))


def _topics() -> dict[str, str]:
    folder = packaged("cli", "topics")
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))}


def _statement(word: str, topics: dict[str, str]) -> str:
    text = statement_help(word)
    if text is not None:
        return text
    from nines.diagnostics.suggest import closest, listing
    from nines.language.table import entries

    better = closest(word, [*topics, *sorted({head for entry in entries() for head in entry.heads})])
    named = [topic for topic in topics if topic != "start"]
    hint = (
        f"did you mean `{better}`?" if better else f"topics are {listing(named, joint='and')}, beside every statement"
    )
    raise WrongCall(f"there is no topic or statement `{word}`: {hint}")


def statement_help(word: str) -> str | None:
    """The help of a statement: every form that starts with the word, and where it stands; None if there is none."""
    from nines.language.messages import places, usage
    from nines.language.table import ANYWHERE, entries

    blocks = []
    for entry in entries():
        if word in entry.heads or entry.keyword == word:
            where = "every block" if ANYWHERE in entry.inside else places(list(entry.inside))
            blocks.append(f"{usage(entry)}\n\n    {entry.line}\n    Stands in {where}.\n    Example: {entry.example}")
    return "\n\n".join(blocks) or None
