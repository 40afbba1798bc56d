"""A13: a complaint ends with the right culprit, whoever lies."""

from typing import Any

import msgspec
import pytest
from tests.support.ceremony import Ceremony
from tests.support.online_box import edit
from tests.support.refusals import refused

from suffrage.belenios.backend import load_group
from suffrage.belenios.threshold.channel import open_signed
from suffrage.belenios.threshold.complaint import check_complaint, make_complaint

GROUP = load_group("Ed25519")


def dishonest(value: object = 12345) -> Ceremony:
    """Member 2 seals a false share for member 3."""
    ceremony = Ceremony()
    sealed = ceremony.sealed_share(2, 3, value)
    ceremony.polynomials[1] = edit(
        ceremony.polynomials[1], lambda f: f["secrets"].__setitem__(2, sealed)
    )
    return ceremony


def complain(ceremony: Ceremony, accuser: int, accused: int) -> bytes:
    seed, vinput = ceremony.seeds[accuser - 1], ceremony.vinputs[accuser - 1]
    return make_complaint(GROUP, seed, ceremony.certificates, vinput, accused)


@pytest.mark.parametrize("value", [12345, b"{}", b"x", b'{"secret":"%d"}' % GROUP.order])
def test_a_false_share_convicts_its_sender(value: object) -> None:
    ceremony = dishonest(value)
    complaint = complain(ceremony, 3, 2)
    found = check_complaint(GROUP, ceremony.certificates, ceremony.polynomials[1], complaint)
    assert (found.accuser, found.accused) == (3, 2)


def test_a_true_share_stays_secret() -> None:
    ceremony = dishonest()
    with refused("bel.complaint-groundless", member=1):
        complain(ceremony, 3, 1)


def test_nobody_accuses_with_a_true_share() -> None:
    """The accuser shows a true share, which costs the secret and convicts nobody."""
    ceremony, honest = dishonest(), Ceremony()
    complaint = complain(ceremony, 3, 2)
    shown = edit(complaint, lambda f: f.update(share=signed_share(honest, 2, 3)))
    with refused("bel.complaint-groundless", member=2):
        check_complaint(GROUP, honest.certificates, honest.polynomials[1], shown)


def signed_share(ceremony: Ceremony, sender: int, recipient: int) -> Any:
    sealed = msgspec.json.decode(ceremony.polynomials[sender - 1])["secrets"][recipient - 1]
    return msgspec.to_builtins(open_signed(GROUP, ceremony.keys(recipient), sealed))


def test_nobody_accuses_with_a_share_of_another_s_making() -> None:
    """Signed by the accuser, for another member, or altered."""
    ceremony = dishonest()
    complaint = complain(ceremony, 3, 2)
    honest = Ceremony()
    changes: list[Any] = [
        lambda f: f.update(share=signed_share(honest, 3, 3)),
        lambda f: f.update(share=signed_share(honest, 2, 1)),
        lambda f: f.update(accuser=1),
        lambda f: f.update(accused=1),
        lambda f: f["share"].update(message=f["share"]["message"].replace("12345", "12346")),
    ]
    for change in changes:
        altered = edit(complaint, change)
        accused = 1 if b'"accused":1' in altered else 2
        with refused("bel.complaint-signature", member=accused):
            check_complaint(
                GROUP, ceremony.certificates, ceremony.polynomials[accused - 1], altered
            )


def test_a_seal_that_does_not_open_accuses_nobody() -> None:
    """It may be the sender or the server who spoilt it."""
    ceremony = Ceremony()

    def spoil(fields: Any) -> None:
        fields["secrets"][0], fields["secrets"][1] = fields["secrets"][1], fields["secrets"][0]

    ceremony.vinputs[2] = edit(ceremony.vinputs[2], spoil)
    with refused("bel.dkg-channel", member=2):
        complain(ceremony, 3, 2)


def test_a_complaint_against_commitments_that_are_another_member_s() -> None:
    ceremony = dishonest()
    complaint = complain(ceremony, 3, 2)
    with refused("bel.coefexps-signature", member=2):
        check_complaint(GROUP, ceremony.certificates, ceremony.polynomials[0], complaint)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("bel.member-index", lambda f: f.update(accuser=4)),
        ("bel.member-index", lambda f: f.update(accused=0)),
        ("bel.json", lambda f: f.update(format="suffrage-complaint/2")),
        ("bel.json", lambda f: f.pop("share")),
    ],
)
def test_complaints_that_are_none(code: str, change: Any) -> None:
    ceremony = dishonest()
    altered = edit(complain(ceremony, 3, 2), change)
    with refused(code):
        check_complaint(GROUP, ceremony.certificates, ceremony.polynomials[1], altered)
    with refused("bel.member-index", index=9):
        complain(ceremony, 3, 9)
