"""vectors/belenios: arithmetic, ballots and a ceremony that other programs can replay."""

import hashlib
import json
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from tests.support.textbook_ballot import TextbookBallot
from tests.support.vectors import plain_ed25519 as plain
from tests.support.vectors.draws import again
from tests.support.vectors.make import FOLDER
from tests.support.vectors.plain_ed25519 import GENERATOR, ORDER, text
from tests.support.vectors.textbook_maker import make

from suffrage.belenios._portable.ed25519 import Ed25519 as Portable
from suffrage.belenios.backend import load_group
from suffrage.belenios.credentials import derive_exponent
from suffrage.belenios.election import read_election
from suffrage.belenios.group import Group
from suffrage.belenios.hashing import challenge, short_digest
from suffrage.belenios.make_ballot import make_ballot
from suffrage.belenios.threshold.certificate import check_certificates, make_certificate
from suffrage.belenios.threshold.fingerprint import fingerprint
from suffrage.belenios.threshold.polynomial import make_polynomial
from suffrage.belenios.threshold.recover import recover_key
from suffrage.belenios.threshold.route import route
from suffrage.belenios.threshold.share import make_share
from suffrage.errors import Malformed


def read(name: str) -> Any:
    return json.loads((FOLDER / f"{name}-ed25519.json").read_bytes())


GROUP_VECTORS, BALLOTS, CEREMONY = read("group"), read("ballot"), read("ceremony")
GROUPS = pytest.mark.parametrize(
    "group", [load_group("Ed25519"), Portable()], ids=["chosen", "portable"]
)


@GROUPS
def test_elements_are_decoded_or_refused(group: Group) -> None:
    for case in GROUP_VECTORS["decode"]:
        if case["ok"]:
            assert group.encode(group.decode([case["text"]])) == [case["text"]], case["note"]
            continue
        with pytest.raises(Malformed) as refusal:
            group.decode([GROUP_VECTORS["generator"], case["text"]])
        assert (refusal.value.code, refusal.value.fields) == ("bel.point", {"index": 1})
    assert {case["ok"] for case in GROUP_VECTORS["decode"]} == {True, False}


@GROUPS
def test_operations(group: Group) -> None:
    for case in GROUP_VECTORS["base"]:
        assert group.encode(group.base([int(case["s"])])) == [case["result"]]
    for case in GROUP_VECTORS["times"]:
        powers = group.times(group.decode([case["p"]]), [int(case["s"])])
        assert group.encode(powers) == [case["result"]]
    for case in GROUP_VECTORS["add"]:
        made = group.add(group.decode([case["p"]]), group.decode([case["q"]]))
        assert group.encode(made) == [case["result"]]
    for case in GROUP_VECTORS["product"]:
        assert group.encode(group.product(group.decode(case["p"]))) == [case["result"]]
    assert group.order == int(GROUP_VECTORS["order"])
    assert group.encode(group.base([1])) == [GROUP_VECTORS["generator"]]


@GROUPS
def test_commitments_challenges_and_order(group: Group) -> None:
    for case in GROUP_VECTORS["commit"]:
        base = None if case["base"] is None else group.decode([case["base"]])
        s = None if case["s"] is None else [int(case["s"])]
        made = group.vartime_commit(
            [int(case["r"])], base, [int(case["c"])], group.decode([case["p"]]), s
        )
        assert group.encode(made) == [case["result"]]
    for case in GROUP_VECTORS["challenge"]:
        assert str(challenge(group.order, case["prefix"], case["elements"])) == case["result"]
    ranks = list(map(group.rank, GROUP_VECTORS["sorted"]))
    assert ranks == sorted(set(ranks))


@GROUPS
def test_generators_embedding_and_credentials(group: Group) -> None:
    for case in GROUP_VECTORS["independent"]:
        assert group.encode(group.independent([case["index"]])) == [case["result"]]
    for case in GROUP_VECTORS["embed"]:
        assert group.encode(group.embed([case["vector"]])) == [case["result"]]
    for case in GROUP_VECTORS["extract"]:
        made = group.extract(group.decode([case["p"]]), case["width"])
        assert made == [tuple(case["result"])]
    for case in GROUP_VECTORS["credential"]:
        exponent = derive_exponent(group, case["uuid"], case["private"])
        assert str(exponent) == case["exponent"]
        assert group.encode(group.base([exponent])) == [case["public"]]


