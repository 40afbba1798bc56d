"""Our elections before Debian's ``belenios-tool``: accepted, and their tampered twins refused.

Each twin is one change to an honest archive whose hashes are computed again; both verifiers must
refuse it, and the archive without the change is accepted by both.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.support.belenios_tool import NEEDED, verdict
from tests.support.counts import count
from tests.support.online_box import (
    BLANK,
    CHOICE,
    RANGE,
    UUID,
    OnlineBox,
    chain,
    edit,
    resign,
    steps_of,
)
from tests.support.refusals import refused

from suffrage.belenios._portable.modp_parameters import BELENIOS_2048, RFC_3526_2048
from suffrage.belenios.credentials import make_credential
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.verify import verify_archive

pytestmark = NEEDED
GROUPS = ["BELENIOS-2048", "RFC-3526-2048"]
PRIMES = {
    name: numbers.p for name, numbers in zip(GROUPS, [BELENIOS_2048, RFC_3526_2048], strict=True)
}
Steps = list[Any]
Tamper = Callable[[OnlineBox, Steps], None]


@cache
def plain(group: str) -> OnlineBox:
    """Three voters, one who votes again."""
    box = OnlineBox(questions=(CHOICE, RANGE), group=group)
    box.cast(0, [[1, 0, 0], [0, 1, 1, 0]])
    box.cast(1, [[0, 1, 0], [0, 0, 0, 0]])
    box.cast(0, [[0, 0, 1], [1, 1, 1, 0]])
    return box


@cache
def blank() -> OnlineBox:
    box = OnlineBox(questions=(BLANK,), group="BELENIOS-2048", seed="blank")
    for voter, choices in enumerate([[1, 0, 0], [0, 1, 0], [1, 0, 0]]):
        box.cast(voter, [choices])
    return box


@cache
def weighted() -> OnlineBox:
    weights = (1, 20, 400)
    box = OnlineBox(questions=(CHOICE,), group="BELENIOS-2048", seed="weights", weights=weights)
    for voter, choices in enumerate([[1, 0, 0], [0, 1, 0], [1, 0, 0]]):
        box.cast(voter, [choices])
    return box


@cache
def honest(name: str) -> bytes:
    boxes: dict[str, Callable[[], OnlineBox]] = {"blank": blank, "weighted": weighted}
    box = boxes[name]() if name in boxes else plain(name)
    return box.archive()


@pytest.mark.parametrize(
    ("name", "result"),
    [
        *((name, ((0, 1, 1), (1, 1, 1, 0))) for name in GROUPS),
        ("blank", ((2, 1, 0),)),
        ("weighted", ((401, 20, 0),)),
    ],
)
def test_both_accept_our_elections(
    tmp_path: Path, name: str, result: tuple[tuple[int, ...], ...]
) -> None:
    assert verify_archive(honest(name)).result == result
    assert verdict(tmp_path, UUID, honest(name))


@pytest.mark.parametrize("name", ["blank", "weighted"])
def test_both_accept_every_stage(tmp_path: Path, name: str) -> None:
    steps = steps_of(honest(name))
    for size in range(1, len(steps)):
        verify_archive(chain(steps[:size]))
        assert verdict(tmp_path, UUID, chain(steps[:size])), steps[size - 1][0]


def find(steps: Steps, kind: str) -> int:
    """The place of the first event of this kind."""
    return [step for step, _ in steps].index(kind)


def change(steps: Steps, kind: str, record: int, edited: Callable[[Any], None]) -> None:
    """Edits a record of the first event of this kind, and the hash of it that follows."""
    place = find(steps, kind)
    records = list(steps[place][1])
    records[record] = edit(records[record], edited)
    if kind in {"EncryptedTally", "PartialDecryption"}:
        name = "encrypted_tally" if kind == "EncryptedTally" else "payload"
        digest = wide_digest(records[0])
        records[1] = edit(records[1], lambda fields: fields.update({name: digest}))
    steps[place] = (kind, tuple(records))


def times_g(box: OnlineBox, text: str) -> str:
    group = box.election.group
    return group.encode(group.add(group.decode([text]), group.base([1])))[0]


def more(text: str) -> str:
    return str(int(text) + 1)


def proof_changed(box: OnlineBox, steps: Steps) -> None:
    def edited(ballot: Any) -> None:
        proof = ballot["answers"][0]["individual_proofs"][1][0]
        proof["response"] = more(proof["response"])

    change(steps, "Ballot", 0, edited)
    place = find(steps, "Ballot")
    ballot = resign(box.election, box.credentials[0], steps[place][1][0])
    steps[place] = ("Ballot", (ballot,))


def signature_changed(_: OnlineBox, steps: Steps) -> None:
    def edited(ballot: Any) -> None:
        proof = ballot["signature"]["proof"]
        proof["response"] = more(proof["response"])

    change(steps, "Ballot", 0, edited)


def vote_of_another_key(box: OnlineBox, steps: Steps) -> None:
    stranger = make_credential(UUID, box.entropy, box.group)
    place = find(steps, "Ballot")
    steps[place] = ("Ballot", (resign(box.election, stranger, steps[place][1][0]),))


def element_negated(box: OnlineBox, steps: Steps) -> None:
    """alpha becomes p - alpha, outside the subgroup, where proofs of even challenge still hold."""

    def edited(ballot: Any) -> None:
        choice = ballot["answers"][0]["choices"][0]
        choice["alpha"] = str(PRIMES[box.group] - int(choice["alpha"]))

    change(steps, "Ballot", 0, edited)
    place = find(steps, "Ballot")
    ballot = resign(box.election, box.credentials[0], steps[place][1][0])
    steps[place] = ("Ballot", (ballot,))


def ballot_dropped(_: OnlineBox, steps: Steps) -> None:
    del steps[find(steps, "Ballot") + 1]


def tally_and_result_changed(box: OnlineBox, steps: Steps) -> None:
    """One vote more in the tally, decrypted by all trustees, and in the result."""

    def edited(tally: Any) -> None:
        tally[0][0]["beta"] = times_g(box, tally[0][0]["beta"])

    change(steps, "EncryptedTally", 0, edited)
    result_changed(box, steps)


def factor_changed(box: OnlineBox, steps: Steps) -> None:
    def edited(share: Any) -> None:
        factors = share["decryption_factors"][0]
        factors[0] = times_g(box, factors[0])

    change(steps, "PartialDecryption", 0, edited)


def share_missing(_: OnlineBox, steps: Steps) -> None:
    del steps[find(steps, "PartialDecryption")]


def owner_changed(_: OnlineBox, steps: Steps) -> None:
    change(steps, "PartialDecryption", 1, lambda owned: owned.update(owner=2))


def result_changed(_: OnlineBox, steps: Steps) -> None:
    def edited(result: Any) -> None:
        result["result"][0][0] += 1

    change(steps, "Result", 0, edited)


def possession_changed(_: OnlineBox, steps: Steps) -> None:
    def edited(trustees: Any) -> None:
        proof = trustees[0][1]["pok"]
        proof["response"] = more(proof["response"])

    place = find(steps, "Setup")
    records = list(steps[place][1])
    records[1] = edit(records[1], edited)
    digest = wide_digest(records[1])
    records[3] = edit(records[3], lambda setup: setup.update(trustees=digest))
    steps[place] = ("Setup", tuple(records))


TWINS = [
    (possession_changed, "bel.trustee-proof"),
    (proof_changed, "bel.ballot-proof"),
    (signature_changed, "bel.ballot-signature"),
    (vote_of_another_key, "bel.credential-unknown"),
    (element_negated, "bel.point"),
    (ballot_dropped, "bel.tally"),
    (tally_and_result_changed, "bel.tally"),
    (factor_changed, "bel.share-proof"),
    (share_missing, "bel.share-missing"),
    (owner_changed, "bel.share-proof"),
    (result_changed, "bel.result"),
]


@pytest.mark.drill
@pytest.mark.parametrize("group", GROUPS[: count(1, 2)])
@pytest.mark.parametrize(("tamper", "code"), TWINS)
def test_both_refuse_the_twin(tmp_path: Path, group: str, tamper: Tamper, code: str) -> None:
    steps = steps_of(honest(group))
    tamper(plain(group), steps)
    with refused(code):
        verify_archive(chain(steps))
    assert not verdict(tmp_path, UUID, chain(steps))
