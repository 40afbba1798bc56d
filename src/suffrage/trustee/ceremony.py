"""A member's three steps in making a threshold key (``belenios.threshold``), with its memory.

Each step gives the state to keep and the message to send, and the state is kept first: a step
that is asked for again, after a crash or by a server, sends what it sent before. Certificates
that have been agreed stay those of this key; another list, or another share, is refused.
"""

from dataclasses import dataclass, field

import msgspec

from suffrage.belenios.backend import load_group
from suffrage.belenios.group import Entropy, Group
from suffrage.belenios.strict_json import Record, read, write
from suffrage.belenios.threshold.certificate import (
    Certificates,
    check_certificates,
    make_certificate,
    own_index,
)
from suffrage.belenios.threshold.channel import open_channel
from suffrage.belenios.threshold.complaint import make_complaint
from suffrage.belenios.threshold.pki import Signed, derive_keys, make_seed
from suffrage.belenios.threshold.polynomial import make_polynomial
from suffrage.belenios.threshold.sealed import DecryptionKey
from suffrage.belenios.threshold.share import Output, make_share
from suffrage.errors import NotVerified, Refused
from suffrage.trustee.saved import FORMAT, Ceremony, Saved, Scope

__all__ = [
    "Agreed",
    "Step",
    "accuse",
    "agree",
    "begin",
    "commit",
    "finish",
    "public_key",
    "read_list",
    "write_list",
]


class _List(Record, frozen=True, kw_only=True):
    certs: tuple[Signed, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """The state to keep, then the message for the organiser."""

    saved: Saved = field(repr=False)
    message: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Agreed:
    """A list of certificates that this member may agree to, once all have compared it."""

    saved: Saved = field(repr=False)
    certificates: Certificates
    text: str = field(repr=False)


def begin(scope: Scope, index: int, group: str, entropy: Entropy, *, of: int, need: int) -> Step:
    """Step 1, by member ``index`` of ``of``; any ``need`` of them shall decrypt.

    Raises ``Malformed``: ``bel.threshold``, ``bel.member-index``, ``bel.unsupported``;
    ``Unavailable("bel.entropy")``.
    """
    seed = make_seed(entropy)
    message = make_certificate(
        load_group(group), seed, size=of, threshold=need, index=index, entropy=entropy
    )
    saved = Saved(FORMAT, group, index, scope, ceremony=Ceremony(seed, of, need))
    return Step(saved, message)


def agree(saved: Saved, data: bytes) -> Agreed:
    """The list that the organiser sent, checked; its fingerprint is still to be compared.

    Raises as ``check_certificates``; ``NotVerified("trustee.list-changed")`` for another list
    than the one agreed to before, ``NotVerified("bel.certificate-absent")`` where somebody
    stands in this member's place; ``Refused("trustee.no-ceremony")``.
    """
    ceremony = _ceremony(saved)
    text = data.decode("utf-8", "replace")
    if ceremony.certificates not in ("", text):
        raise NotVerified("trustee.list-changed")
    group = load_group(saved.group)
    certificates = read_list(group, data, of=ceremony.of, need=ceremony.need)
    if own_index(certificates, derive_keys(group, ceremony.seed)) != saved.index:
        raise NotVerified("bel.certificate-absent")
    return Agreed(saved, certificates, text)


def commit(agreed: Agreed, entropy: Entropy) -> Step:
    """Step 3, after all members have compared the fingerprint; asked again, the same message."""
    saved, ceremony = agreed.saved, _ceremony(agreed.saved)
    if ceremony.polynomial:
        return Step(saved, ceremony.polynomial.encode())
    group = load_group(saved.group)
    message = make_polynomial(group, ceremony.seed, agreed.certificates, entropy)
    after = msgspec.structs.replace(ceremony, certificates=agreed.text, polynomial=message.decode())
    return Step(msgspec.structs.replace(saved, ceremony=after), message)


def finish(saved: Saved, vinput: bytes, entropy: Entropy) -> Step:
    """Step 5: the shares are checked and added; from now on there is a decryption key.

    Raises as ``make_share``; ``Refused``: ``trustee.no-ceremony``, ``trustee.no-polynomial``;
    ``NotVerified("trustee.share-changed")`` for shares of another key than the first time.
    """
    ceremony = _ceremony(saved)
    if not ceremony.polynomial:
        raise Refused("trustee.no-polynomial")
    group = load_group(saved.group)
    certificates = read_list(
        group, ceremony.certificates.encode(), of=ceremony.of, need=ceremony.need
    )
    message = make_share(group, ceremony.seed, certificates, vinput, entropy)
    exponent = _exponent(group, ceremony.seed, certificates, message)
    if saved.exponent not in ("", exponent):
        raise NotVerified("trustee.share-changed")
    return Step(msgspec.structs.replace(saved, exponent=exponent), message)


def accuse(saved: Saved, vinput: bytes, member: int) -> bytes:
    """The complaint about a false share of ``member`` in this input, for everybody to check.

    Raises as ``make_complaint``; ``Refused("trustee.no-ceremony")``.
    """
    ceremony = _ceremony(saved)
    group = load_group(saved.group)
    certificates = read_list(
        group, ceremony.certificates.encode(), of=ceremony.of, need=ceremony.need
    )
    return make_complaint(group, ceremony.seed, certificates, vinput, member)


def read_list(group: Group, data: bytes, *, of: int, need: int) -> Certificates:
    """The certificates of a list; raises as ``check_certificates``."""
    certs = read(data, _List, "certs").certs
    return check_certificates(group, [write(one) for one in certs], size=of, threshold=need)


def write_list(certificates: Certificates) -> bytes:
    """The list as it is sent to all members."""
    return write(_List(certs=certificates.signed))


def _ceremony(saved: Saved) -> Ceremony:
    if not saved.ceremony:
        raise Refused("trustee.no-ceremony")
    return saved.ceremony


def _exponent(group: Group, seed: str, certificates: Certificates, message: bytes) -> str:
    """The key that a member has just sealed to itself."""
    keys = derive_keys(group, seed)
    own = certificates.verification_key(own_index(certificates, keys))
    sealed = read(message, Output, "voutput").private_key
    inside = open_channel(group, keys, own, sealed)
    return read(inside, DecryptionKey, "decryption_key").decryption_key


def public_key(message: bytes) -> str:
    """The public part that a message of step 5 names; raises as ``strict_json.read``."""
    return read(message, Output, "voutput").public_key.public_key
