"""A shuffle of three-value answers on Ed25519: made, and verified from its bytes.

Beside each figure of the kernel stands the same work on libsodium; without the kernel, the
scalar multiplications alone that a shuffle needs, one by one. Figure to reach: 1,000 answers
verified in 1 second. Run ``python benches/shuffle.py [ROUNDS]``; ``LARGE=1`` adds 10,000.
"""

import os
import secrets
import sys
from dataclasses import dataclass, replace

from suffrage.belenios._portable.ed25519 import Ed25519
from suffrage.belenios.backend import load_group
from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.election import Election, make_election
from suffrage.belenios.group import Group, random_scalars
from suffrage.belenios.questions.non_homomorphic import NonHomomorphic, NonHomomorphicValue
from suffrage.belenios.shuffle.shuffle_tally import check_shuffle, shuffle_tally
from suffrage.belenios.tally import Tally
from suffrage.belenios.trustees import Trustees, make_trustee_key, read_trustees, write_trustees
from timing import Line, median_ms, print_table

SIZES = (1_000, 10_000) if os.environ.get("LARGE") == "1" else (1_000,)
LIMIT_MS = 1_000
NATIVE = not isinstance(load_group("Ed25519"), Ed25519)
ASKED = NonHomomorphicValue(answers=("Ann", "Bea", "Chloé"), question="Rank")
# Multiplications of points, but for the generator, that each answer costs: made, then verified.
MADE, VERIFIED = 6, 8


@dataclass(frozen=True, slots=True)
class Case:
    """An election on one backend, a tally to shuffle and a shuffle to verify."""

    election: Election
    trustees: Trustees
    tally: Tally
    records: tuple[bytes, ...] = ()

    def shuffle(self) -> "Case":
        """The case with a shuffle of its tally."""
        made = shuffle_tally(
            self.election, self.trustees, self.tally, [], owner=1, entropy=secrets.token_bytes
        )
        return replace(self, records=made.records)

    def verify(self) -> None:
        """The shuffle from its bytes."""
        check_shuffle(self.election, self.trustees, self.tally, [], self.records)


def case(group: Group, size: int) -> Case:
    """So many answers of three numbers, encrypted."""
    key = make_trustee_key(secrets.token_bytes)
    trustees = read_trustees(group, write_trustees([key.public]))
    election = make_election(
        name="Bench",
        description="",
        uuid="BenchShuff1ing",
        questions=[NonHomomorphic(value=ASKED)],
        trustee_keys=[key.public.public_key],
    )
    election = replace(election, group=group, key=trustees.keys)
    r = random_scalars(group, size, secrets.token_bytes)
    plain = group.embed([(i % 3, i // 3 % 3, i // 9 % 3) for i in range(size)])
    masks = group.times(election.key.take([0] * size), r)
    answers = Ciphertexts(group.base(r), group.add(plain, masks))
    return Case(election, trustees, Tally(size, size, (size,), answers, ()))


def bare(number: int) -> float:
    """Milliseconds of so many multiplications on libsodium, from a tenth of them."""
    group = Ed25519()
    part = number // 10
    points, exponents = group.base(range(2, part + 2)), [group.order - 5] * part
    return 10 * median_ms(lambda: exponents, lambda given: group.times(points, given), 1)


def lines_of(size: int, rounds: int) -> list[Line]:
    """Made and verified, each beside its peer."""
    ours = case(load_group("Ed25519"), size)
    shuffled = ours.shuffle()
    made = median_ms(lambda: ours, Case.shuffle, rounds)
    verified = median_ms(lambda: shuffled, Case.verify, rounds)
    if NATIVE:
        other, peer = case(Ed25519(), size), "the same on libsodium"
        theirs = median_ms(lambda: other, Case.shuffle, 1)
        again = median_ms(other.shuffle, Case.verify, 1)
    else:
        theirs, again, peer = bare(MADE * size), bare(VERIFIED * size), "multiplications alone"
    return [
        Line(f"shuffle {size:,}", made, peer, theirs),
        Line(f"verify {size:,}", verified, peer, again),
    ]


def main(rounds: int = 3) -> None:
    """Print the table, and whether the figure is reached."""
    lines = [line for size in SIZES for line in lines_of(size, rounds)]
    print_table(f"Ed25519, {'kernel' if NATIVE else 'portable'}", rounds, lines)
    reached = "reached" if lines[1].ours < LIMIT_MS else "MISSED"
    print(f"figure: 1,000 verified in {LIMIT_MS} ms, {reached}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
