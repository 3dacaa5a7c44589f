"""The table of functions, beside that of an independent reader."""

from __future__ import annotations

import pytest

from nines.promql.functions import AGGREGATORS, FUNCTIONS, Function, Type
from tests.promql import oracle
from tests.promql.reading import read

SAMPLES = {Type.SCALAR: "1", Type.STRING: '"a"', Type.VECTOR: "v", Type.RANGE: "v[5m]"}
GONE = {"holt_winters"}
"""What promql-parser, which follows the newest Prometheus, has dropped."""


def call(function: Function, count: int) -> list[str]:
    """Arguments of the right types, as far as there are any."""
    types = (*function.parameters, *(function.parameters[-1:] or (Type.SCALAR,)) * count)
    samples = [SAMPLES[one] for one in types[:count]]
    return ["v", '{a="b"}'][:count] + samples[2:] if function.name == "info" else samples


def counts(function: Function) -> list[int]:
    """Numbers of arguments around the bounds."""
    most = function.least + 2 if function.most is None else function.most
    return list(range(max(0, function.least - 1), most + 2))


@pytest.mark.parametrize(
    "function", [one for one in FUNCTIONS.values() if one.name not in GONE], ids=lambda one: one.name
)
def test_a_function_takes_what_it_takes_elsewhere(function: Function) -> None:
    for count in counts(function):
        text = f"{function.name}({', '.join(call(function, count))})"
        assert (read(text).guest is not None) == oracle.accepts(text), text
    for at in range(function.least):
        for sample in SAMPLES.values():
            arguments = call(function, function.least)
            arguments[at] = sample
            text = f"{function.name}({', '.join(arguments)})"
            if not (function.name == "info" and at == 1):
                assert (read(text).guest is not None) == oracle.accepts(text), text


@pytest.mark.parametrize("name", AGGREGATORS)
def test_an_aggregation_takes_what_it_takes_elsewhere(name: str) -> None:
    """promql-parser does not look at the first argument of `limitk` and `limit_ratio`; Prometheus does."""
    for kind, first in SAMPLES.items():
        if name.startswith("limit") and kind is not Type.SCALAR:
            continue
        for text in (f"{name}({first})", f"{name}({first}, v)", f"{name} by (a) ({first}, v[5m])", f"{name}()"):
            assert (read(text).guest is not None) == oracle.accepts(text), text


def test_versions_are_in_order() -> None:
    for function in FUNCTIONS.values():
        available = function.availability
        assert available.until is None or available.since < available.until
        assert available.stable_since is None or (available.flag and available.since < available.stable_since)
