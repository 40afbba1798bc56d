"""The script of an evening until its polls have closed."""

from collections.abc import Iterator

from suffrage.acts.opening.close_polls import close_polls
from suffrage.acts.opening.open_polls import open_polls
from suffrage.acts.paper.open_section import open_section
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.office.elections.rehearsal.figures import signatures_of
from suffrage.office.elections.rehearsal.night import Night
from suffrage.office.elections.rehearsal.step import Step

__all__ = ["polling"]


def polling(night: Night, round_: int) -> Iterator[Step]:
    """The polls open, every section opens and counts its signatures, the polls close."""
    contest = night.definition.contests_of(round_)[0]
    clock, number = night.clock, {"round": round_}
    clock.until(contest.opens)
    yield clock.step(night.chair, "rehearsal.opens-polls", number, open_polls, round_)
    for unit in night.voting:
        by, at = f"secretary@{unit.id}", {"unit": unit.id}
        yield clock.step(by, "rehearsal.opens", at, open_section, round_=round_, unit=unit.id)
    clock.until(contest.closes)
    for unit in night.voting:
        signed = signatures_of(unit.registered)
        yield clock.step(
            f"secretary@{unit.id}",
            "rehearsal.signatures",
            {"unit": unit.id, "number": signed},
            report_turnout,
            round_=round_,
            unit=unit.id,
            signatures=signed,
        )
    yield clock.step(night.chair, "rehearsal.closes-polls", number, close_polls, round_)
