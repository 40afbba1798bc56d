r"""The JSON Schema of ``results.json``, from the types that write the file.

One declaration is the type, the schema and the check (ADR 0003). Source of the form: JSON Schema
2020-12. Departures from the library: a pattern does not end with ``\Z``, which is Python's alone,
nor with a bare ``$``, which in Python lets a last newline through; and texts meant for
programmers are left out, since ``docs/spec/results.md`` says what each field means.
"""

import json
from typing import Any, Final

import msgspec

from suffrage.site.results import Results

__all__ = ["results_schema"]

_END: Final = r"$(?!\n)"


def results_schema() -> bytes:
    """The schema as indented JSON."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "suffrage-results/1",
        "description": "results.json of a public folder; docs/spec/results.md explains each field.",
        **_plain(msgspec.json.schema(Results)),
    }
    return (json.dumps(schema, indent=2) + "\n").encode()


def _plain(node: Any) -> Any:  # noqa: ANN401  (a schema is any JSON)
    if isinstance(node, list):
        return [_plain(one) for one in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _plain(value) for key, value in node.items() if key != "description"}
    if isinstance(pattern := kept.get("pattern"), str):
        kept["pattern"] = pattern.removesuffix(r"\Z") + _END
    return kept
