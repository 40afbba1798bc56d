"""A log that we did not write has our witness cosign it: tessera of transparency-dev."""

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.support.tlog import LOG, make_entries, make_tree
from tests.support.witnessed import NOW, SIGNER, new_memory, new_witness, served

from suffrage.tlog.checkpoint import open_checkpoint
from suffrage.tlog.keys import Signer, format_key

ENTRIES = 5


@pytest.fixture(scope="module")
def tessera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    go = shutil.which("go")
    if go is None:
        pytest.skip("the Go tool chain is absent: install it to have our witness asked by tessera")
    source = Path(__file__).parent / "go_log"
    fetch = subprocess.run(
        [go, "list", "-deps", "."], cwd=source, capture_output=True, text=True, check=False
    )
    if fetch.returncode:
        last = fetch.stderr.strip().splitlines()[-1:]
        pytest.skip(f"tessera cannot be fetched: {last}; give Go its module proxy")
    program = tmp_path_factory.mktemp("go") / "tesseralog"
    build = [go, "build", "-o", str(program), "."]
    done = subprocess.run(build, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return program


def private(signer: Signer) -> str:
    """The private key as Go's packages read it."""
    material = base64.b64encode(bytes([signer.kind]) + signer.seed).decode()
    return f"PRIVATE+KEY+{signer.name}+{signer.key.id.hex()}+{material}"


def grown(
    program: Path, folder: Path, url: str, log: Signer, seconds: int
) -> subprocess.CompletedProcess[bytes]:
    """A log of some entries, each published once our witness has cosigned it."""
    key = format_key(SIGNER.key)
    command = [str(program), str(folder), private(log), key, url, str(ENTRIES)]
    return subprocess.run(command, capture_output=True, timeout=seconds, check=False)


def test_tessera_grows_under_our_witness(tessera: Path, tmp_path: Path) -> None:
    memory = new_memory(tmp_path)
    with served(new_witness(memory)) as url:
        done = grown(tessera, tmp_path / "log", url, LOG, 90)
    assert done.returncode == 0, done.stderr.decode()
    opened = open_checkpoint(done.stdout, [LOG.key, SIGNER.key])
    tree = make_tree(ENTRIES)
    assert len(make_entries(ENTRIES)) == opened.checkpoint.size
    assert opened.checkpoint.root == tree.root()
    assert {one.key: one.time for one in opened.note.signed} == {LOG.key: None, SIGNER.key: NOW}
    with memory.transaction() as ledger:
        last = ledger.last(LOG.name)
    assert last is not None
    assert open_checkpoint(last, [LOG.key]).checkpoint == opened.checkpoint


def test_tessera_publishes_nothing_that_our_witness_refuses(tessera: Path, tmp_path: Path) -> None:
    stranger = Signer("other.example.org/log", LOG.kind, bytes(32))
    with served(new_witness(new_memory(tmp_path))) as url:
        done = grown(tessera, tmp_path / "log", url, stranger, 60)
    assert done.returncode == 1
    assert b"origin is unknown: 404" in done.stderr
    assert not (tmp_path / "log" / "checkpoint").exists()
