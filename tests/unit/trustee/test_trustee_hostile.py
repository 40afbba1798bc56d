"""What strangers hand to a trustee or an organiser, to hurt rather than to cheat."""

from pathlib import Path

import pytest
from tests.support.commands import done, refused
from tests.support.online_box import OnlineBox, seeded
from tests.support.trustees import boxed, events_until, saved_alone

from suffrage.adapters.private_file import create_private
from suffrage.belenios.backend import load_group
from suffrage.belenios.threshold.certificate import make_certificate
from suffrage.belenios.threshold.pki import make_seed
from suffrage.errors import Malformed
from suffrage.trustee.gather import gather
from suffrage.trustee.saved import write_saved

UUID = "SuffrageBox123"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The private file of the first trustee of the honest box, not drilled yet."""
    path = tmp_path / "trustee.key"
    create_private(path, write_saved(saved_alone(boxed(), is_drilled=False)))
    return path


@pytest.mark.parametrize("ballots", [0, 1])
def test_an_archive_that_was_refused_does_not_block_the_right_one(
    key: Path, tmp_path: Path, ballots: int
) -> None:
    """Anybody can make one of few ballots from the public setup, without any secret."""
    archive = tmp_path / "box.bel"
    archive.write_bytes(events_until(OnlineBox(), "Setup"))
    done("trustee", "drill", key, archive, "--out", tmp_path, "--yes")
    few = OnlineBox(ballots=boxed().ballots[:ballots])
    archive.write_bytes(events_until(few, "EncryptedTally"))
    said = refused("trustee", "decrypt", key, archive, "--out", tmp_path, "--yes")
    assert "fewer than the minimum" in said
    archive.write_bytes(events_until(boxed(), "EncryptedTally"))
    done("trustee", "decrypt", key, archive, "--out", tmp_path, "--yes")


def test_an_archive_that_the_holder_did_not_confirm_does_not_block_the_right_one(
    key: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "box.bel"
    archive.write_bytes(events_until(OnlineBox(), "Setup"))
    done("trustee", "drill", key, archive, "--out", tmp_path, "--yes")
    archive.write_bytes(events_until(OnlineBox(ballots=boxed().ballots[::-1]), "EncryptedTally"))
    refused("trustee", "decrypt", key, archive, "--out", tmp_path, said="n\n")
    archive.write_bytes(events_until(boxed(), "EncryptedTally"))
    done("trustee", "decrypt", key, archive, "--out", tmp_path, "--yes")


@pytest.mark.parametrize(
    "name", ["trustee-1.json", "trustee-1.record", "certificate-1.json", "decryption-2.txt"]
)
def test_a_private_file_has_no_name_of_one_for_others(name: str, tmp_path: Path) -> None:
    """It would be sent instead of the public one, or be written over by it."""
    path = tmp_path / name
    common = ("--index", 1, "--uuid", UUID, "--out", tmp_path)
    assert "another name" in refused("trustee", "key", path, *common)
    assert "another name" in refused("trustee", "certify", path, *common, "--of", 2, "--need", 2)
    assert not list(tmp_path.iterdir())


def test_a_certificate_of_a_thousand_million_members_costs_nothing() -> None:
    entropy = seeded("hostile")
    group = load_group("Ed25519")
    size = 2**30 - 1
    sent = make_certificate(
        group, make_seed(entropy), size=size, threshold=2, index=1, entropy=entropy
    )
    with pytest.raises(Malformed, match="too-many"):
        gather({"certificate-1.json": sent})
