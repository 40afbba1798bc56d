"""An evening and its night: polls, signatures first, sheets, second entries."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from stage import CHAIR, Cue, Stage, instant, later, scan_of
from tables import rows, rows_by_code, sheet_of

from suffrage.acts.opening.close_polls import close_polls
from suffrage.acts.opening.open_polls import open_polls
from suffrage.acts.paper.approve_sheet import approve_sheet
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.paper.sheet import Sheet

_SECOND_ENTRY = 20 * 60


@dataclass(frozen=True)
class Evening:
    """One round's evening as the files tell it."""

    round: int
    contest: str
    arrival: str
    figures: str


ROUND_1 = Evening(1, "text", "arrival1.csv", "round1.csv")
ROUND_2 = Evening(2, "first-secretary", "arrival2.csv", "round2.csv")


def federation_of(code: str) -> str:
    """The federation of a section's code."""
    return code.partition("-")[0]


def hold_polls(stage: Stage, evening: Evening) -> None:
    """Polls open and close; every section counts its signatures before it opens the box."""
    contest = stage.definition.contest_by_id[evening.contest]
    stage.at = contest.opens
    stage.act(open_polls, CHAIR, evening.round)
    stage.screen.say(stage.at, "polls open in 2,000 sections")
    stage.at = contest.closes
    figures = rows_by_code(evening.figures)
    stage.act_all(
        Cue(
            report_turnout,
            f"secretary@{row['code']}",
            stage.at,
            more={
                "round_": evening.round,
                "unit": row["code"],
                "signatures": int(figures[row["code"]]["signatures"]),
            },
        )
        for row in rows(evening.arrival)
    )
    stage.act(close_polls, CHAIR, evening.round)
    turnout = sum(n for (r, _), n in stage.state.turnout.items() if r == evening.round)
    stage.screen.contest(evening.contest)
    stage.screen.say(stage.at, f"polls closed; {turnout:,} signatures counted first, on paper")
    stage.publish()


def entered(stage: Stage, evening: Evening, code: str, *, by: str) -> Sheet:
    """A section's sheet as somebody entered it."""
    figures = rows_by_code(evening.figures)[code]
    registered = stage.board.state().registered[code]
    scan = scan_of(code, evening.round)
    return sheet_of(figures, evening.contest, registered, by=by, scan=scan)


def play_night(
    stage: Stage,
    evening: Evening,
    moments: Sequence[tuple[str, Callable[[Stage], None]]],
    skip: frozenset[str] = frozenset(),
) -> None:
    """Sheets arrive in their order; at each given local time something else happens.

    The audience sees the figures every twenty minutes of the night.
    """
    pending = sorted((instant(at), number, play) for number, (at, play) in enumerate(moments))
    arrivals = [(instant(row["at"]), row["code"]) for row in rows(evening.arrival)]
    for slot, batch in groupby(arrivals, key=lambda one: _slot(one[0])):
        # The batch is split where a moment of the story falls into it.
        left = [one for one in batch if one[1] not in skip]
        while pending and pending[0][0] <= slot:
            moment, _, play = pending.pop(0)
            now = [one for one in left if one[0] <= moment]
            left = left[len(now) :]
            _receive(stage, evening, now)
            stage.at = moment
            play(stage)
        _receive(stage, evening, left)
        stage.at = slot
        stage.publish()
        stage.screen.figures(slot)
        stage.screen.pause(0.6)


def _slot(at: str) -> str:
    """The end of the twenty minutes in which an instant lies."""
    minute = int(at[14:16])
    return later(f"{at[:14]}{minute - minute % 20:02}:00Z", 20 * 60 - 1)


def _receive(stage: Stage, evening: Evening, arrivals: Sequence[tuple[str, str]]) -> None:
    stage.act_all(_both_entries(stage, evening, arrivals))


def _both_entries(
    stage: Stage, evening: Evening, arrivals: Sequence[tuple[str, str]]
) -> Iterator[Cue]:
    """The secretary's entry, and twenty minutes later the federation's own, from the photo."""
    for at, code in arrivals:
        secretary = f"secretary@{code}"
        sheet = entered(stage, evening, code, by=secretary)
        yield Cue(receive_sheet, secretary, at, (sheet,))
    for at, code in arrivals:
        federation = f"federation@{federation_of(code)}"
        sheet = entered(stage, evening, code, by=federation)
        yield Cue(approve_sheet, federation, later(at, _SECOND_ENTRY), (sheet,))


def excuse(stage: Stage, evening: Evening) -> None:
    """The commission excuses the sections that never send a sheet."""
    for row in rows("excused.csv"):
        if row["round"] == str(evening.round):
            stage.at = instant(row["at"])
            stage.decided(excuse_unit, round_=evening.round, unit=row["code"], reason=row["reason"])
            stage.screen.say(stage.at, f"section {row['code']} excused: {row['reason']}")
