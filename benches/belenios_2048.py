"""A 2048-bit archive of 1,000 three-option ballots, verified by us and by Debian's belenios-tool.

Ours runs over all cores and then on one, where the bare powers that a check needs stand beside
it; the tool uses one core. Processor time is what to read on a machine that others use as well.
Figure to reach: twice as fast as the tool, over all cores.
The archive is made once, in a minute or less, and kept in ``build/``.
Run ``python benches/belenios_2048.py [ROUNDS [BALLOTS]]``.
"""

import os
import resource
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

from gmpy2 import mpz, powmod

from suffrage.adapters.spread import over_processes
from suffrage.belenios import events
from suffrage.belenios._portable.modp_parameters import BELENIOS_2048
from suffrage.belenios.archive import Header, append_bytes, write_header
from suffrage.belenios.check_ballot import CheckedBallot, check_ballot
from suffrage.belenios.credentials import make_credential, write_public_credentials
from suffrage.belenios.decryption import Share, decrypt_share
from suffrage.belenios.election import make_election
from suffrage.belenios.make_ballot import make_ballot
from suffrage.belenios.means import Means
from suffrage.belenios.questions.homomorphic import Homomorphic
from suffrage.belenios.result import Result, compute_result
from suffrage.belenios.setup import Setup, read_setup
from suffrage.belenios.tally import Tally, encrypt_tally
from suffrage.belenios.trustees import make_trustee_key, write_trustees
from suffrage.belenios.verify import verify_archive
from timing import Line, median_ms, print_table

UUID = "BenchBe1enios2"
GROUP = BELENIOS_2048.name
BUILD = Path(__file__).resolve().parent.parent / "build" / "benches"
ASKED = Homomorphic(answers=("Ann", "Bea", "Chloé"), min=1, max=1, question="Who?")
FIGURE = 2.0
# Of a ballot: 7 elements tested, 15 commitments of two powers each.
POWERS = 7 + 2 * 15
Records = tuple[bytes, ...]


def archive(size: int) -> Path:
    """The archive of so many ballots, up to the result, in a folder of its own."""
    file = BUILD / f"belenios-2048-{size}" / f"{UUID}.bel"
    if not file.exists():
        print(f"making {size} ballots", flush=True)
        data = make_archive(size)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return file


def make_archive(size: int) -> bytes:
    """A whole election of two trustees in which everybody votes."""
    keys = [make_trustee_key(secrets.token_bytes, group=GROUP) for _ in range(2)]
    voters = [make_credential(UUID, secrets.token_bytes, GROUP) for _ in range(size)]
    election = make_election(
        name="Bench",
        description="",
        uuid=UUID,
        questions=[ASKED],
        trustee_keys=[key.public.public_key for key in keys],
        group=GROUP,
    )
    listed = write_public_credentials([voter.public for voter in voters], group=GROUP)
    trustees = write_trustees([key.public for key in keys])
    first = events.setup_event(election.data, trustees, listed)
    tasks = [(first.records, voter.private, i % 3) for i, voter in enumerate(voters)]
    with get_context("spawn").Pool() as pool:
        ballots = pool.starmap(cast, tasks, chunksize=20)
    setup = read_setup(first.records)
    tally = encrypt_tally(election, [checked for _, checked in ballots])
    shares = [
        decrypt_share(election, setup.trustees, tally, key, secrets.token_bytes) for key in keys
    ]
    result = compute_result(election, setup.trustees, tally, shares)
    pieces = [first]
    for step in following([data for data, _ in ballots], tally, shares, result):
        pieces.append(step(pieces[-1].head))
    header = Header(int(time.time()))
    return write_header(header) + b"".join(append_bytes(header, one) for one in pieces)


def following(
    ballots: list[bytes], tally: Tally, shares: list[Share], result: Result
) -> list[Callable[[events.Head], events.Pieces]]:
    """What makes each event after the first from the one before."""
    return [
        *(partial(events.ballot_event, ballot=ballot) for ballot in ballots),
        events.end_ballots_event,
        partial(events.encrypted_tally_event, tally=tally),
        *(partial(events.partial_decryption_event, share=share) for share in shares),
        partial(events.result_event, result=result),
    ]


def cast(records: Records, private: str, choice: int) -> tuple[bytes, CheckedBallot]:
    """A ballot for one option, and what its check says."""
    setup = setup_of(records)
    marks = [int(place == choice) for place in range(3)]
    ballot = make_ballot(setup.election, private, [marks], secrets.token_bytes)
    return ballot, check_ballot(setup.election, setup.credentials, ballot)


@cache
def setup_of(records: Records) -> Setup:
    """The setup of these records, read once in each process."""
    return read_setup(records)


def verify(data: bytes) -> None:
    """Everything, over all cores."""
    with over_processes() as spread:
        assert verify_archive(data, means=Means(spread=spread)).phase == "result"


def verify_alone(data: bytes) -> None:
    """Everything, on one core."""
    assert verify_archive(data).phase == "result"


def bare(size: int) -> None:
    """The powers of so many ballots, one by one; those of a tenth are made."""
    modulus, order = mpz(BELENIOS_2048.p), BELENIOS_2048.q
    base = mpz(BELENIOS_2048.g)
    for i in range(size * POWERS // 10):
        powmod(base, order - 1 - i, modulus)


def verify_by_tool(file: Path) -> None:
    """The same by the tool, which fails if it finds fault."""
    command = ["belenios-tool", "election", "verify", "--dir", str(file.parent)]
    subprocess.run(command, check=True, capture_output=True)


def processor_s() -> float:
    """Seconds of processor time of this process and of those that it waited for."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, whose))


def measured(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median milliseconds, and seconds of processor time a round."""
    start = processor_s()
    took = median_ms(lambda: None, lambda _: work(), rounds)
    return took, (processor_s() - start) / rounds


def main(rounds: int = 1, ballots: int = 1_000) -> None:
    """Print the table."""
    file = archive(ballots)
    data = file.read_bytes()
    cores = len(os.sched_getaffinity(0))
    every, ours = measured(lambda: verify(data), rounds)
    alone, _ = measured(lambda: verify_alone(data), rounds)
    floor, _ = measured(lambda: bare(ballots), rounds)
    lines = [Line("one core", alone, "bare powers, one by one", 10 * floor)]
    title = f"{ballots} ballots in {GROUP}, verified"
    if shutil.which("belenios-tool") is None:
        print_table(title, rounds, lines)
        print("belenios-tool is absent: its time is left out")
        return
    tool, theirs = measured(lambda: verify_by_tool(file), rounds)
    lines.append(Line("one core", alone, "belenios-tool election verify", tool))
    lines.append(Line(f"{cores} cores", every, "belenios-tool election verify", tool))
    print_table(title, rounds, lines)
    print(f"processor time: {ours:.1f} s over {cores} cores, belenios-tool {theirs:.1f} s")
    word = "reached" if tool >= FIGURE * every else "not reached"
    print(f"figure: {FIGURE} times as fast as belenios-tool, {word} ({tool / every:.2f})")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
