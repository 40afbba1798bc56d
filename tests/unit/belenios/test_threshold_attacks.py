"""A13: certificates, and a server between the members: who is named."""

from typing import Any

import msgspec
import pytest
from tests.support.ceremony import Ceremony
from tests.support.online_box import edit, seeded
from tests.support.refusals import refused

from suffrage.belenios.backend import load_group
from suffrage.belenios.threshold.certificate import check_certificates
from suffrage.belenios.threshold.fingerprint import check_fingerprint, fingerprint
from suffrage.belenios.threshold.polynomial import make_polynomial
from suffrage.belenios.threshold.route import route
from suffrage.belenios.threshold.share import make_share

GROUP = load_group("Ed25519")
IDENTITY = f"{1:064x}"
ORDER = GROUP.order


def plain_proof(proof: object) -> Any:
    return msgspec.to_builtins(proof)


# Step 1 and 2: certificates.


@pytest.mark.parametrize("threshold", [0, 4, -1])
def test_thresholds_that_cannot_be(threshold: int) -> None:
    ceremony = Ceremony()
    with refused("bel.threshold", threshold=threshold, size=3):
        ceremony.certificate(1, threshold=threshold)
    with refused("bel.threshold", threshold=threshold, size=3):
        check_certificates(GROUP, ceremony.sent_certificates, size=3, threshold=threshold)


@pytest.mark.parametrize("index", [0, 4])
def test_members_that_cannot_be(index: int) -> None:
    with refused("bel.member-index", index=index, size=3):
        Ceremony().certificate(1, index=index)


@pytest.mark.parametrize(
    "others", [{"size": 4}, {"threshold": 3}, {"index": 1}], ids=["size", "threshold", "index"]
)
def test_a_certificate_for_another_ceremony(others: dict[str, int]) -> None:
    ceremony = Ceremony()
    ceremony.sent_certificates[1] = ceremony.certificate(2, **others)
    with refused("bel.certificate-context", member=2):
        ceremony.check(ceremony.sent_certificates)


def test_a_certificate_for_another_group() -> None:
    """A certificate names its group, so that no element passes from one to another."""
    other = Ceremony(group=load_group("BELENIOS-2048"))
    ceremony = Ceremony()
    ceremony.sent_certificates[1] = other.certificate(2)
    with refused("bel.certificate-context", member=2):
        ceremony.check(ceremony.sent_certificates)


@pytest.mark.parametrize("key", ["verification", "encryption"])
def test_a_certificate_altered_on_its_way(key: str) -> None:
    ceremony, other = Ceremony(), Ceremony(seed="other")
    foreign = getattr(other.keys(2), key)

    def replace(fields: Any) -> None:
        message = edit(fields["message"].encode(), lambda f: f.update({key: foreign}))
        fields["message"] = message.decode()

    ceremony.sent_certificates[1] = edit(ceremony.sent_certificates[1], replace)
    with refused("bel.certificate-signature", member=2):
        ceremony.check(ceremony.sent_certificates)


def test_two_members_with_one_certificate_or_one_key() -> None:
    ceremony = Ceremony()
    ceremony.seeds[2] = ceremony.seeds[0]
    with refused("bel.certificate-repeated", member=3, other=1):
        ceremony.check(ceremony.sent_certificates)


@pytest.mark.parametrize("key", ["verification", "encryption"])
def test_keys_that_everybody_knows(key: str) -> None:
    ceremony = Ceremony()

    def replace(fields: Any) -> None:
        message = edit(fields["message"].encode(), lambda f: f.update({key: IDENTITY}))
        fields["message"] = message.decode()

    ceremony.sent_certificates[1] = edit(ceremony.sent_certificates[1], replace)
    with refused("bel.identity") as caught:
        ceremony.check(ceremony.sent_certificates)
    assert caught.value.at == "member 2"


def test_missing_and_surplus_certificates() -> None:
    ceremony = Ceremony()
    sent = ceremony.sent_certificates
    for part in (sent[:2], [*sent[:2], None]):
        with refused("bel.ceremony-missing", member=3):
            check_certificates(GROUP, part, size=3, threshold=2)
    with refused("bel.ceremony-size", given=4, size=3):
        ceremony.check([*sent, sent[0]])


