"""A new key: what it is for, what leaves the computer, what the board makes of it."""

import msgspec
import pytest
from tests.support.folders import policy_of
from tests.support.online_box import seeded
from tests.support.online_election import BOX
from tests.support.online_steps import fixed
from tests.support.simulator import seed_of

from suffrage.belenios.backend import load_group
from suffrage.belenios.strict_json import read
from suffrage.belenios.trustee import Trustee
from suffrage.belenios.trustees import read_trustees, write_trustees
from suffrage.board.submission import read_submission
from suffrage.errors import Malformed, NotVerified, Refused, Unavailable
from suffrage.trustee.announce import announcement, signing_key
from suffrage.trustee.make_key import decryption_key, make_key
from suffrage.trustee.saved import BoardScope, read_saved, write_saved
from suffrage.trustee.scope import board_scope, election_scope
from suffrage.verify.policy import PolicyWitnesses

ENTROPY = seeded("make key")
NOW = "2023-01-10T10:00:00Z"


def scope() -> BoardScope:
    return board_scope(policy_of(fixed()), BOX, 1, "trustee@to1", ENTROPY)


def test_the_public_part_is_a_trustee_of_belenios() -> None:
    made = make_key(election_scope("BoxForTests123", 5), 1, "Ed25519", ENTROPY, "Ann")
    public = read(made.public, Trustee, "trustee")
    assert public.name == "Ann"
    read_trustees(load_group("Ed25519"), write_trustees([public]))
    assert decryption_key(made.saved, ENTROPY).public.public_key == public.public_key
    assert made.saved.exponent.encode() not in made.public
    assert made.saved.exponent not in repr(made)


def test_every_key_is_new() -> None:
    made = [make_key(scope(), 1, "Ed25519", ENTROPY) for _ in range(2)]
    assert made[0].saved.exponent != made[1].saved.exponent
    assert made[0].saved.scope != made[1].saved.scope


def test_the_announcement_is_taken_by_the_board_that_names_the_signing_key() -> None:
    simulation = fixed()
    made = make_key(
        board_scope(
            policy_of(simulation), BOX, 1, "trustee@to1", lambda _n: seed_of("trustee@to1")
        ),
        1,
        "Ed25519",
        ENTROPY,
    )
    key = read(made.public, Trustee, "trustee").public_key
    saved = read_saved(write_saved(made.saved))
    assert isinstance(saved.scope, BoardScope)
    assert signing_key(saved.scope) == simulation.definition.keys["trustee@to1"]
    draft, sign = read_submission(announcement(saved.scope, 1, key, NOW))
    simulation.board.perform(lambda _state: draft, sign)
    assert simulation.state.runs[(BOX, 1)].trustees[1] == key


def test_a_signing_key_that_the_board_does_not_name_announces_nothing() -> None:
    simulation = fixed()
    mine = board_scope(policy_of(simulation), BOX, 1, "trustee@to1", ENTROPY)
    draft, sign = read_submission(announcement(mine, 1, "ab" * 32, NOW))
    with pytest.raises(NotVerified, match=r"record\.signature"):
        simulation.board.perform(lambda _state: draft, sign)


def test_a_policy_without_witnesses_is_refused() -> None:
    policy = msgspec.structs.replace(policy_of(fixed()), witnesses=PolicyWitnesses())
    with pytest.raises(Refused, match=r"trustee\.unwitnessed"):
        board_scope(policy, BOX, 1, "trustee@to1", ENTROPY)


@pytest.mark.parametrize(
    ("box", "run", "role"), [("A B", 1, "trustee@to1"), (BOX, 0, "trustee@to1"), (BOX, 1, "T")]
)
def test_names_of_another_form_are_refused(box: str, run: int, role: str) -> None:
    with pytest.raises(Malformed, match=r"canonical\.shape"):
        board_scope(policy_of(fixed()), box, run, role, ENTROPY)


@pytest.mark.parametrize(
    ("uuid", "minimum", "code"),
    [("short", 5, r"bel\.uuid"), ("BoxForTests123", 0, r"canonical\.shape")],
)
def test_an_election_has_a_uuid_and_a_minimum(uuid: str, minimum: int, code: str) -> None:
    with pytest.raises(Malformed, match=code):
        election_scope(uuid, minimum)


def test_a_poor_source_of_randomness_is_noticed() -> None:
    def poor(_size: int) -> bytes:
        return b"x"

    with pytest.raises(Unavailable, match=r"bel\.entropy"):
        board_scope(policy_of(fixed()), BOX, 1, "trustee@to1", poor)
    with pytest.raises(Unavailable, match=r"bel\.entropy"):
        make_key(election_scope("BoxForTests123", 5), 1, "Ed25519", poor)
