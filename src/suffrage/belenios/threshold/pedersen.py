"""The record that a ceremony publishes among the trustees (``Pedersen``), checked from its bytes.

Nothing of the ceremony is believed: certificates, commitments and both their signatures are
checked again, and each member's verification key is computed from the commitments of all:
X_j = Π_i Π_k A_ik^(j^k).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from suffrage.belenios.group import Group, Points
from suffrage.belenios.places import place
from suffrage.belenios.proofs import Proof
from suffrage.belenios.strict_json import Record, Small, write
from suffrage.belenios.threshold.certificate import Certificates, check_certificates
from suffrage.belenios.threshold.coefexps import check_coefexps, vartime_evaluate
from suffrage.belenios.threshold.pki import Signed, check_signature
from suffrage.belenios.trustee import Trustee, check_possession
from suffrage.errors import Malformed, NotVerified

__all__ = ["Pedersen", "PublicKeys", "check_pedersen", "check_verification_key", "combined"]


class Pedersen(Record, frozen=True, kw_only=True):
    """Any ``threshold`` of these members decrypt together."""

    threshold: Small
    certs: tuple[Signed, ...]
    coefexps: tuple[Signed, ...]
    signatures: tuple[Proof, ...]
    verification_keys: tuple[Trustee, ...]


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What a checked record amounts to: the common key, and the members' in their order."""

    certificates: Certificates
    key: Points = field(repr=False)
    members: Points = field(repr=False)


def check_pedersen(group: Group, record: Pedersen) -> PublicKeys:
    """The keys of a record in which everything holds.

    Raises as ``check_certificates``, ``check_coefexps`` and ``check_verification_key``;
    ``Malformed("bel.ceremony-size")`` when parts are missing.
    """
    size = len(record.certs)
    for row in (record.coefexps, record.signatures, record.verification_keys):
        if len(row) != size:
            raise Malformed("bel.ceremony-size", given=len(row), size=size)
    certificates = check_certificates(
        group, [write(signed) for signed in record.certs], size=size, threshold=record.threshold
    )
    pairs = enumerate(zip(record.coefexps, record.signatures, strict=True), 1)
    total = combined(
        group, [check_coefexps(group, certificates, index, *pair) for index, pair in pairs]
    )
    members = group.decode([])
    for index, trustee in enumerate(record.verification_keys, 1):
        key = check_verification_key(group, certificates, total, index, trustee)
        members = members.join(key)
    return PublicKeys(certificates, total.take([0]), members)


def combined(group: Group, coefexps: Sequence[Points]) -> Points:
    """The commitments to the sum of the members' polynomials, the constant term first."""
    total = coefexps[0]
    for other in coefexps[1:]:
        total = group.add(total, other)
    return total


def check_verification_key(
    group: Group, certificates: Certificates, total: Points, member: int, trustee: Trustee
) -> Points:
    """The key of ``member`` (from 1), an array of one, if it follows from ``total`` (``combined``).

    Raises ``NotVerified``: ``bel.verification-key``; ``bel.verification-signature``;
    ``bel.verification-proof``, without which a member could cancel the keys of the others, all
    with the member; ``Malformed``: ``bel.point``, ``bel.exponent`` with the member in their place.
    """
    with place(f"member {member}"):
        key = group.decode([trustee.public_key])
    if group.encode(key) != group.encode(vartime_evaluate(group, total, member)):
        raise NotVerified("bel.verification-key", member=member)
    signer = certificates.verification_key(member)
    if trustee.signature is None:
        raise NotVerified("bel.verification-signature", member=member)
    try:
        check_signature(group, signer, trustee.public_key, trustee.signature)
    except NotVerified:
        raise NotVerified("bel.verification-signature", member=member) from None
    try:
        check_possession(group, key, trustee)
    except NotVerified:
        raise NotVerified("bel.verification-proof", member=member) from None
    return key
