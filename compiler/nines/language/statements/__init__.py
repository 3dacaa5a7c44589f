"""The statements of the language, by what they speak of.

Importing this package fills the table (`nines.language.table`).
"""

from nines.language.statements import (
    alerts,
    common,
    contract,
    indicator,
    money,
    objective,
    people,
    project,
    promise,
    scenario,
    service,
    support,
    time,
)

__all__ = [
    "alerts",
    "common",
    "contract",
    "indicator",
    "money",
    "objective",
    "people",
    "project",
    "promise",
    "scenario",
    "service",
    "support",
    "time",
]
