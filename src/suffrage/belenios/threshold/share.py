"""Step 5: a member checks what it was given and adds it up to its decryption key.

The share s_ij that member i sealed for member j must lie on the polynomial to which i is
committed: g^(s_ij) = Π A_ik^(j^k). The key of j is S_j = Σ_i s_ij, its public part X_j = g^(S_j).
"""

from dataclasses import dataclass, field

from suffrage.belenios.group import Entropy, Group, Points, refuse_identity
from suffrage.belenios.places import place
from suffrage.belenios.strict_json import Record, read, read_exponents, write
from suffrage.belenios.threshold.certificate import Certificates, own_index
from suffrage.belenios.threshold.channel import open_channel, seal
from suffrage.belenios.threshold.coefexps import check_coefexps, vartime_evaluate
from suffrage.belenios.threshold.pki import MemberKeys, derive_keys, sign
from suffrage.belenios.threshold.route import Input
from suffrage.belenios.threshold.sealed import Coefficients, DecryptionKey, Secret
from suffrage.belenios.trustee import Trustee, prove_possession
from suffrage.errors import Malformed, NotVerified

__all__ = ["Inputs", "Output", "make_share", "read_inputs", "read_secret"]


class Output(Record, frozen=True, kw_only=True):
    """What a member answers (``voutput``): the key sealed to itself, and its public part."""

    private_key: str
    public_key: Trustee


@dataclass(frozen=True, slots=True)
class Inputs:
    """The input of ``member``, whose commitments are checked and whose shares are not."""

    member: int
    keys: MemberKeys = field(repr=False)
    polynomial: str = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    coefexps: tuple[Points, ...] = field(repr=False)


def read_inputs(group: Group, seed: str, certificates: Certificates, vinput: bytes) -> Inputs:
    """The input of the member who holds ``seed``, with everybody's commitments checked.

    Raises ``NotVerified("bel.certificate-absent")``, as ``check_coefexps``, and ``Malformed``:
    ``bel.seed-form``, ``bel.vinput-size``, ``bel.json``, ``bel.canonical``.
    """
    keys = derive_keys(group, seed)
    member = own_index(certificates, keys)
    given = read(vinput, Input, "vinput")
    for row in (given.secrets, given.coefexps, given.signatures):
        if len(row) != certificates.size:
            raise Malformed("bel.vinput-size", given=len(row), right=certificates.size)
    pairs = enumerate(zip(given.coefexps, given.signatures, strict=True), 1)
    coefexps = tuple(
        check_coefexps(group, certificates, index, signed, signature)
        for index, (signed, signature) in pairs
    )
    return Inputs(member, keys, given.polynomial, given.secrets, coefexps)


def make_share(
    group: Group, seed: str, certificates: Certificates, vinput: bytes, entropy: Entropy
) -> bytes:
    """Step 5, by the member who holds ``seed``; the answer goes to the server.

    Raises as ``read_inputs``; ``NotVerified("bel.dkg-share")`` with the member whose share is
    false, and ``NotVerified("bel.dkg-channel")`` with the member whose seal tells nothing: this
    member or the server spoilt it, or it was meant for somebody else;
    ``NotVerified("bel.polynomial-own")`` when the own polynomial is another than was made.
    """
    inputs = read_inputs(group, seed, certificates, vinput)
    _check_own_polynomial(group, certificates, inputs)
    shares = [
        _open_share(group, certificates, inputs, sender)
        for sender in range(1, certificates.size + 1)
    ]
    key = sum(shares) % group.order
    public = group.base([key])
    refuse_identity(group, public)
    (text,) = group.encode(public)
    trustee = Trustee(
        pok=prove_possession(group, key, text, entropy),
        public_key=text,
        signature=sign(group, inputs.keys, text, entropy),
    )
    own = certificates.encryption.take([inputs.member - 1])
    message = write(DecryptionKey(decryption_key=str(key)))
    sealed = seal(group, inputs.keys, own, message, entropy)
    return write(Output(private_key=sealed, public_key=trustee))


def read_secret(group: Group, coefexps: Points, sender: int, member: int, message: bytes) -> int:
    """The share that ``sender`` gave ``member`` (both from 1), if it fits the sender's commitments.

    Raises ``NotVerified("bel.dkg-share")`` with the sender.
    """
    try:
        (secret,) = read_exponents([read(message, Secret, "secret").secret], group.order)
    except Malformed:
        raise NotVerified("bel.dkg-share", member=sender) from None
    right = vartime_evaluate(group, coefexps, member)
    if group.encode(group.base([secret])) != group.encode(right):
        raise NotVerified("bel.dkg-share", member=sender)
    return secret


def _open_share(group: Group, certificates: Certificates, inputs: Inputs, sender: int) -> int:
    key = certificates.verification_key(sender)
    try:
        with place(f"member {sender}"):
            message = open_channel(group, inputs.keys, key, inputs.secrets[sender - 1])
    except NotVerified:
        raise NotVerified("bel.dkg-channel", member=sender) from None
    return read_secret(group, inputs.coefexps[sender - 1], sender, inputs.member, message)


def _check_own_polynomial(group: Group, certificates: Certificates, inputs: Inputs) -> None:
    own = certificates.verification_key(inputs.member)
    try:
        message = open_channel(group, inputs.keys, own, inputs.polynomial)
    except NotVerified:
        raise NotVerified("bel.polynomial-own") from None
    texts = read(message, Coefficients, "polynomial").polynomial
    points = group.base(read_exponents(list(texts), group.order))
    if group.encode(points) != group.encode(inputs.coefexps[inputs.member - 1]):
        raise NotVerified("bel.polynomial-own")
