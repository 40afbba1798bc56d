"""``suffrage verify`` as people and programs use it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from tests.support.folders import Folder, paper, policy_of, receipt
from tests.support.simulator import Simulation
from typer.testing import CliRunner, Result

from suffrage.cli import app
from suffrage.cli.directory import Directory, read_file
from suffrage.cli.tables import show
from suffrage.cli.verify_progress import shown_progress
from suffrage.cli.verify_view import MOST_SHOWN, report_sheets
from suffrage.cli.verify_words import printable, spoken
from suffrage.errors import Malformed, SuffrageError, Unavailable
from suffrage.tlog.note import format_note, parse_note
from suffrage.verify import HeldFiles, verify_folder, write_policy

Write = Callable[[Folder], Path]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def on_disk(files: Folder) -> Path:
        for path, data in files.items():
            target = tmp_path / "public" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return tmp_path / "public"

    return on_disk


@pytest.fixture
def policy(tmp_path: Path) -> str:
    target = tmp_path / "policy.toml"
    target.write_bytes(write_policy(paper()[1]))
    return str(target)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["verify", *map(str, arguments)])


def changed_sheet() -> tuple[Folder, str]:
    """One digit changed in one sheet, and the path of its file."""
    files = dict(paper()[0])
    path = next(path for path, data in files.items() if b'"to1":13' in data)
    files[path] = files[path].replace(b'"to1":13', b'"to1":19')
    return files, path


def test_all_holds(write: Write, policy: str) -> None:
    result = run(write(paper()[0]), "--policy", policy)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Board of vote.example.org/e/congress"
    assert "Signatures\t32" in lines
    assert "The board ends at 24 entries: election under way; results partial." in lines
    assert "to1\t78\t78\t0" in lines
    assert "Qualified: to1, to2" in lines
    assert "witness-to1.example.org\t2023-01-13 08:53:20 UTC" in lines
    assert lines[-2] == "Everything holds, and this is the board that the policy names."


def test_without_a_policy_the_identity_is_open(write: Write) -> None:
    result = run(write(paper()[0]))
    assert result.exit_code == 3
    assert "Whose board it is has not been established" in result.stdout


def test_one_changed_digit_is_named(write: Write, policy: str) -> None:
    files, path = changed_sheet()
    result = run(write(files), "--policy", policy)
    assert result.exit_code == 1
    assert f"{path}: This file does not have the hash that is its name" in result.stdout
    assert "[blob.hash]" in result.stdout
    assert "results not established" in result.stdout


def test_json_holds_code_place_and_sentence(write: Write, policy: str) -> None:
    files, path = changed_sheet()
    result = run(write(files), "--policy", policy, "--json")
    value = json.loads(result.stdout)
    assert (result.exit_code, value["exit"], value["ok"]) == (1, 1, False)
    first = value["failures"][0]
    assert (first["code"], first["place"]) == ("blob.hash", path)
    assert first["sentence"].startswith("This file does not have the hash")
    assert "status" not in value
    assert value["cosigned"][0] == {"name": "witness-to1.example.org", "time": 1_673_600_000}


def test_json_of_a_good_folder_has_figures(write: Write) -> None:
    result = run(write(paper()[0]), "--json")
    value = json.loads(result.stdout)
    assert (value["ok"], value["exit"], value["status"], value["size"]) == (True, 3, "partial", 24)
    assert value["contests"]["text"]["votes"] == {"to1": 78, "to2": 66, "to3": 54}
    assert value["checked"]["blobs"] == 21
    assert value["bodies"]["council"]["seats"] == {"to1": 4, "to2": 3, "to3": 3}


def test_french(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    files, _ = changed_sheet()
    result = run(write(files))
    assert "Ce fichier n'a pas l'empreinte qui lui sert de nom" in result.stdout
    assert "Ne vous fiez pas à cette copie" in result.stdout


def test_papers_are_read_from_files(tmp_path: Path, write: Write) -> None:
    simulation = Simulation().convene()
    mine, policy = tmp_path / "mine.tlog-proof", tmp_path / "its-policy.toml"
    mine.write_bytes(receipt(simulation, 1))
    policy.write_bytes(write_policy(policy_of(simulation)))
    folder = write(simulation.files())
    result = run(folder, "--policy", policy, "--receipt", mine)
    assert (result.exit_code, "Recorded: entry 1 of the board." in result.stdout) == (0, True)
    value = json.loads(run(folder, "--receipt", mine, "--json").stdout)
    assert value["statements"][0]["code"] == "receipt.record"
    result = run(folder, "--acknowledgement", mine)
    assert (result.exit_code, str(mine) in result.stdout) == (1, True)


def test_a_receipt_below_the_quorum_is_told_as_not_yet_witnessed(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulation = Simulation().convene()
    mine, policy = tmp_path / "mine.tlog-proof", tmp_path / "its-policy.toml"
    policy.write_bytes(write_policy(policy_of(simulation)))
    cosigned = simulation.checkpoint()
    parts = parse_note(cosigned)
    alone = format_note(parts.text, parts.lines[:2])
    mine.write_bytes(receipt(simulation, 1).replace(cosigned, alone))
    files = simulation.files()
    folder = write(files | {"log/checkpoint": alone})
    result = run(folder, "--policy", policy, "--receipt", mine)
    assert result.exit_code == 1
    assert "Recorded: entry 1 of the board." in result.stdout
    assert "proven in the log, but not yet witnessed: 1 of 2" in " ".join(result.stdout.split())
    value = json.loads(run(folder, "--policy", policy, "--receipt", mine, "--json").stdout)
    (failure,) = (one for one in value["failures"] if one["code"] == "receipt.not-witnessed")
    assert (failure["fields"]["cosigned"], failure["fields"]["quorum"]) == (1, 2)
    (folder / "log/checkpoint").write_bytes(files["log/checkpoint"])
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    result = run(folder, "--policy", policy, "--receipt", mine)
    assert result.exit_code == 0
    assert "1 témoins sur 2 ont cosigné" in " ".join(result.stdout.split())


def test_wrong_use(tmp_path: Path, write: Write) -> None:
    folder = write(paper()[0])
    for arguments in (
        [tmp_path / "nowhere"],
        [folder, "--policy", tmp_path / "nowhere"],
        [folder, "--policy", folder / "about.json"],
        [folder, "--receipt", tmp_path],
        [],
    ):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, ""), arguments
    said = run(folder, "--policy", folder / "about.json").stderr
    assert said.startswith(f"{folder / 'about.json'}: The policy cannot be read")


def test_links_pipes_and_large_files_are_refused_by_name(write: Write) -> None:
    folder = write(paper()[0])
    (folder / "away").symlink_to("/")
    (folder / "log/tile/0/001").symlink_to("/etc/hostname")
    os.mkfifo(folder / "log/tile/0/002")
    with pytest.raises(Malformed, match=r"folder\.large"):
        read_file(folder / "log/tile/entries/000.p/24", "bundle", 8192)
    report = verify_folder(Directory(folder))
    assert {(one.code, one.place) for one in report.failures} >= {
        ("folder.stray", "away"),
        ("folder.link", "log/tile/0/001"),
        ("folder.link", "log/tile/0/002"),
    }


def test_a_folder_that_cannot_be_listed_is_wrong_use(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(paper()[0])

    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(Unavailable, match=r"folder\.unreadable"):
        Directory(folder).paths()


def test_names_never_reach_the_terminal_raw(write: Write) -> None:
    folder = write(paper()[0])
    (folder / "\x1b[2J").write_bytes(b"")
    (folder / os.fsdecode(b"\xff")).write_bytes(b"")
    for more in ([], ["--json"]):
        result = run(folder, *more)
        assert result.exit_code == 1
        assert "\x1b" not in result.stdout
        assert "\\x1b[2J" in (result.stdout if not more else json.dumps(result.stdout))


def test_escapes_are_readable() -> None:
    assert printable("a\n\u202eb\udcff é") == "a\\n\\u202eb\\udcff é"
    assert spoken("no.such-code", {}).startswith("No sentence exists")


def test_a_terminal_gets_tables_and_a_bar() -> None:
    screen = StringIO()
    console = Console(file=screen, force_terminal=True, width=100)
    with shown_progress(quiet=False, console=console) as progress:
        report = verify_folder(HeldFiles(paper()[0]), paper()[1], (), progress)
    assert "━" in screen.getvalue()
    show(report_sheets(report), console)
    assert "─" in screen.getvalue()
    assert "Everything holds" in screen.getvalue()


def test_a_pipe_gets_no_bar() -> None:
    screen = StringIO()
    for quiet in (True, False):
        with shown_progress(quiet=quiet, console=Console(file=screen)) as progress:
            progress("log", 0, 1)
    assert screen.getvalue() == ""


def test_a_long_list_is_cut_and_says_so() -> None:
    files = dict(paper()[0]) | {f"stray-{number:03}": b"" for number in range(MOST_SHOWN + 2)}
    report = verify_folder(HeldFiles(files))
    screen = StringIO()
    show(report_sheets(report), Console(file=screen, width=100))
    assert "and 2 more; --json lists them all" in screen.getvalue()


def test_every_failure_has_a_sentence_in_both_languages(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, _ = changed_sheet()
    folder = write({**files, "stray": b"", "log/checkpoint": b""})
    for language in ("C", "fr"):
        monkeypatch.setenv("LC_ALL", language)
        value = json.loads(run(folder, "--json").stdout)
        assert len(value["failures"]) > 3
        assert not any("words.unknown" in one["code"] for one in value["failures"])
        assert not any("No sentence exists" in one["sentence"] for one in value["failures"])


def test_it_starts_without_doors_or_network() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['django', 'socket', 'ssl', 'sqlite3']));"
        "from suffrage.verify import verify_folder, HeldFiles; verify_folder(HeldFiles({}))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_reading_errors_are_ours(tmp_path: Path) -> None:
    with pytest.raises(SuffrageError, match=r"folder\.unreadable"):
        read_file(tmp_path / "none", "none")
