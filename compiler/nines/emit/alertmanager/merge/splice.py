"""Puts our lines into a company's file, between markers, and takes care that all else in it says what it said."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nines.contract.base_codes import BASE_MARKERS, BASE_NOT_A_BLOCK, BASE_UNREADABLE
from nines.diagnostics.model import Report
from nines.emit.alertmanager.merge.base import END, Base, begin, blocks, end_of_line, start_of_line
from nines.emit.alertmanager.merge.nodes import Kind, Node, UnreadableError, compose, same
from nines.record import dataclass
from nines.source import Source

__all__ = ["SECTIONS", "Parts", "Section", "merged", "sections"]

SECTIONS = ("routes", "receivers", "inhibit_rules", "time_intervals", "templates")
"""The lists that we add to, by their keys: `routes` of the root's, all others at the top."""

_OWN_KEY = "  # nines"
"""Stands behind a key that was not there before: with the last that is ours it goes too."""
_OWN_LINE = re.compile(r"[ \t]*[a-z_]+:  # nines[ \t\r]*")

Parts = Mapping[str, tuple[str, ...]]
"""The lines that come into each list, without a margin."""


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A list of the file. Without `key` it is not there yet; `value` is its list, None while it is empty.

    Items begin at `column`. Ours come at `at`, unless they have been in the list already: from `first` to `last`.
    """

    name: str
    key: Node | None
    value: Node | None
    column: int
    at: int
    first: int
    last: int


def merged(base: Base, bundle: str, parts: Parts, report: Report) -> str | None:
    """The file with our lines in it; None if there is no room for them, which is reported."""
    found = sections(base, report)
    if found is None:
        return None
    places = _places(base, found, report)
    if places is None:
        return None
    edits = list(_edits(base, bundle, parts, found, places))
    text, at = "", 0
    for start, end, new in edits:
        text += base.text[at:start]
        text += base.newline if new and text and not text.endswith("\n") else ""
        text += new
        at = end
    text += base.text[at:]
    return text if _kept(base, text, bundle, report) else None


def _edits(
    base: Base, bundle: str, parts: Parts, found: tuple[Section, ...], places: Mapping[str, int]
) -> list[tuple[int, int, str]]:
    """What comes in the place of what, in the order of the text. New keys come after what is added to a list."""
    edits: list[tuple[int, bool, int, str]] = []
    for section in found:
        lines, at = parts.get(section.name, ()), places[section.name]
        if lines:
            is_key = section.key is None and section.name != "routes"
            edits.append((at, is_key, at, _block(base, section, bundle, lines)))
        elif section.key is not None and section.value is None and _is_own_key(base, section.key):
            start = start_of_line(base.text, section.key.start)
            edits.append((start, False, end_of_line(base.text, section.key.end), ""))
    return [(start, end, new) for start, _, end, new in sorted(edits, key=lambda edit: edit[:2])]


def sections(base: Base, report: Report) -> tuple[Section, ...] | None:
    """The lists of the file that we add to; None if one of them has no room, which is reported."""
    found = base.root.pair("route")
    route = found[1] if found is not None else None
    if route is None or route.real.kind is not Kind.MAPPING or not route.real.items:
        place = base.span(found[0] if found is not None else base.root)
        report.say(BASE_UNREADABLE, f"`{base.source.name}` is not Alertmanager's: its `route` says nothing", place)
        return None
    made = []
    for name in SECTIONS:
        section = _section(base, name, route if name == "routes" else base.root, report)
        if section is not None:
            made.append(section)
    return tuple(made) if len(made) == len(SECTIONS) else None


def _section(base: Base, name: str, parent: Node, report: Report) -> Section | None:
    text = base.text
    if parent.flow or parent.kind is Kind.ALIAS or parent.shared:
        _no_room(base, "route", parent, report)
        return None
    column = base.column(parent.items[0].start)
    pair = parent.pair(name)
    if pair is None:
        at = _after(base, parent) if name == "routes" else _end(base)
        return Section(name, None, None, column, at, -1, -1)
    key, value = pair
    first = end_of_line(text, key.end)
    last = _next_key(base, parent, key)
    if value.is_null and not value.text and not value.anchor:
        return Section(name, key, None, base.column(key.start), first, first, last)
    if value.kind is not Kind.LIST or value.flow or value.shared or not value.items or value.start < first:
        _no_room(base, name, value, report)
        return None
    at = first if name == "routes" else _after(base, value)
    return Section(name, key, value, base.column(value.start), at, first, last)


def _no_room(base: Base, name: str, value: Node, report: Report) -> None:
    if value.kind is Kind.ALIAS or value.shared:
        why, help_ = "stands in more than one place, by an alias", "write it out where it is meant"
    elif value.kind is Kind.MAPPING and name != "route":
        why, help_ = "is no list", "write a list, an item a line"
    elif value.kind is Kind.LIST and not value.items:
        why, help_ = "is an empty list in brackets", f"leave out `{name}`, or the brackets"
    else:
        why, help_ = "is not written as a block", "write it as a block, an item a line, each after a hyphen"
    report.say(
        BASE_NOT_A_BLOCK,
        f"nothing can be added to `{name}` in `{base.source.name}`, which {why}",
        base.span(value),
        helps=[help_],
    )


def _places(base: Base, found: tuple[Section, ...], report: Report) -> dict[str, int] | None:
    """Where our lines come in each list: where they have been, or else where they belong."""
    places = {section.name: section.at for section in found}
    seen: set[str] = set()
    for piece in base.taken:
        section = next((one for one in found if one.first <= piece.at <= one.last), None)
        if section is None or section.name in seen:
            where = f"a second time in `{section.name}`" if section else f"in none of {', '.join(SECTIONS)}"
            report.say(
                BASE_MARKERS,
                f"the markers stand {where}",
                base.source.span(piece.start, end_of_line(base.source.text, piece.start) - 1),
                helps=[f"take away what is between them, with the markers, up to `{END}`: it is built anew"],
            )
            return None
        seen.add(section.name)
        places[section.name] = piece.at
    return places


def _block(base: Base, section: Section, bundle: str, lines: tuple[str, ...]) -> str:
    margin = " " * section.column
    block = [margin + line if line else line for line in (begin(bundle), *lines, END)]
    head = [f"{margin}{section.name}:{_OWN_KEY}"] if section.key is None else []
    return "".join(line + base.newline for line in (*head, *block))


def _is_own_key(base: Base, key: Node) -> bool:
    start = start_of_line(base.text, key.start)
    return _OWN_LINE.fullmatch(base.text[start : end_of_line(base.text, start)].rstrip("\n")) is not None


def _after(base: Base, node: Node) -> int:
    """The start of the line after a node's last, and after the marker of another bundle that it is in."""
    text, end = base.text, _end_of(node)
    at = end if end > 0 and text[end - 1] == "\n" else end_of_line(text, end)
    others = blocks(Source("", text), base.root)
    return next((last for first, last, _ in others if first < at < last), at)


