"""A class of `nines.record` behaves as the same class does with the standard library's `dataclass`."""

from __future__ import annotations

import copy
import dataclasses
import operator
import pickle
import subprocess
import sys
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

import pytest

from nines import record

T = TypeVar("T")


def classes(module: Any) -> dict[str, Any]:
    """The same classes, made by one of the two modules."""
    dataclass, field = module.dataclass, module.field

    @dataclass(frozen=True, slots=True)
    class Point:
        x: int
        y: int = 0
        note: str = field(default="", compare=False, repr=False)

    @dataclass(frozen=True, slots=True)
    class Point3(Point):
        z: int = 7

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Base:
        span: int | None = field(default=None, compare=False)

        def twice(self) -> tuple[Base, Base]:
            return self, self

    @dataclass(frozen=True, slots=True)
    class Leaf(Base):
        value: str  # type: ignore[misc]  # to mypy the decorator is unknown here, and `kw_only` with it
        others: tuple[str, ...] = ()

    @dataclass(frozen=True, slots=True)
    class Box(Generic[T]):
        inner: T

    @dataclass(frozen=True, slots=True, order=True)
    class Place:
        line: int
        column: int

    @dataclass(slots=True)
    class Builder:
        KINDS: ClassVar[tuple[str, ...]] = ("a", "b")
        name: str
        found: list[int] = field(default_factory=list)

    @dataclass(frozen=True, eq=False)
    class Whole:
        text: str
        path: str = ""

        def __post_init__(self) -> None:
            if not self.path:
                object.__setattr__(self, "path", self.text)

        @cached_property
        def length(self) -> int:
            return len(self.text)

    @dataclass(frozen=True, slots=True, repr=False)
    class Shown:
        value: int

        def __repr__(self) -> str:
            return f"<{self.value}>"

        def __hash__(self) -> int:
            return 42

    @dataclass(frozen=True, slots=True)
    class Empty:
        pass

    @dataclass(frozen=True, slots=True)
    class Folded:  # noqa: PLW1641 - it gets one from its fields
        text: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Folded) and other.text.lower() == self.text.lower()

    return {name: value for name, value in locals().items() if isinstance(value, type)}


OURS, THEIRS = classes(record), classes(dataclasses)
VALUES = [
    "Point(1)",
    "Point(1, 0)",
    "Point(1, note='a')",
    "Point(x=1, y=2)",
    "Point(2, 1)",
    "Point3(1)",
    "Point3(1, 2, 'n', 3)",
    "Base()",
    "Base(span=3)",
    "Leaf('a')",
    "Leaf('a', span=3)",
    "Leaf('a', ('b',), span=3)",
    "Box(1)",
    "Box(Box('x'))",
    "Box([])",
    "Place(1, 2)",
    "Place(1, 3)",
    "Builder('a')",
    "Builder('a', [1])",
    "Whole('text')",
    "Whole('text', 'path')",
    "Shown(1)",
    "Empty()",
    "Folded('a')",
    "Folded('A')",
]


def outcome(call: Any, *arguments: object) -> Any:
    """What comes of a call: its value, or the kind of its error and what it says."""
    try:
        return call(*arguments)
    except Exception as error:  # noqa: BLE001 - any error is an outcome here
        return type(error), str(error).replace("classes.<locals>.", "")


def same_hash(one: object, other: object) -> bool:
    return hash(one) == hash(other)


def shown(value: object) -> str:
    return repr(value).replace("classes.<locals>.", "")


@pytest.mark.parametrize("written", VALUES)
def test_values_are_shown_alike(written: str) -> None:
    ours, theirs = eval(written, OURS), eval(written, THEIRS)
    if type(ours).__name__ == "Whole":
        assert [getattr(ours, name) for name in ("text", "path", "length")] == [
            getattr(theirs, name) for name in ("text", "path", "length")
        ]
    assert shown(ours) == shown(theirs)


@pytest.mark.parametrize("written", VALUES)
def test_equality_order_and_hashes_are_alike(written: str) -> None:
    ours, theirs = eval(written, OURS), eval(written, THEIRS)
    for other in VALUES:
        our, their = eval(other, OURS), eval(other, THEIRS)
        assert (ours == our, ours != our) == (theirs == their, theirs != their), other
        for compare in (operator.lt, operator.le, operator.gt, operator.ge):
            assert outcome(compare, ours, our) == outcome(compare, theirs, their), other
        if ours == our:
            assert outcome(same_hash, ours, our) == outcome(same_hash, theirs, their), other


