"""The draft as files: TOML and the CSV of its sections, in and out."""

import msgspec
from django.http import HttpRequest

from suffrage.errors import Malformed
from suffrage.model.definition import Definition
from suffrage.model.definition_toml import from_toml

__all__ = ["drafted_from", "uploaded"]

_MOST = 4 * 2**20


def uploaded(request: HttpRequest) -> tuple[str, bytes]:
    """The TOML that was uploaded or typed, and the sections, empty where none were given.

    Raises ``Malformed("draft.no-file" | "draft.encoding")``.
    """
    file = request.FILES.get("definition_file")
    data = file.read(_MOST) if file else request.POST.get("definition", "").encode()
    if not data.strip():
        raise Malformed("draft.no-file", at="definition")
    units = request.FILES.get("units_file")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Malformed("draft.encoding", at="definition") from error
    return text, units.read(_MOST) if units else b""


def drafted_from(text: str, units: bytes) -> Definition:
    """The draft that a TOML text holds, without keys: people bring them from their devices.

    Raises ``Malformed``: what ``from_toml`` raises; ``draft.no-units`` when the text names a
    file of sections and none came; ``answer.slug`` for the name of a rehearsal.
    """

    def read(name: str) -> bytes:
        if not units:
            raise Malformed("draft.no-units", at=name, name=name)
        return units

    found = from_toml(text, "definition.toml", read)
    if found.rehearsal or found.slug.startswith("rehearsal-"):
        raise Malformed("answer.slug", at="slug", name=found.slug)
    return msgspec.structs.replace(found, keys={})
