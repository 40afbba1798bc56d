"""A simulated box whose key any two of three trustees can use, from the programs of all three."""

from collections.abc import Sequence
from typing import Any

import msgspec
from tests.support.folders import policy_of
from tests.support.online_box import seeded
from tests.support.online_election import BOX, VOTERS, OnlineSimulation, online_definition
from tests.support.simulator import seed_of

from suffrage.acts.online.commit_credentials import commit_credentials
from suffrage.acts.online.open_box import open_box
from suffrage.belenios.credentials import make_credential, write_public_credentials
from suffrage.board.signature import key_of
from suffrage.board.submission import read_submission
from suffrage.model.boxes import TrusteeCount
from suffrage.model.definition import Definition
from suffrage.trustee.announce import announcement
from suffrage.trustee.ceremony import Step, agree, begin, commit, finish, public_key
from suffrage.trustee.gather import LIST, TRUSTEES, gather, sent_name
from suffrage.trustee.saved import BoardScope, Saved

UUID = "BoxForTestRun1"
ROLES = ("trustee@to1", "trustee@to2", "trustee@to3")


def threshold_definition(of: int = 3, need: int = 2) -> Definition:
    """The definition of ``online_election`` with this many trustees."""
    plain = online_definition()
    box = msgspec.structs.replace(plain.boxes[0], trustees=TrusteeCount(of, need))
    keys = {**plain.keys, **{role: key_of(seed_of(role)) for role in ROLES}}
    return msgspec.structs.replace(plain, boxes=(box,), keys=keys)


def ceremony(
    simulation: OnlineSimulation, of: int = 3, need: int = 2
) -> tuple[dict[int, Saved], dict[str, bytes]]:
    """What each member's program keeps, and the files of the folder."""
    entropy = seeded("threshold run")
    files: dict[str, bytes] = {}
    saved: dict[int, Saved] = {}

    def take(index: int, kind: Any, step: Step) -> None:
        saved[index] = step.saved
        files[sent_name(kind, index)] = step.message

    for index, role in enumerate(ROLES[:of], 1):
        scope = BoardScope(policy_of(simulation), BOX, 1, role, seed_of(role).hex())
        take(index, "certificate", begin(scope, index, "Ed25519", entropy, of=of, need=need))
    files.update(gather(files).files)
    for index, state in tuple(saved.items()):
        take(index, "polynomial", commit(agree(state, files[LIST]), entropy))
    files.update(gather(files).files)
    for index, state in tuple(saved.items()):
        vinput = files[sent_name("input", index)]
        take(index, "output", finish(state, vinput, entropy))
    files.update(gather(files).files)
    return saved, files


def open_with(
    simulation: OnlineSimulation, announcements: Sequence[bytes], trustees: bytes
) -> OnlineSimulation:
    """The box opens with the trustees' signed records and the record of a ceremony."""
    for data in announcements:
        draft, sign = read_submission(data)
        simulation.board.perform(lambda _state, one=draft: one, sign)  # type: ignore[misc]
    made = [make_credential(UUID, simulation.entropy) for _ in range(VOTERS)]
    simulation.credentials[1] = made
    listed = write_public_credentials(credential.public for credential in made)
    simulation.act(commit_credentials, "registrar", BOX, 1, listed, root="ab" * 32)
    simulation.board.perform(
        lambda state: open_box(state, BOX, 1, uuid=UUID, trustees=trustees, credentials=listed)
    )
    return simulation


def announced(simulation: OnlineSimulation, saved: dict[int, Saved], files: Any) -> list[bytes]:
    """Each member's record of the own verification key."""
    records = []
    for index, state in saved.items():
        assert isinstance(state.scope, BoardScope)
        key = public_key(files[sent_name("output", index)])
        records.append(announcement(state.scope, index, key, simulation.now()))
    return records


def threshold_run() -> tuple[OnlineSimulation, dict[int, Saved]]:
    """An open box of a two-of-three key, and the three programs' states."""
    simulation = OnlineSimulation(threshold_definition())
    simulation.convene().fix_rules()
    saved, files = ceremony(simulation)
    open_with(simulation, announced(simulation, saved, files), files[TRUSTEES])
    return simulation, saved
