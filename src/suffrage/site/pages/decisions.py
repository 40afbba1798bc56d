"""The commission's decisions as pages show them: what was voted on, and how each member voted."""

from collections.abc import Mapping
from dataclasses import dataclass

from suffrage.board.kinds import KINDS
from suffrage.board.kinds.disputes import Decision
from suffrage.night.concern import concern_of
from suffrage.night.history import Entry
from suffrage.site.pages.board import Board
from suffrage.site.pages.render import Reader

__all__ = [
    "DecisionView",
    "MemberRow",
    "decision_entries",
    "decision_view",
    "decisions_on",
    "decisions_without_act",
]

_DECIDED = "commission.decided/1"


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member's vote in words; ``reason`` is the hash of the text that gives it, if any."""

    member: str
    choice: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision by its record: on which act, how it ended, and every member's vote.

    ``done`` is the index of the record that rests on it, ``None`` while there is none.
    """

    index: int
    at: str
    act: str
    outcome: str
    votes: tuple[MemberRow, ...]
    done: int | None


def decision_view(board: Board, index: int, reader: Reader) -> DecisionView:
    """The decision whose record has this index."""
    entry = board.once(decision_entries)[index]
    body = entry.body
    assert isinstance(body, Decision)  # noqa: S101  (the kind has no other payload)
    done = board.once(_performed).get(index)
    return DecisionView(
        index=index,
        at=entry.at,
        act=reader.t(f"page.act.{body.act.partition('/')[0]}"),
        outcome=reader.t(f"page.decision.{board.state.decisions[index].outcome}"),
        votes=tuple(
            MemberRow(member, reader.t(f"page.vote.{vote.choice}"), vote.reason)
            for member, vote in sorted(body.votes.items())
        ),
        done=done.index if done else None,
    )


def decision_entries(board: Board) -> Mapping[int, Entry]:
    """The records of all decisions, by their index."""
    return {entry.index: entry for entry in board.history.acts(_DECIDED)}


def decisions_on(board: Board, instance: str) -> tuple[int, ...]:
    """The decisions on which an act rests that concerned an instance, in their order."""
    return board.once(_by_instance).get(instance, ())


def decisions_without_act(board: Board) -> tuple[int, ...]:
    """The decisions on which no act rests: not carried, or not carried out yet."""
    done = board.once(_performed)
    return tuple(number for number in board.once(decision_entries) if number not in done)


def _performed(board: Board) -> Mapping[int, Entry]:
    """The record that rests on each decision that was carried out."""
    decisions = board.once(decision_entries)
    return {
        number: entry
        for name, kind in KINDS.items()
        if "decision" in kind.head.__struct_fields__
        for entry in board.history.acts(name)
        if (number := getattr(entry.record.head, "decision", 0)) in decisions
    }


def _by_instance(board: Board) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, entry in sorted(board.once(_performed).items()):
        state = board.at(entry.index + 1)
        for instance in concern_of(entry.record, state).instances:
            found.setdefault(instance, []).append(number)
    return {instance: tuple(numbers) for instance, numbers in found.items()}
