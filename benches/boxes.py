"""Boxes of any number of voters for the benches, made once and kept below ``build/bench``.

A module, not a bench: ``python benches/boxes.py SIZE`` only makes the box. Every voter has a
credential and a ballot of its own, and votes once; all are drawn from a seed, so a box made again
is the same, byte for byte. A ballot names the election and not the list of credentials, so those
of a small box stand in a large one too. Making a ballot takes a millisecond or two; ballots and
archive take seven kilobytes a voter.

>>> path = box_of(1_000)
"""

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from itertools import count, islice
from pathlib import Path

from suffrage.adapters.spread import over_processes
from suffrage.belenios.archive import Header, append_bytes, write_header
from suffrage.belenios.check_batch import Batch, check_batch
from suffrage.belenios.credentials import make_credential, write_public_credentials
from suffrage.belenios.decryption import decrypt_share
from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.election import Election, make_election
from suffrage.belenios.events import (
    Head,
    ballot_event,
    encrypted_tally_event,
    end_ballots_event,
    partial_decryption_event,
    result_event,
    setup_event,
)
from suffrage.belenios.group import Entropy
from suffrage.belenios.make_ballot import make_ballot
from suffrage.belenios.published import credential_of
from suffrage.belenios.questions.homomorphic import Homomorphic
from suffrage.belenios.result import compute_result
from suffrage.belenios.setup import Setup, read_setup
from suffrage.belenios.tally import Tally, make_tally
from suffrage.belenios.trustees import TrusteeKey, make_trustee_key, write_trustees

__all__ = ["FOLDER", "ballots_of", "box_of", "setup_of"]

UUID = "BenchBa11otsBox"
CHUNK = 1_000
FOLDER = Path(__file__).resolve().parent.parent / "build" / "bench"
HEADER = Header(1_700_000_000)
QUESTION = Homomorphic(answers=("Ann", "Bea", "Chloé"), min=1, max=1, question="Who?")


def seeded(seed: str) -> Entropy:
    """Entropy that is the same at every run and different at every call."""
    calls = count()

    def draw(size: int) -> bytes:
        return hashlib.shake_256(f"bench|{seed}|{next(calls)}".encode()).digest(size)

    return draw


@cache
def trustee() -> TrusteeKey:
    """The one trustee's key."""
    return make_trustee_key(seeded("trustee"))


@cache
def election() -> Election:
    """The election of all boxes."""
    return make_election(
        name="Bench",
        description="",
        uuid=UUID,
        questions=[QUESTION],
        trustee_keys=[trustee().public.public_key],
    )


def ballots_of(size: int) -> Iterator[bytes]:
    """The first ``size`` ballots, made where they are missing."""
    chunks = range(-(-size // CHUNK))
    missing = [chunk for chunk in chunks if not chunk_path(chunk).is_file()]
    if missing:
        with over_processes() as spread:
            for done, _ in enumerate(spread(make_chunk, missing), 1):
                print(f"{done * CHUNK:,} ballots made", end="\r", file=sys.stderr)
    lines = (line for chunk in chunks for line in chunk_path(chunk).read_bytes().splitlines())
    return islice(lines, size)


def chunk_path(chunk: int) -> Path:
    """Where so many ballots are kept, one a line, under the fingerprint of their election."""
    return FOLDER / election().fingerprint.replace("/", "_") / f"{chunk:05}.jsonl"


def make_chunk(chunk: int) -> None:
    """Credentials and ballots of one chunk of voters."""
    made, entropy = list[bytes](), seeded(f"chunk {chunk}")
    for voter in range(CHUNK):
        credential = make_credential(UUID, entropy)
        choice = [int(voter % 3 == place) for place in range(3)]
        made.append(make_ballot(election(), credential.private, [choice], entropy))
    path = chunk_path(chunk)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_bytes(b"\n".join(made))
    beside.replace(path)


def setup_of(size: int) -> Setup:
    """The setup of a box whose voters cast the first ``size`` ballots."""
    listed = write_public_credentials(credential_of([ballot]) for ballot in ballots_of(size))
    return read_setup(
        setup_event(election().data, write_trustees([trustee().public]), listed).records
    )


def box_of(size: int) -> Path:
    """The archive of a whole election with so many ballots."""
    path = FOLDER / f"{election().fingerprint.replace('/', '_')}-{size}.bel"
    if not path.is_file():
        beside = path.with_suffix(".new")
        with beside.open("wb") as file:
            for part in parts_of(setup_of(size), size):
                file.write(part)
        beside.replace(path)
    return path


def parts_of(setup: Setup, size: int) -> Iterator[bytes]:
    """The archive, event by event."""
    pieces = setup_event(setup.election.data, setup.trustees.data, setup.credentials.data)
    yield write_header(HEADER) + append_bytes(HEADER, pieces)
    for ballot in ballots_of(size):
        pieces = ballot_event(pieces.head, ballot)
        yield append_bytes(HEADER, pieces)
    yield from ends_of(setup, tally_of(size), pieces.head)


def ends_of(setup: Setup, tally: Tally, head: Head) -> Iterator[bytes]:
    """The events after the ballots."""
    share = decrypt_share(setup.election, setup.trustees, tally, trustee(), seeded("share"))
    result = compute_result(setup.election, setup.trustees, tally, [share])
    pieces = end_ballots_event(head)
    yield append_bytes(HEADER, pieces)
    pieces = encrypted_tally_event(pieces.head, tally)
    yield append_bytes(HEADER, pieces)
    pieces = partial_decryption_event(pieces.head, share)
    yield append_bytes(HEADER, pieces)
    yield append_bytes(HEADER, result_event(pieces.head, result))


def tally_of(size: int) -> Tally:
    """The sum of the ballots, whose proofs nobody doubts here."""
    group, sums, rest = election().group, list[Ciphertexts](), ballots_of(size)
    while chunk := tuple(islice(rest, CHUNK)):
        weights = {credential_of([ballot]): 1 for ballot in chunk}
        proved = frozenset(range(len(chunk)))
        done = check_batch(Batch(election().data, chunk, weights, proved), seeded("none"))
        sums.append(Ciphertexts(*map(group.decode, done.sums)))
    every, width = sums[0].join(*sums[1:]), len(sums[0].alphas)
    columns = [every.take(range(place, len(every.alphas), width)) for place in range(width)]
    totals = [Ciphertexts(group.product(c.alphas), group.product(c.betas)) for c in columns]
    return make_tally(election(), size, size, totals[0].join(*totals[1:]), [])


if __name__ == "__main__":
    print(box_of(int(sys.argv[1])))
