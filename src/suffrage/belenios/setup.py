"""The first event of a box: election, trustees and public credentials, bound together."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from suffrage.belenios.credentials import PublicCredentials, read_public_credentials
from suffrage.belenios.election import Election, read_election
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.places import place
from suffrage.belenios.questions.table import kind_of
from suffrage.belenios.strict_json import Digest, Record, read, write
from suffrage.belenios.trustees import Trustees, read_trustees
from suffrage.errors import Malformed, NotVerified

__all__ = ["Setup", "read_setup", "setup_records"]

_RECORDS = 4


class _SetupData(Record, frozen=True, kw_only=True):
    election: Digest
    trustees: Digest
    credentials: Digest
    credentials_certificate: Digest | None = None


@dataclass(frozen=True, slots=True)
class Setup:
    """An election whose key is its trustees', and the credentials that may vote."""

    election: Election
    trustees: Trustees = field(repr=False)
    credentials: PublicCredentials = field(repr=False)


def setup_records(election: bytes, trustees: bytes, credentials: bytes) -> tuple[bytes, ...]:
    """The records that precede the Setup event, the last of which binds the others."""
    bound = _SetupData(
        election=wide_digest(election),
        trustees=wide_digest(trustees),
        credentials=wide_digest(credentials),
    )
    return election, trustees, credentials, write(bound)


def read_setup(records: Sequence[bytes]) -> Setup:
    """Reads and checks the records of a Setup event.

    Raises what ``read_election``, ``read_trustees`` and ``read_public_credentials`` raise, those
    of the first and the last with the name of the record in their place;
    ``Malformed("bel.weight-ranked")`` for weights beside a question that is shuffled, since each
    decrypted ballot counts once; ``NotVerified("bel.setup-hash")`` when a record is not the one
    that setup_data names, and ``NotVerified("bel.election-key")`` when the election's key is not
    the trustees' product.
    """
    bound = read(records[-1], _SetupData, "setup_data")
    if bound.credentials_certificate is not None or len(records) != _RECORDS:
        raise Malformed("bel.unsupported", what="credentials_certificate")
    named = (bound.election, bound.trustees, bound.credentials)
    if named != tuple(map(wide_digest, records[:-1])):
        raise NotVerified("bel.setup-hash")
    with place("election"):
        election = read_election(records[0])
    group = election.group
    trustees = read_trustees(group, records[1])
    if group.encode(trustees.key) != [election.record.public_key]:
        raise NotVerified("bel.election-key")
    with place("public_credentials"):
        credentials = read_public_credentials(group, records[2])
    ranked = any(kind_of(question).embedded for question in election.record.questions)
    if ranked and credentials.weights:
        raise Malformed("bel.weight-ranked")
    return Setup(election, trustees, credentials)
