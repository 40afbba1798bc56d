"""The report of a verification for programs: one JSON object (``docs/spec/results.md``)."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

import msgspec

from suffrage.cli.verify_words import printable, spoken
from suffrage.verify import Report

__all__ = ["report_as_json"]


def report_as_json(report: Report) -> str:
    """The report as one line; ``status`` is absent where the replay did not reach the end."""
    value: dict[str, Any] = {
        "ok": not report.failures,
        "exit": report.exit_code,
        "origin": printable(report.origin),
        "size": report.size,
        "root": b64encode(report.root).decode("ascii"),
        "phase": report.phase,
        "checked": msgspec.to_builtins(report.checked),
        "kinds": dict(sorted(report.kinds.items())),
        "pools": msgspec.to_builtins(report.pools),
        "cosigned": [{"name": one.name, "time": one.time} for one in report.cosigned],
        "failures": [
            {
                "code": failure.code,
                "place": printable(failure.place),
                "sentence": spoken(failure.code, failure.fields),
                "fields": _plain(failure.fields),
            }
            for failure in report.failures
        ],
        "statements": [
            {
                "code": said.code,
                "name": said.name,
                "sentence": spoken(said.code, said.fields),
                "fields": _plain(said.fields),
            }
            for said in report.statements
        ],
    }
    if report.results is not None:
        results = msgspec.to_builtins(report.results)
        value |= {name: results[name] for name in ("status", "contests", "bodies")}
    return msgspec.json.encode(value).decode()


def _plain(fields: Mapping[str, str | int]) -> dict[str, str | int]:
    """What fills a sentence, for whoever would have to read it out of the sentence."""
    return {
        name: printable(value) if isinstance(value, str) else value
        for name, value in sorted(fields.items())
    }
