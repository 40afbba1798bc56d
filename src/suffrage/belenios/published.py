"""What single events say, read without their proofs.

The course of an election needs to know that an event of this content stands in its place;
whether its proofs hold is ``verify_archive``'s question, over the whole box.
"""

from collections.abc import Sequence

from suffrage.belenios.strict_json import Digest, Record, Small, read
from suffrage.errors import Malformed

__all__ = ["counts_of", "number_of", "owner_of"]


class _Owned(Record, frozen=True, kw_only=True):
    owner: Small
    payload: Digest


class _Sized(Record, frozen=True, kw_only=True):
    num_tallied: Small
    total_weight: Small
    encrypted_tally: Digest


class _Result(Record, frozen=True, kw_only=True):
    result: tuple[tuple[Small, ...], ...]


def owner_of(records: Sequence[bytes]) -> int:
    """The number of the trustee, from 1, whose partial decryption an event publishes."""
    return read(records[-1], _Owned, "partial decryption").owner


def number_of(records: Sequence[bytes]) -> int:
    """How many ballots an encrypted tally counts."""
    return read(records[-1], _Sized, "encrypted tally").num_tallied


def counts_of(records: Sequence[bytes]) -> tuple[int, ...]:
    """The counts of the only question; raises ``Malformed("bel.event-records")`` for several."""
    questions = read(records[-1], _Result, "result").result
    if len(questions) != 1:
        raise Malformed("bel.event-records", type="Result", number=len(questions))
    return questions[0]
