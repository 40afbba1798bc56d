"""``suffrage verify ARCHIVE.bel``: what one box shows, and what it says of a false one."""

import doctest
import json
import os
import re
from io import StringIO
from pathlib import Path

import msgspec
import pytest
from rich.console import Console
from tests.support.commands import done, refused, run
from tests.support.mixed_box import MixedBox
from tests.support.online_box import BLANK, CHOICE, LISTS, OnlineBox, chain, edit

import suffrage.cli.box_labels
from suffrage.belenios.questions.homomorphic import Homomorphic
from suffrage.belenios.questions.non_homomorphic import (
    NO_HINT,
    NonHomomorphic,
    NonHomomorphicValue,
)
from suffrage.cli import verify_box
from suffrage.cli.check_box import check_box
from suffrage.cli.tables import show
from suffrage.cli.verify_box_view import box_sheets
from suffrage.errors import Unavailable

pytestmark = pytest.mark.long

HOSTILE = Homomorphic(answers=("\x1b[2JAnn", "[red]Bea"), min=1, max=1, question="Who\n?")


def write(folder: Path, data: bytes, name: str = "box.bel") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def plain_box() -> OnlineBox:
    box = OnlineBox(questions=(CHOICE, BLANK, LISTS), trustees=2, voters=4)
    none: list[list[int]] = [[0, 0, 0], [0, 0], [0]]
    for voter in range(3):
        red = [[1, 1, 0], *none[1:]]
        box.cast(voter, [[0, voter % 2, 1 - voter % 2], [0, 1, 0] if voter else [1, 0, 0], red])
    box.cast(0, [[1, 0, 0], [0, 0, 1], [none[0], [1, 1], [0]]])
    return box


def mixed_box(extra: bytes, *votes: list[int], answers: tuple[str, ...] = ()) -> bytes:
    """The archive of a box with one mixed question, whose hint is ``extra``."""
    value = NonHomomorphicValue(answers=answers or ("Ann", "Bea", "Chloé"), question="Rank")
    question = NonHomomorphic(value=value, extra=msgspec.Raw(extra) if extra else NO_HINT)
    box = MixedBox(questions=(question,), voters=4)
    for voter, vote in enumerate(votes):
        box.cast(voter, [vote])
    return box.archive()


PLAIN = plain_box()
SOUND = PLAIN.archive()
OPEN = chain(PLAIN.open_records())
RANKS = ([1, 2, 0], [1, 0, 2], [0, 1, 0], [1, 1, 2])


def test_the_examples_in_docstrings_hold() -> None:
    result = doctest.testmod(suffrage.cli.box_labels)
    assert (result.attempted, result.failed) == (1, 0)


def test_a_sound_box(tmp_path: Path) -> None:
    lines = done("verify", write(tmp_path, SOUND)).splitlines()
    expected = {
        "Election\tTest",
        f"Fingerprint\t{PLAIN.election.fingerprint}",
        "Phase\tresult published",
        "Credentials\t4",
        "Ballots cast\t4",
        "Ballots counted\t3",
        "Abstentions\t1",
        "Decrypted by trustees\t1, 2",
        "1. Who?",
        "Bea\t1",
        "2. Agreed?",
        "Blank\t0",
        "yes\t2",
        "3. Which list?",
        "Red\t2",
        "Chloé\t1",
        "None\t0",
    }
    assert expected <= set(lines)
    assert lines[0] == "box.bel"
    assert lines[-2].startswith("Everything holds in box.bel. Whose election it is only its")
    assert not any(line.startswith(("Weight", "Of trustees", "Shuffled")) for line in lines)


def test_trustees_with_the_hash_of_their_keys(tmp_path: Path) -> None:
    lines = done("verify", write(tmp_path, SOUND)).splitlines()
    start = lines.index("Number\tName\tFingerprint of the key") + 1
    assert lines[start].startswith("1\t–\t")
    assert len(lines[start].split("\t")[2]) == 64


def test_an_open_box_has_neither_abstentions_nor_results(tmp_path: Path) -> None:
    said = done("verify", write(tmp_path, OPEN))
    assert "Phase\topen\n" in said
    assert "Abstentions\t–\n" in said
    assert "Who?" not in said
    value = json.loads(done("verify", write(tmp_path, OPEN), "--json"))
    assert "abstentions" not in value
    assert value["questions"][0] == {"question": "Who?", "options": ["Ann", "Bea", "Chloé"]}


