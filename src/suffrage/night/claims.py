"""Every claim on a contest with what can be said of it: one card each, in the board's order.

A card holds the claim, what the board of its own moment made of it, the camp's answer, and once
there is a certificate the final figures. It shows sums over a contest or a federation, never a
section's own figures; and none of a board whose figures no page could show.

>>> claim_cards(history, "text")[0].verdicts[0].finding, claim_cards(history, "text")[0].answer
('compatible', 'no')
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache, partial
from typing import Literal

from suffrage.board.kinds.words import Claim, ClaimAnswered
from suffrage.conduct.claims import claimed_instance
from suffrage.conduct.results import require_certified
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.night.claim_final import Final, final_of
from suffrage.night.claim_verdict import claim_verdicts
from suffrage.night.counted import Counted, counted
from suffrage.night.history import Entry, History
from suffrage.night.moment import require_figures
from suffrage.night.verdict import Verdict, summed_beyond

__all__ = ["ClaimCard", "claim_cards"]


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim beside the board.

    ``index`` is that of its record and ``at`` that record's instant; ``board_at`` the instant
    of the last record of the board that it is set against, and ``coverage`` how much of the
    members that board covered, of the federation if the claim is limited to one. The first of
    ``verdicts`` is that of the claim; where no page could show figures of that board there is
    one, without a figure, that says why, and no coverage. ``answered_at`` is empty unless the
    camp answered in a record of its own; ``final`` is ``None`` while no certificate stands, and
    for a federation of which nobody knows the figures apart.
    """

    index: int
    at: str
    claim: Claim
    board_at: str
    coverage: Fraction | None
    verdicts: tuple[Verdict, ...]
    answer: Literal["yes", "no", "not-asked"]
    answered_at: str
    final: Final | None


def claim_cards(history: History, instance: str, size: int | None = None) -> tuple[ClaimCard, ...]:
    """The claims on an instance as the board stood at a size, or stands now.

    A claim's verdicts are the same on every later board; its answer and outcome are those then.
    """
    now = history.now if size is None else history.at(size)
    answered = {
        entry.record.head.claim: entry.at
        for entry in history.acts("claim.answered/1")
        if isinstance(entry.record.head, ClaimAnswered) and entry.index < now.size
    }
    final = _certified(now, instance)
    return tuple(
        _card(history, now, entry, answered.get(entry.index, ""), final)
        for entry in history.acts("claim.made/2")
        if entry.index < now.size
        and claimed_instance(now.rules, now.claims[entry.index])[0] == instance
    )


def _card(
    history: History,
    now: State,
    entry: Entry,
    answered_at: str,
    final: Callable[[str], Counted] | None,
) -> ClaimCard:
    claim = now.claims[entry.index]
    instance, place = claimed_instance(now.rules, claim)
    known = final if not summed_beyond(now, instance, place) else None
    coverage, verdicts = _set_against(history, entry.index)
    return ClaimCard(
        index=entry.index,
        at=entry.at,
        claim=claim,
        board_at=history.instant_of(claim.tree_size),
        coverage=coverage,
        verdicts=verdicts,
        answer=now.answers.get(entry.index, claim.confirmed),
        answered_at=answered_at,
        final=final_of(claim, now.rules, known(place)) if known else None,
    )


@lru_cache(maxsize=512)
def _set_against(history: History, index: int) -> tuple[Fraction | None, tuple[Verdict, ...]]:
    """The coverage of the claim's board, and the verdicts; a history keeps what it was."""
    claim = history.now.claims[index]
    board = history.at(claim.tree_size)
    verdicts = claim_verdicts(claim, board)
    if verdicts[0].finding == "no-figure":
        return None, verdicts
    instance, place = claimed_instance(board.rules, claim)
    try:
        require_figures(board, counted(board, instance), history.instant_of(claim.tree_size))
    except Refused as error:
        return None, (Verdict("no-figure", error.code, error.fields),)
    return counted(board, instance, place).coverage, verdicts


def _certified(state: State, instance: str) -> Callable[[str], Counted] | None:
    """The figures under the certificate that stands, by place; ``None`` while there is none.

    A certificate falls with its figures, and rests while a dispute is open.
    """
    try:
        require_certified(state, instance)
    except Refused:
        return None
    return cache(partial(counted, state, instance))
