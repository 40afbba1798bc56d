"""12 and 13 January: the first round, its claims, its accidents, its certificate."""

from fractions import Fraction

from abroad import Run
from evening import ROUND_1, entered, excuse, federation_of, hold_polls, play_night
from stage import CHAIR, Stage, instant, scan_of
from tables import rows, sheet_of
from tally import tally
from trustees import destroy

from suffrage.acts.closing.announce_result import announce_result
from suffrage.acts.closing.certify_result import certify_result
from suffrage.acts.closing.seat_body import seat_body
from suffrage.acts.disputes.make_claim import make_claim
from suffrage.acts.paper.approve_sheet import approve_sheet
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.board.kinds.words import Claim
from suffrage.conduct.results import figures_now
from suffrage.errors import SuffrageError
from suffrage.words import sentence


def first_round(stage: Stage, run: Run) -> None:
    """The evening, the night and the day after."""
    stage.screen.chapter("First round")
    hold_polls(stage, ROUND_1)
    reserved = rows("reserved.csv")[0]
    moments = [
        (reserved["at"], _reserve),
        ("2023-01-12T23:30:00", _claims),
        (reserved["corrected_at"], _correct),
        ("2023-01-13T00:20:00", lambda stage: _open_box(stage, run)),
        ("2023-01-13T02:40:00", _try_to_announce),
    ]
    play_night(stage, ROUND_1, moments, frozenset({reserved["code"]}))
    excuse(stage, ROUND_1)
    _finish(stage, run)


def _reserve(stage: Stage) -> None:
    row = rows("reserved.csv")[0]
    code, registered = row["code"], stage.state.registered[row["code"]]
    by = f"secretary@{code}"
    sheet = sheet_of(row, "text", registered, by=by, scan=scan_of(code, 1))
    stage.act(reserve_sheet, by, sheet)
    stage.screen.say(stage.at, f"{code} does not add up: kept as written, in no total", "yellow")


def _correct(stage: Stage) -> None:
    code = rows("reserved.csv")[0]["code"]
    secretary, federation = f"secretary@{code}", f"federation@{federation_of(code)}"
    stage.act(correct_sheet, secretary, entered(stage, ROUND_1, code, by=secretary))
    stage.act(approve_sheet, federation, entered(stage, ROUND_1, code, by=federation))
    stage.screen.say(stage.at, f"{code} corrected by a record that names the first sheet")


def _claims(stage: Stage) -> None:
    """Both claims of 23:30, with their kinds, set against the board of that minute."""
    stage.publish()
    for row in rows("claims.csv"):
        claim = Claim(
            contest=row["contest"],
            claim="counted" if row["claim"] == "counted" else "estimate",
            said_at=instant(row["said_at"]),
            said_by=row["said_by"],
            camp=row["camp"],
            confirmed="not-asked",
            tree_size=stage.state.size,
            shares={row["option"]: Fraction(row["share"])},
            ballots=int(row["ballots"]),
        )
        stage.act(make_claim, CHAIR, claim)
        kind = "counted so far" if row["claim"] == "counted" else "estimate of the final result"
        share = f"{float(100 * Fraction(row['share'])):.1f} %"
        stage.screen.say(stage.at, f"claim by {row['said_by']}: {share} ({kind})", "magenta")
    now = figures_now(stage.state, "text")
    share = f"{100 * now.votes['to1'] / now.valid:.2f} %"
    stage.screen.say(
        stage.at, f"the board at that minute: {now.ballots:,} ballots, {share} for Texte 1"
    )
    stage.screen.pause(2)


def _open_box(stage: Stage, run: Run) -> None:
    figures = tally(stage, run.keys)
    listed = " / ".join(map(str, figures.votes.values()))
    blank = figures.blank
    stage.screen.say(stage.at, f"box abroad decrypted by three camps: {listed}, {blank} blank")


def _try_to_announce(stage: Stage) -> None:
    """Two federations are missing: a total is impossible, not just wrong."""
    try:
        stage.act(announce_result, CHAIR, "text")
    except SuffrageError as refused:
        said = sentence(refused.code, refused.fields, "en")
        stage.screen.say(stage.at, f"announcement refused: {said}", "yellow")
    else:
        raise SystemExit("a result was announced with federations missing")


def _finish(stage: Stage, run: Run) -> None:
    stage.at = instant("2023-01-13T14:00:00")
    destroy(stage, run.keys)
    stage.act(announce_result, CHAIR, "text")
    result = stage.state.announced["text"]
    figures = " / ".join(f"{n:,}" for n in result.votes.values())
    stage.screen.say(stage.at, f"announced: {figures} of {result.valid:,} valid votes", "green")
    stage.publish()
    stage.at = instant("2023-01-13T18:00:00")
    stage.decided(certify_result, "text", checkpoint=stage.checkpoint)
    stage.act(seat_body, CHAIR, "national-council")
    seats = stage.state.seated["national-council"]
    shared = " / ".join(str(n) for n in seats.seats.values())
    stage.screen.say(stage.at, "certified on a checkpoint that the camps cosigned", "green")
    stage.screen.say(
        stage.at, f"national council: {shared} seats, and {seats.ex_officio} members ex officio"
    )
    stage.publish()
    stage.screen.pause(2)