@pytest.mark.parametrize("vector", BALLOTS["ballots"], ids=lambda vector: vector["archive"])
def test_a_ballot_from_its_randomness(vector: Any) -> None:
    """By the product, and by a maker that shares no code with it."""
    election = read_election(vector["election"].encode())
    entropy = again([step["draw"] for step in vector["draws"]])
    ballot = make_ballot(election, vector["credential"], vector["choices"], entropy)
    assert ballot.decode() == vector["ballot"] == make(vector)
    assert short_digest(ballot) == vector["tracker"]
    assert TextbookBallot(election.data, ballot).failures() == []


def test_every_message_of_the_ceremony_from_its_randomness() -> None:
    group, members = load_group("Ed25519"), CEREMONY["members"]
    size, threshold = CEREMONY["size"], CEREMONY["threshold"]
    for index, member in enumerate(members, 1):
        made = make_certificate(
            group,
            member["seed"],
            size=size,
            threshold=threshold,
            index=index,
            entropy=again(member["certificate"]["draws"]),
        )
        assert made.decode() == member["certificate"]["message"]
    sent = [member["certificate"]["message"].encode() for member in members]
    certificates = check_certificates(group, sent, size=size, threshold=threshold)
    assert fingerprint(certificates) == CEREMONY["fingerprint"]
    for member in members:
        own = make_polynomial(
            group, member["seed"], certificates, again(member["polynomial"]["draws"])
        )
        assert own.decode() == member["polynomial"]["message"]
    polynomials = [member["polynomial"]["message"].encode() for member in members]
    inputs = route(group, certificates, polynomials)
    for member, given in zip(members, inputs, strict=True):
        assert given.decode() == member["input"]
        output = make_share(
            group, member["seed"], certificates, given, again(member["output"]["draws"])
        )
        assert output.decode() == member["output"]["message"]
        key = recover_key(group, member["seed"], CEREMONY["record"].encode(), output)
        assert str(key.exponent) == member["key"]


def test_the_ceremony_by_plain_integers() -> None:
    """Keys from seeds, shares from polynomials, what a seal says: without the product."""
    members = CEREMONY["members"]
    polynomials = [
        [int(number) for number in member["polynomial"]["draws"][0]] for member in members
    ]
    for index, member in enumerate(members, 1):
        for purpose, exponent, public in (
            ("sk", "signing", "verification"),
            ("dk", "decryption", "encryption"),
        ):
            digest = plain.challenge(f"{purpose}|{member['seed']}", [])
            assert str(digest) == member[exponent]
            assert text(plain.times(GENERATOR, digest)) == member[public]
        key = sum(a + b * index for a, b in polynomials) % ORDER
        assert str(key) == member["key"]
        for sender, sealed in enumerate(json.loads(member["input"])["secrets"]):
            said = opened(sealed, int(member["decryption"]))
            assert said["recipient"] == member["encryption"]
            a, b = polynomials[sender]
            assert json.loads(said["message"]) == {"secret": str((a + b * index) % ORDER)}
    record = json.loads(CEREMONY["record"])
    for index, public in enumerate(record["verification_keys"], 1):
        key = int(members[index - 1]["key"])
        assert public["public_key"] == text(plain.times(GENERATOR, key))
    for signed, polynomial in zip(record["coefexps"], polynomials, strict=True):
        texts = [text(plain.times(GENERATOR, a)) for a in polynomial]
        assert msgspec.json.decode(signed["message"]) == {"coefexps": texts}


def opened(sealed: str, decryption: int) -> Any:
    """What a seal says, once it is opened with the recipient's key."""
    outer = json.loads(sealed)
    alpha, beta = (element(outer[name]) for name in ("alpha", "beta"))
    shared = plain.add(beta, plain.times(alpha, ORDER - decryption))
    key, vector = (
        hashlib.sha256(f"{name}|{given}".encode()).digest()
        for name, given in (("key", text(shared)), ("iv", outer["alpha"]))
    )
    inside = AESGCM(key).decrypt(vector, bytes.fromhex(outer["data"]), None)
    return json.loads(json.loads(inside)["message"])


def element(given: str) -> Any:
    number = int(given, 16)
    return plain.lift(number % 2**255, number >> 255)
