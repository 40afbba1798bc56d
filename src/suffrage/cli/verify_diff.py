"""``suffrage verify-diff OLD NEW``: the newer copy of an archive continues the older one.

An archive proves only what stands in it: whoever keeps it could drop a ballot and write all that
follows anew. Somebody with an older copy sees it. Exit status: 0 it continues, 1 it does not, or
one of the two is no archive, 2 wrong use.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from suffrage.belenios.archive import check_prefix, read_archive
from suffrage.belenios.events import Head
from suffrage.belenios.places import placed
from suffrage.belenios.readable import Readable
from suffrage.cli.language import say
from suffrage.cli.tables import Sheet, show
from suffrage.cli.verify_box_json import failures_value
from suffrage.cli.verify_box_view import failures_sheet
from suffrage.cli.verify_words import printable
from suffrage.errors import Malformed, NotVerified, SuffrageError

__all__ = ["verify_diff"]


@dataclass(frozen=True, slots=True)
class _Copy:
    """How far one copy goes: its bytes, and its last event if it has any that can be read."""

    path: Path
    size: int
    head: Head | None


def verify_diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW", show_default=False)],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Check that an archive has only grown: NEW begins with every byte of OLD.

    The chain of events of both is followed; their proofs are the matter of suffrage verify.
    """
    # The adapters come with it, and the other commands start without them.
    from suffrage.adapters.archive_file import ArchiveFile  # noqa: PLC0415  (see above)

    failures: list[SuffrageError] = []
    with ArchiveFile(old) as first, ArchiveFile(new) as second:
        try:
            check_prefix(first, second)
        except NotVerified as error:
            height = _parting(first, second)
            failures.append(error if height is None else placed(f"event {height}", error))
        copies = (_read(old, first, failures), _read(new, second, failures))
    if as_json:
        typer.echo(_as_json(copies, failures))
    else:
        show(_sheets(copies, failures))
    raise typer.Exit(1 if failures else 0)


def _parting(first: Readable, second: Readable) -> int | None:
    """The height of the first event that is not the same; ``None`` where no event tells."""
    try:
        for one, other in zip(read_archive(first), read_archive(second), strict=False):
            if one.pieces.head != other.pieces.head:
                return one.pieces.head.height
    except (Malformed, NotVerified):
        return None
    return None


def _read(path: Path, data: Readable, failures: list[SuffrageError]) -> _Copy:
    """A copy with its chain of events followed to the end; where it breaks is a failure."""
    head = None
    try:
        for entry in read_archive(data):
            head = entry.pieces.head
    except (Malformed, NotVerified) as error:
        failures.append(placed(str(path), error))
    else:
        if head is None:
            failures.append(Malformed("bel.archive-empty", at=str(path)))
    return _Copy(path, len(data), head)


def _sheets(copies: tuple[_Copy, _Copy], failures: list[SuffrageError]) -> Iterator[Sheet]:
    heads = ("file", "bytes", "events", "head")
    yield Sheet(
        say("diff.title"),
        tuple(say(f"diff.label.{head}") for head in heads),
        tuple((printable(str(one.path)), str(one.size), *_told(one.head)) for one in copies),
    )
    if failures:
        yield failures_sheet(failures)
    yield Sheet(say("diff.fails" if failures else "diff.holds"), (), ())


def _told(head: Head | None) -> tuple[str, str]:
    return ("–", "–") if head is None else (str(head.height + 1), head.hash)


def _as_json(copies: tuple[_Copy, _Copy], failures: list[SuffrageError]) -> str:
    value: dict[str, Any] = {"ok": not failures, "exit": 1 if failures else 0}
    for name, one in zip(("older", "newer"), copies, strict=True):
        value[name] = {"bytes": one.size}
        if one.head is not None:
            value[name] |= {"height": one.head.height, "head": one.head.hash}
    value["failures"] = failures_value(failures)
    return msgspec.json.encode(value).decode()
