"""`dataclass` and its functions as in the standard library, at a tenth of the price of each class.

There are hundreds of kinds of values here, and a command that checks one file makes few of them.
The standard library writes and compiles six functions for each class when its module is loaded,
which took longer than to check the file. Here `__init__` is compiled when the first value of a
class is made, and the other functions are shared by all classes.

To type checkers these are the standard library's own. What nothing here needs is left out: `init`,
`unsafe_hash`, `InitVar`, fields that are no argument, and a docstring made of the signature.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

__all__ = ["dataclass", "field", "fields", "is_dataclass", "replace"]

T = TypeVar("T")

_MISSING = object()
_SET = object.__setattr__


class Field:
    """What is known of a field. `default` may be `_MISSING`, `default_factory` None; `type` is a text."""

    __slots__ = ("compare", "default", "default_factory", "kw_only", "name", "shown", "type")

    def __init__(
        self,
        default: object,
        default_factory: Callable[[], object] | None = None,
        *,
        compare: bool = True,
        shown: bool = True,
    ) -> None:
        self.name = self.type = ""
        self.default = default
        self.default_factory = default_factory
        self.compare = compare
        self.shown = shown
        self.kw_only = False


def _dataclass(
    *,
    frozen: bool = False,
    slots: bool = False,
    eq: bool = True,
    order: bool = False,
    repr: bool = True,  # noqa: A002 - the name that the standard library gave it
    kw_only: bool = False,
) -> Callable[[type[T]], type[T]]:
    """A decorator that makes a class of annotated fields one of values: `@dataclass(frozen=True, slots=True)`.

    Raises TypeError if a base of the class is a dataclass of the standard library.
    """

    def make(cls: type[T]) -> type[T]:
        own = _own(cls, kw_only=kw_only)
        every = {**_inherited(cls), **own}
        added: dict[str, Any] = {
            "__record__": every,
            "__match_args__": tuple(name for name, field in every.items() if not field.kw_only),
            **_STANDARD,
            **_methods(cls, every, frozen=frozen, slots=slots, eq=eq, order=order, shown=repr),
        }
        made: Any = _with_slots(cls, own, added) if slots else _with_defaults(cls, own, added)
        if "__init__" not in cls.__dict__:
            made.__init__ = _unwritten(made, frozen=frozen)
        return made  # type: ignore[no-any-return]  # the class that came in, or the same with slots

    return make


def _field(
    *,
    default: object = _MISSING,
    default_factory: Callable[[], object] | None = None,
    compare: bool = True,
    repr: bool = True,  # noqa: A002 - the name that the standard library gave it
) -> Any:
    """A field whose default is made anew for each value, or that takes no part in `==` or `repr`."""
    return Field(default, default_factory, compare=compare, shown=repr)


def _fields(record: object) -> tuple[Field, ...]:
    """The fields of a value or a class, in their order."""
    return tuple(record.__record__.values())  # type: ignore[attr-defined]  # the type checker sees the standard library's


def _is_dataclass(value: object) -> bool:
    return hasattr(value, "__record__")


def _replace(record: T, /, **changes: object) -> T:
    """A copy of a value in which some fields are others."""
    for name in record.__record__:  # type: ignore[attr-defined]  # the type checker sees the standard library's
        if name not in changes:
            changes[name] = getattr(record, name)
    return type(record)(**changes)


if TYPE_CHECKING:
    from dataclasses import dataclass, field, fields, is_dataclass, replace
else:
    dataclass, field, fields, is_dataclass, replace = _dataclass, _field, _fields, _is_dataclass, _replace


def _own(cls: type, *, kw_only: bool) -> dict[str, Field]:
    """The fields that a class declares itself. Annotations are texts, since nothing here needs more of them."""
    found: dict[str, Field] = {}
    for name, annotation in cls.__annotations__.items():
        if annotation.startswith("ClassVar"):
            continue
        default = cls.__dict__.get(name, _MISSING)
        field = default if isinstance(default, Field) else Field(default)
        field.name, field.type = name, annotation
        field.kw_only = kw_only
        found[name] = field
    return found


def _inherited(cls: type) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for base in reversed(cls.__mro__[1:]):
        if "__dataclass_fields__" in base.__dict__ and "__record__" not in base.__dict__:
            raise TypeError(f"{base.__name__} is a dataclass of the standard library: make it one of `nines.record`")
        found.update(base.__dict__.get("__record__", {}))
    return found


def _with_slots(cls: type, own: dict[str, Field], added: dict[str, Any]) -> type:
    """The class anew: slots must be there when it is made, where their defaults would be in the way."""
    inner = {name: value for name, value in cls.__dict__.items() if name not in own}
    inner.pop("__dict__", None)
    inner.pop("__weakref__", None)
    taken = {name for base in cls.__mro__[1:] for name in base.__dict__.get("__slots__", ())}
    inner["__slots__"] = tuple(name for name in own if name not in taken)
    made: type = type(cls)(cls.__name__, cls.__bases__, {**inner, **added})
    made.__qualname__ = cls.__qualname__
    return made


def _with_defaults(cls: type, own: dict[str, Field], added: dict[str, Any]) -> type:
    for name, field in own.items():
        if isinstance(cls.__dict__.get(name), Field):
            if field.default is _MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, field.default)
    for name, value in added.items():
        setattr(cls, name, value)
    return cls


def _methods(
    cls: type, every: dict[str, Field], *, frozen: bool, slots: bool, eq: bool, order: bool, shown: bool
) -> dict[str, Any]:
    said = cls.__dict__
    methods: dict[str, Any] = {}
    if shown and "__repr__" not in said:
        methods["__repr__"] = _repr
    if eq:
        methods["__compared__"] = _compared(every)
        explicit = said.get("__hash__") is not None or ("__hash__" in said and "__eq__" not in said)
        if "__eq__" not in said:
            methods["__eq__"] = _eq
        if not explicit:
            methods["__hash__"] = _hash if frozen else None
    if order:
        methods.update(__lt__=_lt, __le__=_le, __gt__=_gt, __ge__=_ge)
    if frozen:
        methods.update(__setattr__=_no_setattr, __delattr__=_no_delattr)
        if slots and "__getstate__" not in said:
            methods.update(__getstate__=_getstate, __setstate__=_setstate)
    return methods


def _compared(every: dict[str, Field]) -> Callable[[object], object]:
    names = [field.name for field in every.values() if field.compare]
    return attrgetter(*names) if names else staticmethod(_nothing)


def _nothing(_: object) -> tuple[()]:
    return ()


def _unwritten(cls: Any, *, frozen: bool) -> Callable[..., None]:
    """An `__init__` that writes the real one when it is called for the first time."""

    def first(self: object, *positional: object, **named: object) -> None:
        written = _write_init(cls, frozen=frozen)
        cls.__init__ = written
        written(self, *positional, **named)

    return first


def _write_init(cls: Any, *, frozen: bool) -> Callable[..., None]:
    """Make the `__init__` of a class. Slots are set through their descriptors, which is faster than by name."""
    known: dict[str, object] = {"_unset": _MISSING, "_set": _SET}
    places: dict[str, str] = {}
    defaults: dict[str, object] = {}
    body: list[str] = []
    for number, (name, field) in enumerate(cls.__record__.items()):
        place = value = places[name] = f"a{number}"
        if field.default_factory is not None:
            defaults[name] = _MISSING
            known[f"make{number}"] = field.default_factory
            value = f"make{number}() if {place} is _unset else {place}"
        elif field.default is not _MISSING:
            defaults[name] = field.default
        slot = getattr(getattr(cls, name, None), "__set__", None)
        if not frozen:
            body.append(f" self.{name} = {value}")
        elif slot is not None:
            body.append(f" slot{number}(self, {value})")
            known[f"slot{number}"] = slot
        else:
            body.append(f" _set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    named = [name for name in places if cls.__record__[name].kw_only]
    first = [name for name in places if name not in named]
    parameters = [
        "self",
        *[places[name] for name in first],
        *(["*"] if named else []),
        *[places[name] for name in named],
    ]
    code = _code("\n".join([f"def __init__({', '.join(parameters)}):", *(body or [" pass"])]))
    written = FunctionType(code.replace(co_varnames=("self", *first, *named)), known, "__init__")
    written.__defaults__ = tuple(defaults[name] for name in first if name in defaults) or None
    written.__kwdefaults__ = {name: defaults[name] for name in named if name in defaults} or None
    written.__qualname__ = f"{cls.__qualname__}.__init__"
    written.__module__ = cls.__module__
    return written


@cache
def _code(text: str) -> CodeType:
    """The code of a function. Classes of the same shape have it in common, but for the names of its parameters."""
    found: dict[str, Any] = {}
    exec(text, found)
    code: CodeType = found["__init__"].__code__
    return code


class _Standard:
    """What the standard library's own functions ask a dataclass for, made when they do.

    It comes from a twin: a real dataclass with the same fields.
    """

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, record: object, owner: Any) -> object:
        from dataclasses import dataclass, field  # it costs what this module saves

        at: Any = next(base for base in owner.__mro__ if base.__dict__.get(self.name) is self)
        inner: dict[str, Any] = {"__annotations__": dict.fromkeys(at.__record__, "object")}
        for name, own in at.__record__.items():
            given: dict[str, Any] = {"compare": own.compare, "repr": own.shown, "kw_only": own.kw_only}
            if own.default_factory is not None:
                given["default_factory"] = own.default_factory
            elif own.default is not _MISSING:
                given["default"] = own.default
            inner[name] = field(**given)
        frozen = at.__setattr__ is _no_setattr
        twin: Any = dataclass(frozen=frozen)(type(at.__name__, (), inner))
        at.__dataclass_fields__ = twin.__dataclass_fields__
        at.__dataclass_params__ = twin.__dataclass_params__
        return getattr(at, self.name)


_STANDARD = {name: _Standard(name) for name in ("__dataclass_fields__", "__dataclass_params__")}


def _repr(self: Any) -> str:
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name, field in self.__record__.items() if field.shown)
    return f"{type(self).__qualname__}({values})"


def _eq(self: Any, other: Any) -> Any:
    if self is other:
        return True
    if other.__class__ is not self.__class__:
        return NotImplemented
    values = self.__compared__
    return values(self) == values(other)


def _hash(self: Any) -> int:
    return hash(self.__compared__(self))


def _lt(self: Any, other: Any) -> Any:
    return self.__compared__(self) < other.__compared__(other) if other.__class__ is self.__class__ else NotImplemented


def _le(self: Any, other: Any) -> Any:
    return self.__compared__(self) <= other.__compared__(other) if other.__class__ is self.__class__ else NotImplemented


def _gt(self: Any, other: Any) -> Any:
    return self.__compared__(self) > other.__compared__(other) if other.__class__ is self.__class__ else NotImplemented


def _ge(self: Any, other: Any) -> Any:
    return self.__compared__(self) >= other.__compared__(other) if other.__class__ is self.__class__ else NotImplemented


def _no_setattr(_: object, name: str, __: object) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_delattr(_: object, name: str) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> list[object]:
    return [getattr(self, name) for name in self.__record__]


def _setstate(self: Any, state: list[object]) -> None:
    for name, value in zip(self.__record__, state, strict=True):
        _SET(self, name, value)
