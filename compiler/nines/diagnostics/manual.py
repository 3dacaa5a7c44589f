"""How the page of a code is written: as Markdown for docs/rules, and as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nines.diagnostics.glyphs import visible, wrap
from nines.diagnostics.ink import Brush, Ink, brush, severity_ink
from nines.diagnostics.model import Code, Severity
from nines.diagnostics.pages import Page

__all__ = ["explain_text", "index_markdown", "page_markdown"]


def page_markdown(page: Page) -> str:
    """The page as docs/rules has it."""
    code = page.code
    parts = [
        f"# {code.id} {code.name}",
        f"*{code.severity.value.capitalize()}*: {_sentence(code.summary)}",
        f"## Why\n\n{page.why.strip()}",
        f"## Found here\n\n{_fenced(page.bad, page.language)}",
        f"## Write instead\n\n{_fenced(page.good, page.language)}",
        f"## How to allow it\n\n{_how_to_allow(page)}",
    ]
    return "\n\n".join(parts) + "\n"


def index_markdown(pages: Iterable[Page]) -> str:
    """The list of all pages, by code."""
    rows = [
        f"| [{page.code.id}]({page.code.id}.md) | {page.code.severity.value} | {page.code.name} | {_cell(page.code)} |"
        for page in sorted(pages, key=lambda page: page.code.id)
    ]
    head = "# What the checker finds\n\n`nines explain CODE` shows each page in a terminal."
    return "\n".join([head, "", "| code | severity | name | meaning |", "| --- | --- | --- | --- |", *rows]) + "\n"


def explain_text(page: Page, *, width: int, color: bool) -> str:
    """The page for a terminal, without an end of line after it.

    Lines take at most `width` columns (40 where less is asked for), but examples are not wrapped.
    """
    return "\n".join(_explained(page, max(40, width), brush(color=color)))


def _explained(page: Page, columns: int, paint: Brush) -> Iterator[str]:
    code = page.code
    tag = f"{code.severity.value}[{code.id}]"
    yield paint(tag, severity_ink(code.severity)) + paint(f" {code.name}", Ink.STRONG)
    yield from wrap(_sentence(code.summary), columns)
    yield ""
    yield from _flowing(page.why.strip(), columns)
    for title, spec in (("Found here:", page.bad), ("Write instead:", page.good)):
        yield from ("", paint(title, Ink.STRONG), "")
        yield from (f"    {visible(line)}".rstrip() for line in spec.strip("\n").split("\n"))
    yield from ("", paint("How to allow it:", Ink.STRONG), "")
    yield from _flowing(_how_to_allow(page), columns)


def _flowing(markdown: str, columns: int) -> Iterator[str]:
    """Paragraphs and list items, each wrapped anew; what stands in fences as it is, indented."""
    flow: list[str] = []
    fence = ""
    for line in markdown.split("\n"):
        bare = line.strip()
        item = bare.startswith(("- ", "* "))
        if fence:
            if bare != fence:
                yield f"    {visible(line)}".rstrip()
                continue
            fence = ""
        elif not bare or item or bare.startswith("```"):
            yield from _filled(flow, columns)
            flow = [line] if item else []
            if not bare:
                yield ""
            elif not item:
                fence = bare[: len(bare) - len(bare.lstrip("`"))]
        else:
            flow.append(line)
    yield from _filled(flow, columns)


def _filled(lines: list[str], columns: int) -> Iterator[str]:
    if not lines:
        return
    hang = "  " if lines[0].lstrip().startswith(("- ", "* ")) else ""
    text = " ".join(line.strip() for line in lines)
    for at, line in enumerate(wrap(text.removeprefix("- ").removeprefix("* ") if hang else text, columns - len(hang))):
        yield f"{'- ' if hang and at == 0 else hang}{line}"


def _how_to_allow(page: Page) -> str:
    code = page.code
    if not page.can_be_allowed:
        return "It cannot be allowed: what it tells of has to be mended."
    statement = f'allow {code.id} because "..." until 2026-06-30'
    what = "The error" if code.severity is Severity.ERROR else f"The {code.severity.value}"
    return (
        "Say why and until when, in the block concerned, or in `project { }` for all of them:\n\n"
        f"{_fenced(statement, 'nines')}\n\n"
        f"{what} comes back the day after."
    )


def _sentence(summary: str) -> str:
    return f"{summary[:1].upper()}{summary[1:]}."


def _cell(code: Code) -> str:
    return _sentence(code.summary).replace("|", "\\|")


def _fenced(spec: str, language: str) -> str:
    """A fence longer than any run of backticks within, since specs have fences of their own."""
    longest = run = 0
    for char in spec:
        run = run + 1 if char == "`" else 0
        longest = max(longest, run)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{spec.strip(chr(10))}\n{fence}"
