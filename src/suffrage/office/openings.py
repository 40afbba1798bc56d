"""Files of openings that somebody sends: read in memory for one request, and kept nowhere."""

from typing import TYPE_CHECKING, Final

from suffrage.errors import Malformed

if TYPE_CHECKING:
    # The class takes a parameter in its stubs alone.
    from django.core.files.uploadedfile import UploadedFile

__all__ = ["sent_opening"]

_LARGEST: Final = 20_000
"""Bytes of one opening: a figure and a blinding for each option."""


def sent_opening(file: "UploadedFile[bytes]") -> bytes:
    """What the file holds; raises ``Malformed("commission.opening-size")``."""
    if (file.size or 0) > _LARGEST:
        raise Malformed("commission.opening-size", at="openings")
    return bytes(file.read())
