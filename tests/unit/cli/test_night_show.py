"""``suffrage night FOLDER``: what it shows, when it shows nothing, and how it follows."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache, partial
from pathlib import Path

import pytest
from rich.console import Console
from tests.support.commands import done, refused, run, write_folder
from tests.support.folders import Folder, flipped, online, policy_of
from tests.support.simulator import Simulation
from typer.testing import CliRunner

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.make_claim import make_claim
from suffrage.board.kinds.words import Claim
from suffrage.cli import app, night_show
from suffrage.cli.directory import Directory
from suffrage.cli.night_board import NightBoard
from suffrage.cli.night_show import follow_night, painted
from suffrage.verify import write_policy


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@cache
def stages() -> tuple[list[Folder], bytes]:
    """Polls just closed; four of six sections in; a dispute; round 1 certified."""
    simulation = Simulation().to_the_count()
    moments = [simulation.files()]
    for unit in ("75-001", "75-002", "13-001", "13-002"):
        simulation.receive(unit)
    moments.append(simulation.files())
    dispute = partial(
        file_dispute,
        dispute="d1",
        contest="text",
        unit="75-001",
        ground="early-ballots",
        account="No seal.",
    )
    simulation.act(dispute, "agent@to2")
    moments.append(simulation.files())
    certified = Simulation().run_round_1()
    moments.append(certified.files())
    return moments, write_policy(policy_of(simulation))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "public", stages()[0][1])


def test_a_folder_alone_is_short_for_show(folder: Path) -> None:
    assert done("night", folder, "--once") == done("night", "show", folder, "--once")
    assert done("night", "--once", folder) == done("night", folder, "--once")


def test_a_word_that_is_no_command_is_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert str(tmp_path / "none") in refused("night", tmp_path / "none", "--once")
    assert "repaly" in refused("night", "repaly")


def test_the_help_names_both_forms() -> None:
    told = CliRunner().invoke(app, ["night", "--help"], env={"COLUMNS": "100"}).stdout
    assert "FOLDER | COMMAND" in told
    assert "replay" in told
    options = CliRunner().invoke(app, ["night", "show", "--help"], env={"COLUMNS": "100"}).stdout
    for option in ("--policy", "--at", "--contest", "--once", "--json"):
        assert option in options


def test_the_picture_opens_with_the_sentence_and_says_all_three_numbers(folder: Path) -> None:
    lines = done("night", folder, "--once").splitlines()
    assert lines[0] == (
        "12 January 2023, 22:00 – text, sections with 66.2% of the members counted: "
        "Text 1 (Ada) ahead, not yet certain; a majority of 50% neither reached nor excluded."
    )
    assert lines[2].split("\t") == ["Text 1 (Ada)", "52", "39.39%", "18.71%", "71.22%", "–"]
    text = "\n".join(lines)
    assert "4 of 6 sections" in text
    assert "75-003: 83, 13-003: 63" in text
    assert "Only 4 units have reported: nothing is projected before 10." in text
    assert "13\t2\t1\t186\t70\t26\t22\t18" in text
    assert "nobody has said whose board this is" in text


def test_a_contest_without_figures_says_only_what_it_waits_for(folder: Path) -> None:
    text = done("night", folder, "--once", "--contest", "first-secretary")
    assert text.startswith("12 January 2023, 22:00 – first-secretary: the polls open on 19 January")
    assert "\t" not in text


def test_no_figure_is_shown_before_any_is_counted(tmp_path: Path) -> None:
    place = write_folder(tmp_path / "public", stages()[0][0])
    text = done("night", place, "--once", "--contest", "text")
    assert "no vote is counted yet; sections awaited: 6" in text


def test_with_a_policy_it_is_said_whose_board_it_is(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_bytes(stages()[1])
    text = done("night", folder, "--once", "--policy", tmp_path / "policy.toml")
    assert "nobody has said" not in text
    wrong = stages()[1].replace(b"quorum = 2", b"quorum = 3")
    (tmp_path / "wrong.toml").write_bytes(wrong)
    assert "wrong.toml" in refused("night", folder, "--once", "--policy", tmp_path / "wrong.toml")


def test_a_folder_that_does_not_hold_shows_nothing(folder: Path) -> None:
    path = next(p for p in folder.rglob("*") if p.is_file() and "entries" in str(p))
    path.write_bytes(flipped(path.read_bytes(), 8 * 300))
    result = run("night", folder, "--once")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "log/checkpoint" in result.stderr


@pytest.mark.parametrize("moment", ["10", "2023-01-12T22:00:00", "2023-01-12T21:00:00Z"])
def test_one_moment_can_be_asked_for(folder: Path, moment: str) -> None:
    value = json.loads(done("night", folder, "--at", moment, "--json"))
    assert value["size"] == (10 if moment == "10" else 13)


def test_moments_that_are_none_are_refused(folder: Path) -> None:
    assert "is no moment" in refused("night", folder, "--at", "soon")
    assert "13 entries, and 15 were asked for" in refused("night", folder, "--at", "15")
    assert "no contest" in refused("night", folder, "--once", "--contest", "none").lower()


def test_json_has_exact_figures_and_says_why_there_is_no_projection(folder: Path) -> None:
    value = json.loads(done("night", folder, "--once", "--json"))
    text, second = value["contests"]
    assert text["counted"]["totals"]["votes"] == {"to1": 52, "to2": 44, "to3": 36}
    assert text["counted"]["coverage"] == "143/216"
    assert text["options"]["to1"]["certain"]["share"] == ["26/139", "99/139"]
    assert text["projected"]["refused"]["code"] == "projection.few"
    assert text["opening"]["fields"]["quota"] == "1/2"
    assert second["awaited"]["code"] == "night.polls-open"
    assert "counted" not in second


def test_open_disputes_say_whether_they_can_change_anything(tmp_path: Path) -> None:
    place = write_folder(tmp_path / "public", stages()[0][2])
    text = done("night", place, "--once", "--contest", "text")
    assert "Open disputes: " in text
    value = json.loads(done("night", place, "--once", "--json"))
    disputes = value["contests"][0]["disputes"]
    assert len(disputes["open"]) == 1
    assert {effect["subject"] for effect in disputes["effects"]} == {"text", "council"}


def claimed(simulation: Simulation, share: str) -> None:
    claim = Claim(
        contest="text",
        claim="estimate",
        said_at="2023-01-12T21:00:00Z",
        said_by="A source",
        camp="to2",
        confirmed="not-asked",
        tree_size=simulation.state.size,
        shares={"to1": Fraction(share)},
    )
    simulation.act(partial(make_claim, claim=claim), "commission@chair")


def test_what_was_said_stands_beside_the_board_of_its_moment(tmp_path: Path) -> None:
    simulation = Simulation().to_the_count()
    simulation.receive("75-001")
    claimed(simulation, "99/100")
    simulation.count_all(but=("75-001",))
    size = simulation.state.size
    simulation.approve("75-001")
    place = write_folder(tmp_path / "public", simulation.announce().certify().files())
    text = done("night", place, "--once", "--contest", "text")
    row = next(line for line in text.splitlines() if line.startswith("A source\t"))
    said, verdict, camp, final = row.split("\t")[2:]
    assert said == "final: Text 1 99.00%"
    assert verdict.startswith("impossible: Text 1 has 13 of 33 votes counted")
    assert (camp, final) == ("not asked", "Text 1 39.39%, wrong")
    value = json.loads(done("night", place, "--at", str(size), "--json", "--contest", "text"))
    (claim,) = value["contests"][0]["claims"]
    assert (claim["finding"], claim["claim"]["shares"]) == ("impossible", {"to1": "99/100"})
    assert "final" not in claim


def test_a_certified_board_with_a_box_is_shown(tmp_path: Path) -> None:
    place = write_folder(tmp_path / "public", online()[0])
    text = done("night", place, "--once", "--contest", "text")
    assert "result certified: qualified: " in text
    assert "No section is missing." in text


def test_without_the_extra_everything_but_the_projection_is_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("suffrage.night.projection")]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("numpy", "scipy", "jinja2", "markupsafe"):
        monkeypatch.setitem(sys.modules, name, None)
    value = json.loads(done("night", folder, "--once", "--json"))
    assert value["contests"][0]["projected"]["refused"]["code"] == "projection.absent"
    assert "the libraries for it are not installed" in done("night", folder, "--once")


# -- following -----------------------------------------------------------------------------------


def waits(*steps: Callable[[], object]) -> Callable[[], bool]:
    """Instead of a second's wait, what happens meanwhile; after the last step the night ends."""
    left: Iterator[Callable[[], object]] = iter(steps)

    def wait() -> bool:
        step = next(left, None)
        if step is not None:
            step()
        return step is not None

    return wait


