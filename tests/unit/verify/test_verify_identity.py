"""Who signed, who cosigned, and whether this is the board that the policy names."""

from dataclasses import replace

import msgspec
import pytest
from tests.support.definitions import plain_six_sections
from tests.support.folders import Folder, check, failures, paper
from tests.support.forge import signed_checkpoint
from tests.support.simulator import Simulation

from suffrage.conduct.state import State
from suffrage.model.definition import from_plain
from suffrage.tlog.keys import format_key
from suffrage.tlog.note import format_note, parse_note
from suffrage.verify import Policy
from suffrage.verify.signers import witness_keys


@pytest.fixture
def files() -> Folder:
    return dict(paper()[0])


@pytest.fixture
def policy() -> Policy:
    return paper()[1]


def test_a_cosigner_nobody_named_is_a_failure(files: Folder) -> None:
    files["log/checkpoint"] = files["log/checkpoint"].replace(b"witness-to1", b"witness-to7")
    assert failures(files) == {("note.unknown", "log/checkpoint")}


def test_a_changed_cosignature_is_a_failure(files: Folder) -> None:
    lines = files["log/checkpoint"].decode().split("\n")
    lines[-2] = lines[-2][:-6] + ("A" if lines[-2][-6] != "A" else "B") + lines[-2][-5:]
    files["log/checkpoint"] = "\n".join(lines).encode()
    assert failures(files) == {("note.signature", "log/checkpoint")}


def test_a_certificate_that_names_another_board_is_refused() -> None:
    simulation = Simulation().to_the_count().count_all().announce()
    other = _other_board(simulation)
    simulation.checkpoint = lambda: other  # type: ignore[method-assign]
    simulation.certify()
    found = failures(simulation.files())
    assert found == {("certificate.root", f"entry {simulation.state.size - 1} checkpoint")}


def test_a_certificate_that_the_log_did_not_sign_is_refused() -> None:
    simulation = Simulation().to_the_count().count_all().announce()
    note = parse_note(simulation.checkpoint())
    unsigned = format_note(note.text, note.lines[1:])
    simulation.checkpoint = lambda: unsigned  # type: ignore[method-assign]
    simulation.certify()
    found = failures(simulation.files())
    assert found == {("checkpoint.unsigned", f"entry {simulation.state.size - 1} checkpoint")}


def test_a_witness_key_that_nobody_can_read_is_nobodys() -> None:
    plain = plain_six_sections()
    plain["witnesses"] = {"quorum": 0, "keys": {"to1": "no key"}}
    definition = from_plain(plain)
    state = replace(State(), definition=definition)
    assert witness_keys(state, None) == ()
    assert witness_keys(State(), None) == ()


def _other_board(simulation: Simulation) -> bytes:
    """A checkpoint of the same size over other entries, which the log should never sign."""
    rows = list(simulation.store.entries(0))
    return signed_checkpoint(simulation, [b"{}", *rows[1:]])


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"origin": "vote.example.org/e/other"}, "trust.origin", "entry 6 payload"),
        ({"definition": "ab" * 32}, "trust.definition", "entry 6 payload"),
    ],
)
def test_the_policy_names_one_election(
    files: Folder, policy: Policy, change: dict[str, str], code: str, place: str
) -> None:
    other = msgspec.structs.replace(policy, **change)
    assert (code, place) in failures(files, other)


def test_the_policy_names_one_log_key(files: Folder, policy: Policy) -> None:
    simulation = Simulation()
    key = replace(simulation.log, seed=bytes(32)).key
    other = msgspec.structs.replace(policy, log_key=format_key(key))
    found = failures(files, other)
    assert ("trust.log-key", "about.json key") in found
    assert ("note.unsigned", "log/checkpoint") in found


def test_the_policy_asks_for_its_own_witnesses(files: Folder, policy: Policy) -> None:
    keys = {"to1": policy.witnesses.keys["to1"]}
    one = msgspec.structs.replace(policy.witnesses, quorum=1, keys=keys)
    assert failures(files, msgspec.structs.replace(policy, witnesses=one)) == set()
    text = files["log/checkpoint"].decode().split("\n")
    files["log/checkpoint"] = "\n".join([*text[:5], ""]).encode()
    found = failures(files, msgspec.structs.replace(policy, witnesses=one))
    assert found == {("trust.quorum", "log/checkpoint")}
    assert check(files).exit_code == 3
