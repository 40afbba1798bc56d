"""Steps 1 and 2: each member's two public keys, signed, for one place in one ceremony.

A certificate contains the verification key that checks its signature, so it proves that its
maker holds the signing key. It cannot prove who the maker is: for that the members compare
fingerprints by another way than the server (``fingerprint``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from suffrage.belenios.group import Entropy, Group, Points, refuse_identity
from suffrage.belenios.places import place
from suffrage.belenios.strict_json import Record, Small, read, write
from suffrage.belenios.threshold.pki import (
    MemberKeys,
    Signed,
    check_signed,
    derive_keys,
    sign_message,
)
from suffrage.belenios.threshold.sent import all_sent
from suffrage.errors import Malformed, NotVerified

__all__ = [
    "Certificate",
    "Certificates",
    "Context",
    "check_certificates",
    "make_certificate",
    "own_index",
]


class Context(Record, frozen=True, kw_only=True):
    """The ceremony that a certificate is for; ``index`` counts its members from 1."""

    group: str
    size: Small
    threshold: Small
    index: Small


class Certificate(Record, frozen=True, kw_only=True):
    """A member's public keys as texts."""

    context: Context
    verification: str
    encryption: str


@dataclass(frozen=True, slots=True)
class Certificates:
    """The checked certificates of all members, in their order; ``threshold`` of them decrypt."""

    data: tuple[bytes, ...] = field(repr=False)
    threshold: int
    signed: tuple[Signed, ...] = field(repr=False)
    members: tuple[Certificate, ...]
    verification: Points = field(repr=False)
    encryption: Points = field(repr=False)

    @property
    def size(self) -> int:
        """The number of members."""
        return len(self.members)

    def verification_key(self, member: int) -> Points:
        """The key that checks what this member (from 1) signs."""
        return self.verification.take([member - 1])


def make_certificate(
    group: Group, seed: str, *, size: int, threshold: int, index: int, entropy: Entropy
) -> bytes:
    """Step 1, by member ``index`` of ``size``, any ``threshold`` of whom shall decrypt.

    Raises ``Malformed``: ``bel.threshold``, ``bel.member-index``, ``bel.seed-form``.
    """
    _check_numbers(size, threshold)
    if not 1 <= index <= size:
        raise Malformed("bel.member-index", index=index, size=size)
    keys = derive_keys(group, seed)
    certificate = Certificate(
        context=Context(group=group.name, size=size, threshold=threshold, index=index),
        verification=keys.verification,
        encryption=keys.encryption,
    )
    return write(sign_message(group, keys, write(certificate), entropy))


def check_certificates(
    group: Group, certificates: Sequence[bytes | None], *, size: int, threshold: int
) -> Certificates:
    """Step 2: the certificates of members 1, 2, …; ``None`` stands for one not yet sent.

    Raises ``Unavailable("bel.ceremony-missing")``; ``NotVerified``: ``bel.certificate-context``,
    ``bel.certificate-signature``, all with the ``member``; ``Malformed``: ``bel.threshold``,
    ``bel.certificate-repeated``, and with the member in their place ``bel.json``,
    ``bel.canonical``, ``bel.point``, ``bel.identity``.
    """
    _check_numbers(size, threshold)
    data = all_sent(certificates, size)
    signed, members, keys = [], [], group.decode([])
    for index, one in enumerate(data, 1):
        context = Context(group=group.name, size=size, threshold=threshold, index=index)
        with place(f"member {index}"):
            message, certificate, own = _check(group, one, context)
        signed.append(message)
        members.append(certificate)
        keys = keys.join(own)
    _refuse_repeated(members)
    return Certificates(
        data=data,
        threshold=threshold,
        signed=tuple(signed),
        members=tuple(members),
        verification=keys.take(range(0, 2 * size, 2)),
        encryption=keys.take(range(1, 2 * size, 2)),
    )


def own_index(certificates: Certificates, keys: MemberKeys) -> int:
    """The place, from 1, of the certificate made from these keys.

    Raises ``NotVerified("bel.certificate-absent")``: somebody stands in this member's place.
    """
    own = (keys.verification, keys.encryption)
    for index, member in enumerate(certificates.members, 1):
        if own == (member.verification, member.encryption):
            return index
    raise NotVerified("bel.certificate-absent")


def _check_numbers(size: int, threshold: int) -> None:
    if not 1 <= threshold <= size:
        raise Malformed("bel.threshold", threshold=threshold, size=size)


def _check(group: Group, data: bytes, right: Context) -> tuple[Signed, Certificate, Points]:
    """One certificate with its two keys, verification first."""
    signed = read(data, Signed, "certificate")
    certificate = read(signed.message.encode(), Certificate, "certificate")
    if certificate.context != right:
        raise NotVerified("bel.certificate-context", member=right.index)
    keys = group.decode([certificate.verification, certificate.encryption])
    refuse_identity(group, keys)
    try:
        check_signed(group, keys.take([0]), signed)
    except NotVerified:
        raise NotVerified("bel.certificate-signature", member=right.index) from None
    return signed, certificate, keys


def _refuse_repeated(members: Sequence[Certificate]) -> None:
    seen: dict[str, int] = {}
    for index, member in enumerate(members, 1):
        for key in (member.verification, member.encryption):
            if key in seen:
                raise Malformed("bel.certificate-repeated", member=index, other=seen[key])
            seen[key] = index
