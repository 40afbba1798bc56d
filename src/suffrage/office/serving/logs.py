"""Logs as lines of JSON on the standard error, with nothing about anybody.

A request is told by its route (``desk/<slug:election>/keys``), never by its path or query: what
an address holds may be a number of a person. Of an error its kind and its places in the sources
are told, never its text, which may repeat what somebody typed. Texts in further fields are told
only where the field is one of ours.

>>> {"at": "…", "level": "INFO", "logger": "suffrage.office.request", "event": "answered",
...  "request": "9f…", "method": "GET", "route": "health", "status": 200, "ms": 3, "role": ""}
"""

import json
import logging
import secrets
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from suffrage.errors import SuffrageError

__all__ = ["JsonLines", "RequestLog", "logging_settings"]

_LOG: Final = logging.getLogger("suffrage.office.request")
_ORDINARY: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_TEXTS: Final = frozenset({"election", "fault", "method", "request", "role", "route"})
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})


class JsonLines(logging.Formatter):
    """One line a record: what we chose to say, and nothing that a library formatted."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": _event(record),
        }
        said |= {name: one for name, one in vars(record).items() if _harmless(name, one)}
        if record.exc_info and record.exc_info[0] is not None:
            said["error"] = _kind(record.exc_info[1], record.exc_info[0])
            said["places"] = _places(record.exc_info[2])
        return json.dumps(said, ensure_ascii=True)


class RequestLog:
    """The first of all middleware: a number for each request, and a line once it is answered."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the page of a fault of ours shows the number."""
        started = time.monotonic()
        number = secrets.token_hex(6)
        request.number = number  # type: ignore[attr-defined]
        response = self._answer(request)
        match = request.resolver_match
        told = {
            "request": number,
            "method": request.method if request.method in _METHODS else "other",
            "route": (match.route or "/") if match else "",
            "status": response.status_code,
            "ms": round((time.monotonic() - started) * 1000),
            "role": getattr(request, "role_kind", ""),
        }
        _LOG.info("answered", extra=told)
        return response


def logging_settings() -> dict[str, Any]:
    """``LOGGING`` of Django, and of the web server, whose own lines would name addresses."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "suffrage.office.serving.logs.JsonLines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "suffrage": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            # Each of its refusals is a line of ours already.
            "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
            "gunicorn.error": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        },
    }


def _event(record: logging.LogRecord) -> str:
    """Our own events are constants; the web server's plain course of life is harmless."""
    if record.name.startswith("suffrage"):
        return str(record.msg)
    if record.name.startswith("gunicorn") and record.levelno <= logging.INFO:
        return record.getMessage()
    return ""


def _harmless(name: str, value: object) -> bool:
    if name in _ORDINARY:
        return False
    if isinstance(value, bool | int | float):
        return True
    return name in _TEXTS and isinstance(value, str)


def _kind(error: BaseException | None, kind: type[BaseException]) -> str:
    return f"{kind.__name__}: {error.code}" if isinstance(error, SuffrageError) else kind.__name__


def _places(trace: Any) -> list[str]:
    frames = traceback.extract_tb(trace)[-8:]
    return [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames]
