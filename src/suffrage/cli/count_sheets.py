"""All sheets of a file, onto a board whose polls have closed: everything or nothing."""

from collections.abc import Iterator
from functools import partial

import msgspec

from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.acts.perform import Act
from suffrage.board.signature import Signer
from suffrage.cli.count_board import CountBoard
from suffrage.cli.count_recorded import Recorded
from suffrage.conduct.standing import option_ids
from suffrage.errors import Malformed
from suffrage.model.contests import instance_place
from suffrage.model.csv_table import Rejected
from suffrage.model.units import PAPER
from suffrage.paper.checks import check_sheet
from suffrage.paper.read_csv import Expected, read_sheets

__all__ = ["record_sheets"]


def record_sheets(board: CountBoard, instance: str, data: bytes) -> Recorded | Rejected:
    """Record every sheet of a file in one transaction; a rejected file leaves the board as it was.

    Raises ``Malformed("sheets.no-mapping")`` where the definition names no columns of sheets,
    and what ``read_sheets`` and the acts raise.
    """
    columns = board.definition.sheets
    if isinstance(columns, msgspec.UnsetType):
        raise Malformed("sheets.no-mapping")
    expected = _expected(board, instance)
    read = read_sheets(data, columns, expected)
    if isinstance(read, Rejected):
        return read
    sheets = (
        msgspec.structs.replace(sheet, entered_by=board.officer_of(sheet.unit)) for sheet in read
    )
    recorded = Recorded(
        tuple(
            (sheet, check_sheet(sheet, expected.registered[sheet.unit], expected.options))
            for sheet in sheets
        )
    )
    board.live.perform_all(_acts(board, recorded))
    return recorded


def _expected(board: CountBoard, instance: str) -> Expected:
    sections = board.definition.sections_of(instance)
    return Expected(
        contest=instance_place(instance)[0],
        options=option_ids(board.state, instance),
        registered={unit.id: unit.registered for unit in sections if unit.channel == PAPER},
        entered_by="office",
    )


def _acts(board: CountBoard, recorded: Recorded) -> Iterator[tuple[Act, Signer]]:
    for sheet, found in recorded.sheets:
        act = reserve_sheet if found.hard else receive_sheet
        by = sheet.entered_by
        yield partial(act, by=by, now=board.closes, sheet=sheet), board.signer_of(by)
