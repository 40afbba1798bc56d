"""Archives made by the reference tool, and what a correct verifier says of tampered ones."""

import tarfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.support.online_box import seeded

from suffrage.belenios.archive import append_bytes, check_prefix, read_archive, write_header
from suffrage.belenios.check_ballot import check_ballot
from suffrage.belenios.credentials import derive_exponent
from suffrage.belenios.decryption import decrypt_share
from suffrage.belenios.election import make_election
from suffrage.belenios.events import (
    ballot_event,
    encrypted_tally_event,
    end_ballots_event,
    partial_decryption_event,
    result_event,
    setup_event,
)
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.report import Report
from suffrage.belenios.result import compute_result
from suffrage.belenios.tally import encrypt_tally
from suffrage.belenios.trustees import read_trustee_key
from suffrage.belenios.verify import verify_archive
from suffrage.errors import SuffrageError

pytestmark = pytest.mark.known_answer

# The verdicts of the vectors' README, with our code for each refusal; None is acceptance.
VERDICTS = {
    "00-control-rebuilt": None,
    "01-byteflip-no-rehash": "bel.record-hash",
    "02-open-ballot-zkp-modified": "bel.ballot-signature",
    "03-full-ballot-zkp-modified": "bel.ballot-signature",
    "04-open-ballot-zkp-modified-resigned": "bel.ballot-proof",
    "06-open-overvote-3": "bel.ballot-proof",
    "08-full-ballot-bad-signature": "bel.ballot-signature",
    "10-open-unknown-credential": "bel.credential-unknown",
    "12-open-duplicate-ballot": "bel.ballot-repeated",
    "13-open-ballot-dropped": None,
    "14-full-ballot-dropped": "bel.tally",
    "16-wrong-decryption-factor": "bel.share-proof",
    "18-wrong-result": "bel.result",
    "19-wrong-encrypted-tally": "bel.tally",
    "22-missing-partial-decryption": "bel.share-missing",
    "23-wrong-owner": "bel.share-proof",
    "24-bad-height": "bel.event-chain",
    "26-trailing-record": "bel.record-trailing",
    "27-tar-eof-blocks": "bel.member",
    "29-ballot-after-result": "bel.event-order",
    "30-open-noncanonical-json": "bel.canonical",
    "32-open-noncanonical-point": "bel.point",
    "34-open-duplicate-public-credential": "bel.credentials-order",
    "35-open-trustee-bad-pok": "bel.trustee-proof",
    "40-shuffle-ciphertext-modified": "bel.shuffle",
    "42-shuffles-swapped": "bel.shuffle",
    "44-nh-result-reordered": "bel.result",
    "50-threshold-wrong-factor": "bel.share-proof",
}
SOUND = [
    "homomorphic-2048",
    "homomorphic-ed25519",
    "nonhomomorphic-ed25519",
    "threshold-ed25519",
    "weighted-ed25519",
]


@pytest.fixture(scope="session")
def vectors(shared: Path) -> Path:
    return shared / "vectors" / "belenios"


