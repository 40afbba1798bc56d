"""Ballots of a box checked in every way on either backend, and forgeries for each way."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import msgspec
import pytest
from tests.support.online_box import OnlineBox, resign, seeded

from suffrage.belenios import check_batch as checking
from suffrage.belenios._portable.ed25519 import Ed25519 as Portable
from suffrage.belenios.backend import load_group
from suffrage.belenios.check_ballot import check_ballot
from suffrage.belenios.check_batch import Batch, CheckedBatch, Line, check_batch
from suffrage.belenios.check_claims import named_sums, stack, vartime_commitments
from suffrage.belenios.claims import prefixes
from suffrage.belenios.credentials import PublicCredentials
from suffrage.belenios.election import Election
from suffrage.belenios.group import BatchGroup, Entropy
from suffrage.belenios.hashing import challenge
from suffrage.belenios.parse_ballot import ParsedBallot, parse_ballot
from suffrage.errors import SuffrageError

CHOSEN = load_group("Ed25519")
assert isinstance(CHOSEN, BatchGroup)
BACKENDS: list[BatchGroup] = [CHOSEN] if isinstance(CHOSEN, Portable) else [CHOSEN, Portable()]
NAMES = ["portable" if isinstance(group, Portable) else "kernel" for group in BACKENDS]
PAIR = 64


@dataclass
class Case:
    """The ballots of a box, to be checked on this backend."""

    box: OnlineBox
    group: BatchGroup

    @cached_property
    def election(self) -> Election:
        made = self.box.election
        key = self.group.decode([made.record.public_key])
        return replace(made, group=self.group, key=key)

    @cached_property
    def credentials(self) -> PublicCredentials:
        return self.box.setup.credentials

    @property
    def size(self) -> int:
        """The bytes of one ballot's hints."""
        return PAIR * self.election.claims.commitments

    def parse(self, ballot: bytes) -> ParsedBallot:
        return parse_ballot(self.election, self.credentials, ballot)

    def hints(self, *ballots: bytes) -> bytes:
        """The commitments that follow from the equations, whether or not the proofs hold."""
        return b"".join(map(self._hints, ballots))

    def _hints(self, ballot: bytes) -> bytes:
        parsed, claims = self.parse(ballot), self.election.claims
        stacked = stack(self.group, claims, [parsed], self.group.decode(parsed.texts))
        made = vartime_commitments(self.group, self.election.key, claims, stacked)
        return self.group.encode_affine(made)

    def alone(self, *ballots: bytes) -> list[str]:
        """The verdict of each ballot by itself."""
        return [said(partial(self._alone, ballot)) for ballot in ballots]

    def _alone(self, ballot: bytes) -> str:
        return check_ballot(self.election, self.credentials, ballot).hash

    def together(self, *ballots: bytes, **parts: Any) -> CheckedBatch:
        """All ballots in one batch, with other parts of ``Batch``."""
        weights = {name: self.credentials.weight_of(name) for name in self.credentials.keys}
        entropy: Entropy = parts.pop("entropy", seeded("coefficients"))
        batch = Batch(**{"election": b"", "ballots": ballots, "weights": weights} | parts)
        with self._elected():
            return check_batch(batch, entropy)

    @contextmanager
    def _elected(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(checking, "_election", lambda _: self.election)
            yield

    def check_agreement(self, hints: bytes, *ballots: bytes) -> list[str]:
        """The verdicts, the same alone, in a batch, and in a batch with these hints."""
        verdicts = self.alone(*ballots)
        by_itself = self.together(*ballots)
        hinted = self.together(*ballots, commitments=hints)
        assert spoken(by_itself) == verdicts
        assert spoken(hinted) == verdicts
        assert hinted.sums == by_itself.sums
        assert [line for line in hinted.lines if isinstance(line, Line)] == [
            line for line in by_itself.lines if isinstance(line, Line)
        ]
        return verdicts

    def forge(self, ballot: bytes, which: int, voter: int, seed: str = "") -> tuple[bytes, bytes]:
        """A ballot whose challenge ``which`` hashes commitments that no equation gives; its hints.

        The forger chooses the commitments first, so that every hash holds.
        """
        entropy = seeded(f"forge {which} {seed}")
        exponents = [int.from_bytes(entropy(31)) for _ in range(20)]
        return self.forge_with(ballot, which, voter, exponents, lambda _c: exponents[-1])

    def forge_with(
        self,
        ballot: bytes,
        which: int,
        voter: int,
        exponents: Sequence[int],
        answer: Callable[[int], int],
    ) -> tuple[bytes, bytes]:
        """The same, with g to these exponents as commitments, and a response to the challenge."""
        claims, parsed = self.election.claims, self.parse(ballot)
        number = len(claims.first) + len(claims.second)
        claimed = claims.challenges[which]
        places = [place for place in claimed.commitments if place < number]
        chosen = self.group.base(exponents[: len(places)])
        before = self.prefix(ballot, which)
        masks = parsed.texts[2 * claims.width + 1 :]
        given = [masks[place - number] for place in claimed.commitments if place >= number]
        total = challenge(self.group.order, before, [*given, *self.group.encode(chosen)])
        fields = Fields(msgspec.json.decode(ballot))
        *rest, last = range(number + len(masks))[claimed.summed]
        c = (total - sum(parsed.challenges[index] for index in rest)) % self.group.order
        fields.challenges[last].set(c)
        if last < len(claims.first):
            fields.responses[last].set(answer(c) % self.group.order)
        forged = msgspec.json.encode(fields.value)
        if which:
            forged = resign(self.box.election, self.box.credentials[voter], forged)
        hints = bytearray(self.hints(forged))
        pairs = self.group.encode_affine(chosen)
        for index, place in enumerate(places):
            hints[PAIR * place : PAIR * (place + 1)] = pairs[PAIR * index : PAIR * (index + 1)]
        return forged, bytes(hints)

    def prefix(self, ballot: bytes, which: int) -> str:
        """What is hashed before the commitments of challenge ``which``."""
        claims, parsed = self.election.claims, self.parse(ballot)
        stacked = stack(self.group, claims, [parsed], self.group.decode(parsed.texts))
        (sums,) = named_sums(self.group, claims, stacked)
        return prefixes(claims, parsed.subjects, [*parsed.pairs, *sums])[which]


@dataclass(frozen=True)
class Slot:
    """A number of a ballot that can be replaced."""

    holder: Any
    key: str | int

    def set(self, number: int) -> None:
        self.holder[self.key] = str(number)


class Fields:
    """A ballot's plain value, its challenges and responses in the layout of ``claims``."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self.challenges, self.responses, masked = list[Slot](), list[Slot](), list[Slot]()
        self._take(self.value["signature"]["proof"])
        for answer in self.value["answers"]:
            for name in ("individual_proofs", "overall_proof", "blank_proof", "list_proofs"):
                self._take(answer.get(name, []))
            self._take(answer.get("proof", []))
            if "nonzero_proof" in answer:
                nonzero = answer["nonzero_proof"]
                self.challenges.append(Slot(nonzero["response"], 0))
                self.responses.append(Slot(nonzero["response"], 1))
                masked.append(Slot(nonzero, "challenge"))
        self.challenges += masked

    def _take(self, proofs: Any) -> None:
        if isinstance(proofs, dict):
            self.challenges.append(Slot(proofs, "challenge"))
            self.responses.append(Slot(proofs, "response"))
        else:
            for proof in proofs:
                self._take(proof)


def said(work: Callable[[], str]) -> str:
    """What it gives, or how it is refused."""
    try:
        return work()
    except SuffrageError as error:
        return f"{type(error).__name__} {error}"


def spoken(batch: CheckedBatch) -> list[str]:
    """The verdicts of a batch in the words of ``Case.alone``."""
    return [
        line.digest.hex() if isinstance(line, Line) else f"{type(line).__name__} {line}"
        for line in batch.lines
    ]


def digest(ballot: bytes) -> str:
    """The verdict on a ballot that holds."""
    return hashlib.sha256(ballot).hexdigest()


def constant(size: int) -> bytes:
    """Coefficients that are all 1, as no verifier draws them."""
    return (1).to_bytes(16, "little") * (size // 16)
