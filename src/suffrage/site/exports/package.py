"""``datapackage.json``: what each data file is, its hash, its columns, and the board it rests on.

Source: Data Package 2.0 (datapackage.org), which forbids a path above its own folder; so the two
files at the root of the public folder, which ``verify`` makes again, stand with their hashes in
the property ``suffrage``, and so does the schema of one of them, which is no data. There is no
licence: nobody declared one.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from posixpath import basename
from typing import Final

from suffrage.model.definition import Definition
from suffrage.site.exports.stamp import FORMAT, Stamp
from suffrage.site.exports.tables import Table
from suffrage.site.exports.tidy import COLUMNS
from suffrage.site.exports.wide import block, head
from suffrage.site.pages.people import titled
from suffrage.site.status import Status

__all__ = ["Resource", "data_package", "json_resource", "tidy_resource", "wide_resource"]

Resource = dict[str, object]
"""What the package says of one data file."""
_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_SCHEMA: Final = "https://datapackage.org/profiles/2.0/tableschema.json"


def data_package(
    rules: Definition,
    stamp: Stamp,
    resources: Iterable[Resource],
    others: Mapping[str, bytes],
) -> bytes:
    """The package of the resources; ``others`` are further files by path in the public folder."""
    package = {
        "$schema": _PROFILE,
        "name": rules.slug,
        "title": titled(rules.title, "en", rules.slug),
        "version": stamp.version,
        "created": stamp.instant,
        "resources": list(resources),
        "suffrage": {
            "format": FORMAT,
            "origin": stamp.origin,
            "size": stamp.size,
            "root": stamp.root_text,
            "checkpoint": f"sha256:{stamp.checkpoint}",
            "definition": f"sha256:{stamp.definition}",
            "status": stamp.status,
            "titles": rules.title,
            "files": {path: _hash(data) for path, data in others.items()},
        },
    }
    return (json.dumps(package, indent=2) + "\n").encode()


def json_resource(path: str, data: bytes, title: str, status: Status) -> Resource:
    """A file of JSON that tells of a contest."""
    kind = {"format": "json", "mediatype": "application/json"}
    return {**_resource(path, data, title, status), **kind}


def tidy_resource(path: str, data: bytes, status: Status) -> Resource:
    """The tidy table of a contest."""
    kind = {"type": "table", "format": "csv", "mediatype": "text/csv"}
    fields = [{"name": name, "type": kind} for name, kind in COLUMNS.items()]
    schema = {"$schema": _SCHEMA, "fields": fields, "missingValues": [""]}
    found = _resource(path, data, "One row per unit and option", status)
    return {**found, **kind, "schema": schema}


def wide_resource(path: str, data: bytes, table: Table) -> Resource:
    """The table of a national contest in the ministry's layout."""
    kind = {"type": "table", "format": "csv", "mediatype": "text/csv"}
    columns = dict(head())
    for number in range(1, len(table.options) + 1):
        columns |= block(number)
    schema = {
        "$schema": _SCHEMA,
        "fields": [_wide_field(*column) for column in columns.items()],
        "missingValues": [""],
    }
    title = "One row per unit, in the layout of the French ministry's files of 2024"
    dialect = {"delimiter": ";"}
    found = _resource(path, data, title, table.status)
    return {**found, **kind, "dialect": dialect, "schema": schema}


def _wide_field(name: str, kind: str) -> dict[str, object]:
    """A share is written ``33,33%``: a comma, and a sign that is no part of the number."""
    if kind != "number":
        return {"name": name, "type": kind}
    return {"name": name, "type": kind, "decimalChar": ",", "bareNumber": False}


def _resource(path: str, data: bytes, title: str, status: Status) -> Resource:
    name = basename(path)
    return {
        "name": name.rpartition(".")[0],
        "path": name,
        "title": title,
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": _hash(data),
        "suffrage": {"status": status},
    }


def _hash(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
