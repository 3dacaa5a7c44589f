"""What a name stands for where it is used: the declaration, or a finding with a suggestion."""

from __future__ import annotations

from nines.diagnostics.model import Edit, Fix, Label, Report
from nines.diagnostics.suggest import closest, listing
from nines.language.nodes import At
from nines.program.codes import NOT_IMPORTED, UNRESOLVED
from nines.program.model import Declaration, Family, Program
from nines.record import dataclass, field
from nines.source import Span

__all__ = ["WORDS", "Scope"]

WORDS: dict[Family, str] = {
    "service": "service",
    "hours": "schedule or maintenance",
    "team": "team",
    "receiver": "receiver",
    "automation": "automation",
    "sla": "sla",
    "customer": "customer",
    "policy": "policy",
    "blueprint": "blueprint",
}
"""How messages call what a family holds."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Names of a program. It remembers which were used, so that the others can be told of."""

    program: Program
    report: Report
    used: set[tuple[Family, str]] = field(default_factory=set)

    def find(self, family: Family, name: At[str]) -> Declaration | None:
        """The declaration of a name, seen from the file that the name stands in. What is missing is reported.

        A file may declare it that was not read, since it could not be, or since only some were asked for:
        then only a slip is reported.
        """
        known = self.program.declarations[family]
        found = known.get(name.value)
        here = name.span.source.name
        if found is None:
            self._unresolved(family, name, blind=self._blind(here))
            return None
        self.used.add((family, name.value))
        if not self._visible(found, name.span) and not self._blind(here):
            self._not_imported(found, name)
        return found

    def _blind(self, here: str) -> bool:
        """Whether a name in a file may be declared in one that was not read."""
        return here in self.program.blind or (here == self.program.project and not self.program.whole)

    def _visible(self, found: Declaration, span: Span) -> bool:
        """The settings of the project may name everything; other files what they import."""
        here = span.source.name
        if here == self.program.project or found.file == here:
            return True
        return found.file in self.program.visible.get(here, frozenset([found.file]))

    def _unresolved(self, family: Family, name: At[str], *, blind: bool) -> None:
        word = WORDS[family]
        seen = self.program.visible.get(name.span.source.name)
        names = [
            other for other, found in self.program.declarations[family].items() if seen is None or found.file in seen
        ]
        better = closest(name.value, names)
        others = [
            other for other, known in self.program.declarations.items() if name.value in known and other != family
        ]
        if better is not None:
            place = self.program.declarations[family][better]
            self.report.say(
                UNRESOLVED,
                f"there is no {word} `{name.value}`: did you mean `{better}`?",
                name.span,
                f"did you mean `{better}`?",
                others=[Label(place.span, "declared here")] if place.file not in self.program.standard else [],
                fixes=[Fix(f"write `{better}`", (Edit(name.span, better),), certain=not blind)],
            )
        if better is not None or blind:
            return
        helps = []
        if others:
            helps.append(f"`{name.value}` is a {WORDS[others[0]]}")
        elif names:
            helps.append(f"known here: {listing(sorted(names))}")
        else:
            helps.append("declare it, or import the file that does")
        self.report.say(UNRESOLVED, f"there is no {word} `{name.value}`", name.span, helps=helps)

    def _not_imported(self, found: Declaration, name: At[str]) -> None:
        self.report.say(
            NOT_IMPORTED,
            f"the {WORDS[found.family]} `{name.value}` comes from a file that is not imported here",
            name.span,
            others=[Label(found.span, "declared here")],
            helps=[f"import `{found.file}` at the top of this file"],
        )
