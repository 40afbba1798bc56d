"""13 to 28 January: the second round, its disputes, the consolidation, the ratification."""

from abroad import Run, ballots_of, close, open_run, renew_keys, uuid_of, vote
from ceremony import make_key
from evening import ROUND_2, excuse, federation_of, hold_polls, play_night
from receipts import write_receipts
from registrar import Pockets
from stage import CHAIR, Cue, Stage, instant, scan_of
from tables import rows, rows_by_code, sheet_of, votes_of
from tally import tally
from trustees import destroy

from suffrage.acts.closing.announce_result import announce_result
from suffrage.acts.closing.certify_result import certify_result
from suffrage.acts.closing.close_board import close_board
from suffrage.acts.closing.ratify_result import ratify_result
from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.opening.amend_roll import amend_roll
from suffrage.acts.opening.recommend_option import recommend_option
from suffrage.acts.paper.approve_sheet import approve_sheet
from suffrage.acts.paper.correct_sheet import correct_sheet

_CONTEST = "first-secretary"


def second_round(stage: Stage, sent: Pockets) -> None:
    """From the word of the eliminated text to the certified result.

    ``sent`` are the credentials of the first round: they serve in this one too.
    """
    stage.screen.chapter("Second round")
    _recommend(stage)
    _amend_roll(stage)
    run = _vote_abroad(stage, sent)
    hold_polls(stage, ROUND_2)
    play_night(stage, ROUND_2, [("2023-01-20T00:40:00", lambda stage: _open_box(stage, run))])
    excuse(stage, ROUND_2)
    _announce(stage, run)
    stage.screen.chapter("Disputes and consolidation")
    _file_disputes(stage)
    for row in rows("rulings.csv"):
        _rule(stage, row)
    _consolidate(stage)


def _recommend(stage: Stage) -> None:
    """The evening is real, the hour is ours."""
    stage.at = instant("2023-01-13T20:00:00")
    stage.act(recommend_option, "agent@to3", "text", "to3", "to2")
    stage.screen.say(stage.at, "the eliminated text recommends a finalist; no vote moves by it")


def _amend_roll(stage: Stage) -> None:
    changes = rows("roll_changes.csv")
    for row in changes:
        stage.at = instant(row["at"])
        stage.act(
            amend_roll,
            f"federation@{federation_of(row['code'])}",
            row["code"],
            added=int(row["added"]),
            removed=int(row["removed"]),
            ground=row["ground"],
        )
    stage.screen.say(stage.at, f"{len(changes)} signed changes of the roll between the rounds")


def _vote_abroad(stage: Stage, sent: Pockets) -> Run:
    stage.at = instant("2023-01-18T12:00:00")
    keys = renew_keys(stage, "abroad-round2", 1)
    run = open_run(stage, keys, make_key(stage, keys), uuid_of(stage, "abroad-round2"), sent)
    row = rows_by_code("round2.csv")["FDFE-000"]
    counts = int(row["blank"]), int(row["to1"]), int(row["to2"])
    trackers = vote(stage, run, ballots_of(*counts))
    stage.at = instant("2023-01-19T16:00:00")
    close(stage, run)
    stage.publish()
    receipts = write_receipts(stage, run.box, run.number)
    stage.screen.say(
        stage.at, f"{len(trackers)} ballots, {len(receipts)} receipts; the box closes first"
    )
    return run


def _open_box(stage: Stage, run: Run) -> None:
    """The third camp's trustee does not answer, and is not needed."""
    figures = tally(stage, run.keys, ("to1", "to2"))
    listed = " / ".join(map(str, figures.votes.values()))
    said = f"trustee to3 is absent; two camps decrypt: {listed}, {figures.blank} blank"
    stage.screen.say(stage.at, said)


def _announce(stage: Stage, run: Run) -> None:
    stage.at = instant("2023-01-20T13:00:00")
    destroy(stage, run.keys)
    stage.act(announce_result, CHAIR, _CONTEST)
    votes = stage.state.announced[_CONTEST].votes
    listed = " – ".join(f"{n:,}" for n in votes.values())
    stage.screen.say(stage.at, f"announced: {listed}", "green")
    stage.publish()
    stage.screen.pause(2)


def _file_disputes(stage: Stage) -> None:
    filed = sorted(rows("rulings.csv"), key=lambda row: row["filed_at"])
    stage.act_all(
        Cue(
            file_dispute,
            f"agent@{row['filed_by']}",
            instant(row["filed_at"]),
            more={
                "dispute": row["id"],
                "contest": _CONTEST,
                "unit": row["code"],
                "ground": row["ground"],
                "account": f"Dispute {row['id']}: {row['ground']} (synthetic).",
            },
        )
        for row in filed
    )
    stage.at = instant(filed[-1]["filed_at"])
    stage.screen.say(stage.at, f"{len(filed)} disputes on frozen grounds, by both camps")
    stage.publish()


def _rule(stage: Stage, row: dict[str, str]) -> None:
    stage.at = instant(row["ruled_at"])
    upheld = row["decision"] == "upheld"
    effect = row["effect"] if upheld else "rejected"
    votes = votes_of(row)
    reasons = {m: "I leave this sitting." for m, c in votes.items() if c == "walked-out"}
    stage.decided(rule_dispute, dispute=row["id"], effect=effect, votes=votes, reasons=reasons)
    if "walked-out" in votes.values():
        stage.screen.say(stage.at, f"{row['id']}: one member walks out; the quorum holds", "yellow")
    if effect == "correct-sheet":
        _correct(stage, row)


def _correct(stage: Stage, row: dict[str, str]) -> None:
    """The corrected figures, entered by the federation and again by the commission's secretary."""
    code, registered = row["code"], stage.state.registered[row["code"]]
    scan = scan_of(code, 2)
    first, second = f"federation@{federation_of(code)}", "commission@secretary"
    sheets = [sheet_of(row, _CONTEST, registered, by=by, scan=scan) for by in (first, second)]
    stage.act(correct_sheet, first, sheets[0], dispute=row["id"])
    stage.act(approve_sheet, second, sheets[1])


def _consolidate(stage: Stage) -> None:
    before = stage.state.announced[_CONTEST].votes
    stage.publish()
    stage.at = instant("2023-01-22T18:00:00")
    stage.decided(certify_result, _CONTEST, checkpoint=stage.checkpoint)
    after = stage.state.certified[_CONTEST].votes
    removed = " + ".join(str(before[o] - after[o]) for o in before)
    listed = " – ".join(f"{n:,}" for n in after.values())
    stage.screen.say(stage.at, f"consolidated and certified: {listed} ({removed} removed)", "green")
    stage.at = instant("2023-01-28T11:00:00")
    stage.act(
        ratify_result,
        "congress@delegates",
        _CONTEST,
        delegates=186,
        votes_for=186,
        votes_against=0,
        abstained=0,
    )
    stage.screen.say(stage.at, "ratified by 186 delegates", "green")
    stage.at = instant("2023-03-31T12:00:00")
    stage.decided(close_board)
    stage.screen.say(stage.at, "the time for appeals is over: the board is closed")
    stage.publish()
