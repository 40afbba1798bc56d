"""A ballot made from the words of docs/spec/ballot.md alone, on plain integers.

It follows the draws of ``ballot-ed25519.json`` and must come to the same bytes as the product,
with which it shares no code.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tests.support.vectors import plain_ed25519 as plain
from tests.support.vectors.plain_ed25519 import GENERATOR, ORDER, Element, text

__all__ = ["make"]

Pair = tuple[Element, Element]
Proof = dict[str, str]


def make(vector: dict[str, Any]) -> str:
    """The ballot of one vector."""
    return _Maker(vector).ballot()


def _digest(data: str) -> str:
    return b64encode(hashlib.sha256(data.encode()).digest()).decode().rstrip("=")


def _written(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _joined(pairs: Sequence[Pair]) -> str:
    return ",".join(text(element) for pair in pairs for element in pair)


def _sum(pairs: Sequence[Pair]) -> Pair:
    return plain.product(a for a, _ in pairs), plain.product(b for _, b in pairs)


class _Maker:
    def __init__(self, vector: dict[str, Any]) -> None:
        self.election, self.choices = json.loads(vector["election"]), vector["choices"]
        self.draws: Iterator[list[int]] = (
            [int(number) for number in step["draw"]] for step in vector["draws"]
        )
        self.y = _read(self.election["public_key"])
        self.x = plain.exponent_of(self.election["uuid"], vector["credential"])
        self.public = text(plain.times(GENERATOR, self.x))
        self.fingerprint = _digest(vector["election"])
        self.s0 = f"{self.fingerprint}|{self.public}"

    def ballot(self) -> str:
        kinds: dict[str | None, Callable[[Any, Any], Any]] = {
            None: self.homomorphic,
            "Lists": self.lists,
            "NonHomomorphic": self.ranked,
        }
        asked = zip(self.election["questions"], self.choices, strict=True)
        fields: dict[str, Any] = {
            "election_uuid": self.election["uuid"],
            "election_hash": self.fingerprint,
            "credential": self.public,
            "answers": [
                kinds[question.get("type")](question, choice) for question, choice in asked
            ],
        }
        digest = _digest(_written(fields))
        fields["signature"] = {"hash": digest, "proof": self.known(f"sig|{digest}|", self.x)}
        return _written(fields)

    def homomorphic(self, question: Any, bits: list[int]) -> Any:
        blank = bool(question.get("blank"))
        r, pairs = self.encrypt(bits)
        answer = {"choices": [_plain(pair) for pair in pairs]}
        answer["individual_proofs"] = self.individual(bits, r, pairs)
        total, rest = _sum(pairs[blank:]), sum(r[blank:])
        chosen = sum(bits[blank:])
        allowed = [(total, m) for m in range(question["min"], question["max"] + 1)]
        whole = f"{self.s0}|{_joined(pairs)}"
        if not blank:
            prefix = f"prove|{whole}|{_joined([total])}|"
            answer["overall_proof"] = self.one_of(prefix, allowed, chosen - question["min"], rest)
            return answer
        first, truth = [(pairs[0], 1), *allowed], 0 if bits[0] else 1 + chosen - question["min"]
        answer["overall_proof"] = self.one_of(
            f"bproof1|{whole}|", first, truth, r[0] if bits[0] else rest
        )
        zeros, truth = [(pairs[0], 0), (total, 0)], bits[0]
        answer["blank_proof"] = self.one_of(f"bproof0|{whole}|", zeros, truth, (r[0], rest)[truth])
        return answer

    def lists(self, question: Any, rows: list[list[int]]) -> Any:
        sizes = [len(names) for names in question["value"]["answers"]]
        starts = [sum(sizes[:index]) for index in range(len(sizes))]
        ranges = [range(start, start + size) for start, size in zip(starts, sizes, strict=True)]
        bits = [bit for row in rows for bit in row]
        r, pairs = self.encrypt(bits)
        proofs = self.individual(bits, r, pairs)
        whole, heads = f"{self.s0}|{_joined(pairs)}", _sum([pairs[start] for start in starts])
        chosen = sum(r[start] for start in starts)
        prefix = f"prove|{whole}|{_joined([heads])}|"
        (overall,) = self.one_of(prefix, [(heads, 1)], 0, chosen)
        own = []
        for part in ranges:
            first, names = part[0], part[1:]
            claims = [(pairs[first], 1), (_sum([pairs[i] for i in names]), 0)]
            truth = 1 - bits[first]
            witness = r[first] if bits[first] else sum(r[i] for i in names)
            own.append(self.one_of(f"lproof|{whole}|", claims, truth, witness))
        everyone = [i for part in ranges for i in part[1:]]
        nonzero = self.nonzero(
            f"nonzero|{whole}|",
            _sum([pairs[i] for i in everyone]),
            sum(bits[i] for i in everyone),
            sum(r[i] for i in everyone),
        )
        return {
            "choices": [[_plain(pairs[i]) for i in part] for part in ranges],
            "individual_proofs": [[proofs[i] for i in part] for part in ranges],
            "overall_proof": overall,
            "list_proofs": own,
            "nonzero_proof": nonzero,
        }

    def ranked(self, _question: Any, numbers: list[int]) -> Any:
        (r,) = next(self.draws)
        shared = plain.times(self.y, r)
        pair = plain.times(GENERATOR, r), plain.add(shared, plain.embed(numbers))
        prefix = f"raweg|{self.s0}|{text(self.y)},{_joined([pair])}|"
        return {"choices": _plain(pair), "proof": self.known(prefix, r)}

    def encrypt(self, bits: list[int]) -> tuple[list[int], list[Pair]]:
        r = next(self.draws)
        pairs = [
            (
                plain.times(GENERATOR, one),
                plain.add(plain.times(self.y, one), plain.times(GENERATOR, bit)),
            )
            for one, bit in zip(r, bits, strict=True)
        ]
        return r, pairs

    def individual(self, bits: list[int], r: list[int], pairs: list[Pair]) -> Any:
        return [
            self.one_of(f"prove|{self.s0}|{_joined([pair])}|", [(pair, 0), (pair, 1)], bit, one)
            for bit, one, pair in zip(bits, r, pairs, strict=True)
        ]

    def one_of(self, prefix: str, claims: list[tuple[Pair, int]], truth: int, r: int) -> Any:
        """A proof that claim ``truth`` holds, by the usual simulation of the others."""
        drawn = next(self.draws)
        c, answers = drawn[: len(claims)], drawn[len(claims) :]
        w = (answers[truth] + r * c[truth]) % ORDER
        texts = []
        for index, (((alpha, beta), m), a) in enumerate(zip(claims, answers, strict=True)):
            if index == truth:
                pair = plain.times(GENERATOR, w), plain.times(self.y, w)
            else:
                shifted = plain.add(beta, plain.times(GENERATOR, -m))
                pair = (
                    plain.add(plain.times(GENERATOR, a), plain.times(alpha, c[index])),
                    plain.add(plain.times(self.y, a), plain.times(shifted, c[index])),
                )
            texts += [text(pair[0]), text(pair[1])]
        others = sum(c) - c[truth]
        c[truth] = (plain.challenge(prefix, texts) - others) % ORDER
        answers[truth] = (w - r * c[truth]) % ORDER
        return [_proof(one, a) for one, a in zip(c, answers, strict=True)]

    def nonzero(self, prefix: str, pair: Pair, m: int, r: int) -> Any:
        u, w1, w2 = next(self.draws)
        points = [
            plain.times(GENERATOR, m * u),
            plain.add(plain.times(pair[0], w1), plain.times(GENERATOR, w2)),
            plain.add(plain.times(pair[1], w1), plain.times(self.y, w2)),
        ]
        texts = [text(point) for point in points]
        c = plain.challenge(prefix, texts)
        both = [str((w1 - c * u) % ORDER), str((w2 + c * r * u) % ORDER)]
        return {"commitment": texts[0], "challenge": str(c), "response": both}

    def known(self, prefix: str, secret: int) -> Proof:
        (w,) = next(self.draws)
        c = plain.challenge(prefix, [text(plain.times(GENERATOR, w))])
        return _proof(c, (w - secret * c) % ORDER)


def _plain(pair: Pair) -> dict[str, str]:
    return {"alpha": text(pair[0]), "beta": text(pair[1])}


def _proof(c: int, response: int) -> Proof:
    return {"challenge": str(c), "response": str(response)}


def _read(given: str) -> Element:
    number = int(given, 16)
    point = plain.lift(number % 2**255, number >> 255)
    assert point is not None
    return point
