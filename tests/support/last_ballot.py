"""A trustee who also makes the last ballot, after seeing all others (A1, A14)."""

import msgspec
from tests.support.online_box import seeded

from suffrage.belenios.election import Election
from suffrage.belenios.group import Entropy, Points
from suffrage.belenios.hashing import challenge, wide_digest
from suffrage.belenios.make_ballot import make_ballot
from suffrage.belenios.proofs import write_proof
from suffrage.belenios.tally import Tally
from suffrage.belenios.trustees import TrusteeKey

__all__ = ["LastBallot", "relabel"]


class LastBallot:
    """The known weakness of version 1: the challenge names neither alpha nor the factor.

    For each option with a shift d of the exponent: take a and t, A = g^a and
    B = (alpha of the others)^a · g^t, which fixes the challenge c before the own ballot is made.
    With the randomness r = (t - d·c) / a of the own ciphertext, the proof (c, a - x·c) shows the
    false factor alpha^x · g^d, for B = alpha^a · g^(d·c).
    """

    def __init__(self, election: Election, key: TrusteeKey, owner: int, shifts: list[int]) -> None:
        self.election, self.key, self.owner, self.shifts = election, key, owner, shifts
        self.a, self.t = 1234567, 7654321

    def ballot(self, others: Points, private: str, choice: list[int]) -> bytes:
        """The ballot, once the alphas of the sum of all others are known."""
        group, order = self.election.group, self.election.group.order
        number = len(self.shifts)
        first = group.base([self.a] * number)
        second = group.add(group.times(others, [self.a] * number), group.base([self.t] * number))
        prefix = f"decrypt|{self.election.fingerprint}|{self.key.public.public_key}|"
        pairs = zip(group.encode(first), group.encode(second), strict=True)
        self.challenges = [challenge(order, prefix, pair) for pair in pairs]
        below = pow(self.a, -1, order)
        randomness = [
            (self.t - d * c) * below % order
            for d, c in zip(self.shifts, self.challenges, strict=True)
        ]
        return make_ballot(self.election, private, [choice], _chosen_first(randomness))

    def share(self, tally: Tally) -> tuple[bytes, bytes]:
        """The records of the false share, whose proofs hold in version 1."""
        group, x = self.election.group, self.key.exponent
        alphas = tally.ciphertexts.alphas
        factors = group.add(group.times(alphas, [x] * len(alphas)), group.base(self.shifts))
        proofs = [write_proof(group, c, self.a - x * c) for c in self.challenges]
        data = msgspec.json.encode(
            {"decryption_factors": [group.encode(factors)], "decryption_proofs": [proofs]}
        )
        return data, relabel(data, self.owner)


def relabel(data: bytes, owner: int) -> bytes:
    """The owned record of a partial decryption."""
    return b'{"owner":%d,"payload":"%s"}' % (owner, wide_digest(data).encode())


def _chosen_first(numbers: list[int]) -> Entropy:
    """Entropy that gives these exponents at its first call."""
    rest = seeded("rest")
    waiting = [b"".join(number.to_bytes(64, "big") for number in numbers)]

    def draw(size: int) -> bytes:
        if waiting and size == len(waiting[0]):
            return waiting.pop()
        return rest(size)

    return draw
