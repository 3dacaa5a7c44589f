"""What an alert says, with example values in the place of what its templates look up.

The example is a failure at twice the alert's threshold, with 41% of the budget left; all of its numbers follow from
that. Templates of Prometheus that an author wrote are read as far as they are like ours; the rest is shown as `…`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil, floor

from nines.contract.burning import fires_after, worst_ratio
from nines.contract.model import Burn, Objective
from nines.contract.windows import nominal
from nines.late import late_pattern
from nines.plan import names
from nines.record import dataclass, field
from nines.values.text import duration, factor, fixed

__all__ = ["PROMISE_BREAKS_IN", "Example", "Item", "example_of", "said"]

_LEFT = Fraction(41, 100)
_UNKNOWN = "…"
_LASTS = Fraction(600)
"""Seconds, where an alert that is of no objective speaks of a time."""
PROMISE_BREAKS_IN = Fraction(15_000)
"""Seconds until a promise breaks in the example."""
_ACTION = late_pattern(r"\{\{-?\s*(.*?)\s*-?\}\}", flags=16)  # DOTALL
_FORM = late_pattern(r'printf "((?:[^"\\]|\\.)*)"')
_LABEL = late_pattern(r'\$labels\.(\w+)$|\(?index \$labels "([^"]+)"\)?$')
_FACT = late_pattern(r'label "(\w+)"')
_OF_ITEM = late_pattern(r"\$(?:one|other)\.Labels\.(\w+)$")
_SET = late_pattern(r'(\$\w+) :?= "([^"]*)"$')
_EQUAL = late_pattern(r'if eq (\S+) "([^"]*)"$')
_MORE_THAN_SHOWN = late_pattern(r"- \d+ > 0$")


@dataclass(frozen=True, slots=True)
class Item:
    """One series of a list that a template goes through: what its query has in it, its labels and its value."""

    query: str
    labels: dict[str, str]
    value: Fraction


@dataclass(frozen=True, slots=True)
class Example:
    """Numbers by a part of the query that asks for them, facts and labels by name, and an item of each list."""

    value: Fraction
    numbers: tuple[tuple[str, Fraction], ...]
    facts: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class _Block:
    """What a block of a template is about: the action that begins it, and the item of its list."""

    action: str = ""
    item: Item | None = None


def example_of(
    objective: Objective,
    burn: Burn | None,
    rate: Fraction,
    attained: Fraction,
    facts: dict[str, str],
    labels: dict[str, str],
    items: tuple[Item, ...],
) -> Example:
    """The example for an alert of an objective; one that is not on a burn rate speaks of a rate of ten budgets.

    `rate` is events a second, `attained` the share that a promise has reached.
    """
    at = 2 * burn.factor if burn is not None else Fraction(10)
    at = min(at, 1 / objective.budget) if objective.budget else at
    window = nominal(objective.window).milliseconds
    share = at * objective.budget
    since = fires_after(objective, burn, share) if burn is not None else Fraction(60_000)
    numbers = (
        (names.ERROR_RATIO.name, 100 * share),
        (names.COUNTED_RATE.name, rate),
        (names.BUDGET_EXHAUSTS.name, _LEFT * window / at / 1000),
        ("abs(", _LEFT * window * objective.budget / 1000),
        (names.BUDGET_LEFT.name, 100 * _LEFT),
        (names.BURN_THRESHOLD.name, worst_ratio(objective, burn) / objective.budget if burn is not None else at),
        ("time() - max_over_time", (since or Fraction(60_000)) / 1000),
        (names.BURN_RATE.name, at),
        (names.PROMISE_ATTAINED.name, 100 * attained),
        (names.PROMISE_TIME_LEFT.name, PROMISE_BREAKS_IN),
    )
    return Example(at, numbers, facts, labels, items)


def said(template: str, example: Example) -> str:
    """A template with the example's values."""
    return "".join(_Run(iter(_parts(template)), example).block(_Block(), shown=True)).strip()


def _parts(template: str) -> Iterator[tuple[str, bool]]:
    """Texts, and actions (True) without their braces."""
    at = 0
    for match in _ACTION.finditer(template):
        yield template[at : match.start()], False
        yield match.group(1), True
        at = match.end()
    yield template[at:], False


