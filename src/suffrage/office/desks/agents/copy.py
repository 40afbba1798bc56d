"""The whole public folder in one file: a tar that is made while it is sent, its size told before.

The folder may grow meanwhile: whoever wants one moment's files takes the copy in a quiet one, or
mirrors the folder; ``suffrage verify`` says what does not fit.
"""

import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from suffrage.errors import Unavailable
from suffrage.office.desks.agents.policy import POLICY
from suffrage.office.publishing.publisher import public_folder
from suffrage.office.rights.desk import Desk, action

__all__ = ["copy", "copy_file"]

_BLOCK: Final = 512
_PART: Final = 64 * 1024


@action(POLICY, "see")
def copy(desk: Desk) -> HttpResponse:
    """What there is to take, and how much it is now."""
    files = _files(public_folder(desk.election.slug))
    return desk.render("agents/copy.html", number=len(files), size=sum(size for _, size in files))


@action(POLICY, "see")  # type: ignore[arg-type]  # (a stream is no ``HttpResponse``)
def copy_file(desk: Desk) -> HttpResponseBase:
    """Send the folder as ``SLUG.tar``; raises ``Unavailable("office.not-published")``."""
    slug = desk.election.slug
    files = _files(public_folder(slug))
    if not files:
        raise Unavailable("office.not-published")
    response = StreamingHttpResponse(_tar(slug, public_folder(slug), files))
    response["Content-Type"] = "application/x-tar"
    response["Content-Disposition"] = f'attachment; filename="{slug}.tar"'
    return response


def _files(root: Path) -> list[tuple[str, int]]:
    """Paths and sizes, without what is half-written."""
    found = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))
        if not hidden and path.is_file() and not path.is_symlink():
            found.append((name, path.stat().st_size))
    return found


def _tar(slug: str, root: Path, files: list[tuple[str, int]]) -> Iterator[bytes]:
    """The blocks of the archive. A file is read at the size that it has when its turn comes."""
    for name, _ in files:
        try:
            file = (root / name).open("rb")
        except FileNotFoundError:
            continue
        with file:
            # What is opened stays what it is: the publisher renames new files into their place.
            size = file.seek(0, 2)
            file.seek(0)
            info = tarfile.TarInfo(f"{slug}/{name}")
            info.size = size
            yield info.tobuf(tarfile.PAX_FORMAT)
            while part := file.read(_PART):
                yield part
        yield bytes(-size % _BLOCK)
    yield bytes(2 * _BLOCK)
