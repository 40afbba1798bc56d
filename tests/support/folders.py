"""Public folders of simulated elections, built once, with the policy that names them."""

from functools import cache

from tests.support.online_election import OnlineSimulation
from tests.support.simulator import Simulation

from suffrage.tlog.keys import format_key
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.proof import Proof, encode_proof
from suffrage.tlog.tree import Tree
from suffrage.verify import HeldFiles, Policy, PolicyWitnesses, Report, verify_folder

Folder = dict[str, bytes]


def policy_of(simulation: Simulation) -> Policy:
    """What the convening notice of a simulated election prints."""
    definition = simulation.definition
    declared = definition.witnesses
    witnesses = PolicyWitnesses(declared.quorum, declared.keys)
    return Policy(
        1, definition.origin, format_key(simulation.log.key), definition.digest, witnesses
    )


@cache
def paper() -> tuple[Folder, Policy]:
    """Six paper sections, round 1 certified."""
    simulation = Simulation().run_round_1()
    return simulation.files(), policy_of(simulation)


@cache
def online() -> tuple[Folder, Policy]:
    """The same with a box, whose first run was annulled."""
    simulation = OnlineSimulation().run_with_annulment()
    return simulation.files(), policy_of(simulation)


def check(files: Folder, policy: Policy | None = None) -> Report:
    return verify_folder(HeldFiles(files), policy)


def failures(files: Folder, policy: Policy | None = None) -> set[tuple[str, str]]:
    """Code and place of everything that does not hold."""
    return {(one.code, one.place) for one in check(files, policy).failures}


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def receipt(simulation: Simulation, index: int) -> bytes:
    """The receipt of one entry under the checkpoint of everything written so far."""
    entries = list(simulation.store.entries(0))
    tree = Tree(map(leaf_hash, entries))
    proof = Proof(index, tree.prove_inclusion(index), simulation.checkpoint(), entries[index])
    return encode_proof(proof)