@dataclass(slots=True)
class _Run:
    """A template on its way: the parts still to come, and the variables that were set."""

    parts: Iterator[tuple[str, bool]]
    example: Example
    variables: dict[str, str] = field(default_factory=dict)

    def block(self, block: _Block, *, shown: bool) -> list[str]:
        """What comes of the parts up to the end of the block."""
        out: list[str] = []
        for text, is_action in self.parts:
            if not is_action:
                out += [text] if shown else []
            elif text == "end":
                return out
            elif text == "else":
                rest = self.block(block, shown=not shown)
                return out if shown else rest
            elif text.startswith(("with ", "range ", "if ")):
                holds = shown and self._holds(text, block)
                about = block if text.startswith("if ") else _Block(text, self._item(text) or block.item)
                inner = self.block(about, shown=holds)
                out += inner if shown else []
            elif shown:
                out.append(self._action(text, block))
        return out

    def _item(self, text: str) -> Item | None:
        asked = _query(text) if text.startswith("range ") else ""
        return next((item for item in self.example.items if asked and item.query in asked), None)

    def _holds(self, text: str, block: _Block) -> bool:
        """Whether the first half of a block is shown."""
        equal = _EQUAL.match(text)
        if equal is not None:
            return self._text(equal.group(1), block) == equal.group(2)
        if text.startswith("range "):
            return self._item(text) is not None
        if text.startswith("if "):
            return text.endswith("| first | value")
        label = self._text(text.removeprefix("with "), block)
        if label is not None:
            return bool(label)
        query = _query(text)
        return ("info" in query or self._number(query) is not None) and not _MORE_THAN_SHOWN.search(query)

    def _text(self, text: str, block: _Block) -> str | None:
        """A variable or a label; None for something else."""
        label = _LABEL.match(text)
        if label is not None:
            name = label.group(1) or label.group(2)
            return self.example.labels.get(name, "")
        of_item = _OF_ITEM.search(text)
        if of_item is not None and block.item is not None:
            return block.item.labels.get(of_item.group(1), "")
        return self.variables.get(text)

    def _action(self, text: str, block: _Block) -> str:
        given = _SET.match(text)
        if given is not None:
            self.variables[given.group(1)] = given.group(2)
            return ""
        if text.startswith('"'):
            return text.strip('"')
        found = self._text(block.action.removeprefix("with ") if text == "." else text, block)
        if found is not None:
            return found or _UNKNOWN
        fact = _FACT.search(text)
        if fact is not None:
            return self.example.facts.get(fact.group(1), _UNKNOWN)
        return self._shown(text, block)

    def _shown(self, text: str, block: _Block) -> str:
        """A number as the template shows it."""
        lasts = "humanizeDuration" in text
        value = self._value(text, block, lasts=lasts)
        if value is None:
            return _UNKNOWN
        if lasts:
            return duration(_whole(value, block.action))
        form = _FORM.search(text)
        return _formatted(form.group(1), value) if form is not None else factor(value).removesuffix("x")

    def _value(self, text: str, block: _Block, *, lasts: bool) -> Fraction | None:
        if "$value" in text:
            return _LASTS if lasts else self.example.value
        if ".Value" in text:
            return block.item.value if block.item is not None else None
        return self._number(_query(block.action))

    def _number(self, query: str) -> Fraction | None:
        return next((value for key, value in self.example.numbers if key in query), None)


def _query(text: str) -> str:
    """The query that an action asks: what stands between the outermost quotes before `query`, unescaped."""
    asked = text.partition("| query")[0]
    sign = "`" if "`" in asked else '"'
    start, end = asked.find(sign), asked.rfind(sign)
    return asked[start + 1 : end].replace('\\"', '"') if 0 <= start < end else ""


def _whole(seconds: Fraction, query: str) -> int:
    """Milliseconds to the minute where the query rounds to it, else to the second."""
    if "/ 60" not in query:
        return floor(seconds) * 1000
    return (ceil if "ceil(" in query else floor)(seconds / 60) * 60_000


def _formatted(form: str, value: Fraction) -> str:
    """As Go's `printf` has it, of the few forms that we use."""
    for sign, shown in _FORMS.items():
        if sign in form:
            return form.replace(sign, shown(value)).replace("%%", "%")
    return _UNKNOWN


_FORMS: dict[str, Callable[[Fraction], str]] = {
    "%.3g": lambda number: factor(number).removesuffix("x"),
    "%.5g": lambda number: fixed(number, 3),
    "%.1f": lambda number: fixed(number, 1),
    "%.0f": lambda number: fixed(number, 0),
}
