"""A complete online box in memory, honest or not, from entropy that repeats from run to run."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count as numbers
from typing import Any

import msgspec

from suffrage.belenios import events
from suffrage.belenios.archive import Header, append_bytes, read_archive, write_header
from suffrage.belenios.check_ballot import CheckedBallot, check_ballot
from suffrage.belenios.credentials import (
    Credential,
    derive_exponent,
    make_credential,
    write_public_credentials,
)
from suffrage.belenios.decryption import Share, decrypt_share
from suffrage.belenios.election import Election, make_election
from suffrage.belenios.events import EventType, Head, Pieces
from suffrage.belenios.group import Entropy
from suffrage.belenios.hashing import short_digest
from suffrage.belenios.make_ballot import make_ballot
from suffrage.belenios.proofs import prove_knowledge
from suffrage.belenios.questions.homomorphic import Homomorphic
from suffrage.belenios.questions.kind import Choice
from suffrage.belenios.questions.lists import Lists, ListsValue
from suffrage.belenios.questions.non_homomorphic import NonHomomorphic, NonHomomorphicValue
from suffrage.belenios.questions.table import Question
from suffrage.belenios.result import compute_result
from suffrage.belenios.setup import Setup, read_setup, setup_records
from suffrage.belenios.tally import Tally, encrypt_tally
from suffrage.belenios.trustees import TrusteeKey, make_trustee_key, write_trustees

UUID = "BoxForTests123"
HEADER = Header(1_700_000_000)
CHOICE = Homomorphic(answers=("Ann", "Bea", "Chloé"), min=1, max=1, question="Who?")
RANGE = Homomorphic(answers=("a", "b", "c", "d"), min=0, max=3, question="Which?")
BLANK = Homomorphic(answers=("yes", "no"), blank=True, min=1, max=1, question="Agreed?")
LISTS = Lists(
    value=ListsValue(
        answers=(("Red", "Ann", "Bob"), ("Blue", "Chloé"), ("None",)), question="Which list?"
    )
)
RANKED = NonHomomorphic(value=NonHomomorphicValue(answers=("A", "B", "C"), question="Ranks?"))

Choices = Sequence[Choice]


def seeded(seed: str) -> Entropy:
    """Entropy that is the same at every run and different at every call."""
    calls = numbers()

    def draw(size: int) -> bytes:
        return hashlib.shake_256(f"{seed}|{next(calls)}".encode()).digest(size)

    return draw


@dataclass
class OnlineBox:
    """Trustees, credentials and ballots of one box; every attribute may be tampered with."""

    questions: tuple[Question, ...] = (CHOICE,)
    voters: int = 3
    trustees: int = 2
    seed: str = "box"
    uuid: str = UUID
    weights: tuple[int, ...] | None = None
    group: str = "Ed25519"
    ballots: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.entropy = seeded(self.seed)
        self.keys: list[TrusteeKey] = [
            make_trustee_key(self.entropy, group=self.group) for _ in range(self.trustees)
        ]
        self.credentials: list[Credential] = [
            make_credential(self.uuid, self.entropy, self.group) for _ in range(self.voters)
        ]

    @cached_property
    def setup(self) -> Setup:
        election = make_election(
            name="Test",
            description="A box for tests",
            uuid=self.uuid,
            questions=self.questions,
            trustee_keys=[key.public.public_key for key in self.keys],
            group=self.group,
        )
        trustees = write_trustees([key.public for key in self.keys])
        public = [credential.public for credential in self.credentials]
        weights = dict(zip(public, self.weights, strict=True)) if self.weights else None
        listed = write_public_credentials(public, weights, self.group)
        return read_setup(setup_records(election.data, trustees, listed))

    @property
    def election(self) -> Election:
        return self.setup.election

    def make(self, voter: int, choices: Choices) -> bytes:
        return make_ballot(self.election, self.credentials[voter].private, choices, self.entropy)

    def cast(self, voter: int, choices: Choices) -> bytes:
        self.ballots.append(self.make(voter, choices))
        return self.ballots[-1]

    def check(self, ballot: bytes) -> CheckedBallot:
        return check_ballot(self.election, self.setup.credentials, ballot)

    def tally(self) -> Tally:
        return encrypt_tally(self.election, map(self.check, self.ballots))

    def share(self, owner: int, tally: Tally) -> Share:
        setup = self.setup
        return decrypt_share(
            setup.election, setup.trustees, tally, self.keys[owner - 1], self.entropy
        )

    def open_records(self) -> list[tuple[EventType, tuple[bytes, ...]]]:
        """Type and data records of the events while the box is open."""
        setup = self.setup
        first = setup_records(setup.election.data, setup.trustees.data, setup.credentials.data)
        return [("Setup", first), *(("Ballot", (ballot,)) for ballot in self.ballots)]

    def all_records(self) -> list[tuple[EventType, tuple[bytes, ...]]]:
        """Type and data records of all events up to the result."""
        tally = self.tally()
        shares = [self.share(owner, tally) for owner in range(1, self.trustees + 1)]
        result = compute_result(self.election, self.setup.trustees, tally, shares)
        return [
            *self.open_records(),
            ("EndBallots", ()),
            ("EncryptedTally", tally.records),
            *(("PartialDecryption", share.records) for share in shares),
            ("Result", result.records),
        ]

    def archive(self) -> bytes:
        return chain(self.all_records())


def chain(steps: Sequence[tuple[EventType, tuple[bytes, ...]]], header: Header = HEADER) -> bytes:
    """An archive of these events whose hashes all fit, whatever the records say."""
    data, head = write_header(header), None
    for kind, records in steps:
        pieces: Pieces = events._make(head, kind, records)
        data, head = data + append_bytes(header, pieces), pieces.head
    return data


def steps_of(archive: bytes) -> list[tuple[EventType, tuple[bytes, ...]]]:
    """Type and data records of an archive's events, to be changed and chained again."""
    return [(entry.pieces.event.type, entry.pieces.records) for entry in read_archive(archive)]


def edit(data: bytes, change: Callable[[Any], object]) -> bytes:
    """JSON with a change made to its plain value, written as Belenios would."""
    value = msgspec.json.decode(data)
    change(value)
    return msgspec.json.encode(value)


def resign(
    election: Election, credential: Credential, ballot: bytes, claimed: str | None = None
) -> bytes:
    """A ballot signed again by the credential, as a dishonest voter can.

    It names that credential, or the one that is ``claimed``.
    """
    fields = msgspec.json.decode(ballot)
    del fields["signature"]
    fields["credential"] = credential.public if claimed is None else claimed
    digest = short_digest(msgspec.json.encode(fields))
    secret = derive_exponent(election.group, election.record.uuid, credential.private)
    proof = prove_knowledge(election.group, secret, f"sig|{digest}|", seeded("again"))
    fields["signature"] = {"hash": digest, "proof": msgspec.to_builtins(proof)}
    return msgspec.json.encode(fields)


def head_of(archive: bytes) -> Head:
    """The last event of an archive."""
    return list(read_archive(archive))[-1].pieces.head