def followed(place: Path, wait: Callable[[], bool], *, as_json: bool = False) -> str:
    """What a pipe gets while the folder grows."""
    console = Console(file=io.StringIO(), width=100)
    board = NightBoard(Directory(place))
    with painted(board, "text", as_json=as_json, console=console) as paint:
        follow_night(board, paint, wait)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_folder_that_grows_is_followed(tmp_path: Path) -> None:
    moments = stages()[0]
    place = write_folder(tmp_path / "public", moments[0])
    text = followed(
        place,
        waits(
            lambda: None,
            lambda: write_folder(place, moments[1]),
            lambda: None,
            lambda: write_folder(place, moments[2]),
        ),
    )
    assert text.count(" entries, the last of ") == 3
    assert text.index("no vote is counted yet") < text.index("Text 1 (Ada) ahead")
    assert text.count("Open disputes") == 1


def test_a_folder_that_fails_keeps_what_held_and_is_tried_again(tmp_path: Path) -> None:
    moments = stages()[0]
    place = write_folder(tmp_path / "public", moments[0])
    bundle = next(path for path in moments[1] if path.startswith("log/tile/entries"))
    # In the last entry: those that were read before are not read again.
    broken = {**moments[1], bundle: flipped(moments[1][bundle], 8 * len(moments[1][bundle]) - 40)}
    text = followed(
        place,
        waits(
            lambda: write_folder(place, broken),
            lambda: None,
            lambda: write_folder(place, moments[1]),
        ),
    )
    failed = text.index("what stands above held")
    assert "Text 1 (Ada) ahead" not in text[:failed]
    assert "Text 1 (Ada) ahead" in text[failed:]
    assert text.count("what stands above held") == 1


