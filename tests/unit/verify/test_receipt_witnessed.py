"""A receipt whose checkpoint too few witnesses cosigned: told so, and not taken for verified."""

from collections.abc import Sequence
from functools import cache

import msgspec
from tests.support.folders import Folder, policy_of, receipt
from tests.support.forge import signed_checkpoint
from tests.support.simulator import Simulation

from suffrage.tlog.note import format_note, parse_note
from suffrage.tlog.proof import Proof, decode_proof, encode_proof
from suffrage.verify import Evidence, HeldFiles, Policy, Report, verify_folder

CHECKPOINT = "log/checkpoint"


def cosigned_by(note: bytes, witnesses: int) -> bytes:
    """The checkpoint with the log's line and so many cosignatures."""
    parts = parse_note(note)
    return format_note(parts.text, parts.lines[: 1 + witnesses])


@cache
def board() -> tuple[Folder, Policy, bytes]:
    """A folder that both witnesses cosigned, its policy (two of two), and a whole receipt."""
    simulation = Simulation().convene()
    given = receipt(simulation, 1)
    simulation.fix_rules()
    return simulation.files(), policy_of(simulation), given


def weighed(paper: int, folder: int, policy: Policy | None) -> Report:
    """The report where so many witnesses stand under the receipt, and under the folder."""
    files, _, given = board()
    proof = decode_proof(given)
    note = cosigned_by(proof.checkpoint, paper)
    held = encode_proof(Proof(proof.index, proof.hashes, note, proof.extra))
    changed = files | {CHECKPOINT: cosigned_by(files[CHECKPOINT], folder)}
    return verify_folder(HeldFiles(changed), policy, [Evidence("receipt", "mine", held)])


def codes(report: Report) -> Sequence[str]:
    return [one.code for one in report.statements]


def failed(report: Report) -> Sequence[tuple[str, str]]:
    return [(one.code, one.place) for one in report.failures]


def test_a_receipt_and_a_folder_below_the_quorum_are_recorded_and_not_witnessed() -> None:
    report = weighed(1, 1, board()[1])
    assert codes(report) == ["receipt.record"]
    assert failed(report) == [("trust.quorum", CHECKPOINT), ("receipt.not-witnessed", "mine")]
    assert report.failures[1].fields == {"index": 1, "size": 5, "cosigned": 1, "quorum": 2}
    assert report.exit_code == 1


def test_a_folder_that_was_witnessed_since_vouches_for_the_receipt() -> None:
    report = weighed(0, 2, board()[1])
    assert codes(report) == ["receipt.record", "receipt.witnessed-since"]
    assert report.statements[1].fields == {"size": 5, "cosigned": 0, "quorum": 2, "since": 2}
    assert (failed(report), report.exit_code) == ([], 0)


def test_a_witnessed_receipt_needs_nobody_else() -> None:
    report = weighed(2, 1, board()[1])
    assert codes(report) == ["receipt.record"]
    assert failed(report) == [("trust.quorum", CHECKPOINT)]


def test_only_the_policy_s_witnesses_count_for_a_receipt() -> None:
    policy = board()[1]
    keys = {"to2": policy.witnesses.keys["to2"]}
    alone = msgspec.structs.replace(policy.witnesses, quorum=1, keys=keys)
    report = weighed(1, 1, msgspec.structs.replace(policy, witnesses=alone))
    assert ("receipt.not-witnessed", "mine") in failed(report)
    assert report.failures[-1].fields["cosigned"] == 0


def test_a_policy_that_asks_for_no_witness_hears_of_none() -> None:
    policy = board()[1]
    nobody = msgspec.structs.replace(policy.witnesses, quorum=0)
    report = weighed(0, 0, msgspec.structs.replace(policy, witnesses=nobody))
    assert (codes(report), failed(report)) == (["receipt.record"], [])


def test_without_a_policy_the_frozen_rules_say_how_many() -> None:
    report = weighed(1, 1, None)
    assert codes(report) == ["receipt.record", "receipt.not-witnessed"]
    assert (failed(report), report.exit_code) == ([], 3)
    assert codes(weighed(1, 2, None)) == ["receipt.record", "receipt.witnessed-since"]


def test_a_checkpoint_of_another_board_vouches_for_no_receipt() -> None:
    simulation = Simulation().convene()
    given = decode_proof(receipt(simulation, 1))
    bare = cosigned_by(given.checkpoint, 0)
    held = encode_proof(Proof(given.index, given.hashes, bare, given.extra))
    simulation.fix_rules()
    rows = list(simulation.store.entries(0))
    other = signed_checkpoint(simulation, [*rows[:-1], b"{}"])
    files = simulation.files() | {CHECKPOINT: other}
    evidence = [Evidence("receipt", "mine", held)]
    report = verify_folder(HeldFiles(files), policy_of(simulation), evidence)
    assert ("receipt.not-witnessed", "mine") in failed(report)
    assert report.failures[0].code == "log.root"
