"""A member's commitments A_k = g^(a_k) to the coefficients of the own polynomial.

They are signed twice: by themselves, and together with the list of certificates that the member
saw. The second signature was added in Belenios 2.5.1: without it the server could run the
ceremony with other certificates for each member, and put the commitments together afterwards.

    f(j) = Σ a_k j^k,    g^f(j) = Π A_k^(j^k)
"""

from collections.abc import Sequence

from suffrage.belenios.group import Entropy, Group, Points, refuse_identity
from suffrage.belenios.places import place
from suffrage.belenios.proofs import Proof
from suffrage.belenios.strict_json import Record, read, write
from suffrage.belenios.threshold.certificate import Certificates
from suffrage.belenios.threshold.pki import (
    MemberKeys,
    Signed,
    check_signature,
    check_signed,
    sign,
    sign_message,
)
from suffrage.errors import Malformed, NotVerified

__all__ = ["check_coefexps", "sign_coefexps", "vartime_evaluate"]


class _Coefexps(Record, frozen=True, kw_only=True):
    coefexps: tuple[str, ...]


class _Statement(Record, frozen=True, kw_only=True):
    certs: tuple[Signed, ...]
    coefexps: tuple[str, ...]


def sign_coefexps(
    group: Group, keys: MemberKeys, certificates: Certificates, points: Points, entropy: Entropy
) -> tuple[Signed, Proof]:
    """The signed commitments, and their signature together with the certificates."""
    texts = tuple(group.encode(points))
    signed = sign_message(group, keys, write(_Coefexps(coefexps=texts)), entropy)
    return signed, sign(group, keys, _statement(certificates, texts), entropy)


def check_coefexps(
    group: Group, certificates: Certificates, member: int, signed: Signed, signature: Proof
) -> Points:
    """The commitments of ``member`` (from 1), one a coefficient, the constant term first.

    Raises ``NotVerified``: ``bel.coefexps-signature``; ``bel.polynomial-signature`` when they
    were made for other certificates than these; ``Malformed``: ``bel.coefexps-number``, all with
    the member; ``bel.json``, ``bel.canonical``, ``bel.point``, ``bel.identity`` with the member
    in their place.
    """
    key = certificates.verification_key(member)
    try:
        message = check_signed(group, key, signed)
    except NotVerified:
        raise NotVerified("bel.coefexps-signature", member=member) from None
    with place(f"member {member}"):
        texts = read(message, _Coefexps, "coefexps").coefexps
        points = group.decode(texts)
        refuse_identity(group, points)
    if len(texts) != certificates.threshold:
        raise Malformed("bel.coefexps-number", member=member, right=certificates.threshold)
    try:
        check_signature(group, key, _statement(certificates, texts), signature)
    except NotVerified:
        raise NotVerified("bel.polynomial-signature", member=member) from None
    return points


def vartime_evaluate(group: Group, coefexps: Points, at: int) -> Points:
    """g^f(at), an array of one, from the commitments to f."""
    powers = [pow(at, k, group.order) for k in range(len(coefexps))]
    return group.vartime_power_product(coefexps, powers)


def _statement(certificates: Certificates, texts: Sequence[str]) -> str:
    bound = _Statement(certs=certificates.signed, coefexps=tuple(texts))
    return f"certs_sig|{write(bound).decode()}"
