"""Ranked and graded counts as people see them: in narrow and wide terminals, in both languages."""

import doctest
import re
from io import StringIO

import pytest
from rich.console import Console
from tests.support.ranked import settled

import suffrage.cli.ranked_view
from suffrage.cli.ranked_view import ranked_sheets
from suffrage.cli.tables import show
from suffrage.rules.ranked.ballots import Vector
from suffrage.rules.ranked.methods import (
    Approval,
    InstantRunoff,
    MajorityJudgment,
    Method,
    Schulze,
    SingleTransferableVote,
)
from suffrage.rules.ranked.outcome import RankedOutcome
from suffrage.rules.ranked.table import count_ballots

NAMES = ("Olivier Faure", "Nicolas Mayer-Rossignol", "Hélène Geoffroy", "[red]Zoé")
RANKED: list[Vector] = [
    *[(1, 2, 0, 0)] * 7,
    *[(0, 1, 2, 0)] * 5,
    *[(0, 0, 1, 2)] * 3,
    *[(0, 2, 0, 1)] * 2,
    (0, 0, 0, 0),
    (1, 1, 0, 0),
]
GRADED: list[Vector] = [(1, 2, 3, 3), (2, 2, 3, 3), (3, 1, 3, 3), (3, 4, 1, 1)]
STV = SingleTransferableVote(3)
CASES: list[tuple[Method, list[Vector]]] = [
    (Schulze(), RANKED),
    (MajorityJudgment(3), GRADED),
    (STV, RANKED),
    (InstantRunoff(), RANKED),
    (Approval(), [(1, 1, 0, 0), (1, 0, 0, 0), (2, 0, 0, 0)]),
]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def piped(outcome: RankedOutcome) -> str:
    page = StringIO()
    show(ranked_sheets(outcome), Console(file=page))
    return page.getvalue()


def drawn(outcome: RankedOutcome, width: int) -> str:
    screen = StringIO()
    show(
        ranked_sheets(outcome),
        Console(file=screen, force_terminal=True, width=width, color_system=None),
    )
    return screen.getvalue()


def test_the_examples_in_docstrings_hold() -> None:
    result = doctest.testmod(suffrage.cli.ranked_view)
    assert (result.attempted, result.failed) == (1, 0)


@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize(("method", "vectors"), CASES, ids=lambda value: getattr(value, "name", ""))
def test_nothing_is_cut_in_a_terminal(method: Method, vectors: list[Vector], width: int) -> None:
    page = drawn(count_ballots(method, NAMES, vectors), width)
    assert max(map(len, page.splitlines())) <= width
    words = {word for name in NAMES for word in name.split()}
    assert words <= set(page.replace(",", " ").split()) | {"Mayer-Rossignol."}
    # A cell that rich cuts ends with an ellipsis after a letter, a cut decimal after a digit.
    assert not re.search(r"[^\d]…", page)


def test_matrices_of_schulze() -> None:
    page = piped(count_ballots(Schulze(), NAMES, RANKED))
    assert "Place\tOptions\n1–2\tOlivier Faure, Nicolas Mayer-Rossignol\n3\tHélène" in page
    assert "Option\t1\t2\t3\t4\n1 Olivier Faure\t·\t7\t8\t8\n" in page
    assert "2 Nicolas Mayer-Rossignol\t·\t·\t15–3\t13–5\n" in page
    assert "Ballots: 18 valid, 1 blank, 0 void; 5 different ones among the valid.\n" in page


def test_grades_and_what_parts_the_options() -> None:
    page = piped(count_ballots(MajorityJudgment(3), NAMES, GRADED))
    assert "Option\t1\t2\t3\tMedian\nOlivier Faure\t1\t1\t1\t2\n" in page
    assert "3–4\tHélène Geoffroy, [red]Zoé\n" in page
    assert "Rossignol before Olivier Faure: after 2 equal median(s), grade 2 against 3.\n" in page
    assert "Olivier Faure before Hélène Geoffroy, [red]Zoé: median grade 2 against 3.\n" in page
    assert "Ballots: 3 valid, 0 blank, 1 void; 3 different ones among the valid.\n" in page


def test_rounds_with_surplus_and_exhausted_votes() -> None:
    page = piped(count_ballots(STV, NAMES, RANKED))
    assert "Round 1: 5 votes needed\nOption\tVotes\tGains\nOlivier Faure\t7\t\n" in page
    assert "Nicolas Mayer-Rossignol\t5\t+2\n" in page
    assert "Elected: Olivier Faure.\nIts ballots go on, each at 2/7 (0.28…) of what it was" in page
    assert "Eliminated: [red]Zoé.\nExhausted votes, which went to nobody: 18/7 (2.57…).\n" in page
    assert "No more options are left than seats. Elected: Hélène Geoffroy.\n" in page


def test_a_tie_stands_until_it_is_ended() -> None:
    tied = [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 1, 0)]
    page = piped(count_ballots(InstantRunoff(), NAMES, tied))
    assert "Tied for last: Olivier Faure, Nicolas Mayer-Rossignol; 1 stay(s) in the count." in page
    assert "Ranked on no ballot: [red]Zoé. They take no part.\n" in page
    assert page.endswith("Tied: Olivier Faure, Nicolas Mayer-Rossignol.\n\n")
    after = piped(settled(InstantRunoff(), NAMES, tied))
    assert "Tie of Olivier Faure, Nicolas Mayer-Rossignol: the declared rule chose Olivier" in after
    assert "Exhausted votes, which went to nobody: 1.\n" in after
    both = piped(count_ballots(Approval(), NAMES[:2], [(1, 1)]))
    assert "Tied: Olivier Faure, Nicolas Mayer-Rossignol, for 1 place(s)." in both
    assert "1–2\tOlivier Faure, Nicolas Mayer-Rossignol\n" in both


def test_approvals_and_their_share() -> None:
    page = piped(count_ballots(Approval(), NAMES, [(1, 1, 0, 0), (1, 0, 0, 0), (2, 0, 0, 0)]))
    assert "Approvals\nOption\tVotes\tShare\nOlivier Faure\t2\t100.00 %\n" in page


def test_french_readers_get_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    page = piped(count_ballots(STV, NAMES, RANKED))
    assert page.startswith("Vote unique transférable\nRang\tOptions\n")
    assert "chacun pour 2/7 (0,28…) de ce qu'il valait." in page
