"""From a receiver of the specs to what Alertmanager is told of it, with findings where that does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from nines.contract.model import Receiver
from nines.contract.model import Setting as Written
from nines.diagnostics.model import Edit, Fix, Report
from nines.diagnostics.suggest import closest, listing
from nines.plan.routes.codes import BAD_SETTING, NEEDS_NEWER, NO_SUCH_SETTING
from nines.plan.routes.kinds import KINDS, OLDEST, Form, Kind, Place
from nines.plan.routes.model import Audience, Need, Setting, Way
from nines.source import Span

__all__ = ["heading", "needs_of", "say_needs", "way_of"]

_SLACK_API = "https://slack.com/api/chat.postMessage"
"""Where an app posts; only with just this address Alertmanager edits messages (tried: 0.33)."""

_TEMPLATE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_OPEN = re.compile(r"\{\{")
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_LENGTH = re.compile(r"(?:[0-9]+(?:ms|s|m|h))+")


def way_of(receiver: Receiver, audience: Audience, report: Report) -> Way:
    """The one way of a receiver. What does not fit is left out, after a finding."""
    kind = KINDS[receiver.kind]
    settings: dict[str, Setting] = {}
    for setting in (
        *_secrets(receiver, kind, report),
        *_literals(receiver, kind, report),
        *_options(receiver, kind, report),
    ):
        settings[setting.key] = setting
    for setting in _implied(receiver, settings, report):
        settings[setting.key] = setting
    return Way(kind.key, tuple(settings.values()), receiver.send_resolved, audience)


def needs_of(receiver: Receiver) -> Iterator[Need]:
    """What of a receiver only newer releases know."""
    kind = KINDS[receiver.kind]
    if kind.since > OLDEST:
        yield Need(kind.since, f"the kind `{kind.word}` of `{receiver.name}`", heading(receiver.origin))
    for file in receiver.files:
        secret = kind.secrets.get(file.name)
        if secret is not None and kind.since < secret.since:
            yield Need(secret.since, f"`{file.name} file` of `{receiver.name}`", file.origin)
    for option in receiver.options:
        place = kind.settings.get(option.name)
        if place is not None and kind.since < place.since:
            yield Need(place.since, f"`{option.name}` of `{receiver.name}`", option.origin)


def say_needs(needs: Iterable[Need], report: Report) -> None:
    """What keeps the configuration from running on the oldest release."""
    for need in needs:
        report.say(
            NEEDS_NEWER,
            f"{need.what} needs Alertmanager {need.since.text} or newer",
            need.origin,
            notes=[f"{OLDEST.text}, the oldest release, does not start with it"],
        )


def heading(span: Span) -> Span:
    """The first line of a statement, without what stands in its block."""
    first = span.text.split("\n", 1)[0].rstrip(" {\r")
    return span.part(0, len(first))


def _implied(receiver: Receiver, settings: Mapping[str, Setting], report: Report) -> Iterator[Setting]:
    """What a kind needs beside what is written."""
    if receiver.kind == "opsgenie" and "responders.0.name" in settings:
        yield Setting("responders.0.type", "team")
    if receiver.kind != "slack":
        return
    by_token = any(file.name == "token" for file in receiver.files)
    edits = settings.get("update_message")
    hook = settings.get("api_url_file")
    if by_token and hook is not None and hook.origin is not None:
        report.say(
            BAD_SETTING,
            f"`{receiver.name}` has both `url file` and `token file`: Alertmanager takes one",
            hook.origin,
            helps=["keep the token of an app, which can change its messages, or the address of a webhook"],
        )
    if by_token:
        yield Setting("api_url", _SLACK_API)
    elif edits is not None and edits.value is True and edits.origin is not None:
        report.say(
            BAD_SETTING,
            "Slack lets a message be changed only by the app that wrote it",
            edits.origin,
            helps=["give the receiver the app's `token file` in the place of its `url file`"],
        )


def _secrets(receiver: Receiver, kind: Kind, report: Report) -> Iterator[Setting]:
    for file in receiver.files:
        secret = kind.secrets.get(file.name)
        if secret is None:
            _say_no_such(file, f"{file.name} file", [f"{word} file" for word in kind.secrets], kind, report)
        else:
            yield Setting(secret.key, file.value, file.origin)


def _literals(receiver: Receiver, kind: Kind, report: Report) -> Iterator[Setting]:
    """What stands in the spec itself. The checker has refused what is a secret."""
    for literal in receiver.literals:
        secret = kind.secrets.get(literal.name)
        place = kind.statements.get(literal.name) or (secret.literal if secret is not None else None)
        if place is not None:
            yield from _placed(place, literal, report)
        elif secret is None:
            _say_no_such(literal, literal.name, list(kind.statements), kind, report)


def _options(receiver: Receiver, kind: Kind, report: Report) -> Iterator[Setting]:
    """Named options (`channel "#shop"`) and any other (`option username "Nines"`)."""
    for option in receiver.options:
        by_option = option.origin.text.startswith("option")
        place = kind.settings.get(option.name) if by_option else kind.statements.get(option.name)
        if place is not None:
            yield from _placed(place, option, report)
        else:
            known = list(kind.settings) if by_option else [*kind.statements, *kind.settings]
            _say_no_such(option, option.name, known, kind, report)


def _placed(place: Place, written: Written, report: Report) -> Iterator[Setting]:
    """A written text as what its place takes. Texts are Alertmanager's templates, for authors who want them to be."""
    text = written.value
    value: str | int | None
    match place.form:
        case Form.TEXT:
            value = None if _OPEN.search(_TEMPLATE.sub("", text)) else text
        case Form.WHOLE:
            value = int(text) if _WHOLE.fullmatch(text) else None
        case Form.YES_NO:
            value = {"true": True, "false": False}.get(text)
        case Form.LENGTH:
            value = text if _LENGTH.fullmatch(text) else None
        case Form.ADDRESS:
            value = text if text.startswith(("http://", "https://")) else None
    if value is None:
        said = "a template in it does not end" if place.form is Form.TEXT else f"it is {place.form.value}"
        report.say(
            BAD_SETTING,
            f"`{written.name}` cannot be `{text}`: {said}",
            written.origin,
            helps=["close `{{` by `}}`" if place.form is Form.TEXT else f"write {place.form.value}"],
        )
    else:
        yield Setting(place.key, value, written.origin)


def _say_no_such(written: Written, shown: str, known: list[str], kind: Kind, report: Report) -> None:
    better = closest(shown, known)
    at = written.origin.text.find(shown)
    span = written.origin.part(at, at + len(shown)) if at >= 0 else written.origin
    fixes = [Fix(f"write `{better}`", (Edit(span, better),))] if better is not None and at >= 0 else []
    has = f"it can set {listing(known, most=30, joint='and')}" if known else "it can set none of this sort"
    report.say(
        NO_SUCH_SETTING,
        f"a spec cannot set `{shown}` of {kind.title}" + (f": did you mean `{better}`?" if better else ""),
        span,
        helps=[has],
        fixes=fixes,
    )
