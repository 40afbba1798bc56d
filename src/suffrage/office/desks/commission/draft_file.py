"""The draft as files: TOML and the CSV of its sections, in and out."""

from typing import TYPE_CHECKING, Final

import msgspec
from django.http import HttpRequest

from suffrage.errors import Malformed
from suffrage.model.definition import Definition
from suffrage.model.definition_toml import from_toml

if TYPE_CHECKING:
    # Generic in its stubs alone.
    from django.core.files.uploadedfile import UploadedFile

__all__ = ["drafted_from", "sent_file", "uploaded"]

_MEGABYTES: Final = 4


def sent_file(file: "UploadedFile[bytes]", at: str) -> bytes:
    """The bytes of a file; one that is too large is refused whole, and never cut.

    Raises ``Malformed("draft.file-large")``.
    """
    if (file.size or 0) > _MEGABYTES * 2**20:
        raise Malformed("draft.file-large", at=at, most=_MEGABYTES)
    return bytes(file.read())


def uploaded(request: HttpRequest) -> tuple[str, bytes]:
    """The TOML that was uploaded or typed, and the sections, empty where none were given.

    Raises ``Malformed("draft.no-file" | "draft.encoding" | "draft.file-large")``.
    """
    file = request.FILES.get("definition_file")
    data = sent_file(file, "definition") if file else request.POST.get("definition", "").encode()
    if not data.strip():
        raise Malformed("draft.no-file", at="definition")
    units = request.FILES.get("units_file")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Malformed("draft.encoding", at="definition") from error
    return text, sent_file(units, "units") if units else b""


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
