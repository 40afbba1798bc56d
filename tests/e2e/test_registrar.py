"""The registrar from a terminal: mail, letters, interruptions, and canaries in every leftover."""

import base64
import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.support.mail_server import PASSWORD, MailServer, mail_server, make_certificate
from tests.support.online_election import BOX
from tests.support.pango import need_pango
from tests.support.registrar import (
    RUNS,
    SECOND,
    SHAPE,
    UUIDS,
    TwoRounds,
    members_csv,
    planted,
    settings_toml,
    write_board,
)
from typer.testing import CliRunner, Result

from suffrage.acts.online.cast_ballot import OpenBox, cast_ballot
from suffrage.acts.online.open_box import open_box
from suffrage.acts.online.sequence_ballots import sequence_ballots
from suffrage.acts.online.set_up_trustee import set_up_trustee
from suffrage.adapters.age_files import make_identity, recipient_of
from suffrage.belenios.backend import load_group
from suffrage.belenios.credentials import derive_exponent, make_credential
from suffrage.belenios.make_ballot import make_ballot
from suffrage.belenios.questions.homomorphic import Homomorphic
from suffrage.belenios.trustees import make_trustee_key, write_trustees
from suffrage.board.record import Draft
from suffrage.board.signature import Signer
from suffrage.board.submission import read_submission
from suffrage.cli import app

ROLES = ("commission@chair", "agent@to1", "agent@to2", "agent@to3")
NUMBERS = [f"A/{n:04}" for n in range(1, 7)]
MAILBOXES = [f"member{n}@example.org" for n in range(1, 7)]


def run(*command: str | Path) -> Result:
    return CliRunner().invoke(app, ["registrar", *map(str, command)])


def done(*command: str | Path) -> str:
    result = run(*command)
    assert result.exit_code == 0, result.output
    return result.output


class Desk:
    """A registrar's computer: its folder, and the election around it."""

    def __init__(self, folder: Path, carrier: str, tables: str) -> None:
        self.folder = folder / "work"
        self.folder.mkdir()
        (key,) = re.findall(r"^registrar ([0-9a-f]{64})$", done("key", self.folder), re.MULTILINE)
        self.election = TwoRounds(carrier, key)
        self.identities = {role: make_identity() for role in ROLES}
        self.write_settings(tables)
        (self.folder / "members.csv").write_bytes(members_csv())
        self.copy_board()

    def write_settings(self, tables: str) -> None:
        keys = {role: recipient_of(one) for role, one in self.identities.items()}
        (self.folder / "registrar.toml").write_text(settings_toml(keys, tables))

    def copy_board(self) -> None:
        write_board(self.folder, self.election)

    def hand_over(self) -> None:
        """The office appends what the registrar signed, and the registrar takes a new copy."""
        for box in UUIDS:
            data = (self.folder / "out" / f"credentials-{box}-1.record").read_bytes()
            self._append(*read_submission(data))
        self.copy_board()

    def _append(self, draft: Draft, sign: Signer) -> None:
        self.election.board.perform(lambda _: draft, sign)

    def public(self, box: str) -> bytes:
        return (self.folder / "out" / f"credentials-{box}-1.json").read_bytes()

    def set_up(self, box: str = BOX) -> None:
        """The box's first event."""
        election = self.election
        keys = [make_trustee_key(election.entropy) for _ in range(2)]
        for owner, key in enumerate(keys, 1):
            by = f"trustee@to{owner}"
            election.act(set_up_trustee, by, box, 1, owner=owner, trustee=key.public)
        public = write_trustees([key.public for key in keys])
        listed = self.public(box)
        election.board.perform(
            lambda state: open_box(
                state, box, 1, uuid=UUIDS[box], trustees=public, credentials=listed
            )
        )
        election.trustees[1] = keys
        self.copy_board()


