"""Arrays of ciphertexts to shuffle, provers who cheat, and groups whose generators are known."""

from collections.abc import Sequence
from typing import Any

import msgspec
from tests.support.online_box import seeded

from suffrage.belenios.backend import load_group
from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.group import Group, Points
from suffrage.belenios.shuffle.challenges import (
    ShuffleStatement,
    proof_challenge,
    transcript,
    weights,
)
from suffrage.belenios.shuffle.prove_shuffle import shuffle
from suffrage.belenios.shuffle.record import Commitments, Responses, ShuffleProof

GROUP = load_group("Ed25519")
FINGERPRINT = "pTEA8nT5z1DqFzJbBCMxTFO0idH58zOhu4GOCTuHXOk"
SECRET = 1234567
KEY = GROUP.base([SECRET])


def encrypt(plain: Sequence[int], seed: str = "inputs") -> tuple[Ciphertexts, list[int]]:
    """Encryptions of g^m for each m, and their randomness."""
    draw = seeded(seed)
    r = [int.from_bytes(draw(64), "big") % GROUP.order for _ in plain]
    betas = [(SECRET * a + m) % GROUP.order for a, m in zip(r, plain, strict=True)]
    return Ciphertexts(GROUP.base(r), GROUP.base(betas)), r


def opened(ciphertexts: Ciphertexts) -> list[str]:
    """What they encrypt, as texts in their order."""
    shared = GROUP.times(ciphertexts.alphas, [-SECRET] * len(ciphertexts.alphas))
    return GROUP.encode(GROUP.add(ciphertexts.betas, shared))


def shuffled(before: Ciphertexts, seed: str = "shuffle") -> tuple[ShuffleStatement, ShuffleProof]:
    """An honest shuffle."""
    after, proof = shuffle(GROUP, KEY, FINGERPRINT, before, seeded(seed))
    return ShuffleStatement(GROUP, KEY, FINGERPRINT, before, after), proof


def changed(proof: ShuffleProof, path: Sequence[int], value: str) -> ShuffleProof:
    """The proof with the text at this place of its nested arrays replaced."""
    plain: Any = msgspec.json.decode(msgspec.json.encode(proof))
    inner = plain
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return msgspec.convert(plain, ShuffleProof)


class KnownGenerators:
    """The group, with generators of which somebody kept the logarithms."""

    def __init__(self, group: Group = GROUP) -> None:
        self._group = group

    def __getattr__(self, name: str) -> Any:
        return getattr(self._group, name)

    @staticmethod
    def logarithm(index: int) -> int:
        return 1_000_003 * (index + 2)

    def independent(self, indices: Sequence[int]) -> Points:
        return self._group.base([self.logarithm(index) for index in indices])


def forge(group: Any, plain: Sequence[int], wanted: Sequence[int]) -> Any:
    """Outputs that encrypt ``wanted``, "proved" to be inputs that encrypt ``plain``.

    The forger knows the logarithms of the generators, so its commitments open to any weights u'.
    It picks two of them such that both sums that the proof speaks of come out right: the product
    of u' is that of u, and outputs weighed by u' encrypt what inputs weighed by u do. The first
    wanted plaintext must be 0 and the second not.
    """
    q, draw = GROUP.order, seeded("forger")
    number = len(plain)
    before, r_before = encrypt(plain)
    after, r_after = encrypt(wanted, "outputs")
    statement = ShuffleStatement(group, KEY, FINGERPRINT, before, after)

    def scalars(size: int) -> list[int]:
        return [int.from_bytes(draw(64), "big") % q for _ in range(size)]

    logs = [group.logarithm(i) for i in range(number)]
    r = scalars(number)
    columns = GROUP.encode(GROUP.base([a + b for a, b in zip(r, logs, strict=True)]))
    about = transcript(statement, columns)
    u = weights(statement, about)
    sums = sum(m * a for m, a in zip(plain, u, strict=True))
    fake = [0, 0, *u[2:]]
    rest = sum(m * a for m, a in zip(wanted, fake, strict=True))
    fake[1] = (sums - rest) * pow(wanted[1], -1, q) % q
    fake[0] = u[0] * u[1] * pow(fake[1], -1, q) % q
    inner = [sum(a * b for a, b in zip(x, y, strict=True)) for x, y in ((r, u), (logs, u))]
    opening = sum(inner) - sum(a * b for a, b in zip(logs, fake, strict=True))
    again = sum(a * b for a, b in zip(r_after, fake, strict=True))
    again -= sum(a * b for a, b in zip(r_before, u, strict=True))
    masks = scalars(number)
    exponents, total, product = [group.logarithm(-1)], 0, 1
    for mask, weight in zip(masks, fake, strict=True):
        total, product = (mask + weight * total) % q, weight * product % q
        exponents.append((total + product * group.logarithm(-1)) % q)
    chain = GROUP.encode(GROUP.base(exponents[1:]))
    secrets = [sum(r), total, opening, again, *masks, *fake]
    w = scalars(len(secrets))
    hidden = w[4 + number :]

    def weighed(points: Points) -> Points:
        return GROUP.product(GROUP.times(points, hidden))

    links = [a + b * c for a, b, c in zip(w[4:], hidden, exponents[:-1], strict=False)]
    masks_of_sums = GROUP.base([w[2], -SECRET * w[3], -w[3]])
    parts = [weighed(group.independent(range(number))), weighed(after.betas), weighed(after.alphas)]
    t3, t41, t42 = GROUP.encode(GROUP.add(masks_of_sums, parts[0].join(*parts[1:])))
    t1, t2 = GROUP.encode(GROUP.base(w[:2]))
    t = Commitments(t1, t2, t3, (t41, t42), tuple(GROUP.encode(GROUP.base(links))))
    c = proof_challenge(statement, about, t, chain)
    s1, s2, s3, s4, *s = [str((a + c * b) % q) for a, b in zip(w, secrets, strict=True)]
    responses = Responses(s1, s2, s3, s4, tuple(s[:number]), tuple(s[number:]))
    return statement, ShuffleProof(t, responses, tuple(columns), tuple(chain))
