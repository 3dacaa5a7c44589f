"""Services do not depend on each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import At
from nines.language.statements.service import Depends, Service

PAGE = Page(
    Code("N0351", "dependency-circle", Severity.ERROR, "services depend on each other in a circle"),
    why="""\
`depends on` says without which services one cannot work. In a circle none could ever start, and what can be promised of
each would rest on itself. Where two services really call each other, one of the two calls is not needed to answer.""",
    bad="service orders {\n  depends on stock\n}\nservice stock {\n  depends on orders\n}\n",
    good="service orders {\n  depends on stock\n}\nservice stock {\n  tier 1\n}\n",
)


def check(context: Context) -> Iterator[Diagnostic]:
    needs = _needs(context)
    done: set[str] = set()
    for start in needs:
        yield from _circles(start, needs, done)


def _needs(context: Context) -> dict[str, dict[str, At[str]]]:
    """For each service those that it depends on, with the places of their names."""
    found_: dict[str, dict[str, At[str]]] = {}
    for depends in context.every(Depends):
        service = depends.inside(Service)
        if service is not None:
            names = found_.setdefault(service.name.value, {})
            for name in depends.node.names:
                names.setdefault(name.value, name)
    return found_


def _circles(start: str, needs: dict[str, dict[str, At[str]]], done: set[str]) -> Iterator[Diagnostic]:
    """Each circle once, at the name that closes it. Walks without recursion, since chains may be long."""
    path: dict[str, None] = {}
    stack = [(start, iter(needs.get(start, {}).values()))]
    while stack:
        name, rest = stack[-1]
        path.setdefault(name)
        step = next(rest, None)
        if step is None:
            stack.pop()
            path.pop(name, None)
            done.add(name)
        elif step.value in path:
            yield _circle([*path], step, needs)
        elif step.value not in done:
            stack.append((step.value, iter(needs.get(step.value, {}).values())))


def _circle(path: list[str], closing: At[str], needs: dict[str, dict[str, At[str]]]) -> Diagnostic:
    circle = path[path.index(closing.value) :]
    if len(circle) == 1:
        return found(
            PAGE,
            f"`{closing.value}` depends on itself",
            closing.span,
            "this very service",
            helps=["leave it out"],
        )
    others = [Label(needs[name][after].span, f"`{name}` needs `{after}`") for name, after in pairwise(circle)]
    return found(
        PAGE,
        f"these services depend on each other in a circle: {' -> '.join([*circle, closing.value])}",
        closing.span,
        "closes the circle",
        others=others,
        helps=["leave out what is not needed to answer"],
    )
