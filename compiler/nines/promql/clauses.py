"""Reads the clauses of aggregations and operators: `by (...)`, `on (...)`, `group_left (...)`."""

from __future__ import annotations

from nines.late import late_pattern
from nines.promql.codes import LABEL, MATCHING, SYNTAX, UNCLOSED
from nines.promql.cursor import Cursor, Repair
from nines.promql.lexer import BAD, END, STRING, WORD
from nines.promql.matchers import read_string
from nines.promql.names import KEYWORDS, is_bare_label, shortened
from nines.promql.tree import Group, Grouping, GroupingKind, Matching, MatchingKind, Side

__all__ = ["read_grouping", "read_matching"]

_ODD_LABEL = late_pattern(r"[A-Za-z_][\w:./-]*")


def read_grouping(cursor: Cursor) -> Grouping:
    """`by (labels)` or `without (labels)`; the cursor stands on its first word."""
    first = cursor.at
    kind = GroupingKind(cursor.kinds[first])
    cursor.at += 1
    labels = _read_labels(cursor, kind.value)
    return Grouping(kind, labels, span=cursor.span_from(first))


def read_matching(cursor: Cursor) -> Matching | None:
    """`on (...)` or `ignoring (...)`, with its `group_left` or `group_right`, if the cursor stands on one."""
    first = cursor.at
    word = cursor.kinds[first]
    if word in ("group_left", "group_right"):
        advice = f"write `on (...) {word}` or `ignoring (...) {word}`"
        cursor.stop_at(MATCHING, f"`{word}` needs an `on` or `ignoring` before it", first, helps=(advice,))
    if word not in ("on", "ignoring"):
        return None
    cursor.at += 1
    labels = _read_labels(cursor, word)
    group = _read_group(cursor)
    if cursor.kinds[cursor.at] == "bool":
        cursor.stop_at(MATCHING, f"`bool` stands before `{word}`", cursor.at, helps=(f"write `bool {word} (...)`",))
    return Matching(MatchingKind(word), labels, group, span=cursor.span_from(first))


def _read_group(cursor: Cursor) -> Group | None:
    word = cursor.kinds[cursor.at]
    if word not in ("group_left", "group_right"):
        return None
    cursor.at += 1
    opened = cursor.at
    if cursor.kinds[opened] != "(":
        return Group(Side(word))
    labels = _read_labels(cursor, word)
    if cursor.kinds[cursor.at] in (END, ")", ","):
        start, end = cursor.starts[opened], cursor.ends[cursor.at - 1]
        repair = Repair("put an empty list before it", ((start, start, "() "),))
        headline = (
            f"`{shortened(cursor.text[start:end])}` is read as the labels of `{word}`, and then there is no operand"
        )
        cursor.stop(MATCHING, headline, start, end, helps=(f"write `{word} () (...)`",), fixes=(repair,))
    return Group(Side(word), labels)


def _read_labels(cursor: Cursor, clause: str) -> tuple[str, ...]:
    opened = cursor.at
    if cursor.kinds[opened] != "(":
        name = cursor.token_text(opened) if cursor.kinds[opened] == WORD else "label"
        cursor.stop_at(
            SYNTAX,
            f"`{clause}` is followed by labels in parentheses, not by {cursor.found(opened)}",
            opened,
            helps=(f"write `{clause} ({name})`",),
        )
    cursor.at += 1
    labels: list[str] = []
    while cursor.kinds[cursor.at] != ")":
        labels.append(_read_label(cursor, opened, clause))
        if cursor.kinds[cursor.at] == ",":
            cursor.at += 1
        elif cursor.kinds[cursor.at] != ")":
            _no_label(
                cursor, opened, f"{cursor.found(cursor.at)} stands where `,` or `)` should, in the labels of `{clause}`"
            )
    cursor.at += 1
    return tuple(labels)


def _read_label(cursor: Cursor, opened: int, clause: str) -> str:
    kind = cursor.kinds[cursor.at]
    if kind == STRING:
        return read_string(cursor)
    if kind != WORD and kind not in KEYWORDS:
        _no_label(cursor, opened, f"{cursor.found(cursor.at)} stands where a label should, in the labels of `{clause}`")
    start = cursor.starts[cursor.at]
    label = cursor.token_text(cursor.at)
    cursor.at += 1
    following = cursor.kinds[cursor.at]
    odd = following in ("-", "/") or (following == BAD and cursor.token_text(cursor.at) == ".")
    if odd or not is_bare_label(label):
        run = _ODD_LABEL.match(cursor.text, start)
        name = run[0] if run else label
        end = start + len(name)
        helps = (
            "a bare label has letters, digits and `_`, and starts with no digit",
            f'Prometheus 3 takes it quoted: `"{name}"`',
        )
        fix = Repair(f'write `"{name}"`', ((start, end, f'"{name}"'),))
        cursor.stop(
            LABEL, f"`{shortened(name)}` cannot name a label without quotes", start, end, helps=helps, fixes=(fix,)
        )
    return label


def _no_label(cursor: Cursor, opened: int, headline: str) -> None:
    if cursor.kinds[cursor.at] == END:
        start = cursor.starts[opened]
        cursor.stop(UNCLOSED, "this `(` is never closed", start, start + 1, "no `)` follows")
    cursor.stop_at(SYNTAX, headline, cursor.at)
