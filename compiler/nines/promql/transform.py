"""Changing PromQL trees: each function gives a new tree, and shares what it leaves as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from nines.promql.tree import (
    Aggregation,
    Binary,
    Call,
    Expression,
    Length,
    Matcher,
    Negation,
    Placeholder,
    Range,
    Selector,
    Subquery,
)
from nines.record import replace

__all__ = [
    "add_matchers",
    "children",
    "depth",
    "fill",
    "map_expression",
    "map_selectors",
    "placeholders",
    "rename_metric",
    "walk",
    "with_matchers",
]

_Part = TypeVar("_Part", bound=Expression)


def children(node: Expression) -> tuple[Expression, ...]:
    """The expressions directly within, in the order of the text."""
    match node:
        case Selector():
            return ()
        case Binary():
            return (node.left, node.right)
        case Call():
            return node.arguments
        case Aggregation(parameter=None):
            return (node.expression,)
        case Aggregation(parameter=parameter) if parameter is not None:
            return (parameter, node.expression)
        case Subquery():
            return (node.expression,)
        case Range():
            return (node.selector,)
        case Negation():
            return (node.operand,)
        case _:
            return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """The expression and all within it, each before its parts, in the order of the text. Without recursion."""
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def depth(expression: Expression) -> int:
    """Levels of the tree; a lone selector has one."""
    level, nodes = 0, [expression]
    while nodes:
        level += 1
        nodes = [child for node in nodes for child in children(node)]
    return level


def map_expression(expression: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """Applies `change` to every part, the innermost first. A range's selector must stay a selector."""
    if isinstance(expression, Binary):
        return _map_chain(expression, change)
    return change(_map_children(expression, change))


def _map_chain(node: Binary, change: Callable[[Expression], Expression]) -> Expression:
    """Along the left, without recursion: chains may be long."""
    chain = [node]
    while isinstance(chain[-1].left, Binary):
        chain.append(chain[-1].left)
    left = map_expression(chain[-1].left, change)
    for operation in reversed(chain):
        right = map_expression(operation.right, change)
        same = left is operation.left and right is operation.right
        left = change(operation if same else replace(operation, left=left, right=right))
    return left


def _map_children(node: Expression, change: Callable[[Expression], Expression]) -> Expression:
    match node:
        case Call():
            arguments = tuple(map_expression(argument, change) for argument in node.arguments)
            same = all(new is old for new, old in zip(arguments, node.arguments, strict=True))
            return node if same else replace(node, arguments=arguments)
        case Aggregation():
            parameter = None if node.parameter is None else map_expression(node.parameter, change)
            inner = map_expression(node.expression, change)
            same = inner is node.expression and parameter is node.parameter
            return node if same else replace(node, expression=inner, parameter=parameter)
        case Range():
            selector = change(node.selector)
            assert isinstance(selector, Selector), "a range is always of a selector"
            return node if selector is node.selector else replace(node, selector=selector)
        case Subquery():
            inner = map_expression(node.expression, change)
            return node if inner is node.expression else replace(node, expression=inner)
        case Negation():
            inner = map_expression(node.operand, change)
            return node if inner is node.operand else replace(node, operand=inner)
        case _:
            return node


def map_selectors(expression: Expression, change: Callable[[Selector], Selector]) -> Expression:
    """Applies `change` to every selector, those of ranges included."""
    return map_expression(expression, lambda node: change(node) if isinstance(node, Selector) else node)


# --- matchers and names ---------------------------------------------------


def add_matchers(selector: Selector, matchers: Iterable[Matcher]) -> Selector:
    """The selector with more matchers behind its own; those that it has already are not repeated."""
    new = tuple(matcher for matcher in dict.fromkeys(matchers) if matcher not in selector.matchers)
    return replace(selector, matchers=selector.matchers + new) if new else selector


def with_matchers(expression: Expression, matchers: Iterable[Matcher]) -> Expression:
    """The expression with the matchers added to every selector in it."""
    added = tuple(matchers)
    return map_selectors(expression, lambda selector: add_matchers(selector, added))


def rename_metric(expression: Expression, names: Mapping[str, str]) -> Expression:
    """The expression with metrics named anew, by their old names."""

    def renamed(selector: Selector) -> Selector:
        name = names.get(selector.metric) if selector.metric is not None else None
        return selector if name is None else replace(selector, metric=name)

    return map_selectors(expression, renamed)


# --- placeholders ---------------------------------------------------------


def placeholders(expression: Expression) -> tuple[str, ...]:
    """The names of the placeholders in it, in the order of the text, each once."""
    names = [
        node.window.name
        for node in walk(expression)
        if isinstance(node, (Range, Subquery)) and isinstance(node.window, Placeholder)
    ]
    return tuple(dict.fromkeys(names))


def fill(expression: Expression, lengths: Mapping[str, Length]) -> Expression:
    """The expression with durations (in milliseconds) put in for its placeholders, by name; others stay."""

    def filled(node: Expression) -> Expression:
        if isinstance(node, Range) and isinstance(node.window, Placeholder):
            return replace(node, window=lengths.get(node.window.name, node.window))
        if isinstance(node, Subquery) and isinstance(node.window, Placeholder):
            return replace(node, window=lengths.get(node.window.name, node.window))
        return node

    return map_expression(expression, filled)
