"""The ceremony of 3-of-5 trustees: all messages of members and server, then the record read.

Beside it, in BELENIOS-2048, stands Debian's ``belenios-tool`` where it is installed, one process a
step as its users run it; else as many bare powers of the same backend, in one array.
Run ``python benches/key_generation.py [ROUNDS]``.
"""

import secrets
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from suffrage.belenios.backend import load_group
from suffrage.belenios.group import Group
from suffrage.belenios.strict_json import read
from suffrage.belenios.threshold.assemble import assemble
from suffrage.belenios.threshold.certificate import check_certificates, make_certificate
from suffrage.belenios.threshold.pedersen import Pedersen
from suffrage.belenios.threshold.pki import make_seed
from suffrage.belenios.threshold.polynomial import make_polynomial
from suffrage.belenios.threshold.route import route
from suffrage.belenios.threshold.share import make_share
from suffrage.belenios.trustees import read_trustees, write_trustees
from timing import Line, median_ms, print_table

SIZE, THRESHOLD = 5, 3
TOOL = "belenios-tool"
STEP = [TOOL, "setup", "generate-trustee-key-threshold", "--group", "BELENIOS-2048", "--step"]


def ceremony(group: Group) -> bytes:
    """The record of a ceremony in which each member checks what it is sent."""
    entropy = secrets.token_bytes
    seeds = [make_seed(entropy) for _ in range(SIZE)]
    sent = [
        make_certificate(group, seed, size=SIZE, threshold=THRESHOLD, index=index, entropy=entropy)
        for index, seed in enumerate(seeds, 1)
    ]
    check = partial(check_certificates, group, sent, size=SIZE, threshold=THRESHOLD)
    certificates = check()
    polynomials = [make_polynomial(group, seed, check(), entropy) for seed in seeds]
    inputs = route(group, certificates, polynomials)
    outputs = [
        make_share(group, seed, check(), given, entropy)
        for seed, given in zip(seeds, inputs, strict=True)
    ]
    return assemble(group, certificates, polynomials, outputs)


def read_record(group: Group, record: bytes) -> None:
    """The record as everybody reads it in an archive."""
    read_trustees(group, write_trustees([read(record, Pedersen, "threshold")]))


class Counting:
    """A group that counts the powers it computes: of the generator, and of other elements."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self.bases = self.times_ = 0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (whatever the group has)
        return getattr(self._group, name)

    def base(self, s: Any) -> Any:  # noqa: ANN401
        """Powers of the generator."""
        self.bases += len(s)
        return self._group.base(s)

    def times(self, p: Any, s: Any) -> Any:  # noqa: ANN401
        """Powers of elements."""
        self.times_ += len(s)
        return self._group.times(p, s)

    def vartime_commit(self, r: Any, base: Any, c: Any, p: Any, s: Any = None) -> Any:  # noqa: ANN401
        """Two powers an element."""
        self.times_ += len(c)
        self.bases += len(r)
        return self._group.vartime_commit(r, base, c, p, s)


def bare(group: Group, counted: Counting) -> None:
    """As many powers, in two arrays."""
    points = group.base([group.order - 3] * counted.bases)
    group.times(points.take([0] * counted.times_), [group.order - 5] * counted.times_)


def run_tool(folder: str) -> None:
    """The same ceremony by the reference tool."""

    def step(number: int, *options: str, given: bytes | None = None) -> bytes:
        command = [*STEP, str(number), *options]
        done = subprocess.run(command, cwd=folder, input=given, capture_output=True, check=True)
        return done.stdout

    place = Path(folder)
    for _ in range(SIZE):
        step(1)
    keys = sorted(place.glob("*.key"))
    certs = [key.with_suffix(".cert").read_text("ascii") for key in keys]
    (place / "certs").write_text("".join(certs), "ascii")
    step(2, "--certs", "certs")
    own = [("--certs", "certs", "--key", key.name) for key in keys]
    sent = [step(3, *options, "--threshold", str(THRESHOLD)) for options in own]
    (place / "polynomials").write_bytes(b"".join(sent))
    step(4, "--certs", "certs", "--polynomials", "polynomials")
    inputs = [key.with_suffix(".vinput").read_bytes() for key in keys]
    outputs = [step(5, *options, given=one) for options, one in zip(own, inputs, strict=True)]
    step(6, "--certs", "certs", "--polynomials", "polynomials", given=b"".join(outputs))


def lines_of(name: str, rounds: int) -> list[Line]:
    """The ceremony in one group, and its record read, each beside its peer."""
    group = load_group(name)
    made = median_ms(lambda: group, ceremony, rounds)
    counted: Any = Counting(group)
    record = ceremony(counted)
    alone = median_ms(lambda: group, lambda given: bare(given, counted), rounds)
    peer = f"{counted.bases + counted.times_} powers alone"
    if name == "BELENIOS-2048" and shutil.which(TOOL) is not None:
        with tempfile.TemporaryDirectory() as folder:
            alone, peer = median_ms(lambda: folder, run_tool, 1), "belenios-tool, 18 processes"
    reading: Any = Counting(group)
    read_record(reading, record)
    return [
        Line(f"{name}, 3 of 5", made, peer, alone),
        Line(
            f"{name}, record read",
            median_ms(lambda: record, lambda given: read_record(group, given), rounds),
            f"{reading.bases + reading.times_} powers alone",
            median_ms(lambda: group, lambda given: bare(given, reading), rounds),
        ),
    ]


def main(rounds: int = 3) -> None:
    """Print the table."""
    names = ("Ed25519", "BELENIOS-2048", "RFC-3526-2048")
    lines = [line for name in names for line in lines_of(name, rounds)]
    print_table("key generation", rounds, lines)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
