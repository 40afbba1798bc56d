"""``suffrage ballot``: nothing is signed before "cast", nothing opened after it."""

import hashlib
import re
from itertools import count
from pathlib import Path

import msgspec
import pytest
from tests.support.commands import done, refused, run
from tests.support.online_box import BLANK, CHOICE, OnlineBox, chain

from suffrage.belenios.check_ballot import check_ballot
from suffrage.belenios.questions.lists import Lists, ListsValue
from suffrage.belenios.questions.non_homomorphic import NonHomomorphic, NonHomomorphicValue
from suffrage.cli.ballot.choices import parse_choice, question_lines, spoken_choice
from suffrage.errors import Refused

LISTS = Lists(value=ListsValue(answers=(("Left", "Ann"), ("Right", "Bea", "Cid")), question="L?"))
RANKS = NonHomomorphic(value=NonHomomorphicValue(answers=("a", "b", "c"), question="Rank?"))
BOX = OnlineBox(questions=(CHOICE, BLANK))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "box.bel"
    path.write_bytes(chain(BOX.open_records()))
    return path


@pytest.fixture
def voter(tmp_path: Path) -> tuple[str, ...]:
    """The options of a voter whose credential and choices lie in files."""
    (tmp_path / "credential").write_text(BOX.credentials[0].private + "\n")
    (tmp_path / "choices").write_text("2\nblank\n")
    return (
        "--credential", str(tmp_path / "credential"),
        "--choices", str(tmp_path / "choices"), "--out", str(tmp_path / "out"),
    )  # fmt: skip


def files(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "out").iterdir())


def test_cast_signs_and_leaves_no_opening(
    archive: Path, voter: tuple[str, ...], tmp_path: Path
) -> None:
    shown = done("ballot", "make", archive, *voter, said="cast\n")
    assert files(tmp_path) == ["ballot.json"]
    data = (tmp_path / "out/ballot.json").read_bytes()
    checked = check_ballot(BOX.election, BOX.setup.credentials, data)
    assert checked.tracker in shown
    assert msgspec.json.decode(data)["signature"]["hash"] in shown
    said = done("ballot", "check", tmp_path / "out/ballot.json", archive)
    assert "does not hold it yet" in said
    assert checked.tracker in said
    archive.write_bytes(chain([*BOX.open_records(), ("Ballot", (data,))]))
    assert "The box holds it." in done("ballot", "check", tmp_path / "out/ballot.json", archive)


def test_audit_opens_and_never_signs(archive: Path, voter: tuple[str, ...], tmp_path: Path) -> None:
    shown = done("ballot", "make", archive, *voter, said="audit\n")
    assert files(tmp_path) == ["ballot.audit.json"]
    assert "never be signed" in shown
    opened = done("ballot", "audit", tmp_path / "out/ballot.audit.json", archive)
    assert "1\tBea" in opened.splitlines()
    assert "2\tblank" in opened.splitlines()
    found = re.search(r"Note its hash: (\S{43})", shown)
    assert found is not None
    assert f"Its hash: {found[1]}" in opened
    assert b"signature" not in (tmp_path / "out/ballot.audit.json").read_bytes()


def test_the_hash_is_shown_before_the_device_learns_what_it_is_for(
    archive: Path, voter: tuple[str, ...], tmp_path: Path
) -> None:
    result = run("ballot", "make", archive, *voter, said="")
    assert result.exit_code == 1
    assert "Note its hash" in result.stdout
    assert files(tmp_path) == []
    assert "neither" in refused("ballot", "make", archive, *voter, said="perhaps\n")
    assert files(tmp_path) == []