def test_a_false_box_is_refused_with_the_place(tmp_path: Path) -> None:
    steps = PLAIN.all_records()
    kind, records = steps[-1]
    steps[-1] = (kind, (edit(records[0], lambda value: value["result"][1].reverse()),))
    result = run("verify", write(tmp_path, chain(steps)))
    assert result.exit_code == 1
    assert re.search(r"^event 9: .+ \[bel\.result\]$", result.stdout, re.MULTILINE)
    assert "box.bel: 1 thing(s) do not hold." in result.stdout
    assert "Who?" not in result.stdout


def test_a_file_that_is_no_archive_fails_and_shows_nothing_else(tmp_path: Path) -> None:
    result = run("verify", write(tmp_path, b"<html>404</html>", "page"))
    assert result.exit_code == 1
    assert "byte 0: The bytes here are no member of a Belenios archive." in result.stdout
    assert "Fingerprint" not in result.stdout
    value = json.loads(run("verify", write(tmp_path, b""), "--json").stdout)
    assert (value["ok"], value["exit"], set(value)) == (False, 1, {"ok", "exit", "failures"})


def test_many_failures_are_cut_and_counted(tmp_path: Path) -> None:
    steps = PLAIN.open_records()
    broken = edit(steps[1][1][0], lambda value: value["signature"].update(hash="A" * 43))
    again = [steps[1][0]] * 42
    result = run(
        "verify", write(tmp_path, chain([steps[0], *((kind, (broken,)) for kind in again)]))
    )
    assert result.exit_code == 1
    assert result.stdout.count("[bel.ballot-signature]") == 40
    assert "and 2 more; --json lists them all" in result.stdout


def test_hostile_names_reach_no_terminal(tmp_path: Path) -> None:
    box = OnlineBox(questions=(HOSTILE,), trustees=1)
    box.cast(0, [[1, 0]])
    said = done("verify", write(tmp_path, box.archive()))
    assert "\x1b" not in said
    assert "1. Who\\n?\n" in said
    assert "\\x1b[2JAnn\t1\n[red]Bea\t0\n" in said


def test_weights(tmp_path: Path) -> None:
    box = OnlineBox(weights=(5, 1, 10**10), trustees=1)
    box.cast(0, [[1, 0, 0]])
    box.cast(2, [[0, 1, 0]])
    said = done("verify", write(tmp_path, box.archive()))
    assert "Weight counted\t10000000005\n" in said
    assert "Bea\t10000000000\n" in said


def test_mixed_ballots_are_counted_by_the_method_that_is_hinted(tmp_path: Path) -> None:
    hint = b'{"method":"STV","blank":true,"seats":1}'
    said = done("verify", write(tmp_path, mixed_box(hint, *RANKS)))
    assert "Shuffled by trustees\t1, 2\n" in said
    assert "1. Rank\n" in said
    assert "Single transferable vote\nPlace\tOptions\n1\tAnn\nElected: Ann.\n" in said
    assert "Ballots: 3 valid, 0 blank, 1 void; 3 different ones among the valid.\n" in said
    assert "Round 1: 2 votes needed\n" in said


def test_grades_have_their_names(tmp_path: Path) -> None:
    hint = '{"method":"MajorityJudgment","blank":false,"grades":["Good","Fair","Bad\\u0007"]}'
    data = mixed_box(hint.encode(), [1, 2, 3], [2, 3, 3], [1, 3, 1], answers=("A", "B", "A"))
    said = done("verify", write(tmp_path, data))
    assert "Grades: 1 Good; 2 Fair; 3 Bad\\x07\n" in said
    assert "1\t1 A\n2\t3 A\n3\t2 B\n" in said


def test_a_tie_of_mixed_ballots_stands(tmp_path: Path) -> None:
    data = mixed_box(b'{"method":"Schulze","blank":true}', [1, 2, 3], [2, 1, 3])
    value = json.loads(done("verify", write(tmp_path, data), "--json"))
    (question,) = value["questions"]
    assert sorted(question["result"]) == [[1, 2, 3], [2, 1, 3]]
    assert question["outcome"]["tiers"] == [["Ann", "Bea"], ["Chloé"]]
    assert question["outcome"]["tie"] == {"options": ["Ann", "Bea"], "places": 1}
    assert (question["outcome"]["method"], question["outcome"]["elected"]) == ("schulze", [])
    assert "Tied: Ann, Bea, for 1 place(s)." in done("verify", tmp_path / "box.bel")


def test_ballots_without_a_hint_are_shown_as_published(tmp_path: Path) -> None:
    data = mixed_box(b"", [1, 0, 255], [2, 1, 3], [1, 0, 255])
    said = done("verify", write(tmp_path, data))
    assert "1. Rank\nBallot\tVotes\n1 0 255\t2\n2 1 3\t1\nThe election hints at no method" in said
    (question,) = json.loads(done("verify", write(tmp_path, data), "--json"))["questions"]
    assert set(question) == {"question", "options", "result"}