def test_a_folder_that_is_not_published_yet_is_waited_for(tmp_path: Path) -> None:
    place = tmp_path / "public"
    place.mkdir()
    text = followed(place, waits(lambda: write_folder(place, stages()[0][1])))
    assert "checkpoint" in text
    assert "Text 1 (Ada) ahead" in text


def test_a_terminal_is_painted_in_its_place(folder: Path) -> None:
    console = Console(file=io.StringIO(), width=120, height=60, force_terminal=True)
    board = NightBoard(Directory(folder))
    with painted(board, "text", as_json=False, console=console) as paint:
        follow_night(board, paint, waits())
    assert isinstance(console.file, io.StringIO)
    assert "Text 1 (Ada)" in console.file.getvalue()


def test_programs_get_a_line_of_json_a_state(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moments = stages()[0]
    broken = {**moments[2], "log/checkpoint": b"none"}
    steps = waits(lambda: write_folder(folder, broken), lambda: write_folder(folder, moments[2]))
    followed(folder, steps, as_json=True)
    told = capsys.readouterr()
    assert [json.loads(line)["size"] for line in told.out.splitlines()] == [13, 14]
    assert len(told.err.splitlines()) == 1


def test_an_interruption_ends_it_without_a_word(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(night_show, "_second", interrupted)
    result = run("night", folder)
    assert result.exit_code == 0
    assert "Text 1 (Ada) ahead" in result.stdout
    assert result.stderr == ""
