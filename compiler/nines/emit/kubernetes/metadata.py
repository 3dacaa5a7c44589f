"""What every object of Kubernetes begins with: its name, its namespace, its labels and annotations."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from nines.contract.model import Output
from nines.contract.operator import is_name
from nines.emit.environment import Raw, yaml_text
from nines.plan.model import Labels

__all__ = ["metadata", "object_name"]

_LONGEST = 200
_KEPT = 180
_ODD = re.compile(r"[^a-z0-9.-]+")


def object_name(*parts: str) -> str:
    """`nines-shop-checkout`: a name that Kubernetes takes; one that it would not is changed, and ends in a hash."""
    whole = "-".join(part for part in ("nines", *parts) if part)
    if is_name(whole) and len(whole) <= _LONGEST:
        return whole
    plain = re.sub(r"[.-]*\.[.-]*", ".", _ODD.sub("-", whole.lower())).strip(".-")[:_KEPT].strip(".-")
    return f"{plain}-{hashlib.sha256(whole.encode('utf-8')).hexdigest()[:8]}"


def metadata(output: Output, name: str, labels: Labels = (), annotations: Labels = ()) -> Raw:
    """The lines below `metadata`. Labels and annotations of the specs come over those given."""
    lines = [f"name: {yaml_text(name)}"]
    if output.namespace is not None:
        lines.append(f"namespace: {yaml_text(output.namespace)}")
    lines += _block("labels", labels, ((setting.name, setting.value) for setting in output.labels))
    lines += _block("annotations", annotations, ((setting.name, setting.value) for setting in output.annotations))
    return Raw("\n".join(lines))


def _block(title: str, given: Labels, own: Iterable[tuple[str, str]]) -> list[str]:
    values = {**dict(given), **dict(own)}
    return (
        [f"{title}:", *(f"  {yaml_text(key)}: {yaml_text(value)}" for key, value in values.items())] if values else []
    )
