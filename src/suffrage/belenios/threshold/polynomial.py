"""Step 3: a member's random polynomial, shared among all members, and its check by the server.

The member keeps nothing but the seed: the coefficients travel sealed to the member itself.
Do this step once in a ceremony: two different messages of one member look like cheating.
"""

from dataclasses import dataclass, field
from functools import reduce

from suffrage.belenios.group import Entropy, Group, Points, random_scalars
from suffrage.belenios.places import place
from suffrage.belenios.proofs import Proof
from suffrage.belenios.strict_json import Record, read, write
from suffrage.belenios.threshold.certificate import Certificates, own_index
from suffrage.belenios.threshold.channel import seal
from suffrage.belenios.threshold.coefexps import check_coefexps, sign_coefexps
from suffrage.belenios.threshold.pki import Signed, derive_keys
from suffrage.belenios.threshold.sealed import Coefficients, Secret
from suffrage.errors import Malformed

__all__ = ["Polynomial", "check_polynomial", "make_polynomial"]


class _Message(Record, frozen=True, kw_only=True):
    polynomial: str
    secrets: tuple[str, ...]
    coefexps: Signed
    signature: Proof


@dataclass(frozen=True, slots=True)
class Polynomial:
    """The checked message of a member: seals for itself and for each member, and commitments."""

    member: int
    own: str = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    signed: Signed = field(repr=False)
    signature: Proof = field(repr=False)
    coefexps: Points = field(repr=False)


def make_polynomial(group: Group, seed: str, certificates: Certificates, entropy: Entropy) -> bytes:
    """Step 3, by the member who holds ``seed``, after the fingerprints have been compared.

    Raises ``NotVerified("bel.certificate-absent")`` when another certificate stands in the
    member's place; ``Malformed("bel.seed-form")``; ``Unavailable("bel.entropy")``.
    """
    keys = derive_keys(group, seed)
    own = own_index(certificates, keys)
    coefficients = random_scalars(group, certificates.threshold, entropy)
    texts = tuple(map(str, coefficients))
    recipients = [certificates.encryption.take([j]) for j in range(certificates.size)]
    shares = [_evaluate(coefficients, j + 1, group.order) for j in range(certificates.size)]
    signed, signature = sign_coefexps(group, keys, certificates, group.base(coefficients), entropy)
    message = _Message(
        polynomial=seal(
            group, keys, recipients[own - 1], write(Coefficients(polynomial=texts)), entropy
        ),
        secrets=tuple(
            seal(group, keys, recipient, write(Secret(secret=str(share))), entropy)
            for recipient, share in zip(recipients, shares, strict=True)
        ),
        coefexps=signed,
        signature=signature,
    )
    return write(message)


def check_polynomial(
    group: Group, certificates: Certificates, member: int, data: bytes
) -> Polynomial:
    """What anybody can check of the message of ``member`` (from 1): not what is sealed.

    Raises as ``check_coefexps``, and ``Malformed("bel.polynomial-secrets")`` with the member.
    """
    with place(f"member {member}"):
        message = read(data, _Message, "polynomial")
    if len(message.secrets) != certificates.size:
        raise Malformed("bel.polynomial-secrets", member=member, right=certificates.size)
    coefexps = check_coefexps(group, certificates, member, message.coefexps, message.signature)
    return Polynomial(
        member=member,
        own=message.polynomial,
        secrets=message.secrets,
        signed=message.coefexps,
        signature=message.signature,
        coefexps=coefexps,
    )


def _evaluate(coefficients: list[int], at: int, order: int) -> int:
    """The value of the polynomial at one place (Horner)."""
    return reduce(lambda value, a: (value * at + a) % order, reversed(coefficients), 0)
