"""Puts in what a `use` brings: a blueprint's statements, with the arguments for its parameters.

A block becomes layers, from the outermost (what a `use` brought) to the innermost (what is
written in it): a statement further in replaces those of its kind further out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from nines.diagnostics.model import Diagnostic, Label, Report
from nines.diagnostics.suggest import closest, listing
from nines.language.match import match_shape
from nines.language.nodes import Argument, Body, Node
from nines.language.read import expand
from nines.language.reading import Given, Reading
from nines.language.shape import compile_shape
from nines.language.statements.common import ArgumentLine, Blueprint, Parameter, Use
from nines.language.wanted import NAMES
from nines.program.codes import ARGUMENT, ENDLESS_BLUEPRINT
from nines.program.scope import Scope
from nines.record import dataclass, replace
from nines.source import Span

__all__ = ["Layers", "layers_of"]

S = TypeVar("S", bound=Node)

_KINDS = {
    "text": "text",
    "name": "word",
    "percentage": "percentage",
    "duration": "duration",
    "quantity": "quantity",
    "number": "number",
    "date": "date",
    "currency": "word",
    "window": "window",
    "selector": "query",
    "matchers": "matchers",
    "promql": "query",
}
"""The kind of value that an argument is, for each kind of parameter."""

_WANTED = {**NAMES, "window": "a window such as `30d` or `calendar month in Europe/Berlin`"}


@dataclass(frozen=True, slots=True)
class Layers:
    """The statements of a block, from what was brought in to what is written there."""

    layers: tuple[tuple[Node, ...], ...]

    @property
    def statements(self) -> tuple[Node, ...]:
        """All of them, the outermost first."""
        return self.layers[0] if len(self.layers) == 1 else tuple(node for layer in self.layers for node in layer)

    def every(self, kind: type[S]) -> tuple[S, ...]:
        """All of a kind, of every layer."""
        return tuple([node for layer in self.layers for node in layer if isinstance(node, kind)])

    def inner(self, kind: type[S]) -> tuple[S, ...]:
        """All of a kind, of the innermost layer that has any: what stands further in replaces what is further out."""
        for layer in reversed(self.layers):
            found = tuple([node for node in layer if isinstance(node, kind)])
            if found:
                return found
        return ()

    def last(self, kind: type[S]) -> S | None:
        """The one of a kind that counts."""
        for layer in reversed(self.layers):
            for node in reversed(layer):
                if isinstance(node, kind):
                    return node
        return None

    def over(self, outer: Layers) -> Layers:
        """These layers inside others."""
        return Layers((*outer.layers, *self.layers))


_NONE = Layers(((),))


def layers_of(body: Body, context: str, scope: Scope) -> Layers:
    """The layers of a block that stands in a context (`service`, `sla`, ...). Findings go to the scope's report."""
    return Layers(tuple(_layers(body.statements, context, scope, ()))) if body.statements else _NONE


def _layers(
    statements: tuple[Node, ...], context: str, scope: Scope, within: tuple[str, ...]
) -> list[tuple[Node, ...]]:
    outer: list[tuple[Node, ...]] = []
    own: list[Node] = []
    for node in statements:
        if isinstance(node, Use):
            outer.extend(_used(node, context, scope, within))
        else:
            own.append(node)
    return [*outer, tuple(own)]


def _used(use: Use, context: str, scope: Scope, within: tuple[str, ...]) -> list[tuple[Node, ...]]:
    found = scope.find("blueprint", use.blueprint)
    if found is None or not isinstance(found.statement, Blueprint):
        return []
    if found.name in within:
        chain = " -> ".join([*within[within.index(found.name) :], found.name])
        scope.report.say(ENDLESS_BLUEPRINT, f"the blueprint `{found.name}` uses itself: {chain}", use.head)
        return []
    given = _given(use, found.statement, scope.report)
    if given is None:
        return []
    findings = Report()
    inner = Scope(scope.program, findings, scope.used)
    source = found.statement.span.source
    heads = {"parameter", "allow"}
    template = tuple(
        statement
        for statement in found.statement.template
        if source.text[statement.start : statement.end].split(None, 1)[0] not in heads
    )
    nodes = expand(_without_prose(template, source.text), source, context, given, findings)
    layers = _layers(nodes, context, inner, (*within, found.name))
    scope.report.extend(_told(finding, use.blueprint.span) for finding in findings)
    return layers


def _without_prose(template: tuple, text: str) -> tuple:  # type: ignore[type-arg]  # syntax statements
    """A blueprint's own description is not part of what it brings."""
    return tuple(statement for statement in template if text[statement.start] != '"')


def _told(finding: Diagnostic, use: Span) -> Diagnostic:
    """A finding in a blueprint says also where it is used."""
    if finding.primary.span == use:
        return finding
    return replace(finding, others=(*finding.others, Label(use, "brought in here")))


def _given(use: Use, blueprint: Blueprint, report: Report) -> Mapping[str, Given] | None:
    """The values of a blueprint's parameters, or None if one is missing or wrong (reported)."""
    parameters = {parameter.name.value: parameter for parameter in blueprint.body.all(Parameter)}
    lines = tuple(line.argument for line in use.body.all(ArgumentLine))
    arguments: dict[str, Argument] = {}
    fine = True
    for argument in (*use.arguments, *lines):
        fine &= _known(argument, parameters, arguments, use, report)
        arguments.setdefault(argument.name.value, argument)
    values: dict[str, Given] = {}
    for name, parameter in parameters.items():
        chosen = arguments.get(name) or parameter.default
        if chosen is None:
            fine = False
            report.say(
                ARGUMENT,
                f"`{use.blueprint.value}` needs `{name}`, which is not given",
                use.blueprint.span,
                others=[Label(parameter.name.span, "has no default")],
                helps=[f"add `with {name} ...`: {_WANTED[_KINDS[parameter.kind.value]]}"],
            )
        elif isinstance(chosen.value, Given):
            fine &= chosen is parameter.default or _fits(chosen, parameter, report)
            values[name] = chosen.value
    return values if fine else None


def _known(
    argument: Argument, parameters: Mapping[str, Parameter], seen: Mapping[str, Argument], use: Use, report: Report
) -> bool:
    name = argument.name
    if name.value in seen:
        report.say(
            ARGUMENT,
            f"`{name.value}` is given twice",
            name.span,
            "again",
            others=[Label(seen[name.value].name.span, "first here")],
        )
        return False
    if name.value in parameters:
        return True
    better = closest(name.value, parameters)
    report.say(
        ARGUMENT,
        f"`{use.blueprint.value}` has no parameter `{name.value}`" + (f": did you mean `{better}`?" if better else ""),
        name.span,
        helps=[f"it takes {listing(list(parameters), joint='and')}" if parameters else "it takes none"],
    )
    return False


def _fits(argument: Argument, parameter: Parameter, report: Report) -> bool:
    """Whether a value is of its parameter's kind."""
    given = argument.value
    assert isinstance(given, Given)
    kind = _KINDS[parameter.kind.value]
    reading = Reading(given.pieces, argument.span, {})
    if match_shape(compile_shape(f"<value:{kind}>"), reading, 0, {}) == len(given.pieces):
        return True
    report.say(
        ARGUMENT,
        reading.slip.headline if reading.slip else f"`{parameter.name.value}` wants {_WANTED[kind]}",
        argument.span,
        f"not {_WANTED[kind].partition(' such as')[0]}",
        others=[Label(parameter.name.span, f"declared as {parameter.kind.value}")],
        fixes=reading.slip.fixes if reading.slip else (),
    )
    return False
