"""Statements of every kind of block: imports, blueprints, parameters, what is allowed for a time."""

from __future__ import annotations

from nines.language.nodes import Argument, At, Statement
from nines.language.table import statement
from nines.syntax import tree as syntax
from nines.values.model import Date

__all__ = ["Allow", "ArgumentLine", "Blueprint", "Description", "Import", "Parameter", "Use"]

DESCRIBED = (
    "project provider team receiver schedule maintenance service journey sli slo blueprint policy automation test "
    "sla plan promise level customer support points"
)


@statement("<text:prose>", inside=DESCRIBED, example='"""Takes a basket to a paid order."""', once=True)
class Description(Statement):
    """What it is, in prose, for boards, messages and documents."""

    text: At[str]


@statement("import <target:import>", inside="file", example="import std/http")
class Import(Statement):
    """Make the declarations of another file, or of the standard library, known here.

    Those of a file go by their own names, those of `std/http` by `http.` and their names.
    """

    target: At[str]


@statement(
    "blueprint <name:name> [<title:text>]",
    inside="file",
    body="blueprint",
    block="must",
    example='blueprint api "What answers requests" { }',
)
class Blueprint(Statement):
    """A body with parameters, which a block brings in with `use`.

    Its statements are read where it is used.
    """

    name: At[str]
    title: At[str] | None
    template: tuple[syntax.Statement, ...]


@statement(
    "parameter <name:name>"
    " <kind:text|name|percentage|duration|quantity|number|date|currency|window|selector|matchers|promql>"
    " [default <default:value>]",
    inside="blueprint",
    example="parameter bound duration default 500ms",
)
class Parameter(Statement):
    """A value that `use` gives; without a default it has to.

    `$bound` stands for it as a value or a name, `${bound}` in texts, selectors and PromQL.
    """

    name: At[str]
    kind: At[str]
    default: Argument | None


@statement(
    "use <blueprint:reference> [with <arguments:argument,>]",
    inside="service journey sli slo alerts policy sla plan promise level support customer team",
    body="arguments",
    example='use http.latency with job "storefront"',
)
class Use(Statement):
    """Bring the statements of a blueprint in, with values for its parameters.

    The values may stand in a block, too, one a line. A statement written beside it replaces what it brought of the same
    keyword; an sli or slo does so with `replace`.
    """

    blueprint: At[str]
    arguments: tuple[Argument, ...]


@statement(
    "allow <code:word> because <reason:text> until <until:date>",
    inside="*",
    example='allow N0412 because "the new probe lands in June" until 2026-06-30',
)
class Allow(Statement):
    """Accept a finding in this block (in `project`: everywhere) until a date, for a reason."""

    code: At[str]
    reason: At[str]
    until: At[Date]


@statement("<argument:argument>", inside="arguments", example='job "storefront"')
class ArgumentLine(Statement):
    """A parameter and its value, one a line."""

    argument: Argument
