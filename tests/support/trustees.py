"""A trustee's own program in the tests: saved states, and boards at each stage of a box."""

from functools import cache
from pathlib import Path

import msgspec
from tests.support.folders import Folder, policy_of
from tests.support.online_box import OnlineBox, chain, seeded
from tests.support.online_election import BOX, OnlineSimulation
from tests.support.online_steps import ended
from tests.support.simulator import seed_of

from suffrage.acts.online.tally_box import tally_box
from suffrage.belenios.backend import load_group
from suffrage.belenios.threshold.polynomial import make_polynomial
from suffrage.trustee.ceremony import read_list
from suffrage.trustee.gather import LIST, sent_name
from suffrage.trustee.saved import FORMAT, BoardScope, Ceremony, ElectionScope, Saved


def saved_for(simulation: OnlineSimulation, owner: int = 1, run: int = 1) -> Saved:
    """What the program of trustee ``owner`` keeps after making the key of a simulated run."""
    role = f"trustee@to{owner}"
    scope = BoardScope(policy_of(simulation), BOX, run, role, seed_of(role).hex())
    key = simulation.trustees[run][owner - 1]
    return Saved(FORMAT, "Ed25519", owner, scope, str(key.exponent))


def tallied(*choices: int) -> OnlineSimulation:
    """A closed run whose encrypted tally is on the board."""
    simulation = ended(*(choices or (1, 2, 3, 0)))
    simulation.board.perform(
        lambda state: tally_box(state, BOX, 1, simulation.store.archive(BOX, 1))
    )
    return simulation


@cache
def tallied_board() -> tuple[Folder, Saved]:
    """Such a board, published, and the first trustee's state."""
    simulation = tallied()
    return simulation.files(), saved_for(simulation)


def saved_alone(
    box: OnlineBox, owner: int = 1, minimum: int = 2, *, is_drilled: bool = True
) -> Saved:
    """What the program keeps for an election in an archive alone."""
    scope = ElectionScope(box.uuid, minimum, box.election.fingerprint if is_drilled else "")
    return Saved(FORMAT, "Ed25519", owner, scope, str(box.keys[owner - 1].exponent))


@cache
def boxed() -> OnlineBox:
    """An honest box of three ballots."""
    box = OnlineBox()
    for voter in range(3):
        box.cast(voter, [[int(voter == place) for place in range(3)]])
    return box


def events_until(box: OnlineBox, last: str) -> bytes:
    """The archive of a box up to its last event of this type."""
    steps = box.all_records()
    end = max(index for index, (kind, _) in enumerate(steps) if kind == last)
    return chain(steps[: end + 1])


def spoil_share(liar: Saved, folder: Path) -> None:
    """Member 3 gives member 1 a share that does not lie on the polynomial of the commitments."""
    assert isinstance(liar.ceremony, Ceremony)
    group = load_group(liar.group)
    listed = (folder / LIST).read_bytes()
    certificates = read_list(group, listed, of=liar.ceremony.of, need=liar.ceremony.need)
    path = folder / sent_name("polynomial", liar.index)
    sent = msgspec.json.decode(path.read_bytes())
    other = make_polynomial(group, liar.ceremony.seed, certificates, seeded("another polynomial"))
    sent["secrets"][0] = msgspec.json.decode(other)["secrets"][0]
    path.write_bytes(msgspec.json.encode(sent))
