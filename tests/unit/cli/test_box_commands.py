"""``suffrage box``: one archive from its opening to its result, or as it was before."""

import stat
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from tests.support.commands import done, refused, run
from tests.support.online_box import edit

from suffrage.adapters.durable import locked
from suffrage.belenios.verify import verify_archive

pytestmark = pytest.mark.long

ELECTION = """suffrage-election = 1
name = "A committee"
uuid = "SuffrageBox123"

[[questions]]
question = "Who shall chair?"
answers = ["Ann", "Bea"]
blank = true
"""
NUMBERS = """
[[questions]]
type = "numbers"
question = "In which order?"
answers = ["a", "b", "c"]
counting = { method = "Schulze", blank = true }
"""


class Club:
    """Two trustees, three voters and their box, in one folder."""

    def __init__(self, root: Path, election: str = ELECTION) -> None:
        self.root, self.archive = root, root / "box.bel"
        (root / "election.toml").write_text(election)
        self.keys = [root / "key-1", root / "key-2"]
        for index, key in enumerate(self.keys, 1):
            done(
                "trustee", "key", key, "--index", index, "--uuid", "SuffrageBox123",
                "--minimum", 2, "--out", root / "ceremony",
            )  # fmt: skip
        done("trustee", "gather", root / "ceremony")
        self.letters = self.credentials().split()

    def credentials(self) -> str:
        """What a printer would get, in a pipe."""
        return done(
            "box", "credentials", self.root / "election.toml", "--number", 3,
            "--public", self.root / "public.json",
        )  # fmt: skip

    def open(self) -> str:
        return done(
            "box", "open", self.archive, "--election", self.root / "election.toml",
            "--trustees", self.root / "ceremony/trustees.json",
            "--credentials", self.root / "public.json",
        )  # fmt: skip

    def ballot(self, voter: int, *lines: str) -> Path:
        (self.root / "credential").write_text(self.letters[voter])
        (self.root / "choices").write_text("".join(f"{line}\n" for line in lines))
        out = self.root / f"voter-{voter}"
        done(
            "ballot", "make", self.archive, "--credential", self.root / "credential",
            "--choices", self.root / "choices", "--out", out, said="cast\n",
        )  # fmt: skip
        return out / "ballot.json"

    def decrypt(self, index: int) -> Path:
        key = self.keys[index - 1]
        done("trustee", "drill", key, self.archive, "--out", self.root, "--yes")
        done("trustee", "decrypt", key, self.archive, "--out", self.root, "--yes")
        return self.root / f"decryption-{index}.txt"


@pytest.fixture
def club(tmp_path: Path) -> Club:
    made = Club(tmp_path)
    made.open()
    return made


def test_a_whole_election(club: Club) -> None:
    first = [club.ballot(0, "1"), club.ballot(1, "blank")]
    added = done("box", "add", club.archive, *first)
    assert added.count("Added: ") == 2
    assert "in the box: 2" in done("box", "add", club.archive, club.ballot(0, "2"))
    assert "in it: 2" in done("box", "close", club.archive)
    assert "encrypted: 2" in done("box", "tally", club.archive)
    shares = [club.decrypt(1), club.decrypt(2)]
    assert "trustee 2" in done("box", "share", club.archive, *shares)
    shown = done("box", "result", club.archive).splitlines()
    assert shown[:5] == ["Who shall chair?", "Option\tVotes", "Blank\t1", "Ann\t0", "Bea\t1"]
    report = verify_archive(club.archive.read_bytes())
    assert report.result == ((1, 0, 1),)
    assert report.ballots == 3
    assert stat.S_IMODE(club.archive.stat().st_mode) & 0o400


def test_a_vouch_beside_a_share_is_checked_first(club: Club) -> None:
    done("box", "add", club.archive, *(club.ballot(voter, "1") for voter in range(3)))
    done("box", "close", club.archive)
    done("box", "tally", club.archive)
    share, before = club.decrypt(1), club.archive.read_bytes()
    vouch = club.root / "vouch-1.json"
    true = vouch.read_bytes()
    vouch.write_bytes(edit(true, lambda f: f.update(challenge=str(int(f["challenge"]) ^ 1))))
    assert "vouch of trustee 1 is false" in refused("box", "share", club.archive, share)
    assert club.archive.read_bytes() == before
    vouch.write_bytes(true)
    assert "1 has vouched for it" in done("box", "share", club.archive, share)
    share = club.decrypt(2)
    (club.root / "vouch-2.json").unlink()
    assert "No vouch of trustee 2" in done("box", "share", club.archive, share)


def test_questions_of_numbers_are_shuffled_first(tmp_path: Path) -> None:
    club = Club(tmp_path, ELECTION + NUMBERS)
    club.open()
    done("box", "add", club.archive, club.ballot(0, "1", "1,2,3"), club.ballot(2, "2", "3,2,1"))
    done("box", "close", club.archive)
    assert "shuffle them in turn" in done("box", "tally", club.archive)
    done("trustee", "drill", club.keys[0], club.archive, "--out", tmp_path, "--yes")
    assert "being shuffled" in refused("trustee", "decrypt", club.keys[0], club.archive, "--yes")
    assert "must be shuffled" in refused("box", "share", club.archive, tmp_path / "none")
    assert "next trustee" in done("box", "shuffle", club.archive, "--owner", 1)
    assert "enough" in done("box", "shuffle", club.archive, "--owner", 2)
    assert "Nothing is to be shuffled" in refused("box", "shuffle", club.archive, "--owner", 2)
    done("box", "share", club.archive, club.decrypt(1), club.decrypt(2))
    assert "Ballots cast\t2" in done("box", "result", club.archive)
    result = verify_archive(club.archive.read_bytes()).result
    assert result is not None
    assert sorted(result[1]) == [(1, 2, 3), (3, 2, 1)]


