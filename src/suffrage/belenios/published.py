"""What single events say, read without their proofs.

The course of an election needs to know that an event of this content stands in its place;
whether its proofs hold is ``verify_archive``'s question, over the whole box.
"""

from collections.abc import Sequence

import msgspec

from suffrage.belenios.decryption import Owned
from suffrage.belenios.result import ResultRecord
from suffrage.belenios.strict_json import peek, read
from suffrage.belenios.tally import SizedTally
from suffrage.errors import Malformed

__all__ = ["counts_of", "credential_of", "number_of", "owner_of"]


class _Ballot(msgspec.Struct, frozen=True):
    credential: str


def credential_of(records: Sequence[bytes]) -> str:
    """The public credential that a ballot names; raises ``Malformed("bel.json")``."""
    return peek(records[-1], _Ballot, "ballot").credential


def owner_of(records: Sequence[bytes]) -> int:
    """The number of the trustee, from 1, whose partial decryption an event publishes."""
    return read(records[-1], Owned, "owned").owner


def number_of(records: Sequence[bytes]) -> int:
    """How many ballots an encrypted tally counts."""
    return read(records[-1], SizedTally, "sized_encrypted_tally").num_tallied


def counts_of(records: Sequence[bytes]) -> tuple[int, ...]:
    """The counts of the only question, which is homomorphic.

    Raises ``Malformed``: ``bel.event-records`` for several, ``bel.result-shape`` for others.
    """
    questions = read(records[-1], ResultRecord, "result").counts()
    if len(questions) != 1:
        raise Malformed("bel.event-records", type="Result", number=len(questions))
    counts = questions[0]
    if not all(isinstance(count, int) for count in counts):
        raise Malformed("bel.result-shape")
    return counts
