"""``suffrage witness``: a key, a witness that strangers may ask, a monitor and its alarm."""

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.support.commands import done, english, refused, run, write_folder
from tests.support.folders import flipped, policy_of
from tests.support.simulator import Simulation
from tests.support.site_server import SiteServer
from tests.support.tlog import LOG, WITNESSES, make_checkpoint, make_tree
from tests.support.witnessed import NOW, body, forked_tree, new_memory, new_witness, served

from suffrage.acts.disputes.report_incident import report_incident
from suffrage.adapters.http_client import Answer, ask
from suffrage.adapters.witness_memory import WitnessMemory
from suffrage.cli.directory import Directory
from suffrage.cli.witness import server as server_module
from suffrage.cli.witness.evidence import raise_alarm
from suffrage.cli.witness.monitor import Watching
from suffrage.model import canonical
from suffrage.tlog.keys import COSIGNER, Signer, format_key, parse_key
from suffrage.tlog.note import open_note
from suffrage.tlog.witnessing import Request, add_cosignatures, encode_request
from suffrage.verify import write_policy
from suffrage.witness.contradiction import Contradiction, contradict, weigh
from suffrage.witness.key_file import read_signer
from suffrage.witness.monitor import Monitor

pytestmark = pytest.mark.long

VKEY = format_key(LOG.key)


def make_key(folder: Path) -> tuple[Path, str]:
    file = folder / "witness.key"
    return file, done("witness", "key", file, "--name", "witness.to1.example.org").strip()


# -- key -------------------------------------------------------------------------------------------


def test_a_key_and_its_memory_are_made_for_the_owner_alone(tmp_path: Path) -> None:
    file, printed = make_key(tmp_path)
    key = parse_key(printed)
    assert (key.name, key.kind) == ("witness.to1.example.org", COSIGNER)
    assert read_signer(file.read_bytes()).key == key
    for one in (file, tmp_path / "witness.key.state"):
        assert stat.S_IMODE(one.stat().st_mode) == 0o600
    before = file.read_bytes()
    assert "witness.key" in refused("witness", "key", file, "--name", "witness.to1.example.org")
    assert file.read_bytes() == before


def test_a_name_that_no_note_can_carry_makes_no_file(tmp_path: Path) -> None:
    refused("witness", "key", tmp_path / "a.key", "--name", "two words")
    assert list(tmp_path.iterdir()) == []


# -- run -------------------------------------------------------------------------------------------


@contextmanager
def running(key: Path, *more: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """``suffrage witness run`` in a process of its own, and where it answers."""
    command = [sys.executable, "-m", "suffrage.cli", "witness", "run", str(key), "--log", VKEY]
    command += ["--listen", "127.0.0.1:0", "--evidence", str(key.parent), *more]
    env = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env
    ) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+:\d+", process.stdout.readline())
            assert found is not None
            yield found[0], process
        finally:
            process.kill()


def post(url: str, request: bytes) -> Answer:
    return ask(f"{url}/add-checkpoint", most=65536, body=request, seconds=10)


def test_every_status_of_the_protocol_and_a_kill(tmp_path: Path) -> None:
    """The dialogue that other implementations have, then kill -9, then the same memory."""
    file, printed = make_key(tmp_path)
    stranger = encode_request(
        Request(0, (), make_checkpoint(make_tree(1), signer=Signer("other", 1, bytes(32))))
    )
    unsigned = encode_request(
        Request(0, (), make_checkpoint(make_tree(1), signer=Signer(LOG.name, 1, bytes(32))))
    )
    false = encode_request(Request(1, (bytes(32),), make_checkpoint(make_tree(3))))
    with running(file) as (url, process):
        for request, status in (
            (stranger, 404),
            (unsigned, 403),
            (b"nonsense", 400),
            (body(make_tree(1), 0), 200),
            (false, 422),
            (body(forked_tree(1, 0), 1), 422),
            (body(make_tree(3), 1), 200),
            (body(make_tree(3), 1), 409),
            (body(make_tree(3), 3), 200),
        ):
            answer = post(url, request)
            assert answer.status == status
        note = add_cosignatures(make_checkpoint(make_tree(3)), answer.data, [parse_key(printed)])
        assert open_note(note, [parse_key(printed)]).signed[0].time is not None
        stale = post(url, body(make_tree(7), 1))
        assert (stale.status, stale.type, stale.data) == (409, "text/x.tlog.size", b"3\n")
        assert ask(f"{url}/add-checkpoint", most=99).status == 404
        assert ask(f"{url}/elsewhere", most=99, body=b"").status == 404
        process.send_signal(signal.SIGKILL)
        process.wait()
    # The request for another tree of one size was evidence, and was written when it came.
    evidence = list(tmp_path.glob("contradiction-*.json"))
    assert [weigh(read(one), LOG.key) for one in evidence] == ["forked"]
    with running(file) as (url, process):
        assert post(url, body(forked_tree(7, 1), 3)).status == 422
        assert post(url, body(make_tree(7), 3)).status == 200
        process.terminate()
        assert process.wait(20) == 0