def test_wrong_phases_are_refused_with_what_comes_first(club: Club) -> None:
    assert "still open" in refused("box", "tally", club.archive)
    assert "not summed up" in refused("box", "share", club.archive, club.root / "none")
    assert "not summed up" in refused("box", "result", club.archive)
    assert "Nothing is to be shuffled" in refused("box", "shuffle", club.archive, "--owner", 1)
    ballots = [club.ballot(voter, "1") for voter in range(3)]
    done("box", "add", club.archive, *ballots[:2])
    done("box", "close", club.archive)
    assert "is closed" in refused("box", "add", club.archive, ballots[2])
    assert "is closed" in refused("box", "close", club.archive)
    done("box", "tally", club.archive)
    assert "already" in refused("box", "tally", club.archive)
    share = club.decrypt(1)
    done("box", "share", club.archive, share)
    assert "given" in refused("box", "share", club.archive, share)
    assert "missing" in refused("box", "result", club.archive)
    done("box", "share", club.archive, club.decrypt(2))
    done("box", "result", club.archive)
    assert "is in the archive" in refused("box", "share", club.archive, share)
    assert "is in the archive" in refused("box", "result", club.archive)


def test_a_refused_command_leaves_the_archive_as_it_was(club: Club) -> None:
    ballot = club.ballot(0, "1")
    before = club.archive.read_bytes()
    broken = club.root / "broken.json"
    broken.write_bytes(ballot.read_bytes().replace(b'"response":"', b'"response":"1', 1))
    said = refused("box", "add", club.archive, ballot, broken)
    assert "broken.json" in said
    assert "one voter" in refused("box", "add", club.archive, ballot, club.ballot(0, "2"), ballot)
    assert club.archive.read_bytes() == before
    done("box", "add", club.archive, ballot)
    once = club.archive.read_bytes()
    assert "already in the box" in refused("box", "add", club.archive, ballot)
    assert club.archive.read_bytes() == once


def test_a_box_is_opened_once(club: Club) -> None:
    before = club.archive.read_bytes()
    said = refused(
        "box", "open", club.archive, "--election", club.root / "election.toml",
        "--trustees", club.root / "ceremony/trustees.json",
        "--credentials", club.root / "public.json",
    )  # fmt: skip
    assert "opened once" in said
    assert club.archive.read_bytes() == before


def test_a_damaged_archive_is_not_continued(club: Club) -> None:
    ballot = club.ballot(0, "1")
    data = bytearray(club.archive.read_bytes())
    data[-600] ^= 1
    club.archive.write_bytes(data)
    refused("box", "add", club.archive, ballot)
    assert club.archive.read_bytes() == bytes(data)


def test_a_full_disk_or_an_interruption_leaves_the_archive(
    club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballot = club.ballot(0, "1")
    before = club.archive.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("suffrage.adapters.durable.os.fsync", full)
        assert "No space left" in refused("box", "add", club.archive, ballot)
    assert club.archive.read_bytes() == before

    def interrupted(*_arguments: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(import_module("suffrage.cli.box.add"), "check_ballot", interrupted)
        assert run("box", "add", club.archive, ballot).exit_code != 0
    assert club.archive.read_bytes() == before
    assert "in the box: 1" in done("box", "add", club.archive, ballot)


def test_two_commands_never_write_at_once(club: Club) -> None:
    with locked(club.root):
        assert "Another program" in refused("box", "close", club.archive)


def test_credentials_are_never_written_to_a_file(tmp_path: Path) -> None:
    (tmp_path / "election.toml").write_text(ELECTION)
    command = [
        sys.executable, "-m", "suffrage.cli", "box", "credentials", str(tmp_path / "election.toml"),
        "--number", "2", "--public", str(tmp_path / "public.json"),
    ]  # fmt: skip
    with (tmp_path / "letters").open("wb") as file:
        ended = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 2
    assert b"never written to a file" in ended.stderr
    assert (tmp_path / "letters").read_bytes() == b""
    assert not (tmp_path / "public.json").exists()
    piped = subprocess.run(command, capture_output=True, check=True)
    letters = piped.stdout.decode().split()
    assert len(set(letters)) == 2
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not [letter for letter in letters if letter.encode() in left + piped.stderr]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ((ELECTION, "= 1"), "not TOML"),
        (("suffrage-election = 1", "suffrage-election = 2"), "suffrage-election"),
        (("blank = true", "blanc = true"), "blanc"),
        (('answers = ["Ann", "Bea"]', 'answers = "Ann"'), "answers"),
        (('answers = ["Ann", "Bea"]', "answers = []"), "Question 0"),
        (("SuffrageBox123", "short"), "uuid"),
    ],
)
def test_a_false_description_is_refused_with_its_place(
    change: tuple[str, str], words: str, tmp_path: Path
) -> None:
    club = Club(tmp_path)
    (tmp_path / "election.toml").write_text(ELECTION.replace(*change))
    said = refused(
        "box", "open", club.archive, "--election", tmp_path / "election.toml",
        "--trustees", tmp_path / "ceremony/trustees.json",
        "--credentials", tmp_path / "public.json",
    )  # fmt: skip
    assert words in said
    assert not club.archive.exists()
