"""Refusing an impossible sheet, the exact tail, and how much a sheet alone detects (A41)."""

from fractions import Fraction
from itertools import product

import msgspec
import pytest

from suffrage.errors import Inconsistent
from suffrage.paper import Sheet, check_sheet, differing_fields, require_equal, require_possible
from suffrage.paper.tails import binomial_tail

OPTIONS = ("to1", "to2", "to3")
SHEET = Sheet(
    ballots=131,
    blank=1,
    contest="text",
    entered_by="secretary@75-012",
    proxies=0,
    registered=214,
    signatures=131,
    unit="75-012",
    valid=129,
    void={"no-envelope": 1},
    votes={"to1": 64, "to2": 40, "to3": 25},
)


def test_a_possible_sheet_passes() -> None:
    findings = check_sheet(SHEET, 214, OPTIONS)

    require_possible(findings)

    assert findings.hard == findings.soft == ()


def test_the_first_hard_finding_is_raised_with_its_place() -> None:
    wrong = msgspec.structs.replace(SHEET, valid=127, signatures=300)

    with pytest.raises(Inconsistent, match=r"sheet\.signatures-over-roll") as refusal:
        require_possible(check_sheet(wrong, 214, OPTIONS))

    assert refusal.value.at == "signatures"
    assert refusal.value.fields == {"signatures": 300}


def test_a_soft_finding_stops_nothing() -> None:
    findings = check_sheet(msgspec.structs.replace(SHEET, signatures=130), 214, OPTIONS)

    require_possible(findings)

    assert [finding.code for finding in findings.soft] == ["sheet.more-ballots"]
    assert dict(findings.soft[0].numbers) == {"ballots": 131, "signatures": 130}


def test_no_finding_tells_the_figure_that_would_fit() -> None:
    wrong = msgspec.structs.replace(SHEET, valid=128, ballots=132, registered=215)

    told = {
        figure
        for finding in check_sheet(wrong, 214, OPTIONS).hard
        for figure in finding.numbers.values()
    }

    assert told == {128, 132, 215}


@pytest.mark.parametrize("trials", range(7))
def test_the_tail_is_that_of_all_outcomes(trials: int) -> None:
    chance = Fraction(1, 3)
    outcomes = list(product((0, 1), repeat=trials))
    for successes in range(trials + 2):
        expected = sum(
            chance ** sum(outcome) * (1 - chance) ** (trials - sum(outcome))
            for outcome in outcomes
            if sum(outcome) >= successes
        )
        assert binomial_tail(trials, successes, chance) == expected


def _swaps(figure: int) -> set[int]:
    """The figures that exchanging two neighbouring digits makes of this one."""
    text = str(figure)
    pairs = range(len(text) - 1)
    return {int(text[:i] + text[i + 1] + text[i] + text[i + 2 :]) for i in pairs} - {figure}


def test_every_exchange_of_digits_in_one_figure_is_detected() -> None:
    scalars = ["ballots", "blank", "registered", "signatures", "valid"]
    mistaken = [
        msgspec.structs.replace(SHEET, **{name: swapped})
        for name in scalars
        for swapped in _swaps(getattr(SHEET, name))
    ]
    mistaken += [
        msgspec.structs.replace(SHEET, votes=SHEET.votes | {option: swapped})
        for option, votes in SHEET.votes.items()
        for swapped in _swaps(votes)
    ]

    found = [check_sheet(sheet, 214, OPTIONS) for sheet in mistaken]

    # 131, 214, 131, 129 have two neighbouring pairs each, 64, 40 and 25 one.
    assert len(mistaken) == 11
    assert all(findings.hard or findings.soft for findings in found)


def test_two_options_exchanged_only_the_second_entry_detects() -> None:
    exchanged = msgspec.structs.replace(SHEET, votes={"to1": 40, "to2": 64, "to3": 25})

    assert check_sheet(exchanged, 214, OPTIONS) == check_sheet(SHEET, 214, OPTIONS)
    assert differing_fields(SHEET, exchanged) == ("votes.to1", "votes.to2")
    with pytest.raises(Inconsistent, match=r"sheet\.entries-differ"):
        require_equal(SHEET, exchanged)
