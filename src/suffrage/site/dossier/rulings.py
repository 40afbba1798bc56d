"""The commission's decisions as minutes: every vote, reasons, who walked out, and the quorum."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from suffrage.board.kinds import KINDS
from suffrage.board.kinds.disputes import Decision
from suffrage.site.dossier.source import Account, Source
from suffrage.site.pages.decisions import DecisionView, decision_entries, decision_view

__all__ = ["Ruling", "Vote", "ruling_of", "rulings_of"]

_CAST = ("for", "against", "abstained")
_NOT_TOLD = ("decision",)


@dataclass(frozen=True, slots=True)
class Vote:
    """A member's vote in words; ``signed`` says whether that member's own key stands behind it."""

    member: str
    choice: str
    signed: bool
    reason: Account | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision: on what, with which votes; ``about`` are the fields of the act it carries.

    ``cast`` counts those who voted, ``quorum`` how many it takes; ``walked_out`` are members.
    """

    view: DecisionView
    subject: str
    by: str
    about: str
    cast: int
    quorum: int
    votes: tuple[Vote, ...]
    walked_out: tuple[str, ...]


def rulings_of(source: Source) -> Iterator[Ruling]:
    """Every decision, in the order of the log."""
    for index in sorted(source.board.once(decision_entries)):
        yield ruling_of(source, index)


def ruling_of(source: Source, index: int) -> Ruling:
    """The decision whose record has this index."""
    entry = source.board.once(decision_entries)[index]
    body, view = entry.body, decision_view(source.board, index, source.reader)
    assert isinstance(body, Decision)  # noqa: S101  (the kind has no other payload)
    votes = sorted(body.votes.items())
    return Ruling(
        view=view,
        subject=body.subject,
        by=source.role(entry.record.by),
        about=_about(source, view),
        cast=sum(one.choice in _CAST for _, one in votes),
        quorum=source.state.rules.commission.quorum,
        votes=tuple(
            Vote(
                member=member,
                choice=source.reader.t(f"page.vote.{one.choice}"),
                signed=bool(one.sig),
                reason=source.reason(one.reason),
            )
            for member, one in votes
        ),
        walked_out=tuple(member for member, one in votes if one.choice == "walked-out"),
    )


def _about(source: Source, view: DecisionView) -> str:
    """The public fields of the act that rests on a decision, as the board has them."""
    if view.done is None:
        return ""
    every = (one for kind in KINDS for one in source.board.history.acts(kind))
    entry = next(one for one in every if one.index == view.done)
    plain = msgspec.to_builtins(entry.record.head)
    return ", ".join(f"{name} = {told}" for name, told in plain.items() if name not in _NOT_TOLD)
