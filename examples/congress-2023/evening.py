"""An evening and its night: polls, signatures first, sheets, second entries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stage import CHAIR, Cue, Stage, instant, later, scan_of
from tables import rows, rows_by_code, sheet_of

from suffrage.acts.opening.close_polls import close_polls
from suffrage.acts.opening.open_polls import open_polls
from suffrage.acts.paper.approve_sheet import approve_sheet
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.board.record import Draft
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
    stage.publish()
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
    """Entries arrive in their order; at each given local time something else happens.

    The secretary enters a sheet, and twenty minutes later the federation does so again from the
    photo. The audience sees the figures every twenty minutes of the night.
    """
    stories = sorted((instant(at), number, play) for number, (at, play) in enumerate(moments))
    waiting = list(_entries(stage, evening, skip))
    for slot in sorted({_slot(cue.at) for cue in waiting}):
        while stories and stories[0][0] <= slot:
            moment, _, play = stories.pop(0)
            waiting = _perform(stage, waiting, moment)
            stage.at = moment
            play(stage)
        waiting = _perform(stage, waiting, slot)
        stage.at = slot
        stage.publish()
        stage.screen.figures(slot)
        stage.screen.pause(0.6)


def _slot(at: str) -> str:
    """The end of the twenty minutes in which an instant lies."""
    minute = int(at[14:16])
    return later(f"{at[:14]}{minute - minute % 20:02}:00Z", 20 * 60 - 1)


def _perform(stage: Stage, waiting: list[Cue], until: str) -> list[Cue]:
    """Perform what is due at an instant; the rest comes back."""
    stage.act_all(cue for cue in waiting if cue.at <= until)
    return [cue for cue in waiting if cue.at > until]


def _entries(stage: Stage, evening: Evening, skip: frozenset[str]) -> list[Cue]:
    """Both entries of every sheet but some, in the order of time."""
    cues = []
    for row in rows(evening.arrival):
        code, at = row["code"], instant(row["at"])
        if code not in skip:
            cues.append(_entry(stage, evening, receive_sheet, f"secretary@{code}", code, at))
            federation = f"federation@{federation_of(code)}"
            second = later(at, _SECOND_ENTRY)
            cues.append(_entry(stage, evening, approve_sheet, federation, code, second))
    return sorted(cues, key=lambda cue: cue.at)


def _entry(
    stage: Stage, evening: Evening, act: Callable[..., Draft], by: str, code: str, at: str
) -> Cue:
    return Cue(act, by, at, (entered(stage, evening, code, by=by),))


def excuse(stage: Stage, evening: Evening) -> None:
    """The commission excuses the sections that never send a sheet."""
    for row in rows("excused.csv"):
        if row["round"] == str(evening.round):
            stage.at = instant(row["at"])
            stage.decided(excuse_unit, round_=evening.round, unit=row["code"], reason=row["reason"])
            stage.screen.say(stage.at, f"section {row['code']} excused: {row['reason']}")
