"""An award of seats and its trace, as tables for a person."""

from collections.abc import Iterator, Mapping

from suffrage.cli.figures import readable
from suffrage.cli.language import say
from suffrage.cli.tables import Sheet
from suffrage.rules.seats import (
    AveragesTrace,
    LastSeat,
    RemaindersTrace,
    SeatAward,
    SeatStep,
    ThresholdTrace,
)

__all__ = ["award_sheets"]


def award_sheets(award: SeatAward, votes: Mapping[str, int]) -> Iterator[Sheet]:
    """The seats with their ties, then the threshold, then how the seats came about."""
    trace = award.trace
    yield Sheet(
        say("seats.label.seats"),
        (say("seats.label.option"), say("seats.label.votes"), say("seats.label.seats")),
        tuple((name, str(votes[name]), str(won)) for name, won in award.seats.items()),
        tuple(
            say("seats.tie", options=", ".join(tie.options), seats=tie.seats) for tie in award.ties
        ),
    )
    if trace.threshold.share:
        yield _threshold(trace.threshold)
    if isinstance(trace, AveragesTrace):
        yield _averages(trace)
    else:
        yield _remainders(trace)


def _threshold(trace: ThresholdTrace) -> Sheet:
    return Sheet(
        say("seats.threshold", share=str(trace.share), needed=trace.needed, total=trace.total),
        (say("seats.label.excluded"), say("seats.label.votes")),
        tuple((out.option, str(out.votes)) for out in trace.excluded),
    )


def _averages(trace: AveragesTrace) -> Sheet:
    return Sheet(
        say("seats.label.averages"),
        (
            say("seats.label.seat"),
            say("seats.label.option"),
            say("seats.label.quotient"),
            say("seats.label.next"),
        ),
        tuple(_step(step) for step in trace.steps) + _tied(trace),
        tuple(_last_seat(trace.last_seat)),
    )


def _step(step: SeatStep) -> tuple[str, ...]:
    last = step.seat + len(step.options) - 1
    seat = str(step.seat) if last == step.seat else f"{step.seat}–{last}"
    following = (f"{near.option} {readable(near.quotient)}" for near in step.next_best)
    return seat, ", ".join(step.options), readable(step.quotient), ", ".join(following)


def _tied(trace: AveragesTrace) -> tuple[tuple[str, ...], ...]:
    tie = say("seats.label.tie")
    return tuple((tie, near.option, readable(near.quotient), "") for near in trace.tied)


def _last_seat(last: LastSeat) -> Iterator[str]:
    for holder in last.holders:
        yield say("seats.last-less", option=holder.option, votes=holder.votes)
    for rival in last.rivals:
        yield say("seats.last-more", option=rival.option, votes=rival.votes)


def _remainders(trace: RemaindersTrace) -> Sheet:
    return Sheet(
        say("seats.quota", quota=readable(trace.quota), left=trace.left),
        (
            say("seats.label.option"),
            say("seats.label.votes"),
            say("seats.label.whole"),
            say("seats.label.remainder"),
            say("seats.label.by-remainder"),
        ),
        tuple(
            (
                line.option,
                str(line.votes),
                str(line.whole),
                readable(line.remainder),
                str(int(line.seat)),
            )
            for line in trace.remainders
        ),
    )
