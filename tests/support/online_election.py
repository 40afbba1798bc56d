"""The simulated election with a seventh section that votes online: runs, ballots, annulment."""

from collections.abc import Sequence
from typing import Any, Self

from tests.support.definitions import plain_six_sections
from tests.support.online_box import seeded
from tests.support.simulator import Simulation, seed_of

from suffrage.acts.online.accept_partial_decryption import accept_partial_decryption
from suffrage.acts.online.annul_box import annul_box
from suffrage.acts.online.cast_ballot import OpenBox, cast_ballot
from suffrage.acts.online.close_box import close_box
from suffrage.acts.online.commit_credentials import commit_credentials
from suffrage.acts.online.open_box import open_box
from suffrage.acts.online.publish_box_result import publish_box_result
from suffrage.acts.online.replace_box import replace_box
from suffrage.acts.online.sequence_ballots import sequence_ballots
from suffrage.acts.online.set_up_trustee import set_up_trustee
from suffrage.acts.online.tally_box import tally_box
from suffrage.acts.online.vouch_share import vouch_share
from suffrage.acts.perform import Written
from suffrage.belenios.credentials import Credential, make_credential, write_public_credentials
from suffrage.belenios.decryption import decrypt_share
from suffrage.belenios.make_ballot import make_ballot
from suffrage.belenios.trustees import TrusteeKey, make_trustee_key, write_trustees
from suffrage.belenios.verify import verify_archive
from suffrage.belenios.vouch import vouch_share as make_vouch
from suffrage.board.acknowledgement import Acknowledgement
from suffrage.board.signature import key_of
from suffrage.model.definition import Definition, from_plain

BOX = "abroad"
VOTERS = 6
_UUIDS = {1: "BoxForTestRun1", 2: "BoxForTestRun2"}


def online_definition() -> Definition:
    """Six paper sections, and a seventh of six members that votes in the box ``abroad``."""
    plain: dict[str, Any] = plain_six_sections()
    plain["units"] += [
        {"id": "99"},
        {"id": "99-001", "parent": "99", "registered": VOTERS, "channel": BOX},
    ]
    plain["minimum"] = {"online": 2}
    plain["boxes"] = [
        {
            "id": BOX,
            "contest": "text",
            "opens": "2023-01-11T12:00:00Z",
            "closes": "2023-01-12T16:00:00Z",
            "trustees": {"of": 2, "need": 2},
            "factors": {"code": "e-mail", "credential": "letter"},
        }
    ]
    for role in ("office", "registrar", "trustee@to1", "trustee@to2"):
        plain["keys"][role] = key_of(seed_of(role))
    return from_plain(plain)


class OnlineSimulation(Simulation):
    """Each method is one step of the box; run 1 exists from the definition."""

    def __init__(self, definition: Definition | None = None) -> None:
        super().__init__(definition or online_definition())
        self.trustees: dict[int, list[TrusteeKey]] = {}
        self.credentials: dict[int, list[Credential]] = {}
        self.entropy = seeded("online election")

    def open_run(self, run: int) -> Self:
        """Keys, credentials and the first event of a run."""
        keys = [make_trustee_key(self.entropy) for _ in range(2)]
        made = [make_credential(_UUIDS[run], self.entropy) for _ in range(VOTERS)]
        self.trustees[run], self.credentials[run] = keys, made
        for owner, key in enumerate(keys, 1):
            by = f"trustee@to{owner}"
            self.act(set_up_trustee, by, BOX, run, owner=owner, trustee=key.public)
        listed = write_public_credentials(credential.public for credential in made)
        self.act(commit_credentials, "registrar", BOX, run, listed, root="ab" * 32)
        public = write_trustees([key.public for key in keys])
        self.board.perform(
            lambda state: open_box(
                state, BOX, run, uuid=_UUIDS[run], trustees=public, credentials=listed
            )
        )
        return self

    def cast(self, run: int, *choices: int) -> list[Acknowledgement]:
        """Voters 0, 1, … vote for these options (0 is blank); a batch is sequenced."""
        given = []
        for voter, choice in enumerate(choices):
            box = OpenBox(self.store, BOX, run)
            marks = [[int(place == choice) for place in range(4)]]
            private = self.credentials[run][voter].private
            data = make_ballot(box.setup.election, private, marks, self.entropy)
            given.append(cast_ballot(self.store, self.state, box, data, self.sign("office")))
        waiting = self.store.waiting(BOX, run)
        acts = sequence_ballots(self.state, BOX, run, waiting, closing=True)
        self.board.perform_all((act, None) for act in acts)
        return given

    def end_run(self, run: int) -> Self:
        """No more ballots."""
        self.board.perform(lambda state: close_box(state, BOX, run))
        return self

    def annul_run(self, run: int) -> Self:
        """The credentials have leaked: the run is void and another follows."""
        self.decided(annul_box, BOX, run, ground="leak")
        self.decided(
            replace_box,
            BOX,
            uuid=_UUIDS[run + 1],
            opens="2023-01-12T08:00:00Z",
            closes="2023-01-12T16:00:00Z",
        )
        return self

    def decrypt_run(self, run: int) -> Self:
        """Tally, both partial decryptions with their vouches, result."""
        archive = self.store.archive(BOX, run)
        self.board.perform(lambda state: tally_box(state, BOX, run, archive))
        for owner in range(1, len(self.trustees[run]) + 1):
            self.give_share(run, owner)
        checked = verify_archive(self.store.archive(BOX, run))
        self.board.perform(lambda state: publish_box_result(state, BOX, run, checked))
        return self

    def give_share(self, run: int, owner: int) -> Self:
        """A trustee decrypts and vouches, and the office accepts both."""
        checked = verify_archive(self.store.archive(BOX, run))
        setup, tally, key = checked.setup, checked.tally, self.trustees[run][owner - 1]
        assert tally is not None
        share = decrypt_share(setup.election, setup.trustees, tally, key, self.entropy)
        vouch = make_vouch(setup.election, key, tally, share, self.entropy)
        self.give(run, owner, share.records, vouch)
        return self

    def give(self, run: int, owner: int, records: Sequence[bytes], vouch: bytes) -> list[Written]:
        """The vouch and the share's event, in one transaction, as the office does it."""
        checked = verify_archive(self.store.archive(BOX, run))
        by, now = f"trustee@to{owner}", self.now()
        return self.board.perform_all(
            [
                (
                    lambda state: vouch_share(
                        state, by, now, BOX, run, records=records, vouch=vouch
                    ),
                    self.sign(by),
                ),
                (
                    lambda state: accept_partial_decryption(
                        state, BOX, run, checked, records, vouch
                    ),
                    None,
                ),
            ]
        )

    def run_with_annulment(self) -> Self:
        """Run 1 is annulled, run 2 counts, round 1 is certified."""
        self.convene().fix_rules()
        self.open_run(1).cast(1, 1, 2, 3)
        self.annul_run(1)
        self.open_run(2).cast(2, 1, 1, 2, 0)
        self.end_run(2)
        self.open_polls().close_polls()
        self.decrypt_run(2).count_all()
        self.announce().certify()
        return self
