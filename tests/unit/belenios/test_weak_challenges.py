"""A1, weak Fiat–Shamir: provers whose challenges leave out a part of the statement.

Each proof is complete but for what its hash leaves out: a verifier as careless as the prover takes
it (shown where that is cheap), and ours names the proof and who made it.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

import msgspec
import pytest
from tests.support.ceremony import Ceremony
from tests.support.forged_answers import with_answer
from tests.support.online_box import BLANK, CHOICE, LISTS, RANKED, OnlineBox, seeded
from tests.support.refusals import refused
from tests.support.textbook_ballot import TextbookBallot

from suffrage.belenios import claims, decryption, parse_ballot, prove_answer
from suffrage.belenios.backend import load_group
from suffrage.belenios.decryption import check_share
from suffrage.belenios.hashing import challenge
from suffrage.belenios.proofs import prove_knowledge, write_proof
from suffrage.belenios.threshold import coefexps, pki
from suffrage.belenios.threshold.certificate import Certificates
from suffrage.belenios.threshold.route import route
from suffrage.belenios.trustee import Trustee
from suffrage.belenios.trustees import read_trustees, write_trustees

GROUP = load_group("Ed25519")
Q = GROUP.order
BOX = OnlineBox(questions=(BLANK, LISTS, RANKED))
CHOICES: Any = [[0, 1, 0], [[1, 0, 1], [0, 0], [0]], [2, 3, 1]]
SUBJECTS, PREFIX = claims.subjects, claims.prefix


def no_election(rows: Any, _phi: str, credential: str, digest: str, pairs: Any) -> list[str]:
    return SUBJECTS(rows, "", credential, digest, pairs)


def no_credential(rows: Any, phi: str, _credential: str, digest: str, pairs: Any) -> list[str]:
    return SUBJECTS(rows, phi, "", digest, pairs)


def no_ciphertexts(rows: Any, phi: str, credential: str, digest: str, pairs: Any) -> list[str]:
    first, own, *wholes = SUBJECTS(rows, phi, credential, digest, pairs)
    return [first, own, *(own for _ in wholes)]


def no_pair(tag: str, subject: str, lead: str = "", stated: str | None = None) -> str:
    return PREFIX(tag, subject, lead, None if stated is None else "")


def no_key(tag: str, subject: str, _lead: str = "", stated: str | None = None) -> str:
    return PREFIX(tag, subject, "", stated)


def no_tag(_tag: str, subject: str, lead: str = "", stated: str | None = None) -> str:
    return PREFIX("", subject, lead, stated)


# What the prover leaves out, and the first proof to which it belongs.
WEAK: dict[str, tuple[str, Callable[..., Any], int, int]] = {
    "election": ("subjects", no_election, 0, 0),
    "credential": ("subjects", no_credential, 0, 0),
    "ciphertexts": ("subjects", no_ciphertexts, 0, 3),
    "own ciphertext": ("prefix", no_pair, 0, 0),
    "public key": ("prefix", no_key, 2, 0),
    "kind of proof": ("prefix", no_tag, 0, 0),
}


@pytest.mark.parametrize("left_out", WEAK)
def test_ballots_that_leave_out_a_part(left_out: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, weak, question, proof = WEAK[left_out]
    with monkeypatch.context() as patch:
        patch.setattr(prove_answer, name, weak)
        ballot = BOX.make(0, CHOICES)
        patch.setattr(parse_ballot if name == "subjects" else claims, name, weak)
        if left_out != "kind of proof":
            BOX.check(ballot)
    with refused("bel.ballot-proof", question=question, proof=proof):
        BOX.check(ballot)


def test_a_signature_that_leaves_out_the_ballot(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        # The package also has a function of this name.
        signing = import_module("suffrage.belenios.make_ballot")
        patch.setattr(signing, "prefix", lambda tag, _digest: PREFIX(tag, ""))
        ballot = BOX.make(0, CHOICES)
    with refused("bel.ballot-signature"):
        BOX.check(ballot)


def root(number: int) -> int | None:
    """A square root modulo q, which is 5 modulo 8."""
    found = pow(number, (Q + 3) // 8, Q)
    if found * found % Q != number % Q:
        found = found * pow(2, (Q - 1) // 4, Q) % Q
    return found if found * found % Q == number % Q else None


def chosen_afterwards(prefix: str, key: Any) -> tuple[dict[str, str], list[dict[str, str]], int]:
    """A ciphertext made to fit a proof of "0 or 1", and the number that it encrypts.

    The commitments come first: A_i = g^a_i and B_i = y^a_i·g^b_i. If the hash c does not name the
    ciphertext, it may be (g^r, y^r·g^m) for any m with b0/m + b1/(m-1) = c, a quadratic equation.
    Such an m is no count of anything, and nobody can decrypt the sum (Bernhard, Pereira and
    Warinschi, 2012).
    """
    draw = seeded("adaptive")
    while True:
        a0, a1, b0, b1, r = (int.from_bytes(draw(64)) % Q for _ in range(5))
        masks = GROUP.times(key.take([0, 0]), [a0, a1])
        second = GROUP.encode(GROUP.add(masks, GROUP.base([b0, b1])))
        first = GROUP.encode(GROUP.base([a0, a1]))
        c = challenge(Q, prefix, [first[0], second[0], first[1], second[1]])
        middle = c + b0 + b1
        square = root(middle * middle - 4 * c * b0)
        if square is not None:
            break
    m = (middle + square) * pow(2 * c, -1, Q) % Q
    parts = [b0 * pow(m, -1, Q) % Q, b1 * pow(m - 1, -1, Q) % Q]
    assert sum(parts) % Q == c
    (alpha,) = GROUP.encode(GROUP.base([r]))
    (beta,) = GROUP.encode(GROUP.add(GROUP.times(key, [r]), GROUP.base([m])))
    proofs = [
        msgspec.to_builtins(write_proof(GROUP, own, a - r * own))
        for own, a in zip(parts, (a0, a1), strict=True)
    ]
    return {"alpha": alpha, "beta": beta}, proofs, m


def test_a_ciphertext_chosen_after_its_challenge(monkeypatch: pytest.MonkeyPatch) -> None:
    """The attack on early Helios: a ballot whose sum nobody can decrypt, with a fitting proof."""
    box = OnlineBox(questions=(CHOICE,))
    public = box.credentials[0].public
    weak = f"prove|{box.election.fingerprint}|{public}||"
    pair, proofs, m = chosen_afterwards(weak, box.election.key)
    assert m not in range(2**64)
    ballot = box.make(0, [[1, 0, 0]])
    answer = msgspec.json.decode(ballot)["answers"][0]
    answer["choices"][0], answer["individual_proofs"][0] = pair, proofs
    forged = with_answer(box, ballot, 0, answer)
    with monkeypatch.context() as patch:
        # The one proof holds for whoever leaves the ciphertext out of the hash.
        patch.setattr(TextbookBallot, "text", lambda *_: "")
        assert "0 individual 0" not in TextbookBallot(box.election.data, forged).failures()
    assert "0 individual 0" in TextbookBallot(box.election.data, forged).failures()
    with refused("bel.ballot-proof", question=0, proof=0):
        box.check(forged)


@pytest.mark.parametrize("prefix", ["pok||{key}|", "pok|Ed25519|", "pok|BELENIOS-2048|{key}|", ""])
def test_a_trustee_whose_proof_leaves_out_group_or_key(prefix: str) -> None:
    """Without the group, a key served under another generator (Belenios 1.17)."""
    (text,) = GROUP.encode(GROUP.base([4242]))
    proof = prove_knowledge(GROUP, 4242, prefix.format(key=text), seeded("trustee"))
    listed = write_trustees([BOX.keys[0].public, Trustee(pok=proof, public_key=text)])
    with refused("bel.trustee-proof", owner=2):
        read_trustees(GROUP, listed)


@pytest.mark.parametrize("prefix", ["decrypt||{key}|", "decrypt|{phi}||", "decrypt|{phi}|", ""])
def test_a_decryption_whose_proof_leaves_out_election_or_key(
    prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What version 1 itself leaves out, ciphertext and factor: ``test_trustees_shares.py``."""
    box = OnlineBox(questions=(CHOICE,))
    box.cast(0, [[1, 0, 0]])
    tally = box.tally()
    with monkeypatch.context() as patch:
        weak = prefix.format(phi=box.election.fingerprint, key=box.keys[1].public.public_key)
        patch.setattr(decryption, "_prefix", lambda *_: weak)
        share = box.share(2, tally)
        check_share(box.election, box.setup.trustees, tally, share.records)
    with refused("bel.share-proof", owner=2, index=0):
        check_share(box.election, box.setup.trustees, tally, share.records)


