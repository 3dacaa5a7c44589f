"""Every second of a window is counted once: shown on the planned expressions, for any window, phase and moment."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from nines.plan import names
from nines.plan.model import Labels, Plan, RecordingRule
from tests.plan.planning import SLI, plan_of
from tests.plan.weights import Engine, Weights

_MINUTE = 60_000
_BASE = _MINUTE
_EVALUATE = 30_000
_NEAR = 90_000
"""How near to its ends a window is blurred: a base range and an evaluation."""
_SELDOM = 120_000
"""Long windows are put together so often: by so much more they are blurred, and may be longer."""
_HOUR = 60
_LONG = 12 * _HOUR
_LABELS = frozenset({("nines", "nines"), ("service", "a"), ("indicator", "ok"), ("objective", "ok"), ("half", "total")})
_START = 1_761_400_000_000 // _EVALUATE * _EVALUATE


@cache
def planned(version: str, minutes: int) -> Plan:
    project = f"project {{\n  target prometheus {version}\n  scrape every 15s\n  evaluate every 30s\n}}\n"
    return plan_of(f"service a {{{SLI}\n  slo ok 99% over {minutes}m\n}}\n", project=project)


def weights(version: str, minutes: int, phase: int, slow_phase: int, moment: int) -> tuple[int, Weights]:
    """When the window's rule was evaluated, and what it added up."""
    plan = planned(version, minutes)
    phases = {group.name: phase if group.interval == _EVALUATE else slow_phase for group in plan.groups}
    engine = Engine(plan, names.COUNTED_RATE.name, _LABELS, phases, closed=version == "2.42")
    found: list[tuple[int, Weights]] = []
    for group in plan.groups:
        for rule in group.rules:
            if not isinstance(rule, RecordingRule) or rule.record != names.COUNTED.name:
                continue
            told = {
                text for labels in (rule.labels, *(one.labels for one in rule.members)) for _, text in _window(labels)
            }
            if minutes in map(_minutes, told):
                at = engine.evaluation(group, moment)
                for labels, value in engine.recorded(group, rule, at).items():
                    if _minutes(dict(labels)[names.WINDOW]) == minutes:
                        assert isinstance(value, dict)
                        found.append((at, {when: weight for when, weight in value.items() if weight}))
    (window,) = found
    return window


def _window(labels: Labels) -> Labels:
    return tuple((name, text) for name, text in labels if name == names.WINDOW)


def _minutes(window: str) -> int:
    found, number = 0, ""
    for letter in window:
        if letter.isdigit():
            number += letter
        else:
            found += int(number) * {"d": 1440, "h": 60, "m": 1}[letter]
            number = ""
    return found


@settings(deadline=None, max_examples=25)
@given(
    st.sampled_from(["2.42", "3.5"]),
    st.one_of(
        st.integers(5, 59), st.integers(60, 800), st.integers(800, 2_000), st.sampled_from([60, 360, 1440, 4320])
    ),
    st.integers(1, _EVALUATE - 1),
    st.integers(1, 899_999),
    st.integers(_START, _START + 86_400_000),
)
def test_every_second_of_a_window_is_counted_once(
    version: str, minutes: int, phase: int, slow_phase: int, moment: int
) -> None:
    """Each weight is spread over the base range that its rate tells of; what comes of it is 1 from end to end.

    A window that is no whole number of hours has a seam, where its hours end and minutes begin, blurred like its ends.
    """
    at, found = weights(version, minutes, phase, slow_phase, moment)
    length = minutes * _MINUTE
    more = sum(found.values()) * 1000 - length
    near = _NEAR
    if minutes <= _LONG:
        assert more == 0, "the window is as long as it says"
    else:
        assert 0 < more <= _SELDOM + _EVALUATE, "and if it is long, as much longer as is new"
        near += _SELDOM + _EVALUATE
    changes: dict[int, Fraction] = {}
    for when, weight in found.items():
        density = weight / Fraction(_BASE, 1000)
        changes[when - _BASE] = changes.get(when - _BASE, Fraction(0)) + density
        changes[when] = changes.get(when, Fraction(0)) - density
    covered = Fraction(0)
    whole = at - (minutes - minutes % _HOUR) * _MINUTE if minutes >= _HOUR else at
    edges = sorted({*changes, *(end + blur for end in (at - length, whole, at) for blur in (-near, 0, near))})
    for start, end in pairwise(edges):
        covered += changes.get(start, Fraction(0))
        if end <= at - length - near or start >= at:
            assert covered == 0, f"{(start - at) / 1000} s is outside"
        elif all(end <= seam - near or start >= seam + near for seam in (at - length, whole, at)):
            assert covered == 1, f"{(start - at) / 1000} s to {(end - at) / 1000} s counts {covered} times"
