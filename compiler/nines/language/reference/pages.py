"""The pages of the reference: one for each kind of block, one for phrases, one for values, and the first one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nines.language import messages
from nines.language.reference.names import (
    anchor,
    blocks,
    home,
    kinds_in,
    kinds_of,
    link,
    page_of,
    phrase_kinds,
    places,
    title,
    usage,
    value_link,
)
from nines.language.reference.samples import Samples
from nines.language.reference.values import GROUPS
from nines.language.table import Entry, entries, phrases

__all__ = ["pages"]

_FOLDER = "docs/language"
_NOTE = "<!-- Made from the table of statements by `make generate`. -->\n\n"


def pages(samples: Samples) -> dict[str, str]:
    """The text of each page by its path from the project's folder."""
    made = {
        "README.md": _first_page(),
        "everywhere.md": _everywhere(),
        "phrases.md": _phrases_page(samples),
        "values.md": _values_page(),
        **{page_of(block): _block_page(block, samples) for block in blocks()},
    }
    return {f"{_FOLDER}/{name}": f"{_NOTE}{text.rstrip()}\n" for name, text in made.items()}


# The first page.

_READING = """\
# The language

A spec is a file of statements, one a line, keyword first. Braces hold the statements of a block. `#` begins a comment.
There are no commas at line ends, no `=`, and no reserved words: what a word means is told by where it stands.

How a statement is written is shown like this:

```text
slo [NAME] PERCENTAGE over WINDOW [each LABEL, ...] [{ }]
```

| shown | means |
| --- | --- |
| `over` | the word itself |
| `NAME` | a value: [what kinds there are](values.md); or a phrase that has parts itself: [phrases](phrases.md) |
| `[as NAME]` | this may be left out |
| `page\\|ticket` | one of these words |
| `(A \\| B)` | A or B |
| `LABEL, ...` | one, or more with commas between |
| `[A]...` | none, one, or more |
| `{ }` | a block follows; `[{ }]`: one may follow |

`nines fmt` lays specs out; `nines check` says what is wrong with them; `nines explain CODE` tells more of a finding.
"""


def _first_page() -> str:
    return "\n".join([_READING, "## Blocks\n", *_block_tree(), "\n## All statements\n", *_index()])


def _block_tree() -> Iterator[str]:
    """The kinds of blocks, each under the one that it is opened in first."""
    inside: dict[str, list[str]] = {}
    for block in blocks()[1:]:
        opener = next(entry for entry in entries() if entry.body == block)
        inside.setdefault(next(place for place in opener.inside if place != block), []).append(block)
    waiting = [(0, "file")]
    while waiting:
        depth, block = waiting.pop()
        yield f"{'  ' * depth}* [{messages.place(block)}]({page_of(block)}){_opened_by(block)}"
        waiting += [(depth + 1, inner) for inner in reversed(inside.get(block, []))]
    yield f"* [in many kinds of blocks]({page_of('everywhere')})"


def _opened_by(block: str) -> str:
    openers = [entry for entry in entries() if entry.body == block]
    return f": {_lowered(openers[0].line)}" if openers else ""


def _index() -> Iterator[str]:
    yield "| statement | what it is for | stands in |"
    yield "| --- | --- | --- |"
    for entry in sorted(entries(), key=lambda entry: (title(entry).lower(), places(entry))):
        yield f"| {link(entry, '')} | {_cell(entry.line)} | {_places(entry)} |"


# The page of a kind of block.


def _block_page(block: str, samples: Samples) -> str:
    parts = [f"# {_capital(messages.place(block))}\n"]
    openers = [entry for entry in entries() if entry.body == block]
    for opener in openers:
        parts.append(f"{_code_block(usage(opener))}\n{_documentation(opener)}\n")
        parts.append(f"More of it: {link(opener, block)}. It stands in {_places(opener)}.\n")
    sample = samples.blocks.get(block)
    if sample is not None:
        origin = f"From `{sample.name}`:" if sample.name else "For example:"
        parts.append(f"{origin}\n\n{_code_block(sample.text, 'nines')}")
    found = [entry for entry in entries() if block in places(entry)]
    parts += ["## What may stand in it\n", *_contents(found, block), ""]
    parts += [_section(entry, block) for entry in found if home(entry) == block]
    return "\n".join(parts)


