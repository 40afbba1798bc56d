"""One dispute as pages show it: who contests what on which ground, and how it was ruled."""

from dataclasses import dataclass

from suffrage.board.kinds.disputes import DisputeFiled, DisputeRuled
from suffrage.conduct.state import Dispute
from suffrage.night.history import Entry
from suffrage.site.pages.addresses import unit_path
from suffrage.site.pages.board import Board
from suffrage.site.pages.decisions import DecisionView, decision_view
from suffrage.site.pages.people import titled, unit_name
from suffrage.site.pages.render import Reader
from suffrage.site.pages.roles import role_name

__all__ = ["DisputeView", "dispute_views"]

_OPEN = ("open", "correction-due")


@dataclass(frozen=True, slots=True)
class DisputeView:
    """A dispute with texts ready for people; ``path`` leads to its unit.

    ``effect`` is what an upheld dispute does; ``open`` until a ruling is carried out; ``index``
    and ``ruled`` are the records of the filing and of the ruling, ``ruling`` is its sentence.
    """

    id: str
    unit: str
    name: str
    path: str
    by: str
    at: str
    index: int
    ground: str
    effect: str
    open: bool
    status: str
    ruling: str
    ruled: int | None
    ruled_at: str
    decision: DecisionView | None


def dispute_views(
    board: Board, instance: str, reader: Reader, size: int, unit: str = ""
) -> tuple[DisputeView, ...]:
    """The disputes of an instance, or of one of its units, in the order of their filing."""
    filed, ruled = board.once(_filed), board.once(_ruled)
    state = board.at(size)
    found = [
        _view(board, instance, name, dispute, filed[name], ruled.get(name), reader)
        for name, dispute in state.disputes.items()
        if unit in ("", dispute.unit)
        and state.rules.instance_of(dispute.contest, dispute.unit) == instance
    ]
    return tuple(sorted(found, key=lambda one: one.index))


def _view(  # noqa: PLR0917  (what a dispute is made of)
    board: Board,
    instance: str,
    name: str,
    dispute: Dispute,
    filed: Entry,
    ruled: Entry | None,
    reader: Reader,
) -> DisputeView:
    state, ground = board.state, board.state.rules.ground_by_id[dispute.ground]
    head = ruled.record.head if ruled else None
    effect = head.effect if isinstance(head, DisputeRuled) else ""
    return DisputeView(
        id=name,
        unit=dispute.unit,
        name=unit_name(state, dispute.unit),
        path=unit_path(reader.language, instance, dispute.unit),
        by=role_name(state, dispute.by, reader),
        at=filed.at,
        index=filed.index,
        ground=titled(ground.text, reader.language, ground.id),
        effect=reader.t(f"page.dispute.effect.{ground.effect}"),
        open=dispute.status in _OPEN,
        status=reader.t(f"page.dispute.status.{dispute.status}"),
        ruling=reader.t(f"page.dispute.ruling.{effect}") if effect else "",
        ruled=ruled.index if ruled else None,
        ruled_at=ruled.at if ruled else "",
        decision=decision_view(board, head.decision, reader)
        if isinstance(head, DisputeRuled)
        else None,
    )


def _filed(board: Board) -> dict[str, Entry]:
    entries = board.history.acts("dispute.filed/1")
    return {
        entry.record.head.dispute: entry
        for entry in entries
        if isinstance(entry.record.head, DisputeFiled)
    }


def _ruled(board: Board) -> dict[str, Entry]:
    entries = board.history.acts("dispute.ruled/1")
    return {
        entry.record.head.dispute: entry
        for entry in entries
        if isinstance(entry.record.head, DisputeRuled)
    }
