"""The rules of the checker, one a file."""

from nines.check.rule import Rule
from nines.check.rules import (
    objective_out_of_range,
    unused_declaration,
)

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = tuple(
    Rule(module.PAGE, module.check)
    for module in (
        objective_out_of_range,
        unused_declaration,
    )
)
