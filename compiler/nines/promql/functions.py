"""PromQL's functions and aggregations: what they take and give, and which Prometheus knows them.

Sources: Prometheus' own `promql/parser/functions.go` for the types; its changelog, and
promtool 2.42 and 3.5 where they can tell, for the versions. Where only two releases are
known between which a function came, the later one is named.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from nines.record import dataclass

__all__ = [
    "AGGREGATORS",
    "EXPERIMENTAL_FUNCTIONS",
    "FUNCTIONS",
    "OLDEST",
    "Aggregator",
    "Availability",
    "Function",
    "Type",
    "Version",
]

Version: TypeAlias = tuple[int, int]
"""Major and minor version of Prometheus."""

OLDEST: Version = (2, 42)
"""The oldest Prometheus that is supported; what it knows needs no gate."""

EXPERIMENTAL_FUNCTIONS = "promql-experimental-functions"


class Type(Enum):
    """What an expression gives; the value is the word for it in messages."""

    SCALAR = "scalar"
    STRING = "string"
    VECTOR = "instant vector"
    RANGE = "range vector"


@dataclass(frozen=True, slots=True)
class Availability:
    """Since which version, until before which, and behind which feature flag (until `stable_since`)."""

    since: Version = OLDEST
    until: Version | None = None
    flag: str | None = None
    stable_since: Version | None = None


ALWAYS = Availability()


@dataclass(frozen=True, slots=True)
class Function:
    """`parameters` are types in order; a call gives from `least` to `most` of them (None: the last may repeat)."""

    name: str
    parameters: tuple[Type, ...]
    result: Type
    least: int
    most: int | None
    availability: Availability = ALWAYS


@dataclass(frozen=True, slots=True)
class Aggregator:
    """`parameter` is the type of what stands before the vector, None if nothing does."""

    name: str
    parameter: Type | None = None
    availability: Availability = ALWAYS


_LETTERS = {"s": Type.SCALAR, "t": Type.STRING, "v": Type.VECTOR, "r": Type.RANGE}


def _experimental(since: Version, stable_since: Version | None = None) -> Availability:
    return Availability(since, flag=EXPERIMENTAL_FUNCTIONS, stable_since=stable_since)


def _table(signatures: str, availability: Availability = ALWAYS) -> dict[str, Function]:
    """Reads `name(vs?)v`: letters of parameters, `?` after one that may be left out, `*` after one that may repeat."""
    functions = {}
    for signature in signatures.split():
        name, rest = signature.split("(")
        letters, result = rest.split(")")
        parameters = tuple(_LETTERS[letter] for letter in letters if letter in _LETTERS)
        most = None if letters.endswith("*") else len(parameters)
        least = len(parameters) - letters.count("?") - letters.count("*")
        functions[name] = Function(name, parameters, _LETTERS[result], least, most, availability)
    return functions


FUNCTIONS: dict[str, Function] = {
    **_table(
        """
        abs(v)v absent(v)v acos(v)v acosh(v)v asin(v)v asinh(v)v atan(v)v atanh(v)v ceil(v)v clamp(vss)v clamp_max(vs)v
        clamp_min(vs)v cos(v)v cosh(v)v day_of_month(v?)v day_of_week(v?)v day_of_year(v?)v days_in_month(v?)v deg(v)v
        exp(v)v floor(v)v histogram_count(v)v histogram_fraction(ssv)v histogram_quantile(sv)v histogram_sum(v)v
        hour(v?)v label_join(vttt*)v label_replace(vtttt)v ln(v)v log10(v)v log2(v)v minute(v?)v month(v?)v pi()s
        rad(v)v round(vs?)v scalar(v)s sgn(v)v sin(v)v sinh(v)v sort(v)v sort_desc(v)v sqrt(v)v tan(v)v tanh(v)v time()s
        timestamp(v)v vector(s)v year(v?)v

        absent_over_time(r)v avg_over_time(r)v changes(r)v count_over_time(r)v delta(r)v deriv(r)v idelta(r)v
        increase(r)v irate(r)v last_over_time(r)v max_over_time(r)v min_over_time(r)v predict_linear(rs)v
        present_over_time(r)v quantile_over_time(sr)v rate(r)v resets(r)v stddev_over_time(r)v stdvar_over_time(r)v
        sum_over_time(r)v
        """
    ),
    **_table("holt_winters(rss)v", Availability(until=(3, 0))),
    **_table("histogram_stddev(v)v histogram_stdvar(v)v", Availability((2, 48))),
    **_table("histogram_avg(v)v", Availability((2, 51))),
    **_table("mad_over_time(r)v sort_by_label(vt*)v sort_by_label_desc(vt*)v", _experimental((2, 50))),
    **_table("double_exponential_smoothing(rss)v info(vv?)v", _experimental((3, 0))),
    **_table("ts_of_last_over_time(r)v ts_of_max_over_time(r)v ts_of_min_over_time(r)v", _experimental((3, 5))),
    **_table("first_over_time(r)v", _experimental((3, 7), stable_since=(3, 14))),
    **_table("ts_of_first_over_time(r)v", _experimental((3, 7))),
    **_table("end()s range()s start()s step()s", _experimental((3, 12))),
    **_table("histogram_quantiles(vtss?s?s?s?s?s?s?s?s?)v", _experimental((3, 12))),
    **_table("max_of(ss)s min_of(ss)s", _experimental((3, 13))),
    **_table("start_timestamp(v)v", _experimental((3, 14))),
    **_table("integral(rs?)v", _experimental((3, 16))),
}
"""By name, of all versions."""

AGGREGATORS: dict[str, Aggregator] = {
    **{name: Aggregator(name) for name in ("avg", "count", "group", "max", "min", "stddev", "stdvar", "sum")},
    **{name: Aggregator(name, Type.SCALAR) for name in ("bottomk", "quantile", "topk")},
    **{name: Aggregator(name, Type.SCALAR, _experimental((2, 54))) for name in ("limit_ratio", "limitk")},
    "count_values": Aggregator("count_values", Type.STRING),
}