def test_a_count_that_is_refused_is_no_failure_of_the_box(tmp_path: Path) -> None:
    data = mixed_box(b'{"method":"STV","blank":true,"seats":2}', [0, 0, 0])
    said = done("verify", write(tmp_path, data))
    assert "0 0 0\t1\nNo option has a vote, so none comes before another." in said
    (question,) = json.loads(done("verify", write(tmp_path, data), "--json"))["questions"]
    assert question["refused"] == "rule.no-votes"


def test_json_of_a_sound_box(tmp_path: Path) -> None:
    value = json.loads(done("verify", write(tmp_path, SOUND), "--json"))
    assert (value["ok"], value["exit"], value["phase"], value["failures"]) == (
        True,
        0,
        "result",
        [],
    )
    assert (value["credentials"], value["ballots"], value["counted"]) == (4, 4, 3)
    assert (value["abstentions"], value["weight"], value["height"]) == (1, 3, 9)
    assert value["fingerprint"] == PLAIN.election.fingerprint
    assert [one["result"] for one in value["questions"]][:2] == [[1, 1, 1], [0, 2, 1]]
    assert value["questions"][2]["result"] == [[2, 2, 0], [1, 1], [0]]
    assert value["quorums"] == [{"trustees": [1], "need": 1}, {"trustees": [2], "need": 1}]
    assert (value["decrypted"], value["shuffled"]) == ([1, 2], [])


def test_json_of_a_false_box_names_code_and_place(tmp_path: Path) -> None:
    data = bytearray(SOUND)
    data[-600] ^= 1
    value = json.loads(run("verify", write(tmp_path, bytes(data)), "--json").stdout)
    assert (value["ok"], value["exit"]) == (False, 1)
    assert value["failures"][0]["place"].startswith("byte ")
    assert value["failures"][0]["sentence"]


@pytest.mark.parametrize("option", ["--policy", "--receipt", "--acknowledgement", "--openings"])
def test_what_needs_a_board_is_refused_beside_an_archive(tmp_path: Path, option: str) -> None:
    said = refused("verify", write(tmp_path, SOUND), option, tmp_path / "any")
    assert said.startswith(f"{option} is for a public folder")


def test_a_file_that_cannot_be_read_is_wrong_use(tmp_path: Path) -> None:
    assert "cannot be read" in refused("verify", tmp_path / "absent.bel")
    folder = tmp_path / "folder.bel"
    folder.mkdir()
    assert "cannot be read" in refused("verify", folder)


def test_bytes_that_cannot_be_read_are_no_failure_of_the_box() -> None:
    class Torn:
        def __len__(self) -> int:
            return 10**6

        def __getitem__(self, part: slice, /) -> bytes:
            raise Unavailable("file.unreadable", path="box.bel", reason="I/O error")

    with pytest.raises(Unavailable):
        check_box(Torn())


def test_an_interrupted_check_establishes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(verify_box, "check_box", stop)
    result = run("verify", write(tmp_path, SOUND))
    assert result.exit_code == 130
    assert result.stdout == ""
    assert result.stderr.startswith("Verification interrupted: nothing has been established.")


def test_progress_is_shown_in_steps() -> None:
    shown: list[tuple[int, int]] = []
    watch = verify_box._watched(lambda _stage, done, whole: shown.append((done, whole)))
    for done_bytes in range(0, 10**6, 512):
        watch(done_bytes, 10**6)
    assert 400 < len(shown) <= 501
    assert shown[0] == (0, 10**6)


def test_french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, SOUND)
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    page = StringIO()
    show(box_sheets(path.name, check_box(SOUND)), Console(file=page))
    assert "Phase\trésultat publié\n" in page.getvalue()
    assert "Bulletins comptés\t3\n" in page.getvalue()
    assert "Tout concorde dans box.bel." in page.getvalue()


@pytest.mark.parametrize("width", [60, 100])
def test_nothing_is_cut_in_a_terminal(width: int) -> None:
    screen = StringIO()
    console = Console(file=screen, force_terminal=True, width=width, color_system=None)
    show(box_sheets("box.bel", check_box(SOUND)), console)
    assert max(map(len, screen.getvalue().splitlines())) <= width
    assert "…" not in screen.getvalue()
    assert PLAIN.election.fingerprint in "".join(screen.getvalue().split())


def test_a_pipe_beside_it_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert run("verify", tmp_path / "pipe").exit_code == 2
