"""What an alert says, with example values in the place of what its templates look up.

The example is a failure at twice the alert's threshold, with 41% of the budget left; all of its numbers follow from
that. Templates of Prometheus that an author wrote are read as far as they are like ours; the rest is shown as `…`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import floor

from nines.contract.burning import fires_after, worst_ratio
from nines.contract.model import Burn, Objective
from nines.contract.windows import nominal
from nines.late import late_pattern
from nines.plan import names
from nines.record import dataclass, field
from nines.values.text import duration, factor, fixed

__all__ = ["Example", "example_of", "said"]

_LEFT = Fraction(41, 100)
_UNKNOWN = "…"
_ACTION = late_pattern(r"\{\{-?\s*(.*?)\s*-?\}\}", flags=16)  # DOTALL
_FORM = late_pattern(r'printf "((?:[^"\\]|\\.)*)"$')
_LABEL = late_pattern(r'\$labels\.(\w+)$|\(?index \$labels "([^"]+)"\)?$')
_FACT = late_pattern(r'label "(\w+)"')
_NEVER = late_pattern(r"<=? 0\)?$|< 0\)")


@dataclass(frozen=True, slots=True)
class Example:
    """Numbers by the start of the query that asks for them; facts and labels by name."""

    value: Fraction
    numbers: tuple[tuple[str, Fraction], ...]
    facts: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


def example_of(
    objective: Objective,
    burn: Burn | None,
    rate: Fraction,
    attained: Fraction,
    facts: dict[str, str],
    labels: dict[str, str],
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
        (f"{names.BUDGET_LEFT.name}{{%s}} *", _LEFT * window * objective.budget / 1000),
        (names.BUDGET_LEFT.name, 100 * _LEFT),
        (names.BURN_THRESHOLD.name, worst_ratio(objective, burn) / objective.budget if burn is not None else at),
        ("time() - max_over_time", (since or Fraction(60_000)) / 1000),
        (names.BURN_RATE.name, at),
        (names.PROMISE_ATTAINED.name, 100 * attained),
        (names.PROMISE_TIME_LEFT.name, Fraction(15_000)),
    )
    return Example(at, numbers, facts, labels)


def said(template: str, example: Example) -> str:
    """A template with the example's values."""
    return "".join(_run(iter(_parts(template)), example, "", shown=True)).strip()


def _parts(template: str) -> Iterator[tuple[str, bool]]:
    """Texts, and actions (True) without their braces."""
    at = 0
    for match in _ACTION.finditer(template):
        yield template[at : match.start()], False
        yield match.group(1), True
        at = match.end()
    yield template[at:], False


def _run(parts: Iterator[tuple[str, bool]], example: Example, dot: str, *, shown: bool) -> list[str]:
    """What comes of the parts up to the end of the block; `dot` is the query that the block is about."""
    out: list[str] = []
    for text, is_action in parts:
        if not is_action:
            out += [text] if shown else []
        elif text == "end":
            return out
        elif text == "else":
            shown_so_far, shown = shown, not shown
            out = out if shown_so_far else []
            rest = _run(parts, example, dot, shown=shown)
            return out if shown_so_far else rest
        elif text.startswith(("with ", "range ", "if ")):
            holds = text.startswith("with ") and _holds(text, example)
            inner = _run(parts, example, text, shown=holds)
            out += inner if shown else []
        elif shown:
            out.append(_action(text, example, dot))
    return out


def _holds(text: str, example: Example) -> bool:
    query = _query(text)
    return not _NEVER.search(query) and ("info" in query or _number(query, example) is not None)


def _query(text: str) -> str:
    """The query that an action asks: what stands between the first and the last quote, unescaped."""
    start, end = text.find('"'), text.rfind('"')
    return text[start + 1 : end].replace('\\"', '"') if 0 <= start < end else ""


def _number(query: str, example: Example) -> Fraction | None:
    return next((value for key, value in example.numbers if key in query), None)


def _action(text: str, example: Example, dot: str) -> str:
    if ":=" in text:
        return ""
    if text.startswith('"'):
        return text.strip('"')
    label = _LABEL.match(text)
    if label is not None:
        return example.labels.get(label.group(1) or label.group(2), _UNKNOWN)
    fact = _FACT.search(text)
    if fact is not None:
        return example.facts.get(fact.group(1), _UNKNOWN)
    value = example.value if text.startswith("$value") else _number(_query(dot), example)
    if value is None:
        return _UNKNOWN
    if "humanizeDuration" in text:
        step = 60 if "/ 60" in dot else 1
        return duration(floor(value / step) * step * 1000)
    form = _FORM.search(text)
    return _formatted(form.group(1), value) if form is not None else factor(value).removesuffix("x")


def _formatted(form: str, value: Fraction) -> str:
    """As Go's `printf` has it, of the few forms that we use."""
    forms: dict[str, Callable[[Fraction], str]] = {
        "%.3g": lambda number: factor(number).removesuffix("x"),
        "%.5g": lambda number: fixed(number, 3),
        "%.0f": lambda number: fixed(number, 0),
    }
    for sign, shown in forms.items():
        if sign in form:
            return form.replace(sign, shown(value)).replace("%%", "%")
    return _UNKNOWN
