"""A false share, shown to everybody.

The share came signed by its sender and names its recipient. So whoever received a false one
publishes it, and anybody sees from the sender's commitments that it is false: the accused cannot
deny it, and nobody can forge it. A true share is never published.

A seal that does not open proves nothing about anybody, and there is no complaint about it: the
sender sends again, through another carrier.
"""

from typing import Literal

from suffrage.belenios.group import Group, Points
from suffrage.belenios.places import place
from suffrage.belenios.strict_json import Record, Small, read, write
from suffrage.belenios.threshold.certificate import Certificates
from suffrage.belenios.threshold.channel import check_sent, open_signed
from suffrage.belenios.threshold.pki import Signed
from suffrage.belenios.threshold.polynomial import check_polynomial
from suffrage.belenios.threshold.share import read_inputs, read_secret
from suffrage.errors import Malformed, NotVerified, Refused

__all__ = ["Complaint", "check_complaint", "make_complaint"]


class Complaint(Record, frozen=True, kw_only=True):
    """``accuser`` received from ``accused`` (members from 1) this signed share, which is false."""

    format: Literal["suffrage-complaint/1"]
    accuser: Small
    accused: Small
    share: Signed


def make_complaint(
    group: Group, seed: str, certificates: Certificates, vinput: bytes, accused: int
) -> bytes:
    """The complaint of the member who holds ``seed`` about the share of ``accused``.

    Raises ``Refused("bel.complaint-groundless")`` for a true share, which must stay secret;
    ``NotVerified("bel.dkg-channel")`` when there is no signed share to show, both with the
    member; as ``read_inputs``; ``Malformed("bel.member-index")``.
    """
    inputs = read_inputs(group, seed, certificates, vinput)
    _check_index(certificates, accused)
    try:
        with place(f"member {accused}"):
            share = open_signed(group, inputs.keys, inputs.secrets[accused - 1])
        complaint = Complaint(
            format="suffrage-complaint/1", accuser=inputs.member, accused=accused, share=share
        )
        _refuse_true(group, certificates, inputs.coefexps[accused - 1], complaint)
    except NotVerified:
        raise NotVerified("bel.dkg-channel", member=accused) from None
    return write(complaint)


def check_complaint(
    group: Group, certificates: Certificates, polynomial: bytes, complaint: bytes
) -> Complaint:
    """A complaint that holds: ``accused`` has signed a false share for ``accuser``.

    ``polynomial`` is the message of the accused of step 3. Raises ``NotVerified``:
    ``bel.complaint-signature`` when the accused has not signed the share, or not for the accuser;
    as ``check_polynomial``; ``Refused("bel.complaint-groundless")`` when the share is true;
    ``Malformed``: ``bel.member-index``, ``bel.json``, ``bel.canonical``.
    """
    given = read(complaint, Complaint, "complaint")
    for index in (given.accuser, given.accused):
        _check_index(certificates, index)
    coefexps = check_polynomial(group, certificates, given.accused, polynomial).coefexps
    try:
        _refuse_true(group, certificates, coefexps, given)
    except NotVerified:
        raise NotVerified("bel.complaint-signature", member=given.accused) from None
    return given


def _check_index(certificates: Certificates, index: int) -> None:
    if not 1 <= index <= certificates.size:
        raise Malformed("bel.member-index", index=index, size=certificates.size)


def _refuse_true(
    group: Group, certificates: Certificates, coefexps: Points, complaint: Complaint
) -> None:
    accuser, accused = complaint.accuser, complaint.accused
    recipient = certificates.members[accuser - 1].encryption
    key = certificates.verification_key(accused)
    message = check_sent(group, key, recipient, complaint.share)
    try:
        read_secret(group, coefexps, accused, accuser, message)
    except NotVerified:
        return
    raise Refused("bel.complaint-groundless", member=accused)
