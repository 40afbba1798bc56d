"""The stage of the demo: everybody's keys, the office's store, the log and its witnesses.

In a real election each key is made on its holder's own machine. Here one program plays all
roles, with fresh keys from the operating system on every run, and keeps none of them. Trustees
hold their keys in files of their own (``ceremony``).
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from screen import Screen

from suffrage.acts.disputes.decide import Choice, decide, vote
from suffrage.acts.perform import LiveBoard, Written
from suffrage.adapters.public_folder import PublicFolder
from suffrage.adapters.publisher import Publisher
from suffrage.adapters.sql_store import open_store
from suffrage.belenios.means import Spread
from suffrage.board.record import Draft
from suffrage.board.signature import Signer, key_of, signer
from suffrage.board.submission import read_submission
from suffrage.conduct.state import State
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import Definition
from suffrage.model.definition_toml import from_toml
from suffrage.model.governance import Witnesses
from suffrage.site.computed import computed_files
from suffrage.tlog import keys as log_keys
from suffrage.verify.policy import Policy, PolicyWitnesses, write_policy
from suffrage.witness.local import LocalWitness

HERE = Path(__file__).parent
PARIS = ZoneInfo("Europe/Paris")
CHAIR = "commission@chair"
CAMPS = ("to1", "to2", "to3")
_CAST = frozenset({"for", "against", "abstained"})


def instant(local: str) -> str:
    """The UTC instant of a local time without offset."""
    moment = datetime.fromisoformat(local).replace(tzinfo=PARIS)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def later(at: str, seconds: int) -> str:
    """An instant so many seconds later."""
    moment = datetime.fromisoformat(at) + timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Cue:
    """An act with its role, its instant and what it takes, ready for the state it meets."""

    draft: Callable[..., Draft]
    by: str
    at: str
    args: tuple[object, ...] = ()
    more: Mapping[str, object] = field(default_factory=dict)

    def __call__(self, state: State) -> Draft:
        """The draft in this state."""
        return self.draft(state, self.by, self.at, *self.args, **self.more)


class Stage:
    """One performance of the congress, in a folder of its own.

    ``spread`` gives work to other processes; ``public`` and ``policy`` are what everybody has;
    ``published`` is called after each checkpoint.
    """

    def __init__(self, out: Path, screen: Screen, spread: Spread) -> None:
        self.screen, self.out, self.spread = screen, out, spread
        self.public = out / "public"
        self._seeds: dict[str, bytes] = {}
        draft = _read_definition()
        self.log = log_keys.Signer(draft.origin, log_keys.PLAIN, os.urandom(32))
        self.witnesses = [
            LocalWitness(f"{camp}.witness.example.org", os.urandom(32), self.log.key)
            for camp in CAMPS
        ]
        self.definition = self._with_keys(draft)
        self.store = open_store(out / "office.sqlite", draft.slug)
        self.board = LiveBoard(self.store)
        self.log_key = log_keys.format_key(self.log.key)
        self._publisher = Publisher(
            self.store,
            PublicFolder(self.public),
            self.log,
            lambda state, root: computed_files(state, root, self.log_key),
            self.witnesses,
            self.board,
        )
        self.policy = self._write_policy()
        self.published: Callable[[], None] = lambda: None
        self.at = instant("2022-12-01T09:00:00")
        self.checkpoint = b""

    @property
    def state(self) -> State:
        """The state of the board now."""
        return self.board.state()

    def key(self, role: str) -> str:
        """The public key of a role, made when it is first asked for."""
        return key_of(self._seed(role))

    def sign(self, role: str) -> Signer:
        """The signer of a role."""
        return signer(self._seed(role))

    def act(self, draft: Callable[..., Draft], by: str, *args: object, **more: object) -> Written:
        """Perform one act now."""
        return self.act_all([Cue(draft, by, self.at, args, more)])[0]

    def act_all(self, cues: Iterable[Cue]) -> list[Written]:
        """Perform acts together, all or none."""
        return self.board.perform_all((cue, self.sign(cue.by)) for cue in cues)

    def take(self, signed: bytes) -> None:
        """The office takes a record that its holder has signed elsewhere."""
        draft, sign = read_submission(signed)
        self.board.perform(lambda _state: draft, sign)

    def decided(
        self,
        draft: Callable[..., Draft],
        *args: object,
        votes: Mapping[str, Choice] | None = None,
        reasons: Mapping[str, str] | None = None,
        **more: object,
    ) -> Written:
        """The commission votes on an act, member by member, and it is performed."""
        state = self.state
        planned = draft(state, CHAIR, self.at, *args, decision=0, **more)
        choices = votes or dict.fromkeys(self.definition.commission.members, "for")
        cast = {
            member: vote(
                state,
                planned,
                member,
                choice,
                self.sign(f"commission@{member}") if choice in _CAST else None,
                reason=(reasons or {}).get(member, ""),
            )
            for member, choice in choices.items()
        }
        decision = self.act(decide, CHAIR, planned, cast).index
        return self.act(draft, CHAIR, *args, decision=decision, **more)

    def publish(self) -> None:
        """Bring the public folder up to date; the witnesses cosign."""
        now = int(datetime.fromisoformat(self.at).timestamp())
        self.checkpoint = self._publisher.publish(now)
        self.screen.published(self.state)
        self.published()

    def _write_policy(self) -> Path:
        """What the convening notice prints: whom to believe, outside the public folder."""
        policy = Policy(
            1,
            self.definition.origin,
            self.log_key,
            self.definition.digest,
            PolicyWitnesses(self.definition.witnesses.quorum, self.definition.witnesses.keys),
        )
        path = self.out / "policy.toml"
        path.write_bytes(write_policy(policy))
        return path

    def _seed(self, role: str) -> bytes:
        return self._seeds.setdefault(role, os.urandom(32))

    def _with_keys(self, draft: Definition) -> Definition:
        roles = ["convener", *(f"commission@{name}" for name in draft.commission.members)]
        pairs = zip(CAMPS, self.witnesses, strict=True)
        definition = msgspec.structs.replace(
            draft,
            keys={role: self.key(role) for role in roles},
            witnesses=Witnesses(2, {camp: witness.key for camp, witness in pairs}),
        )
        check_definition(definition)
        return definition


def scan_of(unit: str, round_: int) -> str:
    """A stand-in for the hash of the photo of a sheet, which stays in the office."""
    return hashlib.sha256(f"photo of {unit}, round {round_}".encode()).hexdigest()


def _read_definition() -> Definition:
    text = (HERE / "definition.toml").read_text(encoding="utf-8")
    return from_toml(text, "definition.toml", lambda name: (HERE / name).read_bytes())
