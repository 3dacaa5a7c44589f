"""Which lines a finding shows: its labels gathered by file and by nearness, and the lines between them.

Labels of one file at most eight lines apart share a section, and lines between them are elided. A
section further away has a place of its own, since a `...` over half a file helps nobody to find it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from nines.diagnostics.model import Diagnostic, Label
from nines.diagnostics.view import Line
from nines.record import dataclass, replace
from nines.source import Source

__all__ = ["Place", "Section", "sections"]

_NEAR = 8
_ALL = 6
"""A span of at most so many lines is shown whole, a longer one by two lines at each end."""


@dataclass(frozen=True, slots=True)
class Place:
    """A label in its file: lines from 1, offsets trimmed of what nobody sees at its end."""

    label: Label
    primary: bool
    first: int
    last: int
    start: int
    end: int
    level: int = -1
    """The rail that a place of several lines is drawn at, counted from the left; -1 if it has one line."""

    @property
    def long(self) -> bool:
        return self.first != self.last


@dataclass(frozen=True, slots=True)
class Section:
    """Places of one source close to each other. `head` is the one that the section's address points to."""

    source: Source
    head: Place
    places: tuple[Place, ...]

    @property
    def rails(self) -> int:
        return 1 + max(place.level for place in self.places)

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines to show, in order. Where exactly one would be left out, it is shown."""
        wanted: set[int] = set()
        for place in self.places:
            if place.last - place.first < _ALL:
                wanted.update(range(place.first, place.last + 1))
            else:
                wanted.update((place.first, place.first + 1, place.last - 1, place.last))
        ordered = sorted(wanted)
        wanted.update(line + 1 for line, following in pairwise(ordered) if following == line + 2)
        return tuple(sorted(wanted))


def sections(finding: Diagnostic) -> list[Section]:
    """The sections of a finding: the one with the primary place first, then in the order of the labels."""
    labels = dict.fromkeys([finding.primary, *finding.others])
    places = [_place(label, primary=label is finding.primary) for label in labels]
    found: list[Section] = []
    for source in dict.fromkeys(label.span.source for label in labels):
        same = [place for place in places if place.label.span.source is source]
        found.extend(_section(source, group) for group in _groups(same))
    found.sort(key=lambda section: places.index(section.head))
    return [_with_levels(section) for section in found]


def _place(label: Label, *, primary: bool) -> Place:
    source = label.span.source
    start = max(0, min(label.span.start, len(source.text)))
    end = max(start, min(label.span.end, len(source.text)))
    while end - start > 1 and source.text[end - 1] in "\r\n":
        end -= 1
    first = source.position(start).line
    last = source.position(max(start, end - 1)).line
    stop = Line(source, first).end
    start = min(start, stop)
    if first == last:
        end = max(start, min(end, stop))
    return Place(label, primary, first, last, start, end)


def _groups(places: Sequence[Place]) -> list[list[Place]]:
    groups: list[list[Place]] = []
    reach = 0
    for place in sorted(places, key=lambda place: (place.first, place.last)):
        if groups and place.first - reach <= _NEAR:
            groups[-1].append(place)
            reach = max(reach, place.last)
        else:
            groups.append([place])
            reach = place.last
    # Back to the order in which the finding names them: the first is the most important.
    return [[place for place in places if place in group] for group in groups]


def _section(source: Source, places: list[Place]) -> Section:
    return Section(source, places[0], tuple(places))


def _with_levels(section: Section) -> Section:
    """Rails for the places of several lines: an outer one left of an inner one, none over another."""
    leveled: dict[Place, Place] = {}
    for place in sorted(section.places, key=lambda place: (place.first, -place.last)):
        if place.long:
            taken = {other.level for other in leveled.values() if other.last >= place.first}
            level = next(level for level in range(len(taken) + 1) if level not in taken)
            leveled[place] = replace(place, level=level)
    return replace(section, places=tuple(leveled.get(place, place) for place in section.places))
