"""Known answer: what was said on 12 January 2023 at 23:30, against the board of that minute."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import msgspec
import pytest
from tests.support.congress import FOLDER, TEXTS, sections, sheets_in_force_at_the_claims, table
from tests.support.night import night_state, sheet_of

from suffrage.board.kinds.words import Claim, ShareRange
from suffrage.conduct.state import State
from suffrage.model.definition_toml import from_toml
from suffrage.night.certain import certain
from suffrage.night.claim_verdict import claim_verdicts
from suffrage.night.counted import counted
from suffrage.night.verdict import Verdict

OUTSTANDING = 16_443
"""Members of the 813 units that were missing at 23:30."""


@cache
def board() -> State:
    """The state at 23:30: 1,188 of 2,001 units, 14,000 ballots."""
    text = (FOLDER / "definition.toml").read_text(encoding="utf-8")
    definition = from_toml(text, "definition.toml", lambda name: (FOLDER / name).read_bytes())
    rolls = {code: int(row["registered"]) for code, row in sections().items()}
    came = {}
    for row in sheets_in_force_at_the_claims():
        votes = {option: int(row[option]) for option in TEXTS}
        void = int(row["void"])
        sheet = sheet_of(row["code"], rolls[row["code"]], votes, int(row["blank"]))
        came[row["code"]] = msgspec.structs.replace(
            sheet,
            void={"void": void},
            ballots=sheet.ballots + void,
            signatures=int(row["signatures"]),
        )
    state = night_state(definition, came, approved=False)
    return replace(state, size=9_000)


def claim(kind: str, to1: str = "", ballots: int = 0, **more: Any) -> Verdict:
    said = Claim(
        contest="text",
        claim=kind,  # type: ignore[arg-type]
        said_at="2023-01-12T22:30:00Z",
        said_by="a party source",
        camp="to1",
        confirmed="not-asked",
        tree_size=9_000,
        shares={"to1": Fraction(to1)} if to1 else {},
        ballots=ballots,
    )
    return claim_verdicts(msgspec.structs.replace(said, **more), board())[0]


def test_the_board_of_2330() -> None:
    figures = counted(board(), "text")
    assert figures.totals.votes == {"to1": 6_998, "to2": 4_059, "to3": 2_800}
    assert (figures.numbers.reported, figures.numbers.missing) == (1_188, 813)
    assert sum(one.registered for one in figures.missing) == OUTSTANDING
    assert figures.coverage == Fraction(41_391 - OUTSTANDING, 41_391)


def test_half_a_percent_above_one_half_on_14_000_ballots_was_a_count_of_the_board() -> None:
    verdict = claim("counted", "101/200", 14_000)
    assert (verdict.finding, verdict.code) == ("compatible", "night.claim.as-counted")
    assert (verdict.fields["votes"], verdict.fields["valid"]) == (6_998, 13_857)
    assert verdict.fields["outstanding"] == OUTSTANDING


def test_the_same_figure_as_an_estimate_was_no_more_than_possible() -> None:
    verdict = claim("estimate", "101/200")
    assert verdict.code == "night.claim.as-counted"
    assert verdict.fields["least"] == Fraction(6_998, 13_857 + OUTSTANDING)
    assert verdict.fields["most"] == Fraction(6_998 + OUTSTANDING, 13_857 + OUTSTANDING)
    sure = certain(board().rules, counted(board(), "text"))
    assert [one.place for one in sure.options.values()] == ["open", "open", "open"]


def test_the_rival_needed_the_missing_units_to_split_otherwise() -> None:
    verdict = claim("estimate", "12/25")
    assert (verdict.finding, verdict.beyond) == ("only-if", False)
    assert verdict.code == "night.claim.needs-less"
    # 48 % may have been 48.5: at most 7,697.5 votes of 16,443 for Texte 1, that is 46.8 %.
    needed = (Fraction(97, 200) * (13_857 + OUTSTANDING) - 6_998) / OUTSTANDING
    assert verdict.fields["needed"] == needed
    assert Fraction(468, 1000) < needed < Fraction(469, 1000)


def test_the_majority_was_there_so_far_and_not_certain() -> None:
    verdict = claim("majority", option="to1")
    assert (verdict.finding, verdict.code) == ("compatible", "night.claim.majority-so-far")
    assert verdict.fields["majority"] == (13_857 + OUTSTANDING) // 2 + 1


def test_a_range_needs_what_its_nearer_end_needs() -> None:
    between = claim("estimate", ranges={"to1": ShareRange(Fraction(12, 25), Fraction(1, 2))})
    assert between.code == "night.claim.needs-less"
    needed = (Fraction(13_857 + OUTSTANDING, 2) - 6_998) / OUTSTANDING
    assert between.fields["needed"] == needed
    assert f"{float(100 * needed):.2f}" == "49.58"
    at_least = claim("estimate", ranges={"to1": ShareRange(Fraction(101, 200), Fraction(1))})
    assert at_least.code == "night.claim.as-counted"


def test_the_final_votes_were_compatible() -> None:
    verdict = claim("estimate", votes={"to1": 11_277})
    assert verdict.code == "night.claim.votes-as-counted"
    assert verdict.fields["needed"] == Fraction(11_277 - 6_998, OUTSTANDING)
    assert f"{float(100 * Fraction(verdict.fields['needed'])):.2f}" == "26.02"


def test_nine_units_in_ten_were_more_than_the_board_held() -> None:
    verdict = claim("coverage", share=Fraction(9, 10), share_of="units")
    assert verdict.code == "night.claim.ahead-of-units"
    assert (verdict.fields["part"], verdict.fields["whole"]) == (1_188, 2_001)
    assert f"{float(100 * Fraction(verdict.fields['covered'])):.2f}" == "59.37"


def test_a_federation_is_set_against_its_own_units() -> None:
    verdict = claim("estimate", "1/2", place="59")
    assert (verdict.fields["votes"], verdict.fields["outstanding"]) == (691, 53)


@pytest.mark.parametrize("share", ["39/50", "23/100"])
def test_a_share_beyond_every_missing_ballot_was_impossible(share: str) -> None:
    assert claim("estimate", share).finding == ("impossible" if share == "39/50" else "only-if")


def test_the_final_share_is_one_that_was_possible() -> None:
    rows = table("round1")
    votes = {option: sum(int(row[option]) for row in rows) for option in TEXTS}
    assert (votes["to1"], sum(votes.values())) == (11_277, 22_944)
    verdict = claim("estimate", "11277/22944")
    assert verdict.finding == "only-if"
    assert not verdict.beyond