@pytest.mark.parametrize("written", VALUES)
def test_fields_and_patterns_are_alike(written: str) -> None:
    ours, theirs = eval(written, OURS), eval(written, THEIRS)
    names = [field.name for field in dataclasses.fields(theirs)]
    assert [field.name for field in record.fields(ours)] == names
    assert [field.name for field in dataclasses.fields(ours)] == names
    assert type(ours).__match_args__ == type(theirs).__match_args__
    assert record.is_dataclass(ours)
    assert dataclasses.is_dataclass(ours)
    assert [(field.compare, field.repr, field.kw_only) for field in dataclasses.fields(ours)] == [
        (field.compare, field.repr, field.kw_only) for field in dataclasses.fields(theirs)
    ]


@pytest.mark.parametrize("written", VALUES)
def test_copies_are_alike(written: str) -> None:
    ours, theirs = eval(written, OURS), eval(written, THEIRS)
    assert shown(copy.copy(ours)) == shown(copy.copy(theirs))
    assert shown(copy.deepcopy(ours)) == shown(copy.deepcopy(theirs))
    for name in [field.name for field in dataclasses.fields(theirs)]:
        for replace in (record.replace, dataclasses.replace):
            assert shown(replace(ours, **{name: 5})) == shown(dataclasses.replace(theirs, **{name: 5}))


@pytest.mark.parametrize("written", VALUES)
def test_what_may_not_be_set_is_alike(written: str) -> None:
    ours, theirs = eval(written, OURS), eval(written, THEIRS)
    for name in ("x", "value", "text", "found"):
        our, their = outcome(setattr, ours, name, 3), outcome(setattr, theirs, name, 3)
        assert our == their or (our[0], their[0]) == (dataclasses.FrozenInstanceError, TypeError)
        if hasattr(theirs, name):
            assert outcome(delattr, ours, name) == outcome(delattr, theirs, name)


@pytest.mark.parametrize(
    "call", ["Point()", "Point(1, 2, '', 4)", "Point(1, w=2)", "Point(1, x=1)", "Leaf('a', (), 3)"]
)
def test_wrong_calls_are_refused_alike(call: str) -> None:
    for _ in range(2):
        ours = outcome(eval, call, OURS)
        assert ours == outcome(eval, call, THEIRS)
        assert ours[0] is TypeError


def test_a_default_that_is_made_is_made_anew() -> None:
    first, second = OURS["Builder"]("a"), OURS["Builder"]("b")
    first.found.append(1)
    assert second.found == []


def test_slots_leave_no_room_for_anything_else() -> None:
    for name in ("Point", "Point3", "Leaf", "Builder", "Empty"):
        assert OURS[name].__slots__ == THEIRS[name].__slots__
        assert not hasattr(eval(next(text for text in VALUES if text.startswith(f"{name}(")), OURS), "__dict__")


def test_a_standard_dataclass_may_build_on_one_of_ours() -> None:
    point: Any = OURS["Point"]

    @dataclasses.dataclass(frozen=True, slots=True)
    class More(point):  # type: ignore[misc]  # a class that is only known when the test runs
        more: int = 9

    assert shown(More(1, 2)).endswith("More(x=1, y=2, more=9)")


def test_one_of_ours_may_not_build_on_a_standard_dataclass() -> None:
    point: Any = THEIRS["Point"]
    with pytest.raises(TypeError, match=r"make it one of `nines.record`"):

        @record.dataclass(frozen=True, slots=True)
        class More(point):  # type: ignore[misc]  # a class that is only known when the test runs
            more: int = 9


def test_values_can_be_sent_to_another_process() -> None:
    from nines.source import Position, Source, Span

    place, source = pickle.loads(pickle.dumps((Position(1, 2), Source("a.nines", "service"))))
    assert place == Position(1, 2)
    span = pickle.loads(pickle.dumps(Span(source, 1, 2)))
    assert (span.start, span.end, span.source.text) == (1, 2, "service")


def test_the_modules_of_the_standard_library_are_not_loaded() -> None:
    script = "import sys, nines.source; nines.source.Position(1, 2); print('dataclasses' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout == "False\n"