def _end_of(node: Node) -> int:
    """Where its last sign is: a mapping ends with its last value, which may have none."""
    while node.items and not node.flow:
        node = node.items[-1]
    return node.end


def _end(base: Base) -> int:
    """The end of the file, or of its document where a line of dots ends it."""
    last = _after(base, base.root)
    dots = re.search(r"(?m)^\.\.\.", base.text[last:])
    return last + dots.start() if dots is not None else len(base.text)


def _next_key(base: Base, parent: Node, key: Node) -> int:
    """The start of the line of the key after one, or where its mapping ends."""
    keys = [other for other, _ in parent.pairs]
    at = keys.index(key) + 1
    if at < len(keys):
        return start_of_line(base.text, keys[at].start)
    if parent is base.root:
        return len(base.text)
    above = base.root.pair("route")
    return _next_key(base, base.root, above[0]) if above is not None else len(base.text)


# What is merged says all that the file said, and no more than that and our lines.


def _kept(base: Base, text: str, bundle: str, report: Report) -> bool:
    root: Node | None
    try:
        root = compose(text)
    except UnreadableError:
        root = None
    if root is not None and _says(base.root, root, _ours(text, root, bundle)):
        return True
    report.say(
        BASE_NOT_A_BLOCK,
        f"nothing can be merged into `{base.source.name}` without changing what it says",
        base.span(base.root),
        helps=["lay its lists out as blocks, an item a line, with nothing but comments between them"],
    )
    return False


_Blocks = tuple[tuple[int, int], ...]


def _ours(text: str, root: Node, bundle: str) -> _Blocks:
    found = blocks(Source("", text), root)
    return tuple((start, end) for start, end, owner in found if owner == bundle)


def _says(base: Node, whole: Node, blocks: _Blocks) -> bool:
    """Whether a mapping says what another does, but for the items that begin within our blocks."""
    mine, theirs = _said(base, ()), _said(whole, blocks)
    return len(mine) == len(theirs) and all(
        same(key, other)
        and (
            _says(value[0], values[0], blocks)
            if key.text == "route" and value[0].kind is Kind.MAPPING
            else len(value) == len(values) and all(map(same, value, values))
        )
        for (key, value), (other, values) in zip(mine, theirs, strict=True)
    )


def _said(mapping: Node, blocks: _Blocks) -> list[tuple[Node, list[Node]]]:
    """Keys with their values; of our lists, where there are any, the items outside of our blocks."""
    found = []
    for key, value in mapping.pairs:
        if key.text not in SECTIONS:
            found.append((key, [value]))
            continue
        items = [item for item in value.elements if not any(start <= item.start < end for start, end in blocks)]
        if items or not (value.is_null or value.kind is Kind.LIST):
            found.append((key, items or [value]))
    return found
