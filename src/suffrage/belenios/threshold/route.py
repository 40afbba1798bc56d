"""Step 4: the server sorts the members' messages into one input for each member."""

from collections.abc import Sequence

from suffrage.belenios.group import Group
from suffrage.belenios.proofs import Proof
from suffrage.belenios.strict_json import Record, write
from suffrage.belenios.threshold.certificate import Certificates
from suffrage.belenios.threshold.pki import Signed
from suffrage.belenios.threshold.polynomial import check_polynomial
from suffrage.belenios.threshold.sent import all_sent

__all__ = ["Input", "route"]


class Input(Record, frozen=True, kw_only=True):
    """What one member receives (``vinput``): seals for this member, commitments of all."""

    polynomial: str
    secrets: tuple[str, ...]
    coefexps: tuple[Signed, ...]
    signatures: tuple[Proof, ...]


def route(
    group: Group, certificates: Certificates, polynomials: Sequence[bytes | None]
) -> list[bytes]:
    """The inputs of members 1, 2, … from their messages of step 3, ``None`` for one not yet sent.

    Raises ``Unavailable("bel.ceremony-missing")`` with the member, and as ``check_polynomial``.
    """
    sent = [
        check_polynomial(group, certificates, index, data)
        for index, data in enumerate(all_sent(polynomials, certificates.size), 1)
    ]
    signed = tuple(one.signed for one in sent)
    signatures = tuple(one.signature for one in sent)
    return [
        write(
            Input(
                polynomial=own.own,
                secrets=tuple(one.secrets[place] for one in sent),
                coefexps=signed,
                signatures=signatures,
            )
        )
        for place, own in enumerate(sent)
    ]