def mail_table(port: int, *more: str) -> str:
    lines = [
        "[mail]",
        'host = "127.0.0.1"',
        f"port = {port}",
        'sender = "registrar@example.org"',
        'security = "none"',
        *more,
    ]
    return "\n".join(lines)


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a library might leave behind, it leaves below the folder of the test."""
    for name, folder in (("HOME", "home"), ("TMPDIR", "tmp"), ("XDG_CACHE_HOME", "cache")):
        (tmp_path / folder).mkdir()
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, server: MailServer) -> Desk:
    made = Desk(tmp_path, "e-mail", mail_table(server.port))
    done("prepare", made.folder)
    return made


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Entropy that the test knows, so that it knows what to look for."""

    def give(seed: str) -> None:
        entropy = planted(seed)
        monkeypatch.setattr("secrets.token_bytes", entropy)

    return give


def credentials(server: MailServer) -> dict[str, str]:
    """The last credential of each mailbox, as its owner copies it."""
    found = {}
    for mailbox in {str(one["To"]) for one in server.received}:
        (found[mailbox],) = SHAPE.findall(server.text(mailbox))
    return found


def leftovers(root: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below a folder, and what it holds."""
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield path, path.read_bytes()


def assert_nowhere(canaries: list[str], root: Path, *texts: str) -> None:
    """No canary, whole or in a usual disguise, in any file or text."""
    disguises = {
        shape
        for one in canaries
        for shape in (
            one.encode(),
            one.replace("-", "").encode(),
            one.encode("utf-16-le"),
            one.encode().hex().encode(),
            *(base64.b64encode(b" " * shift + one.encode())[4:-4] for shift in range(3)),
        )
    }
    assert canaries
    assert len(next(iter(disguises))) > 10
    for path, data in [*leftovers(root), *((Path("-"), text.encode()) for text in texts)]:
        assert [one for one in disguises if one in data] == [], path


def key_of(credential: str, box: str) -> str:
    group = load_group("Ed25519")
    return group.encode(group.base([derive_exponent(group, UUIDS[box], credential)]))[0]


# -- the whole course ----------------------------------------------------------------------------


def test_from_the_key_to_a_vote_in_both_rounds(
    tmp_path: Path, desk: Desk, server: MailServer
) -> None:
    assert "taken by the channel: 6" in done("deliver", desk.folder)
    done("commit", desk.folder)
    desk.hand_over()
    sent = credentials(server)
    assert set(sent) == set(MAILBOXES)
    for box in UUIDS:
        listed = json.loads(desk.public(box))
        assert sorted(listed) == sorted(key_of(one, box) for one in sent.values())

    first_round(desk, sent)
    desk.set_up(SECOND)
    vote(desk.election, SECOND, sent[MAILBOXES[0]], 1)
    assert_nowhere(list(sent.values()), tmp_path)


def first_round(desk: Desk, sent: dict[str, str]) -> None:
    """Four members vote, and everything is counted and certified."""
    desk.set_up()
    election = desk.election
    for choice, mailbox in enumerate(MAILBOXES[:4]):
        vote(election, BOX, sent[mailbox], choice)
    place(election, BOX)
    election.end_run(1).open_polls().close_polls()
    election.decrypt_run(1).count_all().announce().certify()


def vote(election: TwoRounds, box: str, credential: str, choice: int) -> None:
    opened = OpenBox(election.store, box, 1)
    question = opened.setup.election.record.questions[0]
    assert isinstance(question, Homomorphic)
    marks = [[int(place == choice) for place in range(question.width)]]
    data = make_ballot(opened.setup.election, credential, marks, election.entropy)
    cast_ballot(election.store, election.state, opened, data, election.sign("office"))


def place(election: TwoRounds, box: str) -> None:
    waiting = election.store.waiting(box, 1)
    acts = sequence_ballots(election.state, box, 1, waiting, closing=True)
    election.board.perform_all((act, None) for act in acts)


def test_planted_canaries_are_in_no_file_log_or_output(
    tmp_path: Path,
    desk: Desk,
    server: MailServer,
    plant: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    server.rejected_mailboxes = {MAILBOXES[2]}
    server.answers = ["250 taken", "554 this was:"]
    said = []
    plant("first")
    result = run("deliver", desk.folder)
    assert result.exit_code == 1
    said += [result.output, str(result.exc_info)]
    first = credentials(server)
    assert len(first) == 4
    server.rejected_mailboxes = set()
    plant("second")
    said += [done("deliver", desk.folder), done("commit", desk.folder)]
    desk.hand_over()
    said.append(done("openings", desk.folder, "--to", tmp_path / "openings"))
    said += [*capfd.readouterr(), caplog.text]
    canaries = planted_credentials("first", 6) + planted_credentials("second", 2)
    assert set(canaries) > {*first.values(), *credentials(server).values()}
    assert_nowhere(canaries, tmp_path, *said)


def test_the_search_finds_a_canary_that_was_left(tmp_path: Path) -> None:
    canary = "AAAAA-BBBBBB-CCCCC-DDDDDD"
    for hidden in (canary.encode(), base64.b64encode(b"to: x\n" + canary.encode() + b"\n--")):
        (tmp_path / "left").write_bytes(b"x" + hidden + b"y")
        with pytest.raises(AssertionError):
            assert_nowhere([canary], tmp_path)


# -- interruptions -------------------------------------------------------------------------------


def test_one_interrupt_ends_after_the_messages_at_hand(desk: Desk, server: MailServer) -> None:
    interrupt_at(server, 2)
    result = run("deliver", desk.folder)
    assert (result.exit_code, len(server.received)) == (0, 6)
    assert "Stopping after the messages at hand" in result.output


def test_two_interrupts_end_it_at_once_and_the_rest_is_made_anew(
    tmp_path: Path, desk: Desk, server: MailServer
) -> None:
    interrupt_at(server, 2, 3)
    assert run("deliver", desk.folder).exit_code != 0
    before = credentials(server)
    assert 3 <= len(before) < 6
    done("deliver", desk.folder)
    after = credentials(server)
    done("commit", desk.folder)
    listed = set(json.loads(desk.public(BOX)))
    assert {key_of(one, BOX) for one in after.values()} == listed
    kept = [mailbox for mailbox, one in before.items() if after[mailbox] == one]
    assert len(kept) >= 2
    assert_nowhere([*before.values(), *after.values()], tmp_path)


def interrupt_at(server: MailServer, *places: int) -> None:
    """Ctrl-C when the n-th message has come in."""

    def interrupt() -> None:
        if len(server.received) in places:
            os.kill(os.getpid(), signal.SIGINT)

    server.on_received = interrupt


def test_a_program_that_dies_leaves_nothing_that_votes(
    tmp_path: Path, desk: Desk, server: MailServer
) -> None:
    command = [sys.executable, "-m", "suffrage.cli", "registrar", "deliver", str(desk.folder)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    server.on_received = lambda: len(server.received) == 3 and child.kill()  # type: ignore[func-returns-value]
    said, _ = child.communicate(timeout=60)
    dead = credentials(server)
    assert (child.returncode, len(dead)) == (-signal.SIGKILL, 3)
    assert_nowhere(list(dead.values()), tmp_path, said.decode())

    done("deliver", desk.folder)
    done("commit", desk.folder)
    listed = set(json.loads(desk.public(BOX)))
    assert listed == {key_of(one, BOX) for one in credentials(server).values()}
    assert not {key_of(one, BOX) for one in dead.values()} & listed


# -- changes before the box opens, none after ----------------------------------------------------


def test_a_lost_credential_is_void_and_another_takes_its_place(
    desk: Desk, server: MailServer
) -> None:
    done("deliver", desk.folder)
    lost = credentials(server)[MAILBOXES[1]]
    done("commit", desk.folder)
    desk.hand_over()

    assert "no longer counts in: abroad-1, abroad-2-1" in done("reissue", desk.folder, "A/0002")
    assert run("commit", desk.folder).exit_code == 2
    done("deliver", desk.folder)
    assert len(server.received) == 7
    desk.election.wait()
    done("commit", desk.folder)
    desk.hand_over()
    for box in UUIDS:
        listed = json.loads(desk.public(box))
        assert key_of(lost, box) not in listed
        assert key_of(credentials(server)[MAILBOXES[1]], box) in listed
    desk.set_up()


def test_once_the_box_is_open_a_new_credential_serves_the_next_round_only(
    desk: Desk, server: MailServer
) -> None:
    done("deliver", desk.folder)
    done("commit", desk.folder)
    desk.hand_over()
    desk.set_up()
    before = desk.public(BOX)
    assert "no longer counts in: abroad-2-1." in done("reissue", desk.folder, "A/0002")
    done("deliver", desk.folder)
    done("commit", desk.folder)
    assert desk.public(BOX) == before
    text = server.text(MAILBOXES[1])
    assert "first-secretary" in text
    assert "Orientation" not in text


def test_nothing_changes_once_every_box_is_open(desk: Desk, server: MailServer) -> None:
    done("deliver", desk.folder)
    done("commit", desk.folder)
    desk.hand_over()
    first_round(desk, credentials(server))
    desk.set_up(SECOND)
    for command in (["reissue", "A/0002"], ["withdraw", "A/0002"], ["deliver"], ["commit"]):
        result = run(command[0], desk.folder, *command[1:])
        assert (result.exit_code, "open or over" in result.output) == (2, True)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["reissue", "Z/9999"], "has no credential in this book"),
        (["withdraw", "A/0002"], "is still on the roll"),
    ],
)
def test_members_who_cannot_be_voided(desk: Desk, command: list[str], said: str) -> None:
    done("deliver", desk.folder)
    result = run(command[0], desk.folder, *command[1:])
    assert (result.exit_code, said in result.output) == (2, True), result.output


# -- what others check ---------------------------------------------------------------------------


@pytest.fixture
def committed(desk: Desk) -> Desk:
    done("deliver", desk.folder)
    done("commit", desk.folder)
    desk.hand_over()
    return desk


def check(desk: Desk, *more: str | Path) -> Result:
    public, policy = desk.folder / "public", desk.folder / "policy.toml"
    return run("check", public, "--policy", policy, *more)


def identity_file(folder: Path, identity: str) -> Path:
    path = folder / "identity.txt"
    path.write_text(f"# created: today\n# public key: x\n{identity}\n")
    path.chmod(0o600)
    return path


@pytest.mark.parametrize("role", ROLES)
def test_the_commission_and_every_agent_open_the_table(
    tmp_path: Path, committed: Desk, role: str
) -> None:
    identity = identity_file(tmp_path, committed.identities[role])
    table = committed.folder / "out" / "table.age"
    result = check(committed, "--table", table, "--identity", identity)
    assert result.exit_code == 0, result.output
    assert "abroad-1\t6\t0\n" in result.output


def test_a_stranger_does_not_open_the_table(tmp_path: Path, committed: Desk) -> None:
    identity = identity_file(tmp_path, make_identity())
    table = committed.folder / "out" / "table.age"
    result = check(committed, "--table", table, "--identity", identity)
    assert (result.exit_code, "does not open the file" in result.output) == (1, True)


def test_members_check_their_openings(tmp_path: Path, committed: Desk) -> None:
    done("openings", committed.folder, "--to", tmp_path / "openings")
    files = sorted((tmp_path / "openings").iterdir())
    assert [path.name for path in files] == [f"A%2F{n:04}.json" for n in range(1, 7)]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    result = check(committed, *(part for path in files for part in ("--opening", path)))
    assert result.exit_code == 0, result.output

    forged = files[0].read_bytes().replace(b"A/0001", b"A/0002")
    files[0].write_bytes(forged)
    result = check(committed, "--opening", files[0])
    assert (result.exit_code, "does not lead to the signed root" in result.output) == (1, True)


def test_an_opening_does_not_follow_its_credential(committed: Desk) -> None:
    result = run("openings", committed.folder)
    assert (result.exit_code, "another channel" in result.output) == (2, True)


def test_there_must_be_something_to_check(committed: Desk) -> None:
    assert check(committed).exit_code == 2


# -- secrets come from files or the terminal -----------------------------------------------------


def test_the_password_lies_in_a_private_file(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    with mail_server(certificate, security="starttls", login=True) as running:
        more = ['user = "registrar"', 'password = "smtp.txt"', 'authority = "mail.pem"']
        table = mail_table(running.port, *more)
        table = table.replace("127.0.0.1", "localhost").replace('"none"', '"starttls"')
        desk = Desk(tmp_path, "e-mail", table)
        shutil.copy(certificate[0], desk.folder / "mail.pem")
        secret = desk.folder / "smtp.txt"
        secret.write_text(PASSWORD + "\n")
        done("prepare", desk.folder)

        secret.chmod(0o644)
        result = run("deliver", desk.folder)
        assert (result.exit_code, running.received) == (2, [])
        secret.chmod(0o600)
        done("deliver", desk.folder)
        assert running.encrypted == [True] * 6

        (desk.folder / "smtp.txt").unlink()
        desk.write_settings(table.replace('password = "smtp.txt"', ""))
        result = run("deliver", desk.folder)
        assert "without a terminal" in result.output
    assert PASSWORD not in b"".join(data for _, data in leftovers(tmp_path)).decode("latin-1")


def test_the_keys_are_the_owner_s_alone_and_are_never_replaced(desk: Desk) -> None:
    key = desk.folder / "registrar.key"
    before = key.read_bytes()
    assert key.stat().st_mode & 0o777 == 0o600
    assert run("key", desk.folder).exit_code == 2
    assert key.read_bytes() == before
    key.chmod(0o640)
    assert run("deliver", desk.folder).exit_code == 2


# -- letters -------------------------------------------------------------------------------------


class Paper:
    """A named pipe that stands for a printer; what comes out stays in memory."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.jobs: list[bytes] = []
        self._path = path
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        while True:
            self.jobs.append(self._path.read_bytes())

    def text(self) -> str:
        done = [
            subprocess.run(["pdftotext", "-", "-"], input=job, capture_output=True, check=True)
            for job in self.jobs
        ]
        return "".join(one.stdout.decode() for one in done)


def test_letters_go_to_the_printer_and_into_no_file(
    tmp_path: Path, plant: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    need_pango()
    paper = Paper(tmp_path / "printer")
    desk = Desk(tmp_path, "letter", f'[letters]\ndevice = "{tmp_path}/printer"')
    (desk.folder / "members.csv").write_bytes(members_csv(name="<b>Ada</b> & Cie"))
    done("prepare", desk.folder)
    plant("letters")
    said = done("deliver", desk.folder)
    assert "taken by the channel: 6" in said
    done("commit", desk.folder)

    assert len(paper.jobs) == 1
    made = planted_credentials("letters", 6)
    listed = json.loads(desk.public(BOX))
    assert sorted(listed) == sorted(key_of(one, BOX) for one in made)
    (tmp_path / "printer").unlink()
    assert_nowhere(made, tmp_path, said, caplog.text)
    assert not [path for path, data in leftovers(tmp_path) if b"%PDF" in data]
    if shutil.which("pdftotext"):
        text = paper.text()
        assert sorted(SHAPE.findall(text)) == sorted(made)
        assert "<b>Ada</b> & Cie No 3" in text


def planted_credentials(seed: str, number: int) -> list[str]:
    """What ``deliver`` makes of planted entropy: one draw a credential, then a salt a run."""
    entropy, made = planted(seed), []
    for _ in range(number):
        made.append(make_credential(UUIDS[BOX], entropy).private)
        for _run in RUNS:
            entropy(32)
    return made


def test_letters_to_a_file_are_refused_and_count_for_nobody(tmp_path: Path) -> None:
    need_pango()
    (tmp_path / "letters.pdf").touch()
    desk = Desk(tmp_path, "letter", f'[letters]\ndevice = "{tmp_path}/letters.pdf"')
    done("prepare", desk.folder)
    result = run("deliver", desk.folder)
    assert (result.exit_code, (tmp_path / "letters.pdf").stat().st_size) == (2, 0)
    assert "a file would keep the credentials" in result.output
    assert run("commit", desk.folder).exit_code == 2


def test_a_printing_command_and_openings_by_mail(tmp_path: Path, server: MailServer) -> None:
    need_pango()
    count = "import sys; sys.exit(b'%PDF' not in sys.stdin.buffer.read())"
    command = json.dumps([sys.executable, "-c", count])
    tables = f"[letters]\ncommand = {command}\n" + mail_table(server.port)
    desk = Desk(tmp_path, "letter", tables)
    done("prepare", desk.folder)
    done("deliver", desk.folder)
    done("commit", desk.folder)
    assert run("openings", desk.folder).exit_code == 2
    desk.hand_over()
    server.rejected_mailboxes = {MAILBOXES[0]}
    assert run("openings", desk.folder).exit_code == 1
    server.rejected_mailboxes = set()
    assert "told by e-mail: 6" in done("openings", desk.folder)
    assert sorted(str(one["To"]) for one in server.received) == MAILBOXES

    (attached,) = server.received[0].iter_attachments()
    path = tmp_path / "opening.json"
    path.write_bytes(attached.get_payload(decode=True))  # type: ignore[arg-type]
    assert check(desk, "--opening", path).exit_code == 0
    assert SHAPE.search(str(server.received[0])) is None


# -- what must be in order first -----------------------------------------------------------------


def test_what_prepare_refuses(tmp_path: Path, server: MailServer) -> None:
    desk = Desk(tmp_path, "e-mail", mail_table(server.port))

    def refuses(said: str) -> None:
        result = run("prepare", desk.folder)
        assert (result.exit_code, said in result.output) == (2, True), result.output

    settings = desk.folder / "registrar.toml"
    good = settings.read_text()
    for old, new, said in (
        ('channel = "abroad"', 'channel = "paper"', "No box has the channel"),
        ('"agent@to3"', '"agent@to9"', "agent@to9 is neither"),
        (f'"agent@to3" = "{recipient_of(desk.identities["agent@to3"])}"', "", "agent@to3 could"),
        ('"age1', '"age2', "not of the form age1"),
        ("suffrage-registrar = 1", "suffrage-registrar = 2", "registrar.toml"),
        ("[board]", "[bored]", "registrar.toml"),
        ("port = ", "port == ", "no TOML"),
        ('"registrar@example.org"', '"registrar@example.org, eve@example.org"', "mail.sender"),
    ):
        assert old in good
        settings.write_text(good.replace(old, new))
        refuses(said)
    settings.write_text(good)

    (desk.folder / "members.csv").write_bytes(members_csv(5))
    refuses("5 members of the section 99-001, and the board 6 entitled")
    (desk.folder / "members.csv").write_bytes(members_csv(6) + b"\nA/0006;99-001;x;y;;;;")
    result = run("prepare", desk.folder)
    assert (result.exit_code, "members.number-twice" in result.output) == (1, False)
    (desk.folder / "members.csv").write_bytes(members_csv())

    page = desk.folder / "public" / "results.json"
    page.write_bytes(page.read_bytes().replace(b"0", b"1", 1))
    refuses("does not hold")
    desk.copy_board()
    done("prepare", desk.folder)
    refuses("has been prepared already")


def test_a_registrar_whom_the_board_does_not_name(tmp_path: Path, server: MailServer) -> None:
    desk = Desk(tmp_path, "e-mail", mail_table(server.port))
    desk.election = TwoRounds("e-mail")
    desk.copy_board()
    result = run("prepare", desk.folder)
    assert (result.exit_code, "does not name your key" in result.output) == (2, True)


def test_nothing_is_delivered_before_it_is_prepared(tmp_path: Path, server: MailServer) -> None:
    desk = Desk(tmp_path, "e-mail", mail_table(server.port))
    result = run("deliver", desk.folder)
    assert (result.exit_code, server.received) == (2, [])


def test_one_program_at_a_time(desk: Desk, server: MailServer) -> None:
    command = [sys.executable, "-m", "suffrage.cli", "registrar", "commit", str(desk.folder)]
    results: list[int] = []

    def commit() -> None:
        if not results:
            results.append(subprocess.run(command, capture_output=True, check=False).returncode)

    server.on_received = commit
    done("deliver", desk.folder)
    assert results == [2]
