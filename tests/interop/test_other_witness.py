"""A witness that we did not write cosigns for our publisher's client: litewitness of torchwood.

Its module and the sums of all that it needs are fixed in ``go_witness/``. Its key is held by an
``ssh-agent``; its logs are rows of its own database.
"""

import base64
import hashlib
import os
import shutil
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.support.refusals import refused
from tests.support.tlog import LOG, WITNESSES, make_checkpoint, make_tree
from tests.support.witnessed import body, forked_tree

from suffrage.adapters.cosigning import Alarm, Cosigning, witnessed_size
from suffrage.adapters.witness_client import WitnessClient
from suffrage.tlog.keys import PLAIN, Signer, format_key
from suffrage.tlog.note import open_note
from suffrage.tlog.tree import Tree
from suffrage.tlog.witnessing import Request, encode_request

SIGNER = WITNESSES[0]
PROGRAM = "filippo.io/torchwood/cmd/litewitness"
NOW = 1_700_000_000


@pytest.fixture(scope="module")
def litewitness(tmp_path_factory: pytest.TempPathFactory) -> Path:
    go, agent = shutil.which("go"), shutil.which("ssh-agent")
    if go is None or agent is None:
        pytest.skip("Go or ssh-agent is absent: install both to have another witness cosign")
    program = tmp_path_factory.mktemp("go") / "litewitness"
    source = Path(__file__).parent / "go_witness"
    fetch = subprocess.run(
        [go, "list", "-deps", PROGRAM], cwd=source, capture_output=True, text=True, check=False
    )
    if fetch.returncode:
        last = fetch.stderr.strip().splitlines()[-1:]
        pytest.skip(f"litewitness cannot be fetched: {last}; give Go its module proxy")
    build = [go, "build", "-o", str(program), PROGRAM]
    done = subprocess.run(build, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return program


@contextmanager
def agent(folder: Path) -> Iterator[Path]:
    """An ``ssh-agent`` that holds the witness's key."""
    key = Ed25519PrivateKey.from_private_bytes(SIGNER.seed)
    file, place = folder / "key.pem", folder / "s"
    file.touch(mode=0o600)
    form = serialization.PrivateFormat.OpenSSH
    none = serialization.NoEncryption()
    file.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, none))
    with subprocess.Popen(["ssh-agent", "-D", "-a", str(place)], stdout=subprocess.DEVNULL) as one:
        try:
            wait_until(place.exists)
            env = {**os.environ, "SSH_AUTH_SOCK": str(place)}
            subprocess.run(["ssh-add", str(file)], env=env, capture_output=True, check=True)
            yield place
        finally:
            one.terminate()


def fingerprint() -> str:
    """As ``ssh-keygen -l`` prints it."""
    parts = (b"ssh-ed25519", SIGNER.key.public)
    blob = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    digest = base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")
    return f"SHA256:{digest}"


@pytest.fixture
def witness(litewitness: Path, tmp_path: Path) -> Iterator[WitnessClient]:
    """litewitness, which knows our log, behind our client."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    database = tmp_path / "litewitness.db"
    with agent(tmp_path) as place:
        command = [str(litewitness), "-db", str(database), "-name", SIGNER.name]
        command += ["-key", fingerprint(), "-ssh-agent", str(place)]
        command += ["-listen", f"127.0.0.1:{port}"]
        log = (tmp_path / "said").open("wb")
        with log, subprocess.Popen(command, stdout=log, stderr=log) as process:
            try:
                wait_until(lambda: answers(port))
                with closing(sqlite3.connect(database)) as rows:
                    rows.execute("insert into log values (?, 0, '')", (LOG.name,))
                    rows.execute("insert into key values (?, ?)", (LOG.name, format_key(LOG.key)))
                    rows.commit()
                yield WitnessClient(f"http://127.0.0.1:{port}", seconds=10)
            finally:
                process.terminate()


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def wait_until(ready: object) -> None:
    assert callable(ready)
    ends = time.monotonic() + 20
    while not ready():
        assert time.monotonic() < ends, "a program of other people did not start"
        time.sleep(0.02)


def cosigned(cosigning: Cosigning, tree: Tree) -> bool:
    note = cosigning.collect(tree, make_checkpoint(tree), [SIGNER.key], NOW)
    return SIGNER.key in {one.key for one in open_note(note, [LOG.key, SIGNER.key]).signed}


def test_it_cosigns_our_log_as_it_grows_and_our_code_verifies_it(witness: WitnessClient) -> None:
    cosigning = Cosigning([witness], patience=20)
    for size in (1, 3, 3, 256, 257, 1000):
        assert cosigned(cosigning, make_tree(size))
    assert cosigning.alarms == ()
    # An office that starts again has forgotten what the witness knows, and is told.
    again = Cosigning([witness], patience=20)
    assert cosigned(again, make_tree(1001))
    assert witnessed_size(witness, make_checkpoint(make_tree(1002)), NOW) == 1001


def test_it_says_no_as_our_own_does(witness: WitnessClient) -> None:
    witness(body(make_tree(3), 0), NOW)
    with refused("witness.stale", size=3):
        witness(body(make_tree(7), 1), NOW)
    with refused("witness.inconsistent", old=3, size=7):
        witness(body(forked_tree(7, 1), 3), NOW)
    with refused("witness.answer", status=404):
        stranger = Signer("other.example.org/log", PLAIN, bytes(32))
        checkpoint = make_checkpoint(make_tree(3), signer=stranger)
        witness(encode_request(Request(0, (), checkpoint)), NOW)
    with refused("witness.answer", status=403):
        false = Signer(LOG.name, PLAIN, bytes(32))
        witness(encode_request(Request(3, (), make_checkpoint(make_tree(3), signer=false))), NOW)
    with refused("witness.answer", status=400):
        witness(encode_request(Request(9, (), make_checkpoint(make_tree(3)))), NOW)


def test_a_roll_back_and_a_fork_are_alarms_with_it_too(witness: WitnessClient) -> None:
    assert cosigned(Cosigning([witness], patience=20), make_tree(9))
    cosigning = Cosigning([witness], patience=20)
    assert not cosigned(cosigning, make_tree(3))
    assert not cosigned(cosigning, forked_tree(12, 1))
    assert cosigning.alarms == (
        Alarm("rolled-back", 0, 9, NOW),
        Alarm("forked", 0, 12, NOW),
    )
