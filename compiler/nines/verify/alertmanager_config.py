"""Alertmanager's configuration as Alertmanager reads it: routes, matchers, rules and hours, from the text alone.

Written after its documentation, apart from what writes the file, so that a slip in one shows in the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import yaml

from nines.plan.routes.model import Matcher
from nines.record import dataclass, replace
from nines.values.boxes import Box, bits

__all__ = [
    "Config",
    "Hours",
    "InhibitRule",
    "Node",
    "UnreadableError",
    "composed",
    "entry_of",
    "field_of",
    "items_of",
    "line_of",
    "needed",
    "read",
    "read_part",
    "text_of",
    "texts_of",
]

_MATCHER = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)(=~|!~|!=|=)"((?:[^"\\]|\\.)*)"')
_ESCAPES = {"n": "\n"}
_WEEKDAYS = {
    name: at for at, name in enumerate(("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"))
}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_FIRST_YEAR = 1970


class UnreadableError(Exception):
    """Something that Alertmanager would refuse. `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True, slots=True)
class Node:
    """A route. What it does not say it has from the one above it."""

    matchers: tuple[Matcher, ...]
    receiver: str
    group_by: tuple[str, ...]
    continues: bool
    active: tuple[str, ...]
    muted: tuple[str, ...]
    routes: tuple[Node, ...]
    line: int

    def leaves_for(self, labels: Mapping[str, str]) -> tuple[Node, ...]:
        """The routes that an alert ends at: depth first, on to the next sibling only after one that says so."""
        if not all(matcher.holds(labels) for matcher in self.matchers):
            return ()
        found: list[Node] = []
        for route in self.routes:
            below = route.leaves_for(labels)
            found += below
            if below and not route.continues:
                break
        return tuple(found) or (self,)

    def all(self) -> Iterator[Node]:
        yield self
        for route in self.routes:
            yield from route.all()


@dataclass(frozen=True, slots=True)
class InhibitRule:
    source: tuple[Matcher, ...]
    target: tuple[Matcher, ...]
    equal: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Hours:
    """A time interval: for each entry the zone and the box that it says."""

    name: str
    entries: tuple[tuple[str, Box], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Config:
    """`receivers` are names with their lines, `texts` everything that is a template."""

    root: Node
    receivers: tuple[tuple[str, int], ...]
    rules: tuple[InhibitRule, ...]
    hours: tuple[Hours, ...]
    templates: tuple[str, ...]
    texts: tuple[tuple[str, int], ...]


def read(text: str) -> Config:
    """The configuration of a text. Raises `UnreadableError`."""
    return _config(composed(text), lambda _: True)


def read_part(text: str, bundle: str) -> Config:
    """What stands between the markers of a bundle in a file that others' is in too, and the root above it.

    Raises `UnreadableError`.
    """
    top = composed(text)
    inside, within, ours = set(_lines_within(top)), False, set()
    for number, line in enumerate(text.split("\n"), 1):
        said = "" if number in inside else line.strip()
        within = (within or said == f"# nines begin {bundle}") and said != "# nines end"
        if within:
            ours.add(number)
    return _config(top, ours.__contains__)


def _lines_within(top: yaml.Node | None) -> Iterator[int]:
    """The lines of texts that have several: what looks like a marker there is none."""
    waiting, seen = [top], set()
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            yield from range(line_of(node) + 1, node.end_mark.line + 1)
        elif isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        else:
            waiting += node.value


def _config(top: yaml.Node | None, is_ours: Callable[[int], bool]) -> Config:
    """The root, and all that begins on a line that is ours."""

    def items(key: str) -> tuple[yaml.Node, ...]:
        return tuple(item for item in items_of(field_of(top, key)) if is_ours(line_of(item)))

    receivers = items("receivers")
    return Config(
        root=_root(needed(top, "route"), is_ours),
        receivers=tuple((text_of(needed(receiver, "name")), line_of(receiver)) for receiver in receivers),
        rules=tuple(_rule(rule) for rule in items("inhibit_rules")),
        hours=tuple(_hours(interval) for interval in items("time_intervals")),
        templates=tuple(text_of(item) for item in items("templates")),
        texts=tuple(found for receiver in receivers for found in texts_of(receiver)),
    )


def composed(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else 1
        raise UnreadableError(f"it is no YAML: {error.problem}", line) from error
    except yaml.YAMLError as error:
        raise UnreadableError(f"it is no YAML: {error}", 1) from error


def _root(node: yaml.Node, is_ours: Callable[[int], bool]) -> Node:
    """The root; of the routes below it those that are ours."""
    routes = items_of(field_of(node, "routes"))
    if all(is_ours(line_of(route)) for route in routes):
        return _route(node, None)
    own = Node((), text_of(needed(node, "receiver")), (), False, (), (), (), line_of(node))
    return replace(own, routes=tuple(_route(route, own) for route in routes if is_ours(line_of(route))))


# Nodes of YAML.


def field_of(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if node is None:
        return None
    if not isinstance(node, yaml.MappingNode):
        raise UnreadableError("a mapping belongs here", line_of(node))
    found = [value for name, value in node.value if name.value == key]
    if len(found) > 1:
        raise UnreadableError(f"`{key}` is there twice", line_of(found[1]))
    return found[0] if found else None


def needed(node: yaml.Node | None, key: str) -> yaml.Node:
    found = field_of(node, key)
    if found is None:
        raise UnreadableError(f"`{key}` is missing", line_of(node) if node is not None else 1)
    return found


def items_of(node: yaml.Node | None) -> tuple[yaml.Node, ...]:
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        raise UnreadableError("a list belongs here", line_of(node))
    return tuple(node.value)


def text_of(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise UnreadableError("a text belongs here", line_of(node))
    return str(node.value)


def texts_of(node: yaml.Node) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value), line_of(node)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from texts_of(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from texts_of(value)


def line_of(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


# What they mean.


def _route(node: yaml.Node, above: Node | None) -> Node:
    receiver = field_of(node, "receiver")
    if receiver is None and above is None:
        raise UnreadableError("the root has no receiver", line_of(node))
    grouped = field_of(node, "group_by")
    own = Node(
        matchers=_matchers(field_of(node, "matchers")),
        receiver=text_of(receiver) if receiver is not None else above.receiver if above is not None else "",
        group_by=_list(grouped) if grouped is not None else above.group_by if above is not None else (),
        continues=(found := field_of(node, "continue")) is not None and text_of(found) == "true",
        active=_list(field_of(node, "active_time_intervals")),
        muted=_list(field_of(node, "mute_time_intervals")),
        routes=(),
        line=line_of(node),
    )
    routes = tuple(_route(inner, own) for inner in items_of(field_of(node, "routes")))
    return replace(own, routes=routes)


def _rule(node: yaml.Node) -> InhibitRule:
    return InhibitRule(
        source=_matchers(field_of(node, "source_matchers")),
        target=_matchers(field_of(node, "target_matchers")),
        equal=_list(field_of(node, "equal")),
        line=line_of(node),
    )


def _list(node: yaml.Node | None) -> tuple[str, ...]:
    return tuple(text_of(item) for item in items_of(node))


def _matchers(node: yaml.Node | None) -> tuple[Matcher, ...]:
    return tuple(_matcher(text_of(item), line_of(item)) for item in items_of(node))


def _matcher(text: str, line: int) -> Matcher:
    """`label="value"`, which both of Alertmanager's parsers read alike."""
    found = _MATCHER.fullmatch(text)
    if found is None:
        raise UnreadableError(f"`{text}` is no matcher", line)
    value = re.sub(r"\\(.)", lambda escape: _ESCAPES.get(escape[1], escape[1]), found[3])
    if "~" in found[2]:
        try:
            re.compile(value)
        except re.error as error:
            raise UnreadableError(f"`{value}` is no regular expression: {error}", line) from error
    return Matcher(found[1], found[2], value)


def _hours(node: yaml.Node) -> Hours:
    entries = tuple(entry_of(entry) for entry in items_of(field_of(node, "time_intervals")))
    return Hours(text_of(needed(node, "name")), entries, line_of(node))


def entry_of(node: yaml.Node) -> tuple[str, Box]:
    location = field_of(node, "location")
    full = Box()
    days = [_bounds(text, line) for text, line in _ranged(node, "days_of_month")]
    from_start = [bounds for bounds in days if bounds[0] > 0]
    from_end = [bounds for bounds in days if bounds[0] < 0]
    if from_start and from_end:
        raise UnreadableError("days are counted from both ends of the month", line_of(node))
    years = [_bounds(text, line) for text, line in _ranged(node, "years")]
    months = [_bounds(_numbered(text), line) for text, line in _ranged(node, "months")]
    weekdays = [_weekdays(text, line) for text, line in _ranged(node, "weekdays")]
    times = [_times(item) for item in items_of(field_of(node, "times"))]
    return (
        text_of(location) if location is not None else "UTC",
        Box(
            years=_mask(years, -_FIRST_YEAR) if years else full.years,
            months=_mask(months, -1) if months else full.months,
            days=_mask(from_start, -1) if from_start else full.days,
            from_end=_mask([(-last, -first) for first, last in from_end], -1) if from_end else full.from_end,
            weekdays=_from_monday(_mask(weekdays, 0)) if weekdays else full.weekdays,
            minutes=_mask([(start, end - 1) for start, end in times], 0) if times else full.minutes,
        ),
    )


def _ranged(node: yaml.Node, key: str) -> Iterator[tuple[str, int]]:
    for item in items_of(field_of(node, key)):
        yield text_of(item), line_of(item)


def _bounds(text: str, line: int) -> tuple[int, int]:
    """`3` or `1:5`, both ends included."""
    found = re.fullmatch(r"(-?[0-9]+)(?::(-?[0-9]+))?", text)
    if found is None:
        raise UnreadableError(f"`{text}` is no range of numbers", line)
    first = int(found[1])
    last = int(found[2]) if found[2] else first
    if first > last:
        raise UnreadableError(f"`{text}` ends before it begins", line)
    return first, last


def _numbered(text: str) -> str:
    """Months by their numbers, as Alertmanager takes their names too."""
    return ":".join(str(_MONTHS.index(part) + 1) if part in _MONTHS else part for part in text.split(":"))


def _weekdays(text: str, line: int) -> tuple[int, int]:
    first, _, last = text.partition(":")
    if first not in _WEEKDAYS or (last or first) not in _WEEKDAYS or _WEEKDAYS[first] > _WEEKDAYS[last or first]:
        raise UnreadableError(f"`{text}` is no range of weekdays from sunday to saturday", line)
    return _WEEKDAYS[first], _WEEKDAYS[last or first]


def _times(node: yaml.Node) -> tuple[int, int]:
    start, end = (_minutes(needed(node, key)) for key in ("start_time", "end_time"))
    if start >= end:
        raise UnreadableError("a time ends before it begins", line_of(node))
    return start, end


def _minutes(node: yaml.Node) -> int:
    text = text_of(node)
    if re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00", text) is None:
        raise UnreadableError(f"`{text}` is no time of day", line_of(node))
    return int(text[:2]) * 60 + int(text[3:])


def _mask(spans: list[tuple[int, int]], shift: int) -> int:
    return bits(number + shift for first, last in spans for number in range(first, last + 1))


def _from_monday(mask: int) -> int:
    return (mask >> 1 | mask << 6) & 0b1111111
