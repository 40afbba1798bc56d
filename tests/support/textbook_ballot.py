"""The checks of a ballot written straight from the notes on the protocol, one proof at a time.

It shares nothing with the layout of ``claims``: the oracle that the product is compared with.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any

import msgspec

from suffrage.belenios.backend import load_group
from suffrage.belenios.group import Points

Pair = tuple[Points, Points]


class TextbookBallot:
    """One ballot of one election, both given by their bytes."""

    def __init__(self, election: bytes, ballot: bytes) -> None:
        self.asked, self.ballot = msgspec.json.decode(election), msgspec.json.decode(ballot)
        self.group = load_group(self.asked["group"])
        self.g = self.group.base([1])
        self.y = self.group.decode([self.asked["public_key"]])
        fingerprint = b64encode(hashlib.sha256(election).digest()).decode().rstrip("=")
        self.s0 = f"{fingerprint}|{self.ballot['credential']}"

    def failures(self) -> list[str]:
        """The names of all proofs that do not hold, such as ``0 overall``."""
        bad = [] if self.signature() else ["signature"]
        for index, (asked, answer) in enumerate(
            zip(self.asked["questions"], self.ballot["answers"], strict=True)
        ):
            kind = {None: self.homomorphic, "Lists": self.lists, "NonHomomorphic": self.ranked}
            found = kind[asked.get("type")](asked, answer)
            bad += [f"{index} {name}" for name, holds in found if not holds]
        return bad

    def signature(self) -> bool:
        unsigned = {key: value for key, value in self.ballot.items() if key != "signature"}
        data = msgspec.json.encode(unsigned)
        digest = b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
        proof = self.ballot["signature"]["proof"]
        key = self.group.decode([self.ballot["credential"]])
        right = self.hash(f"sig|{digest}|", [self.commit(self.g, key, proof)])
        return right == int(proof["challenge"]) and digest == self.ballot["signature"]["hash"]

    def homomorphic(self, asked: Any, answer: Any) -> Iterable[tuple[str, bool]]:
        choices, blank = answer["choices"], asked.get("blank", False)
        yield from self.individual(choices, answer["individual_proofs"])
        whole = f"{self.s0}|{self.texts(choices)}"
        total = self.product(choices[int(blank) :])
        allowed = [(total, m) for m in range(asked["min"], asked["max"] + 1)]
        if blank:
            first = self.pair(choices[0])
            proofs = answer["overall_proof"]
            yield "overall", self.one_of(f"bproof1|{whole}|", [(first, 1), *allowed], proofs)
            zeros = [(first, 0), (total, 0)]
            yield "blank", self.one_of(f"bproof0|{whole}|", zeros, answer["blank_proof"])
        else:
            prefix = f"prove|{whole}|{self.text(total)}|"
            yield "overall", self.one_of(prefix, allowed, answer["overall_proof"])

    def lists(self, asked: Any, answer: Any) -> Iterable[tuple[str, bool]]:
        rows = answer["choices"]
        flat = [choice for row in rows for choice in row]
        yield from self.individual(flat, [p for row in answer["individual_proofs"] for p in row])
        whole = f"{self.s0}|{self.texts(flat)}"
        chosen = self.product([row[0] for row in rows])
        prefix = f"prove|{whole}|{self.text(chosen)}|"
        yield "overall", self.one_of(prefix, [(chosen, 1)], [answer["overall_proof"]])
        for index, (row, proofs) in enumerate(zip(rows, answer["list_proofs"], strict=True)):
            claims = [(self.pair(row[0]), 1), (self.product(row[1:]), 0)]
            yield f"list {index}", self.one_of(f"lproof|{whole}|", claims, proofs)
        candidates = self.product([choice for row in rows for choice in row[1:]])
        yield "nonzero", self.nonzero(f"nonzero|{whole}|", candidates, answer["nonzero_proof"])
        assert len(rows) == len(asked["value"]["answers"])

    def ranked(self, _asked: Any, answer: Any) -> Iterable[tuple[str, bool]]:
        pair, proof = answer["choices"], answer["proof"]
        text = f"{self.asked['public_key']},{pair['alpha']},{pair['beta']}"
        commitment = self.commit(self.g, self.pair(pair)[0], proof)
        right = self.hash(f"raweg|{self.s0}|{text}|", [commitment])
        yield "encryption", right == int(proof["challenge"])

    def individual(self, choices: Any, proofs: Any) -> Iterable[tuple[str, bool]]:
        for index, (choice, both) in enumerate(zip(choices, proofs, strict=True)):
            pair = self.pair(choice)
            prefix = f"prove|{self.s0}|{self.text(pair)}|"
            yield f"individual {index}", self.one_of(prefix, [(pair, 0), (pair, 1)], both)

    def one_of(self, prefix: str, claims: Sequence[tuple[Pair, int]], proofs: Any) -> bool:
        commitments, total = [], 0
        for ((alpha, beta), m), proof in zip(claims, proofs, strict=True):
            shifted = self.group.add(beta, self.group.base([-m]))
            commitments.append(self.commit(self.g, alpha, proof))
            commitments.append(self.commit(self.y, shifted, proof))
            total += int(proof["challenge"])
        return self.hash(prefix, commitments) == total % self.group.order

    def nonzero(self, prefix: str, pair: Pair, proof: Any) -> bool:
        given, c = self.group.decode([proof["commitment"]]), int(proof["challenge"])
        t1, t2 = map(int, proof["response"])
        first = self.power(pair[0], t1, self.g, t2)
        second = self.group.add(self.power(pair[1], t1, self.y, t2), self.group.times(given, [c]))
        identity = self.group.encode(self.group.base([0]))
        right = self.hash(prefix, [given, first, second]) == c
        return right and self.group.encode(given) != identity

    def commit(self, base: Points, point: Points, proof: Any) -> Points:
        return self.power(base, int(proof["response"]), point, int(proof["challenge"]))

    def power(self, p: Points, r: int, q: Points, c: int) -> Points:
        return self.group.add(self.group.times(p, [r]), self.group.times(q, [c]))

    def hash(self, prefix: str, elements: Iterable[Points]) -> int:
        text = prefix + ",".join(self.group.encode(element)[0] for element in elements)
        return int(hashlib.sha256(text.encode()).hexdigest(), 16) % self.group.order

    def pair(self, choice: Any) -> Pair:
        return self.group.decode([choice["alpha"]]), self.group.decode([choice["beta"]])

    def product(self, choices: Any) -> Pair:
        one = self.group.base([0])
        pairs = [self.pair(choice) for choice in choices]
        alpha = reduce(self.group.add, (alpha for alpha, _ in pairs), one)
        return alpha, reduce(self.group.add, (beta for _, beta in pairs), one)

    def text(self, pair: Pair) -> str:
        return ",".join(self.group.encode(pair[0]) + self.group.encode(pair[1]))

    def texts(self, choices: Any) -> str:
        return ",".join(f"{choice['alpha']},{choice['beta']}" for choice in choices)