@pytest.fixture(scope="session")
def tampered(vectors: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tampered")
    with tarfile.open(vectors / "tampered.tar.xz", "r:xz") as archives:
        archives.extractall(folder, filter="data")
    return folder / "tampered"


@pytest.fixture(scope="session")
def election(vectors: Path) -> bytes:
    return (vectors / "homomorphic-ed25519" / "election.bel").read_bytes()


@pytest.fixture(scope="session")
def secrets(vectors: Path) -> Any:
    return msgspec.json.decode((vectors / "homomorphic-ed25519" / "secrets.json").read_bytes())


@pytest.fixture(scope="session")
def report(election: bytes) -> Report:
    return verify_archive(election)


def test_result_and_summary(report: Report, secrets: Any) -> None:
    assert report.phase == "result"
    assert report.result == tuple(map(tuple, secrets["result"]))
    assert report.credentials == secrets["checksums"]["num_voters"]
    assert report.head.hash == secrets["checksums"]["final"]
    assert (report.ballots, report.counted, report.voters, report.abstentions) == (5, 4, 4, 1)
    # The tool's summary lists the ballots that count, the last one first.
    counted = [line.hash for line in report.trackers if line.counted]
    assert counted[::-1] == [line["hash"] for line in secrets["ballot_summary"]]


def test_checksums(report: Report, secrets: Any) -> None:
    checksums, setup = secrets["checksums"], report.setup
    assert report.tally is not None
    assert wide_digest(setup.election.data) == checksums["election"]
    assert wide_digest(setup.credentials.data) == checksums["public_credentials"]
    assert wide_digest(report.tally.records[0]) == checksums["encrypted_tally"]
    trustees = [wide_digest(msgspec.json.encode(t.public_key)) for t in setup.trustees.members]
    assert trustees == [line["checksum"] for line in checksums["trustees"]]


def test_private_credentials_are_on_the_list(report: Report, secrets: Any) -> None:
    group = report.setup.election.group
    exponents = [
        derive_exponent(group, secrets["uuid"], private)
        for private in secrets["private_credentials"].values()
    ]
    assert frozenset(group.encode(group.base(exponents))) == report.setup.credentials.keys


@pytest.mark.parametrize(("name", "ballots", "counted"), [("open-prefix", 3, 3), ("open", 5, 4)])
def test_open_archives(vectors: Path, name: str, ballots: int, counted: int) -> None:
    report = verify_archive((vectors / "homomorphic-ed25519" / f"{name}.bel").read_bytes())
    assert (report.phase, report.result, report.abstentions) == ("open", None, None)
    assert (report.ballots, report.counted) == (ballots, counted)


@pytest.mark.parametrize("name", VERDICTS)
def test_verdict(tampered: Path, name: str) -> None:
    data = (tampered / f"{name}.bel").read_bytes()
    code = VERDICTS[name]
    if code is None:
        assert verify_archive(data).ballots > 0
        return
    with pytest.raises(SuffrageError) as refusal:
        verify_archive(data)
    assert refusal.value.code == code
    assert refusal.value.at


@pytest.mark.parametrize("name", SOUND)
def test_every_kind_of_archive_is_accepted(vectors: Path, name: str) -> None:
    report = verify_archive((vectors / name / "election.bel").read_bytes())
    secrets = msgspec.json.decode((vectors / name / "secrets.json").read_bytes())
    assert msgspec.json.decode(msgspec.json.encode(report.result)) == secrets["result"]
    assert report.head.hash == secrets["checksums"]["final"]
    election = report.setup.election
    again = make_election(
        name=election.record.name,
        description=election.record.description,
        uuid=election.record.uuid,
        questions=election.record.questions,
        trustee_keys=[election.record.public_key],
        group=election.record.group,
    )
    assert again.data == election.data


@pytest.mark.parametrize(
    ("older", "newer", "same"),
    [
        ("homomorphic-ed25519/open-prefix", "homomorphic-ed25519/open", True),
        ("homomorphic-ed25519/open", "homomorphic-ed25519/election", True),
        ("homomorphic-ed25519/open", "tampered/13-open-ballot-dropped", False),
        ("homomorphic-ed25519/open-prefix", "tampered/14-full-ballot-dropped", False),
    ],
)
def test_prefix_rule(vectors: Path, tampered: Path, older: str, newer: str, same: bool) -> None:  # noqa: FBT001  (a column of the table)
    first = (vectors / f"{older}.bel").read_bytes()
    parent = tampered.parent if newer.startswith("tampered") else vectors
    second = (parent / f"{newer}.bel").read_bytes()
    if same:
        check_prefix(first, second)
        return
    with pytest.raises(SuffrageError) as refusal:
        check_prefix(first, second)
    assert refusal.value.code == "bel.prefix"


def test_writer_rebuilds_every_byte(election: bytes, report: Report) -> None:
    archive = read_archive(election)
    parts = [write_header(archive.header)]
    assert report.tally is not None
    shares = iter(report.shares)
    for pieces in (entry.pieces for entry in archive):
        records = pieces.records
        if pieces.event.type == "Setup":
            made = setup_event(*records[:3])
        elif pieces.event.type == "Ballot":
            made = ballot_event(made.head, records[0])
        elif pieces.event.type == "EndBallots":
            made = end_ballots_event(made.head)
        elif pieces.event.type == "EncryptedTally":
            made = encrypted_tally_event(made.head, report.tally)
        elif pieces.event.type == "PartialDecryption":
            made = partial_decryption_event(made.head, next(shares))
        else:
            setup = report.setup
            result = compute_result(setup.election, setup.trustees, report.tally, report.shares)
            made = result_event(made.head, result)
        assert made == pieces
        parts.append(append_bytes(archive.header, made))
    assert b"".join(parts) == election


def test_our_tally_is_theirs(election: bytes, report: Report) -> None:
    setup = report.setup
    ballots = [
        check_ballot(setup.election, setup.credentials, entry.pieces.records[0])
        for entry in read_archive(election)
        if entry.pieces.event.type == "Ballot"
    ]
    assert report.tally is not None
    assert encrypt_tally(setup.election, ballots).records == report.tally.records


def test_our_factors_are_theirs(report: Report, secrets: Any) -> None:
    group = report.setup.election.group
    assert report.tally is not None
    for theirs, secret in zip(report.shares, secrets["trustees"], strict=True):
        key = read_trustee_key(msgspec.json.encode(secret["private_key"]), seeded("key"))
        ours = decrypt_share(
            report.setup.election, report.setup.trustees, report.tally, key, seeded("share")
        )
        assert ours.owner == secret["owner"]
        assert group.encode(ours.factors) == group.encode(theirs.factors)