# The server between the members.


def test_the_server_substitutes_one_member() -> None:
    """The victim sees that the own place is taken; the others hear it on the telephone."""
    ceremony, server = Ceremony(), Ceremony(seed="server")
    honest = ceremony.certificates
    shown = ceremony.check([*honest.data[:2], server.certificate(3)])
    for member in (1, 2):
        with refused("bel.fingerprint-list"):
            check_fingerprint(shown, fingerprint(honest))
        check_fingerprint(shown, fingerprint(honest, member), member)
    with refused("bel.fingerprint", member=3):
        check_fingerprint(shown, fingerprint(honest, 3), 3)
    with refused("bel.certificate-absent"):
        make_polynomial(GROUP, ceremony.seeds[2], shown, seeded("x"))


def test_the_server_substitutes_all_other_members() -> None:
    """Member 1 alone among puppets: nothing that member 1 receives is false in itself."""
    ceremony, server = Ceremony(), Ceremony(seed="server")
    server.seeds[0] = ceremony.seeds[0]
    server.sent_certificates = [
        ceremony.sent_certificates[0],
        *(server.certificate(member) for member in (2, 3)),
    ]
    assert len(server.record) > 0
    shown, honest = server.certificates, ceremony.certificates
    with refused("bel.fingerprint-list"):
        check_fingerprint(shown, fingerprint(honest))
    for member in (2, 3):
        with refused("bel.fingerprint", member=member):
            check_fingerprint(shown, fingerprint(honest, member), member)
    check_fingerprint(shown, fingerprint(honest, 1), 1)


def test_a_certificate_of_an_earlier_ceremony() -> None:
    """Version 1 names no ceremony in a certificate; the member's new seed is what tells."""
    earlier, ceremony = Ceremony(seed="earlier"), Ceremony()
    shown = ceremony.check([*ceremony.sent_certificates[:2], earlier.certificate(3)])
    with refused("bel.certificate-absent"):
        make_polynomial(GROUP, ceremony.seeds[2], shown, seeded("x"))
    with refused("bel.fingerprint", member=3):
        check_fingerprint(shown, fingerprint(ceremony.certificates, 3), 3)


def test_messages_of_an_earlier_ceremony_with_the_same_seeds() -> None:
    """Even members who keep their seeds cannot be replayed: step 3 names the certificates."""
    earlier = Ceremony()
    ceremony = Ceremony()
    ceremony.entropy = seeded("later")
    assert ceremony.certificates.members == earlier.certificates.members
    with refused("bel.polynomial-signature", member=1):
        route(GROUP, ceremony.certificates, earlier.polynomials)


def test_commitments_for_other_certificates_are_not_put_together() -> None:
    """The attack that Belenios 2.5.1 answers: one member is shown another list of members."""
    ceremony, server = Ceremony(), Ceremony(seed="server")
    shown = ceremony.check([*ceremony.sent_certificates[:2], server.certificate(3)])
    ceremony.polynomials[0] = make_polynomial(GROUP, ceremony.seeds[0], shown, seeded("x"))
    with refused("bel.polynomial-signature", member=1):
        route(GROUP, ceremony.certificates, ceremony.polynomials)
    given = edit(
        ceremony_inputs(ceremony, 2),
        lambda f: swap_row(f, ceremony.polynomials[0], place=0),
    )
    with refused("bel.polynomial-signature", member=1):
        make_share(GROUP, ceremony.seeds[1], ceremony.certificates, given, seeded("x"))


def ceremony_inputs(ceremony: Ceremony, member: int) -> bytes:
    """What an honest server would give, had all members been honest."""
    return Ceremony(ceremony.size, ceremony.threshold, ceremony.seed).vinputs[member - 1]


def swap_row(fields: Any, polynomial: bytes, place: int) -> None:
    message = msgspec.json.decode(polynomial)
    fields["coefexps"][place] = message["coefexps"]
    fields["signatures"][place] = message["signature"]
