"""What a receiver says, as Alertmanager takes it: the one reading of checks and routes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nines.contract.model import Objective, Receiver, Setting
from nines.contract.receivers import KINDS, OLDEST, Form, Place, release
from nines.late import late_pattern
from nines.promql.names import is_bare_label
from nines.record import dataclass
from nines.source import Span
from nines.values.model import Version

__all__ = ["Need", "heading", "needs_beside_files", "needs_of", "needs_of_labels", "placed", "value_of"]

_ANY_LABEL = release("0.27")
"""Takes names of labels in UTF-8 (its change log)."""

_TEMPLATE = late_pattern(r"(?s)\{\{.*?\}\}")
_WHOLE = late_pattern(r"-?[0-9]{1,18}")
_LENGTH = late_pattern(r"(?:[0-9]+(?:ms|s|m|h))+")
_SERVER = late_pattern(r"(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class Need:
    """What only releases since `since` know, and where a spec asks for it."""

    since: Version
    what: str
    origin: Span


def placed(receiver: Receiver) -> Iterator[tuple[Setting, Place | None]]:
    """Each written value and where it goes; None for one that the kind has no place for."""
    kind = KINDS[receiver.kind]
    for literal in receiver.literals:
        secret = kind.secrets.get(literal.name)
        yield literal, kind.statements.get(literal.name) or (secret.literal if secret is not None else None)
    for option in receiver.options:
        yield option, kind.settings.get(option.name)


def value_of(place: Place, text: str) -> str | int | None:
    """A written text as what its place takes; None if it is none.

    Texts are Alertmanager's templates, for authors who want them to be: one that does not end is none.
    """
    match place.form:
        case Form.TEXT:
            return None if "{{" in _TEMPLATE.sub("", text) else text
        case Form.WHOLE:
            return int(text) if _WHOLE.fullmatch(text) else None
        case Form.YES_NO:
            return {"true": True, "false": False}.get(text)
        case Form.LENGTH:
            return text if _LENGTH.fullmatch(text) else None
        case Form.ADDRESS:
            return text if text.startswith(("http://", "https://")) else None
        case Form.SERVER:
            return text if _SERVER.fullmatch(text) and 0 < int(text.rpartition(":")[2]) < 65_536 else None


def needs_of(receiver: Receiver) -> Iterator[Need]:
    """What of a receiver the oldest release does not know."""
    kind = KINDS[receiver.kind]
    yield from needs_beside_files(receiver)
    for file in receiver.files:
        secret = kind.secrets.get(file.name)
        if secret is not None and kind.since < secret.since:
            yield Need(secret.since, f"`{file.name} file` of `{receiver.name}`", file.origin)


def needs_beside_files(receiver: Receiver) -> Iterator[Need]:
    """The same where the secrets themselves are put in, as the Prometheus operator does."""
    kind = KINDS[receiver.kind]
    if kind.since > OLDEST:
        yield Need(kind.since, f"the kind `{kind.word}` of `{receiver.name}`", heading(receiver.origin))
    for option in receiver.options:
        place = kind.settings.get(option.name)
        if place is not None and kind.since < place.since:
            yield Need(place.since, f"`{option.name}` of `{receiver.name}`", option.origin)


def needs_of_labels(objectives: Iterable[Objective]) -> Iterator[Need]:
    """What only releases know that take any name of a label: alerts bear those that objectives are judged by."""
    for objective in objectives:
        for label in objective.each:
            if not is_bare_label(label):
                yield Need(_ANY_LABEL, f"the label `{label}` of the alerts of `{objective.id}`", objective.origin)


def heading(span: Span) -> Span:
    """The first line of a statement, without what stands in its block."""
    first = span.text.split("\n", 1)[0].rstrip(" {\r")
    return span.part(0, len(first))
