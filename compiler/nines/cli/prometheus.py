"""Asks a Prometheus server over HTTP: queries over a range of time, and what time it is there.

Only what the caller gives is sent, to that address alone: an answer that points elsewhere is refused, lest a password
follows it.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from http.client import HTTPException
from typing import Any

from nines.record import dataclass

__all__ = ["Prometheus", "Refused", "Series", "headers_of", "is_address"]

_WAIT = 120
"""Seconds that an answer may take."""
_LARGEST = 256 * 1024 * 1024
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\x20-\x7e]*)")
_PLACES = 3
"""Prometheus's clock has milliseconds."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no answer, as a sentence goes on after the address, and what may help."""

    why: str
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The labels of a series, and its values by the second; each is exactly what the server printed."""

    labels: Mapping[str, str]
    values: Mapping[int, Fraction]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Prometheus:
    """`address` is that of the server, without `/api/v1`; `wait` are the seconds that an answer may take."""

    address: str
    headers: tuple[tuple[str, str], ...] = ()
    wait: int = _WAIT

    def over(self, query: str, start: int, end: int, step: int) -> tuple[Series, ...] | Refused:
        """A query at `start` and every `step` seconds up to `end`."""
        answer = self._ask("query_range", query=query, start=str(start), end=str(end), step=str(step))
        return answer if isinstance(answer, Refused) else _series(answer)

    def now(self) -> int | Refused:
        """What the server's clock says, in Unix seconds."""
        answer = self._ask("query", query="time()")
        if isinstance(answer, Refused):
            return answer
        try:
            return int(Decimal(str(answer["result"][1])))
        except (KeyError, TypeError, IndexError, InvalidOperation):
            return _strange()

    def _ask(self, what: str, **arguments: str) -> dict[str, Any] | Refused:
        url = f"{self.address.rstrip('/')}/api/v1/{what}"
        request = urllib.request.Request(
            url, data=urllib.parse.urlencode(arguments).encode(), headers=dict(self.headers)
        )
        try:
            with urllib.request.build_opener(_NoRedirect).open(request, timeout=self.wait) as answer:
                raw = answer.read(_LARGEST + 1)
        except urllib.error.HTTPError as error:
            return _refusal(error.code, error.read(_LARGEST))
        except urllib.error.URLError as error:
            return Refused(f"cannot be reached: {_reason(error.reason)}", "is the address right, and the server up?")
        except (OSError, HTTPException) as error:
            return Refused(f"broke off: {_reason(error)}")
        if len(raw) > _LARGEST:
            return Refused(f"answers with more than {_LARGEST // 1024 // 1024} MB")
        return _data(raw)


def is_address(text: str) -> bool:
    """Whether a text is the address of a server, without a password: `https://prometheus.example`."""
    try:
        parts = urllib.parse.urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and not (parts.query or parts.fragment or "@" in parts.netloc)
        )
    except ValueError:
        return False


def headers_of(text: str) -> tuple[tuple[str, str], ...] | int:
    """The headers of a file, a line each (`Authorization: Bearer ...`); the number of the first line that is none."""
    found: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        header = _HEADER.fullmatch(line.rstrip())
        if header is None:
            return number
        found.append((header[1], header[2]))
    return tuple(found)


def _reason(error: object) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__


def _refusal(status: int, body: bytes) -> Refused:
    said = _message(body)
    match status:
        case 401 | 403:
            help_ = (
                "name a file with the header that it asks for: `--header-file FILE`, `Authorization: Bearer ...` in it"
            )
            return Refused(f"lets nobody in without a password or token (status {status})", help_)
        case 404:
            return Refused(
                "has no API of Prometheus at that address (status 404)", "give the address without `/api/v1`"
            )
        case _ if 300 <= status < 400:
            return Refused(f"answers with another address (status {status})", "give the address that it points to")
        case _:
            return Refused(f"refuses the query (status {status})" + (f": {said}" if said else ""))


def _message(body: bytes) -> str:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    return " ".join(str(value.get("error", "")).split())[:300] if isinstance(value, dict) else ""


def _data(raw: bytes) -> dict[str, Any] | Refused:
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return _strange()
    if not isinstance(value, dict) or value.get("status") != "success" or not isinstance(value.get("data"), dict):
        return _strange()
    data: dict[str, Any] = value["data"]
    return data


def _strange() -> Refused:
    return Refused("does not answer as Prometheus does", "give the address of its API, without `/api/v1`")


def _series(data: dict[str, Any]) -> tuple[Series, ...] | Refused:
    try:
        return tuple(
            Series(
                {str(name): str(value) for name, value in one["metric"].items()},
                {
                    int(round(Decimal(str(at)), _PLACES)): Fraction(Decimal(text))
                    for at, text in one["values"]
                    if Decimal(text).is_finite()
                },
            )
            for one in data["result"]
        )
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation):
        return _strange()
