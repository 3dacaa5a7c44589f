"""How values read in Grafana: units, colours, words and links, as the settings that its fields take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from nines.emit.environment import Raw, yaml_text
from nines.plan.boards.look import Link, Look, Step, Tone, Unit, Word
from nines.values.text import prometheus_number

__all__ = ["COLOURS", "UNITS", "Setting", "block", "colour", "members", "number", "object_of", "settings"]

COLOURS = {
    Tone.NO_DATA: "#868B94",
    Tone.FINE: "#2E93E6",
    Tone.WATCH: "#C48700",
    Tone.BURNING: "#D4235A",
    Tone.SPENT: "#D4235A",
    Tone.PLAIN: "text",
    Tone.VARIED: "text",
}
"""3:1 or more on white and on Grafana's dark ground, apart in simulations of protan, deutan and tritan sight."""

UNITS = {
    Unit.STATE: "none",
    Unit.SHARE: "percentunit",
    Unit.BURN: "suffix:x",
    Unit.DURATION: "dtdurations",
    Unit.PER_SECOND: "suffix:/s",
    Unit.COUNT: "locale",
    Unit.NONE: "none",
}

_KEPT = "${__url_time_range}&var-datasource=${datasource:percentencode}"

Setting = tuple[str, Raw]
"""A setting of a field by its name, and its value as JSON."""


def settings(look: Look, *, of_series: bool = False, of_one: bool = False) -> tuple[Setting, ...]:
    """The settings that a look comes to. Links read the labels of a series, or else the fields of a table's row.

    `of_one`: where there is no value, a panel of one number says why in the tone of no data, and not in that of the
    lowest step.
    """
    mappings = [*_mappings(look), *([_absent(look)] if of_one else [])]
    made: list[Setting] = [
        ("color", colour(look)),
        ("mappings", _inline(mappings)),
        ("noValue", Raw(yaml_text(look.absent))),
        ("thresholds", _thresholds(look.steps)),
        ("unit", Raw(yaml_text(UNITS[look.unit]))),
    ]
    if look.decimals is not None:
        made.append(("decimals", Raw(str(look.decimals))))
    if look.least is not None:
        made.append(("min", number(look.least)))
    if look.most is not None:
        made.append(("max", number(look.most)))
    if look.links:
        made.append(("links", _inline(_link(link, of_series=of_series) for link in look.links)))
    return tuple(made)


def members(made: Iterable[Setting]) -> Raw:
    """Settings as the members of an object, a line each, without its braces."""
    return Raw(",\n".join(f'"{name}": {value}' for name, value in made))


def object_of(*pairs: tuple[str, object]) -> Raw:
    """An object on one line."""
    return Raw("{" + ", ".join(f"{yaml_text(name)}: {yaml_text(value)}" for name, value in pairs) + "}")


def block(parts: Iterable[Raw]) -> Raw:
    """A list with each part on lines of its own."""
    inner = ",\n".join(part.strip() for part in parts).replace("\n", "\n  ")
    return Raw(f"[\n  {inner}\n]" if inner else "[]")


def number(value: Fraction | int) -> Raw:
    return Raw(prometheus_number(value))


def colour(look: Look) -> Raw:
    """What decides on the colour: the series, the value's word or step, or one tone for all."""
    if look.tone is Tone.VARIED:
        return object_of(("mode", "palette-classic"))
    if look.words or look.steps:
        return object_of(("mode", "thresholds"))
    return object_of(("mode", "fixed"), ("fixedColor", COLOURS[look.tone]))


def _inline(parts: Iterable[Raw]) -> Raw:
    return Raw(f"[{', '.join(parts)}]")


def _mappings(look: Look) -> Iterator[Raw]:
    if look.words:
        yield _words(look.words)
    if look.instead is not None:
        result = object_of(("text", look.instead), ("index", 0))
        yield object_of(("type", "regex"), ("options", object_of(("pattern", ".+"), ("result", result))))


def _absent(look: Look) -> Raw:
    result = object_of(("text", look.absent), ("color", COLOURS[Tone.NO_DATA]), ("index", len(look.words)))
    return object_of(("type", "special"), ("options", object_of(("match", "null+nan"), ("result", result))))


def _words(words: tuple[Word, ...]) -> Raw:
    options = [
        (str(word.value), object_of(("text", word.text), ("color", COLOURS[word.tone]), ("index", index)))
        for index, word in enumerate(words)
    ]
    return object_of(("type", "value"), ("options", object_of(*options)))


def _thresholds(steps: tuple[Step, ...]) -> Raw:
    given = steps if steps else (Step(None, Tone.PLAIN),)
    made = [
        object_of(("value", None if step.least is None else number(step.least)), ("color", COLOURS[step.tone]))
        for step in given
    ]
    return object_of(("mode", "absolute"), ("steps", _inline(made)))


def _link(link: Link, *, of_series: bool) -> Raw:
    outside = link.label is not None
    return object_of(("title", link.title), ("url", _url(link, of_series=of_series)), ("targetBlank", outside))


def _url(link: Link, *, of_series: bool) -> str:
    if link.label is not None:
        return _value_of(link.label, of_series=of_series, form="raw")
    chosen = "".join(
        f"&var-{variable}={_value_of(label, of_series=of_series, form='percentencode')}"
        for variable, label in link.variables
    )
    return f"/d/{link.uid}?{_KEPT}{chosen}"


def _value_of(label: str, *, of_series: bool, form: str) -> str:
    """The value of a label, as Grafana fills it in when somebody follows the link."""
    place = f"__field.labels.{label}" if of_series else f'__data.fields["{label}"]'
    return f"${{{place}:{form}}}"