def test_a_certificate_whose_signature_leaves_out_its_keys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ceremony = Ceremony()
    with monkeypatch.context() as patch:
        patch.setattr(pki, "_prefix", lambda _message: "sigmsg||")
        weak = ceremony.certificate(2)
    sent = [ceremony.certificate(1), weak, ceremony.certificate(3)]
    with refused("bel.certificate-signature", member=2):
        ceremony.check(sent)


STATEMENT = coefexps._statement


def alone(certificates: Certificates) -> Certificates:
    """As if nobody else took part."""
    return replace(certificates, signed=())


def test_commitments_whose_signature_leaves_out_the_other_members(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What Belenios 2.5.1 added: else a server runs the ceremony with other lists of members."""
    ceremony = Ceremony()
    assert len(ceremony.polynomials) == 3
    with monkeypatch.context() as patch:
        patch.setattr(coefexps, "_statement", lambda one, texts: STATEMENT(alone(one), texts))
        ceremony.polynomials[1] = ceremony.polynomial(2)
    with refused("bel.polynomial-signature", member=2):
        route(GROUP, ceremony.certificates, ceremony.polynomials)


def test_the_same_provers_are_believed_when_they_hash_everything() -> None:
    BOX.check(BOX.make(0, CHOICES))
    read_trustees(GROUP, write_trustees([key.public for key in BOX.keys]))
    ceremony = Ceremony()
    route(GROUP, ceremony.check(ceremony.sent_certificates), ceremony.polynomials)
