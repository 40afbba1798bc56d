"""Every message of a ceremony run by the reference tool: checked, opened, and made again."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.support.online_box import seeded

from suffrage.belenios.archive import read_archive
from suffrage.belenios.backend import load_group
from suffrage.belenios.combine_shares import combine
from suffrage.belenios.decryption import decrypt_share
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.report import Report
from suffrage.belenios.result import compute_result
from suffrage.belenios.strict_json import read, write
from suffrage.belenios.threshold.assemble import assemble
from suffrage.belenios.threshold.certificate import Certificates, check_certificates
from suffrage.belenios.threshold.channel import open_channel
from suffrage.belenios.threshold.coefexps import vartime_evaluate
from suffrage.belenios.threshold.fingerprint import fingerprint
from suffrage.belenios.threshold.pedersen import Pedersen
from suffrage.belenios.threshold.pki import derive_keys
from suffrage.belenios.threshold.polynomial import check_polynomial
from suffrage.belenios.threshold.recover import recover_key
from suffrage.belenios.threshold.route import route
from suffrage.belenios.threshold.sealed import Coefficients, DecryptionKey, Secret
from suffrage.belenios.threshold.share import Output, make_share
from suffrage.belenios.trustees import read_trustee_key, read_trustees, write_trustees
from suffrage.belenios.verify import verify_archive

pytestmark = pytest.mark.known_answer
GROUP = load_group("Ed25519")
MEMBERS = (1, 2, 3)


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "vectors" / "belenios" / "threshold-ed25519"


@pytest.fixture(scope="module")
def secrets(folder: Path) -> Any:
    return msgspec.json.decode((folder / "secrets.json").read_bytes())


@pytest.fixture(scope="module")
def archive(folder: Path) -> bytes:
    return (folder / "election.bel").read_bytes()


@pytest.fixture(scope="module")
def report(archive: bytes) -> Report:
    return verify_archive(archive)


@pytest.fixture(scope="module")
def seeds(secrets: Any) -> list[str]:
    return [member["seed"] for member in secrets["threshold"]["members"]]


def messages(secrets: Any, step: str) -> list[bytes]:
    return [msgspec.json.encode(message) for message in secrets["dkg"][step]]


@pytest.fixture(scope="module")
def certificates(secrets: Any) -> Certificates:
    return check_certificates(GROUP, messages(secrets, "certs"), size=3, threshold=2)


@pytest.fixture(scope="module")
def pedersen(secrets: Any, certificates: Certificates) -> bytes:
    polynomials, voutputs = messages(secrets, "polynomials"), messages(secrets, "voutputs")
    return assemble(GROUP, certificates, polynomials, voutputs)


def test_keys_of_the_seeds_are_those_of_the_certificates(
    seeds: list[str], certificates: Certificates
) -> None:
    for seed, member in zip(seeds, certificates.members, strict=True):
        keys = derive_keys(GROUP, seed)
        assert (keys.verification, keys.encryption) == (member.verification, member.encryption)


def test_every_seal_opens_and_every_share_fits(
    secrets: Any, seeds: list[str], certificates: Certificates
) -> None:
    keys = [derive_keys(GROUP, seed) for seed in seeds]
    for sender, data in enumerate(messages(secrets, "polynomials"), 1):
        message = check_polynomial(GROUP, certificates, sender, data)
        signer = certificates.verification_key(sender)
        own = open_channel(GROUP, keys[sender - 1], signer, message.own)
        coefficients = list(map(int, read(own, Coefficients, "polynomial").polynomial))
        assert GROUP.encode(GROUP.base(coefficients)) == GROUP.encode(message.coefexps)
        for member, sealed in enumerate(message.secrets, 1):
            said = open_channel(GROUP, keys[member - 1], signer, sealed)
            secret = int(read(said, Secret, "secret").secret)
            right = coefficients[0] + coefficients[1] * member
            assert secret == right % GROUP.order
            committed = vartime_evaluate(GROUP, message.coefexps, member)
            assert GROUP.encode(GROUP.base([secret])) == GROUP.encode(committed)


def test_the_fingerprints_of_the_specification(certificates: Certificates) -> None:
    whole = "21088 75871 85546 71819 73367 25244 52278 07237"
    assert fingerprint(certificates) == whole
    assert fingerprint(certificates, 1) == "30068 39330 90461 97505"


def test_routing_gives_the_same_inputs(secrets: Any, certificates: Certificates) -> None:
    routed = route(GROUP, certificates, messages(secrets, "polynomials"))
    assert routed == messages(secrets, "vinputs")


def test_each_member_comes_to_the_same_key(
    secrets: Any, seeds: list[str], certificates: Certificates
) -> None:
    steps = zip(seeds, messages(secrets, "vinputs"), messages(secrets, "voutputs"), strict=True)
    for member, (seed, vinput, voutput) in enumerate(steps, 1):
        ours = make_share(GROUP, seed, certificates, vinput, seeded("share"))
        theirs = [read(one, Output, "voutput") for one in (ours, voutput)]
        assert theirs[0].public_key.public_key == theirs[1].public_key.public_key
        signer, keys = certificates.verification_key(member), derive_keys(GROUP, seed)
        said = [open_channel(GROUP, keys, signer, one.private_key) for one in theirs]
        assert said[0] == said[1]
        key = int(read(said[0], DecryptionKey, "decryption_key").decryption_key)
        assert GROUP.encode(GROUP.base([key])) == [theirs[0].public_key.public_key]


def test_the_assembled_record_is_that_of_the_archive(report: Report, pedersen: bytes) -> None:
    trustees = report.setup.trustees
    single = trustees.members[0]
    record = write_trustees([single, read(pedersen, Pedersen, "threshold")])
    assert record == trustees.data
    assert read_trustees(GROUP, record).members == trustees.members
    assert [(q.owners, q.need) for q in trustees.quorums] == [(range(1, 2), 1), (range(2, 5), 2)]


def test_checksums(report: Report, secrets: Any, certificates: Certificates) -> None:
    (group,) = secrets["checksums"]["trustees_threshold"]
    members = report.setup.trustees.members[1:]
    for told, signed, trustee in zip(group["trustees"], certificates.signed, members, strict=True):
        assert told["pki_key"] == wide_digest(signed.message.encode())
        assert told["verification_key"] == wide_digest(write(trustee.public_key))


def test_recovered_keys_decrypt_as_the_archive_says(
    report: Report, secrets: Any, seeds: list[str], pedersen: bytes
) -> None:
    setup, tally = report.setup, report.tally
    assert tally is not None
    theirs = {share.owner: GROUP.encode(share.factors) for share in report.shares}
    (single,) = secrets["trustees"]
    keys = [read_trustee_key(write(single["private_key"]), seeded("single"))]
    keys += [
        recover_key(GROUP, seed, pedersen, voutput)
        for seed, voutput in zip(seeds, messages(secrets, "voutputs"), strict=True)
    ]
    shares = [
        decrypt_share(setup.election, setup.trustees, tally, key, seeded("s")) for key in keys
    ]
    assert [share.owner for share in shares] == [1, 2, 3, 4]
    for share in shares[:3]:
        assert GROUP.encode(share.factors) == theirs[share.owner]
    for absent in (1, 2, 3):
        given = [share for place, share in enumerate(shares) if place != absent]
        factors = combine(GROUP, setup.trustees, given)
        assert GROUP.encode(factors) == GROUP.encode(combine(GROUP, setup.trustees, shares))
        result = compute_result(setup.election, setup.trustees, tally, given)
        assert [list(row) for row in result.counts] == secrets["result"]


def test_the_archive_holds(archive: bytes, report: Report, secrets: Any) -> None:
    assert report.phase == "result"
    assert report.result == tuple(map(tuple, secrets["result"]))
    assert report.head.hash == secrets["checksums"]["final"]
    assert [share.owner for share in report.shares] == [2, 3, 1]
    last = list(read_archive(archive))[-1]
    assert last.pieces.head == report.head