def read(path: Path) -> Contradiction:
    return canonical.decode(path.read_bytes(), Contradiction)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--log", format_key(WITNESSES[0].key)), "type 04"),
        (("--log", "nonsense"), "key"),
        (("--log", VKEY, "--listen", "8118"), "HOST:PORT"),
        (("--log", VKEY, "--listen", "127.0.0.1:99999"), "HOST:PORT"),
        (("--log", VKEY, "--state", "absent.state"), "retire the key"),
    ],
)
def test_a_witness_that_cannot_serve_says_why(
    tmp_path: Path, more: tuple[str, ...], said: str
) -> None:
    file, _ = make_key(tmp_path)
    assert said in refused("witness", "run", file, *more)


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    file, _ = make_key(tmp_path)
    file.chmod(0o644)
    assert "witness.key" in refused("witness", "run", file, "--log", VKEY)


# -- strangers -------------------------------------------------------------------------------------


def raw(url: str, *parts: bytes) -> bytes:
    """What a witness says to these bytes, until it closes."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        for part in parts:
            connection.sendall(part)
        answer = b""
        try:
            while more := connection.recv(65536):
                answer += more
        except ConnectionResetError:
            pass
        return answer


HEAD = b"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"Content-Length: 65537\r\n\r\n", b"413"),
        (b"Content-Length: " + 400 * b"9" + b"\r\n\r\n", b"413"),
        (b"Transfer-Encoding: chunked\r\n\r\n", b"411"),
        (b"Content-Length: -1\r\n\r\n", b"411"),
        (b"\r\n", b"411"),
        (70_000 * b"a", b"431"),
    ],
)
def test_what_no_log_sends_is_refused_unread(tmp_path: Path, head: bytes, status: bytes) -> None:
    with served(new_witness(new_memory(tmp_path))) as url:
        assert raw(url, HEAD + head)[9:12] == status
        assert post(url, body(make_tree(1), 0)).status == 200


@pytest.mark.parametrize("sent", [b"", b"POST", HEAD, HEAD + b"Content-Length: 9\r\n\r\nshort"])
def test_who_says_nothing_more_is_hung_up_on(tmp_path: Path, sent: bytes) -> None:
    with served(new_witness(new_memory(tmp_path)), seconds=0.05) as url:
        assert raw(url, sent) == b""


def test_too_many_at_once_are_hung_up_on_and_the_next_is_served(tmp_path: Path) -> None:
    most = server_module._MOST
    with served(new_witness(new_memory(tmp_path))) as url:
        host, port = url.removeprefix("http://").split(":")
        waiting = [socket.create_connection((host, int(port))) for _ in range(most)]
        assert raw(url) == b""
        for one in waiting:
            one.close()
        statuses = []
        for _ in range(200):
            try:
                statuses.append(post(url, body(make_tree(1), 0)).status)
                break
            except Exception:  # noqa: BLE001  (their threads are still ending)
                continue
        assert statuses == [200]


# -- monitor ---------------------------------------------------------------------------------------


class Board:
    """A folder on disk, its policy, and the memory of a witness."""

    def __init__(self, root: Path) -> None:
        self.root, self.folder = root, root / "public"
        self.simulation = Simulation().to_the_count()
        self.policy = root / "policy.toml"
        self.policy.write_bytes(write_policy(policy_of(self.simulation)))
        self.state = root / "witness.state"
        self.memory = new_memory(root)
        self.publish()

    def publish(self) -> dict[str, bytes]:
        files = self.simulation.files()
        write_folder(self.folder, files)
        return files

    def grow(self, account: str = "A queue.") -> None:
        self.simulation.act(
            report_incident, "agent@to1", unit="75-001", type_="queue", account=account
        )

    def once(self, where: str = "") -> tuple[int, str]:
        """One look: the exit status, and what was said on standard error."""
        at = where or str(self.folder)
        arguments = ("--policy", self.policy, "--state", self.state, "--evidence", self.root)
        result = run("witness", "monitor", at, *arguments, "--once")
        return result.exit_code, result.stderr

    def evidence(self) -> list[str]:
        key = self.simulation.log.key
        return [weigh(read(one), key) for one in self.root.glob("contradiction-*.json")]


def test_a_board_that_holds(tmp_path: Path) -> None:
    board = Board(tmp_path)
    assert board.once() == (0, "")
    board.grow()
    files = board.publish()
    assert board.once() == (0, "")
    with SiteServer(dict(files)) as site:
        assert board.once(site.address("")) == (0, "")
    assert board.evidence() == []


def test_a_flipped_byte_is_said_with_its_place(tmp_path: Path) -> None:
    board = Board(tmp_path)
    file = next(path for path in board.folder.glob("blob/*/*"))
    file.write_bytes(flipped(file.read_bytes(), 8))
    status, said = board.once()
    assert status == 1
    assert said.startswith("entry ")
    assert board.evidence() == []


def test_a_roll_back_leaves_both_signed_notes(tmp_path: Path) -> None:
    board = Board(tmp_path)
    before = board.simulation.files()
    board.grow()
    board.publish()
    assert board.once()[0] == 0
    write_folder(board.folder, before)
    status, said = board.once()
    assert (status, said[:6]) == (4, "ALARM:")
    assert board.evidence() == ["rolled-back"]
    (name,) = (one for one in tmp_path.glob("contradiction-*.json"))
    key = format_key(board.simulation.log.key)
    assert "whoever gave you" in done("witness", "check", name, "--log", key)
    name.write_bytes(name.read_bytes().replace(b'"second"', b'"third"'))
    assert run("witness", "check", name, "--log", key).exit_code == 1
    refused("witness", "check", tmp_path / "absent", "--log", key)


def test_a_fork_leaves_a_proof_that_anybody_can_check(tmp_path: Path) -> None:
    board = Board(tmp_path)
    board.grow()
    board.publish()
    assert board.once()[0] == 0
    other = tmp_path / "other"
    other.mkdir()
    fork = Board(other)
    fork.grow("Another story.")
    with SiteServer(dict(fork.publish())) as site:
        status, said = board.once(site.address(""))
    assert (status, "two boards" in said) == (4, True)
    assert board.evidence() == ["forked"]
    (name,) = (one for one in tmp_path.glob("contradiction-*.json"))
    key = format_key(board.simulation.log.key)
    assert "proves" in done("witness", "check", name, "--log", key)
    assert run("witness", "check", name, "--log", VKEY).exit_code == 1
    sizes = {json.loads(name.read_bytes())[field][1] for field in ("first", "second")}
    assert sizes == {str(board.simulation.state.size)}


def test_wrong_use_of_the_monitor(tmp_path: Path) -> None:
    board = Board(tmp_path)
    assert board.once(str(tmp_path / "absent"))[0] == 2
    assert board.once("http://vote.example.org/public")[0] == 2
    board.state.unlink()
    status, said = board.once()
    assert (status, "memory" in said) == (2, True)


def watching(board: Board) -> Watching:
    policy = policy_of(board.simulation)
    followed, cosigned = (WitnessMemory(board.state, role) for role in ("followed", "cosigned"))
    monitor = Monitor(Directory(board.folder), policy, followed, cosigned)
    return Watching(monitor, policy, board.root, 600)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with english():
        yield


def test_a_failure_is_told_once_and_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    board = Board(tmp_path)
    files = board.simulation.files()
    watch = watching(board)
    assert watch.look(NOW)
    (board.folder / "log/checkpoint").unlink()
    for later in (5, 10):
        assert watch.look(NOW + later)
        assert watch.status == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    write_folder(board.folder, files)
    assert watch.look(NOW + 15)
    assert watch.status == 0


def test_a_silent_log_is_told_while_polls_are_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    board = Board(tmp_path)
    board.simulation = Simulation().convene().fix_rules()
    board.publish()
    watch = watching(board)
    assert watch.look(NOW)
    assert watch.look(NOW + 700)
    assert capsys.readouterr().err == ""
    board.simulation.open_polls()
    board.publish()
    assert watch.look(NOW + 705)
    for later in (1304, 1305, 1400):
        assert watch.look(NOW + later)
        assert watch.status == 0
    assert "10 minutes" in capsys.readouterr().err
    board.grow()
    board.publish()
    assert watch.look(NOW + 1405)
    assert capsys.readouterr().err == ""


def test_the_alarm_is_said_even_where_its_file_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = contradict(make_checkpoint(make_tree(3)), make_checkpoint(forked_tree(3, 0)), LOG.key)
    assert found is not None
    taken = tmp_path / "file"
    taken.write_bytes(b"")
    with pytest.raises(Exception, match=r"file\.unwritten"):
        raise_alarm(found, LOG.key, taken)
    assert capsys.readouterr().err.startswith("ALARM:")