def test_no_exponent_is_left_after_a_cast(
    archive: Path, voter: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A18: randomness beside a tracker sells the vote; here every exponent is known and planted."""
    calls = count()

    def draw(size: int) -> bytes:
        return hashlib.shake_256(f"planted {next(calls)}".encode()).digest(size)

    monkeypatch.setattr("secrets.token_bytes", draw)
    done("ballot", "make", archive, *voter, said="audit\n")
    opening = msgspec.json.decode((tmp_path / "out/ballot.audit.json").read_bytes())
    planted = [text for row in opening["randomness"] for text in row]
    (tmp_path / "out/ballot.audit.json").unlink()
    calls = count()
    shown = done("ballot", "make", archive, *voter, said="cast\n")
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    # The same draws made the same ciphertexts, so the planted exponents are those of this ballot.
    cast = msgspec.json.decode((tmp_path / "out/ballot.json").read_bytes())
    assert cast["answers"] == opening["ballot"]["answers"]
    assert len(planted) == 6
    assert not [text for text in planted if text.encode() in left or text in shown]


def test_what_is_asked_for_is_not_echoed(archive: Path, tmp_path: Path) -> None:
    private = BOX.credentials[1].private
    said = f"{private}\n3\n1\ncast\n"
    result = run("ballot", "make", archive, "--out", tmp_path / "out", said=said)
    assert result.exit_code == 0
    assert private not in result.output
    assert "   3  Chloé" in result.stdout
    assert "or blank" in result.stdout


@pytest.mark.parametrize(
    ("credential", "choices", "words"),
    [
        ("nonsense", "2\n1\n", "not of the form"),
        ("\u00e9", "2\n1\n", "not of the form"),
        (OnlineBox(seed="stranger").credentials[0].private, "2\n1\n", "not on the list"),
        (BOX.credentials[0].private, "2\n", "question 1"),
        (BOX.credentials[0].private, "4\n1\n", "question 0"),
        (BOX.credentials[0].private, "1,2\n1\n", "question 0"),
        (BOX.credentials[0].private, "2\nblank,1\n", "question 1"),
    ],
)
def test_wrong_credentials_and_choices_are_refused_unseen(
    credential: str, choices: str, words: str, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "c").write_text(credential)
    (tmp_path / "v").write_text(choices)
    result = run(
        "ballot", "make", archive, "--credential", tmp_path / "c", "--choices", tmp_path / "v",
        "--out", tmp_path / "out", said="cast\n",
    )  # fmt: skip
    assert result.exit_code == 2
    assert words in result.stderr
    assert credential not in result.output
    assert not (tmp_path / "out").exists()


def test_a_false_ballot_and_a_false_opening_are_refused(
    archive: Path, voter: tuple[str, ...], tmp_path: Path
) -> None:
    done("ballot", "make", archive, *voter, said="cast\n")
    path = tmp_path / "out/ballot.json"
    fields = msgspec.json.decode(path.read_bytes())
    fields["signature"]["proof"]["response"] = "1"
    path.write_bytes(msgspec.json.encode(fields))
    assert "signature" in refused("ballot", "check", path, archive)
    done("ballot", "make", archive, *voter, said="audit\n")
    path = tmp_path / "out/ballot.audit.json"
    fields = msgspec.json.decode(path.read_bytes())
    fields["randomness"][0][0] = "1"
    path.write_bytes(msgspec.json.encode(fields))
    assert "has cheated" in refused("ballot", "audit", path, archive)


@pytest.mark.parametrize(
    ("question", "text", "choice", "spoken"),
    [
        (CHOICE, "3", [0, 0, 1], "Chloé"),
        (BLANK, " blank ", [1, 0, 0], "blank"),
        (BLANK, "2", [0, 0, 1], "no"),
        (LISTS, "2: 1,2", [[0, 0], [1, 1, 1]], "Right: Bea, Cid"),
        (LISTS, "1 :1", [[1, 1], [0, 0, 0]], "Left: Ann"),
        (RANKS, "3, 1 ,2", [3, 1, 2], "a = 3, b = 1, c = 2"),
    ],
)
def test_choices_are_typed_and_said_again(
    question: object, text: str, choice: object, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert parse_choice(question, text, 0) == choice  # type: ignore[arg-type]
    assert spoken_choice(question, choice) == spoken  # type: ignore[arg-type]
    assert len(list(question_lines(question, 1))) > 2  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (CHOICE, "0"),
        (CHOICE, "4"),
        (CHOICE, "1,1"),
        (CHOICE, "blank"),
        (CHOICE, "one"),
        (CHOICE, "-1"),
        (LISTS, "2"),
        (LISTS, "1,2: 1"),
        (LISTS, "3: 1"),
        (LISTS, "2: 3"),
        (RANKS, "1;2;3"),
    ],
)
def test_what_is_no_choice_is_refused(question: object, text: str) -> None:
    with pytest.raises(Refused, match=r"bel\.choice"):
        parse_choice(question, text, 0)  # type: ignore[arg-type]


def test_a_question_cannot_write_on_the_terminal(tmp_path: Path) -> None:
    evil = msgspec.structs.replace(CHOICE, answers=("\x1b[2Jgone", "b", "c"))
    box = OnlineBox(questions=(evil,))
    path = tmp_path / "evil.bel"
    path.write_bytes(chain(box.open_records()))
    said = f"{box.credentials[0].private}\n1\naudit\n"
    result = run("ballot", "make", path, "--out", tmp_path, said=said)
    assert "\x1b" not in result.output
    assert "\x1b" not in done("ballot", "audit", tmp_path / "ballot.audit.json", path)
