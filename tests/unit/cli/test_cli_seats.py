"""``suffrage seats`` as people and programs use it."""

import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from suffrage.cli import app
from suffrage.cli.language import language
from suffrage.cli.seats_view import award_sheets
from suffrage.cli.tables import show
from suffrage.model.rule import DHondt
from suffrage.rules import award

HARE_TRAP = ["seats", "--rule", "hare", "--seats", "2", "A=6", "B=6", "C=8"]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def refused(*arguments: str) -> str:
    result = run("seats", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    return result.stderr


def test_json_holds_undisputed_seats_ties_and_trace() -> None:
    result = run(*HARE_TRAP, "--json")
    assert result.exit_code == 0
    value = json.loads(result.stdout)
    assert value["seats"] == {"A": 0, "B": 0, "C": 1}
    assert value["ties"] == [{"options": ["A", "B"], "seats": 1}]
    assert value["trace"]["quota"] == "10/1"
    assert [line["option"] for line in value["trace"]["remainders"]] == ["C", "A", "B"]


@pytest.mark.parametrize(
    ("rule", "seats"), [("dhondt", 2), ("sainte-lague", 1), ("hare", 1), ("droop", 2)]
)
def test_every_rule_has_its_name(rule: str, seats: int) -> None:
    result = run("seats", "--rule", rule, "--seats", "4", "--json", "a=100", "b=80", "c=30")
    assert json.loads(result.stdout)["seats"]["b"] == seats
    assert "null" not in result.stdout


def test_the_threshold_is_shown_with_who_missed_it() -> None:
    result = run("seats", "--rule", "dhondt", "--seats", "9", "--threshold", "7%", "a=93", "b=7")
    assert "Threshold: 7/100 of 100 votes, so 7 votes\n" in result.stdout
    assert "Below the threshold" not in result.stdout
    assert "Last seat: b would take it" in result.stdout
    missed = run("seats", "--rule", "hare", "--seats", "9", "--threshold", "8%", "a=93", "b=7")
    assert "Below the threshold\tVotes\nb\t7\n" in missed.stdout


def test_tied_quotients_are_shown() -> None:
    result = run("seats", "--rule", "dhondt", "--seats", "3", "É=6", "B=6")
    assert "1–2\tÉ, B\t6\t\ntied\tÉ\t3\t\ntied\tB\t3\t\n" in result.stdout
    assert "Tied: É, B, for 1 seat(s)." in result.stdout


def test_names_may_hold_spaces_accents_and_equals_signs() -> None:
    result = run("seats", "--rule", "hare", "--seats", "1", "--json", "Texte 1 = E\u0301lan=7")
    assert json.loads(result.stdout)["seats"] == {"Texte 1 = Élan": 1}


@pytest.mark.parametrize(
    "argument",
    ["A", "A=", "=5", " =5", "A=-5", "A=5.0", "A=1,5", "A=\u0665", "A=9007199254740992", "A\x1b=5"],
)
def test_an_argument_of_another_form_is_refused(argument: str) -> None:
    said = refused("--rule", "hare", "--seats", "3", "B=1", argument)
    assert "is not of the form NAME=VOTES" in said
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rule", "hare", "--seats", "0", "A=5"], "There is no seat to award."),
        (["--rule", "hare", "--seats", "-3", "A=5"], "There is no seat to award."),
        (["--rule", "hare", "--seats", "2", "A=5", "A=6"], "The name A is given twice."),
        (["--rule", "hare", "--seats", "2", "E\u0301=5", "É=6"], "The name É is given twice."),
        (["--rule", "dhondt", "--seats", "2", "A=0", "B=0"], "No option has a vote"),
        (["--rule", "dhondt", "--seats", "2", "--threshold", "5", "A=1"], "5 is not a share."),
        (
            ["--rule", "dhondt", "--seats", "2", "--threshold", "60%", "A=1", "B=1"],
            "No option has the 2 votes out of 2",
        ),
        (
            ["--rule", "dhondt", "--seats", "2", "--threshold", "100%", "A=1"],
            "threshold: A threshold of 1 ",
        ),
    ],
)
def test_a_refusal_is_a_sentence_and_status_2(arguments: list[str], said: str) -> None:
    assert refused(*arguments).startswith(said)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["A=1"],
        ["--rule", "borda", "--seats", "1", "A=1"],
        ["--rule", "hare", "--seats", "one", "A=1"],
        ["--rule", "hare", "--seats", "1"],
    ],
)
def test_wrong_use_has_status_2(arguments: list[str]) -> None:
    assert refused(*arguments)


def test_french_readers_get_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    result = run("seats", "--rule", "dhondt", "--seats", "2", "A=7", "B=1")
    assert result.stdout.startswith("Sièges\nOption\tVoix\tSièges\n")
    assert "7/2 (3,50)" in result.stdout
    assert refused("--rule", "hare", "--seats", "0", "A=5").startswith("Il n'y a aucun siège")


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "FR", "LC_MESSAGES": "en_GB.UTF-8"}, "fr"),
        ({"LC_ALL": "", "LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_first_setting_chooses_the_language(environment: dict[str, str], chosen: str) -> None:
    assert language(environment) == chosen


def test_a_terminal_gets_drawn_tables_and_no_markup() -> None:
    votes = {"[red]A": 1_023, "B": 258, "C": 253}
    screen = StringIO()
    console = Console(file=screen, force_terminal=True, width=100, color_system=None)
    show(award_sheets(award(DHondt(), votes, 5), votes), console)
    drawn = screen.getvalue()
    assert "─" in drawn
    assert "\t" not in drawn
    assert "[red]A 1023/4 (255.75)" in drawn
    assert "Last seat: C would take it with 3 vote(s) more." in drawn


def test_the_program_itself_refuses_and_answers() -> None:
    program = [sys.executable, "-m", "suffrage.cli"]
    environment = os.environ | {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}
    good = subprocess.run(
        [*program, *HARE_TRAP, "--json"], capture_output=True, env=environment, check=False
    )
    assert (good.returncode, good.stderr) == (0, b"")
    assert json.loads(good.stdout)["ties"] == [{"options": ["A", "B"], "seats": 1}]
    bad = subprocess.run(
        [*program, *HARE_TRAP, "A=1"], capture_output=True, env=environment, check=False
    )
    assert (bad.returncode, bad.stdout) == (2, b"")
    assert bad.stderr.decode().startswith("The name A is given twice.")
    assert b"Traceback" not in bad.stderr
