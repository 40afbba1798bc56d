"""A member's decryption key, recovered from the seed when the box is closed."""

from suffrage.belenios.group import Group
from suffrage.belenios.strict_json import read, read_exponents
from suffrage.belenios.threshold.certificate import own_index
from suffrage.belenios.threshold.channel import open_channel
from suffrage.belenios.threshold.pedersen import Pedersen, check_pedersen
from suffrage.belenios.threshold.pki import derive_keys
from suffrage.belenios.threshold.sealed import DecryptionKey
from suffrage.belenios.threshold.share import Output
from suffrage.belenios.trustees import TrusteeKey
from suffrage.errors import NotVerified

__all__ = ["recover_key"]


def recover_key(group: Group, seed: str, pedersen: bytes, voutput: bytes) -> TrusteeKey:
    """The key of the member who holds ``seed``, for ``decrypt_share``.

    ``pedersen`` is the record of ``assemble``, checked here once more; ``voutput`` is this
    member's own answer of step 5. Members should do this as soon as the record is there, to see
    that their key is in it. Raises as ``check_pedersen``;
    ``NotVerified("bel.certificate-absent")`` when the seed is of no member;
    ``NotVerified("bel.recovered-key")`` when the sealed key is not the one of the record;
    ``Malformed``: ``bel.seed-form``, ``bel.json``, ``bel.canonical``, ``bel.exponent``.
    """
    keys = derive_keys(group, seed)
    record = read(pedersen, Pedersen, "threshold")
    public = check_pedersen(group, record)
    member = own_index(public.certificates, keys)
    signer = public.certificates.verification_key(member)
    try:
        sealed = read(voutput, Output, "voutput").private_key
        message = open_channel(group, keys, signer, sealed)
    except NotVerified:
        raise NotVerified("bel.recovered-key") from None
    text = read(message, DecryptionKey, "decryption_key").decryption_key
    (exponent,) = read_exponents([text], group.order)
    trustee = record.verification_keys[member - 1]
    if group.encode(group.base([exponent])) != [trustee.public_key]:
        raise NotVerified("bel.recovered-key")
    return TrusteeKey(exponent, trustee)
