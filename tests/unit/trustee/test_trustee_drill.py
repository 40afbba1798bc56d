"""A drill shows that the key is there, to anybody, and decrypts nothing."""

from collections.abc import Callable

import msgspec
import pytest
from tests.support.online_box import OnlineBox, chain, seeded
from tests.support.online_election import OnlineSimulation
from tests.support.online_steps import opened
from tests.support.trustees import boxed, events_until, saved_alone, saved_for, tallied_board

from suffrage.errors import Malformed, NotVerified
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.tree import Tree
from suffrage.trustee.alone import read_alone
from suffrage.trustee.board import read_board
from suffrage.trustee.drill import Drill, check_drill, prove_drill, read_drill, write_drill
from suffrage.trustee.saved import ElectionScope, Saved
from suffrage.verify import HeldFiles

ENTROPY = seeded("drill")


def drilled(simulation: OnlineSimulation, saved: Saved) -> Drill:
    return prove_drill(read_board(saved, HeldFiles(simulation.files())), ENTROPY).drill


def test_it_names_the_place_of_the_board_and_the_key_of_the_box() -> None:
    simulation = opened()
    drill = drilled(simulation, saved_for(simulation))
    check_drill(drill)
    tree = Tree(map(leaf_hash, simulation.store.entries(0)))
    assert (drill.origin, drill.size) == (simulation.definition.origin, tree.size)
    assert drill.root == tree.root().hex()
    assert drill.key == simulation.trustees[1][0].public.public_key
    assert read_drill(write_drill(drill)) == drill


def test_it_is_possible_before_and_after_the_end() -> None:
    files, saved = tallied_board()
    check_drill(prove_drill(read_board(saved, HeldFiles(files)), ENTROPY).drill)
    box = boxed()
    for last in ("Setup", "Ballot", "EncryptedTally", "Result"):
        reading = read_alone(saved_alone(box, is_drilled=False), events_until(box, last))
        drill = prove_drill(reading, ENTROPY).drill
        check_drill(drill)
        assert drill.origin == box.election.fingerprint


def test_it_needs_no_archive_yet() -> None:
    simulation = opened()
    simulation.annul_run(1)
    saved = saved_for(simulation)
    assert drilled(simulation, saved).size == len(simulation.store.entries(0))


@pytest.mark.parametrize(
    "change",
    [
        lambda d: msgspec.structs.replace(d, size=d.size + 1),
        lambda d: msgspec.structs.replace(d, origin=d.origin + "x"),
        lambda d: msgspec.structs.replace(d, root="0" * 64),
        lambda d: msgspec.structs.replace(d, response=str(int(d.response) ^ 1)),
        lambda d: msgspec.structs.replace(d, challenge=str(int(d.challenge) ^ 1)),
        lambda d: msgspec.structs.replace(d, key=boxed().keys[1].public.public_key),
    ],
)
def test_a_changed_drill_is_false(change: Callable[[Drill], Drill]) -> None:
    box = boxed()
    drill = prove_drill(
        read_alone(saved_alone(box, is_drilled=False), chain(box.open_records())), ENTROPY
    ).drill
    check_drill(drill)
    with pytest.raises(NotVerified, match=r"trustee\.drill"):
        check_drill(change(drill))


def test_a_key_that_everybody_knows_proves_nothing() -> None:
    box = boxed()
    drill = prove_drill(
        read_alone(saved_alone(box, is_drilled=False), chain(box.open_records())), ENTROPY
    ).drill
    identity = msgspec.structs.replace(drill, key=f"{1:064x}")
    with pytest.raises(Malformed, match=r"bel\.identity"):
        check_drill(identity)


def test_a_key_that_the_box_does_not_name_is_not_drilled() -> None:
    simulation, other = opened(), boxed()
    stranger = msgspec.structs.replace(saved_for(simulation), exponent=str(other.keys[0].exponent))
    with pytest.raises(NotVerified, match=r"trustee\.not-ours"):
        drilled(simulation, stranger)


def test_the_first_drill_binds_the_key_to_the_fingerprint() -> None:
    box = boxed()
    reading = read_alone(saved_alone(box, is_drilled=False), chain(box.open_records()))
    done = prove_drill(reading, ENTROPY)
    assert isinstance(done.saved.scope, ElectionScope)
    assert done.saved.scope.fingerprint == box.election.fingerprint
    assert done.saved.seen == reading.seen
    # The same uuid, and other voters or questions.
    twin = OnlineBox(seed="twin")
    with pytest.raises(NotVerified, match=r"trustee\.other-election"):
        read_alone(done.saved, chain(twin.open_records()))


def test_a_drill_is_no_other_proof() -> None:
    """The prefix differs from every one that Belenios uses, so neither stands for the other."""
    box = boxed()
    drill = prove_drill(
        read_alone(saved_alone(box, is_drilled=False), chain(box.open_records())), ENTROPY
    ).drill
    own = box.keys[0].public.pok
    borrowed = msgspec.structs.replace(drill, challenge=own.challenge, response=own.response)
    with pytest.raises(NotVerified, match=r"trustee\.drill"):
        check_drill(borrowed)
