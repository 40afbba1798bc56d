"""The reference's archives, sound and tampered, through the command as a person runs it."""

import json
import tarfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.support.commands import run
from tests.vectors.test_belenios_archives import SOUND, VERDICTS

pytestmark = pytest.mark.known_answer


@pytest.fixture(scope="session")
def vectors(shared: Path) -> Path:
    return shared / "vectors" / "belenios"


@pytest.fixture(scope="session")
def tampered(vectors: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tampered")
    with tarfile.open(vectors / "tampered.tar.xz", "r:xz") as archives:
        archives.extractall(folder, filter="data")
    return folder / "tampered"


def secrets_of(vectors: Path, name: str) -> Any:
    return msgspec.json.decode((vectors / name / "secrets.json").read_bytes())


def test_every_tampered_archive_has_its_verdict(tampered: Path) -> None:
    assert {path.stem for path in tampered.glob("*.bel")} == set(VERDICTS)


@pytest.mark.parametrize("name", VERDICTS)
def test_verdict(tampered: Path, name: str) -> None:
    result = run("verify", tampered / f"{name}.bel", "--json")
    value, code = json.loads(result.stdout), VERDICTS[name]
    assert (result.exit_code, value["ok"]) == ((0, True) if code is None else (1, False))
    if code is not None:
        first = value["failures"][0]
        assert first["code"] == code
        assert first["place"].split()[0] in {"byte", "event"}
        assert first["sentence"].endswith(".")


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_archive_shows_what_the_reference_computed(vectors: Path, name: str) -> None:
    result = run("verify", vectors / name / "election.bel", "--json")
    value, secrets = json.loads(result.stdout), secrets_of(vectors, name)
    checksums = secrets["checksums"]
    assert (result.exit_code, value["phase"], value["head"]) == (0, "result", checksums["final"])
    assert value["credentials"] == checksums["num_voters"]
    assert [one["result"] for one in value["questions"]] == secrets["result"]
    groups = [one["trustees"] for one in checksums["trustees_threshold"]]
    keys = [one["checksum"] for one in checksums["trustees"]]
    keys += [one["verification_key"] for group in groups for one in group]
    assert [one["key"] for one in value["trustees"]] == keys
    assert value["weight"] == checksums.get("weights", {}).get("total", value["counted"])


def test_a_sound_archive_for_a_person(vectors: Path) -> None:
    result = run("verify", vectors / "homomorphic-ed25519" / "election.bel")
    lines = result.stdout.splitlines()
    assert {"Alice\t1", "Bob\t3", "Chloé\t2", "Blank\t2", "Ballots counted\t4"} <= set(lines)
    assert lines[-2].startswith("Everything holds in election.bel.")


@pytest.mark.parametrize(
    ("older", "newer", "status"),
    [
        ("homomorphic-ed25519/open-prefix", "homomorphic-ed25519/open", 0),
        ("homomorphic-ed25519/open", "homomorphic-ed25519/election", 0),
        ("homomorphic-ed25519/open", "tampered/13-open-ballot-dropped", 1),
        ("homomorphic-ed25519/open-prefix", "tampered/14-full-ballot-dropped", 1),
    ],
)
def test_verify_diff(vectors: Path, tampered: Path, older: str, newer: str, status: int) -> None:
    parent = tampered.parent if newer.startswith("tampered") else vectors
    paths = (vectors / f"{older}.bel", parent / f"{newer}.bel")
    result = run("verify-diff", *paths, "--json")
    value = json.loads(result.stdout)
    assert (result.exit_code, value["exit"]) == (status, status)
    assert [one["code"] for one in value["failures"]] == ["bel.prefix"] * status
    if status:
        assert value["failures"][0]["place"].startswith("event ")
