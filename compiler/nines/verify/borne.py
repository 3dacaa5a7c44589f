"""Which labels recorded series can bear, worked out from the rules that record them."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator

from nines.plan.model import Plan, RecordingRule
from nines.promql.labels import labels
from nines.promql.text import RULE_WIDTH, pretty
from nines.promql.transform import walk
from nines.promql.tree import Expression, Selector

__all__ = ["borne_labels"]


def borne_labels(plan: Plan) -> dict[str, frozenset[str] | None]:
    """By the name of each recorded series, the labels that any of them can bear; None where nothing bounds them.

    A rule is looked at again when more is known of a series that it reads, until nothing changes.
    """
    rules = list(_unlike(plan))
    recorded = {rule.record for rule in rules}
    readers: dict[str, list[RecordingRule]] = defaultdict(list)
    for rule in rules:
        for name in _read_by(rule.expression) & recorded:
            readers[name].append(rule)
    borne: dict[str, frozenset[str] | None] = {name: frozenset() for name in recorded}
    waiting = deque(rules)
    queued = set(map(id, rules))
    while waiting:
        rule = waiting.popleft()
        queued.discard(id(rule))
        more = _joined(borne[rule.record], _of_rule(rule, borne))
        if more != borne[rule.record]:
            borne[rule.record] = more
            again = [reader for reader in readers[rule.record] if id(reader) not in queued]
            waiting.extend(again)
            queued.update(map(id, again))
    return borne


def _unlike(plan: Plan) -> Iterator[RecordingRule]:
    """The recording rules, but of those that differ only in the names of their files' services one."""
    seen = set()
    for file in plan.files:
        own = f'service="{file.name}"'
        for group in file.groups:
            for rule in group.rules:
                if isinstance(rule, RecordingRule):
                    text = pretty(rule.expression, width=RULE_WIDTH).replace(own, "")
                    like = (rule.record, tuple(name for name, _ in rule.labels), "".join(text.split()))
                    if like not in seen:
                        seen.add(like)
                        yield rule


def _read_by(expression: Expression) -> set[str]:
    return {node.metric for node in walk(expression) if isinstance(node, Selector) and node.metric is not None}


def _joined(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    return None if one is None or other is None else one | other


def _of_rule(rule: RecordingRule, borne: dict[str, frozenset[str] | None]) -> frozenset[str] | None:
    result = labels(rule.expression, borne).at_most
    return None if result is None else result | {name for name, _ in rule.labels}
