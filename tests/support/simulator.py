"""A complete election in memory that can misbehave at every step.

The honest way goes through the acts. ``force`` writes a record that no act would draft, signed
with its role's real key, past ``conduct``: what a colluding office and officer could write.
``files`` publishes whatever is there, with tree, tiles, checkpoint, cosignatures and computed
files all made with the log's own key, so that only the rules can tell.

>>> files = Simulation().run_round_1().files()
>>> verify_folder(files, policy)
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Self

import msgspec
from tests.support.definitions import six_sections

from suffrage.acts.closing.announce_result import announce_result
from suffrage.acts.closing.certify_result import certify_result
from suffrage.acts.disputes.decide import Choice, decide, vote
from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.acts.opening.close_polls import close_polls
from suffrage.acts.opening.commit_roll import commit_roll
from suffrage.acts.opening.convene import convene
from suffrage.acts.opening.fix_rules import fix_rules
from suffrage.acts.opening.open_polls import open_polls
from suffrage.acts.paper.approve_sheet import approve_sheet
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.perform import LiveBoard, Written
from suffrage.adapters.sql_store import open_store
from suffrage.board.record import Draft, Record, body_bytes
from suffrage.board.signature import Signer, key_of, record_message, signer
from suffrage.board.store import Addition
from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.model.definition import Definition
from suffrage.paper.sheet import Sheet
from suffrage.tlog import keys as log_keys
from suffrage.witness.local import LocalWitness

MEMBERS = ("chair", "dean", "to1", "to2")
ALL_FOR: Mapping[str, Choice] = dict.fromkeys(MEMBERS, "for")


def seed_of(role: str) -> bytes:
    """The signing seed of a role in every simulation."""
    return hashlib.sha256(f"seed of {role}".encode()).digest()


class Simulation:
    """Six paper sections in two federations; each method is one step of an honest election."""

    def __init__(self, definition: Definition | None = None) -> None:
        self.definition = definition or six_sections()
        self.store = open_store(":memory:", self.definition.slug)
        self.board = LiveBoard(self.store)
        self.log = log_keys.Signer(
            self.definition.origin, log_keys.PLAIN, seed_of(self.definition.origin)
        )
        self.witnesses = witnesses(self.definition)
        self.clock = 0

    # -- time and signatures -------------------------------------------------------------------

    def now(self, at: str = "") -> str:
        """The time that a record claims: given, or that of the phase reached."""
        return at or self._moment

    _moment = "2023-01-10T09:00:00Z"

    def wait(self, seconds: int = 1) -> Self:
        """Let time pass, so that the same act can be tried again as another record."""
        later = datetime.fromisoformat(self._moment) + timedelta(seconds=seconds)
        self._moment = later.strftime("%Y-%m-%dT%H:%M:%SZ")
        return self

    def sign(self, role: str) -> Signer:
        """The signer of a role."""
        return signer(seed_of(role))

    @property
    def state(self) -> State:
        """The state of the board now."""
        return self.board.state()

    # -- acts ----------------------------------------------------------------------------------

    def act(self, draft: Callable[..., Draft], by: str, *args: Any, **more: Any) -> Written:
        """Perform an act as a role at the present moment."""
        now = self.now()
        return self.board.perform(lambda state: draft(state, by, now, *args, **more), self.sign(by))

    def decided(
        self,
        draft: Callable[..., Draft],
        *args: Any,
        votes: Mapping[str, Any] = ALL_FOR,
        by: str = "commission@chair",
        **more: Any,
    ) -> Written:
        """The commission votes on an act, and it is performed on that decision."""
        index = self.vote_on(draft, *args, votes=votes, by=by, **more)
        return self.act(draft, by, *args, decision=index, **more)

    def vote_on(
        self,
        draft: Callable[..., Draft],
        *args: Any,
        votes: Mapping[str, Any] = ALL_FOR,
        by: str = "commission@chair",
        **more: Any,
    ) -> int:
        """Record the commission's vote on an act; the index of the decision comes back."""
        state = self.state
        planned = draft(state, by, self.now(), *args, decision=0, **more)
        cast = {
            member: vote(
                state,
                planned,
                member,
                choice,
                self.sign(f"commission@{member}") if choice in CAST else None,
            )
            for member, choice in votes.items()
        }
        return self.act(decide, by, planned, cast).index

    def force(self, draft: Draft, *, sig: bytes | None = None) -> int:
        """Write a record past ``conduct``, signed with the key of its role."""
        record = draft.record()
        if record.by:
            message = record_message(self.definition.origin, record)
            record = replace(record, sig=(sig or self.sign(record.by)(message)).hex())
        return self.force_record(record, draft)

    def force_record(self, record: Record, draft: Draft) -> int:
        """Write a record as it is, with the payload of a draft."""
        data = body_bytes(draft.body)
        blobs = draft.texts if data is None else (data, *draft.texts)
        with self.store.transaction() as writer:
            return writer.append(Addition(record.encoded, blobs))

    # -- steps ---------------------------------------------------------------------------------

    def convene(self) -> Self:
        """Convene, appoint everybody, commit the roll."""
        self.act(convene, "convener", self.definition)
        tree = self.definition.tree
        officers = [f"federation@{unit.id}" for unit in tree.federations]
        officers += ["agent@to1", "agent@to2", "agent@to3", "congress@delegates"]
        self.act(appoint_officers, "commission@chair", {r: key_of(seed_of(r)) for r in officers})
        for federation in tree.federations:
            desk = [
                f"{kind}@{unit.id}"
                for unit in tree.below(federation.id)
                for kind in ("secretary", "teller")
            ]
            by = f"federation@{federation.id}"
            self.act(appoint_officers, by, {role: key_of(seed_of(role)) for role in desk})
        entitled = {unit.id: unit.registered for unit in tree.sections}
        self.act(commit_roll, "commission@chair", "ab" * 32, entitled)
        return self

    def fix_rules(self) -> Self:
        """The commission freezes the definition."""
        self.decided(fix_rules)
        return self

    def open_polls(self, round_: int = 1) -> Self:
        """The hour has come."""
        self._moment = self.definition.contests_of(round_)[0].opens
        self.act(open_polls, "commission@chair", round_)
        return self

    def close_polls(self, round_: int = 1) -> Self:
        """The evening ends."""
        self._moment = self.definition.contests_of(round_)[0].closes
        self.act(close_polls, "commission@chair", round_)
        return self

    def to_the_count(self, round_: int = 1) -> Self:
        """Everything up to the moment when sheets may come."""
        if round_ == 1:
            self.convene().fix_rules()
        return self.open_polls(round_).close_polls(round_)

    def sheet(self, unit: str, contest: str = "text", **changed: Any) -> Sheet:
        """A possible sheet of a section; any field may be changed."""
        registered = self.state.registered[unit]
        options = option_ids(self.state, self.definition.instance_of(contest, unit))
        votes = {option: 3 + 2 * i + len(unit) for i, option in enumerate(reversed(options))}
        valid = sum(votes.values())
        honest = Sheet(
            ballots=valid + 2,
            blank=1,
            contest=contest,
            entered_by=f"secretary@{unit}",
            proxies=0,
            registered=registered,
            signatures=valid + 2,
            unit=unit,
            valid=valid,
            void={"torn": 1},
            votes=votes,
        )
        return msgspec.structs.replace(honest, **changed)

    def receive(self, unit: str, contest: str = "text", **changed: Any) -> Written:
        """A section sends its sheet."""
        sheet = self.sheet(unit, contest, **changed)
        return self.act(receive_sheet, f"secretary@{unit}", sheet)

    def approve(self, unit: str, contest: str = "text", **changed: Any) -> Written:
        """The federation enters the same sheet from the paper."""
        federation = self.definition.tree.ancestors(unit)[0]
        by = f"federation@{federation}"
        sheet = self.sheet(unit, contest, **{"entered_by": by, **changed})
        return self.act(approve_sheet, by, sheet)

    def count_all(self, contest: str = "text", but: Sequence[str] = ()) -> Self:
        """Every section's sheet arrives and is approved."""
        for unit in self.definition.tree.sections:
            if unit.id not in but and unit.channel == "paper":
                self.receive(unit.id, contest)
                self.approve(unit.id, contest)
        return self

    def announce(self, contest: str = "text") -> Self:
        """Every unit has reported."""
        self.act(announce_result, "commission@chair", contest)
        return self

    def certify(self, contest: str = "text") -> Self:
        """The commission certifies on a fresh, cosigned checkpoint."""
        self.decided(certify_result, contest, checkpoint=self.checkpoint())
        return self

    def run_round_1(self) -> Self:
        """A whole first round, certified."""
        return self.to_the_count().count_all().announce().certify()

    def run_round_2(self) -> Self:
        """A whole second round, certified."""
        self.to_the_count(2).count_all("first-secretary")
        return self.announce("first-secretary").certify("first-secretary")

    # -- publication ---------------------------------------------------------------------------

    def checkpoint(self) -> bytes:
        """The cosigned checkpoint of everything written so far."""
        from tests.support.forge import signed_checkpoint  # noqa: PLC0415  (they need each other)

        return signed_checkpoint(self, list(self.store.entries(0)))

    def new_witnesses(self) -> Sequence[LocalWitness]:
        """The camps' witnesses as they were before they had seen anything."""
        return witnesses(self.definition)

    def files(self) -> dict[str, bytes]:
        """The public folder of everything written, made with the log's own key."""
        from tests.support.forge import publish  # noqa: PLC0415  (they need each other)

        return publish(self)


CAST = frozenset({"for", "against", "abstained"})


def witnesses(definition: Definition) -> list[LocalWitness]:
    """The witnesses that a definition of the simulator names."""
    log = log_keys.Signer(definition.origin, log_keys.PLAIN, seed_of(definition.origin)).key
    return [
        LocalWitness(f"witness-{camp}.example.org", seed_of(f"witness@{camp}"), log)
        for camp in definition.witnesses.keys
    ]
