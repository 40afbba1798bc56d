"""Step 6: the server puts together the record that the election publishes."""

from collections.abc import Sequence

from suffrage.belenios.group import Group
from suffrage.belenios.places import place
from suffrage.belenios.strict_json import read, write
from suffrage.belenios.threshold.certificate import Certificates
from suffrage.belenios.threshold.pedersen import Pedersen, check_pedersen
from suffrage.belenios.threshold.polynomial import check_polynomial
from suffrage.belenios.threshold.sent import all_sent
from suffrage.belenios.threshold.share import Output

__all__ = ["assemble"]


def assemble(
    group: Group,
    certificates: Certificates,
    polynomials: Sequence[bytes | None],
    voutputs: Sequence[bytes | None],
) -> bytes:
    """The record from the messages of steps 3 and 5, ``None`` for one not yet sent.

    The sealed keys in ``voutputs`` are kept beside it: each member needs the own one to decrypt.
    Raises ``Unavailable("bel.ceremony-missing")`` with the member, and as ``check_polynomial``
    and ``check_verification_key``.
    """
    sent = [
        check_polynomial(group, certificates, index, data)
        for index, data in enumerate(all_sent(polynomials, certificates.size), 1)
    ]
    trustees = []
    for index, data in enumerate(all_sent(voutputs, certificates.size), 1):
        with place(f"member {index}"):
            trustees.append(read(data, Output, "voutput").public_key)
    record = Pedersen(
        threshold=certificates.threshold,
        certs=certificates.signed,
        coefexps=tuple(one.signed for one in sent),
        signatures=tuple(one.signature for one in sent),
        verification_keys=tuple(trustees),
    )
    # The whole record is checked as a stranger will check it, at three times the cost.
    check_pedersen(group, record)
    return write(record)