def _everywhere() -> str:
    found = [entry for entry in entries() if home(entry) == "everywhere"]
    return "\n".join(["# In many kinds of blocks\n", *[_section(entry, "everywhere") for entry in found]])


def _contents(found: Iterable[Entry], page: str) -> Iterator[str]:
    yield "| statement | what it is for | how often |"
    yield "| --- | --- | --- |"
    for entry in found:
        often = "exactly once" if entry.required else "at most once" if entry.once else ""
        yield f"| {link(entry, page)} | {_cell(entry.line)} | {often} |"


def _section(entry: Entry, page: str) -> str:
    facts = []
    kinds = kinds_of([entry.shape])
    if kinds:
        facts.append(f"Values: {', '.join(value_link(kind) for kind in kinds)}.")
    if len(places(entry)) > 1 or page == "everywhere":
        facts.append(f"It stands in {_places(entry)}.")
    if entry.required:
        facts.append("It cannot be left out.")
    elif entry.once:
        facts.append("At most one stands in a block.")
    if entry.body:
        must = "Its block" if entry.block == "must" else "Its block, which may be left out,"
        facts.append(f"{must} holds [what stands in {messages.place(entry.body)}]({page_of(entry.body)}).")
    return "\n".join(
        [
            f'### <a id="{anchor(entry)}"></a>`{title(entry)}`\n',
            _code_block(usage(entry)),
            f"{_documentation(entry)}\n",
            _code_block(entry.example, "nines"),
            *[f"* {fact}" for fact in facts],
            "",
        ]
    )


# Phrases and values.


def _phrases_page(samples: Samples) -> str:
    sections = [_phrase_section(kind, samples) for kind in sorted(phrase_kinds())]
    return "\n".join(["# Phrases\n", _PHRASES, *sections])


_PHRASES = (
    "Parts of statements that have parts themselves. Where there are several ways, the first that fits is meant.\n"
)


def _phrase_section(kind: str, samples: Samples) -> str:
    parts = [f"## {kind.upper().replace(' ', '-')}\n"]
    for way in phrases(kind):
        if isinstance(way, str):
            parts.append(f"Or any {value_link(way)}.\n")
            continue
        line, paragraphs = _split(way.node.__doc__)
        parts += [_code_block(messages.written(way.shape)), f"{line}\n", *[f"{text}\n" for text in paragraphs]]
        if way.node in samples.phrases:
            parts.append(f"For example {_inline(samples.phrases[way.node])}.\n")
        if inner := kinds_of([way.shape]):
            parts.append(f"Values: {', '.join(value_link(one) for one in inner)}.\n")
    users = [link(entry, "") for entry in entries() if kind in kinds_of([entry.shape])]
    users += [value_link(other) for other in sorted(phrase_kinds()) if kind in kinds_in(other) and kind != other]
    parts.append(f"It stands in {', '.join(users)}.\n")
    return "\n".join(parts)


def _values_page() -> str:
    parts = ["# Values\n"]
    for group, text, kinds in GROUPS:
        parts.append(f"## {group}\n")
        if text:
            parts.append(f"{text}\n")
        for value in kinds:
            shown = value.kind.upper().replace(" ", "-")
            parts += [f"### {shown}\n", f"{value.text}\n", _code_block("\n".join(value.examples), "nines")]
    return "\n".join(parts)


# Pieces of Markdown.


def _split(documentation: str | None) -> tuple[str, list[str]]:
    """The first sentence of a docstring, and its paragraphs."""
    line, *rest = (documentation or "").strip().split("\n\n")
    return _one_line(line), [_one_line(text) for text in rest]


def _documentation(entry: Entry) -> str:
    line, paragraphs = _split(entry.node.__doc__)
    return "\n\n".join([line, *paragraphs])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _places(entry: Entry) -> str:
    if len(places(entry)) == len(blocks()):
        return "every kind of block"
    return ", ".join(f"[{messages.place(place)}]({page_of(place)})" for place in places(entry))


def _code_block(text: str, language: str = "text") -> str:
    fence = "````" if "```" in text else "```"
    return f"{fence}{language}\n{text}\n{fence}\n"


def _inline(text: str) -> str:
    return f"`` {_one_line(text)} ``" if "`" in text else f"`{_one_line(text)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
