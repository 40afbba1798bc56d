"""Three trustees with their own programs on a board: from the key to the count.

Nothing passes between them and the office but files; each verifies the public folder on disk.
"""

from pathlib import Path

import msgspec
import pytest
from tests.support.commands import done, refused, write_folder
from tests.support.folders import check, policy_of
from tests.support.online_election import BOX, OnlineSimulation
from tests.support.threshold_run import ROLES, open_with, threshold_definition

from suffrage.acts.online.accept_partial_decryption import accept_partial_decryption
from suffrage.acts.online.publish_box_result import publish_box_result
from suffrage.acts.online.tally_box import tally_box
from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.adapters.private_file import read_private
from suffrage.belenios.share_file import read_share
from suffrage.belenios.verify import verify_archive
from suffrage.board.record import body_bytes
from suffrage.board.submission import read_submission
from suffrage.trustee.announce import signing_key
from suffrage.trustee.saved import BoardScope, read_saved
from suffrage.verify import write_policy


class Office:
    """The office, the trustees' computers and the folder between them."""

    def __init__(self, root: Path) -> None:
        definition = threshold_definition()
        keys = {role: key for role, key in definition.keys.items() if role not in ROLES}
        self.simulation = OnlineSimulation(msgspec.structs.replace(definition, keys=keys))
        self.root, self.ceremony, self.public = root, root / "ceremony", root / "public"
        self.policy = root / "policy.toml"
        self.keys = [root / f"trustee-{index}.key" for index in (1, 2, 3)]

    def publish(self) -> Path:
        return write_folder(self.public, self.simulation.files())

    def certify(self) -> None:
        self.simulation.convene()
        self.root.mkdir(exist_ok=True)
        self.policy.write_bytes(write_policy(policy_of(self.simulation)))
        for index, (key, role) in enumerate(zip(self.keys, ROLES, strict=True), 1):
            done(
                "trustee", "certify", key, "--index", index, "--of", 3, "--need", 2,
                "--policy", self.policy, "--box", BOX, "--role", role, "--out", self.ceremony,
            )  # fmt: skip

    def appoint(self) -> None:
        signing = {}
        for key, role in zip(self.keys, ROLES, strict=True):
            scope = read_saved(read_private(key)).scope
            assert isinstance(scope, BoardScope)
            signing[role] = signing_key(scope)
        self.simulation.act(appoint_officers, "commission@chair", signing)
        self.simulation.fix_rules()

    def make_key(self) -> None:
        done("trustee", "gather", self.ceremony)
        for key in self.keys:
            done("trustee", "polynomial", key, self.ceremony, "--yes")
        done("trustee", "gather", self.ceremony)
        for key in self.keys:
            done("trustee", "share", key, self.ceremony)
        done("trustee", "gather", self.ceremony)

    def open(self) -> None:
        records = [(self.ceremony / f"trustee-{n}.record").read_bytes() for n in (1, 2, 3)]
        open_with(self.simulation, records, (self.ceremony / "trustees.json").read_bytes())

    def tally(self) -> None:
        self.simulation.end_run(1).open_polls().close_polls()
        self.simulation.board.perform(
            lambda state: tally_box(state, BOX, 1, self.simulation.store.archive(BOX, 1))
        )

    def accept(self, owner: int) -> None:
        records = read_share((self.root / f"decryption-{owner}.txt").read_bytes())
        draft, sign = read_submission((self.root / f"vouch-{owner}.record").read_bytes())
        checked = verify_archive(self.simulation.store.archive(BOX, 1))
        self.simulation.board.perform_all(
            [
                (lambda _state: draft, sign),
                (
                    lambda state: accept_partial_decryption(
                        state, BOX, 1, checked, records, body_bytes(draft.body) or b""
                    ),
                    None,
                ),
            ]
        )

    def count(self) -> tuple[object, ...]:
        checked = verify_archive(self.simulation.store.archive(BOX, 1))
        self.simulation.board.perform(lambda state: publish_box_result(state, BOX, 1, checked))
        result = verify_archive(self.simulation.store.archive(BOX, 1)).result
        assert result is not None
        return tuple(result)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A box opened with the key of a ceremony held by files."""
    made = Office(tmp_path)
    made.certify()
    made.appoint()
    made.make_key()
    made.open()
    return made


def test_two_of_three_decrypt_what_all_have_drilled(office: Office, tmp_path: Path) -> None:
    public = office.publish()
    for index, key in enumerate(office.keys, 1):
        shown = done("trustee", "drill", key, public, "--out", tmp_path)
        assert "Your key is there" in shown
        drill = tmp_path / f"drill-{index}.json"
        checked = done("trustee", "check", drill, public, "--policy", office.policy)
        assert checked.startswith(f"Trustee {index} of run 1 of the box {BOX} had the key")
    assert "needs a policy" in refused("trustee", "check", drill, public)
    office.simulation.cast(1, 1, 1, 2, 0)
    office.publish()
    assert "has not ended" in refused("trustee", "decrypt", office.keys[0], public, "--yes")
    office.tally()
    office.publish()
    for index in (1, 3):
        shown = done(
            "trustee", "decrypt", office.keys[index - 1], public, "--out", tmp_path, said="y\n"
        )
        assert "Ballots\t4" in shown.splitlines()
        office.accept(index)
        office.publish()
    assert office.count() == ((1, 2, 1, 0),)
    assert "has been published" in refused(
        "trustee", "decrypt", office.keys[1], office.publish(), "--yes"
    )
    assert check(office.simulation.files(), policy_of(office.simulation)).exit_code == 0


def test_a_tampered_folder_is_listed_and_nothing_leaves(office: Office, tmp_path: Path) -> None:
    office.simulation.cast(1, 1, 1, 2, 0)
    office.tally()
    public = office.publish()
    archive = public / f"box/{BOX}-1.bel"
    data = archive.read_bytes()
    archive.write_bytes(data[:-600] + bytes([data[-600] ^ 1]) + data[-599:])
    said = refused("trustee", "decrypt", office.keys[0], public, "--out", tmp_path, "--yes")
    assert "Decrypt nothing" in said
    assert not (tmp_path / "decryption-1.txt").exists()
    assert not read_saved(read_private(office.keys[0])).tally


def test_a_forked_folder_is_refused(office: Office, tmp_path: Path) -> None:
    public = office.publish()
    done("trustee", "drill", office.keys[0], public, "--out", tmp_path)
    before = office.simulation.store.size()
    office.simulation.cast(1, 1, 1, 2, 0)
    office.tally()
    longer = office.simulation.files()
    done("trustee", "drill", office.keys[0], write_folder(public, longer), "--out", tmp_path)
    saved = read_saved(read_private(office.keys[0]))
    assert saved.seen.size > before
    other = Office(tmp_path / "other")
    other.certify()
    other.appoint()
    other.make_key()
    other.open()
    other.simulation.cast(1, 0, 0, 0, 1)
    other.tally()
    # Another history under the same log key, which the definition, too, tells apart.
    said = refused("trustee", "decrypt", office.keys[0], other.publish(), "--yes")
    assert "Decrypt nothing" in said
